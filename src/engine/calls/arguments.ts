/** One value inside a call's arguments: its JSON pointer, the name it stands under, and the value. */
export interface Argument {
  readonly pointer: string;
  readonly name: string;
  readonly value: unknown;
}

const MAX_VALUES = 2_000;

/** Every value inside the arguments, maps and lists included, breadth first, bounded. Names are lower case without separators: `cliCommand` and `cli_command` are `clicommand`. */
export function argumentsOf(root: Readonly<Record<string, unknown>>): Argument[] {
  const found: Argument[] = [];
  const queue: Argument[] = Object.entries(root).map(([key, value]) => ({ pointer: `/${escaped(key)}`, name: plain(key), value }));
  for (let i = 0; i < queue.length && found.length < MAX_VALUES; i += 1) {
    const argument = queue[i] as Argument;
    found.push(argument);
    const { value, pointer, name } = argument;
    if (Array.isArray(value)) value.slice(0, MAX_VALUES).forEach((one, k) => queue.push({ pointer: `${pointer}/${k}`, name, value: one }));
    else if (value !== null && typeof value === 'object') for (const [key, one] of Object.entries(value)) queue.push({ pointer: `${pointer}/${escaped(key)}`, name: plain(key), value: one });
  }
  return found;
}

export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A plain value as text; lists and maps are no text. */
export function textOfValue(value: unknown): string {
  return value === null || typeof value === 'object' || typeof value === 'symbol' ? '' : `${value as string}`;
}

/** The words that name the thing a call is about, for people: its ids and names. */
export function nameIn(found: readonly Argument[]): string {
  const names = found.filter(({ name, value }) => NAMES.test(name) && (typeof value === 'string' || typeof value === 'number') && `${value}`.length < 200);
  return [...new Set(names.map(({ value }) => `${value}`))].slice(0, 4).join(' ');
}

const NAMES = /^(?:[a-z]*(?:id|ids|name|names|arn|key|slug|path|uri|url|identifier|identifiers)|database|table|bucket|collection|project|service|volume|environment|branch|namespace|cluster|instance|stack|repo|repository|app|user|resource|target|record|zone|queue|topic|index|workspace|ref)$/;

/** Whether one of these arguments is plainly true (`dry_run: true`, `"true"`, `1`). */
export function isTrue(found: readonly Argument[], names: RegExp): boolean {
  return found.some(({ name, value }) => names.test(name) && (value === true || value === 1 || /^(?:true|yes|1|client|server|all)$/i.test(textOfValue(value))));
}
