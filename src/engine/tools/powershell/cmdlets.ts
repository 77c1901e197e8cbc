import { effectOf, type EffectSeed } from '../../effects';
import type { Context, Effect, Invocation, ResourceKind, Word } from '../../model';
import { kindOfCmdletNoun } from './nouns';
import { asksNobody, isOff, onlyShows, type Parameters, readParameters } from './parameters';

/**
 * What a cmdlet would do, by its verb and its noun: every module names its commands that way.
 * https://learn.microsoft.com/powershell/scripting/developer/cmdlet/approved-verbs-for-windows-powershell-commands
 * `null` for what is no cmdlet.
 */
export function cmdletAt(invocation: Invocation, _context: Context): readonly Effect[] | null {
  if (invocation.shell !== 'powershell') return null;
  const name = /^([a-z]+)-([a-z]\w*)$/.exec(invocation.program);
  if (!name || !Object.hasOwn(VERBS, name[1] as string)) return null;
  const [, verb, noun] = name as unknown as [string, string, string];
  const parameters = readParameters(invocation.args);
  const thing = { noun, kind: kindOfCmdletNoun(noun), parameters };
  if (onlyShows(parameters) || parameters.on('?', 1)) return [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: noun, address: invocation.program }, undo: 'yes' })];
  return (VERBS[verb] as Judge)(thing).map((deed) => said(deed, thing, invocation));
}

interface Thing {
  readonly noun: string;
  readonly kind: ResourceKind;
  readonly parameters: Parameters;
}

type Deed = Pick<EffectSeed, 'verb' | 'undo' | 'note' | 'reach'> & { readonly kind?: ResourceKind };
type Judge = (thing: Thing) => readonly Deed[];

const READ: Judge = () => [{ verb: 'read', kind: 'other', undo: 'yes' }];
const CHANGE: Judge = () => [{ verb: 'update', kind: 'other', undo: 'yes' }];

const VERBS: Readonly<Record<string, Judge>> = {
  get: READ, test: READ, show: READ, measure: READ, select: READ, where: READ, out: READ, find: READ, resolve: READ, compare: READ, convertto: READ, convertfrom: READ, search: READ, read: READ, watch: READ, wait: READ, assert: READ,
  export: READ, group: READ, sort: READ, trace: READ, ping: READ, open: READ, use: READ, connect: READ, save: READ, backup: () => [{ verb: 'create', undo: 'yes' }], checkpoint: () => [{ verb: 'create', undo: 'yes' }],
  new: created, add: () => [{ verb: 'create', undo: 'yes' }], register: () => [{ verb: 'create', undo: 'yes' }], enable: CHANGE, start: CHANGE, resume: CHANGE, install: CHANGE, grant: CHANGE, copy: CHANGE, import: CHANGE, publish: CHANGE,
  remove: removed, clear: cleared, delete: removed, destroy: removed, purge: removed, clean: cleared, erase: removed, terminate: removed,
  format: ({ noun }) => (noun === 'volume' ? [{ verb: 'overwrite', kind: 'disk', reach: 'host', undo: 'no' }] : READ({ noun } as Thing)),
  initialize: ({ noun }) => (noun === 'disk' ? [{ verb: 'overwrite', kind: 'disk', undo: 'no' }] : CHANGE({ noun } as Thing)),
  reset, stop, suspend: stop, restart, disable, uninstall, unregister,
  set: settings, update: settings, edit: settings, write: settings, move: settings, invoke: CHANGE, restore, revoke: revoked, block: revoked, deny: revoked,
  request: asked, submit: asked, schedule: asked,
  dismount: ({ noun, kind }) => [/^(?:ec2|az|gce|fsx)/.test(noun) ? { verb: 'stop', kind, undo: 'yes', reach: 'collection', note: 'taken off the machine that uses it' } : { verb: 'update', kind: 'other', undo: 'yes' }],
  unlock: CHANGE, unprotect: CHANGE, send: CHANGE, push: CHANGE, pop: READ, switch: () => [{ verb: 'update', undo: 'yes' }], disconnect: CHANGE, exit: READ, enter: READ,
};

function created({ noun, parameters }: Thing): readonly Deed[] {
  // A deployment in complete mode deletes what the template does not name.
  const complete = /deployment$/.test(noun) && parameters.values('mode').some(({ value }) => /^complete$/i.test(value));
  if (complete) return [{ verb: 'delete', kind: 'stack', reach: 'stack', undo: 'no', note: 'complete mode deletes what the template does not name' }];
  return [{ verb: 'create', undo: 'yes' }];
}

function removed({ noun, kind }: Thing): readonly Deed[] {
  if (DISKS.test(noun)) return [{ verb: 'delete', kind: 'disk', reach: 'host', undo: 'no' }];
  if (noun === 'itemproperty') return [{ verb: 'delete', kind: 'trivial', undo: 'no' }];
  return [{ verb: 'delete', ...(kind === 'stack' ? { reach: 'stack' } : {}), undo: SOFT.test(noun) ? 'within-window' : 'no' }];
}

/** `Request-KMSKeyDeletion` */
function asked({ noun }: Thing): readonly Deed[] {
  return noun.endsWith('deletion') ? [{ verb: 'delete', kind: kindOfCmdletNoun(noun.slice(0, -'deletion'.length)), undo: 'within-window' }] : CHANGE({ noun } as Thing);
}

const DISKS = /^(?:partition|physicaldisk|virtualdisk|storagepool|partitionaccesspath)$/;
const SOFT = /^azkeyvault|^mguser$|^aduser$|mailbox$/;

function cleared({ noun, kind }: Thing): readonly Deed[] {
  if (noun === 'disk') return [{ verb: 'overwrite', kind: 'disk', reach: 'host', undo: 'no' }];
  if (kind === 'other') return [{ verb: 'delete', kind: 'trivial', undo: 'yes' }];
  return [{ verb: 'delete', reach: 'collection', undo: 'no' }];
}

function reset({ noun, kind }: Thing): readonly Deed[] {
  if (/^physicaldisk$/.test(noun)) return [{ verb: 'overwrite', kind: 'disk', undo: 'no' }];
  if (kind === 'identity' || kind === 'key') return [{ verb: 'overwrite', undo: 'no' }];
  return [{ verb: 'update', undo: 'yes' }];
}

function stop({ noun, kind, parameters }: Thing): readonly Deed[] {
  if (parameters.on('terminate', 5)) return [{ verb: 'delete', undo: 'no' }];
  if (kind === 'other' || kind === 'trivial') return [{ verb: 'stop', kind: 'other', undo: 'yes' }];
  if (kind === 'audit' || kind === 'protection') return [{ verb: 'unprotect', undo: 'yes', note: 'switched off' }];
  if (noun === 'computer') return [{ verb: 'stop', kind: 'service', reach: 'host', undo: 'no', note: 'the machine is switched off' }];
  return [{ verb: 'stop', kind: STOPPABLE.has(kind) ? kind : 'service', undo: 'yes', reach: 'collection' }];
}

const STOPPABLE: ReadonlySet<ResourceKind> = new Set(['service', 'data-store', 'stack', 'infrastructure', 'network-control']);

function restart({ noun, kind }: Thing): readonly Deed[] {
  if (noun === 'computer') return [{ verb: 'stop', kind: 'service', reach: 'host', undo: 'yes', note: 'the machine restarts' }];
  return [{ verb: 'stop', kind: STOPPABLE.has(kind) ? kind : 'other', undo: 'yes', note: 'it comes back by itself' }];
}

function disable({ noun, kind }: Thing): readonly Deed[] {
  if (kind === 'identity') return [{ verb: 'overwrite', undo: 'yes', note: 'it can no longer sign in' }];
  if (kind === 'key') return [{ verb: 'stop', undo: 'yes' }];
  if (kind === 'protection' || kind === 'audit' || /protection|backup|encryption|versioning|softdelete|alarm|logging|firewall|realtime|lock$/.test(noun)) return [{ verb: 'unprotect', undo: 'yes', note: 'switched off' }];
  if (kind === 'network-control') return [{ verb: 'stop', undo: 'yes', reach: 'collection', note: 'switched off' }];
  if (kind === 'service' || kind === 'data-store' || kind === 'stack') return [{ verb: 'stop', undo: 'yes', reach: 'collection', note: 'switched off' }];
  return [{ verb: 'update', kind: 'other', undo: 'yes' }];
}

function uninstall({ noun, kind }: Thing): readonly Deed[] {
  if (noun === 'addsdomaincontroller') return [{ verb: 'delete', kind: 'identity', undo: 'no' }];
  return [{ verb: 'delete', kind: kind === 'service' && /feature/.test(noun) ? 'service' : 'trivial', undo: 'yes' }];
}

function unregister({ noun, kind }: Thing): readonly Deed[] {
  return [{ verb: 'delete', kind: kind === 'other' ? 'trivial' : noun === 'scheduledtask' ? 'service' : kind, undo: 'from-code' }];
}

function revoked({ kind }: Thing): readonly Deed[] {
  return [{ verb: 'delete', kind: kind === 'network-control' ? 'network-control' : 'identity', undo: 'yes' }];
}

function restore({ noun, parameters }: Thing): readonly Deed[] {
  if (REVERTS.test(noun)) return [{ verb: 'overwrite', kind: 'data-store', undo: 'no', note: 'what changed since the snapshot is lost' }];
  const replaces = parameters.on('replacedatabase', 7) || parameters.on('withreplace', 5);
  return [replaces ? { verb: 'overwrite', kind: 'data-store', undo: 'no', note: 'what is there now is replaced' } : { verb: 'update', undo: 'yes' }];
}

/** Nouns whose restoring goes back over what is there now, and makes nothing new beside it. */
const REVERTS = /^(?:vmsnapshot|vmcheckpoint|scvmcheckpoint|vmsnapshottree|dbadbsnapshot|azstorageblobrange|aznetappfilesvolume|pfavolumesnapshot|ncvolsnapshot|ntxvmsnapshot|xenvmsnapshot|computer)$/;

/** A setting is a change like any other unless it switches a protection off or takes the last instance away. */
function settings({ noun, kind, parameters }: Thing): readonly Deed[] {
  const off = parameters.named.find(({ name, value }) => GUARDS.test(name) && (isOff(value) || /^(?:disabled|suspended|off|none|0)$/i.test(value?.value ?? '')));
  const disabled = parameters.named.find(({ name, value }) => /^disable(?:realtime|ioav|behavior|archive|blockat|script|intrusion)|^disableapitermination$|^skipfinalsnapshot$/.test(name) && (name === 'disableapitermination' ? isOff(value) : !isOff(value)) && /preference|instance/.test(noun));
  // Exchange, Purview, SQL: what is written down about who did what, and what is kept for a court.
  const unwatched = parameters.named.find(({ name, value }) => (AUDITS.test(name) && (isOff(value) || /^(?:disabled|none)$/i.test(value?.value ?? ''))) || (/^audit(?:disabled|bypassenabled)$/.test(name) && !isOff(value)) || (name === 'enabled' && /audit|diagnosticsetting/.test(noun) && isOff(value)));
  if (unwatched) return [{ verb: 'unprotect', kind: 'audit', undo: 'yes', note: `-${unwatched.name} switches a record off` }];
  if (off ?? disabled) return [{ verb: 'unprotect', undo: 'yes', note: `-${(off ?? disabled)?.name} switches a protection off` }];
  if (/firewallprofile|firewallrule/.test(noun) && parameters.values('enabled').some((word) => isOff(word))) return [{ verb: 'unprotect', undo: 'yes', note: 'the firewall is switched off' }];
  if (parameters.named.some(({ name, value }) => COUNTS.test(name) && value?.value === '0')) return [{ verb: 'stop', kind: 'service', undo: 'yes', reach: 'collection', note: 'scaled to zero' }];
  // VMware: a machine that is set to a snapshot goes back to it.
  if (/^(?:vm|vmsnapshot|scvirtualmachine)$/.test(noun) && parameters.named.some(({ name, value }) => /^(?:snap(?:shot)?|checkpoint)$/.test(name) && value !== null)) return [{ verb: 'overwrite', kind: 'data-store', undo: 'no', note: 'what changed since the snapshot is lost' }];
  if (noun === 'service' && parameters.named.some(({ name, value }) => (name.startsWith('stat') && /^stopped$/i.test(value?.value ?? '')) || (name.startsWith('startup') && /^disabled$/i.test(value?.value ?? '')))) {
    return [{ verb: 'stop', kind: 'service', undo: 'yes', reach: 'collection' }];
  }
  if (/versioning$/.test(noun) && parameters.named.some(({ value }) => /^suspended$/i.test(value?.value ?? ''))) return [{ verb: 'unprotect', undo: 'yes', note: 'versions are no longer kept' }];
  if (/accountpassword$|userpassword$/.test(noun) && parameters.on('reset', 3)) return [{ verb: 'overwrite', kind: 'identity', undo: 'no' }];
  if (noun === 'aduser' && parameters.values('enabled').some((word) => isOff(word))) return [{ verb: 'overwrite', kind: 'identity', undo: 'yes', note: 'it can no longer sign in' }];
  return [{ verb: 'update', kind: kind === 'protection' ? 'other' : kind === 'state' ? 'other' : kind, undo: 'yes' }];
}

const GUARDS = /deletionprotection|terminationprotection|protectedfromaccidentaldeletion|purgeprotection|softdelete|versioningenabled|backupretention|deleteretention|retentioninday|retentionperiod|enablelogfilevalidation|multiaz|publicaccessblock|blockpublic\w*|restrictpublic\w*|ignorepublic\w*|tamperprotection|enabledeletionprotection/;
const AUDITS = /^(?:auditenabled|adminauditlogenabled|unifiedauditlogingestionenabled|mailboxauditenabled|(?:blobstorage|loganalytics|eventhub)targetstate|litigationholdenabled|singleitemrecoveryenabled|delayholdapplied|inplaceholdenabled|auditlogagelimit)$/;
const COUNTS = /^(?:desiredcount|desiredcapacity|maxsize|replicas?|numberofinstances|instancecount|nodecount|minreplica)$/;

function said(deed: Deed, { noun, kind, parameters }: Thing, invocation: Invocation): Effect {
  const target = targetOf(parameters);
  const many = target !== undefined && (!target.known || target.glob);
  return effectOf(invocation, {
    verb: deed.verb,
    resource: { kind: deed.kind ?? kind, type: noun, address: target === undefined ? noun : `${noun} ${target.value}` },
    reach: deed.reach ?? (many ? 'collection' : 'resource'),
    undo: deed.undo ?? 'from-backup',
    unattended: asksNobody(parameters),
    note: deed.note ?? (target && !target.known ? 'its name cannot be read' : null),
    facts: {
      ...fact('az-resource-group', parameters.values('resourcegroupname')[0]), ...fact('az-subscription', parameters.values('subscription', 'subscriptionid')[0]),
      ...fact('aws-profile', parameters.values('profilename')[0]), ...fact('aws-region', parameters.values('region')[0]), ...fact('host', parameters.values('computername', 'cimsession', 'server')[0]),
    },
  });
}

function targetOf(parameters: Parameters): Word | undefined {
  const named = parameters.named.filter(({ name, value }) => value !== null && NAMES.test(name));
  // A name of its own says more than the group or server it stands in.
  const own = named.findLast(({ name }) => !/^(?:resourcegroup|server|account|vault|cluster|workspace|namespace|zone)(?:name)?$/.test(name)) ?? named[0];
  return own?.value ?? parameters.positionals[0] ?? undefined;
}

const NAMES = /(?:name|names|id|ids|identity|identifier|arn|path|driveletter|number|uri|url|bucket|key|inputobject|identifiers)$/;

function fact(key: 'az-resource-group' | 'az-subscription' | 'aws-profile' | 'aws-region' | 'host', word: Word | undefined): Record<string, string> {
  return word?.known ? { [key]: word.value } : {};
}
