import type { Effect, FileChange } from '../model';
import { type Entry, entryAt, textAt, type Tree, treesOf } from './tree';

/** A file that stands inside another one, and how far its lines lie below those of the file around it. */
export interface Embedded {
  readonly change: FileChange;
  readonly shift: { readonly before: number; readonly after: number };
}

/** The files that a ConfigMap carries: `data: { pg_hba.conf: | … }`. They are named as if they lay beside it. */
export function embeddedIn(change: FileChange): Embedded[] {
  if (!/\.ya?ml$/i.test(change.path) || ![change.before, change.after].some((text) => text !== null && /^\s*kind:\s*["']?ConfigMap\b/m.test(text))) return [];
  const before = filesOf(change.before);
  const after = filesOf(change.after);
  const folder = change.path.slice(0, change.path.lastIndexOf('/') + 1);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): Embedded[] => {
    const [was, is] = [before.get(key), after.get(key)];
    if (textOf(was) === textOf(is)) return [];
    const name = key.slice(key.lastIndexOf('\n') + 1);
    return [{ change: { path: `${folder}${name}`, before: textOf(was), after: textOf(is) }, shift: { before: shiftOf(was), after: shiftOf(is) } }];
  });
}

/** Lines of the embedded file as lines of the one around it. */
export function shifted(effect: Effect, { shift }: Embedded, path: string): Effect {
  if (effect.place.in !== 'file') return effect;
  const by = shift[effect.place.side];
  return { ...effect, place: { ...effect.place, path, startLine: effect.place.startLine + by, endLine: effect.place.endLine + by } };
}

function filesOf(text: string | null): Map<string, Entry> {
  return new Map(treesOf(text).filter((tree) => textAt(tree, ['kind']) === 'ConfigMap').flatMap((tree) => dataOf(tree)));
}

function dataOf(tree: Tree): (readonly [string, Entry])[] {
  const data = entryAt(tree, ['data'])?.tree;
  if (data?.is !== 'map') return [];
  return [...data.entries].filter(([key, { tree: value }]) => /\.\w+$/.test(key) && value.is === 'value' && typeof value.value === 'string').map(([key, entry]) => [`${textAt(tree, ['metadata', 'name']) ?? ''}\n${key}`, entry] as const);
}

function textOf(entry: Entry | undefined): string | null {
  return entry?.tree.is === 'value' ? String(entry.tree.value) : null;
}

/** The text of a block scalar begins a line below its key. */
function shiftOf(entry: Entry | undefined): number {
  return entry === undefined ? 0 : entry.tree.line - 1 + (entry.tree.endLine > entry.tree.line ? 1 : 0);
}
