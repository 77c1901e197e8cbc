import type { Span } from '../model';
import { bareName, type Functions, type Making } from './program-functions';
import type { Token, Writing } from './tokens';
import type { Given, Value } from './values';

/** A call as it stands in a program. `path` is what is called, aliases and variables followed: `boto3.client().terminate_instances`. */
export interface Call extends Given {
  readonly path: string;
  /** The arguments of the calls on the way. */
  readonly before: readonly Given[];
  /** The value it is called on, where that is known. */
  readonly of: Value;
  readonly span: Span;
}

/** `functions` are the words that make one, `bareCalls` says that a name with a value behind it is a call (`system "ls"`). */
export interface Grammar extends Writing, Making {
  /** The dot joins texts. */
  readonly dotJoins: boolean;
  /** A colon calls a method (`text:format(x)`), and two dots join texts. */
  readonly colonCalls?: true;
  /** The function that a program begins with, where it does not begin at its first line; types stand before names, and values are written as `Type{…}`. */
  readonly entry?: string;
  /** What an import gives names to, read off the whole text. */
  readonly imports?: (text: string) => readonly (readonly [name: string, path: string])[];
}

/** Where a reading stands: tokens, and what names hold. */
export interface Walk {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  readonly variables: Map<string, Value>;
  readonly grammar: Grammar;
  readonly found: (call: Call) => Value | null;
  readonly functions: Functions;
  /** Functions that read the words themselves, and at whose call the program ends when it is asked for help. */
  readonly ends: ReadonlySet<string>;
  readonly help: boolean;
  readonly handed: boolean;
  /** The functions whose bodies are being read. */
  readonly calling: string[];
  /** The words it is started with, under the names that its language has for them; and what its own options come to. */
  readonly words: ReadonlyMap<string, Value>;
  readonly options: ReadonlyMap<string, Value>;
  /** The readers of a statement and of an expression; from level 1 up without `or`, from 2 without `and`, from 3 without comparisons. */
  readonly statement: (walk: Walk) => void;
  readonly expression: (walk: Walk, level?: number) => Value;
  /** Looks ahead without putting anything down. */
  quiet: boolean;
  steps: number;
}

export function peek(walk: Walk): Token | undefined {
  return walk.tokens[walk.at];
}

export function markAt(walk: Walk, text: string, at = walk.at): boolean {
  const token = walk.tokens[at];
  return token?.is === 'mark' && token.text === text;
}

export function bind(walk: Walk, name: string, value: Value): void {
  walk.variables.set(bareName(name), value);
}

/** Names that an assignment would bind: `x`, `{ a, b: c }`, `[a, b]`. */
export function bindable(walk: Walk): [name: string, key: string | null][] {
  const first = walk.tokens[walk.at];
  if (first?.is === 'name') {
    const next = walk.tokens[walk.at + 1];
    if (walk.grammar.entry !== undefined) return declared(walk);
    return next?.is === 'mark' && /^(?:=|:=|\+=|\.=|:)$/.test(next.text) ? [[first.text, null]] : [];
  }
  if (first?.is !== 'mark' || !/^[{([]$/.test(first.text)) return [];
  const byPlace = first.text !== '{';
  const names: [string, string][] = [];
  let place = 0;
  for (let at = walk.at + 1; at < walk.at + 60; at += 1) {
    const token = walk.tokens[at];
    if (token?.is === 'mark' && token.text === ',') place += 1;
    if (!token || (token.is === 'mark' && !/^[,:]$/.test(token.text)) || (token.is !== 'name' && token.is !== 'mark')) break;
    if (token.is !== 'name') continue;
    const colon = walk.tokens[at + 1];
    const alias = walk.tokens[at + 2];
    if (colon?.is === 'mark' && colon.text === ':' && alias?.is === 'name') {
      names.push([alias.text, token.text]);
      at += 2;
    } else names.push([token.text, byPlace ? String(place) : token.text]);
  }
  return names;
}

/** `a, err := f()`, `Type name = …`, `Type[] names = …`, `name: Type = …`: the first name gets the value. The cursor goes to the sign. */
function declared(walk: Walk): [name: string, key: string | null][] {
  let name: string | null = null;
  for (let at = walk.at; at < walk.at + 12; at += 1) {
    const token = walk.tokens[at];
    if (!token || (at > walk.at && token.first !== undefined)) return [];
    if (token.is === 'name') name = name !== null && walk.tokens[at - 1]?.text === ',' ? name : name !== null && walk.tokens[at - 1]?.text === ':' ? name : token.text;
    else if (token.is === 'mark' && /^(?::?=|\+=)$/.test(token.text) && name !== null) {
      if (at > walk.at + 1) walk.at = at;
      return [[name, null]];
    } else if (!(token.is === 'mark' && /^[,:[\]<>?&*]$/.test(token.text))) return [];
  }
  return [];
}

/** Reads an import at the cursor; `false` when it is none. */
export function imported(walk: Walk): boolean {
  const [from, ...rest] = lineTokens(walk, 60);
  if (!from || (rest[0]?.is === 'mark' && rest[0].text === '(')) return false;
  const words = rest.map((token) => (token.is === 'text' ? token.text : token.text));
  const source = rest.findLast((token) => token.is === 'text');
  if (from.text === 'import' && source?.is === 'text') {
    // JavaScript's, with a default, names in braces, or a star.
    const module = moduleName(source.text);
    words.slice(0, -1).forEach((word, i) => {
      if (!/^[\w$]+$/.test(word) || word === 'from' || word === 'as' || word === 'type' || words[i - 1] === 'as') return;
      const inside = words.slice(0, i).includes('{');
      const local = words[i + 1] === 'as' ? (words[i + 2] as string) : word;
      bind(walk, local, { is: 'chain', path: inside && word !== 'default' ? `${module}.${word}` : module, calls: [] });
    });
    if (words[0] === '*' && words[2]) bind(walk, words[2], { is: 'chain', path: module, calls: [] });
    return (walk.at += rest.length + 1), true;
  }
  if (walk.grammar.blocks !== 'indent') return false;
  const at = words.indexOf('import');
  if (from.text === 'from' && at > 0) {
    const module = words.slice(0, at).join('');
    names(words.slice(at + 1)).forEach(([name, local]) => bind(walk, local === '*' ? '*' : local, { is: 'chain', path: `${module}.${name}`, calls: [] }));
  } else names(words).forEach(([name, local, aliased]) => bind(walk, aliased ? local : (local.split('.')[0] as string), { is: 'chain', path: aliased ? name : (name.split('.')[0] as string), calls: [] }));
  walk.at += rest.length + 1;
  return true;
}

/** `a.b as c, d` as pairs of what it is and what it is called here. */
function names(words: readonly string[]): [name: string, local: string, aliased: boolean][] {
  return words.join(' ').replace(/[()]/g, '').split(',').flatMap((part): [string, string, boolean][] => {
    const [name, local] = part.split(/\sas\s/).map((one) => one.replace(/\s/g, ''));
    return name ? [[name, local ?? name, local !== undefined]] : [];
  });
}

/** Tokens up to the end of the statement: a line, or what brackets and commas carry over. */
function lineTokens(walk: Walk, most: number): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (let at = walk.at; at < walk.at + most; at += 1) {
    const token = walk.tokens[at];
    if (!token || (at > walk.at && token.first !== undefined && depth === 0) || (token.is === 'mark' && token.text === ';')) break;
    if (token.is === 'mark' && /[([{]/.test(token.text)) depth += 1;
    if (token.is === 'mark' && /[)\]}]/.test(token.text)) depth -= 1;
    tokens.push(token);
  }
  return tokens;
}

/** A module by its plain name: without the word for where it comes from, and without its version. */
export function moduleName(name: string): string {
  const own = name.replace(/^(?:node|npm|jsr|bun):\/?/, '').replace(/^https?:\/\/(?:esm\.sh|esm\.run|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net\/npm)\/(?:v\d+\/)?/, '').replace(/^https:\/\/deno\.land\/std(?:@[\w.]+)?\/(\w+)\/.*$/, '@std/$1');
  return own.replace(/(?<=.)@[\d^~][\w.^~-]*/, '').replace(/\/promises$/, '').replace(/^(@std\/fs)\/.*$/, '$1');
}

/** The index of the bracket that closes the one at `open`. */
export function closing(walk: Walk, open: number): number {
  let depth = 0;
  for (let at = open; at < walk.tokens.length; at += 1) {
    const token = walk.tokens[at] as Token;
    if (token.is !== 'mark') continue;
    if (/^[([{]$/.test(token.text)) depth += 1;
    if (/^[)\]}]$/.test(token.text) && (depth -= 1) <= 0) return at;
  }
  return walk.tokens.length;
}

/** Words that stand before what counts, and mean nothing to what runs. */
export const SKIPPED: ReadonlySet<string> = new Set('const let var my our local static export default async await return if elif elsif else unless while until try except finally catch rescue ensure begin then do yield raise throw with assert global nonlocal public private protected final readonly case when switch print puts echo in of is not and or delete typeof void end class extends implements interface type enum module namespace use require_once include_once puts p pp mut defer fallthrough val unsafe override readonly internal sealed final using package struct impl pub'.split(' '));

/** `command.arg("x")` on a line of its own adds to what the variable holds. */
export function builtOn(walk: Walk, name: string, value: Value): void {
  const old = walk.variables.get(bareName(name));
  if (old?.is === 'chain' && value.is === 'chain' && BUILDERS.test(old.path) && value.path.startsWith(`${old.path}.`)) bind(walk, name, value);
}

const BUILDERS = /(?:^|\.)(?:Command\.new|ProcessBuilder|ProcessStartInfo|Process)\(\)/;

/** `new` stands before it. */
export function isNew(walk: Walk, first: Token): boolean {
  const at = walk.tokens.lastIndexOf(first, walk.at);
  return walk.tokens[at - 1]?.text === 'new';
}

/** Whether what follows a name may be its argument, without a bracket. */
export function startsArgument(walk: Walk, next: Token): boolean {
  if (next.is === 'text') return true;
  if (next.is === 'name') return /^[$@%]/.test(next.text) || (walk.tokens[walk.at - 1]?.is === 'name' && /^(?:system|exec|spawn|unlink|rmtree|remove_tree|rm_rf|rm_r|rm|delete|execute|eval|qx|require|sh|run)$/.test((walk.tokens[walk.at - 1] as Token).text) && !SKIPPED.has(next.text));
  return next.is === 'mark' && next.text === '[' && next.gap;
}
