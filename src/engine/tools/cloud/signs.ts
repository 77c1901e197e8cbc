import type { EffectSeed } from '../../effects';
import type { Arguments } from '../options';

/**
 * What options say in any command of a grouped cloud tool, whatever its name: a protection switched off, backups no longer made,
 * a number of servers that becomes zero. Creating without a protection takes none away.
 */
export function cloudSigns(args: Arguments, seed: EffectSeed): readonly EffectSeed[] {
  if (seed.verb === 'create' || seed.verb === 'read' || seed.verb === 'delete' || seed.verb === 'replace') return [];
  const { resource } = seed;
  const off = args.options.find(({ name, value, word }) => OFF.test(name) || (PROTECTS.test(name) && /^(?:false|off|disabled|no|0)$/i.test(valueOf(args, name, value?.value, word.value))));
  if (off !== undefined) return [{ verb: 'unprotect', resource, undo: 'yes', note: off.word.value }];
  const opened = args.options.find(({ name, value, word }) => OPENS.test(name) && /^(?:true|enabled|allow)$/i.test(valueOf(args, name, value?.value, word.value)));
  if (opened !== undefined) return [{ verb: 'unprotect', resource, undo: 'yes', note: opened.word.value }];
  const zero = args.options.find(({ name, value, word }) => CAPACITY.test(name) && valueOf(args, name, value?.value, word.value) === '0');
  const never = args.options.find(({ name, value, word }) => name === '--activation-policy' && /^never$/i.test(valueOf(args, name, value?.value, word.value)));
  if (zero !== undefined || never !== undefined) return [{ verb: 'stop', resource: { ...resource, kind: resource.kind === 'data-store' || resource.kind === 'stack' ? resource.kind : 'service' }, undo: 'from-code', note: zero ? 'scales to zero' : 'it no longer runs' }];
  return [];
}

/** An option nobody declared is read as a flag; its value is then the next positional word. */
function valueOf(args: Arguments, name: string, given: string | undefined, written: string): string {
  if (given !== undefined) return given;
  if (written !== name) return '';
  const at = args.options.find((option) => option.name === name)?.word.span[1] ?? -1;
  return args.positionals.find(({ span }) => span[0] >= at)?.value ?? '';
}

const OFF = /^--no-(?:enable-)?(?:deletion-protection|termination-protection|backup|versioning|uniform-bucket|public-access-prevention|retain|enable-point-in-time|point-in-time|enable-bin-log|automated-backup|storage-auto|shielded-secure-boot|enable-master-authorized|enable-network-policy|require-ssl|pap)|^--clear-(?:soft-delete|retention|deny-maintenance)|^--remove-(?:default-encryption|deletion-protection)|^--disable-(?:deletion-protection|backups?|delete-protection)/;
const PROTECTS = /^--(?:enable-)?(?:deletion-protection|delete-protection|termination-protection|delete-retention|container-delete-retention|versioning|soft-delete(?:-retention)?|purge-protection|enable-purge-protection|enable-soft-delete|geo-redundant-backup|backup-retention|retention-days|https-only|enable-rbac-authorization|is-versioning-enabled|backups?-enabled)$/;
const OPENS = /^--(?:allow-blob-public-access|public-network-access|allow-data-loss|publicly-accessible)$/;
const CAPACITY = /^--(?:size|num-nodes|node-count|new-capacity|max-instances|max-replicas|min-num-replicas|replicas|number-of-workers|instance-count|total-max-nodes|count|target-size|sku-capacity|desired-capacity|nodes|scale)$/;
