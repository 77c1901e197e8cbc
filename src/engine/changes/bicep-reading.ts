import type { Entry, Tree } from './tree';

/** A resource of a Bicep file or an ARM template. Values that cannot be worked out have the tag `?`. */
export interface AzureResource {
  /** `Microsoft.Storage/storageAccounts`, without the version. */
  readonly type: string;
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly tree: Tree;
}

const MAX_CHARACTERS = 512 * 1024;
const MAX_DEPTH = 40;

/** The resources that a Bicep file declares, those inside of others included. */
export function bicepResources(text: string): AzureResource[] {
  if (text.length > MAX_CHARACTERS) return [];
  const found: AzureResource[] = [];
  const lines = lineStarts(text);
  const reading: Reading = { text, at: 0, lines, defaults: defaultsIn(text), found };
  for (const match of text.matchAll(/^resource[ \t]+(\w+)[ \t]+'([^'\n]+)'[ \t]*=[ \t]*/gm)) {
    reading.at = match.index + match[0].length;
    declared(reading, match[1] as string, match[2] as string, match.index, 0);
  }
  return found;
}

/** `at` moves on as the text is read. */
interface Reading {
  readonly text: string;
  at: number;
  readonly lines: readonly number[];
  readonly defaults: ReadonlyMap<string, string>;
  readonly found: AzureResource[];
}

/** Parameters and variables with a literal beside them. */
function defaultsIn(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^(?:param[ \t]+(\w+)[ \t]+\w+|var[ \t]+(\w+))[ \t]*=[ \t]*('[^'\n]*'|-?\d+|true|false)[ \t]*\r?$/gm)].map(([, parameter, variable, value]) => [parameter ?? variable ?? '', value ?? ''] as const));
}

function declared(reading: Reading, symbol: string, type: string, start: number, depth: number): Tree {
  // `if (…)` and `[for …: {` stand before the body.
  const open = reading.text.indexOf('{', reading.at);
  if (open < 0) return unknown(reading, start);
  reading.at = open;
  const tree = value(reading, depth);
  const named = tree.is === 'map' ? tree.entries.get('name')?.tree : undefined;
  reading.found.push({ type: type.replace(/@.*$/, ''), name: named?.is === 'value' && named.tag === null ? String(named.value) : symbol, line: lineOf(reading, start), endLine: lineOf(reading, reading.at - 1), tree });
  return tree;
}

function value(reading: Reading, depth: number): Tree {
  skip(reading);
  const start = reading.at;
  const first = reading.text[start];
  if (depth < MAX_DEPTH && first === '{') return object(reading, depth);
  if (depth < MAX_DEPTH && first === '[' && !/^\[\s{0,200}for\b/.test(reading.text.slice(start, start + 220))) return list(reading, depth);
  return literal(reading, start, expression(reading));
}

function object(reading: Reading, depth: number): Tree {
  const start = reading.at;
  const entries = new Map<string, Entry>();
  reading.at += 1;
  for (skip(reading); reading.at < reading.text.length && reading.text[reading.at] !== '}'; skip(reading)) {
    const at = reading.at;
    const rest = reading.text.slice(at, at + 400);
    const inner = /^resource[ \t]+(\w+)[ \t]+'([^'\n]+)'[ \t]*=[ \t]*/.exec(rest);
    const key = /^(?:([A-Za-z_]\w*)|'([^'\n]*)')[ \t]*:/.exec(rest);
    if (inner) {
      reading.at += inner[0].length;
      declared(reading, inner[1] as string, inner[2] as string, at, depth + 1);
    } else if (key) {
      reading.at += key[0].length;
      entries.set(key[1] ?? key[2] ?? '', { line: lineOf(reading, at), tree: value(reading, depth + 1) });
    } else expression(reading);
    // Whatever is no key and no value is passed over, so that there is always progress.
    if (reading.at === at) reading.at += 1;
  }
  reading.at += 1;
  return { is: 'map', entries, tag: null, line: lineOf(reading, start), endLine: lineOf(reading, reading.at - 1) };
}

function list(reading: Reading, depth: number): Tree {
  const start = reading.at;
  const items: Tree[] = [];
  reading.at += 1;
  for (skip(reading); reading.at < reading.text.length && reading.text[reading.at] !== ']'; skip(reading)) {
    const at = reading.at;
    items.push(value(reading, depth + 1));
    if (reading.at === at) reading.at += 1;
  }
  reading.at += 1;
  return { is: 'list', items, tag: null, line: lineOf(reading, start), endLine: lineOf(reading, reading.at - 1) };
}

/** White space, comments and the commas of lists on one line. */
function skip(reading: Reading): void {
  const pattern = /(?:[\s,]|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y;
  pattern.lastIndex = reading.at;
  reading.at += pattern.exec(reading.text)?.[0].length ?? 0;
}

/** The text of an expression: to the end of its line, or to where what holds it closes. */
function expression(reading: Reading): string {
  const start = reading.at;
  let depth = 0;
  for (; reading.at < reading.text.length; reading.at += 1) {
    const character = reading.text[reading.at] as string;
    if (character === "'") reading.at = closingQuote(reading.text, reading.at);
    else if (/[([{]/.test(character)) depth += 1;
    else if (/[)\]}]/.test(character)) {
      if (depth === 0) break;
      depth -= 1;
    } else if (depth === 0 && (character === '\n' || character === ',')) break;
  }
  return reading.text.slice(start, reading.at).trim().replace(/\/\/.*$/, '').trim();
}

function closingQuote(text: string, at: number): number {
  if (text.startsWith("'''", at)) {
    const end = text.indexOf("'''", at + 3);
    return end < 0 ? text.length : end + 2;
  }
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === "'" || text[i] === '\n') return i;
  }
  return text.length;
}

function literal(reading: Reading, start: number, written: string): Tree {
  const text = reading.defaults.get(written) ?? written;
  const line = lineOf(reading, start);
  const plain = /^'([^'$]*)'$/.exec(text)?.[1];
  if (plain !== undefined) return { is: 'value', value: plain, tag: null, line, endLine: line };
  if (/^-?\d{1,15}$/.test(text)) return { is: 'value', value: Number(text), tag: null, line, endLine: line };
  if (/^(?:true|false)$/.test(text)) return { is: 'value', value: text === 'true', tag: null, line, endLine: line };
  return unknown(reading, start);
}

function unknown(reading: Reading, start: number): Tree {
  const line = lineOf(reading, start);
  return { is: 'value', value: null, tag: '?', line, endLine: line };
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

function lineOf({ lines }: Reading, offset: number): number {
  let [low, high] = [0, lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
