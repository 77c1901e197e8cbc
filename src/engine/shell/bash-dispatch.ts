import { effectAt } from '../effects';
import { BUILTINS } from './bash-builtins';
import { emit } from './bash-emit';
import { baseName, folderOf, resolvePath } from './bash-paths';
import { matchesPattern } from './bash-patterns';
import { SPECIAL } from './bash-special';
import { type Call, type Field, type Run, type Scope, childShell, fork, forkElsewhere } from './bash-state';
import { isDark, runFlow, runWord, unseen } from './bash-unseen';
import { folderInside, unwrap } from './unwrap';

/** Calls of functions inside functions. */
const DEEPEST_CALL = 12;

/** Finds out what a simple command runs: a function, a builtin, what a wrapper wraps, or a program. */
export function dispatch(run: Run, scope: Scope, call: Call, callFunction: (scope: Scope, call: Call, body: unknown) => void): void {
  run.steps -= 1;
  if (run.steps <= 0) return void run.unread.add('more commands than are read');
  const first = call.words[0];
  if (first === undefined) {
    if (call.redirects.length > 0) emitBare(run, scope, call);
    return;
  }
  if (first.choices !== undefined) {
    for (const choice of first.choices) {
      const words = choice.split(/\s+/).map((value): Field => ({ value, known: true, glob: false, span: first.span }));
      run.dispatch(fork(scope), { ...call, words: [...words, ...call.words.slice(1)] });
    }
    return;
  }
  const program = programOf(run, scope, call, first);
  if (program === null) return;
  const args = call.words.slice(1);

  const own = call.external ? undefined : scope.functions.get(first.value);
  if (own !== undefined) {
    const { parameters, parametersKnown, active } = scope;
    if (own.bomb) return forkBomb(run, call);
    // What a function that calls itself would do stands there after the second round.
    if (active.filter((name) => name === first.value).length >= 2) return;
    if (active.length >= DEEPEST_CALL) return void run.unread.add('functions that call each other too deeply');
    Object.assign(scope, { parameters: args, parametersKnown: true, active: [...active, first.value] });
    callFunction(scope, { ...call, at: own.at }, own.body);
    Object.assign(scope, { parameters, parametersKnown, active });
    if (scope.ended === 'function') scope.ended = 'no';
    if (call.redirects.length > 0) emitBare(run, scope, call);
    return;
  }
  if (Object.hasOwn(BUILTINS, first.value) && !(first.value === 'test' && call.external)) {
    (BUILTINS[first.value] as (typeof BUILTINS)[string])(run, scope, call, args);
    if (call.redirects.length > 0) emitBare(run, scope, call);
    return;
  }
  if (Object.hasOwn(SPECIAL, program) && (SPECIAL[program] as (typeof SPECIAL)[string])(run, scope, call, args, program)) {
    if (call.redirects.length > 0) emitBare(run, scope, call);
    return;
  }
  if (inner(run, scope, call, program)) return;
  const script = first.known && first.value.includes('/') && !scope.elsewhere ? run.written.get(resolvePath(scope.cwd, first.value)) : undefined;
  if (script?.kind === 'text' && isShellScript(script.text)) {
    return runFlow(run, childShell(scope, call, first, args), { ...call, wrappers: [...call.wrappers, { program, args: args.map((arg) => arg.value) }] }, script, 'same-shell');
  }
  emit(run, scope, call, program);
}

/** A script without a first line that says otherwise is the shell's. */
function isShellScript(text: string): boolean {
  return !text.startsWith('#!') || /^#!.*\b(?:sh|bash|zsh|dash|ksh)\b/.test(text);
}

/** `:(){ :|:& };:` starts itself until the machine stops. */
function forkBomb(run: Run, call: Call): void {
  run.effects.push(effectAt({ in: 'text', span: call.span }, { verb: 'stop', resource: { kind: 'service', type: 'machine', address: 'this machine' }, reach: 'host', undo: 'no', note: 'a function that starts itself without end' }));
}

/** Redirections without a program of their own: `> file`, `done > file`. */
export function emitBare(run: Run, scope: Scope, call: Call): void {
  emit(run, scope, { ...call, words: [{ value: ':', known: true, glob: false, span: call.span }], out: null }, ':');
}

/** Takes a wrapper off and goes on with what it wraps; `false` when there is none, or the program matters by itself as well. */
function inner(run: Run, scope: Scope, call: Call, program: string): boolean {
  const found = unwrap(program, call.words);
  if (found === null) return false;
  const there = found.wrapper.elsewhere !== undefined;
  const inside: Call = { ...call, env: Object.keys(found.env).length > 0 ? { ...call.env, ...found.env } : call.env, wrappers: [...call.wrappers, there ? { ...found.wrapper, cwd: scope.cwd } : found.wrapper], external: true };
  if (found.keeps) emit(run, scope, { ...call, out: null, into: null }, program);
  for (const one of found.inner) {
    const target = there ? forkElsewhere(scope, folderInside(found.wrapper)) : scope;
    if (one.kind === 'words') run.dispatch(target, { ...inside, words: one.words, ...(found.keeps ? { redirects: [] } : {}) });
    else if (one.kind === 'text') runWord(run, there ? target : fork(scope), inside, one.from.length === 1 ? [{ ...(one.from[0] as Field), value: one.text }] : one.from, 'same-shell');
    else if (call.feed === null) return found.keeps;
    else runFlow(run, target, inside, call.feed.flow, 'pipe');
    if (one.kind !== 'words' && call.redirects.length > 0 && !found.keeps) emitBare(run, scope, call);
  }
  return true;
}

/** The program's name, or `null` when it cannot be told. A path that is only known at its end (`$BIN/terraform`) is enough. */
function programOf(run: Run, scope: Scope, call: Call, first: Field): string | null {
  if (first.known && !first.glob) {
    const copy = first.value.includes('/') ? run.copies.get(resolvePath(scope.cwd, first.value)) : undefined;
    return named(copy ?? first.value);
  }
  if (first.known) return globbed(run, first.value);
  if (isDark(first.flow)) {
    unseen(run, call, first.flow);
    return null;
  }
  const bare = first.bare ?? '';
  const base = bare.endsWith('/') ? '' : named(bare);
  if (/^[A-Za-z][\w.+-]*$/.test(base)) return base;
  const variable = /^\$\{?(\w+)\}?$/.exec(first.value)?.[1];
  const usual = variable === undefined ? undefined : USUAL.get(variable.toLowerCase().replace(/_?(?:bin|cmd|path|exe|command)$/, ''));
  run.unread.add(`the program ${first.value}`);
  return usual ?? null;
}

/** Variables that by custom hold the program they are named after (`$KUBECTL`, `${TERRAFORM_BIN}`). */
const USUAL: ReadonlyMap<string, string> = new Map([
  ...['terraform', 'tofu', 'terragrunt', 'kubectl', 'helm', 'docker', 'podman', 'aws', 'gcloud', 'az', 'psql', 'mysql', 'mongosh', 'python', 'python3', 'node', 'npm', 'npx', 'git', 'rm', 'make', 'sudo', 'ssh', 'bash', 'sh', 'pulumi', 'ansible', 'gsutil', 'oc'].map((name): [string, string] => [name, name]),
  ['tf', 'terraform'], ['k', 'kubectl'], ['kube', 'kubectl'], ['py', 'python'], ['compose', 'docker-compose'], ['docker_compose', 'docker-compose'],
]);

function named(path: string): string {
  const base = baseName(path.replace(/\\/g, '/'));
  return base.replace(/\.(?:exe|cmd|bat)$/i, '').replace(/^=(?=\w)/, '');
}

const COMMON = ['rm', 'rmdir', 'dd', 'mkfs', 'shred', 'wipefs', 'sh', 'bash', 'zsh', 'dash', 'sudo', 'env', 'kubectl', 'terraform', 'docker', 'aws', 'gcloud', 'az', 'git', 'psql', 'mysql', 'mongo', 'redis-cli', 'find', 'chmod', 'chown', 'mv', 'truncate', 'kill', 'killall', 'reboot', 'shutdown', 'systemctl', 'curl', 'wget', 'base64', 'python', 'python3', 'perl', 'cat', 'ls', 'echo'];

/** `/bin/r?`: what the shell would find there, else what it most likely is. */
function globbed(run: Run, path: string): string | null {
  const folder = folderOf(path);
  const names = /[*?[]/.test(folder) || !path.includes('/') ? null : run.surroundings.listFiles(folder);
  const pattern = baseName(path);
  const found = [...(names ?? []), ...COMMON].find((name) => matchesPattern(name, pattern) === true);
  if (found === undefined) run.unread.add(`the program ${path}`);
  return found ?? null;
}

