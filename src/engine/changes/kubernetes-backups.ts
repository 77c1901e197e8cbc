import { backsUp } from '../kinds/backups';
import type { Weakening } from './protections';
import { keptLess } from './retention';
import { isRarer } from './schedules';
import { settingsOf } from './settings-reading';
import { type Entry, entryAt, textAt, type Tree, walk } from './tree';

/** An object that makes backups, or says how something is backed up, and does so less than it did. */
export function backsUpLess(group: string, kind: string, name: string, old: Tree, now: Tree): Weakening[] {
  const about = `${group} ${kind} ${name}`;
  const job = kind === 'CronJob';
  const whole = job || GROUPS.test(group) || KINDS.test(kind);
  if (job && !backsUp(`${name}\n${commandsOf(old)}`)) return [];
  if (!whole && ![...walk(old)].some(({ path }) => NAMES.test(path.at(-1) ?? ''))) return [];
  return [...switched(old, now, whole), ...rarer(old, now, whole), ...gone(old, now), ...narrowed(group, old, now), ...keptLess(settingsOf(old), settingsOf(now), `${about} ${whole ? 'backup' : ''}`)];
}

/** Operators that do nothing else, and kinds of others that are named after it. */
const GROUPS = /^(?:velero\.io|k8up\.io|stash\.appscode\.com|(?:core|addons|storage)\.kubestash\.com|snapscheduler\.backube|volsync\.backube|cr\.kanister\.io|config\.kio\.kasten\.io)$/;
const KINDS = /Backup|Snapshot|^ReplicationSource$|^RecurringJob$/;
/** What an operator calls the part of an object that says how it is backed up. */
const NAMES = /^(?:backups?|backup[A-Z]\w*|\w+Backups?|\w*[bB]ackup(?:Schedule|Config|Policy|Storage)\w*|snapshots?|pitr|pgbackrest|barmanObjectStore)$/;

function commandsOf(tree: Tree): string {
  return [...walk(tree)].flatMap(({ path, entry }) => (entry.tree.is === 'value' && /^(?:name|image|command|args)$|^\d+$/.test(path.at(-1) ?? '') && path.includes('containers') ? [String(entry.tree.value)] : [])).join('\n');
}

function inBackups(path: readonly string[], whole: boolean): boolean {
  return whole || path.slice(0, -1).some((key) => NAMES.test(key));
}

function switched(old: Tree, now: Tree, whole: boolean): Weakening[] {
  return [...walk(now)].flatMap(({ path, entry }): Weakening[] => {
    const key = path.at(-1) ?? '';
    if (entry.tree.is !== 'value' || path.length > 8) return [];
    const was = textAt(old, path);
    const is = String(entry.tree.value);
    if (/^(?:suspend(?:ed)?|paused?|disabled)$/.test(key) && is === 'true' && was !== 'true' && inBackups(path, whole) && entryAt(old, path.slice(0, -1)) !== undefined) return [weaker(entry, 'no more backups are made')];
    return (key === 'enabled' ? inBackups(path, false) : /^(?:enable\w*Backups?|\w*[bB]ackups?Enabled|snapshotVolumes|defaultVolumesToFsBackup)$/.test(key)) && was === 'true' && is === 'false' ? [weaker(entry, `${key} is off`)] : [];
  });
}

function rarer(old: Tree, now: Tree, whole: boolean): Weakening[] {
  return [...walk(now)].flatMap(({ path, entry }) => {
    const is = entry.tree.is === 'value' && /schedule$|^cron$/i.test(path.at(-1) ?? '') ? String(entry.tree.value) : undefined;
    const was = is === undefined ? undefined : textAt(old, path);
    return inBackups(path, whole) && isRarer(was, is) ? [weaker(entry, `backups are made less often: ${was} becomes ${is}`)] : [];
  });
}

/** The part that says how something is backed up, or one of its schedules, is no longer there. */
function gone(old: Tree, now: Tree): Weakening[] {
  const lost = [...walk(old)].filter(({ path, entry }) => {
    const key = path.at(-1) ?? '';
    const full = entry.tree.is === 'map' ? entry.tree.entries.size > 0 : entry.tree.is === 'list' ? entry.tree.items.length > 0 : entry.tree.value !== '';
    const counts = (NAMES.test(key) && entry.tree.is !== 'value') || (/^schedules?$/.test(key) && inBackups(path, false));
    return counts && full && !/^\d+$/.test(key) && path[0] === 'spec' && entryAt(now, path) === undefined;
  });
  // Of nested ones only the outermost is said.
  return lost.filter(({ path }) => !lost.some((other) => other.path.length < path.length && other.path.every((key, i) => path[i] === key))).map(({ path, entry }) => ({ note: `${path.at(-1)} is gone`, line: entry.line, side: 'before' }));
}

/** Velero: what a schedule no longer takes along. */
function narrowed(group: string, old: Tree, now: Tree): Weakening[] {
  if (group !== 'velero.io') return [];
  return [...walk(old)].flatMap(({ path, entry }): Weakening[] => {
    const key = path.at(-1) ?? '';
    const is = entryAt(now, path);
    if (/^included(?:Namespaces|Resources)$/.test(key) && is !== undefined) {
      const left = items(is.tree);
      const lost = items(entry.tree).filter((one) => !left.includes(one));
      return lost.length > 0 && left.length > 0 && !left.includes('*') ? [weaker(is, `${lost.join(', ')} ${lost.length === 1 ? 'is' : 'are'} no longer backed up`)] : [];
    }
    return [];
  }).concat([...walk(now)].flatMap(({ path, entry }): Weakening[] => {
    if (!/^excluded(?:Namespaces|Resources)$/.test(path.at(-1) ?? '') || entryAt(old, path.slice(0, -1)) === undefined) return [];
    const was = items(entryAt(old, path)?.tree);
    const more = items(entry.tree).filter((one) => !was.includes(one) && !/^events?(?:\.|$)/.test(one));
    return more.length > 0 ? [weaker(entry, `${more.join(', ')} ${more.length === 1 ? 'is' : 'are'} no longer backed up`)] : [];
  }));
}

function items(tree: Tree | undefined): string[] {
  return tree?.is === 'list' ? tree.items.flatMap((item) => (item.is === 'value' ? [String(item.value)] : [])) : [];
}

function weaker({ line }: Entry, note: string): Weakening {
  return { note, line, side: 'after' };
}
