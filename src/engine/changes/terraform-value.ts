import type { Scalar } from './hcl/model';

/** What an expression comes to, as far as the text says. Sets are lists in order. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: Scalar }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly size: number; readonly depth: number }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Value>; readonly size: number; readonly depth: number }
  | { readonly kind: 'text'; readonly parts: readonly (string | Unknown)[] }
  | Unknown;

/** Not said by the text. `refs` are what it hangs on; `open` when one of them is an input that may come to anything. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly text: string;
  readonly refs: readonly string[];
  readonly open: boolean;
}

/** `maybe`: the texts differ, and what they come to cannot be known. */
export type Difference = 'same' | 'different' | 'maybe';

export function scalar(value: Scalar): Value {
  return { kind: 'scalar', value };
}

export function list(items: readonly Value[]): Value {
  const extent = extentOf(items);
  return extent === null ? TOO_LARGE : { kind: 'list', items, ...extent };
}

export function object(entries: Iterable<readonly [string, Value]>): Value {
  const map = new Map(entries);
  const extent = extentOf(map.values());
  return extent === null ? TOO_LARGE : { kind: 'object', entries: map, ...extent };
}

/** Size and depth of what holds these; `null` when it is more than may be worked out. */
function extentOf(items: Iterable<Value>): { readonly size: number; readonly depth: number } | null {
  let [size, depth] = [1, 1];
  for (const item of items) {
    size += sizeOf(item);
    if (item.kind === 'list' || item.kind === 'object') depth = Math.max(depth, item.depth + 1);
  }
  return size > MAX_SIZE || depth > MAX_DEPTH ? null : { size, depth };
}

/** How much there is to read in a value; parts that stand in it twice count twice. */
export function sizeOf(value: Value): number {
  return value.kind === 'list' || value.kind === 'object' ? value.size : 1;
}

/** A text joined from parts, known where all of them are. */
export function textOf(parts: readonly (string | Value)[]): Value {
  const joined: (string | Unknown)[] = [];
  for (const part of parts) {
    const pieces: readonly (string | Unknown)[] =
      typeof part === 'string' ? [part] : part.kind === 'scalar' ? [String(part.value ?? '')] : part.kind === 'text' ? part.parts : part.kind === 'unknown' ? [part] : [unknownFrom(written(part), [part])];
    for (const piece of pieces) {
      const last = joined.at(-1);
      if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
      else joined.push(piece);
    }
    if (joined.length > 400 || (typeof joined.at(-1) === 'string' && (joined.at(-1) as string).length > MAX_TEXT)) return TOO_LARGE;
  }
  const only = joined[0];
  if (only === undefined) return scalar('');
  return joined.length === 1 ? (typeof only === 'string' ? scalar(only) : only) : { kind: 'text', parts: joined };
}

/** Something that hangs on parts that are not all known. */
export function unknownFrom(text: string, parts: readonly Value[]): Unknown {
  const all = parts.flatMap((part) => unknownsIn(part));
  return { kind: 'unknown', text: text.length > MAX_TEXT ? abridged(text) : text, refs: [...new Set(all.flatMap((one) => one.refs))].slice(0, MAX_REFS), open: all.some((one) => one.open) };
}

export function reference(text: string, open: boolean): Unknown {
  return { kind: 'unknown', text, refs: [text], open };
}

export function isKnown(value: Value): boolean {
  return unknownsIn(value).length === 0;
}

/** The canonical text of a value: equal texts are equal values, whatever their layout, quotes or order of keys. */
export function written(value: Value): string {
  switch (value.kind) {
    case 'scalar': return JSON.stringify(value.value === null ? 'null' : String(value.value));
    case 'list': return `[${value.items.map(written).join(',')}]`;
    case 'object': return `{${[...value.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => `${JSON.stringify(key)}:${written(item)}`).join(',')}}`;
    case 'text': return `"${value.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : `\${${part.text}}`)).join('')}"`;
    case 'unknown': return value.text;
  }
}

/** Whether two values differ for certain. Lists that differ in order only are sets more often than not. */
export function compared(before: Value, after: Value): Difference {
  const [a, b] = [written(before), written(after)];
  if (a === b) return 'same';
  if (isKnown(before) && isKnown(after)) return reordered(before, after) ? 'maybe' : 'different';
  if (before.kind === 'list' && after.kind === 'list') return comparedLists(before.items, after.items);
  if (before.kind === 'object' && after.kind === 'object') {
    if ([...before.entries.keys()].some((key) => !after.entries.has(key)) || [...after.entries.keys()].some((key) => !before.entries.has(key))) return 'different';
    return [...before.entries].some(([key, item]) => compared(item, after.entries.get(key) as Value) === 'different') ? 'different' : 'maybe';
  }
  if (!fits(before, after) || !fits(after, before)) return 'different';
  if (before.kind === 'text' || after.kind === 'text') return shapeOf(before) === shapeOf(after) || (before.kind === after.kind && !isOpen(before) && !isOpen(after)) ? 'different' : 'maybe';
  if (before.kind !== 'unknown' || after.kind !== 'unknown') return 'maybe';
  // Two things that the cloud names are two things, as long as they are looked up in the same way.
  if (isReference(before) && isReference(after)) return !before.open && !after.open && rootOf(before) === rootOf(after) ? 'different' : 'maybe';
  // The same computation with another literal in it.
  return a.replace(LITERALS, '') === b.replace(LITERALS, '') ? 'different' : 'maybe';
}

const LITERALS = /"(?:[^"\\]|\\.)*"/g;

function comparedLists(before: readonly Value[], after: readonly Value[]): Difference {
  const texts = (items: readonly Value[]): string => items.map(written).sort().join();
  if (texts(before) === texts(after)) return 'maybe';
  if (before.length !== after.length) return 'different';
  return before.some((item, i) => compared(item, after[i] as Value) === 'different') ? 'different' : 'maybe';
}

/** A text by its open parts, without what is literal in it. */
function shapeOf(value: Value): string {
  return value.kind === 'text' ? value.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.text])).join(' ') : written(value);
}

function isOpen(value: Value): boolean {
  return unknownsIn(value).some((one) => one.open);
}

function isReference({ text, refs }: Unknown): boolean {
  return refs.length === 1 && refs[0] === text;
}

/** Whether a reference goes to a module, to data or to a resource. */
function rootOf({ text }: Unknown): string {
  return /^(?:module|data)\b/.exec(text)?.[0] ?? 'resource';
}

const MAX_TEXT = 20_000;
const MAX_REFS = 40;
const MAX_SIZE = 100_000;
const MAX_DEPTH = 60;
const TOO_LARGE: Unknown = { kind: 'unknown', text: 'more than can be worked out', refs: [], open: true };

/** A long text by its beginning and a sum of all of it, so that two of them can still be told apart. */
function abridged(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  return `${text.slice(0, 200)}…${text.length}…${sum}`;
}

function reordered(before: Value, after: Value): boolean {
  if (before.kind !== 'list' || after.kind !== 'list' || before.items.length !== after.items.length) return false;
  const sorted = (items: readonly Value[]): string => items.map(written).sort().join();
  return sorted(before.items) === sorted(after.items);
}

/** Whether a known text could be what a partly known one comes to. */
function fits(known: Value, open: Value): boolean {
  if (known.kind !== 'scalar' || open.kind !== 'text') return true;
  const text = String(known.value);
  const first = open.parts[0];
  const last = open.parts.at(-1);
  return (typeof first !== 'string' || text.startsWith(first)) && (typeof last !== 'string' || text.endsWith(last));
}

function unknownsIn(value: Value, found: Unknown[] = []): Unknown[] {
  if (found.length > MAX_REFS) return found;
  if (value.kind === 'unknown') found.push(value);
  else if (value.kind === 'text') found.push(...value.parts.filter((part) => typeof part !== 'string'));
  else if (value.kind === 'list') for (const item of value.items.slice(0, 2_000)) unknownsIn(item, found);
  else if (value.kind === 'object') for (const item of value.entries.values()) unknownsIn(item, found);
  return found;
}
