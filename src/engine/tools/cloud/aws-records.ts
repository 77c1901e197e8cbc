import type { EffectSeed } from '../../effects';
import type { AwsCall } from './aws-arguments';

/** A Route 53 change batch: a record that goes, or that suddenly says something else, cuts off whoever follows the name. */
export function recordChanges(call: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  const batch = call.value('--change-batch', '--cli-input-json')?.value ?? '';
  const zone = call.value('--hosted-zone-id')?.value ?? 'a zone';
  const actions = [...batch.matchAll(/["']?Action["']?\s*[:=]\s*["']?(CREATE|DELETE|UPSERT)/gi)].map((match) => (match[1] as string).toUpperCase());
  const names = [...batch.matchAll(/["']?\bName["']?\s*[:=]\s*["']?([\w.*\\-]+)/g)].map((match) => match[1] as string);
  const resource = { kind: 'network-control' as const, type: 'route53 record', address: names.length > 0 ? [...new Set(names)].slice(0, 5).join(' ') : zone };
  if (actions.includes('DELETE')) return [{ ...seed, verb: 'delete', resource, undo: 'from-code' }];
  if (actions.includes('UPSERT')) return [{ ...seed, verb: 'overwrite', resource, undo: 'from-code', note: 'UPSERT overwrites what the name says now' }];
  if (actions.length > 0) return [{ ...seed, verb: 'create', resource }];
  return [{ ...seed, verb: 'overwrite', resource, undo: 'from-code', note: 'its change batch cannot be read' }];
}
