import type { Softening } from './kubernetes-admission';
import { canonical, entryAt, textAt, type Tree } from './tree';

/** Policies of the network that let in, or out, whoever comes: of Kubernetes, Cilium, Calico and Istio. */
export function opensNetwork(group: string, kind: string, old: Tree, now: Tree): Softening[] {
  if (kind === 'NetworkPolicy' && group === 'networking.k8s.io') return ['ingress', 'egress'].flatMap((way) => [...opened(old, now, ['spec', way], opensPort), ...unmanaged(old, now, way)]);
  if (/^Cilium(?:Clusterwide)?NetworkPolicy$/.test(kind)) return ['ingress', 'egress'].flatMap((way) => opened(old, now, ['spec', way], (rule) => OPEN_ENTITIES.test(canonical(rule)) || isEmpty(rule) || (ANYWHERE.test(canonical(rule)) && !isPublic(rule))));
  if (kind === 'AuthorizationPolicy' && group === 'security.istio.io') return [...opened(old, now, ['spec', 'rules'], isEmpty, 'ALLOW'), ...action(old, now)];
  return /^(?:projectcalico\.org|crd\.projectcalico\.org)$/.test(group) ? ['ingress', 'egress'].flatMap((way) => opened(old, now, ['spec', way], (rule) => textAt(rule, ['action']) === 'Allow' && rule.is === 'map' && rule.entries.size === 1)) : [];
}

/** A rule that is open now, where none was. */
function opened(old: Tree, now: Tree, path: readonly string[], isOpen: (rule: Tree) => boolean, needs?: string): Softening[] {
  if (needs !== undefined && (textAt(now, ['spec', 'action']) ?? 'ALLOW') !== needs) return [];
  const [was, is] = [rulesAt(old, path), rulesAt(now, path)];
  if (was.some(isOpen)) return [];
  const at = is.findIndex(isOpen);
  return at < 0 ? [] : [{ path: [...path, String(at)], note: path.at(-1) === 'egress' ? 'everything may go out' : 'everything is let in' }];
}

/** A direction that a policy no longer speaks of is open. */
function unmanaged(old: Tree, now: Tree, way: string): Softening[] {
  const path = ['spec', 'policyTypes'];
  const speaks = (tree: Tree) => new RegExp(`"${way}"`, 'i').test(canonical(entryAt(tree, path)?.tree));
  return speaks(old) && !speaks(now) && entryAt(now, path) !== undefined && rulesAt(now, ['spec', way]).length === 0 ? [{ path, note: way === 'egress' ? 'everything may go out' : 'everything is let in' }] : [];
}

function action(old: Tree, now: Tree): Softening[] {
  const path = ['spec', 'action'];
  return textAt(old, path) === 'DENY' && textAt(now, path) !== 'DENY' ? [{ path, note: 'what it refused is let in' }] : [];
}

/** A rule without peers, or with one that is everybody. Its ports narrow it where it names them, unless whoever comes may be anywhere. */
function opensPort(rule: Tree): boolean {
  const peers = [...rulesAt(rule, ['from']), ...rulesAt(rule, ['to'])];
  if (peers.length === 0) return rulesAt(rule, ['ports']).length === 0 || !isPublic(rule);
  return peers.some((peer) => isEmpty(peer) || ((isEmptyAt(peer, 'namespaceSelector') || ANYWHERE.test(textAt(peer, ['ipBlock', 'cidr']) ?? '')) && !isPublic(rule)));
}

const ANYWHERE = /\b0\.0\.0\.0\/0|::\/0/;
const OPEN_ENTITIES = /"(?:from|to)Entities":\[[^\]]*"(?:all|world)"/;

/** All namespaces, and no pods picked among them. */
function isEmptyAt(peer: Tree, key: string): boolean {
  const selector = entryAt(peer, [key])?.tree;
  return selector !== undefined && isEmpty(selector) && (peer.is !== 'map' || peer.entries.size === 1);
}

/** Ports by which the world comes in to a site, and those by which programs go out to one and to names. */
function isPublic(rule: Tree): boolean {
  const ports = [...canonical(rule).matchAll(/"port":"?(\w+)/g)].map((match) => match[1] as string);
  return ports.length > 0 && ports.every((port) => /^(?:80|443|8080|8443|53|https?|web|dns\w*)$/.test(port));
}

function isEmpty(tree: Tree): boolean {
  return (tree.is === 'map' && tree.entries.size === 0) || (tree.is === 'value' && tree.value === null);
}

function rulesAt(tree: Tree, path: readonly string[]): readonly Tree[] {
  const list = entryAt(tree, path)?.tree;
  return list?.is === 'list' ? list.items : [];
}
