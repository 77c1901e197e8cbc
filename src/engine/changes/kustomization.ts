import { effectAt, together } from '../effects';
import { kubernetesKind } from '../kinds/kubernetes';
import type { Context, Effect, FileChange, Lowered, Side } from '../model';
import type { Format } from './format';
import { linesOf, newEffects } from './places';
import { canonical, entryAt, textAt, type Tree, treesOf } from './tree';

/** kustomization.yaml: what is no longer listed is no longer applied, and is pruned where pruning is on; patches take objects out and scale them down. */
export const kustomization: Format = {
  name: 'kustomization',
  matches: (path) => /(?:^|\/)kustomization\.ya?ml$|(?:^|\/)Kustomization$/i.test(path),
  change: (change, context) => {
    const [was] = treesOf(change.before);
    const [is] = treesOf(change.after);
    const lost = ['resources', 'bases', 'components'].flatMap((section) => {
      const list = entryAt(was, [section])?.tree;
      const now = canonical(entryAt(is, [section])?.tree);
      return list?.is === 'list' ? list.items.filter((item) => item.is === 'value' && !now.includes(JSON.stringify(item.value))) : [];
    });
    const removed = lost.map((item) => effectAt(linesOf(change.path, 'before', item.line, item.line), { verb: 'delete', resource: { kind: 'infrastructure', type: 'kustomize resource', address: item.is === 'value' ? String(item.value) : '' }, note: 'no longer listed' }));
    return together([removed, renamed(change, was, is), charts(change, was, is), was === undefined ? [] : patched(change, was, is, context)]);
  },
};

function renamed(change: FileChange, was: Tree | undefined, is: Tree | undefined): Effect[] {
  if (is === undefined) return [];
  return ['namespace', 'namePrefix', 'nameSuffix'].flatMap((key) => {
    const before = textAt(was, [key]);
    if (before === undefined || before === textAt(is, [key])) return [];
    const line = entryAt(is, [key])?.line ?? entryAt(was, [key])?.line ?? 1;
    return [effectAt(linesOf(change.path, entryAt(is, [key]) ? 'after' : 'before', line, line), { verb: 'replace', resource: { kind: 'stack', type: 'kustomization', address: change.path.slice(change.path.lastIndexOf('/') + 1) }, reach: 'stack', note: `${key} changes, which makes every object another` })];
  });
}

function charts(change: FileChange, was: Tree | undefined, is: Tree | undefined): Effect[] {
  const named = (tree: Tree | undefined) => itemsOf(tree, 'helmCharts').map((item) => ({ item, name: textAt(item, ['releaseName']) ?? textAt(item, ['name']) ?? '' }));
  const left = named(is).map(({ name }) => name);
  return named(was).filter(({ name }) => !left.includes(name)).map(({ item, name }) => effectAt(linesOf(change.path, 'before', item.line, item.endLine), { verb: 'delete', resource: { kind: 'stack', type: 'helm chart', address: `chart ${name}` }, note: 'no longer listed' }));
}

/** What the patches of an overlay that is in use would do that they did not do before. */
function patched(change: FileChange, was: Tree, is: Tree | undefined, context: Context): Lowered {
  const lowered = (tree: Tree | undefined, side: Side): Lowered => ({ effects: [...patchesOf(tree, change, context).flatMap((patch) => effectsOf(patch, change, side)), ...counts(tree, change, side)], coverage: 'full', unread: [] });
  return newEffects(lowered(was, 'before'), lowered(is, 'after'));
}

interface Patch {
  readonly tree: Tree;
  readonly target: Tree | undefined;
  /** The line of the file for a line of the patch. */
  readonly lineAt: (line: number) => number;
}

/** `patches`, `patchesStrategicMerge` and `patchesJson6902`: as text in the file itself, or in files beside it. */
function patchesOf(tree: Tree | undefined, change: FileChange, context: Context): Patch[] {
  const folder = change.path.slice(0, Math.max(0, change.path.lastIndexOf('/')));
  const beside = (path: string, line: number, target: Tree | undefined): Patch[] => {
    const text = path === '' || path.startsWith('/') || path.includes(':') ? null : context.surroundings.readFile(`${folder}/${path.replace(/^(?:\.\/)+/, '')}`);
    return treesOf(text).map((one) => ({ tree: one, target, lineAt: () => line }));
  };
  const inside = (entry: Tree, target: Tree | undefined): Patch[] => {
    // The text of a block scalar begins a line below its key.
    const first = entry.line + (entry.endLine > entry.line ? 1 : 0);
    return entry.is === 'value' ? treesOf(String(entry.value)).map((one) => ({ tree: one, target, lineAt: (line) => first + line - 1 })) : [];
  };
  const listed = [...itemsOf(tree, 'patches'), ...itemsOf(tree, 'patchesJson6902')].flatMap((item) => {
    const target = entryAt(item, ['target'])?.tree;
    const patch = entryAt(item, ['patch']);
    const path = entryAt(item, ['path']);
    return patch ? inside(patch.tree, target) : path ? beside(textAt(item, ['path']) ?? '', path.line, target) : [];
  });
  const merged = itemsOf(tree, 'patchesStrategicMerge').flatMap((item) => (item.is !== 'value' ? [] : String(item.value).includes('\n') ? inside(item, undefined) : beside(String(item.value), item.line, undefined)));
  return [...listed, ...merged];
}

function itemsOf(tree: Tree | undefined, key: string): readonly Tree[] {
  const list = entryAt(tree, [key])?.tree;
  return list?.is === 'list' ? list.items : [];
}

function effectsOf({ tree, target, lineAt }: Patch, change: FileChange, side: Side): Effect[] {
  const place = (line: number) => linesOf(change.path, side, lineAt(line), lineAt(line));
  const kind = textAt(target, ['kind']) ?? textAt(tree, ['kind']) ?? 'Object';
  const name = textAt(target, ['name']) ?? textAt(tree, ['metadata', 'name']) ?? textAt(target, ['labelSelector']) ?? 'that the target names';
  const group = textAt(target, ['group']) ?? /^(.+)\/[^/]+$/.exec(textAt(tree, ['apiVersion']) ?? '')?.[1];
  const resource: Effect['resource'] = { kind: kubernetesKind(group === undefined ? kind : `${kind}.${group}`), type: kind, address: `${kind} ${name}` };
  const stopped = (line: number) => effectAt(place(line), { verb: 'stop', resource: { ...resource, kind: 'service' }, note: 'scaled to zero' });
  if (tree.is === 'list') {
    return tree.items.flatMap((item) => (/^(?:replace|add)$/.test(textAt(item, ['op']) ?? '') && textAt(item, ['path']) === '/spec/replicas' && textAt(item, ['value']) === '0' ? [stopped(entryAt(item, ['value'])?.line ?? item.line)] : []));
  }
  const deletes = textAt(tree, ['$patch']) === 'delete' ? entryAt(tree, ['$patch']) : undefined;
  if (deletes) return [effectAt(place(deletes.line), { verb: 'delete', resource, note: '$patch: delete takes it out of what is applied' })];
  const replicas = entryAt(tree, ['spec', 'replicas']);
  return replicas && textAt(tree, ['spec', 'replicas']) === '0' ? [stopped(replicas.line)] : [];
}

/** `replicas: [{ name: api, count: 0 }]` */
function counts(tree: Tree | undefined, change: FileChange, side: Side): Effect[] {
  return itemsOf(tree, 'replicas').flatMap((item) => {
    const line = entryAt(item, ['count'])?.line ?? item.line;
    return textAt(item, ['count']) === '0' ? [effectAt(linesOf(change.path, side, line, line), { verb: 'stop', resource: { kind: 'service', type: 'workload', address: textAt(item, ['name']) ?? 'a workload' }, note: 'scaled to zero' })] : [];
  });
}
