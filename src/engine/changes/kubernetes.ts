import { effectAt } from '../effects';
import { kubernetesKind } from '../kinds/kubernetes';
import type { Effect, Facts, FileChange, Side } from '../model';
import type { Format } from './format';
import { admitsMore } from './kubernetes-admission';
import { recordsLess } from './kubernetes-audit';
import { backsUpLess } from './kubernetes-backups';
import { immutablePaths } from './kubernetes-immutable';
import { opensNetwork } from './kubernetes-network';
import { goesWithOwner } from './kubernetes-owned';
import { linesOf } from './places';
import { keptLess } from './retention';
import { settingsOf } from './settings-reading';
import { canonical, entryAt, textAt, type Tree, treesOf, walk } from './tree';

/** Kubernetes manifests: an object is its kind, name and namespace. Any YAML with `apiVersion` and `kind`, and what looks like a part of one. */
export const kubernetes: Format = {
  name: 'kubernetes',
  matches: (path, change) => /\.(?:ya?ml|json)$/i.test(path) && [change.before, change.after].some((text) => text !== null && (/^\s*"?kind"?\s*:|"kind"\s*:/m.test(text) || /^\s*replicas\s*:/m.test(text))) && !/(?:^|\/)(?:kustomization|docker-compose|compose)[^/]*$/i.test(path),
  // The files of one proposal are one set of objects: moving one from file to file is nothing.
  changes: (files) => {
    const after = new Set(files.flatMap((file) => [...objectsOf(file.after).keys()]));
    return files.flatMap((change) => {
      const old = objectsOf(change.before);
      const now = objectsOf(change.after);
      if (old.size + now.size === 0) return fragment(change);
      const before = new Map(files.flatMap((file) => [...objectsOf(file.before)]));
      return [...[...old.values()].flatMap((one) => (after.has(one.key) ? [] : removed(change, one, [...now.values()].filter(({ key }) => !before.has(key))))), ...[...now.values()].flatMap((one) => changed(change, old.get(one.key) ?? before.get(one.key), one))];
    });
  },
};

interface Living {
  readonly key: string;
  readonly kind: string;
  readonly group: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly tree: Tree;
}

function objectsOf(text: string | null): Map<string, Living> {
  const objects = new Map<string, Living>();
  for (const tree of treesOf(text).flatMap(listed)) {
    const kind = textAt(tree, ['kind']);
    const version = textAt(tree, ['apiVersion']);
    // The API server's own configuration has no name.
    const name = textAt(tree, ['metadata', 'name']) ?? textAt(tree, ['metadata', 'generateName']) ?? (version?.startsWith('audit.k8s.io/') ? 'audit' : undefined);
    if (kind === undefined || version === undefined || name === undefined) continue;
    const group = version.includes('/') ? version.slice(0, version.lastIndexOf('/')) : '';
    const namespace = textAt(tree, ['metadata', 'namespace']);
    const key = `${group}/${kind}/${namespace ?? ''}/${name}`;
    objects.set(key, { key, kind, group, name, namespace, tree });
  }
  return objects;
}

function listed(tree: Tree): Tree[] {
  const items = textAt(tree, ['kind'])?.endsWith('List') ? entryAt(tree, ['items'])?.tree : undefined;
  return items?.is === 'list' ? [...items.items] : [tree];
}

/** `fresh` are the objects that the file has only now: one of them may be the old one by another name. */
function removed(change: FileChange, old: Living, fresh: readonly Living[]): Effect[] {
  if (isDeletion(old)) return [];
  const twin = fresh.find((now) => now.kind === old.kind && now.group === old.group && (now.name === old.name || canonical(entryAt(now.tree, ['spec'])?.tree) === canonical(entryAt(old.tree, ['spec'])?.tree)));
  const keeps = /keep/.test(textAt(old.tree, ['metadata', 'annotations', 'helm.sh/resource-policy']) ?? '');
  if (keeps) return [effectAt(linesOf(change.path, 'before', old.tree.line, old.tree.endLine), { verb: 'read', resource: resourceOf(old), facts: factsOf(old), note: 'its resource policy keeps it' })];
  const note = twin === undefined ? null : twin.name === old.name ? `it moves to namespace ${twin.namespace ?? 'default'}, which makes another` : `it is renamed to ${twin.name}, which makes another`;
  const kind = kubernetesKind(old.kind);
  const line = twin === undefined ? undefined : entryAt(twin.tree, ['metadata', twin.name === old.name ? 'namespace' : 'name'])?.line;
  const place = line === undefined ? linesOf(change.path, 'before', old.tree.line, old.tree.endLine) : linesOf(change.path, 'after', line, line);
  return [effectAt(place, { verb: 'delete', resource: resourceOf(old), facts: factsOf(old), note, reach: kind === 'stack' ? 'stack' : 'resource', undo: kind === 'data-store' ? 'no' : 'from-code' })];
}

function changed(change: FileChange, old: Living | undefined, now: Living): Effect[] {
  const resource = resourceOf(now);
  const facts = factsOf(now);
  const patch = entryAt(now.tree, ['$patch']);
  // A patch that takes the object out of what it is laid over.
  if (isDeletion(now)) return old !== undefined && isDeletion(old) ? [] : [effectAt(linesOf(change.path, 'after', patch?.line ?? now.tree.line, patch?.line ?? now.tree.line), { verb: 'delete', resource, facts, note: '$patch: delete' })];
  if (old === undefined) return [effectAt(linesOf(change.path, 'after', now.tree.line, now.tree.endLine), { verb: 'create', resource, facts })];
  const effects = [
    ...immutablePaths(now.group, now.kind).flatMap((path) => differs(change, old, now, path, { verb: 'replace', resource, facts, note: `${path.join('.')} cannot change in place` })),
    ...risks(change, old, now),
  ];
  if (effects.length === 0 && canonical(old.tree) !== canonical(now.tree)) effects.push(effectAt(linesOf(change.path, 'after', now.tree.line, now.tree.endLine), { verb: 'update', resource, facts }));
  return effects;
}

function isDeletion({ tree }: Living): boolean {
  return textAt(tree, ['$patch']) === 'delete';
}

function differs(change: FileChange, old: Living, now: Living, path: readonly string[], seed: Parameters<typeof effectAt>[1]): Effect[] {
  const was = entryAt(old.tree, path);
  const is = entryAt(now.tree, path);
  // A field that was not written had a default or was given by the cluster; writing it down is not known to change it.
  if (was === undefined || canonical(was.tree) === canonical(is?.tree)) return [];
  return [effectAt(placeOf(change, old, now, path), seed)];
}

function placeOf(change: FileChange, old: Living, now: Living, path: readonly string[], given?: Side) {
  const is = entryAt(now.tree, path);
  const line = is?.line ?? entryAt(old.tree, path)?.line ?? now.tree.line;
  const side: Side = given ?? (is ? 'after' : 'before');
  return linesOf(change.path, side, line, line);
}

interface Risk {
  readonly path: readonly string[];
  /** Whether going from one value to the other is the risk. Undefined: not written. */
  readonly when: (was: string | undefined, is: string | undefined, kind: string) => boolean;
  readonly verb: 'stop' | 'unprotect' | 'delete';
  readonly note: string;
}

const RISKS: readonly Risk[] = [
  { path: ['spec', 'replicas'], when: (was, is) => is === '0' && was !== '0', verb: 'stop', note: 'scaled to zero' },
  { path: ['spec', 'suspend'], when: (was, is, kind) => is === 'true' && was !== 'true' && /^(?:Cluster|HelmRelease)$/.test(kind), verb: 'stop', note: 'suspended' },
  { path: ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted'], when: (was, is) => is === 'Delete' && was !== 'Delete', verb: 'unprotect', note: 'its claims go with it' },
  { path: ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenScaled'], when: (was, is) => is === 'Delete' && was !== 'Delete', verb: 'unprotect', note: 'its claims go when it is scaled down' },
  { path: ['spec', 'prune'], when: (was, is, kind) => is === 'true' && was !== 'true' && kind === 'Kustomization', verb: 'unprotect', note: 'what leaves the repository is deleted from the cluster' },
  { path: ['spec', 'syncPolicy', 'automated', 'prune'], when: (was, is) => is === 'true' && was !== 'true', verb: 'unprotect', note: 'what leaves the repository is deleted from the cluster' },
  { path: ['metadata', 'annotations', 'helm.sh/resource-policy'], when: (was, is) => was === 'keep' && is !== 'keep', verb: 'unprotect', note: 'the keep annotation is gone' },
  { path: ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'], when: (was, is) => /(?:Prune|Delete)=false/.test(was ?? '') && !/(?:Prune|Delete)=false/.test(is ?? ''), verb: 'unprotect', note: 'Argo CD may prune it again' },
  { path: ['spec', 'maxUnavailable'], when: (was, is, kind) => kind === 'PodDisruptionBudget' && is === '100%' && was !== is, verb: 'unprotect', note: 'every pod may be evicted at once' },
  { path: ['spec', 'minAvailable'], when: (was, is, kind) => kind === 'PodDisruptionBudget' && /^0%?$/.test(is ?? '') && was !== is, verb: 'unprotect', note: 'every pod may be evicted at once' },
];

function risks(change: FileChange, old: Living, now: Living): Effect[] {
  const resource = resourceOf(now);
  const facts = factsOf(now);
  const single = RISKS.flatMap(({ path, when, verb, note }) => {
    const was = textAt(old.tree, path);
    const is = textAt(now.tree, path);
    return was !== is && when(was, is, now.kind) ? [effectAt(placeOf(change, old, now, path), { verb, resource, facts, note })] : [];
  });
  const softened = [admitsMore, recordsLess, opensNetwork].flatMap((reader) => reader(now.group, now.kind, old.tree, now.tree)).concat(goesWithOwner(old.tree, now.tree));
  const lessTime = keptLess(settingsOf(old.tree), settingsOf(now.tree), `${now.group} ${now.kind} ${now.name}`);
  const weaker = [
    ...softened.map(({ path, note, gone }) => effectAt(gone ? placeOf(change, old, old, path, 'before') : placeOf(change, old, now, path), { verb: 'unprotect', resource, facts, note })),
    ...[...lessTime, ...backsUpLess(now.group, now.kind, now.name, old.tree, now.tree)].map(({ note, line, side }) => effectAt(linesOf(change.path, side, line ?? now.tree.line, line ?? now.tree.line), { verb: 'unprotect', resource, facts, note })),
  ];
  return [...single, ...weaker, ...finalizers(change, old, now), ...claims(change, old, now), ...shrunk(change, old, now), ...versions(change, old, now), ...secretKeys(change, old, now)];
}

function finalizers(change: FileChange, old: Living, now: Living): Effect[] {
  const was = entryAt(old.tree, ['metadata', 'finalizers'])?.tree;
  const is = entryAt(now.tree, ['metadata', 'finalizers'])?.tree;
  const count = (tree: Tree | undefined) => (tree?.is === 'list' ? tree.items.length : 0);
  if (count(is) >= count(was)) return [];
  return [effectAt(placeOf(change, old, now, ['metadata', 'finalizers']), { verb: 'unprotect', resource: resourceOf(now), facts: factsOf(now), note: 'a finalizer is gone, so that nothing waits for its clean-up' })];
}

/** A pod template that lets go of a claim: its data stays behind, and the pods start with something else. */
function claims(change: FileChange, old: Living, now: Living): Effect[] {
  const volumes = (living: Living) =>
    new Map([...walk(living.tree)].filter(({ path }) => path.at(-1) === 'claimName' && path.includes('volumes')).map(({ path, entry }) => [textAt(living.tree, [...path.slice(0, -2), 'name']) ?? path.join('.'), { claim: entry.tree.is === 'value' ? String(entry.tree.value) : '', line: entry.line }]));
  const after = volumes(now);
  return [...volumes(old)].flatMap(([name, { claim, line }]): Effect[] => {
    const is = after.get(name);
    if (is?.claim === claim) return [];
    const instead = is === undefined ? sourceOf(now, name) : is.line;
    const place = instead === undefined ? linesOf(change.path, 'before', line, line) : linesOf(change.path, 'after', instead, instead);
    return [effectAt(place, { verb: 'replace', resource: { kind: 'data-store', type: 'volume', address: `volume ${name} of ${now.kind} ${now.name}` }, facts: factsOf(now), note: is ? `claim ${claim} becomes ${is.claim}` : `claim ${claim} is no longer used` })];
  });
}

/** The line that says what a volume of this name is made of now. */
function sourceOf(now: Living, name: string): number | undefined {
  const volume = [...walk(now.tree)].find(({ path, entry }) => path.at(-2) === 'volumes' && textAt(entry.tree, ['name']) === name)?.entry.tree;
  if (volume?.is !== 'map') return undefined;
  return [...volume.entries].find(([key]) => key !== 'name')?.[1].line ?? volume.line;
}

function shrunk(change: FileChange, old: Living, now: Living): Effect[] {
  const path = ['spec', 'resources', 'requests', 'storage'];
  const was = size(textAt(old.tree, path));
  const is = size(textAt(now.tree, path));
  if (now.kind !== 'PersistentVolumeClaim' || was === null || is === null || is >= was) return [];
  return [effectAt(placeOf(change, old, now, path), { verb: 'replace', resource: resourceOf(now), facts: factsOf(now), note: 'a claim cannot shrink in place' })];
}

function size(text: string | undefined): number | null {
  const match = /^(\d+(?:\.\d+)?)([kMGTPE]?i?)$/.exec(text ?? '');
  if (!match) return null;
  const base = match[2]?.endsWith('i') ? 1024 : 1000;
  return Number(match[1]) * base ** ['', 'k', 'M', 'G', 'T', 'P', 'E'].indexOf((match[2] ?? '').charAt(0));
}

/** A version of a custom resource that is no longer there or no longer served takes its objects with it. */
function versions(change: FileChange, old: Living, now: Living): Effect[] {
  if (now.kind !== 'CustomResourceDefinition') return [];
  const served = (living: Living) => {
    const list = entryAt(living.tree, ['spec', 'versions'])?.tree;
    return list?.is === 'list' ? list.items.filter((item) => textAt(item, ['served']) !== 'false').flatMap((item) => textAt(item, ['name']) ?? []) : [];
  };
  const left = served(now);
  return served(old)
    .filter((name) => !left.includes(name))
    .map((name) => effectAt(placeOf(change, old, now, ['spec', 'versions']), { verb: 'delete', resource: resourceOf(now), facts: factsOf(now), reach: 'collection', note: `version ${name} is no longer served` }));
}

function secretKeys(change: FileChange, old: Living, now: Living): Effect[] {
  if (now.kind !== 'Secret') return [];
  return ['data', 'stringData'].flatMap((section) => {
    const was = entryAt(old.tree, [section])?.tree;
    if (was?.is !== 'map') return [];
    return [...was.entries].filter(([key]) => entryAt(now.tree, [section, key]) === undefined && entryAt(now.tree, [section === 'data' ? 'stringData' : 'data', key]) === undefined).map(([key, { line }]) => effectAt(linesOf(change.path, 'before', line, line), { verb: 'delete', resource: { kind: 'key', type: 'Secret', address: `${key} of Secret ${now.name}` }, facts: factsOf(now) }));
  });
}

/** A piece of a manifest without a kind: only what cannot be meant otherwise. */
function fragment(change: FileChange): Effect[] {
  const [was] = treesOf(change.before);
  const [is] = treesOf(change.after);
  return [['spec', 'replicas'], ['replicas']].flatMap((path) => {
    const before = textAt(was, path);
    const entry = entryAt(is, path);
    if (textAt(is, path) !== '0' || before === undefined || before === '0' || entry === undefined) return [];
    return [effectAt(linesOf(change.path, 'after', entry.line, entry.line), { verb: 'stop', resource: { kind: 'service', type: 'workload', address: `what ${change.path.slice(change.path.lastIndexOf('/') + 1)} describes` }, note: 'scaled to zero' })];
  });
}

function resourceOf({ kind, group, name }: Living): Effect['resource'] {
  return { kind: kubernetesKind(group === '' ? kind : `${kind}.${group}`), type: kind, address: `${kind} ${name}` };
}

function factsOf({ namespace }: Living): Facts {
  return namespace === undefined ? {} : { 'kube-namespace': namespace };
}
