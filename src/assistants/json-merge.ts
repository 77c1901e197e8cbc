import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { PlannedFile } from '../protocol/messages';
import type { Machine } from './contract';
import { placed, takenOut, treeOf, type JsonPath } from './json-splice';

/** An entry of ours in a list of somebody's JSON file. */
export interface Entry {
  readonly path: string;
  /** Where the list is: `['hooks', 'PreToolUse']`. */
  readonly list: readonly string[];
  readonly entry: unknown;
  /** Keys the file must have at its top beside the list (`version: 1`), set only when missing. */
  readonly top?: Readonly<Record<string, unknown>>;
  /** Whether an element of the list is ours, of this or an earlier version. */
  isOurs(element: unknown): boolean;
}

/** Puts our entry into a list, keeping everything else as it is written. Nothing to do gives no file. */
export function planMerge(machine: Machine, action: 'install' | 'uninstall', entry: Entry): readonly PlannedFile[] {
  const before = machine.readFile(entry.path);
  if (action === 'uninstall') return planRemoval(machine, entry, before);
  const wrong = before === null ? null : faultIn(before, entry.list);
  if (wrong !== null) return [refusal(entry.path, before, wrong)];
  const after = withEntry(before === null || isBlank(before) ? `${before?.startsWith(MARK) ? MARK : ''}{}\n` : before, entry);
  return after === before ? [] : [{ path: entry.path, before, after, refused: null }];
}

/** Back to what stood there before, byte for byte, when nobody has changed the file since; else only our entry is taken out. */
function planRemoval(machine: Machine, entry: Entry, before: string | null): readonly PlannedFile[] {
  if (before === null) return [];
  const wrong = faultIn(before, entry.list);
  if (wrong !== null) return /infrahold\S{0,8} hook --assistant /.test(before) ? [refusal(entry.path, before, wrong)] : [];
  if (oursIn(before, entry).length === 0) return [];
  const original = machine.original(entry.path);
  // What stood there may hold an entry of an older version, which would call us still.
  const after = original === null ? null : withoutEntry(original ?? before, entry);
  return [{ path: entry.path, before, after, refused: null }];
}

function withEntry(text: string, entry: Entry): string {
  let now = text;
  for (const [key, value] of Object.entries(entry.top ?? {})) {
    if (valueAt(now, [key]) === undefined) now = placed(now, [key], value);
  }
  const ours = oursIn(now, entry);
  const kept = ours.find((path) => path.length === entry.list.length + 1);
  // Of several of ours (an older version left one, a person moved one into a group of theirs) one stays that counts.
  for (const path of [...ours].reverse()) if (path !== kept) now = takenOut(now, path);
  if (kept !== undefined) return JSON.stringify(valueAt(now, kept)) === JSON.stringify(entry.entry) ? now : placed(now, kept, entry.entry);
  const list = valueAt(now, entry.list);
  return Array.isArray(list) ? placed(now, [...entry.list, list.length], entry.entry) : placed(now, entry.list, [entry.entry]);
}

/** Takes our elements out, and the containers that are empty then. */
function withoutEntry(text: string, entry: Entry): string {
  const ours = oursIn(text, entry);
  if (ours.length === 0) return text;
  let now = text;
  for (const path of [...ours].reverse()) now = takenOut(now, path);
  for (let depth = entry.list.length; depth > 0; depth -= 1) {
    const path = entry.list.slice(0, depth);
    if (isEmpty(valueAt(now, path))) now = takenOut(now, path);
  }
  return now;
}

/** Where ours stand. In a group that holds other people's hooks as well, only the hook is ours. */
function oursIn(text: string, { list, isOurs }: Entry): readonly JsonPath[] {
  const elements = valueAt(text, list);
  if (!Array.isArray(elements)) return [];
  return elements.flatMap((element: unknown, i): JsonPath[] => {
    if (!isOurs(element)) return [];
    const hooks = (element as { hooks?: unknown } | null)?.hooks;
    const mine = Array.isArray(hooks) ? hooks.flatMap((hook: unknown, j) => (isOurs({ hooks: [hook] }) ? [j] : [])) : [];
    return Array.isArray(hooks) && mine.length < hooks.length ? mine.map((j) => [...list, i, 'hooks', j]) : [[...list, i]];
  });
}

const MARK = '\uFEFF';
/** Deeper than any file that a person writes, and far from where reading it would end in a full stack. */
const MAX_DEPTH = 500;

/** What is wrong with a file for our purpose, in words; null when it can be merged into. */
function faultIn(text: string, list: readonly string[]): string | null {
  if (isBlank(text)) return null;
  if (/[\0\uFFFD]/.test(text)) return 'it is not text in UTF-8';
  if (depthOf(text) > MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} deep`;
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const error = errors[0];
  if (error) return `line ${text.slice(0, error.offset).split('\n').length}: ${printParseErrorCode(error.error)}`;
  if (tree?.type !== 'object') return 'it is not a JSON object';
  for (let depth = 1; depth <= list.length; depth += 1) {
    const path = list.slice(0, depth);
    const node: Node | undefined = findNodeAtLocation(tree, path);
    const wanted = depth === list.length ? 'array' : 'object';
    if (node && node.type !== wanted) return `"${path.join('.')}" is not ${wanted === 'array' ? 'a list' : 'an object'}`;
    // The first would be written to and the last is what its host reads.
    const siblings = findNodeAtLocation(tree, path.slice(0, -1))?.children ?? [];
    if (siblings.filter((one) => one.children?.[0]?.value === path.at(-1)).length > 1) return `"${path.join('.')}" stands there more than once`;
  }
  return null;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.replace(/"(?:[^"\\\n]|\\.)*"/g, '').matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function isBlank(text: string): boolean {
  return text.replace(/^\uFEFF/, '').trim() === '';
}

function refusal(path: string, before: string | null, wrong: string): PlannedFile {
  return { path, before, after: before, refused: `${path} cannot be merged into (${wrong}); put it right and try again. Nothing was written.` };
}

function valueAt(text: string, path: JsonPath): unknown {
  const tree = treeOf(text);
  const node = tree && findNodeAtLocation(tree, [...path]);
  return node === undefined ? undefined : (getNodeValue(node) as unknown);
}

/** What stands at a path of a settings file that can be read. */
export function readSettings(text: string, path: JsonPath): unknown {
  return valueAt(text, path);
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
