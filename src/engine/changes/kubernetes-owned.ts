import type { Softening } from './kubernetes-admission';
import { type Entry, entryAt, textAt, type Tree, walk } from './tree';

/** What outlived its object and goes with it from now on: claims, disks, databases, and what a generator has made. */
export function goesWithOwner(old: Tree, now: Tree): Softening[] {
  return [...fates(old, now), ...sweepers(old, now)];
}

type Value = string | undefined;

interface Fate {
  readonly key: RegExp;
  /** The key that stands above it, where its own is too plain. */
  readonly under?: RegExp;
  /** Whether going from one value to the other is the loss. Undefined: not written. */
  readonly when: (was: Value, is: Value) => boolean;
  readonly note: string;
}

const turnsOn = (was: Value, is: Value): boolean => is === 'true' && was !== 'true';
const turnsOff = (was: Value, is: Value): boolean => was === 'true' && is !== 'true';
const becomes = (pattern: RegExp) => (was: Value, is: Value): boolean => pattern.test(is ?? '') && !pattern.test(was ?? '');
const leaves = (pattern: RegExp) => (was: Value, is: Value): boolean => pattern.test(was ?? '') && !pattern.test(is ?? '');

/** Facts of Kubernetes and of the operators: Strimzi, ECK, Rook, Redis, TiDB, KubeDB, KubeBlocks, CloudNativePG, MariaDB, Zalando, Hive, Argo CD, Flux, ACK, ASO, Config Connector, Atlas. */
const FATES: readonly Fate[] = [
  { key: /^(?:persistentVolumeReclaimPolicy|reclaimPolicy|pvReclaimPolicy)$/, when: leaves(/^retain$/i), note: 'reclaimPolicy no longer retains the data' },
  { key: /^databaseReclaimPolicy$/, when: becomes(/^delete$/i), note: 'the database is dropped with its object' },
  { key: /^(?:deletionPolicy|terminationPolicy|cleanupPolicy)$/, when: becomes(/^delete(?:all)?$|^wipeout$/i), note: 'what it stands for is deleted with it' },
  { key: /^(?:deletionPolicy|terminationPolicy)$/, when: (was, is) => (/^(?:orphan|donotterminate|abandon)$/i.test(was ?? '') && is === undefined) || (/^delete$/i.test(was ?? '') && /^wipeout$/i.test(is ?? '')), note: 'what it stands for is deleted with it' },
  { key: /^deleteClaim$/, when: turnsOn, note: 'its claims go with it' },
  { key: /^volumeClaimDeletePolicy$/, when: leaves(/^DeleteOnScaledownOnly$/), note: 'its claims go with it' },
  { key: /^keepAfterDeletion$/, when: turnsOff, note: 'its claims go with it' },
  { key: /^when_(?:deleted|scaled)$/, when: (was, is) => was === 'retain' && is === 'delete', note: 'its claims go with it' },
  { key: /^enable(?:_persistent_volume_claim_deletion|PVReclaim)$/, when: turnsOn, note: 'its claims go with it' },
  { key: /^preserve\w*OnDelet(?:e|ion)$/, when: turnsOff, note: 'what it has made is deleted with it' },
  { key: /^applicationsSync$/, when: (was, is) => /^create-(?:only|update)$/.test(was ?? '') && !/^create-(?:only|update)$/.test(is ?? ''), note: 'what it no longer generates is deleted' },
  { key: /^confirmation$/, under: /^cleanupPolicy$/, when: becomes(/^yes-really-destroy-data$/), note: 'hosts and disks are wiped when it is deleted' },
  { key: /^allowUninstallWithVolumes$/, when: turnsOn, note: 'it may be deleted while volumes are in use' },
  { key: /^(?:services\.k8s\.aws\/deletion-policy|serviceoperator\.azure\.com\/reconcile-policy|cnrm\.cloud\.google\.com\/deletion-policy|mongodb\.com\/atlas-resource-policy)$/, when: leaves(/^(?:retain|detach-on-delete|skip|abandon|keep)$/i), note: 'it is deleted with its object again' },
];

function fates(old: Tree, now: Tree): Softening[] {
  const after = new Set<string>();
  const judge = (path: readonly string[], entry: Entry, gone: boolean): Softening[] => {
    const key = path.at(-1) ?? '';
    const rules = entry.tree.is === 'value' ? FATES.filter((one) => one.key.test(key) && (one.under?.test(path.at(-2) ?? '') ?? true)) : [];
    // What is new as a whole has kept nothing so far.
    if (rules.length === 0 || entryAt(gone ? now : old, path.slice(0, -1)) === undefined) return [];
    const found = rules.find(({ when }) => when(textAt(old, path), textAt(now, path)));
    return found ? [{ path, note: found.note, ...(gone ? { gone } : {}) }] : [];
  };
  const changed = [...walk(now)].flatMap(({ path, entry }) => {
    after.add(path.join('\0'));
    return judge(path, entry, false);
  });
  return [...changed, ...[...walk(old)].flatMap(({ path, entry }) => (after.has(path.join('\0')) ? [] : judge(path, entry, true)))];
}

/** Finalizers by which an operator deletes the data of what is deleted: `percona.com/delete-pxc-pvc`. */
function sweepers(old: Tree, now: Tree): Softening[] {
  const path = ['metadata', 'finalizers'];
  const was = itemsOf(entryAt(old, path)?.tree);
  return itemsOf(entryAt(now, path)?.tree).flatMap((name, i) => (SWEEPS.test(name) && !was.includes(name) ? [{ path: [...path, String(i)], note: `${name} deletes its data with it` }] : []));
}

const SWEEPS = /(?:^|\/)delete-[\w-]*(?:pvcs?|volumes?|claims?|data|backups?|disks?)$/;

function itemsOf(tree: Tree | undefined): string[] {
  return tree?.is === 'list' ? tree.items.map((item) => (item.is === 'value' ? String(item.value) : '')) : [];
}
