import { effectOf } from '../../effects';
import type { Effect, Lowered, Tool } from '../../model';
import { readArguments } from '../options';
import { reading } from '../subcommands';
import { clusterMaker, localCluster } from './clusters';

/** Programs with a kubectl (or helm, or docker) of their own inside: `k3s kubectl delete …`, `minikube kubectl -- delete …`. */
function withKubectl(own: Tool, cluster: string | null): Tool {
  return (invocation, context): Lowered | readonly Effect[] => {
    const at = invocation.args.findIndex(({ value }) => !value.startsWith('-'));
    const inner = invocation.args[at]?.value.replace(/^microk8s\./, '');
    if (inner !== 'kubectl' && inner !== 'helm' && inner !== 'helm3' && inner !== 'crictl' && inner !== 'ctr' && inner !== 'etcdctl') return own(invocation, context);
    const rest = invocation.args.slice(at + 1);
    const words = rest[0]?.value === '--' ? rest.slice(1) : rest;
    const lowered = context.invoke({ ...invocation, program: inner === 'helm3' ? 'helm' : inner, args: words });
    return cluster === null ? lowered : { ...lowered, effects: lowered.effects.map((effect) => ({ ...effect, environment: { ...effect.environment, facts: { ...effect.environment.facts, 'kube-context': cluster } } })) };
  };
}

/** A cluster that is somebody's own machine. */
export const minikube = withKubectl(localCluster, 'minikube');
export const k3d = withKubectl(localCluster, 'k3d');
export const microk8s = withKubectl((invocation, context) => {
  if (invocation.args[0]?.value === 'reset') return [effectOf(invocation, { verb: 'delete', resource: { kind: 'stack', type: 'microk8s', address: 'the cluster of this machine' }, reach: 'stack', undo: 'no' })];
  return clusterMakerRead(invocation, context);
}, null);
export const k3s = withKubectl((invocation, context) => {
  const words = invocation.args.filter(({ value }) => !value.startsWith('-')).map(({ value }) => value);
  if (words[0] === 'etcd-snapshot' && /^(?:delete|prune)$/.test(words[1] ?? '')) {
    return [effectOf(invocation, { verb: 'delete', resource: { kind: 'backup', type: 'etcd-snapshot', address: words.slice(2).join(', ') || 'old snapshots' }, reach: words[1] === 'prune' ? 'collection' : 'resource', undo: 'no' })];
  }
  if (invocation.args.some(({ value }) => /^--cluster-reset(?:=true)?$/.test(value))) {
    return [effectOf(invocation, { verb: 'overwrite', resource: { kind: 'data-store', type: 'etcd', address: 'the memory of the cluster' }, undo: 'no' })];
  }
  return clusterMakerRead(invocation, context);
}, null);
export const rancher = withKubectl(clusterMaker, null);

const clusterMakerRead: Tool = (invocation) => [reading(invocation, invocation.args.filter(({ value }) => !value.startsWith('-')))];

/** `k3s-uninstall.sh` and its like take the cluster off the machine with its data; the `killall` scripts only stop it. */
export const uninstallScript: Tool = (invocation) => [
  /killall/.test(invocation.program)
    ? effectOf(invocation, { verb: 'stop', resource: { kind: 'service', type: 'cluster', address: 'everything the cluster runs on this machine' }, reach: 'collection', undo: 'from-code' })
    : effectOf(invocation, { verb: 'delete', resource: { kind: 'stack', type: 'cluster', address: 'the cluster of this machine with its data' }, reach: 'stack', undo: 'no' }),
];

/** `kubie exec CONTEXT NAMESPACE COMMAND` runs a command against another cluster. */
export const kubie: Tool = (invocation, context): Lowered | readonly Effect[] => {
  const args = readArguments(invocation.args, { style: 'gnu', optionsFirst: true, values: ['--context-headers'] });
  const [verb, cluster, namespace, command, ...rest] = args.positionals.filter(({ value }) => value !== '--');
  if (verb?.value !== 'exec' || command === undefined) return [reading(invocation, args.positionals)];
  const lowered = context.invoke({ ...invocation, program: command.value.split('/').at(-1) as string, command, args: rest });
  const facts = { 'kube-context': cluster?.value ?? '', 'kube-namespace': namespace?.value ?? '' };
  return { ...lowered, effects: lowered.effects.map((effect) => ({ ...effect, environment: { ...effect.environment, facts: { ...effect.environment.facts, ...facts } } })) };
};

/** Programs that look at a cluster, choose one, or check files. */
export const looker: Tool = (invocation) => [reading(invocation, invocation.args.filter(({ value }) => !value.startsWith('-')))];

