import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { together } from '../../../src/engine/effects';
import type { Effect, Facts, Invocation } from '../../../src/engine/model';
import { KUBERNETES } from '../../../src/engine/tools/kubernetes';
import { contextOf, invocationOf } from './invocations';

/** `verb kind address`, and the reach where it is not one resource. */
const SAID: readonly (readonly [text: string, ...effects: string[]])[] = [
  ['kubectl delete ns shop', 'delete stack namespace/shop stack'],
  ['kubectl delete pvc data-0 data-1', 'delete data-store persistentvolumeclaim/data-0', 'delete data-store persistentvolumeclaim/data-1'],
  ['kubectl -n prod delete deploy,sts,pvc --all', 'delete service every deployment it selects collection', 'delete data-store every statefulset it selects collection', 'delete data-store every persistentvolumeclaim it selects collection'],
  ['kubectl delete deploy/api svc/api', 'delete service deployment/api', 'delete service service/api'],
  ['kubectl delete deployments.apps api', 'delete service deployment/api'],
  ['kubectl delete crd kafkas.kafka.strimzi.io', 'delete data-store customresourcedefinition/kafkas.kafka.strimzi.io collection'],
  ['kubectl delete clusters.postgresql.cnpg.io main', 'delete data-store cluster/main'],
  ['kubectl delete pod api-1', 'stop service pod/api-1'],
  ['kubectl delete pods -l app=api', 'stop service every pod it selects collection'],
  ['kubectl delete job migrate', 'delete other job/migrate'],
  ['kubectl delete --raw /apis/apps/v1/namespaces/prod/deployments/api', 'delete service deployment/api'],
  ['kubectl delete --raw /api/v1/namespaces/prod', 'delete stack namespace/prod stack'],
  ['kubectl delete -f missing.yaml', 'delete infrastructure what missing.yaml names collection'],
  ['kubectl delete ns shop --dry-run=client', 'read other kubectl delete ns'],
  ['kubectl delete ns shop --dry-run=none', 'delete stack namespace/shop stack'],
  ['kubectl create ns shop', 'create stack namespace/shop stack'],
  ['kubectl create secret generic db --from-literal=a=b', 'create key secret/db'],
  ['kubectl scale deploy/api --replicas=0', 'stop service deployment/api'],
  ['kubectl scale sts db --replicas 0', 'stop service statefulset/db'],
  ['kubectl scale deploy api --replicas=2', 'update infrastructure deployment/api'],
  ['kubectl patch deploy api -p {"spec":{"replicas":0}}', 'update infrastructure deployment/api'],
  ["kubectl patch deploy api -p '{spec: {replicas: 0}}'", 'stop service deployment/api'],
  ["kubectl patch pvc data --type merge --patch '{metadata: {finalizers: null}}'", 'delete data-store persistentvolumeclaim/data'],
  ["kubectl patch ns shop --type json -p '[{op: remove, path: /metadata/finalizers}]'", 'delete stack namespace/shop stack'],
  ["kubectl patch pv x -p '{spec: {persistentVolumeReclaimPolicy: Delete}}'", 'unprotect data-store persistentvolume/x'],
  ["kubectl patch pv x -p '{spec: {persistentVolumeReclaimPolicy: Retain}}'", 'update infrastructure persistentvolume/x'],
  ['kubectl drain node-1', 'stop service the pods on node-1 collection'],
  ['kubectl replace --force -f x.yaml', 'replace infrastructure what x.yaml names collection'],
  ['kubectl auth can-i delete pods', 'read other kubectl auth can-i'],
  ['kubectl view-secret delete', 'read other kubectl view-secret delete'],
  ['kubectl cnpg destroy main 1', 'delete data-store cnpg destroy main 1'],
  ['kubectl argo rollouts undo api', 'update infrastructure rollout/api'],
  ['kubectl exec api-1 -c app -- kubectl delete ns shop', 'delete stack namespace/shop stack'],
  ['kubectl exec -it api-1 -- sh', 'read other kubectl exec api-1'],
  ['oc adm prune images', 'read other oc adm prune'],
  ['oc adm prune images --confirm', 'delete data-store old images collection'],
  ['oc adm policy remove-cluster-role-from-user admin alice', 'delete identity admin alice'],
  ['k3s kubectl delete ns shop', 'delete stack namespace/shop stack'],
  ['minikube kubectl -- delete ns shop', 'delete stack namespace/shop stack'],
  ['kubie exec prod shop kubectl delete pvc data', 'delete data-store persistentvolumeclaim/data'],
  ['helm uninstall a b -n prod', 'delete stack release a stack', 'delete stack release b stack'],
  ['helm upgrade shop . --set web.replicaCount=0', 'stop service release shop', 'update change release shop collection'],
  ['helm upgrade shop . --set image.tag=0', 'update change release shop collection'],
  ['helm secrets upgrade shop . --force', 'replace infrastructure objects of release shop collection', 'update change release shop collection'],
  ['argocd app sync shop --prune --force', 'delete infrastructure what git no longer names in application shop collection', 'replace infrastructure objects of application shop collection'],
  ['kops delete cluster shop', 'read other kops delete cluster'],
  ['kops delete cluster shop --yes', 'delete stack cluster shop stack'],
  ['eksctl delete nodegroup -f c.yaml', 'read other plan'],
  ['eksctl delete nodegroup -f c.yaml --approve', 'delete service node group'],
  ['vault write transit/keys/a/config deletion_allowed=true', 'unprotect protection transit/keys/a/config'],
  ['vault write secret/a b=c', 'update other path secret/a', 'update other path b=c'],
  ['nomad job scale api web 0', 'stop service job'],
  ['nomad alloc exec 4d2 kubectl delete ns shop', 'delete stack namespace/shop stack'],
  ['kind delete cluster', 'delete regenerated cluster on this machine'],
];

describe('what cluster tools would do', () => {
  for (const [text, ...effects] of SAID) test(text, () => assert.deepEqual(said(run(text)), effects));
});

const MANIFEST = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: 0
  template:
    metadata: { name: inner }
---
kind: List
items:
  - { kind: Job, metadata: { name: once } }
  - { kind: Cluster, apiVersion: postgresql.cnpg.io/v1, metadata: { name: main } }
`;

test('manifests are read for what they name', () => {
  const files = { '/w/k8s/a.yaml': MANIFEST, '/w/k8s/kustomization.yaml': 'resources:\n  - a.yaml\n', '/w/k8s/readme.md': 'x' };
  const all = ['delete stack namespace/shop stack', 'delete service deployment/api', 'delete other job/once', 'delete data-store cluster/main'];
  assert.deepEqual(said(run('kubectl delete -f k8s/a.yaml', { files })), all);
  assert.deepEqual(said(run('kubectl delete -k k8s', { files })), all);
  assert.deepEqual(said(run('kubectl delete -f -', { stdin: { kind: 'text', text: MANIFEST, complete: true } })), all);
  assert.deepEqual(said(run('kubectl delete -f -', { stdin: { kind: 'unread' } })), ['delete infrastructure what its input names collection']);
  assert.deepEqual(said(run('kubectl replace --force -f k8s/a.yaml', { files })), all.map((one) => one.replace('delete', 'replace')));
  assert.deepEqual(said(run('kubectl apply -f k8s/a.yaml', { files })), [
    'update change what k8s/a.yaml names collection', 'create stack namespace/shop stack', 'stop service deployment/api', 'create service deployment/api', 'create other job/once', 'create data-store cluster/main',
  ]);
  assert.deepEqual(said(run('kubectl delete -f k8s/bad.yaml', { files: { '/w/k8s/bad.yaml': 'kind: {{ .Values.kind }}\n' } })), ['delete infrastructure what k8s/bad.yaml names collection']);
});

test('a word that is only known when it runs may be more than one thing', () => {
  const word = (value: string) => ({ value, known: false, glob: false, span: [0, 0] as const });
  const given = (value: string, ...before: string[]) => said(run('kubectl', { args: [...invocationOf(`kubectl ${before.join(' ')}`).args, word(value)] }));
  assert.deepEqual(given('$POD', 'delete', 'pod'), ['stop service pod/$POD']);
  assert.deepEqual(given('$(kubectl get pods -o name)', 'delete', 'pod'), ['stop service pod/$(kubectl get pods -o name) collection']);
  assert.deepEqual(given('$(kubectl get pods -o name)', 'delete'), ['stop service every pod it selects collection']);
  assert.deepEqual(given('$X', 'delete'), ['delete infrastructure every object it selects collection']);
  assert.deepEqual(given('$VERB'), ['run-unseen code kubectl $VERB']);
});

test('what a list is handed to is not known', () => {
  assert.deepEqual(said(run('kubectl delete', { wrappers: [{ program: 'xargs', args: [] }] })), ['delete infrastructure every object it selects collection']);
  assert.deepEqual(said(run('kubectl delete pod', { wrappers: [{ program: 'xargs', args: [] }] })), ['stop service every pod it selects collection']);
});

const KUBECONFIG = `apiVersion: v1
clusters:
- name: a
  cluster: { server: https://a }
contexts:
- context:
    cluster: a
    namespace: shop
    user: me
  name: prod-eu
- name: "dev"
  context:
    namespace: sandbox
current-context: prod-eu
users: []
`;

test('context and namespace come from options, variables and the kubeconfig', () => {
  const files = { '/home/me/.kube/config': KUBECONFIG, '/w/other.yaml': 'current-context: kind-shop\n' };
  assert.deepEqual(factsOf(run('kubectl delete ns x', { files })), { 'kube-context': 'prod-eu', 'kube-namespace': 'shop' });
  assert.deepEqual(factsOf(run('kubectl delete ns x --context dev', { files })), { 'kube-context': 'dev', 'kube-namespace': 'sandbox' });
  assert.deepEqual(factsOf(run('kubectl -n y delete cm x --context=stage', { files })), { 'kube-context': 'stage', 'kube-namespace': 'y' });
  assert.deepEqual(factsOf(run('kubectl delete ns x --kubeconfig other.yaml', { files })), { 'kube-context': 'kind-shop' });
  assert.deepEqual(factsOf(run('kubectl delete ns x', { files, env: { KUBECONFIG: '/nowhere:/w/other.yaml' } })), { 'kube-context': 'kind-shop' });
  assert.deepEqual(factsOf(run('kubectl delete ns x --kubeconfig=prod.yaml')), { 'kube-context': 'prod.yaml' });
  assert.deepEqual(factsOf(run('helm uninstall x --kube-context prod -n y')), { 'kube-context': 'prod', 'kube-namespace': 'y' });
  assert.deepEqual(factsOf(run('minikube kubectl -- delete ns x', { files }))?.['kube-context'], 'minikube');
});

interface Given extends Partial<Invocation> {
  readonly files?: Readonly<Record<string, string>>;
}

function run(text: string, { files = {}, ...rest }: Given = {}): readonly Effect[] {
  const invocation = { ...invocationOf(text), ...rest };
  return together([(KUBERNETES[invocation.program] as NonNullable<(typeof KUBERNETES)[string]>)(invocation, contextOf({ files }, KUBERNETES))]).effects;
}

function said(effects: readonly Effect[]): string[] {
  return effects.map(({ verb, resource, reach }) => [verb, resource.kind, resource.address, ...(reach === 'resource' ? [] : [reach])].join(' '));
}

function factsOf(effects: readonly Effect[]): Facts | undefined {
  return effects[0]?.environment.facts;
}
