import { type EffectSeed, effectOf } from '../../effects';
import { kubernetesKind, kubernetesName } from '../../kinds/kubernetes';
import { absolute } from '../../kinds/paths';
import type { Effect, Lowered, Tool } from '../../model';
import { readArguments } from '../options';
import { isHelp, reading, unseen } from '../subcommands';
import { isDryRun, KUBECTL, kubeFacts } from './arguments';
import { deletions } from './deletions';
import { inPod } from './in-pod';
import { manifestsOf } from './manifests';
import { addressOf, deleted, type Target } from './objects';
import { openshift } from './openshift';
import { patched } from './patches';
import { plugin } from './plugins';
import type { Run } from './run';
import { named, targetsOf } from './targets';
import { lookup } from '../../lookup';

/** kubectl, and what speaks its language (`oc`, `k3s kubectl`, `microk8s kubectl`). */
export const kubectl: Tool = (invocation, context): Lowered | readonly Effect[] => {
  const args = readArguments(invocation.args, KUBECTL);
  const [verb, ...words] = args.positionals;
  if (verb === undefined || verb.value === 'help') return [reading(invocation, args.positionals)];
  if (!verb.known) return [unseen(invocation, verb)];
  const run: Run = { args, verb: verb.value, words, invocation, context };
  if (INSIDE.has(verb.value)) return inPod(run) ?? [reading(invocation, args.positionals)];
  if (isHelp(args) || isDryRun(args)) return [reading(invocation, args.positionals)];
  const change = lookup(CHANGES, verb.value);
  const seeds = change ? change(run) : (openshift(run) ?? plugin(run));
  if (seeds === null) return [reading(invocation, args.positionals)];
  if ('coverage' in seeds) return seeds;
  if (seeds.length === 0) return [reading(invocation, args.positionals)];
  const facts = seeds.every(({ verb: what }) => what === 'read') ? {} : kubeFacts(args, invocation, context);
  return seeds.map((seed) => effectOf(invocation, { ...seed, facts: { ...facts, ...seed.facts } }));
};

/** Verbs that run something in a pod; their options end where the command begins. */
const INSIDE: ReadonlySet<string> = new Set(['exec', 'run', 'debug', 'rsh']);

/** Verbs that change the cluster. What is not here, no plugin and no word of `oc` is a read. */
const CHANGES: Readonly<Record<string, (run: Run) => readonly EffectSeed[] | Lowered>> = {
  delete: deletions,
  scale: scaled,
  replace: replaced,
  apply: applied,
  create: created,
  patch: (run) => {
    const text = patchText(run);
    return targetsOf(run).flatMap(({ kind, name }) => {
      const seeds = text === null ? [] : patched(kind, name, text);
      return seeds.length > 0 ? seeds : [updated(kind, name)];
    });
  },
  edit: (run) => targetsOf(run).map(({ kind, name }) => updated(kind, name)),
  set: ({ words }) => [updated('deployment', words.slice(1).map(({ value }) => value)[0] ?? null)],
  drain: ({ args, words }) => [
    {
      verb: 'stop',
      resource: { kind: 'service', type: 'node', address: words.length > 0 ? `the pods on ${words.map(({ value }) => value).join(', ')}` : 'the pods on the nodes it selects' },
      reach: 'collection',
      undo: 'from-code',
      note: args.has('--delete-emptydir-data', '--delete-local-data') ? 'what they keep on the node goes as well' : 'every pod is evicted',
    },
  ],
  cordon: ({ words }) => words.map(({ value }) => updated('node', value)),
  uncordon: ({ words }) => words.map(({ value }) => updated('node', value)),
  taint: ({ words }) =>
    words.some(({ value }) => value.endsWith(':NoExecute'))
      ? [{ verb: 'stop', resource: { kind: 'service', type: 'node', address: `the pods on ${words[1]?.value ?? 'the nodes it selects'}` }, reach: 'collection', undo: 'yes', note: 'what does not tolerate the taint is evicted' }]
      : [updated('node', words[1]?.value ?? null)],
  rollout: ({ words }) => (/^(?:restart|undo|pause|resume)$/.test(words[0]?.value ?? '') ? [updated('deployment', words.slice(1).map(({ value }) => value).join(' ') || null)] : []),
  label: ({ words }) => [{ verb: 'update', resource: { kind: 'trivial', type: 'label', address: words.slice(0, 2).map(({ value }) => value).join('/') }, undo: 'yes' }],
  annotate: ({ words }) => [{ verb: 'update', resource: { kind: 'trivial', type: 'annotation', address: words.slice(0, 2).map(({ value }) => value).join('/') }, undo: 'yes' }],
  autoscale: (run) => targetsOf(run).map(({ kind, name }) => updated(kind, name)),
  expose: (run) => targetsOf(run).map(({ name }) => ({ verb: 'create', resource: { kind: 'service', type: 'service', address: addressOf('service', name) }, undo: 'yes' })),
  certificate: ({ words }) => [updated('certificatesigningrequest', words[1]?.value ?? null)],
  cp: () => [{ verb: 'update', resource: { kind: 'other', type: 'files', address: 'files of a pod' }, undo: 'yes' }],
  auth: ({ args, words }) =>
    words[0]?.value === 'reconcile' && args.has('--remove-extra-permissions', '--remove-extra-subjects')
      ? [{ verb: 'delete', resource: { kind: 'identity', type: 'rolebinding', address: 'permissions that the files do not name' }, reach: 'collection', undo: 'from-backup' }]
      : [],
  // The local kubeconfig: which cluster later commands reach, no cluster itself.
  config: ({ words }) => (/^(?:use|set|unset|delete|rename)/.test(words[0]?.value ?? '') ? [{ verb: 'update', resource: { kind: 'other', type: 'kubeconfig', address: words.map(({ value }) => value).join(' ') }, undo: 'yes' }] : []),
};

function scaled(run: Run): EffectSeed[] {
  const written = run.args.value('--replicas');
  const zero = written !== undefined && /^0+$/.test(written.value);
  const { objects, unread } = manifestsOf(run.args.values('-f', '--filename'), [], run.invocation, run.context);
  const targets: Target[] = [...targetsOf(run), ...objects.map(({ kind, name }) => ({ kind, name, many: false, note: null })), ...unread.map((name) => ({ kind: 'deployment', name, many: true, note: null }))];
  return targets.map(({ kind, name, many }) =>
    zero
      ? { verb: 'stop', resource: { kind: 'service', type: kubernetesName(kind), address: addressOf(kubernetesName(kind), name) }, reach: many ? 'collection' : 'resource', undo: 'from-code', note: 'no replica is left' }
      : updated(kind, name),
  );
}

function replaced(run: Run): EffectSeed[] {
  const { objects, unread } = manifestsOf(run.args.values('-f', '--filename'), run.args.values('-k', '--kustomize'), run.invocation, run.context);
  const force = run.args.has('--force');
  const raw = run.args.value('--raw');
  // A namespace that is finalized by hand goes before anything in it is cleaned up.
  const finalized = /^\/api\/v1\/namespaces\/([^/]+)\/finalize$/.exec(raw?.value ?? '')?.[1];
  if (finalized !== undefined) return [{ ...deleted(named('namespace', finalized)), undo: 'no', note: 'without its finalizers it goes before anything is cleaned up' }];
  if (raw) return [{ verb: 'update', resource: { kind: 'infrastructure', type: 'path', address: raw.value }, undo: 'yes' }];
  return [
    ...objects.map(({ kind, name }): EffectSeed => (force ? recreated(kind, name) : updated(kind, name))),
    ...unread.map((name): EffectSeed =>
      force
        ? { verb: 'replace', resource: { kind: 'infrastructure', type: 'manifest', address: `what ${name} names` }, reach: 'collection', note: '--force deletes before it creates' }
        : { verb: 'update', resource: { kind: 'other', type: 'manifest', address: `what ${name} names` }, undo: 'yes' },
    ),
  ];
}

function applied(run: Run): EffectSeed[] {
  const { args, invocation, context, words } = run;
  if (words[0] && /^(?:view-last-applied|edit-last-applied|set-last-applied)$/.test(words[0].value)) return [];
  const { objects, unread } = manifestsOf(args.values('-f', '--filename'), args.values('-k', '--kustomize'), invocation, context);
  const force = args.has('--force');
  const seeds: EffectSeed[] = [
    { verb: 'update', resource: { kind: 'change', type: 'manifest', address: `what ${[...args.values('-f', '--filename'), ...args.values('-k', '--kustomize')].map(({ value }) => (value === '-' ? 'its input' : value)).join(', ') || 'the manifests'} names` }, reach: 'collection', undo: 'from-code' },
    ...objects.flatMap(({ kind, name, replicas }): EffectSeed[] => [
      // An object that asks an operator to delete something is that deletion.
      ...(/^DeleteBackupRequest\b/i.test(kind) ? [{ verb: 'delete', resource: { kind: 'backup', type: 'backup', address: name }, undo: 'no', note: 'Velero deletes the backup' } as const] : []),
      ...(replicas === 0 ? [{ verb: 'stop', resource: { kind: 'service', type: kubernetesName(kind), address: addressOf(kubernetesName(kind), name) }, undo: 'from-code', note: 'no replica is left' } as const] : []),
      force ? recreated(kind, name) : creation(kind, name),
    ]),
    ...unread.map((name): EffectSeed =>
      force
        ? { verb: 'replace', resource: { kind: 'infrastructure', type: 'manifest', address: `what ${name} names` }, reach: 'collection', note: '--force deletes what cannot be changed in place and creates it again' }
        : { verb: 'create', resource: { kind: 'infrastructure', type: 'manifest', address: `what ${name} names` }, undo: 'yes' },
    ),
  ];
  if (args.has('--prune')) {
    seeds.push({ verb: 'delete', resource: { kind: 'infrastructure', type: 'manifest', address: 'every object that the manifests do not name' }, reach: 'collection', undo: 'from-code', note: '--prune deletes what was applied before and is missing now' });
  }
  return seeds;
}

function created({ args, words, invocation, context }: Run): EffectSeed[] {
  const { objects, unread } = manifestsOf(args.values('-f', '--filename'), args.values('-k', '--kustomize'), invocation, context);
  const [kind, ...rest] = words;
  // `create secret generic NAME` and `create service clusterip NAME` name a sort in between.
  const name = kind && /^(?:secret|service|svc)$/.test(kind.value) ? rest[1] : rest[0];
  return [
    ...(kind && name ? [creation(kind.value, name.value)] : []),
    ...objects.map((one) => creation(one.kind, one.name)),
    ...unread.map((file): EffectSeed => ({ verb: 'create', resource: { kind: 'infrastructure', type: 'manifest', address: `what ${file} names` }, undo: 'yes' })),
  ];
}

function creation(kind: string, name: string): EffectSeed {
  const { resource, reach } = deleted(named(kind, name));
  return { verb: 'create', resource, reach: reach ?? 'resource', undo: 'yes' };
}

function recreated(kind: string, name: string): EffectSeed {
  const { resource, reach } = deleted(named(kind, name));
  return { verb: 'replace', resource, reach: reach ?? 'resource', note: '--force deletes before it creates' };
}

function updated(kind: string, name: string | null): EffectSeed {
  return { verb: 'update', resource: { kind: kubernetesKind(kind) === 'other' ? 'other' : 'infrastructure', type: kubernetesName(kind), address: addressOf(kubernetesName(kind), name) }, undo: 'yes' };
}

function patchText({ args, invocation, context }: Run): string | null {
  const given = args.value('-p', '--patch');
  if (given) return given.value;
  const file = args.value('--patch-file');
  const path = file === undefined ? null : absolute(file.value, invocation.cwd, context.surroundings.homeDirectory);
  return path === null ? null : context.surroundings.readFile(path);
}

