import { effectAt } from '../effects';
import { kindByWords } from '../kinds/words';
import type { Effect, FileChange } from '../model';
import { type AzureResource, bicepResources } from './bicep-reading';
import type { Format } from './format';
import { linesOf } from './places';
import { weakened } from './protections';
import { entryAt, textAt, type Tree, treesOf, walk } from './tree';

/**
 * Bicep files and ARM templates. A deployment deletes nothing that is not declared any more, so that what leaves a file is only forgotten;
 * but it does set what is declared, and a lock that is not declared protects nobody's next environment.
 */
export const azure: Format = {
  name: 'azure',
  matches: (path, { before, after }) => before !== null && after !== null && (/\.bicep$/i.test(path) || (/\.jsonc?$/i.test(path) && /schema\.management\.azure\.com\/schemas\/[^"]*eploymentTemplate\.json/.test(before))),
  change: (change) => {
    const [olds, news] = [resourcesOf(change, change.before ?? ''), resourcesOf(change, change.after ?? '')];
    return olds.flatMap((old): Effect[] => {
      const now = news.find((one) => one.type === old.type && one.name === old.name) ?? only(olds, news, old.type);
      if (now !== undefined) return compared(change, old, now);
      return /\/locks$/i.test(old.type) ? [effectAt(linesOf(change.path, 'before', old.line, old.endLine), { verb: 'delete', resource: { kind: 'protection', type: old.type, address: `the lock ${old.name}` }, undo: 'yes' })] : [];
    });
  },
};

function resourcesOf({ path }: FileChange, text: string): AzureResource[] {
  return /\.bicep$/i.test(path) ? bicepResources(text) : treesOf(text).flatMap(armResources);
}

/** Where each side has one of a type, it is the same under another name. */
function only(olds: readonly AzureResource[], news: readonly AzureResource[], type: string): AzureResource | undefined {
  const [one, ...others] = news.filter((now) => now.type === type);
  return others.length === 0 && olds.filter((old) => old.type === type).length === 1 ? one : undefined;
}

/** Resources of a template, those inside of others included. Expressions (`[parameters('days')]`) count where they have a default. */
function armResources(tree: Tree): AzureResource[] {
  return [...walk(tree)].flatMap(({ path, entry }) => {
    const [type, name] = [textAt(entry.tree, ['type']), textAt(entry.tree, ['name'])];
    if (path.at(-2) !== 'resources' || type === undefined || name === undefined || !type.includes('/')) return [];
    return [{ type, name, line: entry.line, endLine: entry.tree.endLine, tree: evaluated(entry.tree, tree) }];
  });
}

function evaluated(tree: Tree, template: Tree): Tree {
  if (tree.is === 'map') return { ...tree, entries: new Map([...tree.entries].map(([key, entry]) => [key, { ...entry, tree: evaluated(entry.tree, template) }])) };
  if (tree.is === 'list') return { ...tree, items: tree.items.map((item) => evaluated(item, template)) };
  if (typeof tree.value !== 'string' || !/^\[[^[]/.test(tree.value)) return tree;
  const parameter = /^\[parameters\('(\w+)'\)\]$/.exec(tree.value)?.[1];
  const found = parameter === undefined ? undefined : entryAt(template, ['parameters', parameter, 'defaultValue'])?.tree;
  return found?.is === 'value' && !/^\[/.test(String(found.value)) ? { ...tree, value: found.value } : { ...tree, value: null, tag: '?' };
}

function compared(change: FileChange, old: AzureResource, now: AzureResource): Effect[] {
  const [before, after] = known(old.tree, now.tree);
  const words = now.type.replace(/^Microsoft\./i, '').replace(/[/.]/g, '_').replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return weakened(before, after).map(({ note, line, side }) => {
    const at = line ?? (side === 'after' ? now.line : old.line);
    return effectAt(linesOf(change.path, side, at, at), { verb: 'unprotect', resource: { kind: kindByWords(words), type: now.type, address: `${now.type} ${now.name}` }, note });
  });
}

/** Both sides without what either of them leaves open. */
function known(before: Tree, after: Tree): readonly [Tree, Tree] {
  if (before.is !== 'map' || after.is !== 'map') return [before, after];
  const [olds, news] = [new Map(before.entries), new Map(after.entries)];
  for (const key of new Set([...olds.keys(), ...news.keys()])) {
    const [old, now] = [olds.get(key), news.get(key)];
    if (old?.tree.tag === '?' || now?.tree.tag === '?') {
      olds.delete(key);
      news.delete(key);
    } else if (old && now) {
      const [was, is] = known(old.tree, now.tree);
      olds.set(key, { ...old, tree: was });
      news.set(key, { ...now, tree: is });
    }
  }
  return [{ ...before, entries: olds }, { ...after, entries: news }];
}
