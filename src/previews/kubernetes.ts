import { kubernetesName } from '../engine/kinds/kubernetes';
import type { Facts } from '../engine/model';
import { targetsOf } from '../engine/tools/kubernetes/targets';
import { at, count, known, listed, textAt, unknown } from './answers';
import { appliedDry, pruned } from './kubernetes-applies';
import { cluster, type Cluster, type Live } from './kubernetes-ask';
import { itemOf, type Volumes, volumesBy } from './kubernetes-items';
import type { Becomes, Item, Looked, Preview, Question } from './preview';

/** What a delete, a scale to nothing or a drain would take from the cluster: the live objects, their volumes, and what a namespace or a definition takes along. */
export const kubernetes: Preview = {
  id: 'kubernetes',
  matches: ({ program }, effects) => /^(?:kubectl|oc)$/.test(program) && effects.some(({ verb }) => verb === 'delete' || verb === 'stop' || verb === 'replace' || verb === 'overwrite'),

  async look(question) {
    const opened = cluster(question, question.invocation.program);
    if (opened.kind === 'nothing') return unknown(opened.why);
    const { value } = opened;
    const [verb, ...words] = value.args.positionals;
    const unread = [...words, ...value.args.values('-n', '--namespace', '--context', '-f', '--filename', '-l', '--selector')].find((word) => !word.known);
    if (unread) return unknown(`\`${unread.value}\` is only known when it runs`);
    switch (verb?.value) {
      case 'delete':
        return deleted(question, value, words.map((word) => word));
      case 'scale':
        return changed(value, selection(value, words.map((word) => word.value), '--replicas', '--current-replicas'), { kind: 'changed', to: `${value.args.value('--replicas')?.value ?? 'another number of'} replicas: nothing of it runs` });
      case 'drain':
        return drained(value, words.map((word) => word.value));
      case 'replace':
        return manifests(value, { kind: 'empty', why: '--force: deleted and created again' });
      case 'apply':
        return applied(question, value);
      case 'rollout':
        return changed(value, words.slice(1).map((word) => word.value), { kind: 'changed', to: 'started anew' });
      default:
        return unknown(`what \`kubectl ${verb?.value ?? ''}\` changes of it is not looked up`);
    }
  },
};

async function deleted(question: Question, value: Cluster, words: Parameters<typeof targetsOf>[0]['words']): Promise<Looked> {
  const { args } = value;
  if (args.values('-f', '--filename', '-k', '--kustomize').length > 0) return manifests(value, { kind: 'gone' });
  const targets = targetsOf({ args, words });
  const namespaces = targets.filter(({ kind }) => /^(?:namespace|project)$/.test(kubernetesName(kind)));
  const definitions = targets.filter(({ kind }) => kubernetesName(kind) === 'customresourcedefinition');
  if (namespaces.length > 0 && namespaces.every(({ name }) => name !== null)) return emptied(value, namespaces.map(({ name }) => name as string));
  if (definitions.length > 0 && definitions.every(({ name }) => name !== null)) return undefinedKinds(value, definitions.map(({ name }) => name as string));
  return changed(value, selection(value, words.map((word) => word.value)), { kind: 'gone' }, question.effects);
}

/** What the words select, for a `get` that selects the same. */
function selection({ args }: Cluster, words: readonly string[], ...without: readonly string[]): readonly string[] {
  const selectors = ['-l', '--selector', '--field-selector'].filter((name) => !without.includes(name)).flatMap((name) => args.values(name).map(({ value }) => `${name === '-l' ? '--selector' : name}=${value}`));
  return [...words, ...selectors, ...(args.has('-A', '--all-namespaces') ? ['--all-namespaces'] : [])];
}

async function changed(value: Cluster, words: readonly string[], becomes: Becomes, effects: Question['effects'] = []): Promise<Looked> {
  const [found, volumes] = await Promise.all([value.get(...words), volumesOf(value, words.some((word) => /claim|pvc|volume|pv\b|statefulset|sts|^all$/.test(word)))]);
  if (found.kind === 'nothing') return unknown(found.why);
  const items = found.value.objects.map((object) => itemOf(object, becomes, volumes, namespaceOf(value)));
  return known(items, listed('as the cluster says now', found.value.partly && `not all of it: ${found.value.partly}`, items.length === 0 && effects.length > 0 && 'nothing of that name is there'), { where: whereOf(value) });
}

/** With `--prune` what is not named goes. Otherwise the server can say what it would make of it, which takes the right to change it: only when a person asks. */
async function applied(question: Question, value: Cluster): Promise<Looked> {
  const words = fileWords(value);
  if (typeof words === 'string') return unknown(words);
  if (value.args.has('--prune')) return pruned(value, words, await volumesOf(value, true));
  if (question.full) return appliedDry(value, words, question.cwd);
  return manifests(value, value.args.has('--force') ? { kind: 'changed', to: 'changed, or deleted and created again where it can not be' } : { kind: 'changed', to: 'changed' });
}

async function manifests(value: Cluster, becomes: Becomes): Promise<Looked> {
  const words = fileWords(value);
  return typeof words === 'string' ? unknown(words) : changed(value, words, becomes);
}

/** The files that name the objects, for a `get` of the same; or why they cannot be read here. */
function fileWords(value: Cluster): readonly string[] | string {
  const files = value.args.values('-f', '--filename').map((word) => word.value);
  if (files.length === 0 || value.args.values('-k', '--kustomize').length > 0) return 'what a kustomization builds is only known when it runs';
  if (files.some((file) => file === '-' || file === '/dev/stdin' || file.includes('://'))) return 'the manifests are not files that can be read here';
  return [...files.map((file) => `--filename=${file}`), ...(value.args.has('-R', '--recursive') ? ['--recursive'] : [])];
}

/** Kinds that every cluster has, without secrets: those are asked for by name only, so that no value of theirs is read. */
const KINDS = 'pods,persistentvolumeclaims,services,configmaps,deployments.apps,statefulsets.apps,daemonsets.apps,jobs.batch,cronjobs.batch,ingresses.networking.k8s.io';
const OWN_GROUPS = /\.(?:apps|batch|autoscaling|policy|networking\.k8s\.io|rbac\.authorization\.k8s\.io|coordination\.k8s\.io|discovery\.k8s\.io|events\.k8s\.io|authorization\.k8s\.io|metrics\.k8s\.io|resource\.k8s\.io|storage\.k8s\.io)$/;

async function emptied(value: Cluster, names: readonly string[]): Promise<Looked> {
  const volumes = await volumesOf(value, true);
  const kinds = await value.lines('api-resources', '--verbs=list', '--namespaced', '-o', 'name');
  const custom = (kinds ?? []).filter((name) => name.includes('.') && !OWN_GROUPS.test(name)).slice(0, 60);
  const parts = await Promise.all(names.map(async (name) => {
    const [own, secrets, others] = await Promise.all([value.get(KINDS, `--namespace=${name}`), value.lines('get', 'secrets', `--namespace=${name}`, '-o', 'name'), custom.length === 0 ? [] : value.lines('get', custom.join(','), `--namespace=${name}`, '--ignore-not-found', '-o', 'name')]);
    const unlisted = [...(secrets === null ? ['its secrets'] : []), ...(kinds === null || others === null ? ['what operators keep in it'] : [])];
    return { name, own, rest: [...(secrets ?? []), ...(others ?? [])], unlisted };
  }));
  const failed = parts.find(({ own }) => own.kind === 'nothing');
  if (failed?.own.kind === 'nothing') return unknown(failed.own.why);
  const items = parts.flatMap(({ name, own, rest }) => [
    ...(own.kind === 'answered' ? own.value.objects.filter(isItsOwn).map((object) => itemOf(object, { kind: 'gone' }, volumes, names.length === 1 ? name : null)) : []),
    ...rest.map((one) => namedItem(one, names.length === 1 ? null : name)),
  ]);
  const partly = parts.flatMap(({ own, unlisted }) => [...(own.kind === 'answered' && own.value.partly !== null ? [own.value.partly] : []), ...unlisted.map((one) => `${one} could not be listed`)]).slice(0, 3).join('; ');
  return known(items, listed(`what is in ${names.map((name) => `namespace ${name}`).join(' and ')} as the cluster says now`, partly !== '' && `not all of it: ${partly}`), { where: { ...whereOf(value), 'kube-namespace': names.join(', ') } });
}

/** What every namespace is given by itself. */
function isItsOwn(object: Live): boolean {
  return textAt(object, 'metadata', 'name') !== 'kube-root-ca.crt';
}

async function undefinedKinds(value: Cluster, names: readonly string[]): Promise<Looked> {
  const parts = await Promise.all(names.map(async (name) => value.get(name, '--all-namespaces')));
  const failed = parts.find((part) => part.kind === 'nothing');
  if (failed?.kind === 'nothing') return unknown(failed.why);
  const objectsOf = parts.flatMap((part) => (part.kind === 'answered' ? part.value.objects : []));
  const items = objectsOf.map((object): Item => ({ ...itemOf(object, { kind: 'gone' }, null, null), holdsData: true }));
  return known([...names.map((name): Item => ({ name: `customresourcedefinition/${name}`, detail: count(objectsOf.length, 'object goes', 'objects go') + ' with it', holdsData: objectsOf.length > 0, becomes: { kind: 'gone' }, group: 'customresourcedefinition' })), ...items], 'every object of these kinds, in every namespace, as the cluster says now', { where: whereOf(value) });
}

async function drained(value: Cluster, nodes: readonly string[]): Promise<Looked> {
  if (nodes.length === 0) return unknown('which nodes it selects is not looked up');
  const parts = await Promise.all(nodes.map((node) => value.get('pods', '--all-namespaces', `--field-selector=spec.nodeName=${node.replace(/^nodes?\//, '')}`)));
  const failed = parts.find((part) => part.kind === 'nothing');
  if (failed?.kind === 'nothing') return unknown(failed.why);
  const pods = parts.flatMap((part) => (part.kind === 'answered' ? part.value.objects : []));
  const items = pods.map((pod): Item => {
    const owned = Array.isArray(at(pod, 'metadata', 'ownerReferences'));
    const scratch = JSON.stringify(at(pod, 'spec', 'volumes') ?? []).includes('"emptyDir"');
    const item = itemOf(pod, owned ? { kind: 'changed', to: 'started on another node' } : { kind: 'gone' }, null, null);
    return { ...item, detail: listed(item.detail, scratch && 'keeps files on the node'), holdsData: scratch && value.args.has('--delete-emptydir-data', '--delete-local-data') };
  });
  return known(items, `pods on ${nodes.join(', ')} as the cluster says now`, { where: whereOf(value) });
}

/** `secret/api-key`, `postgresql.acid.zalan.do/shop`. */
function namedItem(line: string, namespace: string | null): Item {
  const [type = '', name = ''] = line.split('/');
  const [kind = '', ...group] = type.split('.');
  const item = itemOf({ kind: type, metadata: { name, ...(namespace !== null && { namespace }) } }, { kind: 'gone' }, null, null);
  return { ...item, detail: item.detail === '' && group.length > 0 ? group.join('.') : item.detail, group: kind };
}

async function volumesOf(value: Cluster, wanted: boolean): Promise<Volumes> {
  if (!wanted) return null;
  const found = await value.get('persistentvolumes');
  return found.kind === 'answered' ? volumesBy(found.value.objects) : null;
}

function namespaceOf({ args }: Cluster): string | null {
  return args.value('-n', '--namespace')?.value ?? 'default';
}

function whereOf({ args }: Cluster): Facts {
  const context = args.value('--context')?.value;
  return context === undefined ? {} : { 'kube-context': context };
}
