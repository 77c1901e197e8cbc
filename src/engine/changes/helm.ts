import { effectAt } from '../effects';
import { kindByWords } from '../kinds/words';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf } from './places';
import { weakened } from './protections';
import { canonical, entryAt, textAt, type Tree, treesOf, walk } from './tree';

/** Values of Helm charts: what is switched off, scaled to nothing or loses its persistence. */
export const helmValues: Format = {
  name: 'helm-values',
  matches: (path) => /(?:^|\/)[^/]*values[^/]*\.ya?ml$/i.test(path),
  change: (change) => {
    const [was] = treesOf(change.before);
    const [is] = treesOf(change.after);
    if (was === undefined || is === undefined) return [];
    return [...switched(change, was, is), ...weakened(was, is).map(({ note, line, side }) => effectAt(linesOf(change.path, side, line ?? 1, line ?? 1), { verb: 'unprotect', resource: { kind: 'data-store', type: 'helm value', address: nameOf(change) }, note }))];
  },
};

function switched(change: FileChange, was: Tree, is: Tree): Effect[] {
  return [...walk(was)].flatMap(({ path, entry }): Effect[] => {
    if (entry.tree.is !== 'value') return [];
    const now = entryAt(is, path);
    const before = String(entry.tree.value);
    const after = textAt(is, path);
    const key = path.at(-1) ?? '';
    const owner = path.slice(0, -1);
    const line = now?.line ?? entry.line;
    const place = linesOf(change.path, now ? 'after' : 'before', line, line);
    if (/^replica(?:s|Count)$/i.test(key) && after === '0' && before !== '0') return [effectAt(place, { verb: 'stop', resource: { kind: 'service', type: 'release', address: owner.join('.') || nameOf(change) }, note: 'scaled to zero' })];
    if (key !== 'enabled' || before !== 'true' || after === 'true') return [];
    if (/persist|pvc|storage|volume/i.test(owner.join('.'))) return [effectAt(place, { verb: 'delete', resource: { kind: 'data-store', type: 'volume claim', address: owner.join('.') }, note: 'persistence is switched off' })];
    if (/backup|snapshot|pdb|podDisruptionBudget/i.test(owner.at(-1) ?? '')) return [effectAt(place, { verb: 'unprotect', resource: { kind: 'protection', type: 'release', address: owner.join('.') }, note: 'switched off' })];
    const kind = kindByWords((owner.at(-1) ?? '').replace(/([a-z])([A-Z])/g, '$1_$2').replace(/-/g, '_').toLowerCase());
    return kind === 'data-store' ? [effectAt(place, { verb: 'delete', resource: { kind, type: 'chart', address: owner.join('.') }, note: 'its chart is switched off' })] : [];
  });
}

/** kustomization.yaml: what is no longer listed is no longer applied, and is pruned where pruning is on. */
export const kustomization: Format = {
  name: 'kustomization',
  matches: (path) => /(?:^|\/)kustomization\.ya?ml$/i.test(path),
  change: (change) => {
    const [was] = treesOf(change.before);
    const [is] = treesOf(change.after);
    const lost = ['resources', 'bases', 'components'].flatMap((section) => {
      const list = entryAt(was, [section])?.tree;
      const now = canonical(entryAt(is, [section])?.tree);
      return list?.is === 'list' ? list.items.filter((item) => item.is === 'value' && !now.includes(JSON.stringify(item.value))) : [];
    });
    const removed = lost.map((item) => effectAt(linesOf(change.path, 'before', item.line, item.line), { verb: 'delete', resource: { kind: 'infrastructure', type: 'kustomize resource', address: item.is === 'value' ? String(item.value) : '' }, note: 'no longer listed' }));
    const renamed = is === undefined ? [] : ['namespace', 'namePrefix', 'nameSuffix'].flatMap((key) => {
      const before = textAt(was, [key]);
      if (before === undefined || before === textAt(is, [key])) return [];
      const line = entryAt(is, [key])?.line ?? entryAt(was, [key])?.line ?? 1;
      return [effectAt(linesOf(change.path, entryAt(is, [key]) ? 'after' : 'before', line, line), { verb: 'replace', resource: { kind: 'stack', type: 'kustomization', address: nameOf(change) }, reach: 'stack', note: `${key} changes, which makes every object another` })];
    });
    return [...removed, ...renamed];
  },
};

function nameOf({ path }: FileChange): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
