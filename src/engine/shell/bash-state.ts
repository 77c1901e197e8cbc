import type { ParsedScript } from 'unbash';
import type { Effect, Invocation, Nested, Redirect, Span, Surroundings, Word, Wrapper } from '../model';

/**
 * What goes through a pipe, into a variable or into a file.
 *
 * text      known text; `complete` is false when a part of it could not be worked out
 * file      the content of a file that was not read
 * paths     names of files, as globs (`find`, `ls`)
 * answers   `yes`
 * download  what a URL gave
 * decoded   what a decoder made of something unread
 * unread    what another program printed; `each` is what a filter says of every line; `from` is the program that the pipe began with, when others picked out of it since
 */
export type Flow =
  | { readonly kind: 'text'; readonly text: string; readonly complete: boolean }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'paths'; readonly paths: readonly Value[] }
  | { readonly kind: 'answers' }
  | { readonly kind: 'download'; readonly from: string }
  | { readonly kind: 'decoded'; readonly by: string }
  | { readonly kind: 'unread'; readonly by: readonly string[]; readonly from?: readonly string[]; readonly each?: string };

/** A flow that is read line by line (`read`). */
export interface Feed {
  flow: Flow;
  offset: number;
}

/** What a word or a variable holds. `bare` is what is left of an unknown value without its unknown parts. */
export interface Value {
  readonly value: string;
  readonly known: boolean;
  readonly glob: boolean;
  readonly bare?: string;
  /** Where an unknown value came from. */
  readonly flow?: Flow;
  /** What it may be, when branches set it to different texts. */
  readonly choices?: readonly string[];
}

export interface Field extends Value, Word {}

export interface Variable {
  readonly values: readonly Value[];
  readonly list: boolean;
  readonly exported: boolean;
  /** Keys of an associative array, in the order of `values`. */
  readonly keys?: readonly string[];
}

export interface ShellFunction {
  readonly body: unknown;
  readonly at: Span | null;
  /** Starts itself in the background and in a pipe. */
  readonly bomb: boolean;
  /** Shells that are started know it too. */
  readonly exported?: true;
}

/** What a shell knows at one point of the text. Copied for subshells and branches. */
export interface Scope {
  readonly vars: Map<string, Variable>;
  readonly functions: Map<string, ShellFunction>;
  readonly aliases: Map<string, string>;
  cwd: string | null;
  before: string | null;
  readonly stack: (string | null)[];
  /** A `cd` that may fail went before in the same list. */
  shaky: boolean;
  parameters: readonly Value[];
  /** Whether `parameters` are all there are. */
  parametersKnown: boolean;
  errexit: boolean;
  allexport: boolean;
  /** Runs on another machine or in a container: this machine's variables and files mean nothing. */
  elsewhere: boolean;
  /** In a loop that runs an unknown number of times: a condition says nothing of later rounds. */
  loose: boolean;
  /** `break`, `return`, `exit` went before: how much of what follows does not run. */
  ended: 'no' | 'loop' | 'function' | 'shell';
  /** Functions that are being read, outermost first. */
  active: readonly string[];
}

/** Where a command stands: what surrounds it, what it reads and where its output goes. */
export interface Here {
  /** The span everything shows at; `null` while the text is the one that was given. */
  readonly at: Span | null;
  readonly wrappers: readonly Wrapper[];
  readonly feed: Feed | null;
  readonly out: Flow[] | null;
  readonly env: Readonly<Record<string, string | null>>;
  /** Texts inside texts. */
  readonly depth: number;
}

/** A simple command with its words expanded. */
export interface Call extends Here {
  readonly words: readonly Field[];
  readonly span: Span;
  readonly redirects: readonly Redirect[];
  /** The redirection of standard output, when there is one. */
  readonly into: Redirect | null;
  /** A wrapper looks for programs only, not for functions of the text. */
  readonly external?: true;
}

/** One reading of one text. The functions are here so that words, commands and wrappers need not import each other. */
export interface Run {
  readonly invocations: Invocation[];
  readonly nested: Nested[];
  readonly effects: Effect[];
  readonly unread: Set<string>;
  readonly surroundings: Surroundings;
  /** Files written in the text, by absolute path (or as written without a known folder). */
  readonly written: Map<string, Flow>;
  /** Copies of and links to programs made in the text: path to what it was made from. */
  readonly copies: Map<string, string>;
  /** Folders made in the text: a `cd` into one does not fail. */
  readonly folders: Set<string>;
  readonly traps: { readonly text: string; readonly scope: Scope; readonly here: Here }[];
  characters: number;
  /** Words, rounds and commands that may still be read. */
  steps: number;
  /** Set when a variable of this machine, not of the text, was looked at. */
  touched: boolean;
  dispatch(scope: Scope, call: Call): void;
  /** Reads a text as a script in `scope`, shown at `here.at`. */
  text(text: string, scope: Scope, here: Here): void;
  /** What a script would print, read in a copy of `scope`. */
  output(script: ParsedScript, scope: Scope, here: Here): Flow;
}

export function newScope(cwd: string | null): Scope {
  return {
    vars: new Map(), functions: new Map(), aliases: new Map(), cwd, before: null, stack: [], shaky: false, parameters: [], parametersKnown: false,
    errexit: false, allexport: false, elsewhere: false, loose: false, ended: 'no', active: [],
  };
}

export function fork(scope: Scope): Scope {
  return {
    ...scope,
    vars: new Map(scope.vars), functions: new Map(scope.functions), aliases: new Map(scope.aliases), stack: [...scope.stack], shaky: false, ended: 'no',
  };
}

/** Another machine: nothing of this one is known there. */
export function forkElsewhere(scope: Scope, folder: string | null): Scope {
  return { ...newScope(folder), active: scope.active, loose: scope.loose, elsewhere: true };
}

/** After branches: what all of them agree on is known. Branches that ended do not count. */
export function merge(scope: Scope, branches: readonly Scope[]): void {
  const going = branches.filter((branch) => branch.ended === 'no');
  const first = going[0];
  if (first === undefined) {
    scope.ended = branches[0]?.ended ?? 'no';
    return;
  }
  for (const branch of going) {
    for (const [name, body] of branch.functions) scope.functions.set(name, body);
    for (const [name, text] of branch.aliases) scope.aliases.set(name, text);
  }
  const names = new Set(going.flatMap((branch) => [...branch.vars.keys()]));
  for (const name of names) {
    const values = going.map((branch) => branch.vars.get(name));
    const one = values.find((value) => value !== undefined) as Variable;
    scope.vars.set(name, values.every((value) => sameVariable(value, one)) ? one : scalar(differing(name, values), one.exported));
  }
  scope.cwd = going.every((branch) => branch.cwd === first.cwd) ? first.cwd : null;
  scope.shaky = going.some((branch) => branch.shaky);
  scope.errexit = going.every((branch) => branch.errexit);
}

function differing(name: string, variables: readonly (Variable | undefined)[]): Value {
  const texts = variables.flatMap((variable) => (variable === undefined || variable.list ? [] : (variable.values[0]?.choices ?? (variable.values[0]?.known ? [variable.values[0].value] : []))));
  const choices = [...new Set(texts)].filter((one) => one !== '').slice(0, 8);
  return choices.length > 0 ? { ...unknown(`$${name}`), choices } : unknown(`$${name}`);
}

function sameVariable(a: Variable | undefined, b: Variable): boolean {
  if (a === b) return true;
  return a !== undefined && a.list === b.list && a.values.length === b.values.length && a.values.every((value, i) => value.known && value.value === b.values[i]?.value);
}

export function known(value: string, glob = false): Value {
  return { value, known: true, glob };
}

export function unknown(written: string, flow?: Flow): Value {
  return flow === undefined ? { value: written, known: false, glob: false, bare: '' } : { value: written, known: false, glob: false, bare: '', flow };
}

export function scalar(value: Value, exported = false): Variable {
  return { values: [value], list: false, exported };
}

/** Sets a variable; one that was exported stays so. */
export function assign(scope: Scope, name: string, value: Value, exported = false): void {
  scope.vars.set(name, scalar(value, exported || scope.allexport || (scope.vars.get(name)?.exported ?? false)));
}

/** A shell of its own: the variables given to it are its variables, and `$0` is its name. */
export function childShell(scope: Scope, call: Here, name: Value | undefined, parameters: readonly Value[]): Scope {
  const child = fork(scope);
  for (const [key, value] of Object.entries(call.env)) child.vars.set(key, scalar(value === null ? unknown(`$${key}`) : known(value), true));
  if (name !== undefined) child.vars.set('0', scalar(name));
  for (const [name, own] of child.functions) if (!own.exported) child.functions.delete(name);
  child.parameters = parameters;
  child.parametersKnown = true;
  return child;
}

export function spanOf(here: Here, node: { readonly pos: number; readonly end: number }): Span {
  return here.at ?? [node.pos, node.end];
}

export const EMPTY: Flow = { kind: 'text', text: '', complete: true };

export function text(value: string, complete = true): Flow {
  return { kind: 'text', text: value, complete };
}

/** Several outputs one after another, as one. */
export function joined(flows: readonly Flow[]): Flow {
  if (flows.length === 0) return EMPTY;
  if (flows.length === 1) return flows[0] as Flow;
  const dark = flows.find((flow) => flow.kind === 'download') ?? flows.find((flow) => flow.kind === 'decoded');
  if (dark) return dark;
  const texts = flows.flatMap((flow) => (flow.kind === 'text' ? [flow.text] : []));
  if (texts.length === 0) return flows[0] as Flow;
  const rest = flows.filter((flow) => flow.kind !== 'text');
  if (texts.join('') === '' && rest.length === 1) return rest[0] as Flow;
  return text(texts.join(''), flows.every((flow) => flow.kind === 'text' && flow.complete));
}
