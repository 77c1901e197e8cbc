import type { Declared, Template } from './cloudformation-template';
import { canonical, entryAt, type Tree, walk } from './tree';

export interface Renamed {
  readonly id: string;
  /** What used the old one uses the new one, or the two are the same but for a detail. */
  readonly surely: boolean;
}

/** The new resource that takes the place of one that is gone; `null` when there is none. */
export function renamedTo(old: Declared, before: Template, after: Template): Renamed | null {
  const fresh = [...after.resources.values()].filter(({ id, type }) => type === old.type && !before.resources.has(id)).map((now) => ({ id: now.id, share: sameness(old, now) }));
  // Only those that are most alike are asked who refers to them.
  const likely = fresh.sort((a, b) => b.share - a.share).slice(0, 3).map((one) => ({ ...one, follows: follows(before, after, old.id, one.id) }));
  const found = likely.find((one) => one.follows) ?? likely[0];
  if (found === undefined || (!found.follows && found.share < 0.5)) return null;
  return { id: found.id, surely: found.follows || found.share >= 0.8 };
}

/** How many of their properties are the same, from 0 to 1. */
function sameness(old: Declared, now: Declared): number {
  const [was, is] = [old, now].map(({ tree }) => entryAt(tree, ['Properties'])?.tree);
  if (was?.is !== 'map' || is?.is !== 'map') return canonical(was) === canonical(is) ? 1 : 0;
  const same = [...was.entries].filter(([key, { tree }]) => canonical(tree) === canonical(is.entries.get(key)?.tree)).length;
  return same / Math.max(1, was.entries.size, is.entries.size);
}

/** Whether something that referred to the one refers to the other now. */
function follows(before: Template, after: Template, from: string, to: string): boolean {
  return before.roots.some((root, i) =>
    [...walk(root)].some(({ path, entry: { tree } }) => {
      if (path[1] === from || !names(tree, path, from)) return false;
      const now = entryAt(after.roots[i], path)?.tree;
      return now !== undefined && names(now, path, to);
    }),
  );
}

/** `!Ref Db`, `!GetAtt Db.Arn`, `${Db.Arn}` in a text, and their long forms. */
function names(tree: Tree, path: readonly string[], id: string): boolean {
  if (tree.is !== 'value' || typeof tree.value !== 'string') return false;
  const text = tree.value;
  const refers = tree.tag === '!Ref' || tree.tag === '!GetAtt' || path.slice(-2).some((key) => /^(?:Ref|Fn::GetAtt|DependsOn)$/.test(key));
  return (refers && (text === id || text.startsWith(`${id}.`))) || text.includes(`\${${id}}`) || text.includes(`\${${id}.`);
}
