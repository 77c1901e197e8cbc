import { kubernetesName } from '../engine/kinds/kubernetes';
import { isObject } from '../protocol/proposal';
import { at, count, known, listed, objects, parsed, textAt, textOf, unknown } from './answers';
import type { Cluster, Live } from './kubernetes-ask';
import { itemOf, type Volumes } from './kubernetes-items';
import type { FileView, Item, Looked } from './preview';

/** Kinds that `kubectl apply --prune` looks at when it is not told which: what the manifests do not name any more is deleted. */
const PRUNED = 'configmaps,persistentvolumeclaims,pods,services,jobs.batch,cronjobs.batch,ingresses.networking.k8s.io,daemonsets.apps,deployments.apps,statefulsets.apps';

/** `kubectl apply --prune -l app=shop -f k8s/`: the live objects that the selector finds and the manifests do not name. */
export async function pruned(value: Cluster, files: readonly string[], volumes: Volumes): Promise<Looked> {
  const selector = value.args.value('-l', '--selector')?.value;
  if (selector === undefined && !value.args.has('--all')) return unknown('which objects it would look at is not in the command');
  const kinds = value.args.values('--prune-allowlist', '--prune-whitelist').map((one) => (one.value.split('/').at(-1) ?? '').toLowerCase()).filter((one) => one !== '');
  const [live, named] = await Promise.all([value.get(kinds.length === 0 ? PRUNED : kinds.join(','), ...(selector === undefined ? [] : [`--selector=${selector}`])), value.get(...files)]);
  if (live.kind === 'nothing') return unknown(live.why);
  if (named.kind === 'nothing') return unknown(named.why);
  const kept = new Set(named.value.objects.map(keyOf));
  // What a controller made goes and comes with it; what nobody applied is left alone.
  const gone = live.value.objects.filter((object) => !kept.has(keyOf(object)) && at(object, 'metadata', 'ownerReferences') === undefined && at(object, 'metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration') !== undefined);
  return known(gone.map((object) => itemOf(object, { kind: 'gone' }, volumes, null)), listed('what the selector finds and the manifests do not name, as the cluster says now', live.value.partly && `not all of it: ${live.value.partly}`, gone.length === 0 && 'nothing would be deleted'));
}

/** What the server says the objects would be, by a dry run of its own: it takes the change in, tells the outcome, and keeps nothing. */
export async function appliedDry(value: Cluster, files: readonly string[], cwd: string): Promise<Looked> {
  const forced = value.args.has('--force') || value.args.has('--server-side');
  const [ran, live] = await Promise.all([value.apply(...files, ...(value.args.has('--server-side') ? ['--server-side', ...(value.args.has('--force-conflicts') ? ['--force-conflicts'] : [])] : [])), value.get(...files)]);
  const text = textOf(ran);
  if (text.kind === 'nothing') return unknown(text.why);
  const after = parsed(text.value);
  if (!isObject(after) || live.kind === 'nothing') return unknown('its answer could not be read');
  const made = 'items' in after ? objects(after['items']) : [after];
  const before = new Map(live.value.objects.map((object) => [keyOf(object), object]));
  const views = made.map((object) => ({ object, old: before.get(keyOf(object)) }));
  const changed = views.filter(({ object, old }) => old !== undefined && whole(old) !== whole(object));
  const items = changed.map(({ object }): Item => itemOf(object, { kind: 'changed', to: forced ? 'changed, or deleted and created again where it can not be' : 'changed in place' }, null, null));
  const diffs = changed.map(({ object, old }): FileView => ({ path: `${cwd}/${keyOf(object).replaceAll('/', '-')}.json`, before: shown(old as Live), after: shown(object, old) }));
  const added = views.filter(({ old }) => old === undefined).length;
  return known(items, listed('what the server would make of it, by its own dry run', added > 0 && `it creates ${count(added, 'object')}`, changed.length === 0 && 'nothing that exists is changed'), { files: diffs });
}

function keyOf(object: Live): string {
  return [kubernetesName(textAt(object, 'kind') ?? ''), textAt(object, 'metadata', 'namespace') ?? '', textAt(object, 'metadata', 'name') ?? ''].join('/');
}

/** An object as a person wrote it, more or less: without what the cluster keeps for itself. Of a secret only the names are shown, and which value is another than in `old`. */
function shown(object: Live, old?: Live): string {
  const secret = textAt(object, 'kind') === 'Secret';
  const hidden = secret ? Object.fromEntries(['data', 'stringData'].flatMap((key) => (isObject(object[key]) ? [[key, namesOnly(object[key], old?.[key])]] : []))) : {};
  return whole({ ...object, ...hidden });
}

function namesOnly(values: Readonly<Record<string, unknown>>, old: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isObject(old) && old[name] !== value ? '(hidden, another value)' : '(hidden)']));
}

function whole(object: Live): string {
  const { status: _status, ...rest } = object;
  const metadata = isObject(rest['metadata']) ? rest['metadata'] : {};
  const { managedFields: _fields, resourceVersion: _version, uid: _uid, creationTimestamp: _created, generation: _generation, selfLink: _link, annotations, ...own } = metadata;
  const notes = isObject(annotations) ? Object.fromEntries(Object.entries(annotations).filter(([name]) => name !== 'kubectl.kubernetes.io/last-applied-configuration' && name !== 'deployment.kubernetes.io/revision')) : {};
  return `${JSON.stringify({ ...rest, metadata: { ...own, ...(Object.keys(notes).length > 0 && { annotations: notes }) } }, null, 2)}\n`;
}
