import { isKnown, list, object, scalar, textOf, type Value, written } from './terraform-value';

/** What a Terraform function comes to, for those that people compute names and keys with. `null` when that cannot be said. */
export function calledFunction(name: string, args: readonly Value[]): Value | null {
  return Object.hasOwn(FUNCTIONS, name) ? ((FUNCTIONS[name] as Evaluated)(args)) : null;
}

/** Lists longer than this are not worked out. */
const MAX_ITEMS = 2_000;

type Evaluated = (args: readonly Value[]) => Value | null;

const FUNCTIONS: Readonly<Record<string, Evaluated>> = {
  toset: ([of]) => (of?.kind === 'list' && of.items.every(isKnown) ? list(distinct(of.items).sort(byText)) : (of ?? null)),
  tolist: ([of]) => of ?? null,
  tomap: ([of]) => of ?? null,
  sensitive: ([of]) => of ?? null,
  nonsensitive: ([of]) => of ?? null,
  tostring: ([of]) => (of?.kind === 'scalar' ? scalar(String(of.value)) : (of ?? null)),
  tonumber: ([of]) => (of?.kind === 'scalar' ? scalar(Number(of.value)) : (of ?? null)),
  tobool: ([of]) => (of?.kind === 'scalar' ? scalar(String(of.value) === 'true') : (of ?? null)),
  concat: (args) => (args.every((arg) => arg.kind === 'list') ? bounded(args.flatMap((arg) => (arg.kind === 'list' ? arg.items : []))) : null),
  flatten: ([of]) => (of?.kind === 'list' && of.items.every((item) => item.kind !== 'unknown') ? bounded(of.items.flatMap((item) => (item.kind === 'list' ? item.items : [item]))) : null),
  distinct: ([of]) => (of?.kind === 'list' ? list(distinct(of.items)) : null),
  compact: ([of]) => (of?.kind === 'list' && of.items.every(isKnown) ? list(of.items.filter((item) => !(item.kind === 'scalar' && (item.value === null || item.value === '')))) : null),
  reverse: ([of]) => (of?.kind === 'list' ? list([...of.items].reverse()) : null),
  sort: ([of]) => (of?.kind === 'list' && of.items.every(isKnown) ? list([...of.items].sort(byText)) : null),
  setunion: (args) => (args.every((arg) => arg.kind === 'list') ? bounded(distinct(args.flatMap((arg) => (arg.kind === 'list' ? arg.items : []))).sort(byText)) : null),
  setsubtract: ([of, less]) => (of?.kind === 'list' && less?.kind === 'list' && isKnown(of) && isKnown(less) ? list(of.items.filter((item) => !less.items.some((one) => written(one) === written(item)))) : null),
  slice: ([of, from, to]) => (of?.kind === 'list' && from?.kind === 'scalar' && to?.kind === 'scalar' ? list(of.items.slice(Number(from.value), Number(to.value))) : null),
  element: ([of, at]) => (of?.kind === 'list' && at?.kind === 'scalar' && of.items.length > 0 ? (of.items[Number(at.value) % of.items.length] ?? null) : null),
  one: ([of]) => (of?.kind === 'list' && of.items.length <= 1 ? (of.items[0] ?? scalar(null)) : null),
  contains: ([of, item]) => (of?.kind === 'list' && item && isKnown(of) && isKnown(item) ? scalar(of.items.some((one) => written(one) === written(item))) : null),
  length: ([of]) =>
    of?.kind === 'list' ? scalar(of.items.length) : of?.kind === 'object' ? scalar(of.entries.size) : of?.kind === 'scalar' && typeof of.value === 'string' ? scalar(of.value.length) : null,
  keys: ([of]) => (of?.kind === 'object' ? list([...of.entries.keys()].sort().map(scalar)) : null),
  values: ([of]) => (of?.kind === 'object' ? list([...of.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)) : null),
  merge: (args) => (args.every((arg) => arg.kind === 'object') ? object(args.flatMap((arg) => (arg.kind === 'object' ? [...arg.entries] : []))) : null),
  lookup: ([of, key, other]) => (of?.kind === 'object' && key?.kind === 'scalar' ? (of.entries.get(String(key.value)) ?? other ?? null) : null),
  zipmap: ([keys, items]) =>
    keys?.kind === 'list' && items?.kind === 'list' && keys.items.every((key) => key.kind === 'scalar')
      ? object(keys.items.map((key, i) => [key.kind === 'scalar' ? String(key.value) : '', items.items[i] ?? scalar(null)] as const))
      : null,
  range: (args) => {
    const [from, to, step] = args.length === 1 ? [0, numberOf(args[0]), 1] : [numberOf(args[0]), numberOf(args[1]), args[2] ? numberOf(args[2]) : 1];
    if (!Number.isFinite(from) || !Number.isFinite(to) || !(step > 0) || (to - from) / step > MAX_ITEMS) return null;
    return list(Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => scalar(from + i * step)));
  },
  coalesce: (args) => firstKnown(args, (value) => value !== null && value !== ''),
  try: ([first]) => (first && isKnown(first) ? first : null),
  max: (args) => (args.every((arg) => arg.kind === 'scalar') ? scalar(Math.max(...args.map(numberOf))) : null),
  min: (args) => (args.every((arg) => arg.kind === 'scalar') ? scalar(Math.min(...args.map(numberOf))) : null),
  ceil: ([of]) => (of?.kind === 'scalar' ? scalar(Math.ceil(numberOf(of))) : null),
  floor: ([of]) => (of?.kind === 'scalar' ? scalar(Math.floor(numberOf(of))) : null),
  lower: ([of]) => onText(of, (text) => text.toLowerCase()),
  upper: ([of]) => onText(of, (text) => text.toUpperCase()),
  trimspace: ([of]) => onText(of, (text) => text.trim()),
  trimprefix: ([of, part]) => onText(of, (text) => (part?.kind === 'scalar' && text.startsWith(String(part.value)) ? text.slice(String(part.value).length) : text)),
  trimsuffix: ([of, part]) => onText(of, (text) => (part?.kind === 'scalar' && text.endsWith(String(part.value)) ? text.slice(0, -String(part.value).length || undefined) : text)),
  replace: ([of, what, by]) => (what?.kind === 'scalar' && by?.kind === 'scalar' && !/^\/.*\/$/.test(String(what.value)) ? onText(of, (text) => text.replaceAll(String(what.value), String(by.value))) : null),
  substr: ([of, from, length]) => onText(of, (text) => text.slice(numberOf(from), numberOf(length) < 0 ? undefined : numberOf(from) + numberOf(length))),
  split: ([by, of]) => (by?.kind === 'scalar' && of?.kind === 'scalar' ? bounded(String(of.value).split(String(by.value)).map(scalar)) : null),
  join: ([by, of]) => (by?.kind === 'scalar' && of?.kind === 'list' ? textOf(of.items.flatMap((item, i) => (i === 0 ? [item] : [String(by.value), item]))) : null),
  format: ([shape, ...args]) => (shape?.kind === 'scalar' ? formatted(String(shape.value), args) : null),
};

function formatted(shape: string, args: readonly Value[]): Value | null {
  const pieces = shape.split(/(%[%sdv])/);
  if (pieces.some((piece, i) => i % 2 === 0 && piece.includes('%'))) return null;
  let next = 0;
  return textOf(pieces.map((piece, i) => (i % 2 === 0 ? piece : piece === '%%' ? '%' : (args[next++] ?? ''))));
}

function onText(of: Value | undefined, change: (text: string) => string): Value | null {
  return of?.kind === 'scalar' && of.value !== null ? scalar(change(String(of.value))) : null;
}

function firstKnown(args: readonly Value[], wanted: (value: unknown) => boolean): Value | null {
  for (const arg of args) {
    if (arg.kind !== 'scalar') return null;
    if (wanted(arg.value)) return arg;
  }
  return null;
}

function distinct(items: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(written(item)) && seen.add(written(item)));
}

function bounded(items: readonly Value[]): Value | null {
  return items.length > MAX_ITEMS ? null : list(items);
}

function byText(a: Value, b: Value): number {
  return written(a) < written(b) ? -1 : 1;
}

function numberOf(value: Value | undefined): number {
  return value?.kind === 'scalar' ? Number(value.value) : Number.NaN;
}
