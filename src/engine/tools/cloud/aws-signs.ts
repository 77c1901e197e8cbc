import type { EffectSeed } from '../../effects';
import type { AwsCall } from './aws-arguments';

/**
 * What arguments say in any operation, whatever its name: a protection switched off, a number of servers that becomes zero,
 * a door opened to the whole world. Creating without a protection takes none away.
 */
export function signsIn(call: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  if (seed.verb === 'create' || seed.verb === 'read' || seed.verb === 'delete' || seed.verb === 'replace') return [];
  const { resource } = seed;
  const unprotect = (note: string): EffectSeed[] => [{ verb: 'unprotect', resource, undo: 'yes', note }];
  const off = call.options.find(({ name }) => OFF.test(name))?.name;
  if (off !== undefined) return unprotect(off);
  if (OFF_IN_TEXT.test(call.text)) return unprotect('its deletion protection goes');
  const kept = call.options.find(({ name, values }) => RETENTION.test(name) && values[0]?.value === '0');
  if (kept) return unprotect(`${kept.name} 0 keeps no backups`);
  const to = call.options.find(({ name, values }) => CAPACITY.test(name) && values[0]?.value === '0');
  if (to || ZERO_IN_TEXT.test(call.text)) return [{ verb: 'stop', resource: { ...resource, kind: resource.kind === 'data-store' ? 'data-store' : 'service' }, undo: 'from-code', note: `scales to zero` }];
  if (call.options.some(({ name }) => name === '--publicly-accessible') && seed.verb === 'update') return unprotect('open to the internet');
  return [];
}

const OFF = /^--no-(?:enable-)?(?:deletion|delete|termination|terminate)-protect|^--no-disable-api-(?:termination|stop)|^--no-termination-protected|^--no-protected-from-scale-in|^--no-enable-(?:key-rotation|log-file-validation|logging)|^--no-(?:multi-region-trail|is-multi-region-trail|include-global-service-events|object-lock|point-in-time)|^--no-block-public|^--no-(?:deletion-prot|termination-prot)/;
const OFF_IN_TEXT = /(?:deletion|termination|delete).?protection(?:.?(?:enabled|mode|configuration|check))?["']?\s*[:=,]\s*(?:value=)?["']?(?:false|disabled|inactive)|deletion_protection\.enabled,\s*value=false|PointInTimeRecoveryEnabled["']?\s*[:=]\s*["']?false/i;
const RETENTION = /^--(?:backup-retention-period|automated-snapshot-retention-period|snapshot-retention-limit|manual-snapshot-retention-period|automatic-backup-retention-days)$/;
const CAPACITY = /^--(?:desired-count|desired-capacity|max-size|max-capacity|reserved-concurrent-executions|number-of-nodes|target-capacity|scale|node-count|num-node-groups|desired-instances)$/;
const ZERO_IN_TEXT = /\b(?:desiredSize|desiredCount|DesiredCapacity|TargetCapacity|TotalTargetCapacity|InstanceCount|DesiredInstances|InitialInstanceCount|desired)["']?\s*[:=]\s*["']?0(?![\d.])/;
