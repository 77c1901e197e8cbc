import type { Entry, Expression } from './model';
import { heredocAt, type Patience, skipSpace } from './scan';
import { heredocTemplate, type Inner, quotedTemplate } from './template';

/** Expressions nested deeper than this are kept as text. */
const MAX_DEPTH = 60;
/** So are those with more operators or members in a row. */
const MAX_CHAIN = 200;

/** Reads one expression. What cannot be understood is kept as text, so that two versions of it can still be compared. */
export function readExpression(text: string, from: number, end: number, patience: Patience, depth = 0): Expression {
  const reader: Reader = { text, end, patience, at: from, depth };
  const expression = depth > MAX_DEPTH ? null : choice(reader);
  spaces(reader);
  return expression === null || reader.at < end ? raw(text, from, end) : expression;
}

interface Reader {
  readonly text: string;
  readonly end: number;
  readonly patience: Patience;
  at: number;
  depth: number;
}

function raw(text: string, start: number, end: number): Expression {
  return { kind: 'raw', text: text.slice(start, end).replace(/\s+/g, ' ').trim(), start, end };
}

function choice(reader: Reader): Expression | null {
  if (reader.depth > MAX_DEPTH) return null;
  reader.depth += 1;
  const test = binary(reader, 0);
  let result = test;
  if (test !== null && peek(reader) === '?') {
    reader.at += 1;
    const yes = choice(reader);
    if (yes === null || peek(reader) !== ':') result = null;
    else {
      reader.at += 1;
      const no = choice(reader);
      result = no && { kind: 'choice', test, yes, no, start: test.start, end: no.end };
    }
  }
  reader.depth -= 1;
  return result;
}

const OPERATORS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']];

function binary(reader: Reader, level: number): Expression | null {
  const operators = OPERATORS[level];
  if (!operators) return unary(reader);
  let left = binary(reader, level + 1);
  for (let count = 0; left !== null && count < MAX_CHAIN; count += 1) {
    spaces(reader);
    const operator = operators.find((one) => reader.text.startsWith(one, reader.at) && reader.at + one.length <= reader.end);
    if (operator === undefined || (operator === '/' && /^\/[/*]/.test(reader.text.slice(reader.at, reader.at + 2))) || reader.text.startsWith('=>', reader.at)) return left;
    reader.at += operator.length;
    const right = binary(reader, level + 1);
    if (right === null) return null;
    left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
  }
  return null;
}

function unary(reader: Reader): Expression | null {
  const sign = peek(reader);
  const start = reader.at;
  if (sign !== '!' && sign !== '-') return postfix(reader);
  if (reader.depth > MAX_DEPTH) return null;
  reader.at += 1;
  reader.depth += 1;
  const of = unary(reader);
  reader.depth -= 1;
  if (of === null) return null;
  if (sign === '-' && of.kind === 'scalar' && typeof of.value === 'number') return { ...of, value: -of.value, start };
  return { kind: 'unary', operator: sign, of, start, end: of.end };
}

function postfix(reader: Reader): Expression | null {
  let of = primary(reader);
  for (let count = 0; of !== null && count < MAX_CHAIN; count += 1) {
    const c = reader.text[reader.at];
    if (reader.at >= reader.end) return of;
    if (c === '.') {
      if (reader.text.startsWith('...', reader.at)) return of;
      const step = /^\.(\*|[\w-]+)/.exec(reader.text.slice(reader.at, Math.min(reader.end, reader.at + 300)));
      if (!step) return null;
      reader.at += step[0].length;
      const name = step[1] as string;
      const at = { start: of.start, end: reader.at };
      if (name === '*') of = { kind: 'splat', of, ...at };
      else if (/^\d+$/.test(name)) of = { kind: 'index', of, at: { kind: 'scalar', value: Number(name), start: at.end - name.length, end: at.end }, ...at };
      else of = { kind: 'member', of, name, ...at };
    } else if (c === '[') {
      reader.at += 1;
      if (peek(reader) === '*') {
        reader.at += 1;
        if (peek(reader) !== ']') return null;
        reader.at += 1;
        of = { kind: 'splat', of, start: of.start, end: reader.at };
        continue;
      }
      const at = choice(reader);
      if (at === null || peek(reader) !== ']') return null;
      reader.at += 1;
      of = { kind: 'index', of, at, start: of.start, end: reader.at };
    } else return of;
  }
  return null;
}

function primary(reader: Reader): Expression | null {
  const c = peek(reader);
  const { text, end, patience } = reader;
  const start = reader.at;
  if (c === '"') {
    const read = quotedTemplate(text, start, end, patience, inner(reader));
    reader.at = read.end;
    return read;
  }
  if (c === '<' && text[start + 1] === '<') {
    const heredoc = heredocAt(text, start, end, patience);
    if (heredoc === null) return null;
    reader.at = heredoc.end;
    return heredocTemplate(text, start, heredoc, patience, inner(reader));
  }
  if (c === '(') {
    reader.at += 1;
    const inner = choice(reader);
    if (inner === null || peek(reader) !== ')') return null;
    reader.at += 1;
    return inner;
  }
  if (c === '[') return listOrFor(reader);
  if (c === '{') return objectOrFor(reader);
  const number = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(text.slice(start, Math.min(end, start + 60)))?.[0];
  if (number !== undefined && !/[A-Za-z_]/.test(text[start + number.length] ?? '')) {
    reader.at += number.length;
    return { kind: 'scalar', value: Number(number), start, end: reader.at };
  }
  const word = /^[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*(?:::[\w-]+)*/.exec(text.slice(start, Math.min(end, start + 300)))?.[0];
  if (word === undefined) return null;
  reader.at += word.length;
  if (text[reader.at] === '(' && reader.at < end) return call(reader, word, start);
  if (word === 'true' || word === 'false' || word === 'null') return { kind: 'scalar', value: word === 'null' ? null : word === 'true', start, end: reader.at };
  return { kind: 'name', name: word, start, end: reader.at };
}

function inner(reader: Reader): Inner {
  return (text, start, end) => readExpression(text, start, end, reader.patience, reader.depth + 1);
}

function call(reader: Reader, name: string, start: number): Expression | null {
  reader.at += 1;
  const args: Expression[] = [];
  while (peek(reader) !== ')') {
    if (reader.at >= reader.end) return null;
    const arg = choice(reader);
    if (arg === null) return null;
    args.push(arg);
    if (peek(reader) === ',') reader.at += 1;
    else if (reader.text.startsWith('...', reader.at)) reader.at += 3;
    else if (peek(reader) !== ')') return null;
  }
  reader.at += 1;
  return { kind: 'call', name, args, start, end: reader.at };
}

function listOrFor(reader: Reader): Expression | null {
  const start = reader.at;
  reader.at += 1;
  if (isFor(reader)) return comprehension(reader, start, ']');
  const items: Expression[] = [];
  while (peek(reader) !== ']') {
    if (reader.at >= reader.end) return null;
    const item = choice(reader);
    if (item === null) return null;
    items.push(item);
    if (peek(reader) === ',') reader.at += 1;
    else if (peek(reader) !== ']') return null;
  }
  reader.at += 1;
  return { kind: 'list', items, start, end: reader.at };
}

function objectOrFor(reader: Reader): Expression | null {
  const start = reader.at;
  reader.at += 1;
  if (isFor(reader)) return comprehension(reader, start, '}');
  const entries: Entry[] = [];
  while (peek(reader) !== '}') {
    if (reader.at >= reader.end) return null;
    const key = binary(reader, 0);
    const sign = peek(reader);
    if (key === null || (sign !== '=' && sign !== ':')) return null;
    reader.at += 1;
    const value = choice(reader);
    if (value === null) return null;
    // A bare word is a key's name, not a reference.
    entries.push({ key: key.kind === 'name' ? { kind: 'scalar', value: key.name, start: key.start, end: key.end } : key, value, start: key.start, end: value.end });
    if (peek(reader) === ',') reader.at += 1;
  }
  reader.at += 1;
  return { kind: 'object', entries, start, end: reader.at };
}

function isFor(reader: Reader): boolean {
  peek(reader);
  return /^for\s/.test(reader.text.slice(reader.at, reader.at + 4));
}

function comprehension(reader: Reader, start: number, close: ']' | '}'): Expression | null {
  const head = /^for\s+([\w-]+)(?:\s*,\s*([\w-]+))?\s+in\s/.exec(reader.text.slice(reader.at, Math.min(reader.end, reader.at + 400)));
  if (!head) return null;
  reader.at += head[0].length;
  const over = choice(reader);
  if (over === null || peek(reader) !== ':') return null;
  reader.at += 1;
  let value = choice(reader);
  let key: Expression | null = null;
  if (value === null) return null;
  if (close === '}') {
    peek(reader);
    if (!reader.text.startsWith('=>', reader.at)) return null;
    reader.at += 2;
    key = value;
    value = choice(reader);
    if (value === null) return null;
  }
  peek(reader);
  const grouped = reader.text.startsWith('...', reader.at);
  if (grouped) reader.at += 3;
  let test: Expression | null = null;
  peek(reader);
  if (/^if\b/.test(reader.text.slice(reader.at, reader.at + 3))) {
    reader.at += 2;
    test = choice(reader);
    if (test === null) return null;
  }
  if (peek(reader) !== close) return null;
  reader.at += 1;
  const names = [head[1], head[2]].filter((name) => name !== undefined);
  return { kind: 'for', names, over, key, value, test, grouped, start, end: reader.at };
}

/** The next character that counts, '' at the end. Line ends do not count: an expression's end is already known. */
function peek(reader: Reader): string {
  spaces(reader);
  return reader.at < reader.end ? (reader.text[reader.at] as string) : '';
}

function spaces(reader: Reader): void {
  reader.at = skipSpace(reader.text, reader.at, reader.end, true);
}

