import { applyEdits, findNodeAtLocation, type FormattingOptions, getNodeValue, modify, type Node, parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { PlannedFile } from '../protocol/messages';
import type { Machine } from './contract';

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
  const text = before === null || before.trim() === '' ? '{}\n' : before;
  const wrong = faultIn(text, entry.list);
  if (wrong !== null) return [refusal(entry.path, before, wrong)];
  const after = withEntry(text, entry);
  return after === before ? [] : [{ path: entry.path, before, after, refused: null }];
}

/** Back to what stood there before, byte for byte, when nobody has changed the file since; else only our entry is taken out. */
function planRemoval(machine: Machine, entry: Entry, before: string | null): readonly PlannedFile[] {
  if (before === null) return [];
  const wrong = faultIn(before, entry.list);
  if (wrong !== null) return before.includes('infrahold') ? [refusal(entry.path, before, wrong)] : [];
  if (oursIn(before, entry).length === 0) return [];
  const original = machine.original(entry.path);
  const after = original === undefined ? withoutEntry(before, entry) : original;
  return [{ path: entry.path, before, after, refused: null }];
}

function withEntry(text: string, { list, entry, top = {}, ...own }: Entry): string {
  const options = { formattingOptions: formattingOf(text) };
  let now = text;
  for (const [key, value] of Object.entries(top)) {
    if (valueAt(now, [key]) === undefined) now = applyEdits(now, modify(now, [key], value, options));
  }
  const ours = oursIn(now, { list, ...own });
  const first = ours[0];
  if (first !== undefined) {
    if (ours.length === 1 && JSON.stringify(valueAt(now, [...list, first])) === JSON.stringify(entry)) return now;
    // Of several of ours (an older version left one) the last ones go, and the first becomes the one that counts.
    for (const at of [...ours].reverse().slice(0, -1)) now = applyEdits(now, modify(now, [...list, at], undefined, options));
    return applyEdits(now, modify(now, [...list, first], entry, options));
  }
  const length = valueAt(now, list);
  return Array.isArray(length) ? applyEdits(now, modify(now, [...list, length.length], entry, { ...options, isArrayInsertion: true })) : applyEdits(now, modify(now, [...list], [entry], options));
}

/** Takes our elements out, and the containers that are empty then. */
function withoutEntry(text: string, entry: Entry): string | null {
  const options = { formattingOptions: formattingOf(text) };
  let now = text;
  for (const at of [...oursIn(now, entry)].reverse()) now = applyEdits(now, modify(now, [...entry.list, at], undefined, options));
  for (let depth = entry.list.length; depth > 0; depth -= 1) {
    const path = entry.list.slice(0, depth);
    if (isEmpty(valueAt(now, path))) now = applyEdits(now, modify(now, [...path], undefined, options));
  }
  return now;
}

function oursIn(text: string, { list, isOurs }: Pick<Entry, 'list' | 'isOurs'>): readonly number[] {
  const elements = valueAt(text, list);
  return Array.isArray(elements) ? elements.flatMap((element: unknown, i) => (isOurs(element) ? [i] : [])) : [];
}

/** What is wrong with a file for our purpose, in words; null when it can be merged into. */
function faultIn(text: string, list: readonly string[]): string | null {
  if (text.trim() === '') return null;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const error = errors[0];
  if (error) return `line ${text.slice(0, error.offset).split('\n').length}: ${printParseErrorCode(error.error)}`;
  if (tree?.type !== 'object') return 'it is not a JSON object';
  for (let depth = 1; depth <= list.length; depth += 1) {
    const node: Node | undefined = findNodeAtLocation(tree, list.slice(0, depth));
    const wanted = depth === list.length ? 'array' : 'object';
    if (node && node.type !== wanted) return `"${list.slice(0, depth).join('.')}" is not ${wanted === 'array' ? 'a list' : 'an object'}`;
  }
  return null;
}

function refusal(path: string, before: string | null, wrong: string): PlannedFile {
  return { path, before, after: before, refused: `${path} cannot be merged into (${wrong}); put it right and try again. Nothing was written.` };
}

function valueAt(text: string, path: readonly (string | number)[]): unknown {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const node = tree && findNodeAtLocation(tree, [...path]);
  return node === undefined ? undefined : (getNodeValue(node) as unknown);
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The file's own way to indent. */
function formattingOf(text: string): FormattingOptions {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.startsWith('\t') ? 1 : indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}
