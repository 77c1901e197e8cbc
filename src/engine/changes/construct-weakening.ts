import type { FileChange, Side, Verb } from '../model';
import { daysOf } from './construct-durations';
import type { Construct, Property } from './construct-reading';
import { sideText } from './places';
import { lineAt } from '../effects';

/** A property by which a construct is worse off, at its line. */
export interface Worse {
  readonly verb: Extract<Verb, 'unprotect' | 'stop' | 'replace'>;
  readonly note: string;
  readonly line: number;
  readonly side: Side;
}

/** Protections that a construct had and has not any more. */
export function weakenedProperties(old: Construct, now: Construct): Worse[] {
  return [...new Set([...old.properties.keys(), ...now.properties.keys()])].flatMap((name) => weakening(name, old, now));
}

const GUARDS = /(?:^|\.)(?:deletionprotection|terminationprotection|protect|retainondelete|versioned|pointintimerecovery(?:enabled)?|pointintimerecoveryspecification\.pointintimerecoveryenabled|multiaz|disableapitermination|enabledeletionprotection|backupenabled|blockpublicaccess|retain)$/;
const HARMS = /(?:^|\.)(?:autodeleteobjects|autodeleteimages|emptyondelete|forcedestroy|skipfinalsnapshot|deletebeforereplace|publiclyaccessible|forcedelete|deleteautomatedbackups)$/;
const BACKUPS = /(?:^|\.)(?:backup\.retention|backupretention(?:period|days)?|automaticbackupretention(?:days)?|automatedsnapshotretentionperiod|snapshotretention(?:limit|period)?|softdeleteretentiondays|backupretentionsettings\.retainedbackups|transactionlogretentiondays)$/;
const RETENTIONS = /(?:^|\.)(?:retention|retentionindays|retentionperiod|pendingwindow|deletionwindowindays|recoverywindowindays|messageretentionduration)$/;

function weakening(name: string, old: Construct, now: Construct): Worse[] {
  const was = old.properties.get(name);
  const is = now.properties.get(name);
  if (was?.value === is?.value) return [];
  const say = (note: string, verb: Worse['verb'] = 'unprotect'): Worse[] => [{ verb, note, side: is ? 'after' : 'before', line: is?.line ?? was?.line ?? now.line }];
  if (/(?:removalpolicy|updatereplacepolicy|deletionpolicy)$/.test(name)) {
    if (is && /DESTROY|Delete\b/i.test(is.value)) return say(`${is.key} is ${is.value}`);
    return was && /RETAIN|SNAPSHOT/i.test(was.value) && !/RETAIN|SNAPSHOT/i.test(is?.value ?? '') ? say(`${was.key} ${was.value} is gone`) : [];
  }
  if (GUARDS.test(name) && isOn(was?.value) && !isOn(is?.value)) return say(is ? `${is.key} is off` : `${was?.key ?? name} is removed`);
  if (HARMS.test(name) && isOn(is?.value) && !isOn(was?.value)) return say(`${is?.key ?? name} is on`);
  // How long a queue holds what nobody takes out of it is no protection.
  if (BACKUPS.test(name) || (RETENTIONS.test(name) && !/(?:Queue|Topic)$/.test(now.type))) return shorter(name, was, is, say);
  if (/(?:^|\.)lifecyclerules$/.test(name)) return expiring(was, is);
  if (/(?:desiredcount|mincapacity|desiredcapacity|replicas)$/.test(name) && is?.value === '0' && was !== undefined && was.value !== '0') return say(`${is.key} is 0`, 'stop');
  return [];
}

/** Backups that nothing is said of are kept for a day; other things as long as their service likes. */
function shorter(name: string, was: Property | undefined, is: Property | undefined, say: (note: string) => Worse[]): Worse[] {
  const days = was && daysOf(was.value);
  if (was === undefined || typeof days !== 'number') return [];
  if (is === undefined) return BACKUPS.test(name) && days > 1 ? say(`${was.key} is removed`) : [];
  const left = daysOf(is.value);
  return left !== null && left < days ? say(`${is.key} goes from ${was.value} to ${is.value}`) : [];
}

/** Rules by which a bucket deletes what it holds: new ones, and those that do it sooner. */
function expiring(was: Property | undefined, is: Property | undefined): Worse[] {
  if (is === undefined || /prefix\s*[:=]\s*["'`](?:te?mp|cache|scratch|logs?)\b/i.test(is.value)) return [];
  const [old, now] = [expirations(was?.value ?? ''), expirations(is.value)];
  const soonest = now.sort((a, b) => a.days - b.days)[0];
  if (soonest === undefined || old.some(({ days }) => days <= soonest.days)) return [];
  return [{ verb: 'unprotect', note: `what it holds expires after ${soonest.days} days`, side: 'after', line: is.line + lineAt(is.value, soonest.at) - 1 }];
}

function expirations(text: string): { readonly days: number; readonly at: number }[] {
  return [...text.matchAll(/(?<![\w])["']?expiration["']?\s*[:=]\s*([\w.]*Duration\.\w+\(\d+\))/g)].flatMap((match) => {
    const days = daysOf(match[1] as string);
    return days === null ? [] : [{ days, at: match.index }];
  });
}

/** `table.applyRemovalPolicy(RemovalPolicy.DESTROY)`, a call of its own after the construct is made. */
export function policiesApplied(change: FileChange): { readonly line: number; readonly note: string; readonly address: string }[] {
  const before = sideText(change, 'before').replace(/\s+/g, '');
  const text = sideText(change, 'after');
  return [...text.matchAll(/\b([\w.]{1,80})\.(?:applyRemovalPolicy|apply_removal_policy)\(\s*([\w.]*\bDESTROY)\b/g)].flatMap((match) => {
    const [all, address = '', policy = ''] = match;
    return before.includes(all.replace(/\s+/g, '')) ? [] : [{ line: lineAt(text, match.index), note: `its removal policy is ${policy}`, address }];
  });
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !/^(?:false|False|undefined|null|None)$/.test(value);
}
