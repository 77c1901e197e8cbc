import { canonical, entryAt, textAt, type Tree } from './tree';

/** A path of an object that lets through, keeps or demands less than it did, in words. */
export interface Softening {
  readonly path: readonly string[];
  readonly note: string;
  /** The path is one of the old object, where what stood there has no successor. */
  readonly gone?: true;
}

/** Admission policies and their like that no longer stop what they stopped. */
export function admitsMore(group: string, kind: string, old: Tree, now: Tree): Softening[] {
  const modes = MODES.filter((mode) => mode.group.test(group) && mode.kind.test(kind)).flatMap((mode) => relaxed(mode, old, now));
  return [...modes, ...actions(old, now), ...rules(group, kind, old, now), ...webhooks(kind, old, now), ...(kind === 'Namespace' ? labels(old, now) : [])];
}

interface Mode {
  readonly group: RegExp;
  readonly kind: RegExp;
  readonly path: readonly string[];
  readonly enforces: RegExp;
  /** What counts where nothing is written. */
  readonly otherwise: string;
}

/** Kyverno, Gatekeeper, Kubewarden, Sigstore, Istio and Kubernetes itself: the word that says whether a policy is enforced. */
const MODES: readonly Mode[] = [
  { group: /^kyverno\.io$/, kind: /Policy$/, path: ['spec', 'validationFailureAction'], enforces: /^enforce$/i, otherwise: 'Audit' },
  { group: /^kyverno\.io$/, kind: /Policy$/, path: ['spec', 'admission'], enforces: /^true$/, otherwise: 'true' },
  { group: /^(?:kyverno\.io|policies\.kyverno\.io|admissionregistration\.k8s\.io)$/, kind: /Policy$/, path: ['spec', 'failurePolicy'], enforces: /^Fail$/, otherwise: 'Fail' },
  { group: /^kyverno\.io$/, kind: /Policy$/, path: ['spec', 'webhookConfiguration', 'failurePolicy'], enforces: /^Fail$/, otherwise: 'Fail' },
  { group: /^constraints\.gatekeeper\.sh$/, kind: /./, path: ['spec', 'enforcementAction'], enforces: /^(?:deny|scoped)$/, otherwise: 'deny' },
  { group: /^policies\.kubewarden\.io$/, kind: /Policy/, path: ['spec', 'mode'], enforces: /^protect$/, otherwise: 'protect' },
  { group: /^policy\.sigstore\.dev$/, kind: /^ClusterImagePolicy$/, path: ['spec', 'mode'], enforces: /^enforce$/, otherwise: 'enforce' },
  { group: /^security\.istio\.io$/, kind: /^PeerAuthentication$/, path: ['spec', 'mtls', 'mode'], enforces: /^STRICT$/, otherwise: 'PERMISSIVE' },
];

function relaxed({ path, enforces, otherwise }: Mode, old: Tree, now: Tree): Softening[] {
  const was = textAt(old, path) ?? otherwise;
  const is = textAt(now, path) ?? otherwise;
  return enforces.test(was) && !enforces.test(is) ? [{ path, note: `${path.at(-1)} goes from ${was} to ${is}` }] : [];
}

/** `validationActions` of a binding, and of Kyverno's newer policies: without Deny nothing is refused. */
function actions(old: Tree, now: Tree): Softening[] {
  const path = ['spec', 'validationActions'];
  const denies = (tree: Tree) => /"Deny"/i.test(canonical(entryAt(tree, path)?.tree));
  return denies(old) && !denies(now) ? [{ path, note: 'it no longer denies' }] : [];
}

/** Rules by their names: one that is gone refuses nothing, one that only audits neither. */
function rules(group: string, kind: string, old: Tree, now: Tree): Softening[] {
  if (/^kyverno\.io$/.test(group)) {
    const after = named(now, ['spec', 'rules']);
    return [...named(old, ['spec', 'rules'])].flatMap(([name, rule]): Softening[] => {
      const is = after.get(name);
      if (is === undefined) return after.size < named(old, ['spec', 'rules']).size ? [{ path: ['spec', 'rules', rule.at], note: `rule ${name} is gone`, gone: true }] : [];
      const path = ['validate', 'failureAction'];
      return /^enforce$/i.test(textAt(rule.tree, path) ?? '') && /^audit$/i.test(textAt(is.tree, path) ?? '') ? [{ path: ['spec', 'rules', is.at, ...path], note: `rule ${name} only audits` }] : [];
    });
  }
  if (kind !== 'ValidatingAdmissionPolicy') return [];
  const count = (tree: Tree) => {
    const list = entryAt(tree, ['spec', 'validations'])?.tree;
    return list?.is === 'list' ? list.items.length : 0;
  };
  return count(now) < count(old) ? [{ path: ['spec', 'validations'], note: 'a validation is gone' }] : [];
}

function webhooks(kind: string, old: Tree, now: Tree): Softening[] {
  if (kind !== 'ValidatingWebhookConfiguration') return [];
  const after = named(now, ['webhooks']);
  return [...named(old, ['webhooks'])].flatMap(([name, { tree, at }]): Softening[] => {
    const is = after.get(name);
    if (is === undefined) return [{ path: ['webhooks', at], note: `webhook ${name} is gone`, gone: true }];
    const ignores = (one: Tree) => textAt(one, ['failurePolicy']) === 'Ignore';
    return ignores(is.tree) && !ignores(tree) ? [{ path: ['webhooks', is.at, 'failurePolicy'], note: 'what it cannot check is let through' }] : [];
  });
}

function named(tree: Tree, path: readonly string[]): Map<string, { readonly tree: Tree; readonly at: string }> {
  const list = entryAt(tree, path)?.tree;
  return new Map(list?.is === 'list' ? list.items.map((item, i) => [textAt(item, ['name']) ?? String(i), { tree: item, at: String(i) }] as const) : []);
}

const LEVELS: readonly (string | undefined)[] = ['baseline', 'restricted'];

/** Pod Security levels, and labels that take a namespace out of a policy's reach. */
function labels(old: Tree, now: Tree): Softening[] {
  const path = ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'];
  const [was, is] = [textAt(old, path), textAt(now, path)];
  const lowered = LEVELS.indexOf(is) < LEVELS.indexOf(was) ? [{ path, note: is === undefined ? `its pods need not be ${was} any more` : `its pods may be ${is}` }] : [];
  const exempt = ['metadata', 'labels', 'admission.gatekeeper.sh/ignore'];
  return entryAt(now, exempt) && !entryAt(old, exempt) ? [...lowered, { path: exempt, note: 'Gatekeeper ignores it' }] : lowered;
}
