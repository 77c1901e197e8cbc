import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly short?: readonly string[];
  readonly namespaced: boolean;
}

const KINDS: readonly Kind[] = [
  { group: '', kind: 'Pod', plural: 'pods', short: ['po'], namespaced: true },
  { group: '', kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims', short: ['pvc'], namespaced: true },
  { group: '', kind: 'PersistentVolume', plural: 'persistentvolumes', short: ['pv'], namespaced: false },
  { group: '', kind: 'Service', plural: 'services', short: ['svc'], namespaced: true },
  { group: '', kind: 'ConfigMap', plural: 'configmaps', short: ['cm'], namespaced: true },
  { group: '', kind: 'Secret', plural: 'secrets', namespaced: true },
  { group: '', kind: 'Namespace', plural: 'namespaces', short: ['ns'], namespaced: false },
  { group: '', kind: 'Node', plural: 'nodes', short: ['no'], namespaced: false },
  { group: 'apps', kind: 'Deployment', plural: 'deployments', short: ['deploy'], namespaced: true },
  { group: 'apps', kind: 'StatefulSet', plural: 'statefulsets', short: ['sts'], namespaced: true },
  { group: 'apps', kind: 'DaemonSet', plural: 'daemonsets', short: ['ds'], namespaced: true },
  { group: 'batch', kind: 'Job', plural: 'jobs', namespaced: true },
  { group: 'batch', kind: 'CronJob', plural: 'cronjobs', short: ['cj'], namespaced: true },
  { group: 'networking.k8s.io', kind: 'Ingress', plural: 'ingresses', short: ['ing'], namespaced: true },
  { group: 'acid.zalan.do', kind: 'postgresql', plural: 'postgresqls', short: ['pg'], namespaced: true },
];

export interface Recorded {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>>; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

export interface ApiServer {
  readonly url: string;
  /** Every request: `GET /api/v1/pods`. */
  readonly requests: string[];
}

/** A cluster that knows a few recorded objects. It answers GET, and tells what a dry run of a change would give. */
export async function apiServer(t: TestContext, objects: readonly Recorded[], forbidden: readonly string[] = []): Promise<ApiServer> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const dry = url.searchParams.get('dryRun') === 'All';
    requests.push(`${dry ? 'DRY ' : ''}${request.method} ${url.pathname}`);
    void bodyOf(request).then((body) => {
      const answer = request.method === 'GET' ? answered(url, objects, forbidden) : dry ? dryRun(request.method ?? '', url, body, objects) : { code: 405, body: {} };
      response.writeHead(answer.code, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

export function kubeconfig(url: string, namespace = 'default'): string {
  return JSON.stringify({
    apiVersion: 'v1', kind: 'Config', 'current-context': 'shop-prod', users: [{ name: 'me', user: {} }],
    clusters: [{ name: 'shop', cluster: { server: url } }], contexts: [{ name: 'shop-prod', context: { cluster: 'shop', user: 'me', namespace } }],
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A patch is laid over what is there, a new object is given back as it came. */
function dryRun(method: string, url: URL, body: string, objects: readonly Recorded[]): { code: number; body: unknown } {
  const given = JSON.parse(body) as Readonly<Record<string, unknown>>;
  if (method === 'POST') return { code: 201, body: given };
  const old = answered(url, objects, []);
  return old.code === 200 ? ok(merged(old.body, given)) : old;
}

function merged(old: unknown, patch: unknown): unknown {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch) || old === null || typeof old !== 'object') return patch;
  return Object.entries(patch).reduce<Record<string, unknown>>((whole, [key, value]) => ({ ...whole, [key]: merged(whole[key], value) }), { ...old } as Record<string, unknown>);
}

function answered({ pathname, searchParams }: URL, objects: readonly Recorded[], forbidden: readonly string[]): { code: number; body: unknown } {
  const parts = pathname.split('/').filter((part) => part !== '');
  if (pathname === '/api') return ok({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });
  if (pathname === '/apis') return ok({ kind: 'APIGroupList', apiVersion: 'v1', groups: [...new Set(KINDS.map(({ group }) => group))].filter((group) => group !== '').map((name) => ({ name, versions: [{ groupVersion: `${name}/v1`, version: 'v1' }], preferredVersion: { groupVersion: `${name}/v1`, version: 'v1' } })) });
  const group = parts[0] === 'api' ? '' : (parts[1] ?? '');
  const rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  const groupVersion = group === '' ? 'v1' : `${group}/v1`;
  if (rest.length === 0) return ok({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: KINDS.filter((kind) => kind.group === group).map(({ plural, kind, namespaced, short }) => ({ name: plural, singularName: kind.toLowerCase(), kind, namespaced, shortNames: short ?? [], verbs: ['get', 'list'] })) });
  const namespace = rest[0] === 'namespaces' && rest.length > 2 ? rest[1] : undefined;
  const [plural, name] = namespace === undefined ? rest : rest.slice(2);
  const kind = KINDS.find((one) => one.plural === plural && one.group === group);
  if (!kind) return status(404, `the server could not find the requested resource`);
  if (forbidden.includes(kind.plural)) return status(403, `${kind.plural} is forbidden: User "me" cannot list resource "${kind.plural}"`);
  const found = objects.filter((one) => one.kind === kind.kind && (namespace === undefined || one.metadata.namespace === namespace)).map((one) => ({ apiVersion: groupVersion, ...one }));
  if (name !== undefined) {
    const one = found.find(({ metadata }) => metadata.name === name);
    return one ? ok(one) : status(404, `${kind.plural} "${name}" not found`);
  }
  const labels = (searchParams.get('labelSelector') ?? '').split(',').filter((one) => one !== '').map((one) => one.split('='));
  const field = /^spec\.nodeName=(.+)$/.exec(searchParams.get('fieldSelector') ?? '')?.[1];
  const items = found.filter((one) => labels.every(([key = '', value]) => one.metadata.labels?.[key] === value) && (field === undefined || (one as { spec?: { nodeName?: string } }).spec?.nodeName === field));
  return ok({ kind: `${kind.kind}List`, apiVersion: groupVersion, metadata: { resourceVersion: '1' }, items });
}

function ok(body: unknown): { code: number; body: unknown } {
  return { code: 200, body };
}

function status(code: number, message: string): { code: number; body: unknown } {
  return { code, body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason: code === 404 ? 'NotFound' : 'Forbidden', code } };
}
