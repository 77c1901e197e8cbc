import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { type ApiServer, apiServer, kubeconfig, type Recorded } from './api-server';
import { inventory, missing, only, type Stage, stage } from './stage';

const skip = missing('kubectl');

const inShop = (kind: string, name: string, more: Record<string, unknown> = {}, labels: Record<string, string> = {}): Recorded => ({ kind, metadata: { name, namespace: 'shop', labels }, ...more });
const claim = (name: string, volumeName: string): Recorded => inShop('PersistentVolumeClaim', name, { spec: { volumeName, storageClassName: 'gp3', resources: { requests: { storage: '20Gi' } } }, status: { capacity: { storage: '20Gi' } } }, { app: 'db' });
const volume = (name: string, policy: string): Recorded => ({ kind: 'PersistentVolume', metadata: { name }, spec: { persistentVolumeReclaimPolicy: policy, capacity: { storage: '20Gi' } } });
const workload = (kind: string, name: string, replicas: number, more: Record<string, unknown> = {}): Recorded => inShop(kind, name, { spec: { replicas, template: { spec: { containers: [{ image: `shop/${name}:2` }] } }, ...more }, status: { readyReplicas: replicas } }, { app: name });
const pod = (name: string, node: string, more: Record<string, unknown> = {}): Recorded => ({ kind: 'Pod', metadata: { name, namespace: 'shop', labels: { app: 'web' }, ...more }, spec: { nodeName: node, volumes: [{ name: 'tmp', emptyDir: {} }] }, status: { phase: 'Running' } });

const CLUSTER: readonly Recorded[] = [
  { kind: 'Namespace', metadata: { name: 'shop' } },
  claim('data-db-0', 'pv-1'), claim('data-db-1', 'pv-2'), volume('pv-1', 'Delete'), volume('pv-2', 'Retain'),
  workload('StatefulSet', 'db', 2, { volumeClaimTemplates: [{ metadata: { name: 'data' } }] }), workload('Deployment', 'web', 3),
  pod('web-1', 'node-a', { ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] }), pod('lone', 'node-a'), pod('web-2', 'node-b', { ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] }),
  inShop('Service', 'web', { spec: { type: 'LoadBalancer' }, status: { loadBalancer: { ingress: [{ hostname: 'shop.example.com' }] } } }),
  inShop('Secret', 'api-key', { data: { key: 'aHVudGVyMg==' } }), inShop('ConfigMap', 'kube-root-ca.crt'), inShop('ConfigMap', 'settings'), inShop('postgresql', 'orders'),
];

async function made(t: TestContext, forbidden: readonly string[] = []): Promise<{ shop: Stage; api: ApiServer }> {
  const shop = stage(t);
  const api = await apiServer(t, CLUSTER, forbidden);
  shop.write('../home/.kube/config', kubeconfig(api.url, 'shop'));
  return { shop, api };
}

test('a namespace is shown with everything that is in it, data first', { skip }, async (t) => {
  const { shop, api } = await made(t);
  const sights = await shop.look('kubectl delete namespace shop');
  const { items, source } = inventory(sights);
  assert.deepEqual(items.map(({ name }) => name).sort(), [
    'configmap/settings', 'deployment/web', 'persistentvolumeclaim/data-db-0', 'persistentvolumeclaim/data-db-1', 'pod/lone', 'pod/web-1', 'pod/web-2', 'postgresql/orders', 'secret/api-key', 'service/web', 'statefulset/db',
  ].sort());
  const details = Object.fromEntries(items.map(({ name, detail }) => [name, detail]));
  assert.equal(details['persistentvolumeclaim/data-db-0'], '20Gi, gp3, reclaim Delete: the volume goes too');
  assert.equal(details['persistentvolumeclaim/data-db-1'], '20Gi, gp3, reclaim Retain: the volume stays');
  assert.equal(details['deployment/web'], '3 running, shop/web:2');
  assert.equal(details['statefulset/db'], '2 running, shop/db:2, its claims stay');
  assert.equal(details['service/web'], 'LoadBalancer, shop.example.com');
  assert.deepEqual(items.filter(({ holdsData }) => holdsData).map(({ name }) => name).sort(), ['persistentvolumeclaim/data-db-0', 'persistentvolumeclaim/data-db-1', 'postgresql/orders', 'secret/api-key', 'statefulset/db'].sort());
  assert.match(source, /namespace shop as the cluster says now/);
  assert.doesNotMatch(JSON.stringify(sights), /aHVudGVyMg/);
  assert.deepEqual(api.requests.filter((request) => !request.startsWith('GET ')), []);
});

const CASES: readonly { readonly command: string; readonly items: Readonly<Record<string, string>> }[] = [
  { command: 'kubectl delete pvc data-db-0', items: { 'persistentvolumeclaim/data-db-0': 'gone' } },
  { command: 'kubectl delete pvc --all -n shop', items: { 'persistentvolumeclaim/data-db-0': 'gone', 'persistentvolumeclaim/data-db-1': 'gone' } },
  { command: 'kubectl -n shop delete pvc,sts -l app=db', items: { 'persistentvolumeclaim/data-db-0': 'gone', 'persistentvolumeclaim/data-db-1': 'gone', 'statefulset/db': 'gone' } },
  { command: 'kubectl delete deployment/web statefulset/db -n shop', items: { 'deployment/web': 'gone', 'statefulset/db': 'gone' } },
  { command: 'kubectl scale deployment web --replicas=0 -n shop', items: { 'deployment/web': 'changed' } },
  { command: 'kubectl delete crd postgresqls.acid.zalan.do', items: { 'customresourcedefinition/postgresqls.acid.zalan.do': 'gone', 'postgresql/orders in shop': 'gone' } },
  { command: 'kubectl drain node-a --ignore-daemonsets --delete-emptydir-data', items: { 'pod/lone in shop': 'gone', 'pod/web-1 in shop': 'changed' } },
  { command: 'kubectl delete -f manifests/', items: { 'deployment/web': 'gone' } },
  { command: 'kubectl delete pvc nothing-of-that-name -n shop', items: {} },
];

for (const { command, items } of CASES) {
  test(`${command} is asked of the cluster`, { skip }, async (t) => {
    const { shop, api } = await made(t);
    shop.write('manifests/web.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\n');
    const found = inventory(await shop.look(command));
    assert.deepEqual(Object.fromEntries(found.items.map(({ name, becomes }) => [name.replace(/^(pvc|deployment|statefulset|persistentvolumeclaim)\/([^ ]+) in shop$/, '$1/$2'), becomes.kind])), items);
    assert.deepEqual(api.requests.filter((request) => !request.startsWith('GET ')), []);
  });
}

const applied = (kind: string, name: string, spec: Record<string, unknown>): Recorded => ({ kind, metadata: { name, namespace: 'shop', labels: { app: 'shop' }, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } }, ...spec });
const APPLIED: readonly Recorded[] = [
  applied('Deployment', 'web', { spec: { replicas: 3, template: { spec: { containers: [{ name: 'web', image: 'shop/web:2' }] } } } }), applied('Deployment', 'old', { spec: { replicas: 1 } }), applied('PersistentVolumeClaim', 'cache', { spec: { volumeName: 'pv-9' } }),
  { kind: 'ConfigMap', metadata: { name: 'by-hand', namespace: 'shop', labels: { app: 'shop' } } }, applied('Secret', 'api', { data: { key: 'b2xk' } }),
];

async function appliedCluster(t: TestContext): Promise<{ shop: Stage; api: ApiServer }> {
  const shop = stage(t);
  const api = await apiServer(t, APPLIED);
  shop.write('../home/.kube/config', kubeconfig(api.url, 'shop'));
  shop.write('k8s/web.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\n  labels: {app: shop}\nspec:\n  replicas: 0\n  selector: {matchLabels: {app: shop}}\n  template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: web, image: shop/web:3}]}}\n');
  shop.write('k8s/new.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: new, namespace: shop}\n');
  shop.write('k8s/secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: {name: api, namespace: shop}\ndata: {key: bmV3}\n');
  return { shop, api };
}

test('an apply that prunes is shown by what the selector finds and the manifests do not name', { skip }, async (t) => {
  const { shop, api } = await appliedCluster(t);
  const { items, source } = inventory(await shop.look('kubectl apply -n shop -f k8s/ --prune -l app=shop'));
  assert.deepEqual(items.map(({ name, becomes }) => [name.replace(' in shop', ''), becomes.kind]), [['persistentvolumeclaim/cache', 'gone'], ['deployment/old', 'gone']]);
  assert.match(source, /the selector finds and the manifests do not name/);
  assert.deepEqual(api.requests.filter((request) => !request.startsWith('GET ')), []);
});

test('asked for, an apply is shown as the server itself would make it, and nothing is kept', { skip }, async (t) => {
  const { shop, api } = await appliedCluster(t);
  const plain = inventory(await shop.look('kubectl apply -n shop -f k8s/'));
  assert.deepEqual(plain.items.map(({ name }) => name.replace(' in shop', '')), ['secret/api', 'deployment/web']);
  assert.deepEqual(api.requests.filter((request) => !request.startsWith('GET ')), []);
  const sights = await shop.look('kubectl apply -n shop -f k8s/', { full: true });
  const looked = only(sights);
  const { items, source } = inventory(sights);
  assert.deepEqual(items.map(({ name, becomes }) => [name.replace(' in shop', ''), becomes.kind]), [['secret/api', 'changed'], ['deployment/web', 'changed']]);
  assert.match(source, /by its own dry run, it creates 1 object/);
  const web = looked.kind === 'known' ? looked.files?.find(({ path }) => path.includes('web')) : undefined;
  assert.match(web?.before ?? '', /"replicas": 3/);
  assert.match(web?.after ?? '', /"replicas": 0/);
  assert.doesNotMatch(JSON.stringify(sights), /b2xk|bmV3/, 'no value of a secret is shown');
  assert.deepEqual(api.requests.filter((request) => !/^(?:GET|DRY )/.test(request)), []);
});

test('what may not be read is said, and the rest is shown', { skip }, async (t) => {
  const { shop } = await made(t, ['persistentvolumes', 'services', 'secrets']);
  const { items, source } = inventory(await shop.look('kubectl delete ns shop'));
  assert.match(items.find(({ name }) => name === 'persistentvolumeclaim/data-db-0')?.detail ?? '', /not known/);
  assert.match(source, /not all of it: .*services is forbidden.*its secrets could not be listed/);
  assert.ok(items.some(({ name }) => name === 'deployment/web'));
});

test('a cluster that does not answer, or asks who it is, leaves what exists unknown', { skip }, async (t) => {
  const shop = stage(t);
  shop.write('../home/.kube/config', kubeconfig('http://127.0.0.1:1'));
  const looked = only(await shop.look('kubectl delete ns shop'));
  assert.match(looked.kind === 'unknown' ? looked.why : '', /what exists could not be learned: .*refused/);
});

test('a kubeconfig of the workspace may not name a program', { skip }, async (t) => {
  const shop = stage(t);
  shop.write('kube.yaml', 'apiVersion: v1\nkind: Config\nusers:\n- name: me\n  user:\n    exec:\n      command: ./steal.sh\n');
  const looked = only(await shop.look('kubectl --kubeconfig kube.yaml delete ns shop'));
  assert.match(looked.kind === 'unknown' ? looked.why : '', /names a program to run for credentials/);
  assert.equal(looked.command, null);
});

test('a release is shown as what it made, and what its policy keeps', { skip }, async (t) => {
  const { shop } = await made(t);
  const manifest = `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
---
apiVersion: v1
kind: Secret
metadata:
  name: api-key
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data-db-0
  annotations:
    "helm.sh/resource-policy": keep
---
apiVersion: v1
kind: Service
metadata:
  name: never-made
`;
  // The client is not on every machine; what it prints is recorded.
  shop.write('../tools/manifest.yaml', manifest);
  shop.write('../tools/helm', `#!/bin/sh\n[ "$1 $2 $3 $4" = "get manifest shop --namespace=shop" ] || { echo "Error: unexpected $*" >&2; exit 1; }\ncat "$(dirname "$0")/manifest.yaml"\n`, 0o755);
  shop.env['PATH'] = `${shop.folder}/../tools:${shop.env['PATH']}`.replace('/shop/..', '');
  const { items } = inventory(await shop.look('helm uninstall shop -n shop'));
  assert.deepEqual(items.map(({ name, detail, holdsData, becomes }) => [name.replace(' in shop', ''), detail, holdsData, becomes.kind]), [
    ['deployment/web', '3 running, shop/web:2', false, 'gone'],
    ['secret/api-key', 'its values are not read', true, 'gone'],
    ['persistentvolumeclaim/data-db-0', '20Gi, gp3, reclaim Delete: the volume goes too, kept by its policy', false, 'kept'],
    ['service/never-made', 'not there now', false, 'gone'],
  ]);
});
