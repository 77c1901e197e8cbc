import { canonical, entryAt, textAt, type Tree, walk } from './tree';

/** A point of a pipeline past which a person has to let it go. */
export interface Gate {
  /** In words: `environment production`, `when: manual`. */
  readonly what: string;
  /** Somebody certainly has to click (2), or somebody may have to, by settings that stand elsewhere (1). */
  readonly strength: 1 | 2;
  readonly path: readonly string[];
  readonly line: number;
  /** For which of the job's rules it stands; empty for all of them. */
  readonly rule: string;
}

/** What runs at one point of a pipeline. */
export interface Job {
  readonly key: string;
  /** What people call it, its stage and environment included. */
  readonly title: string;
  readonly body: string;
  readonly gates: readonly Gate[];
  /** Keys of what runs before it and lets it start. */
  readonly needs: readonly string[];
  /** Rules by which it runs without anybody; `null` when it has none. */
  readonly open: readonly string[] | null;
}

/** A job as most pipelines have it. */
export function job(key: string, part: Partial<Job>): Job {
  return { key, title: key, body: '', gates: [], needs: [], open: null, ...part };
}

export function gate(what: string, path: readonly string[], line: number, strength: Gate['strength'] = 2, rule = ''): Gate {
  return { what, strength, path, line, rule };
}

/** Jobs one after the other: each waits for the one before it. */
export function inOrder(jobs: readonly Job[]): Job[] {
  return jobs.map((one, i) => ({ ...one, needs: [...one.needs, ...(i > 0 ? [(jobs[i - 1] as Job).key] : [])] }));
}

export function itemsAt(tree: Tree | undefined, path: readonly string[]): readonly Tree[] {
  const found = entryAt(tree, path)?.tree;
  return found === undefined ? [] : found.is === 'list' ? found.items : [found];
}

export function entriesAt(tree: Tree | undefined, path: readonly string[]): (readonly [string, Tree])[] {
  const found = entryAt(tree, path)?.tree;
  return found?.is === 'map' ? [...found.entries].map(([key, entry]) => [key, entry.tree] as const) : [];
}

export function textsAt(tree: Tree | undefined, path: readonly string[]): string[] {
  return itemsAt(tree, path).flatMap((item) => (item.is === 'value' && item.value !== null ? [String(item.value)] : []));
}

/** Everything written below a tree, for judging what it does. */
export function written(tree: Tree | undefined): string {
  if (tree === undefined) return '';
  return tree.is === 'value' ? canonical(tree) : [...walk(tree)].flatMap(({ path, entry: { tree: inner } }) => (inner.is === 'value' && path.at(-1) !== 'if' ? [String(inner.value)] : [])).join('\n');
}

/** A name that stands as text, or under `name` of a map. */
export function nameAt(tree: Tree | undefined, path: readonly string[]): string | undefined {
  return textAt(tree, path) ?? textAt(tree, [...path, 'name']);
}
