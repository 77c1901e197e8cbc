import { alwaysThere, loaded } from './bash-output';
import { homeOf, resolvePath } from './bash-paths';
import { type Call, type Feed, type Field, type Run, type Scope, type Value, assign, known, scalar, unknown } from './bash-state';
import { runFlow, runWord } from './bash-unseen';

type Builtin = (run: Run, scope: Scope, call: Call, args: readonly Field[]) => void;

/** Commands of the shell itself that change what follows. They run nothing of their own and are not put down as invocations. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  cd: (run, scope, _call, args) => enter(run, scope, target(args, run, scope)),
  chdir: (run, scope, _call, args) => enter(run, scope, target(args, run, scope)),
  pushd(run, scope, _call, args) {
    scope.stack.push(scope.cwd);
    enter(run, scope, target(args, run, scope));
  },
  popd(_run, scope) {
    scope.before = scope.cwd;
    scope.cwd = scope.stack.pop() ?? null;
  },
  unset(_run, scope, _call, args) {
    for (const { value } of args) {
      if (args[0]?.value === '-f') scope.functions.delete(value);
      else if (!value.startsWith('-')) scope.vars.set(value, scalar(known('')));
    }
  },
  set: setOptions,
  shift(_run, scope, _call, args) {
    scope.parameters = scope.parameters.slice(Number(args[0]?.value ?? 1) || 1);
  },
  read: readLine,
  mapfile: readLines,
  readarray: readLines,
  getopts(_run, scope, _call, args) {
    if (args[1]) assign(scope, args[1].value, unknown(`$${args[1].value}`));
    assign(scope, 'OPTARG', unknown('$OPTARG'));
  },
  alias(_run, scope, _call, args) {
    for (const { value, known: sure } of args) {
      const equals = value.indexOf('=');
      if (equals > 0 && sure) scope.aliases.set(value.slice(0, equals), value.slice(equals + 1));
    }
  },
  unalias(_run, scope, _call, args) {
    for (const { value } of args) scope.aliases.delete(value);
  },
  trap(run, scope, call, args) {
    const words = args[0]?.value === '--' ? args.slice(1) : args;
    if (words.length < 2 || !words[0]?.known || /^-?$/.test(words[0].value) || words[0].value.startsWith('-')) return;
    run.traps.push({ text: words[0].value, scope, here: { ...call, at: call.span, feed: null, out: null } });
  },
  exit: (_run, scope) => void (scope.ended = 'shell'),
  logout: (_run, scope) => void (scope.ended = 'shell'),
  return: (_run, scope) => void (scope.ended = 'function'),
  break: (_run, scope) => void (scope.ended = 'loop'),
  continue: (_run, scope) => void (scope.ended = 'loop'),
  eval: (run, scope, call, args) => runWord(run, scope, call, args[0]?.value === '--' ? args.slice(1) : args, 'same-shell'),
  source: sourced,
  '.': sourced,
  ...Object.fromEntries(
    [':', 'true', 'false', 'test', '[', 'wait', 'jobs', 'fg', 'bg', 'disown', 'shopt', 'setopt', 'unsetopt', 'umask', 'ulimit', 'let', 'hash', 'times', 'suspend', 'bind', 'complete', 'compgen', 'compopt', 'compdef',
      'enable', 'help', 'history', 'dirs', 'autoload', 'zmodload', 'zstyle', 'bindkey', 'emulate', 'rehash', 'caller'].map((name): [string, Builtin] => [name, () => undefined]),
  ),
};

function target(args: readonly Field[], run: Run, scope: Scope): Value {
  const words = args.filter((arg) => !/^-[LPeq@]+$/.test(arg.value) && arg.value !== '--');
  const home = homeOf(run, scope);
  return words[0] ?? (home === null ? unknown('~') : known(home));
}

/** Goes to a folder. One that is not known to be there may fail, and then what follows runs where it stood. */
function enter(run: Run, scope: Scope, to: Value): void {
  const from = scope.cwd;
  const back = to.known && to.value === '-';
  const path = back ? scope.before : to.known && !to.glob && (from !== null || to.value.startsWith('/')) && to.value !== '' ? resolvePath(from, to.value) : null;
  scope.before = from;
  scope.cwd = path;
  if (back || path === null || /^(?:\.\.\/?)+$|^\.$/.test(to.value) || alwaysThere(run, scope, path)) return;
  if (scope.elsewhere || run.surroundings.listFiles(path) === null) scope.shaky = true;
}

function setOptions(_run: Run, scope: Scope, _call: Call, args: readonly Field[]): void {
  for (let i = 0; i < args.length; i += 1) {
    const { value } = args[i] as Field;
    if (value === '--' || !/^[-+]/.test(value)) {
      const rest = args.slice(value === '--' ? i + 1 : i);
      scope.parameters = rest;
      scope.parametersKnown = true;
      return;
    }
    const on = value.startsWith('-');
    const named = args[i + 1]?.value;
    if (/^[-+]\w*e/.test(value) || (/^[-+]\w*o$/.test(value) && named === 'errexit')) scope.errexit = on;
    if (/^[-+]\w*a/.test(value) || (/^[-+]\w*o$/.test(value) && named === 'allexport')) scope.allexport = on;
    if (/^[-+]\w*o$/.test(value)) i += 1;
  }
}

const READ_VALUES = ['-p', '-n', '-N', '-t', '-d', '-u', '-i', '-a'];

function readLine(run: Run, scope: Scope, call: Call, args: readonly Field[]): void {
  const names: string[] = [];
  let array: string | null = null;
  for (let i = 0; i < args.length; i += 1) {
    const { value } = args[i] as Field;
    if (!value.startsWith('-')) names.push(value);
    else if (READ_VALUES.includes(value.replace(/^-\w*(?=\w$)/, '-'))) {
      i += 1;
      if (/^-\w*a$/.test(value)) array = args[i]?.value ?? null;
    }
  }
  const line = nextLine(run, scope, call.feed);
  const ifs = call.env.IFS ?? ' \t\n';
  if (array !== null) {
    scope.vars.set(array, { values: line.known && !line.glob ? pieces(line.value, ifs).map((piece) => known(piece)) : [line], list: true, exported: false });
    return;
  }
  if (names.length === 0) names.push('REPLY');
  if (!line.known || line.glob) {
    names.forEach((name) => assign(scope, name, line.glob ? line : { ...unknown(`$${name}`), ...(line.flow ? { flow: line.flow } : {}) }));
    return;
  }
  const parts = pieces(line.value, ifs);
  names.forEach((name, i) => {
    const last = i === names.length - 1;
    const value = last ? (names.length === 1 ? line.value.trim() : parts.slice(i).join(' ')) : (parts[i] ?? '');
    assign(scope, name, known(value));
  });
}

function pieces(line: string, ifs: string): string[] {
  if (ifs === '') return [line];
  const marks = [...ifs];
  const out: string[] = [];
  let piece = '';
  for (const c of line) {
    if (!marks.includes(c)) piece += c;
    else if (piece !== '' || !/\s/.test(c)) {
      out.push(piece);
      piece = '';
    }
  }
  return piece === '' ? out : [...out, piece];
}

/** The next line of what is read; paths come one by one. */
function nextLine(run: Run, scope: Scope, feed: Feed | null): Value {
  if (feed === null) return unknown('$REPLY');
  const flow = (feed.flow = loaded(run, scope, feed.flow));
  if (flow.kind === 'text') {
    if (feed.offset >= flow.text.length) return flow.complete ? known('') : unknown('$REPLY');
    const end = flow.text.indexOf('\n', feed.offset);
    const line = flow.text.slice(feed.offset, end < 0 ? undefined : end);
    feed.offset = end < 0 ? flow.text.length : end + 1;
    return flow.complete ? known(line) : unknown(line);
  }
  if (flow.kind === 'paths') {
    const path = flow.paths[feed.offset];
    feed.offset += 1;
    return path ?? unknown('$REPLY');
  }
  return flow.kind === 'answers' ? known('y') : unknown('$REPLY', flow);
}

function readLines(run: Run, scope: Scope, call: Call, args: readonly Field[]): void {
  const name = args.findLast((arg) => !arg.value.startsWith('-'))?.value ?? 'MAPFILE';
  const flow = call.feed === null ? null : loaded(run, scope, call.feed.flow);
  const values =
    flow?.kind === 'text' && flow.complete ? flow.text.replace(/\n$/, '').split('\n').slice(0, 64).map((line) => known(line))
    : flow?.kind === 'paths' ? flow.paths
    : [unknown(`$${name}`, flow ?? undefined)];
  scope.vars.set(name, { values, list: true, exported: false });
}

/** Settings of a shell or a tool that everybody sources; they run nothing that matters. */
const SETTINGS = /(?:^|\/)(?:activate(?:\.\w+)?|\.?(?:bash|zsh)(?:rc|_profile|_aliases|env)|\.?profile|nvm\.sh|\.?env(?:\.[\w.-]+)?|\.envrc|completion\.\w+|bash_completion|cargo\/env|sdkman-init\.sh|asdf\.sh|z\.sh|conda\.sh|os-release|functions|[\w.-]+\.env|git-prompt\.sh|setup\.bash)$/;

function sourced(run: Run, scope: Scope, call: Call, args: readonly Field[]): void {
  const [file, ...rest] = args;
  if (file === undefined) return;
  if (file.flow !== undefined) return runFlow(run, scope, call, file.flow, 'same-shell', rest);
  if (!file.known || file.glob) {
    if (!SETTINGS.test(file.value)) run.unread.add(`the script ${file.value}`);
    return;
  }
  if (file.value === '/dev/stdin' && call.feed) return runFlow(run, scope, call, call.feed.flow, 'same-shell', rest);
  const path = resolvePath(scope.cwd, file.value);
  const written = run.written.get(path);
  if (written !== undefined) return runFlow(run, scope, call, written, 'same-shell', rest);
  const flow = loaded(run, scope, { kind: 'file', path });
  if (flow.kind !== 'text') {
    if (!SETTINGS.test(file.value)) run.unread.add(`the script ${file.value}`);
    return;
  }
  // What it sets counts from here on; what it runs is put down with its own lines.
  const env = variablesOf(scope);
  const cwd = scope.cwd;
  const marks = [run.invocations.length, run.effects.length, run.nested.length] as const;
  runFlow(run, scope, call, flow, 'same-shell', rest);
  [run.invocations.length, run.effects.length, run.nested.length] = marks;
  run.nested.push({ language: 'bash', text: flow.text, cwd, env, parameters: rest, place: { in: 'text', span: call.span }, link: (line) => `${file.value}:${line}` });
}

function variablesOf(scope: Scope): Record<string, string | null> {
  return Object.fromEntries([...scope.vars].map(([name, { values }]) => [name, values[0]?.known ? values[0].value : null]));
}
