import { lookup } from '../lookup';
import type { Side } from '../model';
import { entryAt, type Entry, type Tree, walk } from './tree';

/** A protection that one version has and the next has not, in words, with the line that says so. */
export interface Weakening {
  readonly note: string;
  readonly line: number | null;
  readonly side: Side;
}

/** Properties that protect what they belong to while they are on, in any spelling (`DeletionProtection`, `deletion_protection`). */
const GUARDS_WHEN_ON =
  /^(?:deletionprotection(?:enabled)?|deleteprotection|enabledeletionprotection|terminationprotection(?:enabled)?|enableterminationprotection|disableapitermination|disableapistop|versioned|versioning|versioningenabled|pointintimerecovery(?:enabled)?|purgeprotection(?:enabled)?|softdelete(?:enabled)?|enablebackups?|backupenabled|objectlockenabled|protect|retainondelete|preventdestroy|multiaz|enablefaultolerance|blockpublicacls|blockpublicpolicy|ignorepublicacls|restrictpublicbuckets|enablekeyrotation|enablesoftdelete|enablepurgeprotection|isversioningenabled|georedundantbackup|immutablestoragewithversioning)$/;
const HARMS_WHEN_ON = /^(?:skipfinalsnapshot|forcedestroy|forcedelete|autodeleteobjects|autodeleteimages|deleteautomatedbackups|emptyondelete|publiclyaccessible|allowblobpublicaccess|skipfinalbackup|deletebeforereplace)$/;
const SHRINKS = /^(?:backupretentionperiod|backupretention(?:days)?|retentiondays|retentionindays|retentionperiod(?:hours)?|pendingwindowindays|deletionwindowindays|recoverywindowindays|automaticbackupretentiondays|snapshotretentionlimit|automatedsnapshotretentionperiod|softdeleteretention(?:in)?days|transactionlogretentiondays)$/;
/** Parts that are on or off by a word inside of them. */
const PARTS = /(?:retentionpolicy|restorepolicy|softdelete|immutablestoragewithversioning|continuousbackup|changefeed)$/;
/** Doors that say themselves that they were shut: without a word many of them are open from the start. */
const DOORS: Readonly<Record<string, RegExp>> = { publicnetworkaccess: /^disabled$/i, defaultaction: /^deny$/i };
const STATUS = /^(?:status|state)$/;

/** Everything below a tree that protects less than it did. */
export function weakened(before: Tree | undefined, after: Tree | undefined): Weakening[] {
  if (before === undefined || after === undefined) return [];
  const paths = new Map<string, { readonly path: readonly string[]; readonly old: Entry | undefined; readonly now: Entry | undefined }>();
  for (const { path, entry } of walk(before)) paths.set(path.join('\0'), { path, old: entry, now: entryAt(after, path) });
  for (const { path, entry } of walk(after)) if (!paths.has(path.join('\0'))) paths.set(path.join('\0'), { path, old: undefined, now: entry });
  return [...paths.values()].flatMap(({ path, old, now }) => judge(path, old, now));
}

function judge(path: readonly string[], old: Entry | undefined, now: Entry | undefined): Weakening[] {
  const key = path.at(-1) ?? '';
  const name = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  const was = valueOf(old);
  const is = valueOf(now);
  if (was === is && (old === undefined) === (now === undefined)) return [];
  const say = (words: string): Weakening[] => [{ note: words, line: now?.line ?? old?.line ?? null, side: now ? 'after' : 'before' }];
  if (GUARDS_WHEN_ON.test(name) && isOn(was) && !isOn(is) && old?.tree.is !== 'map') return say(now ? `${key} goes from ${was} to ${is}` : `${key} is removed`);
  if (HARMS_WHEN_ON.test(name) && !isOn(was) && isOn(is)) return say(`${key} is on`);
  if (SHRINKS.test(name) && Number(was) > (is === undefined ? 0 : Number(is))) return say(now ? `${key} goes from ${was} to ${is}` : `${key} is removed`);
  const part = (path.at(-2) ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  if (PARTS.test(part) && name === 'enabled' && isOn(was) && is === false) return say(`${path.at(-2) ?? ''} is off`);
  if (PARTS.test(part) && name === 'days' && typeof is === 'number' && Number(was) > is) return say(`${path.at(-2) ?? ''} goes from ${was} to ${is} days`);
  if (lookup(DOORS, name)?.test(String(was)) && /^(?:enabled|allow)$/i.test(String(is))) return say(`${key} goes from ${was} to ${is}`);
  if (EXPIRES.test(name) && path.some((one) => /lifecycle/i.test(one)) && isSooner(was, is)) return say(`what it holds expires after ${is} days`);
  // As the API of S3 writes it.
  if ((name === 'noncurrentdays' || (name === 'days' && part === 'expiration')) && path.some((one) => /lifecycle|^rules$/i.test(one)) && isSooner(was, is)) return say(`what it holds expires after ${is} days`);
  if (STATUS.test(name) && /versioning/i.test(path.at(-2) ?? '') && /^enabled$/i.test(String(was)) && !/^enabled$/i.test(String(is))) return say(`versioning is ${is === undefined ? 'removed' : String(is).toLowerCase()}`);
  return [];
}

const EXPIRES = /^(?:expirationindays)$/;

/** A rule that is new deletes what is there as surely as one that is sooner. */
function isSooner(was: unknown, is: unknown): boolean {
  const days = Number(is);
  return is !== undefined && days > 0 && (was === undefined || Number(was) > days);
}

function valueOf(entry: Entry | undefined): string | number | boolean | null | undefined {
  return entry?.tree.is === 'value' ? entry.tree.value : undefined;
}

function isOn(value: unknown): boolean {
  return value === true || /^(?:true|enabled|yes|on)$/i.test(String(value));
}
