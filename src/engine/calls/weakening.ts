import { type Argument, textOfValue } from './arguments';

/** A protection that an argument switches off, in words; `null` when it does not. Names are lower case without separators. */
export function weakens({ name, value }: Argument): string | null {
  const text = textOfValue(value).toLowerCase();
  const off = value === false || text === 'false' || text === 'disabled' || text === 'suspended' || text === 'off';
  const on = value === true || text === 'true';
  if (off && PROTECTIONS.test(name)) return `${name} off`;
  if (on && DANGERS.test(name)) return `${name} on`;
  if ((value === 0 || text === '0') && RETENTIONS.test(name)) return `${name} 0`;
  return null;
}

const PROTECTIONS =
  /^(?:deletionprotection(?:enabled)?|deleteprotection|terminationprotection(?:enabled)?|enabledeletionprotection|preventdestroy|protect|protected|disableapitermination|versioning(?:status|enabled)?|pointintimerecovery(?:enabled)?|backup(?:s)?enabled|softdelete(?:enabled)?|purgeprotection(?:enabled)?|storageencrypted|objectlockenabled|blockpublicacls|blockpublicpolicy|restrictpublicbuckets|requirereviews?|enforceadmins)$/;
const DANGERS = /^(?:skipfinalsnapshot|forcedestroy|forcedelete|forcedeletewithoutrecovery|deleteautomatedbackups|skipfinalbackup|publiclyaccessible|allowforcepushes|allowdeletions|disablerls)$/;
const RETENTIONS = /^(?:backupretentionperiod|backupretentiondays|retentionperiod|retentiondays|retentionindays|recoverywindowindays)$/;

/** A count that is set to nothing. */
export function isZeroScale({ name, value }: Argument): boolean {
  return (value === 0 || value === '0') && /^(?:scale|replicas|replicacount|count|desired|desiredcount|desiredcapacity|desiredsize|instancecount|minreplicas|maxreplicas|nodecount|size|numnodes|quantity|maxinstances)$/.test(name);
}
