import { canonical, entryAt, textAt, type Tree, walk } from './tree';

/** Words of a statement with their lines. `not`: everything but these (`NotAction`, `NotResource`, `NotPrincipal`). */
export interface Words {
  readonly not: boolean;
  readonly items: readonly { readonly text: string; readonly line: number }[];
  /** Line of the key. */
  readonly line: number;
}

/** One condition, by its operator and key in lower case: `stringlike aws:principalarn`. */
export interface Condition {
  readonly name: string;
  readonly values: readonly string[];
  readonly line: number;
}

/** One statement of an AWS policy document. */
export interface Statement {
  readonly effect: 'allow' | 'deny';
  readonly sid: string | null;
  readonly actions: Words;
  readonly resources: Words;
  /** Without any in a policy that belongs to an identity: whoever has it. */
  readonly principals: Words | null;
  readonly conditions: readonly Condition[];
  readonly line: number;
  readonly endLine: number;
}

/**
 * The statements of every policy document in a tree, by the resource of a template that they stand in.
 * A file that is one document has them all under the empty name.
 */
export function statementsIn(trees: readonly Tree[]): Map<string, Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const tree of trees) {
    for (const { path, entry } of [{ path: [] as readonly string[], entry: { line: tree.line, tree } }, ...walk(tree)]) {
      const section = entryAt(entry.tree, ['Statement'])?.tree;
      if (section === undefined) continue;
      const statements = (section.is === 'list' ? section.items : [section]).slice(0, MAX_STATEMENTS).flatMap(statementOf);
      const owner = ownerOf(path);
      if (statements.length > 0 || section.is === 'list') found.set(owner, [...(found.get(owner) ?? []), ...statements]);
    }
  }
  return found;
}

/** Statements are compared with each other; no policy that AWS takes has nearly as many. */
const MAX_STATEMENTS = 300;

function ownerOf(path: readonly string[]): string {
  const at = path.indexOf('Resources');
  return at < 0 ? '' : (path[at + 1] ?? '');
}

function statementOf(tree: Tree): Statement[] {
  const effect = textAt(tree, ['Effect'])?.toLowerCase();
  if (effect !== 'allow' && effect !== 'deny') return [];
  return [{
    effect,
    sid: textAt(tree, ['Sid']) ?? null,
    actions: wordsAt(tree, 'Action', true) ?? NONE,
    resources: wordsAt(tree, 'Resource', false) ?? EVERYTHING,
    principals: wordsAt(tree, 'Principal', false),
    conditions: conditionsOf(entryAt(tree, ['Condition'])?.tree),
    line: tree.line,
    endLine: tree.endLine,
  }];
}

const NONE: Words = { not: false, items: [], line: 0 };
const EVERYTHING: Words = { not: false, items: [{ text: '*', line: 0 }], line: 0 };

function wordsAt(tree: Tree, key: string, lower: boolean): Words | null {
  const plain = entryAt(tree, [key]);
  const entry = plain ?? entryAt(tree, [`Not${key}`]);
  if (entry === undefined) return null;
  const items = itemsOf(entry.tree, '').map(({ text, line }) => ({ text: lower ? text.toLowerCase() : text, line }));
  return { not: plain === undefined, items, line: entry.line };
}

/** A principal is a map of kinds; `{ "AWS": "*" }` is everybody, as `"*"` is. Functions of a template are taken as they are written. */
function itemsOf(tree: Tree, kind: string): { readonly text: string; readonly line: number }[] {
  if (tree.is === 'list' && tree.tag === null) return tree.items.flatMap((item) => itemsOf(item, kind));
  if (tree.is === 'map' && kind === '' && [...tree.entries.keys()].every((key) => PRINCIPALS.has(key))) return [...tree.entries].flatMap(([key, { tree: inner }]) => itemsOf(inner, key));
  const text = tree.is === 'value' && tree.tag === null ? String(tree.value) : canonical(tree);
  return [{ text: kind === '' || text === '*' ? text : `${kind}:${text}`, line: tree.line }];
}

const PRINCIPALS: ReadonlySet<string> = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

function conditionsOf(tree: Tree | undefined): Condition[] {
  if (tree?.is !== 'map') return [];
  return [...tree.entries].flatMap(([operator, { tree: keys }]) =>
    keys.is === 'map' ? [...keys.entries].map(([key, { tree: values, line }]) => ({ name: `${operator} ${key}`.toLowerCase(), values: itemsOf(values, 'value').map(({ text }) => text.replace(/^value:/, '')), line })) : [],
  );
}
