import type { EffectSeed } from '../../effects';
import type { AwsCall } from './aws-arguments';

/** The hand-written `aws s3` commands: copies, and what they delete on the way. */
export function s3Seeds(call: AwsCall): readonly EffectSeed[] {
  const places = call.positionals.map(({ value }) => value);
  const target = places.findLast((one) => one.startsWith('s3://')) ?? places.at(-1) ?? 'an unnamed bucket';
  const store = (verb: EffectSeed['verb'], address: string, other: Partial<EffectSeed> = {}): EffectSeed => ({ verb, resource: { kind: 'data-store', type: 's3 bucket', address }, undo: 'no', ...other });

  switch (call.operation) {
    case 'rm':
      return call.has('--recursive')
        ? [store('delete', target, { reach: 'collection', note: 'every object under it' })]
        : [store('delete', target, { reach: 'resource' })];
    case 'rb':
      return [store('delete', target, call.has('--force') ? { reach: 'collection', note: '--force deletes every object first' } : { undo: 'from-code', note: 'only works when it is empty' })];
    case 'mb':
      return [store('create', target)];
    case 'sync': {
      const to = places.at(-1) ?? target;
      if (!call.has('--delete')) return [store('update', to)];
      // A local folder made equal to a bucket loses only what is here; the bucket is what others use.
      return to.startsWith('s3://')
        ? [store('delete', to, { reach: 'collection', note: '--delete removes what the source does not have' })]
        : [{ verb: 'delete', reach: 'collection', undo: 'no', note: '--delete removes what the bucket does not have', resource: { kind: 'files', type: 'folder', address: to } }];
    }
    case 'mv': {
      const from = places[0] ?? target;
      if (!from.startsWith('s3://')) return [store('update', target)];
      return call.has('--recursive') ? [store('delete', from, { reach: 'collection', note: 'mv deletes what it has copied', undo: 'yes' })] : [store('update', from)];
    }
    case 'cp':
      return [places[0]?.startsWith('s3://') && !places[1]?.startsWith('s3://') ? store('read', target) : store('update', target)];
    case 'website':
      return [{ verb: 'update', resource: { kind: 'infrastructure', type: 's3 website', address: target } }];
    default:
      return [store('read', target)];
  }
}
