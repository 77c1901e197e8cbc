import { effectAt } from '../effects';
import { absolute } from '../kinds/paths';
import type { Effect, Invocation, Span, Stdin, Word } from '../model';
import { type CmdNode, parseCmd } from './cmd-parser';
import { filledIn, wordsOf } from './cmd-words';
import { type Fetched, fetchedInto } from './fetched';
import { environmentOf } from './powershell-scope';
import type { Reading, ShellStart } from './reading';
import { turnsTogether } from './windows-turns';
import { unwrapped } from './windows-wrappers';
import { besidePath, joinedPath, lastName } from './windows-paths';
import { lookup } from '../lookup';

interface Run {
  readonly start: ShellStart;
  readonly env: Map<string, string | null>;
  /** `%i` of the loops around, by letter. */
  readonly loops: Map<string, Word>;
  readonly invocations: Invocation[];
  readonly unread: string[];
  readonly written: Map<string, string>;
  /** Files that were downloaded or decoded here, by their last name. */
  readonly fetched: Map<string, Fetched>;
  readonly effects: Effect[];
  readonly folders: (string | null)[];
  cwd: string | null;
  budget: number;
  /** `%1`, `%2`: of the script, or of the part of it that is called. */
  parameters: readonly Word[];
  /** Where it goes on: at a label, or nowhere. */
  jump: { readonly to: string } | 'end' | null;
  /** The script's own commands, for what is called by a label. */
  readonly top: readonly CmdNode[];
  calls: number;
}

/** Reads text for cmd.exe: batch files and what is typed, by walking through it with what is known. */
export function readCmd(text: string, start: ShellStart): Reading {
  const parsed = parseCmd(text);
  const run: Run = { start, env: new Map(Object.entries(start.env)), loops: new Map(), invocations: [], unread: [], written: new Map(), fetched: new Map(), effects: [], folders: [], cwd: start.cwd, budget: 2000, parameters: start.parameters, jump: null, top: [parsed].flatMap(flat), calls: 0 };
  runFrom(run, 0);
  const apart = turnsTogether(run.invocations).map((invocation) => unwrapped(invocation));
  return { invocations: apart.flatMap(({ invocations }) => invocations), nested: apart.flatMap(({ nested }) => nested), effects: run.effects, unread: run.unread, written: run.written };
}

/** Walks through commands in order; gives what the last would print, where that is known. */
function walk(run: Run, node: CmdNode, stdin: Stdin | null): Stdin {
  if (run.budget-- <= 0) {
    if (run.unread.length === 0) run.unread.push('too many turns to be read');
    return { kind: 'unread' };
  }
  switch (node.is) {
    case 'command': return command(run, node.text, node.span, stdin);
    case 'sequence': {
      let printed: Stdin = { kind: 'unread' };
      for (const one of node.nodes) {
        if (run.jump !== null) break;
        printed = walk(run, one, stdin);
      }
      return printed;
    }
    case 'label': return { kind: 'unread' };
    case 'if': return decided(run, node, stdin);
    case 'pipe': {
      let printed = stdin;
      for (const stage of node.stages) printed = walk(run, stage, printed);
      return printed ?? { kind: 'unread' };
    }
    case 'for': {
      const before = run.loops.get(node.variable);
      for (const value of turns(run, node)) {
        run.loops.set(node.variable, value);
        walk(run, node.body, null);
        run.jump = null;
      }
      if (before) run.loops.set(node.variable, before);
      else run.loops.delete(node.variable);
      return { kind: 'unread' };
    }
  }
}

/** The commands of a script, one after another, from one of them on; a jump forward passes over what stands between. */
function runFrom(run: Run, from: number): void {
  for (let at = from; at < run.top.length; at += 1) {
    walk(run, run.top[at] as CmdNode, null);
    if (run.jump === 'end') return;
    if (run.jump === null) continue;
    const { to } = run.jump;
    run.jump = null;
    if (to === 'eof') return;
    const next = run.top.findIndex((node, i) => i > at && node.is === 'label' && node.name === to);
    if (next >= 0) at = next;
  }
}

/** Sequences in sequences as one list. */
function flat(node: CmdNode): readonly CmdNode[] {
  return node.is === 'sequence' ? node.nodes.flatMap(flat) : [node];
}

/** One side where the condition can be told, both where it cannot: then nothing that they jump to is sure. */
function decided(run: Run, { condition, yes, no }: Extract<CmdNode, { is: 'if' }>, stdin: Stdin | null): Stdin {
  const is = told(run, condition);
  if (is !== null) return is ? walk(run, yes, stdin) : no ? walk(run, no, stdin) : { kind: 'unread' };
  for (const side of [yes, no]) {
    if (side) walk(run, side, stdin);
    run.jump = null;
  }
  return { kind: 'unread' };
}

/** Whether a comparison of two known texts holds; `null` for all else. */
function told(run: Run, condition: string): boolean | null {
  const filled = fill(run, condition);
  const compared = /^\s*((?:\/i\s+|not\s+)*)((?:"[^"\n]*"|[^\s"=])*)\s*(?:==|\bequ\b)\s*((?:"[^"\n]*"|[^\s"=])*)\s*$/i.exec(filled);
  if (!compared || filled.includes('\u{e0fe}') || /[%!]\w+[%!]/.test(filled)) return null;
  const [, options, left, right] = compared as unknown as [string, string, string, string];
  const same = /\/i/i.test(options) ? left.toLowerCase() === right.toLowerCase() : left === right;
  return same !== /\bnot\b/i.test(options);
}

const MAX_TURNS = 64;

/** The values a loop variable would take. */
function turns(run: Run, node: Extract<CmdNode, { is: 'for' }>): Word[] {
  const unknown: Word = { value: `%${node.variable}`, known: false, glob: false, span: [0, 0] };
  if (node.option === 'f' || node.option === 'l') return [unknown];
  const { words } = wordsOf(fill(run, node.set).replace(/[,;]/g, ' '), [0, 0], false);
  const folder = node.option === 'r' ? fill(run, node.folder) || '.' : null;
  const values = words.slice(0, MAX_TURNS).map((word) => (folder === null ? word : { ...word, value: besidePath(besidePath(folder, '**'), word.value) }));
  return values.length === 0 ? [unknown] : values;
}

function command(run: Run, text: string, span: Span, stdin: Stdin | null): Stdin {
  if (run.budget-- <= 0) return { kind: 'unread' };
  const filled = fill(run, text);
  const split = wordsOf(filled, span, filled === text);
  // `rd/s`, `cd..`, `del/q`: a built-in ends where its options begin.
  const clinging = /^(rd|rmdir|del|erase|cd|chdir|md|echo|set|start|call|format|type|copy|move|dir)([./\\:].*)$/i.exec(split.words[0]?.value ?? '');
  const words = clinging && split.words[0] ? [{ ...split.words[0], value: clinging[1] as string }, { ...split.words[0], value: clinging[2] as string }, ...split.words.slice(1)] : split.words;
  const [head, ...args] = words;
  if (!head || head.value === '') return { kind: 'unread' };
  const name = (/[\\/]/.test(head.value) ? lastName(head.value) : head.value).toLowerCase().replace(/\.(?:exe|cmd|bat|com)$/, '');
  if (name === 'set') return setVariable(run, filled);
  if (name === 'call' && args[0]?.value.startsWith(':')) return called(run, args[0].value.slice(1).toLowerCase(), args.slice(1));
  if (name === 'goto') {
    const to = /^\s*goto\s*:?\s*(\S+)/i.exec(filled)?.[1]?.toLowerCase();
    if (to !== undefined && !to.includes('\u{e0fe}')) run.jump = { to: to.replace(/^:/, '') };
    return { kind: 'unread' };
  }
  if (name === 'exit') return (run.jump = 'end'), { kind: 'unread' };
  if (name === 'call') return command(run, filled.replace(/^\s*call\s+/i, ''), span, stdin);
  if (name === 'start') return started(run, filled, span);
  if (name === 'cd' || name === 'chdir' || name === 'pushd') return changeFolder(run, name, args);
  if (name === 'popd') {
    run.cwd = run.folders.pop() ?? run.cwd;
    return { kind: 'unread' };
  }
  if (SILENT.has(name)) return { kind: 'unread' };
  if (!head.known) run.unread.push(`the program ${head.value}`);
  run.invocations.push({
    program: lookup(SAME, name) ?? name, command: head, args, span, shell: 'cmd', cwd: run.cwd,
    env: Object.fromEntries(run.env), stdin, redirects: split.redirects, wrappers: [],
  });
  noteFetched(run, name, head, args, span);
  const out = printed(name, filled, args);
  const [into] = split.redirects;
  const path = into?.to.known && out.kind === 'text' ? absolute(into.to.value, run.cwd, run.start.surroundings.homeDirectory, true) : null;
  if (path !== null && into && out.kind === 'text' && run.written.size < 50) run.written.set(path, `${into.mode === 'append' ? (run.written.get(path) ?? '') : ''}${args.map(({ value }) => value).join(' ')}\n`);
  return out;
}

/** A file that was fetched here and is run further on is code that nobody has seen. */
function noteFetched(run: Run, name: string, head: Word, args: readonly Word[], span: Span): void {
  const words = args.map(({ value }) => value);
  const fetched = fetchedInto(name, words);
  if (fetched && run.fetched.size < 50) run.fetched.set(lastName(fetched.path).toLowerCase(), fetched);
  if (run.fetched.size === 0 || fetched) return;
  const runs = /^(?:powershell|pwsh|cmd|wscript|cscript|mshta|rundll32|regsvr32|msiexec|python3?|py|node|ruby|perl|php|bash|sh|explorer)$/.test(name) ? words : [head.value];
  const own = runs.map((word) => lastName(word).toLowerCase()).map((one) => run.fetched.get(one) ?? ['.exe', '.bat', '.cmd', '.com'].map((end) => run.fetched.get(one + end)).find(Boolean)).find(Boolean);
  if (own) run.effects.push(effectAt({ in: 'text', span }, { verb: 'run-unseen', resource: { kind: 'code', type: own.how, address: `what ${own.from} ${own.how === 'download' ? 'gives' : 'decodes to'}` }, undo: 'no', note: own.how === 'download' ? 'nobody has read what was downloaded' : 'its text cannot be read' }));
}

/** `call :part a b`: the part of the script below a label, with parameters of its own. */
function called(run: Run, label: string, parameters: readonly Word[]): Stdin {
  const at = run.top.findIndex((node) => node.is === 'label' && node.name === label);
  if (at < 0 || run.calls >= 8) return { kind: 'unread' };
  const before = run.parameters;
  run.calls += 1;
  run.parameters = parameters;
  runFrom(run, at + 1);
  run.parameters = before;
  run.calls -= 1;
  run.jump = null;
  return { kind: 'unread' };
}

/** Built-ins by one name, so that they are not taken for programs of other systems. */
const SAME: Readonly<Record<string, string>> = { rmdir: 'rd', erase: 'del' };
const SILENT: ReadonlySet<string> = new Set(['setlocal', 'endlocal', 'pause', 'title', 'color', 'shift', 'else']);

/** What `echo` and `type` print. */
function printed(name: string, filled: string, args: readonly Word[]): Stdin {
  if (name === 'echo') return { kind: 'text', text: `${filled.replace(/^\s*echo[. ]?/i, '').replace(/\^(.)/g, '$1').trim()}\n`, complete: args.every((arg) => arg.known) };
  if (name === 'type' && args[0]?.known) return { kind: 'file', path: args[0].value };
  if (name === 'curl') return { kind: 'download', from: args.find(({ value }) => /^https?:/.test(value))?.value ?? '' };
  return { kind: 'unread' };
}

function started(run: Run, filled: string, span: Span): Stdin {
  const rest = /^\s*start\s+(?:"[^"]*"\s+)?((?:\/(?:d\s*(?:"[^"]*"|\S+)|\w+)\s+)*)([^]*)$/i.exec(filled);
  if (!rest?.[2]) return { kind: 'unread' };
  const before = run.cwd;
  const folder = /\/d\s*("[^"]*"|\S+)/i.exec(rest[1] ?? '')?.[1]?.replaceAll('"', '');
  if (folder) run.cwd = joinedPath(run.cwd, folder);
  const printedBy = command(run, rest[2], span, null);
  run.cwd = before;
  return printedBy;
}

function changeFolder(run: Run, name: string, args: readonly Word[]): Stdin {
  const [target] = args.filter(({ value }) => !/^\/d$/i.test(value));
  if (name === 'pushd') run.folders.push(run.cwd);
  if (!target) return { kind: 'unread' };
  const path = args.filter(({ value }) => !/^\/d$/i.test(value)).map(({ value }) => value).join(' ');
  // `cd \` goes to the root of the drive.
  run.cwd = !target.known ? null : /^[\\/]/.test(path) && run.cwd && /^[a-z]:/i.test(run.cwd) ? joinedPath(`${run.cwd.slice(0, 2)}\\`, path.replace(/^[\\/]+/, '')) : joinedPath(run.cwd, path);
  return { kind: 'unread' };
}

function setVariable(run: Run, filled: string): Stdin {
  const text = filled.replace(/^\s*set\s*/i, '');
  const option = /^\/([ap])\s/i.exec(text)?.[1];
  const assignment = /^"([^=]+)=([^]*)"[^"]*$/.exec(text) ?? /^([^=]+)=([^]*)$/.exec(text.replace(/^\/\w\s+/, ''));
  if (!assignment) return { kind: 'unread' };
  const value = (assignment[2] as string).replace(/\^(.)/g, '$1');
  run.env.set((assignment[1] as string).trim().toUpperCase(), option || value.includes('\u{e0fe}') ? null : value);
  return { kind: 'unread' };
}

function fill(run: Run, text: string): string {
  return filledIn(positional(run, looped(run, text)), (name) => {
    if (name.toLowerCase() === 'cd') return run.cwd;
    return environmentOf(run, name);
  });
}

/** `%i`, `%%i`, `%~nxi` of the loops around. */
function looped(run: Run, text: string): string {
  if (run.loops.size === 0) return text;
  return text.replace(/%{1,2}(?:~([fdpnxsatz]*))?([A-Za-z])(?![\w%])/g, (whole: string, how: string | undefined, letter: string) => {
    const word = run.loops.get(letter);
    if (!word) return whole;
    if (!word.known) return `\u{e0fe}%${letter}\u{e0fe}`;
    return how && /^n?x?$/.test(how) && how !== '' ? lastName(word.value) : word.value;
  });
}

/** `%1`, `%*`, `%~dp0` of a batch file. */
function positional(run: Run, text: string): string {
  return text.replace(/%(~[a-z]*)?([*0-9])/gi, (whole: string, how: string | undefined, at: string) => {
    if (at === '0') return how && /[dp]/i.test(how) ? `${run.start.env['PSScriptRoot'] ?? '.'}\\` : whole;
    const { parameters } = run;
    if (at === '*') return parameters.every(({ known }) => known) ? parameters.map(({ value }) => value).join(' ') : `\u{e0fe}${whole}\u{e0fe}`;
    const word = parameters[Number(at) - 1];
    if (!word && run.start.started) return '';
    return word?.known ? word.value : `\u{e0fe}${whole}\u{e0fe}`;
  });
}
