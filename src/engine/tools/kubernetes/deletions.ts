import type { EffectSeed } from '../../effects';
import { manifestsOf } from './manifests';
import { deleted, type Target } from './objects';
import type { Run } from './run';
import { named, targetsOf } from './targets';

/** `kubectl delete`, by name, by selector, by path and by what manifests describe. */
export function deletions(run: Run): EffectSeed[] {
  const { args, words, invocation } = run;
  const raw = args.value('--raw');
  if (raw) return [forced(run, deleted(byPath(raw.value)))];
  const { objects, unread } = manifestsOf(args.values('-f', '--filename'), args.values('-k', '--kustomize'), run.invocation, run.context);
  const handed = HANDED_OVER.has(invocation.wrappers.at(-1)?.program ?? '');
  const targets = targetsOf(run);
  // `xargs kubectl delete` is handed what to delete while it runs.
  const open: Target[] = handed && words.length === 0 && unread.length + objects.length === 0 ? [{ kind: 'object', name: null, many: true, note: 'what it is handed cannot be read' }] : [];
  return [
    ...[...targets.map((target) => (handed && target.name === null ? { ...target, many: true } : target)), ...open].map((target) => forced(run, deleted(target))),
    ...objects.map(({ kind, name }) => forced(run, deleted(named(kind, name)))),
    ...unread.map((name): EffectSeed => ({
      verb: 'delete',
      resource: { kind: 'infrastructure', type: 'manifest', address: `what ${name} names` },
      reach: 'collection',
      undo: 'from-code',
      note: 'the manifests cannot be read',
    })),
  ];
}

const HANDED_OVER: ReadonlySet<string> = new Set(['xargs', 'parallel', 'find', 'ForEach-Object', 'foreach-object']);

/** Without waiting for a pod to end, what it was writing may be lost. */
function forced({ args }: Run, seed: EffectSeed): EffectSeed {
  const now = (args.has('--force') && !args.has('--interactive')) || args.value('--grace-period')?.value === '0';
  if (!now || seed.undo !== 'yes') return seed;
  return { ...seed, undo: 'from-code', note: 'it is not given time to end' };
}

/** `/apis/apps/v1/namespaces/prod/deployments/api` */
function byPath(path: string): Target {
  const parts = (path.split('?')[0] as string).split('/').filter((part) => part !== '');
  const inner = parts[0] === 'api' ? parts.slice(2) : parts.slice(3);
  const own = inner[0] === 'namespaces' && inner.length > 2 ? inner.slice(2) : inner;
  return { kind: own[0] ?? 'object', name: own[1] ?? null, many: own[1] === undefined, note: null };
}
