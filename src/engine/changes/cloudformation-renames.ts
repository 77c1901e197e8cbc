import type { Declared, Template } from './cloudformation-template';
import { canonical, entryAt, type Tree, walk } from './tree';

export interface Renamed {
  readonly id: string;
  /** What used the old one uses the new one, or the two are the same but for a detail. */
  readonly surely: boolean;
}

/** Which new resource takes the place of one that is gone; `null` when there is none. Both templates are gone through once. */
export function renamesBetween(before: Template, after: Template): (old: Declared) => Renamed | null {
  const fresh = [...after.resources.values()].filter(({ id }) => !before.resources.has(id)).slice(0, MAX_FRESH).map((now) => ({ now, properties: propertiesOf(now) }));
  const references = fresh.length === 0 ? [] : before.roots.flatMap((root, i) => [...walk(root)].filter(({ path, entry }) => refers(entry.tree, path)).map(({ path, entry }) => ({ i, path, tree: entry.tree })));
  // What referred to the one refers to the other now.
  const follows = (from: string, to: string): boolean =>
    references.some(({ i, path, tree }) => {
      if (path[1] === from || !names(tree, from)) return false;
      const now = entryAt(after.roots[i], path)?.tree;
      return now !== undefined && refers(now, path) && names(now, to);
    });
  return (old) => {
    const properties = propertiesOf(old);
    const alike = fresh.filter(({ now }) => now.type === old.type).map((one) => ({ id: one.now.id, share: sameness(properties, one.properties) }));
    // Only those that are most alike are asked who refers to them.
    const likely = alike.sort((a, b) => b.share - a.share).slice(0, 3).map((one) => ({ ...one, follows: follows(old.id, one.id) }));
    const found = likely.find((one) => one.follows) ?? likely[0];
    return found === undefined || (!found.follows && found.share < 0.5) ? null : { id: found.id, surely: found.follows || found.share >= 0.8 };
  };
}

/** More than a person renames at once. */
const MAX_FRESH = 100;

function propertiesOf({ tree }: Declared): ReadonlyMap<string, string> | null {
  const properties = entryAt(tree, ['Properties'])?.tree;
  return properties?.is === 'map' ? new Map([...properties.entries].map(([key, entry]) => [key, canonical(entry.tree)])) : null;
}

/** How many of their properties are the same, from 0 to 1. */
function sameness(old: ReadonlyMap<string, string> | null, now: ReadonlyMap<string, string> | null): number {
  if (old === null || now === null) return old === now ? 1 : 0;
  return [...old].filter(([key, text]) => now.get(key) === text).length / Math.max(1, old.size, now.size);
}

/** `!Ref Db`, `!GetAtt Db.Arn`, `${Db.Arn}` in a text, and their long forms. */
function refers(tree: Tree, path: readonly string[]): boolean {
  if (tree.is !== 'value' || typeof tree.value !== 'string') return false;
  return tree.tag === '!Ref' || tree.tag === '!GetAtt' || tree.value.includes('${') || path.slice(-2).some((key) => /^(?:Ref|Fn::GetAtt|DependsOn)$/.test(key));
}

function names(tree: Tree, id: string): boolean {
  const text = tree.is === 'value' ? String(tree.value) : '';
  return text === id || text.startsWith(`${id}.`) || text.includes(`\${${id}}`) || text.includes(`\${${id}.`);
}
