import { effectAt } from '../effects';
import { kindByWords } from '../kinds/words';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf } from './places';
import { weakened } from './protections';
import { entryAt, textAt, type Tree, treesOf, walk } from './tree';

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

function nameOf({ path }: FileChange): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
