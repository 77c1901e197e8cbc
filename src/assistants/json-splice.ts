import { createScanner, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';

/** Where something stands in a JSON file. */
export type JsonPath = readonly (string | number)[];

/** The tree of a JSON file as assistants read theirs: comments, commas at the end and a byte order mark do no harm. */
export function treeOf(text: string): Node | undefined {
  // The mark is one character, so that every place stays where it is.
  return parseTree(text.replace(/^\uFEFF/, ' '), [], { allowTrailingComma: true });
}

/** Sets what stands at a path, which may not exist yet. Only the new text is written: every other character stays as it is. */
export function placed(text: string, path: JsonPath, value: unknown): string {
  const tree = treeOf(text);
  if (tree === undefined) return text;
  const found = findNodeAtLocation(tree, [...path]);
  if (found) return text.slice(0, found.offset) + printed(value, text, indentAt(text, found.offset)) + text.slice(found.offset + found.length);
  const above = findNodeAtLocation(tree, path.slice(0, -1));
  const key = path.at(-1);
  if (above === undefined) return placed(text, path.slice(0, -1), typeof key === 'number' ? [value] : { [String(key)]: value });
  return added(text, above, typeof key === 'number' ? '' : `${JSON.stringify(key)}: `, value);
}

/** Takes out what stands at a path, with its comma, its line and nothing else. */
export function takenOut(text: string, path: JsonPath): string {
  const tree = treeOf(text);
  const above = tree && findNodeAtLocation(tree, path.slice(0, -1));
  const value = tree && findNodeAtLocation(tree, [...path]);
  const node = value?.parent?.type === 'property' ? value.parent : value;
  if (above === undefined || node === undefined) return text;
  const children = above.children ?? [];
  const at = children.indexOf(node);
  const end = node.offset + node.length;
  const next = children[at + 1];
  const previous = children[at - 1];
  const after = commaIn(text, end, next?.offset ?? endOf(above) - 1);
  const start = lineStart(text, node.offset);
  // The last one's comma stands before it, unless this file ends its lists with one.
  const before = next === undefined && after === null && previous !== undefined ? commaIn(text, previous.offset + previous.length, node.offset) : null;
  const rest = text.slice(after === null ? end : after + 1);
  const gone = before === null ? text.slice(0, start) + rest : text.slice(0, before) + text.slice(before + 1, Math.max(start, before + 1)) + rest;
  if (next !== undefined || previous !== undefined) return gone;
  const left = gone.slice(above.offset + 1, gone.length - (text.length - endOf(above)) - 1);
  return left.trim() === '' ? gone.slice(0, above.offset + 1) + gone.slice(above.offset + 1 + left.length) : gone;
}

function added(text: string, above: Node, key: string, value: unknown): string {
  const close = endOf(above) - 1;
  const last = above.children?.at(-1);
  const inner = text.slice(above.offset + 1, close);
  const contentEnd = above.offset + 1 + inner.trimEnd().length;
  const lastEnd = last === undefined ? contentEnd : last.offset + last.length;
  const comma = last === undefined ? null : commaIn(text, lastEnd, close);
  const head = text.slice(0, lastEnd) + (last === undefined || comma !== null ? '' : ',') + text.slice(lastEnd, contentEnd);
  const ending = comma === null ? '' : ',';
  if (last !== undefined && !inner.includes('\n')) return `${head} ${key}${inline(value)}${ending}${text.slice(contentEnd)}`;
  const outside = indentAt(text, above.offset);
  const indent = last !== undefined && isFirstOfLine(text, last.offset) ? indentAt(text, last.offset) : outside + unitOf(text);
  const gap = text.slice(contentEnd, close);
  return `${head}${eolOf(text)}${indent}${key}${printed(value, text, indent)}${ending}${gap.includes('\n') ? gap : `${eolOf(text)}${outside}`}${text.slice(close)}`;
}

function printed(value: unknown, text: string, indent: string): string {
  return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', `${eolOf(text)}${indent}`);
}

/** On one line. A text of JSON holds no line end of its own. */
function inline(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n */g, ' ');
}

/** Kinds of token of `jsonc-parser`, which has them as a const enum only. */
const COMMA = 5;
const END_OF_TEXT = 17;

/** Where the first comma stands that is no part of a comment, or null. */
function commaIn(text: string, from: number, to: number): number | null {
  const scanner = createScanner(text.slice(from, to), true);
  for (let kind: number = scanner.scan(); kind !== END_OF_TEXT; kind = scanner.scan()) if (kind === COMMA) return from + scanner.getTokenOffset();
  return null;
}

/** Back over the blank space before it: with its line end where it is the first on its line. */
function lineStart(text: string, offset: number): number {
  const blank = /[ \t]*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
  const line = /\r?\n$/.exec(text.slice(Math.max(0, offset - blank - 2), offset - blank))?.[0].length ?? 0;
  return offset - blank - line;
}

function isFirstOfLine(text: string, offset: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, text.lastIndexOf('\n', offset - 1)), offset));
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
}

/** The file's own way to indent. */
function unitOf(text: string): string {
  const indent = /^([ \t]+)["{[\]}]/m.exec(text)?.[1] ?? '  ';
  return indent.startsWith('\t') ? '\t' : indent;
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function endOf(node: Node): number {
  return node.offset + node.length;
}
