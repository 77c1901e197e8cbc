import type { Token } from './tokens';

/** A function that a program makes under a name. Indexes are of tokens; `end` is behind its body. */
export interface Made {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Where the value stands that a parameter has when nothing is given. */
  readonly defaults: ReadonlyMap<string, number>;
  /** The parameter that takes all that are left: `*args`, `...args`. */
  readonly rest: string | null;
  readonly from: number;
  readonly end: number;
  /** Something else than a plain call names it: a list of handlers, an export, a method call on an object. */
  readonly passedOn: boolean;
  readonly called: boolean;
}

export interface Functions {
  /** By the token that begins its making. */
  readonly byStart: ReadonlyMap<number, Made>;
  readonly byName: ReadonlyMap<string, Made>;
}

/** How a language makes functions. */
export interface Making {
  readonly functions: ReadonlySet<string>;
  readonly blocks: 'indent' | 'braces' | 'end';
  readonly bareCalls: boolean;
}

/** Finds the named functions of a program, and how they are used. */
export function functionsOf(tokens: readonly Token[], how: Making): Functions {
  const ends = closings(tokens);
  const found: Place[] = [];
  let column = 0;
  tokens.forEach((token, i) => {
    column = token.first ?? column;
    const made = token.is !== 'name' ? null : how.functions.has(token.text) ? keyword(tokens, i, ends, how, column) : arrow(tokens, i, ends);
    if (made) found.push(made);
  });
  const uses = new Map<string, { called: number; passedOn: number }>();
  const own = new Set(found.map((one) => one.own));
  const plain = new Set(found.filter((one) => one.plain && !found.some((other) => other.name === one.name && !other.plain)).map((one) => one.name));
  tokens.forEach((token, i) => {
    if (token.is !== 'name' || own.has(i)) return;
    if (plain.has(bareName(token.text)) && isMark(tokens[i - 1], '.') && !/^(?:self|this|cls)$/.test(tokens[i - 2]?.text ?? '')) return;
    const use = uses.get(bareName(token.text)) ?? { called: 0, passedOn: 0 };
    if (isCall(tokens, i, how)) use.called += 1;
    else if (!chosenFrom(tokens, i, ends)) use.passedOn += 1;
    uses.set(bareName(token.text), use);
  });
  const made = found.map(({ start, name, parameters, defaults, rest, from, end }) => ({ start, made: { name, parameters, defaults, rest, from, end, called: (uses.get(name)?.called ?? 0) > 0, passedOn: (uses.get(name)?.passedOn ?? 0) > 0 } }));
  return { byStart: new Map(made.map((one) => [one.start, one.made])), byName: new Map(made.map((one) => [one.made.name, one.made])) };
}

/** Where a function is made: `start` of its making, `own` is its name's token. */
interface Place extends Omit<Made, 'passedOn' | 'called'> {
  readonly start: number;
  readonly own: number;
  /** It stands in no class: `.name` is somebody else's. */
  readonly plain: boolean;
}

/** Stands in a table that the program itself takes one out of by a key: `{"list": show, "drop": drop}[word]()`, `HANDLERS[word]()`. */
function chosenFrom(tokens: readonly Token[], at: number, ends: readonly number[]): boolean {
  if (!/^(?::|=>)$/.test(tokens[at - 1]?.text ?? '') || !/^[,}]$/.test(tokens[at + 1]?.text ?? '')) return false;
  let open = at - 2;
  for (let depth = 0; open >= Math.max(0, at - 400); open -= 1) {
    const token = tokens[open];
    if (token?.is !== 'mark') continue;
    if (/^[)\]}]$/.test(token.text)) depth += 1;
    if (/^[([{]$/.test(token.text) && (depth -= 1) < 0) break;
  }
  const end = isMark(tokens[open], '{') ? ends[open] : undefined;
  if (end === undefined) return false;
  if (isTaken(tokens, end + 1)) return true;
  const name = isMark(tokens[open - 1], '=') ? tokens[open - 2]?.text : undefined;
  return name !== undefined && tokens.some((token, i) => token.is === 'name' && token.text === name && isTaken(tokens, i + 1));
}

function isTaken(tokens: readonly Token[], at: number): boolean {
  return isMark(tokens[at], '[') || (isMark(tokens[at], '.') && /^(?:get|fetch)$/.test(tokens[at + 1]?.text ?? ''));
}

/** `*args`, `...args`, Go's `args ...string` */
function restOf(tokens: readonly Token[]): string | null {
  const at = tokens.findIndex((token) => token.is === 'mark' && (token.text === '*' || token.text === '...'));
  const name = at < 0 ? undefined : tokens[at]?.text === '...' && tokens[at - 1]?.is === 'name' ? tokens[at - 1] : tokens[at + 1];
  return name?.is === 'name' && !(tokens[at]?.text === '*' && tokens[at - 1]?.is === 'name') ? bareName(name.text) : null;
}

export function bareName(name: string): string {
  return name.replace(/^[$@%&]+(?=.)/, '');
}

/** `def name(a, b):`, `function name(a) {`, `sub name {` */
function keyword(tokens: readonly Token[], start: number, ends: readonly number[], how: Making, column: number): Place | null {
  let at = start + 1;
  if (isMark(tokens[at], '*')) at += 1;
  // `func (s *Server) purge()`: the receiver stands before the name.
  if (isMark(tokens[at], '(') && how.blocks === 'braces' && tokens[(ends[at] as number) + 1]?.is === 'name' && isMark(tokens[(ends[at] as number) + 2], '(')) at = (ends[at] as number) + 1;
  let own = at;
  if (tokens[at]?.is !== 'name') return null;
  at += 1;
  while (isMark(tokens[at], '.') && tokens[at + 1]?.is === 'name') {
    own = at + 1;
    at += 2;
  }
  const open = at;
  // Groovy: `def name = …` is a variable.
  if (how.blocks === 'braces' && isMark(tokens[open], '=')) return null;
  const bracketed = isMark(tokens[open], '(') ? tokens.slice(open + 1, Math.min(ends[open] as number, open + 200)) : [];
  const parameters = names(bracketed);
  const defaults = defaultsOf(bracketed, open + 1);
  const rest = restOf(bracketed);
  if (isMark(tokens[open], '(')) at = (ends[open] as number) + 1;
  const bare = bareName((tokens[own] as Token).text);
  if (how.blocks === 'braces') {
    let brace = at;
    while (brace < at + 60 && tokens[brace] && !isMark(tokens[brace], '{')) brace += 1;
    return isMark(tokens[brace], '{') ? { start, name: bare, parameters, defaults, rest, from: brace + 1, end: (ends[brace] as number) + 1, own, plain: false } : null;
  }
  let end = at;
  while (tokens[end] && ((tokens[end] as Token).first === undefined || ((tokens[end] as Token).first as number) > column)) end += 1;
  if (how.blocks === 'end' && tokens[end]?.text === 'end') end += 1;
  return { start, name: bare, parameters, defaults, rest, from: at, end, own, plain: how.blocks === 'indent' && column === 0 };
}

/** `name = (a, b) => …`, `name = a => …`, `name = lambda a: …` */
function arrow(tokens: readonly Token[], start: number, ends: readonly number[]): Place | null {
  if (!isMark(tokens[start + 1], '=')) return null;
  let at = start + 2;
  if (tokens[at]?.is === 'name' && tokens[at]?.text === 'async') at += 1;
  const name = bareName((tokens[start] as Token).text);
  if (tokens[at]?.is === 'name' && tokens[at]?.text === 'lambda') {
    let colon = at + 1;
    while (colon < at + 40 && tokens[colon] && !isMark(tokens[colon], ':')) colon += 1;
    return isMark(tokens[colon], ':') ? { start, name, parameters: names(tokens.slice(at + 1, colon)), defaults: defaultsOf(tokens.slice(at + 1, colon), at + 1), rest: restOf(tokens.slice(at + 1, colon)), from: colon + 1, end: lineEnd(tokens, colon + 1, ends), own: start, plain: false } : null;
  }
  if (tokens[at]?.is === 'name' && tokens[at]?.text === 'function') {
    const open = tokens[at + 1]?.is === 'name' ? at + 2 : at + 1;
    const close = isMark(tokens[open], '(') ? (ends[open] as number) : 0;
    const inside = tokens.slice(open + 1, Math.min(close, open + 200));
    return close > 0 && isMark(tokens[close + 1], '{') ? { start, name, parameters: names(inside), defaults: defaultsOf(inside, open + 1), rest: restOf(inside), from: close + 2, end: (ends[close + 1] as number) + 1, own: start, plain: false } : null;
  }
  const close = isMark(tokens[at], '(') ? (ends[at] as number) : at;
  if (!isMark(tokens[close + 1], '=>') || (close === at && tokens[at]?.is !== 'name')) return null;
  const body = close + 2;
  const parameters = names(tokens.slice(at, Math.min(close + 1, at + 200)));
  const defaults = defaultsOf(tokens.slice(at, Math.min(close, at + 200)), at);
  const rest = restOf(tokens.slice(at, Math.min(close, at + 200)));
  if (isMark(tokens[body], '{')) return { start, name, parameters, defaults, rest, from: body + 1, end: (ends[body] as number) + 1, own: start, plain: false };
  return { start, name, parameters, defaults, rest, from: body, end: lineEnd(tokens, body, ends), own: start, plain: false };
}

function lineEnd(tokens: readonly Token[], from: number, ends: readonly number[]): number {
  let at = from;
  while (tokens[at] && !(at > from && (tokens[at] as Token).first !== undefined) && !isMark(tokens[at], ';') && !isMark(tokens[at], ')') && !isMark(tokens[at], '}')) at = Math.max(at, (ends[at] ?? at) as number) + 1;
  return at;
}

/** Names of parameters, without their types and defaults. */
function names(tokens: readonly Token[]): string[] {
  const out: string[] = [];
  let depth = 0;
  let fresh = true;
  for (const token of tokens) {
    if (token.is === 'mark' && /[([{]/.test(token.text)) depth += 1;
    else if (token.is === 'mark' && /[)\]}]/.test(token.text)) depth -= 1;
    if (token.is === 'mark' && token.text === ',' && depth <= 1) fresh = true;
    else if (token.is === 'name' && fresh) {
      out.push(bareName(token.text));
      fresh = false;
    } else if (token.is === 'mark' && (token.text === '=' || token.text === ':')) fresh = false;
  }
  return out.filter((name) => name !== 'self' && name !== 'cls');
}

/** `a = 1`, `a: str = "x"`: by the parameter's name the place of the value, counted from `offset`. */
function defaultsOf(tokens: readonly Token[], offset: number): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  let depth = 0;
  let name: string | null = null;
  tokens.forEach((token, i) => {
    if (token.is === 'mark' && /[([{]/.test(token.text)) depth += 1;
    else if (token.is === 'mark' && /[)\]}]/.test(token.text)) depth -= 1;
    else if (token.is === 'mark' && token.text === ',' && depth <= 1) name = null;
    else if (token.is === 'name') name ??= bareName(token.text);
    else if (token.is === 'mark' && token.text === '=' && name !== null && !out.has(name)) out.set(name, offset + i + 1);
  });
  return out;
}

function isCall(tokens: readonly Token[], at: number, { bareCalls }: Making): boolean {
  const before = tokens[at - 1];
  if (before?.is === 'mark' && /^(?:\.|->|::|\?\.)$/.test(before.text) && !/^\$?(?:self|this|cls)$/.test(tokens[at - 2]?.text ?? '')) return false;
  const next = tokens[at + 1];
  return isMark(next, '(') || (bareCalls && !(next?.is === 'mark' && /^[.,=\])]/.test(next.text)));
}

function isMark(token: Token | undefined, text: string): boolean {
  return token?.is === 'mark' && token.text === text;
}

/** For each opening bracket the index of the one that closes it, else of the end. */
function closings(tokens: readonly Token[]): number[] {
  const ends: number[] = [];
  const open: number[] = [];
  tokens.forEach((token, i) => {
    if (token.is !== 'mark') return;
    if (/^[([{]$/.test(token.text)) {
      ends[i] = tokens.length;
      open.push(i);
    } else if (/^[)\]}]$/.test(token.text)) {
      const at = open.pop();
      if (at !== undefined) ends[at] = i;
    }
  });
  return ends;
}
