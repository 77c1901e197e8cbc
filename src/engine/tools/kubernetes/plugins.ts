import type { EffectSeed } from '../../effects';
import { kubernetesKind } from '../../kinds/kubernetes';
import type { Lowered } from '../../model';
import { rollouts } from './rollouts';
import type { Run } from './run';

/** A verb that kubectl does not have belongs to a plugin. `null` when it only reads, as most do. */
export function plugin(run: Run): readonly EffectSeed[] | Lowered | null {
  const { verb, words } = run;
  const values = words.map(({ value }) => value);
  if (verb === 'argo' && values[0] === 'rollouts') return rollouts(values.slice(1));
  if (verb === 'krew' || verb === 'ctx' || verb === 'ns' || verb === 'plugin') return [{ verb: 'update', resource: { kind: 'other', type: verb, address: values.join(' ') || verb }, undo: 'yes' }];
  if (READS.has(verb)) return null;
  const at = [verb, ...values].findIndex((word) => TAKES_AWAY.test(word));
  if (at < 0 || at > 2) {
    return values.includes('hibernate') && values.includes('on') ? [{ verb: 'stop', resource: { kind: 'data-store', type: verb, address: values.at(-1) ?? verb }, undo: 'from-code' }] : null;
  }
  const kind = kubernetesKind(at > 0 && values[at - 2] ? (values[at - 2] as string) : verb);
  const store = STORES.test(verb) ? 'data-store' : kind;
  return [{ verb: 'delete', resource: { kind: store === 'other' ? 'infrastructure' : store, type: verb, address: [verb, ...values].join(' ') }, reach: values.includes('--all') ? 'collection' : 'resource' }];
}

/** Verbs of kubectl itself that change nothing; their words are names, not verbs. */
const READS: ReadonlySet<string> = new Set([
  'get', 'describe', 'logs', 'log', 'explain', 'top', 'diff', 'api-resources', 'api-versions', 'cluster-info', 'version', 'events', 'wait', 'kustomize', 'completion', 'options', 'port-forward', 'proxy', 'attach', 'whoami', 'status', 'project', 'projects', 'login', 'logout', 'process', 'explore',
  'tree', 'neat', 'view-secret', 'stern', 'images', 'who-can', 'access-matrix', 'resource-capacity', 'df-pv', 'sniff', 'tail', 'rsync', 'extract', 'observe', 'types', 'registry', 'image', 'annotations', 'convert', 'alpha', 'kuberc', 'score', 'popeye', 'deprecations', 'outdated',
]);

const TAKES_AWAY = /^(?:delete|destroy|purge|uninstall|remove|nuke|wipe|evict|prune|drain|terminate|destroy-cluster|delete-all|reap|rm)$/;

const STORES = /cnpg|postgres|pgo|mysql|mongo|minio|directpv|rook|ceph|kafka|cassandra|vitess|longhorn|velero|schemahero|elastic/;
