import { effectAt } from '../effects';
import { loaded } from './bash-output';
import { type Call, type Field, type Flow, type Run, type Scope, type Value, childShell } from './bash-state';

/** How a text comes to be run: through a pipe or a file, or by `eval` and `source` in the same shell. */
export type Way = 'pipe' | 'same-shell';

/** Runs what a flow holds as a script, where it can be read; says so where it cannot. */
export function runFlow(run: Run, scope: Scope, call: Call, flow: Flow, way: Way, parameters: readonly Value[] = []): void {
  const content = loaded(run, scope, flow);
  switch (content.kind) {
    case 'text': {
      const inside = way === 'pipe' ? childShell(scope, call, undefined, parameters) : scope;
      const before = inside.parameters;
      if (way === 'same-shell' && parameters.length > 0) Object.assign(inside, { parameters, parametersKnown: true });
      run.text(content.text, inside, { ...call, at: call.span, feed: way === 'pipe' ? null : call.feed });
      if (way === 'same-shell') inside.parameters = before;
      return;
    }
    case 'download':
    case 'decoded':
      return unseen(run, call, content);
    case 'file':
      run.unread.add(`the script ${content.path}`);
      return;
    case 'unread':
      if (preparesShell(content.by, way)) return;
      if (way === 'pipe') unseen(run, call, content);
      else run.unread.add(`what ${content.by.join(' ')} prints`);
      return;
    case 'paths':
      run.unread.add('a list of files run as a script');
      return;
    case 'answers':
      return;
  }
}

/** Runs a word as a script text. What is only an unknown expansion is judged by where it came from. */
export function runWord(run: Run, scope: Scope, call: Call, words: readonly Field[], way: Way, parameters: readonly Value[] = []): void {
  const dark = words.find((word) => isDark(word.flow))?.flow;
  if (dark) return unseen(run, call, dark);
  const text = words.map((word) => word.value).join(' ');
  const bare = words.map((word) => (word.known ? word.value : (word.bare ?? ''))).join(' ').trim();
  if (bare !== '') return runFlow(run, scope, call, { kind: 'text', text, complete: true }, way, parameters);
  const flow = words.find((word) => word.flow !== undefined)?.flow;
  if (flow !== undefined) runFlow(run, scope, call, flow, 'same-shell');
  else if (words.length > 0 && text !== '') run.unread.add(`the commands in ${text}`);
}

export function isDark(flow: Flow | undefined): flow is Extract<Flow, { kind: 'download' | 'decoded' }> {
  return flow !== undefined && (flow.kind === 'download' || flow.kind === 'decoded');
}

/** A text that nobody can see is run. */
export function unseen(run: Run, { span, wrappers }: Call, flow: Flow): void {
  // In a container that is thrown away afterwards there is nothing to lose.
  if (wrappers.some(({ program, args }) => /^(?:docker|podman|nerdctl)$/.test(program) && args.includes('run') && args.includes('--rm') && !args.some((arg) => LETS_OUT.test(arg)))) return;
  const [type, address, note] =
    flow.kind === 'download' ? ['download', `what ${flow.from} gives`, 'downloaded and run at once']
    : flow.kind === 'decoded' ? ['decoded', `what ${flow.by} decodes`, 'decoded and run at once']
    : ['generated', flow.kind === 'unread' ? `what ${flow.by.join(' ')} prints` : 'a text', 'made and run at once'];
  run.effects.push(effectAt({ in: 'text', span }, { verb: 'run-unseen', resource: { kind: 'code', type: type as string, address: address as string }, undo: 'no', note: note as string }));
}

/** What lets a container reach the machine it runs on. */
const LETS_OUT = /^(?:-v|--volume|--mount|--privileged|--pid|--volumes-from|--cap-add)\b/;

const PREPARING = new Set([
  'ssh-agent', 'gpg-agent', 'keychain', 'direnv', 'brew', 'pyenv', 'rbenv', 'nodenv', 'goenv', 'jenv', 'mise', 'rtx', 'asdf', 'fnm', 'nvm', 'starship', 'zoxide', 'thefuck', 'dircolors', 'lesspipe', 'locale',
  'luarocks', 'opam', 'register-python-argcomplete', 'docker-machine', 'minikube', 'fzf', 'atuin', 'mcfly', 'conda', 'mamba', 'micromamba', 'oh-my-posh', 'navi', 'batman', 'sheldon', 'gdircolors', 'tput', 'resize',
  'aws_completer', 'aws-sso', 'granted', 'assume', 'lesspipe.sh',
]);

/** Programs that print settings for a shell (`ssh-agent`, `brew shellenv`, `kubectl completion`): what they print runs nothing of its own. */
function preparesShell(by: readonly string[], way: Way): boolean {
  const name = (by[0] ?? '').replace(/^.*\//, '');
  if (PREPARING.has(name) && !by.some((word) => /^(?:exec|run|read|-e|-c)$/.test(word))) return true;
  if (by.slice(1).some((word) => /^(?:--)?[\w-]*completions?(?:[-=]\w+)?$/.test(word))) return true;
  return way === 'same-shell' && by.slice(1).some((word) => /^(?:--)?(?:init|hook|shellenv|env|docker-env|podman-env|activate|export-credentials|bash-completion|shell-init|init-shell|setup-shell|print-env|shell-hook|--zsh|--bash)$/.test(word));
}
