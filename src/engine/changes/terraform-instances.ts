import type { Expression } from './hcl/model';
import type { Placed } from './terraform-compare';
import { evaluate, type Scope } from './terraform-evaluate';
import { movedTo } from './terraform-module';
import { type Value, written } from './terraform-value';

/** How many of a thing there are, and how each is named. `suffixes` is `null` when the text does not say. */
export interface Instances {
  readonly by: 'one' | 'count' | 'for_each';
  readonly suffixes: readonly string[] | null;
  readonly value: Value | null;
  readonly expression: Expression | null;
}

export interface Lost {
  /** Addresses that are there before and not after; `null`: all of them, named anew. */
  readonly addresses: readonly string[] | null;
  readonly note: string;
}

export function instancesOf({ bodies, scope }: Placed): Instances {
  const given = bodies.flatMap((body) => body.attributes).findLast((one) => one.name === 'count' || one.name === 'for_each');
  if (!given) return { by: 'one', suffixes: [''], value: null, expression: null };
  const expression = given.value();
  const value = evaluate(expression, scope);
  if (given.name === 'count') return { by: 'count', suffixes: indices(value), value, expression };
  return { by: 'for_each', suffixes: keys(value), value, expression };
}

/** Which instances the change takes away, `moved` blocks minded. `null`: none, as far as the text says. */
export function lostInstances(from: string, to: string, before: Instances, after: Instances, moved: ReadonlyMap<string, string>, scopes: readonly [Scope, Scope]): Lost | null {
  if (before.suffixes === null || after.suffixes === null) return unknownLoss(from, before, after, moved, scopes);
  const there = new Set(after.suffixes.map((suffix) => to + suffix));
  const lost = before.suffixes.map((suffix) => from + suffix).filter((address) => !there.has(placeAfter(address, from, to, before, after, moved)));
  if (lost.length === 0) return null;
  return { addresses: lost, note: noteOf(before, after) };
}

/** Where an instance stands after the change. One without a key and the first of a count are the same to Terraform. */
function placeAfter(address: string, from: string, to: string, before: Instances, after: Instances, moved: ReadonlyMap<string, string>): string {
  const own = movedTo(address, moved);
  if (own !== null) return own;
  const suffix = address.slice(from.length);
  const target = movedTo(from, moved);
  const renamed = target !== null && target.length > to.length ? target : to + suffix;
  if (renamed === to && after.by === 'count') return `${to}[0]`;
  if (renamed === `${to}[0]` && before.by === 'count' && after.by === 'one') return to;
  return renamed;
}

function unknownLoss(from: string, before: Instances, after: Instances, moved: ReadonlyMap<string, string>, scopes: readonly [Scope, Scope]): Lost | null {
  const anyMoved = [...moved.keys()].some((key) => key === from || key.startsWith(`${from}[`));
  if ((before.by === 'count') !== (after.by === 'count') && before.by !== 'one' && after.by !== 'one') return anyMoved ? null : { addresses: null, note: `${before.by} became ${after.by}` };
  if (before.by === 'one' && after.by === 'for_each') return anyMoved ? null : { addresses: null, note: 'it gets a key of for_each' };
  if (before.by === 'for_each' && after.by === 'one') return anyMoved ? null : { addresses: null, note: 'for_each removed' };
  if (after.suffixes?.length === 0 && before.by !== 'one') return { addresses: null, note: `${after.by} is now empty` };
  if (before.by === 'for_each' && after.by === 'for_each' && !anyMoved && rekeyed(before.expression, after.expression, scopes)) return { addresses: null, note: 'for_each gives other keys' };
  if (before.by === 'count' && after.by === 'count' && before.value && after.value && lowersOne(written(before.value), written(after.value))) return { addresses: null, note: 'count may be lower' };
  return null;
}

/** The same computation with a lower number in it: `var.on ? 3 : 0` and `var.on ? 1 : 0`. */
function lowersOne(before: string, after: string): boolean {
  const numbers = /"(\d+)"/g;
  if (before.replace(numbers, '"#"') !== after.replace(numbers, '"#"')) return false;
  const olds = [...before.matchAll(numbers)].map((one) => Number(one[1]));
  const news = [...after.matchAll(numbers)].map((one) => Number(one[1]));
  return olds.some((old, i) => (news[i] ?? old) < old) && !olds.some((old, i) => (news[i] ?? old) > old);
}

/** Two `for` expressions over the same things that name them differently. */
function rekeyed(before: Expression | null, after: Expression | null, [old, now]: readonly [Scope, Scope]): boolean {
  if (before?.kind !== 'for' || after?.kind !== 'for' || before.key === null || after.key === null) return false;
  const bound = (of: typeof before, scope: Scope): Scope => ({ ...scope, bound: new Map(of.names.map((name, i) => [name, { kind: 'unknown', text: `$${i + of.names.length}`, refs: [], open: false }])) });
  return written(evaluate(before.over, old)) === written(evaluate(after.over, now)) && written(evaluate(before.key, bound(before, old))) !== written(evaluate(after.key, bound(after, now)));
}

function noteOf(before: Instances, after: Instances): string {
  if (before.by !== after.by) return after.by === 'one' ? `${before.by} removed` : before.by === 'one' ? `${after.by} added` : `${before.by} became ${after.by}`;
  return `${after.by} ${before.suffixes?.length ?? '?'} -> ${after.suffixes?.length ?? '?'}`;
}

function indices(value: Value): string[] | null {
  const number = value.kind === 'scalar' ? Number(value.value) : Number.NaN;
  return Number.isInteger(number) && number >= 0 && number <= 5_000 ? Array.from({ length: number }, (_, i) => `[${i}]`) : null;
}

function keys(value: Value): string[] | null {
  if (value.kind === 'object') return [...value.entries.keys()].map((key) => `[${JSON.stringify(key)}]`);
  if (value.kind !== 'list' || value.items.some((item) => item.kind !== 'scalar')) return null;
  return value.items.map((item) => `[${JSON.stringify(item.kind === 'scalar' ? String(item.value) : '')}]`);
}
