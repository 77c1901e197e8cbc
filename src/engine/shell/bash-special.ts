import type { Nested } from '../model';
import { foundPaths, loaded } from './bash-output';
import { feeding, parallel, placed } from './bash-parallel';
import { leavesOut, takesBack } from './bash-origins';
import { resolvePath, withoutEnd } from './bash-paths';
import { type Call, type Field, type Flow, type Run, type Scope, type Value, childShell, fork, forkElsewhere } from './bash-state';
import { runFlow, runWord, unseen } from './bash-unseen';

/** Says whether all that it does has been put down; else the program is put down as an invocation as well. */
type Special = (run: Run, scope: Scope, call: Call, args: readonly Field[], program: string) => boolean;

/** Programs that run commands in a way of their own. */
export const SPECIAL: Readonly<Record<string, Special>> = {
  ...Object.fromEntries(['sh', 'bash', 'zsh', 'dash', 'ksh', 'mksh', 'ash', 'rbash', 'fish'].map((name): [string, Special] => [name, shell])),
  xargs,
  gxargs: xargs,
  parallel,
  find,
  gfind: find,
  at: later,
  batch: later,
  crontab,
  expect,
  pwsh: powershell,
  powershell,
  cmd: commandPrompt,
  osascript,
  vim: editor,
  nvim: editor,
  vi: editor,
  ex: editor,
  tar: archive,
  aws: remoteCommand,
  nc: connection,
  ncat: connection,
  netcat: connection,
  git: takesBack,
  patch: takesBack,
};

const SHELL_VALUES = ['-o', '-O', '+O', '+o', '--rcfile', '--init-file'];

function shell(run: Run, scope: Scope, call: Call, args: readonly Field[], program: string): boolean {
  let i = 0;
  let command = false;
  let standard = false;
  for (; i < args.length; i += 1) {
    const { value } = args[i] as Field;
    if (value === '--' || value === '-') {
      i += 1;
      break;
    }
    if (!/^[-+]./.test(value)) break;
    if (/^--(?:version|help)$/.test(value) || value === '-n' || value === '--noexec') return true;
    if (SHELL_VALUES.includes(value)) i += 1;
    else if (/^-\w+$/.test(value)) {
      command ||= value.includes('c');
      standard ||= value.includes('s');
      if (/^-\w+o$/.test(value)) i += 1;
    } else if (value === '--command') command = true;
  }
  const rest = args.slice(i);
  const inner: Call = { ...call, wrappers: [...call.wrappers, { program, args: args.slice(0, command ? i : args.length).map((arg) => arg.value) }] };
  if (command) {
    const text = rest[0];
    if (text !== undefined) runWord(run, childShell(scope, call, rest[1], rest.slice(2)), inner, [text], 'same-shell');
    return true;
  }
  const script = standard ? undefined : rest[0];
  if (script !== undefined && script.value !== '/dev/stdin') return scriptFile(run, scope, inner, script, rest.slice(1));
  if (call.feed === null) return false;
  const flow = loaded(run, scope, call.feed.flow);
  runFlow(run, scope, inner, flow, 'pipe', standard ? rest : []);
  return flow.kind !== 'file';
}

/** A script that the text wrote before is read; any other is left to whoever reads files. */
function scriptFile(run: Run, scope: Scope, call: Call, script: Field, parameters: readonly Field[]): boolean {
  const flow = script.flow ?? (script.known && !scope.elsewhere ? run.written.get(resolvePath(scope.cwd, script.value)) : undefined);
  if (flow === undefined) return false;
  if (flow.kind === 'text') {
    runFlow(run, childShell(scope, call, script, parameters), call, flow, 'same-shell');
    return true;
  }
  // A downloaded file that is run is seen when the invocation is put down.
  if (script.flow === undefined) return false;
  runFlow(run, scope, call, flow, 'pipe', parameters);
  return true;
}

const XARGS_VALUES = ['-a', '--arg-file', '-d', '--delimiter', '-E', '-e', '-I', '-J', '-L', '-l', '--max-lines', '-n', '--max-args', '-P', '--max-procs', '-R', '-s', '--max-chars', '-S'];

function xargs(run: Run, scope: Scope, call: Call, args: readonly Field[], program: string): boolean {
  let place: string | null = null;
  let separator: string | null = null;
  let file: string | null = null;
  let i = 0;
  for (; i < args.length; i += 1) {
    const { value } = args[i] as Field;
    if (!value.startsWith('-')) break;
    if (value === '-0' || value === '--null') separator = '\0';
    else if (/^-i/.test(value)) place = value.slice(2) || '{}';
    else if (/^-I./.test(value)) place = value.slice(2);
    else if (/^--replace/.test(value)) place = value.slice('--replace='.length) || '{}';
    else if (/^-d./.test(value)) separator = value.slice(2);
    else if (/^-\w*0/.test(value) && !/^-[nPLs]/.test(value)) separator = '\0';
    if (!XARGS_VALUES.includes(value)) continue;
    i += 1;
    const given = args[i]?.value ?? '';
    if (value === '-I' || value === '-J') place = given;
    else if (value === '-d' || value === '--delimiter') separator = given === '\\n' ? '\n' : given;
    else if (value === '-a' || value === '--arg-file') file = given;
  }
  const command = args.slice(i);
  if (command.length === 0) return false;
  const flow: Flow | null = file === null ? (call.feed?.flow ?? null) : { kind: 'file', path: resolvePath(scope.cwd, file) };
  const { items, unknownItem } = feeding(run, scope, flow, place !== null, separator === '\0' ? '\0' : separator);
  const inner: Call = { ...call, feed: null, external: true, wrappers: [...call.wrappers, { program, args: args.slice(0, i).map((arg) => arg.value) }] };
  if (items !== null && items.length === 0) return false;
  repeat(run, scope, inner, command, items, unknownItem, place);
  return true;
}

/** Runs a command with the items in the place that is kept for them, or behind its words. */
function repeat(run: Run, scope: Scope, call: Call, command: readonly Field[], items: readonly Value[] | null, unknownItem: Value, place: string | null): void {
  const { span } = call;
  if (place === null || !command.some((word) => word.value.includes(place))) {
    const added = (items ?? [unknownItem]).map((item): Field => ({ ...item, span }));
    return run.dispatch(scope, { ...call, words: [...command, ...added] });
  }
  const rounds = items === null ? [unknownItem] : items.length > 16 ? [...items.slice(0, 15), unknownItem] : items;
  for (const item of rounds) run.dispatch(scope, { ...call, words: command.map((word) => placed(word, place, item)) });
}

function find(run: Run, scope: Scope, call: Call, args: readonly Field[], program: string): boolean {
  const paths = args.some((arg) => /^-(?:exec|ok)/.test(arg.value)) ? foundPaths(args) : [];
  for (let i = 0; i < args.length; i += 1) {
    if (!/^-(?:exec|ok)(?:dir)?$/.test(args[i]?.value ?? '')) continue;
    const end = args.findIndex((arg, k) => k > i && (arg.value === ';' || (arg.value === '+' && args[k - 1]?.value === '{}')));
    const command = args.slice(i + 1, end < 0 ? undefined : end);
    if (command.length === 0) break;
    const inner: Call = { ...call, feed: null, redirects: [], external: true, wrappers: [...call.wrappers, { program, args: args.map((arg) => arg.value) }] };
    // Several names in one place become one word after another, as `+` does it.
    const whole = command.flatMap((word) => (word.value === '{}' ? paths.map((path) => placed(word, '{}', path)) : [word]));
    const words = whole.map((word) => (paths[0] ? placed(word, '{}', paths[0]) : word));
    run.dispatch(fork(scope), { ...inner, words });
    if (end < 0) break;
    i = end;
  }
  return false;
}

function later(run: Run, scope: Scope, call: Call, args: readonly Field[], program: string): boolean {
  const inner: Call = { ...call, feed: null, wrappers: [...call.wrappers, { program, args: args.map((arg) => arg.value) }] };
  const at = args.findIndex((arg) => arg.value === '-f');
  const file = args[at + 1];
  if (at >= 0 && file?.known) {
    const path = resolvePath(scope.cwd, file.value);
    runFlow(run, scope, inner, run.written.get(path) ?? { kind: 'file', path }, 'pipe');
  } else if (call.feed !== null && !args.some((arg) => /^-[lrdc]$/.test(arg.value))) runFlow(run, scope, inner, call.feed.flow, 'pipe');
  else return false;
  return true;
}

/** The commands of a table for cron, each without its five fields. */
function crontab(run: Run, scope: Scope, call: Call, args: readonly Field[], program: string): boolean {
  const file = args.find((arg, i) => !arg.value.startsWith('-') && args[i - 1]?.value !== '-u');
  const source: Flow | null = file !== undefined ? (file.flow ?? run.written.get(resolvePath(scope.cwd, file.value)) ?? { kind: 'file', path: resolvePath(scope.cwd, file.value) }) : (call.feed?.flow ?? null);
  if (source === null || args.some((arg) => /^-[lre]$/.test(arg.value))) return false;
  const flow = loaded(run, scope, source);
  leavesOut(run, call, flow);
  if (flow.kind !== 'text') return false;
  const inner: Call = { ...call, at: call.span, feed: null, out: null, wrappers: [...call.wrappers, { program, args: args.map((arg) => arg.value) }] };
  for (const line of flow.text.split('\n').slice(0, 64)) {
    const command = /^\s*(?:@\w+|(?:[\d*/,A-Za-z-]+\s+){4}[\d*/,A-Za-z-]+)\s+(\S.*)$/.exec(line)?.[1];
    if (command !== undefined) run.text(command, fork(scope), inner);
  }
  return false;
}

function expect(run: Run, scope: Scope, call: Call, args: readonly Field[], program: string): boolean {
  const at = args.findIndex((arg) => arg.value === '-c');
  const source = at >= 0 ? args[at + 1]?.value : call.feed?.flow.kind === 'text' ? call.feed.flow.text : undefined;
  if (source === undefined) return false;
  const inner: Call = { ...call, at: call.span, feed: null, wrappers: [...call.wrappers, { program, args: ['-c'] }] };
  for (const match of source.matchAll(/(?:^|[;\n{[])\s*(?:spawn|exec|system)\s+(?:-noecho\s+)?([^;\n\]]+)/g)) run.text(match[1] as string, fork(scope), inner);
  return true;
}

function nest(run: Run, scope: Scope, call: Call, language: Nested['language'], text: string): boolean {
  run.nested.push({ language, text, cwd: scope.cwd, env: call.env, place: { in: 'text', span: call.span } });
  return true;
}

function powershell(run: Run, scope: Scope, call: Call, args: readonly Field[]): boolean {
  const encoded = args.findIndex((arg) => /^[-/]e(?:c|nc\w*)?$/i.test(arg.value));
  if (encoded >= 0) {
    const text = wide(args[encoded + 1]?.value ?? '');
    if (text !== null) return nest(run, scope, call, 'powershell', text);
  }
  const at = args.findIndex((arg) => /^[-/]c(?:ommand)?$/i.test(arg.value));
  const start = at >= 0 ? at + 1 : args.findIndex((arg, i) => !/^[-/]/.test(arg.value) && !/^-(?:ExecutionPolicy|ep|ex|WindowStyle|w|File|f|Version|OutputFormat|InputFormat|WorkingDirectory|wd)$/i.test(args[i - 1]?.value ?? ''));
  const words = start < 0 || args.some((arg) => /^-f(?:ile)?$/i.test(arg.value)) ? [] : args.slice(start);
  if (words.length > 0 && words[0]?.value !== '-' && !/\.ps1$/i.test(words[0]?.value ?? '')) return nest(run, scope, call, 'powershell', words.map((word) => word.value).join(' '));
  const flow = call.feed === null ? null : loaded(run, scope, call.feed.flow);
  return flow?.kind === 'text' && (words.length === 0 || words[0]?.value === '-') ? nest(run, scope, call, 'powershell', flow.text) : false;
}

/** Base64 of UTF-16, as `-EncodedCommand` takes it. */
function wide(text: string): string | null {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bits = [...withoutEnd(text, '=')].map((c) => alphabet.indexOf(c));
  if (bits.length === 0 || bits.includes(-1)) return null;
  const bytes: number[] = [];
  for (let i = 0; i + 1 < bits.length; i += 1) {
    const [a, b] = [bits[i] as number, bits[i + 1] as number];
    if (i % 4 === 0) bytes.push((a << 2) | (b >> 4));
    else if (i % 4 === 1) bytes.push(((a & 15) << 4) | (b >> 2));
    else if (i % 4 === 2) bytes.push(((a & 3) << 6) | b);
  }
  return bytes.flatMap((byte, i) => (i % 2 === 0 ? [String.fromCharCode(byte | ((bytes[i + 1] ?? 0) << 8))] : [])).join('');
}

function commandPrompt(run: Run, scope: Scope, call: Call, args: readonly Field[]): boolean {
  const at = args.findIndex((arg) => /^\/+[ckr]/i.test(arg.value));
  if (at < 0) return false;
  const first = (args[at]?.value ?? '').replace(/^\/+[ckr]/i, '');
  return nest(run, scope, call, 'cmd', [first, ...args.slice(at + 1).map((arg) => arg.value)].join(' ').trim());
}

function osascript(run: Run, scope: Scope, call: Call, args: readonly Field[]): boolean {
  for (const arg of args) {
    for (const match of arg.value.matchAll(/do shell script "((?:[^"\\]|\\.)*)"/g)) run.text((match[1] as string).replace(/\\(.)/g, '$1'), fork(scope), { ...call, at: call.span, feed: null });
  }
  return false;
}

/** `vim -c ':!rm x'`. */
function editor(run: Run, scope: Scope, call: Call, args: readonly Field[]): boolean {
  for (const arg of args) {
    const command = /^(?:\+|-c)?:?\s*(?:silent\s+|%)?!\s*(\S.*)$/.exec(arg.value)?.[1];
    if (command !== undefined) run.text(command, fork(scope), { ...call, at: call.span, feed: null });
  }
  return false;
}

/** `tar --to-command=…` and `--checkpoint-action=exec=…`. */
function archive(run: Run, scope: Scope, call: Call, args: readonly Field[]): boolean {
  for (const arg of args) {
    const command = /^--(?:to-command|checkpoint-action=exec|use-compress-program)=(\S.*)$/.exec(arg.value)?.[1];
    if (command !== undefined) run.text(command, fork(scope), { ...call, at: call.span, feed: null, out: null });
  }
  return false;
}

/** `nc -e /bin/sh host`: whoever is at the other end types the commands. */
function connection(run: Run, _scope: Scope, call: Call, args: readonly Field[]): boolean {
  const at = args.findIndex((arg) => /^(?:-\w*[ec]|--exec|--sh-exec)$/.test(arg.value));
  if (at >= 0 && args[at + 1] !== undefined) unseen(run, call, { kind: 'download', from: args.slice(at + 2).find((arg) => !arg.value.startsWith('-'))?.value ?? 'a connection' });
  return false;
}

/** `aws ssm send-command --parameters 'commands=["…"]'` runs shell commands on instances. */
function remoteCommand(run: Run, scope: Scope, call: Call, args: readonly Field[], program: string): boolean {
  if (!args.some((arg) => arg.value === 'send-command') || !args.some((arg) => arg.value === 'ssm')) return false;
  const at = args.findIndex((arg) => arg.value === '--parameters');
  const given = at >= 0 ? (args[at + 1]?.value ?? '') : '';
  const list = /commands["']?\s*[=:]\s*([^]*)$/.exec(given)?.[1];
  if (list === undefined) return false;
  const quoted = [...list.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map((match) => (match[1] ?? match[2] ?? '').replace(/\\(.)/g, '$1'));
  const inner: Call = { ...call, at: call.span, feed: null, out: null, wrappers: [...call.wrappers, { program, args: ['ssm', 'send-command'], elsewhere: 'instances' }] };
  for (const command of quoted.length > 0 ? quoted : [list.replace(/^\[|\]$/g, '')]) run.text(command, forkElsewhere(scope, null), inner);
  return false;
}
