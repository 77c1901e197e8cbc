import { HOLE } from './tokens';

/** What is known of a value in a program. */
export type Value =
  /** `told` values hang on nothing but the words that the program is started with, and decide which way it goes. */
  | { readonly is: 'text'; readonly text: string; readonly known: boolean; readonly told?: true }
  /** Several values, or any one of them. */
  | { readonly is: 'list'; readonly items: readonly Value[]; readonly told?: true }
  | { readonly is: 'table'; readonly entries: ReadonlyMap<string, Value> }
  /** Something that only its way here is known of: `boto3.client().get_waiter`. `calls` are the arguments on the way. */
  | { readonly is: 'chain'; readonly path: string; readonly calls: readonly Given[] };

export interface Given {
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export const UNKNOWN: Value = { is: 'chain', path: '', calls: [] };

export function text(value: string, known = true): Value {
  return { is: 'text', text: value, known };
}

export function told(value: string): Value {
  return { is: 'text', text: value, known: true, told: true };
}

/** As text. What is not known stands as `$(…)`, which no shell could know either. */
export function asText(value: Value | undefined): { text: string; known: boolean } {
  if (value?.is === 'text') return { text: value.text.replaceAll(HOLE, '${_}'), known: value.known };
  if (value?.is === 'list' && value.items.length === 1) return asText(value.items[0]);
  if (value !== undefined && isPath(value)) return pathText(value);
  return { text: value?.is === 'chain' && value.path !== '' ? `$(${value.path})` : '$(…)', known: false };
}

/** A path object: `Path('a', 'b')`, `Pathname.new('a')`. */
export function isPath(value: Value): boolean {
  return value.is === 'chain' && /^(?:pathlib\.)?(?:Path|PurePath|PosixPath|Pathname(?:\.new)?)\(\)(?:\.(?:resolve|absolute|expanduser|joinpath|with_name)\(\))*$/.test(value.path);
}

function pathText(value: Value): { text: string; known: boolean } {
  const pieces = (value.is === 'chain' ? value.calls : []).flatMap(({ args }) => args).map(asText);
  return { text: pieces.map((piece) => piece.text).reduce((all, piece) => (piece.startsWith('/') || all === '' ? piece : `${all.replace(/\/$/, '')}/${piece}`), '') || '.', known: pieces.every((piece) => piece.known) };
}

export function itemsOf(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : value.is === 'list' ? value.items : [value];
}

export function added(left: Value, right: Value): Value {
  if (left.is === 'list' && right.is === 'list') return { is: 'list', items: [...left.items, ...right.items] };
  const [a, b] = [asText(left), asText(right)];
  if (left.is !== 'text' && right.is !== 'text') return UNKNOWN;
  return text(a.text + b.text, a.known && b.known);
}

export function isTrue(value: Value | undefined): boolean {
  return value?.is === 'text' && /^(?:true|1)$/i.test(value.text);
}

/** A named argument, in keywords or in an options table. */
export function optionOf(given: Given, ...names: string[]): Value | undefined {
  for (const name of names) {
    const own = given.named.get(name);
    if (own) return own;
    for (const arg of given.args) if (arg.is === 'table' && arg.entries.has(name)) return arg.entries.get(name);
  }
  return undefined;
}

/** What a program is called by, among its words. */
export const SCRIPT: Value = { is: 'text', text: 'the-script', known: false };

/** A temporary folder or file that the program makes for itself. */
export const MADE = '/tmp/made-by-this-program';

/** What a member of a value holds. */
export function memberOf(value: Value, name: string): Value {
  if (value.is === 'table') return value.entries.get(name) ?? (/^(?:get|fetch)$/.test(name) ? { is: 'chain', path: `table.${name}`, calls: [{ args: [value], named: new Map() }] } : UNKNOWN);
  if (value.is === 'text' && value.text.startsWith(MADE) && /^(?:name|path|fullName|FullName|to_path|toFile|to_s|as_path)$/.test(name)) return value;
  if (value.is === 'list' && /^(?:forEach|map|each|flatMap|filter)$/.test(name)) return { is: 'chain', path: '[each]', calls: [{ args: value.items, named: new Map() }] };
  if (value.is === 'list' && /^\d+$/.test(name)) return value.items[Number(name)] ?? (value.told ? told('') : UNKNOWN);
  if (value.is === 'list' || value.is === 'text') return { is: 'chain', path: `text.${name}`, calls: [{ args: [value], named: new Map() }] };
  return chained(value, name);
}

export function chained(value: Value, name: string): Value {
  return value.is === 'chain' ? { ...value, path: value.path === '' ? '' : `${value.path}.${name}` } : UNKNOWN;
}

/** `'rm -rf %s' % path` */
export function formatted(format: string, value: Value): string {
  const items = itemsOf(value);
  let i = 0;
  return format.replace(/%[sdr]/g, () => asText(items[i++]).text);
}

/** Values behind one another as one text. */
export function joinedBy(items: readonly Value[], separator: string): Value {
  const texts = items.map(asText);
  return text(texts.map((one) => one.text).join(separator), texts.every((one) => one.known));
}
