import type { Attribute, Block, Body, Source } from './model';
import { readExpression } from './expression';
import { linesOf } from './lines';
import { blockEnd, lineEnd, type Patience, patienceFor, skipSpace, skipString, skipValue } from './scan';

/** Blocks inside blocks deeper than this are not looked into. */
const MAX_DEPTH = 24;

/**
 * Reads HCL: Terraform, OpenTofu, `.tfvars`, Terragrunt. Never fails: what does not fit is passed over to the next line.
 * Linear: the insides of blocks and values are only read when asked for.
 */
export function readHcl(text: string): Source {
  const reading: Reading = { text, patience: patienceFor(text), whole: true };
  const body = readBody(reading, 0, text.length, 0);
  return { text, body, whole: reading.whole, lineAt: linesOf(text) };
}

interface Reading {
  readonly text: string;
  readonly patience: Patience;
  whole: boolean;
}

function readBody(reading: Reading, from: number, end: number, depth: number): Body {
  const { text } = reading;
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  let at = skipSpace(text, from, end, true);
  while (at < end) {
    const next = readItem(reading, at, end, depth, attributes, blocks);
    if (next <= at) {
      reading.whole = false;
      // A stray bracket is one character; anything else is passed over with its line.
      at = isClosing(text.charCodeAt(at)) ? at + 1 : Math.max(at + 1, lineEnd(text, at, end));
    } else at = next;
    at = skipSpace(text, at, end, true);
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1, end, true);
  }
  return { attributes, blocks };
}

/** An attribute or a block at `at`. Returns where it ends, or `at` when there is neither. */
function readItem(reading: Reading, at: number, end: number, depth: number, attributes: Attribute[], blocks: Block[]): number {
  const { text, patience } = reading;
  const head = labelAt(text, at, end, patience);
  if (head === null) return at;
  let cursor = skipSpace(text, head.end, end, false);
  const sign = text.charCodeAt(cursor);
  if ((sign === EQUALS && text.charCodeAt(cursor + 1) !== EQUALS) || (sign === COLON && head.quoted)) {
    const start = skipSpace(text, cursor + 1, end, false);
    const stop = trimmed(text, start, valueEnd(text, start, end, patience));
    attributes.push({ name: head.text, start: at, end: stop, value: () => readExpression(text, start, stop, patience) });
    return Math.max(stop, cursor + 1);
  }
  const labels: string[] = [];
  while (text.charCodeAt(cursor) !== BRACE) {
    const label = cursor < end ? labelAt(text, cursor, end, patience) : null;
    if (label === null || labels.length > 4) return at;
    labels.push(label.text);
    cursor = skipSpace(text, label.end, end, false);
  }
  const inside = cursor + 1;
  const close = blockEnd(text, inside, end, patience);
  const closed = text.charCodeAt(close) === BRACE_END;
  if (!closed) reading.whole = false;
  blocks.push({
    type: head.text,
    labels,
    start: at,
    end: closed ? close + 1 : trimmed(text, inside, close),
    text: text.slice(inside, close),
    body: once(() => (depth >= MAX_DEPTH ? { attributes: [], blocks: [] } : readBody(reading, inside, close, depth + 1))),
  });
  return closed ? close + 1 : Math.max(close, inside);
}

interface Label {
  readonly text: string;
  readonly end: number;
  readonly quoted: boolean;
}

function labelAt(text: string, at: number, end: number, patience: Patience): Label | null {
  if (text.charCodeAt(at) === QUOTE) {
    const stop = skipString(text, at, end, patience);
    return text.charCodeAt(stop - 1) === QUOTE && stop > at + 1 ? { text: text.slice(at + 1, stop - 1), end: stop, quoted: true } : null;
  }
  let stop = at;
  while (stop < end && isWord(text.charCodeAt(stop))) stop += 1;
  return stop === at ? null : { text: text.slice(at, stop), end: stop, quoted: false };
}

/** Values end with their line; a line that ends in an operator or goes on with one (`? …`, `: …`) is tolerated, as people write it half-way. */
function valueEnd(text: string, from: number, end: number, patience: Patience): number {
  let at = skipValue(text, from, end, patience);
  while (at < end && text.charCodeAt(at) === NEWLINE) {
    const next = skipSpace(text, at, end, true);
    const c = text.charCodeAt(next);
    if (c !== QUESTION && c !== AND && c !== OR && !(c === COLON && text.charCodeAt(next + 1) === SPACE)) return at;
    at = skipValue(text, next, end, patience);
  }
  return at;
}

function trimmed(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && text.charCodeAt(end - 1) <= SPACE) end -= 1;
  if (end > from && text.charCodeAt(end - 1) === COMMA) end -= 1;
  return end;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function isWord(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 45 || c === 46 || c > 127;
}

function isClosing(c: number): boolean {
  return c === BRACE_END || c === 93 || c === 41;
}

const SPACE = 32;
const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const EQUALS = 61;
const QUESTION = 63;
const AND = 38;
const OR = 124;
const BRACE = 123;
const BRACE_END = 125;
