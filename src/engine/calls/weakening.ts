import { type Argument, plain, textOfValue } from './arguments';

/** A protection that an argument switches off, in words; `null` when it does not. Names are lower case without separators. */
export function weakens({ name, value }: Argument): string | null {
  const text = textOfValue(value).toLowerCase();
  const off = isOff(value, text);
  const on = value === true || text === 'true';
  if (off && PROTECTIONS.test(name)) return `${name} off`;
  if (on && DANGERS.test(name)) return `${name} on`;
  if ((value === 0 || text === '0') && RETENTIONS.test(name)) return `${name} 0`;
  if (/^(?:log)?retentionms$/.test(name) && Number(text) >= 0 && text !== '' && Number(text) <= 3_600_000) return `${name} ${text}`;
  if (/^(?:blockedcommands|deniedcommands|denylist|blocklist)$/.test(name) && Array.isArray(value) && value.length === 0) return `${name} empty`;
  return null;
}

/** What a tool about a protection is told: `update_backup_policy {enabled: false}`, `change_protection {delete: false}`. `words` are those of its name. */
export function switchesOff({ name, value }: Argument, words: readonly string[]): string | null {
  const text = textOfValue(value).toLowerCase();
  const about = words.find((word) => GUARDS.test(word));
  if (about === undefined || words.some((word) => /^(?:get|list|describe|create|add|enable)$/.test(word))) return null;
  if (isOff(value, text) && /^(?:enabled?|active|isenabled|status|state|delete|rebuild|protected|locked|required|enforce|enforced|enforcement)$/.test(name)) return `${about} off`;
  if (about === 'retention' && /^(?:days|retentiondays|hours|value|keepdays|keep)$/.test(name) && typeof value === 'number' && value <= (name === 'hours' ? 24 : 1)) return `${about} of ${value} ${name}`;
  return value === null && /^(?:schedule|cron|frequency|retention|policy)$/.test(name) ? `${about} without a ${name}` : null;
}

function isOff(value: unknown, text: string): boolean {
  return value === false || /^(?:false|disabled|suspended|off|inactive|none)$/.test(text);
}

const GUARDS = /^(?:backups?|protections?|retention|versioning|audit|logging|encryption|locks?|mfa|2fa|firewalls?|waf|guardrails?|rulesets?|replication|pitr|softdelete|snapshots?)$/;

/**
 * Settings given as a name and a value: `{name: "retention.ms", value: "1000"}`, a JSON patch (`{path: "/DeletionProtection", value: false}`),
 * or `{key, value}` of the call itself. They stand as arguments of their own name.
 */
export function named(found: readonly Argument[]): Argument[] {
  const places = new Map<string, { name?: string; value?: Argument }>();
  for (const argument of found) {
    const place = argument.pointer.slice(0, argument.pointer.lastIndexOf('/'));
    const entry = places.get(place) ?? {};
    if (/^(?:name|key|path|parameter|parametername|setting|option|attribute|field)$/.test(argument.name) && typeof argument.value === 'string') entry.name ??= plain(argument.value.split(/[/]/).at(-1) ?? '');
    if (/^(?:value|parametervalue|newvalue)$/.test(argument.name)) entry.value ??= argument;
    places.set(place, entry);
  }
  return [...places.values()].flatMap(({ name, value }) => (name === undefined || name === '' || value === undefined ? [] : [{ ...value, name }]));
}

const PROTECTIONS =
  /^(?:deletionprotection(?:enabled)?|deleteprotection|terminationprotection(?:enabled)?|enabledeletionprotection|preventdestroy|protect|protected|disableapitermination|versioning(?:status|enabled)?|pointintimerecovery(?:enabled|specification)?|backup(?:s)?enabled|softdelete(?:enabled)?|purgeprotection(?:enabled)?|storageencrypted|objectlockenabled|blockpublicacls|blockpublicpolicy|restrictpublicbuckets|requirereviews?|enforceadmins|automatedbackups?|multiaz|archivemode|requirepullrequest|requiresignedcommits|rowlevelsecurity|rls|mfaenabled|requiremfa)$/;
const DANGERS = /^(?:skipfinalsnapshot|forcedestroy|forcedelete|forcedeletewithoutrecovery|deleteautomatedbackups|skipfinalbackup|publiclyaccessible|allowforcepushes|allowforcepush|allowdeletions|disablerls|disablebackups?)$/;
const RETENTIONS = /^(?:backupretentionperiod|backupretentiondays|backupretention|retentionperiod|retentiondays|retentionindays|recoverywindowindays|dataretentiontimeindays|softdeleteretentionindays)$/;

/** A count that is set to nothing. */
export function isZeroScale({ name, value }: Argument): boolean {
  return (value === 0 || value === '0') && /^(?:scale|replicas|replicacount|count|desired|desiredcount|desiredcapacity|desiredsize|instancecount|minreplicas|maxreplicas|nodecount|size|numnodes|quantity|maxinstances)$/.test(name);
}
