import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';

/** A document as data with places. Lines are 1-based; YAML tags (`!Ref`) stand in `tag`. */
export type Tree =
  | { readonly is: 'map'; readonly entries: ReadonlyMap<string, Entry>; readonly tag: string | null; readonly line: number; readonly endLine: number }
  | { readonly is: 'list'; readonly items: readonly Tree[]; readonly tag: string | null; readonly line: number; readonly endLine: number }
  | { readonly is: 'value'; readonly value: string | number | boolean | null; readonly tag: string | null; readonly line: number; readonly endLine: number };

export interface Entry {
  /** Line of the key. */
  readonly line: number;
  readonly tree: Tree;
}

const MAX_CHARACTERS = 1024 * 1024;

/** The documents of a YAML or JSON text, as far as they can be read; half-written ones give what stands before the fault. */
export function treesOf(text: string | null): Tree[] {
  if (text === null || text.length > MAX_CHARACTERS) return [];
  const lines = new LineCounter();
  const documents = parseAllDocuments(templated(text), { lineCounter: lines, logLevel: 'silent', strict: false, uniqueKeys: false, prettyErrors: false });
  return 'empty' in documents ? [] : documents.flatMap((document) => (document.contents ? [treeOf(document.contents as Node, document, lines, 0)] : []));
}

// A template expression alone on a line is no YAML; it is blanked so that the lines stay where they are.
function templated(text: string): string {
  return text.includes('{{') ? text.replace(/^[ \t]*\{\{[^\n]*\}\}[ \t]*$/gm, '').replace(/\{\{[^\n}]*\}\}/g, (all) => 'x'.repeat(all.length)) : text;
}

function treeOf(node: Node, document: Document, lines: LineCounter, depth: number): Tree {
  const [start, end] = [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
  const line = lines.linePos(start).line || 1;
  const endLine = Math.max(line, lines.linePos(Math.max(start, end - 1)).line || 1);
  const tag = node.tag?.startsWith('!') && !node.tag.startsWith('!!') ? node.tag : null;
  if (isAlias(node)) {
    const target = depth < 40 ? (node.resolve(document) as Node | undefined) : undefined;
    return target ? { ...treeOf(target, document, lines, depth + 20), line, endLine } : { is: 'value', value: null, tag, line, endLine };
  }
  if (depth >= 60) return { is: 'value', value: null, tag, line, endLine };
  if (isMap(node)) {
    const entries = new Map<string, Entry>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const at = (key as Node | null)?.range?.[0] ?? start;
      const keyLine = lines.linePos(at).line || 1;
      const tree: Tree = value ? treeOf(value as Node, document, lines, depth + 1) : { is: 'value', value: null, tag: null, line: keyLine, endLine: keyLine };
      entries.set(name, { line: keyLine, tree });
    }
    return { is: 'map', entries, tag, line, endLine };
  }
  if (isSeq(node)) return { is: 'list', items: node.items.map((item) => treeOf(item as Node, document, lines, depth + 1)), tag, line, endLine };
  const value = isScalar(node) ? node.value : null;
  return { is: 'value', value: typeof value === 'object' || value === undefined || typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function' ? null : (value as string | number | boolean), tag, line, endLine };
}

/** The entry at a path of keys; list items by their number as text. */
export function entryAt(tree: Tree | undefined, path: readonly string[]): Entry | undefined {
  let entry: Entry | undefined = tree === undefined ? undefined : { line: tree.line, tree };
  for (const key of path) {
    if (entry === undefined) return undefined;
    const { tree: inner } = entry;
    if (inner.is === 'map') entry = inner.entries.get(key);
    else if (inner.is === 'list') {
      const item = inner.items[Number(key)];
      entry = item === undefined ? undefined : { line: item.line, tree: item };
    } else return undefined;
  }
  return entry;
}

export function textAt(tree: Tree | undefined, path: readonly string[]): string | undefined {
  const found = entryAt(tree, path)?.tree;
  return found?.is === 'value' && found.value !== null ? String(found.value) : undefined;
}

/** The tree as one canonical text, for comparing: maps in the order of their keys, tags kept, places left out. */
export function canonical(tree: Tree | undefined): string {
  if (tree === undefined) return '';
  const tag = tree.tag ?? '';
  const written = tree.is === 'map' && tree.tag === null && tree.entries.size === 1 ? intrinsic(tree) : null;
  if (written !== null) return canonical(written);
  if (tree.is === 'map') return `${tag}{${[...tree.entries].map(([key, { tree: inner }]) => `${JSON.stringify(key)}:${canonical(inner)}`).sort().join(',')}}`;
  if (tree.is === 'list') return `${tag}[${tree.items.map(canonical).join(',')}]`;
  return `${tag}${JSON.stringify(tree.value)}`;
}

/** CloudFormation's `{ "Fn::GetAtt": [A, Arn] }` as its short form `!GetAtt A.Arn`; `null` for any other map of one entry. */
function intrinsic(tree: Extract<Tree, { is: 'map' }>): Tree | null {
  const [[key, entry] = ['', undefined]] = [...tree.entries];
  const name = /^(?:Fn::(\w+)|(Ref))$/.exec(key)?.slice(1).find((one) => one !== undefined);
  if (name === undefined || entry === undefined) return null;
  const { tree: inner } = entry;
  const parts = name === 'GetAtt' && inner.is === 'list' ? inner.items.map((item) => (item.is === 'value' ? String(item.value) : null)) : null;
  if (parts !== null && parts.every((part) => part !== null)) return { is: 'value', value: parts.join('.'), tag: '!GetAtt', line: inner.line, endLine: inner.endLine };
  return { ...inner, tag: `!${name}` };
}

/** Every value below a tree with its path, depth first. */
export function* walk(tree: Tree, path: readonly string[] = []): Generator<{ readonly path: readonly string[]; readonly entry: Entry }> {
  if (tree.is === 'map') {
    for (const [key, entry] of tree.entries) {
      yield { path: [...path, key], entry };
      yield* walk(entry.tree, [...path, key]);
    }
  } else if (tree.is === 'list') {
    for (const [i, item] of tree.items.entries()) {
      yield { path: [...path, String(i)], entry: { line: item.line, tree: item } };
      yield* walk(item, [...path, String(i)]);
    }
  }
}
