import { kubernetesKind, kubernetesName } from '../../kinds/kubernetes';
import type { EffectSeed } from '../../effects';
import type { Reach, ResourceKind } from '../../model';

/** An object of the cluster as a command names it. No name: every object the command selects. */
export interface Target {
  readonly kind: string;
  readonly name: string | null;
  /** More than one object, or it cannot be said how many. */
  readonly many: boolean;
  readonly note: string | null;
}

/** What deleting an object means. */
export function deleted({ kind, name, many, note }: Target): EffectSeed {
  const type = kubernetesName(kind);
  const sort = kubernetesKind(kind);
  const address = addressOf(type, name);
  const reach: Reach = many ? 'collection' : 'resource';
  // A controller makes a pod again; all pods at once are an outage.
  if (type === 'pod') return { verb: 'stop', resource: { kind: 'service', type, address }, reach, undo: many ? 'from-code' : 'yes', note: note ?? (many ? 'all of them at once' : 'its controller makes it again') };
  if (type === 'namespace' || type === 'project') return { verb: 'delete', resource: { kind: 'stack', type, address }, reach: 'stack', note: note ?? 'with everything in it' };
  if (type === 'customresourcedefinition') return { verb: 'delete', resource: { kind: 'data-store', type, address }, reach: 'collection', note: note ?? 'every object of that kind goes with it' };
  if (OWNS_OTHERS.has(type)) return { verb: 'delete', resource: { kind: 'stack', type, address }, reach: 'stack', note: note ?? 'with what it manages' };
  return { verb: 'delete', resource: { kind: sort, type, address }, reach, undo: UNDO[sort] ?? 'from-code', note };
}

/** Kinds whose controllers delete what they made. */
const OWNS_OTHERS: ReadonlySet<string> = new Set(['application', 'applicationset', 'kustomization', 'helmrelease', 'helmchart', 'hostedcluster', 'terraform', 'stack']);

const UNDO: Readonly<Partial<Record<ResourceKind, 'from-backup' | 'yes' | 'no'>>> = { 'data-store': 'from-backup', backup: 'no', key: 'from-backup', other: 'yes' };

export function addressOf(type: string, name: string | null): string {
  return name === null ? `every ${type} it selects` : `${type}/${name}`;
}
