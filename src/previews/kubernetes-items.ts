import { kubernetesKind, kubernetesName } from '../engine/kinds/kubernetes';
import { at, listed, objects, textAt } from './answers';
import { HOLDS_DATA } from './known';
import type { Becomes, Item } from './preview';
import type { Live } from './kubernetes-ask';
import { lookup } from '../engine/lookup';

/** What is known of volumes: by the claim that they are bound to. */
export type Volumes = ReadonlyMap<string, Live> | null;

export function volumesBy(list: readonly Live[]): Volumes {
  return new Map(list.flatMap((volume) => {
    const name = textAt(volume, 'metadata', 'name');
    return name === undefined ? [] : [[name, volume] as const];
  }));
}

/** A live object as a person should see it. */
export function itemOf(object: Live, becomes: Becomes, volumes: Volumes, inNamespace: string | null): Item {
  const kind = kubernetesName(textAt(object, 'kind') ?? 'object');
  const namespace = textAt(object, 'metadata', 'namespace');
  const name = textAt(object, 'metadata', 'name') ?? '';
  const tell = lookup(TELLS, kind);
  const finalizers = Array.isArray(at(object, 'metadata', 'finalizers')) ? (at(object, 'metadata', 'finalizers') as unknown[]).filter((one) => !/kubernetes|pvc-protection|pv-protection|foreground|orphan/.test(String(one))) : [];
  return {
    name: `${kind}/${name}${namespace === undefined || namespace === inNamespace ? '' : ` in ${namespace}`}`,
    detail: listed(tell?.(object, volumes), finalizers.length > 0 && `waits for ${finalizers.length === 1 ? 'a finalizer' : 'finalizers'}`),
    holdsData: becomes.kind !== 'changed' && becomes.kind !== 'kept' && HOLDS_DATA.has(kubernetesKind(textAt(object, 'kind') ?? '')),
    becomes,
    group: kind,
  };
}

type Tell = (object: Live, volumes: Volumes) => string | undefined;

const TELLS: Readonly<Record<string, Tell>> = {
  persistentvolumeclaim: (claim, volumes) => {
    const volume = volumes?.get(textAt(claim, 'spec', 'volumeName') ?? '');
    return listed(textAt(claim, 'status', 'capacity', 'storage') ?? textAt(claim, 'spec', 'resources', 'requests', 'storage'), textAt(claim, 'spec', 'storageClassName'), textAt(claim, 'spec', 'volumeName') === undefined ? 'not bound' : reclaim(volume === undefined ? undefined : textAt(volume, 'spec', 'persistentVolumeReclaimPolicy')));
  },
  persistentvolume: (volume) => listed(textAt(volume, 'spec', 'capacity', 'storage'), textAt(volume, 'spec', 'storageClassName'), reclaim(textAt(volume, 'spec', 'persistentVolumeReclaimPolicy')), claimOf(volume)),
  statefulset: (set) => listed(replicas(set), claims(set)),
  deployment: (one) => replicas(one),
  replicaset: (one) => replicas(one),
  daemonset: (one) => listed(textAt(one, 'status', 'numberReady') !== undefined && `on ${textAt(one, 'status', 'numberReady')} nodes`, image(one)),
  pod: (pod) => listed(textAt(pod, 'status', 'phase'), textAt(pod, 'spec', 'nodeName'), Array.isArray(at(pod, 'metadata', 'ownerReferences')) ? undefined : 'no controller makes it again'),
  service: (service) => listed(textAt(service, 'spec', 'type'), address(service)),
  ingress: (ingress) => objects(at(ingress, 'spec', 'rules')).flatMap((rule) => textAt(rule, 'host') ?? []).slice(0, 3).join(', '),
  cronjob: (job) => textAt(job, 'spec', 'schedule'),
  job: (job) => listed(textAt(job, 'status', 'active') !== undefined && 'running', textAt(job, 'status', 'succeeded') !== undefined && 'done'),
  secret: () => 'its values are not read',
  namespace: (namespace) => textAt(namespace, 'status', 'phase'),
};

function reclaim(policy: string | undefined): string {
  if (policy === undefined) return 'what becomes of its volume is not known';
  return policy === 'Delete' ? 'reclaim Delete: the volume goes too' : policy === 'Retain' ? 'reclaim Retain: the volume stays' : `reclaim ${policy}`;
}

function claimOf(volume: Live): string | undefined {
  const name = textAt(volume, 'spec', 'claimRef', 'name');
  return name === undefined ? undefined : `claimed by ${textAt(volume, 'spec', 'claimRef', 'namespace') ?? ''}/${name}`;
}

function replicas(object: Live): string {
  const wanted = textAt(object, 'spec', 'replicas') ?? '1';
  const ready = textAt(object, 'status', 'readyReplicas') ?? '0';
  return listed(ready === wanted ? `${wanted} running` : `${ready} of ${wanted} running`, image(object));
}

function image(object: Live): string | undefined {
  return objects(at(object, 'spec', 'template', 'spec', 'containers')).flatMap((container) => textAt(container, 'image') ?? [])[0];
}

function claims(set: Live): string | undefined {
  const number = objects(at(set, 'spec', 'volumeClaimTemplates')).length;
  return number === 0 ? undefined : textAt(set, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete' ? 'its claims go too' : 'its claims stay';
}

function address(service: Live): string | undefined {
  const ingress = objects(at(service, 'status', 'loadBalancer', 'ingress'))[0];
  return ingress === undefined ? undefined : (textAt(ingress, 'hostname') ?? textAt(ingress, 'ip'));
}
