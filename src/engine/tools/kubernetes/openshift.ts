import type { EffectSeed } from '../../effects';
import type { Run } from './run';

/** Words that only `oc` has. `null` when it is none of them. */
export function openshift({ args, verb, words }: Run): readonly EffectSeed[] | null {
  const [first, second, ...rest] = words.map(({ value }) => value);
  switch (verb) {
    case 'adm':
      return administered(first ?? '', [second, ...rest].filter((one) => one !== undefined), args.has('--confirm'));
    case 'delete-project':
      return [{ verb: 'delete', resource: { kind: 'stack', type: 'project', address: `project/${first ?? ''}` }, reach: 'stack' }];
    case 'idle':
      return [{ verb: 'stop', resource: { kind: 'service', type: 'service', address: words.map(({ value }) => value).join(', ') || 'the services it selects' }, reach: 'collection', undo: 'yes', note: 'scaled to zero until somebody calls' }];
    case 'new-project':
    case 'new-app':
    case 'new-build':
      return [{ verb: 'create', resource: { kind: 'infrastructure', type: verb.slice(4), address: first ?? verb }, undo: 'yes' }];
    case 'rollback':
    case 'start-build':
    case 'import-image':
    case 'tag':
      return [{ verb: 'update', resource: { kind: 'other', type: verb, address: first ?? verb }, undo: 'yes' }];
    case 'policy':
      return policies(first ?? '', [second, ...rest].filter((one) => one !== undefined));
    case 'secrets':
      return first === 'unlink' ? [{ verb: 'update', resource: { kind: 'identity', type: 'serviceaccount', address: second ?? '' } }] : null;
    default:
      return null;
  }
}

/** `oc adm prune` only shows what it would do unless it is confirmed. */
function administered(verb: string, names: readonly string[], confirmed: boolean): readonly EffectSeed[] | null {
  switch (verb) {
    case 'drain':
      return [{ verb: 'stop', resource: { kind: 'service', type: 'node', address: `the pods on ${names.join(', ') || 'the nodes it selects'}` }, reach: 'collection', undo: 'from-code', note: 'every pod is evicted' }];
    case 'prune':
      return confirmed ? [{ verb: 'delete', resource: { kind: names[0] === 'images' ? 'data-store' : names[0] === 'groups' || names[0] === 'auth' ? 'identity' : 'infrastructure', type: names[0] ?? 'objects', address: `old ${names[0] ?? 'objects'}` }, reach: 'collection', undo: 'no' }] : [];
    case 'policy':
      return policies(names[0] ?? '', names.slice(1));
    case 'taint':
      return names.some((one) => one.endsWith(':NoExecute')) ? [{ verb: 'stop', resource: { kind: 'service', type: 'node', address: `the pods on ${names[1] ?? names[0] ?? ''}` }, reach: 'collection', undo: 'yes' }] : [];
    case 'upgrade':
    case 'cordon':
    case 'uncordon':
    case 'migrate':
      return [{ verb: 'update', resource: { kind: 'other', type: 'cluster', address: verb }, undo: 'from-backup' }];
    case 'groups':
      return names[0] === 'prune' ? (confirmed ? [{ verb: 'delete', resource: { kind: 'identity', type: 'group', address: 'groups' }, reach: 'collection' }] : []) : null;
    default:
      return null;
  }
}

function policies(verb: string, names: readonly string[]): readonly EffectSeed[] {
  if (!verb.startsWith('remove-')) return verb.startsWith('add-') ? [{ verb: 'create', resource: { kind: 'identity', type: 'rolebinding', address: names.join(' ') }, undo: 'yes' }] : [];
  return [{ verb: 'delete', resource: { kind: 'identity', type: 'rolebinding', address: names.join(' ') }, undo: 'from-code' }];
}
