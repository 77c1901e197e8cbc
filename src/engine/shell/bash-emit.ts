import { fetchedInto } from './fetched';
import type { Invocation, Stdin } from '../model';
import { contentOf, downloadsInto, loaded, printed } from './bash-output';
import { baseName, folderOf, resolvePath } from './bash-paths';
import { type Call, type Field, type Flow, type Run, type Scope, type Value, assign, joined, known, unknown } from './bash-state';
import { isDark, unseen } from './bash-unseen';

/** Programs that run a program text, with the options that mean that it comes as an argument or is none. */
const INTERPRETER = /^(?:python[\d.]*|pypy3?|node(?:js)?|deno|bun|tsx|ts-node|ruby|perl|php|Rscript|lua|osascript|tclsh|pwsh|powershell|sh|bash|zsh|dash|ksh|mksh|ash|fish)$/;

/** Puts down one invocation, and what it leaves behind: files, folders, what it prints. */
export function emit(run: Run, scope: Scope, call: Call, program: string): void {
  if (run.invocations.length >= 2000) {
    run.unread.add('more commands than are read');
    return;
  }
  const [command, ...args] = call.words as [Field, ...Field[]];
  const invocation: Invocation = {
    program, command, args, span: call.span, shell: 'bash', cwd: scope.cwd, env: environment(scope, call), stdin: stdinOf(call), redirects: call.redirects, wrappers: call.wrappers,
  };
  run.invocations.push(invocation);
  hidden(run, scope, call, program, args);
  leaves(run, scope, program, args, call.feed?.flow);
  if (program === 'printf' && args[0]?.value === '-v' && args[1]) assign(scope, args[1].value, formattedValue(run, scope, args));
  if (call.out === null && call.into === null) return;
  const flow = printed(run, scope, program, args, call.feed);
  if (call.into === null) call.out?.push(flow);
  else write(run, scope, call.into.to.value, flow, call.into.mode === 'append');
}

/** `printf -v name …` sets a variable. */
function formattedValue(run: Run, scope: Scope, args: readonly Field[]): Value {
  const flow = printed(run, scope, 'printf', args.slice(2), null);
  return flow.kind === 'text' && flow.complete ? known(flow.text) : unknown(`$${args[1]?.value}`, flow);
}

/** Remembers what a file of the text holds. */
export function write(run: Run, scope: Scope, path: string, flow: Flow, append: boolean): void {
  if (scope.elsewhere || path.startsWith('/dev/')) return;
  const whole = resolvePath(scope.cwd, path);
  const before = append ? run.written.get(whole) : undefined;
  const old = append && before === undefined ? loaded(run, scope, { kind: 'file', path: whole }) : before;
  run.written.set(whole, old === undefined || old.kind === 'file' ? flow : joined([old, flow]));
}

function environment(scope: Scope, call: Call): Readonly<Record<string, string | null>> {
  let env: Record<string, string | null> | null = null;
  for (const [name, variable] of scope.vars) {
    if (!variable.exported) continue;
    env ??= {};
    const value = variable.values[0];
    env[name] = value?.known ? value.value : null;
  }
  if (env === null) return call.env;
  return Object.assign(env, call.env);
}

function stdinOf(call: Call): Stdin | null {
  const flow = call.feed?.flow;
  if (flow === undefined) return null;
  if (flow.kind === 'text') return { kind: 'text', text: flow.text.slice(call.feed?.offset ?? 0), complete: flow.complete };
  if (flow.kind === 'unread' && flow.each !== undefined) return { kind: 'text', text: flow.each, complete: false };
  return flow.kind === 'file' || flow.kind === 'answers' || flow.kind === 'download' ? flow : { kind: 'unread' };
}

/** An interpreter that is fed what nobody can see, and a downloaded file that is run. */
function hidden(run: Run, scope: Scope, call: Call, program: string, args: readonly Field[]): void {
  const command = call.words[0] as Field;
  if (command.known && command.value.includes('/') && !scope.elsewhere) {
    const file = run.written.get(resolvePath(scope.cwd, command.value));
    if (isDark(file)) return unseen(run, call, file);
  }
  if (!INTERPRETER.test(program)) return;
  const first = args.findIndex((arg) => !/^-./.test(arg.value) && !(program === 'deno' && arg.value === 'run'));
  const script = args[first];
  const inline = args.findIndex((arg) => /^(?:-\w*[ceEr]|--eval|--print|-p|-m|eval|-[nplaFi]+e?)$/.test(arg.value));
  if (inline >= 0 && (first < 0 || inline < first)) {
    const source = args[inline + 1];
    if (isDark(source?.flow)) unseen(run, call, source.flow);
    return;
  }
  if (script === undefined || script.value === '-' || script.value === '/dev/stdin') {
    const flow = call.feed?.flow;
    if (isDark(flow) && !args.some((arg) => /^--?(?:version|help|V|h)$/.test(arg.value))) unseen(run, call, flow);
    return;
  }
  const file = script.flow ?? (script.known ? run.written.get(resolvePath(scope.cwd, script.value)) : undefined);
  if (isDark(file)) unseen(run, call, file);
}

/** Files and folders that are there afterwards. */
function leaves(run: Run, scope: Scope, program: string, args: readonly Field[], stdin: Flow | undefined): void {
  if (scope.elsewhere) return;
  switch (program) {
    case 'mkdir':
      for (const arg of args) if (arg.known && !arg.value.startsWith('-')) folder(run, scope, arg.value);
      return;
    case 'git': {
      if (args[0]?.value !== 'clone') return;
      const into = args.findLast((arg) => !arg.value.startsWith('-'));
      if (into?.known) folder(run, scope, /:|\.git$/.test(into.value) ? baseName(into.value).replace(/\.git$/, '') : into.value);
      return;
    }
    case 'curl':
    case 'wget': {
      const path = downloadsInto(program, args);
      const url = args.find((arg) => /^\w+:\/\//.test(arg.value))?.value ?? program;
      if (path !== null && path !== '-') write(run, scope, path, { kind: 'download', from: url }, false);
      return;
    }
    case 'certutil':
    case 'aria2c':
    case 'openssl':
    case 'uudecode':
    case 'base64':
    case 'gbase64':
    case 'base32':
    case 'gpg':
    case 'gpg2':
    case 'age':
    case 'xxd': {
      const fetched = fetchedInto(program, args.map(({ value }) => value));
      if (fetched) write(run, scope, fetched.path, fetched.how === 'download' ? { kind: 'download', from: fetched.from } : { kind: 'decoded', by: `${program} of ${fetched.from}` }, false);
      return;
    }
    case 'tee':
      if (stdin !== undefined) for (const arg of args) if (arg.known && !arg.value.startsWith('-')) write(run, scope, arg.value, stdin, args.some((one) => /^-\w*a|^--append$/.test(one.value)));
      return;
    case 'cp':
    case 'mv':
    case 'ln':
    case 'install':
      return copied(run, scope, args.filter((arg) => !arg.value.startsWith('-')));
  }
}

function folder(run: Run, scope: Scope, path: string): void {
  for (let whole = resolvePath(scope.cwd, path), i = 0; whole.includes('/') && whole !== '/' && i < 16; whole = folderOf(whole), i += 1) run.folders.add(whole);
}

function copied(run: Run, scope: Scope, words: readonly Field[]): void {
  const [from, to] = words;
  if (words.length !== 2 || !from?.known || !to?.known) return;
  const target = resolvePath(scope.cwd, to.value.endsWith('/') || to.value === '.' ? `${to.value}/${baseName(from.value)}` : to.value);
  const flow = contentOf(run, scope, from.value);
  if (flow.kind !== 'file') run.written.set(target, flow);
  if (/^(?:\/usr)?(?:\/local)?\/s?bin\//.test(from.value)) run.copies.set(target, from.value);
}
