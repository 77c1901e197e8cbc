import type { Side } from '../model';
import type { Block, Body, Expression } from './hcl/model';
import { evaluate, type Scope } from './terraform-evaluate';
import type { ModuleFile } from './terraform-module';
import { compared, list, object, scalar, unknownFrom, type Value, written } from './terraform-value';

/** Lines of one side of a file. */
export interface Lines {
  readonly file: ModuleFile;
  readonly side: Side;
  readonly start: number;
  readonly end: number;
}

/** One setting that is not what it was. `path` is dotted, without indices: `root_block_device.encrypted`. */
export interface Difference {
  readonly path: string;
  /** `null`: it is not there on that side. A block that came or went is an object of what it says. */
  readonly before: Value | null;
  readonly after: Value | null;
  /** `maybe`: the texts differ, and nobody can say whether the values do. */
  readonly certain: boolean;
  readonly lines: Lines;
  /** Which of several blocks of one name it stands in. */
  readonly place: string;
  /** As written; equal texts with different values hang on names that changed elsewhere. */
  readonly writtenBefore: string | null;
  readonly writtenAfter: string | null;
  /** What stands beside it after the change. */
  around(name: string): Value | undefined;
}

/** A body with what its names mean and where it stands. */
export interface Placed {
  readonly bodies: readonly Body[];
  readonly scope: Scope;
  readonly file: ModuleFile;
}

/** What differs between two bodies, layout and order aside. `skip` names what is compared elsewhere. */
export function differencesOf(before: Placed, after: Placed, skip: ReadonlySet<string>): Difference[] {
  const found: Difference[] = [];
  compareItems(itemsOf(before, 'before', skip), itemsOf(after, 'after', skip), '', '', found);
  return found;
}

/** What a body says at its top, by name. */
export function argumentsOf({ bodies, scope }: Placed): ReadonlyMap<string, Value> {
  return new Map(bodies.flatMap((body) => body.attributes.map((attribute) => [attribute.name, evaluate(attribute.value(), scope)] as const)));
}

interface Item {
  readonly name: string;
  readonly value: Value;
  readonly lines: Lines;
  readonly written: string;
  /** What it is made of, when it is a block or a written object. */
  readonly parts: readonly Item[] | null;
  readonly form: 'argument' | 'block' | 'generated';
}

/** Nested blocks and objects deeper than this are compared as wholes. */
const MAX_DEPTH = 12;

function itemsOf({ bodies, scope, file }: Placed, side: Side, skip: ReadonlySet<string>, depth = 0): Item[] {
  const items = bodies.flatMap((body, i) => bodyItems(body, scope, file, side, depth).map((item) => ({ item, i })));
  // An override's argument or block takes the place of the one it names.
  return items.filter(({ item, i }) => !skip.has(item.name) && !items.some((other) => other.i > i && other.item.name === item.name)).map(({ item }) => item);
}

function bodyItems(body: Body, scope: Scope, file: ModuleFile, side: Side, depth: number): Item[] {
  const at = linesIn(file, side);
  return [
    ...body.attributes.map((attribute): Item => argumentItem(attribute.name, attribute.value(), at(attribute), scope, at, depth)),
    ...body.blocks.map((block): Item => blockItem(block, scope, file, side, at(block), depth)),
  ];
}

type Range = { readonly start: number; readonly end: number };

export function linesIn(file: ModuleFile, side: Side): (of: Range) => Lines {
  return ({ start, end }) => ({ file, side, start: file.source.lineAt(start), end: file.source.lineAt(Math.max(start, end - 1)) });
}

function writtenIn({ source }: ModuleFile, { start, end }: Range): string {
  return source.text.slice(start, end).replace(/\s+/g, ' ');
}

function argumentItem(name: string, expression: Expression, lines: Lines, scope: Scope, at: (of: Range) => Lines, depth: number): Item {
  const value = evaluate(expression, scope);
  const text = writtenIn(lines.file, expression);
  if (value.kind !== 'object' || depth > MAX_DEPTH) return { name, value, lines, written: text, parts: null, form: 'argument' };
  const entries = expression.kind === 'object' ? expression.entries : [];
  const parts = [...value.entries].map(([key, part]): Item => {
    const entry = entries.find((one) => one.key.kind === 'scalar' && String(one.key.value) === key);
    if (entry) return argumentItem(key, entry.value, at(entry), scope, at, depth + 1);
    return itemOfValue(key, part, lines, text, depth + 1);
  });
  return { name, value, lines, written: text, parts, form: 'argument' };
}

function itemOfValue(name: string, value: Value, lines: Lines, text: string, depth: number): Item {
  const parts = value.kind === 'object' && depth <= MAX_DEPTH ? [...value.entries].map(([key, part]) => itemOfValue(key, part, lines, text, depth + 1)) : null;
  return { name, value, lines, written: text, parts, form: 'argument' };
}

function blockItem(block: Block, scope: Scope, file: ModuleFile, side: Side, lines: Lines, depth: number): Item {
  const body = block.body();
  const generated = block.type === 'dynamic' && block.labels[0] !== undefined;
  const content = generated ? body.blocks.find((one) => one.type === 'content') : undefined;
  const name = generated ? (block.labels[0] as string) : block.type;
  if (depth > MAX_DEPTH) return { name, value: scalar(block.text.replace(/\s+/g, ' ')), lines, written: block.text, parts: null, form: 'block' };
  const parts = bodyItems(generated ? (content?.body() ?? { attributes: [], blocks: [] }) : body, scope, file, side, depth + 1);
  const over = generated ? body.attributes.find((one) => one.name === 'for_each') : undefined;
  const value = object([...grouped(parts)].map(([key, group]) => [key, together(group)] as const));
  if (!generated) return { name, value, lines, written: block.text, parts, form: 'block' };
  return { name, value: generatedValue(over ? evaluate(over.value(), scope) : scalar(null), value), lines, written: block.text, parts, form: 'generated' };
}

/** A `dynamic` block stands for as many blocks as its `for_each` has items; for the comparison it is one value. */
function generatedValue(over: Value, content: Value): Value {
  return over.kind === 'list' && over.items.length === 0 ? scalar(null) : unknownFrom(`dynamic(${written(over)}:${written(content)})`, [over, content]);
}

function together(group: readonly Item[]): Value {
  const only = group[0];
  return group.length === 1 && only ? only.value : list(group.map((item) => item.value));
}

function grouped(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.name);
    if (group) group.push(item);
    else groups.set(item.name, [item]);
  }
  return groups;
}

function compareItems(before: readonly Item[], after: readonly Item[], path: string, place: string, found: Difference[]): void {
  const left = grouped(before);
  const right = grouped(after);
  const around = (name: string): Value | undefined => right.get(name)?.[0]?.value;
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const at = path === '' ? name : `${path}.${name}`;
    const [olds, news] = unequal(left.get(name) ?? [], right.get(name) ?? []);
    const pairs = paired(olds, news);
    pairs.forEach(([old, now], i) => comparePair(old, now, at, pairs.length > 1 ? `${place}/${name}${i}` : `${place}/${name}`, around, found));
  }
}

function comparePair(old: Item | null, now: Item | null, path: string, place: string, around: Difference['around'], found: Difference[]): void {
  const texts = { writtenBefore: old?.written ?? null, writtenAfter: now?.written ?? null };
  if (old === null || now === null) {
    const present = (old ?? now) as Item;
    found.push({ path, before: old?.value ?? null, after: now?.value ?? null, certain: present.form !== 'generated', lines: present.lines, place, ...texts, around });
    if (present.form !== 'generated') compareItems(old?.parts ?? [], now?.parts ?? [], path, place, found);
    return;
  }
  const certain = old.form === 'generated' || now.form === 'generated' ? 'maybe' : compared(old.value, now.value);
  if (certain === 'same') return;
  if (old.parts && now.parts && old.form !== 'generated' && now.form !== 'generated') compareItems(old.parts, now.parts, path, place, found);
  else found.push({ path, before: old.value, after: now.value, certain: certain === 'different', lines: now.lines, place, ...texts, around });
}

/** What is left of both sides when equal blocks are taken out, wherever they stand. */
function unequal(before: readonly Item[], after: readonly Item[]): [Item[], Item[]] {
  if (before.length === 1 && after.length === 1) return [[...before], [...after]];
  const counts = new Map<string, number>();
  for (const item of after) counts.set(written(item.value), (counts.get(written(item.value)) ?? 0) + 1);
  const olds = before.filter((item) => !take(counts, written(item.value)));
  const lefts = new Map<string, number>();
  for (const item of before) lefts.set(written(item.value), (lefts.get(written(item.value)) ?? 0) + 1);
  return [olds, after.filter((item) => !take(lefts, written(item.value)))];
}

function take(counts: Map<string, number>, key: string): boolean {
  const left = counts.get(key) ?? 0;
  if (left > 0) counts.set(key, left - 1);
  return left > 0;
}

/** Each old block with the new one that has most in common with it. */
function paired(olds: readonly Item[], news: readonly Item[]): [Item | null, Item | null][] {
  if (olds.length > 60 || news.length > 60) return Array.from({ length: Math.max(olds.length, news.length) }, (_, i) => [olds[i] ?? null, news[i] ?? null]);
  const left = [...news];
  const pairs = olds.map((old): [Item | null, Item | null] => {
    const best = left.map((now) => [common(old, now), now] as const).reduce<readonly [number, Item] | null>((most, one) => (most === null || one[0] > most[0] ? one : most), null);
    if (best === null || (olds.length !== news.length && best[0] === 0)) return [old, null];
    left.splice(left.indexOf(best[1]), 1);
    return [old, best[1]];
  });
  return [...pairs, ...left.map((now): [null, Item] => [null, now])];
}

function common(old: Item, now: Item): number {
  if (!old.parts || !now.parts) return written(old.value) === written(now.value) ? 1 : 0;
  const parts = new Set(old.parts.map((part) => `${part.name}=${written(part.value)}`));
  return now.parts.filter((part) => parts.has(`${part.name}=${written(part.value)}`)).length;
}
