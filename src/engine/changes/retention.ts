import { speaksOfBackups } from '../kinds/backups';
import { lookup } from '../lookup';
import type { Weakening } from './protections';
import type { Setting } from './settings-reading';

/** What is kept for less long, or less often, than it was: backups, and the data, the messages, the logs of a store that throws old ones away. `about` says what the settings belong to: a path, a kind and a name. */
export function keptLess(before: readonly Setting[], after: readonly Setting[], about: string): Weakening[] {
  const now = byPath(after);
  return [...byPath(before)].flatMap(([path, was]): Weakening[] => {
    const is = now.get(path);
    const key = was.path.at(-1) ?? '';
    if (isOfStore(was, about)) return is !== undefined && storesLess(was.value, is.value) ? [{ note: `${key} goes from ${was.value} to ${is.value}`, line: is.line, side: 'after' }] : [];
    if (!isRetention(was, about)) return [];
    if (is !== undefined) return isLess(was.value, is.value) ? [{ note: `${key} goes from ${was.value} to ${is.value}`, line: is.line, side: 'after' }] : [];
    // Without any such line nothing is thrown away at all; without one of several its copies are.
    const family = was.path.slice(0, -1).join('\0');
    const others = after.some((one) => one.path.slice(0, -1).join('\0') === family && KEEPS.test(plain(one.path.at(-1) ?? '')));
    return KEEPS.test(plain(key)) && others && !/^0$/.test(was.value) ? [{ note: `${key} ${was.value} is gone`, line: was.line, side: 'before' }] : [];
  });
}

/** What a configuration of backups takes along, by the key it stands under; keys are compared to the depth where names end. */
const TAKEN = /^(?:source_directories|repositories|locations|backends|profiles|(?:postgresql|mysql|mariadb|mongodb|sqlite)_databases|sources?|schedules)$/;

/** A source, a place or a database that is no longer backed up, where no other one has come in its stead. */
export function leftOut(before: readonly Setting[], after: readonly Setting[]): Weakening[] {
  const [old, now] = [taken(before), taken(after)];
  return [...old].flatMap(([key, things]): Weakening[] => {
    const left = now.get(key);
    // A whole section that is gone is another way to write it more often than not.
    if (left === undefined || left.size >= things.size) return [];
    return [...things].filter(([thing]) => !left.has(thing)).map(([thing, line]) => ({ note: `${thing} is no longer in ${key}`, line, side: 'before' as const }));
  });
}

function taken(settings: readonly Setting[]): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const { path, value, line } of settings) {
    const at = path.findIndex((key) => TAKEN.test(key));
    const name = path[at + 1];
    if (at < 0 || name === undefined) continue;
    const things = found.get(path[at] as string) ?? new Map<string, number>();
    const thing = /^\d+$/.test(name) ? value : name;
    if (!things.has(thing)) things.set(thing, line);
    found.set(path[at] as string, things);
  }
  return found;
}

/**
 * The same command with smaller numbers where it says how much is kept: `find … -mtime +60 -delete`, `restic forget --keep-daily 30`.
 * `null` when the commands differ otherwise, or nothing is kept for less long.
 */
export function commandKeepsLess(was: string, is: string): string | null {
  if (was === is || !speaksOfBackups(was) || withoutAmounts(was) !== withoutAmounts(is)) return null;
  const [before, after] = [amountsIn(was), amountsIn(is)];
  const at = before.findIndex(({ amount }, i) => isLess(amount, after[i]?.amount ?? amount));
  return at < 0 ? null : `${before[at]?.name} goes from ${before[at]?.amount} to ${after[at]?.amount}`;
}

const KEEPS = /^(?:keep(?:last|minutely|hourly|daily|weekly|monthly|quarterly|yearly|annually|within\w*|days|weeks|months|years|n|secondly)|keep)$/;
const ALWAYS = /^(?:keep(?:last|hourly|daily|weekly|monthly|yearly|within\w*)|repo\d+retention(?:full|diff|archive|history)|\w*backup\w*(?:retention|retain|keep|maxage|maxcount)\w*|\w*(?:retention|retain|keep)\w*backups?\w*|timelinelimit\w+|snapshotpreserve|targetpreserve|maxfullbackups)$/;
const AMONG_BACKUPS = /^(?:ttl|retention\w*|retain\w*|keep\w*|maxretention|maxage|max(?:backups|snapshots|count|copies)|rotation\w*|hourly|daily|weekly|monthly|yearly|expire(?:after|sin|days)?)$/;

function isRetention(setting: Setting, about: string): boolean {
  if (amountOf(setting.value) === null) return false;
  const key = plain(setting.path.at(-1) ?? '');
  return ALWAYS.test(key) || (AMONG_BACKUPS.test(key) && speaksOfBackups(`${about} ${setting.path.join(' ')}`));
}

/** Stores that throw away what is older, and how they call it: Kafka, NATS, Pulsar, Loki, Prometheus, Thanos, Mimir, Tempo, VictoriaMetrics, InfluxDB, Graylog. */
const STORES = /kafka|redpanda|server\.properties|broker|jetstream|nats|pulsar|loki|prometheus|thanos|mimir|cortex|tempo|victoria|vmsingle|vmstorage|vmcluster|influx|graylog|jaeger|clickhouse/i;
const STORED = /^(?!delete)\w*retention(?:ms|hours|minutes|days|bytes|period|time|duration|seconds|resolution\w*)?$|^cleanuppolicy$/;
/** Keys of NATS, whose names are nobody's own. */
const OF_STREAMS = /^(?:maxage|messagettl)$/;

function isOfStore({ path }: Setting, about: string): boolean {
  const key = plain(path.at(-1) ?? '');
  const named = STORED.test(key) || (/^(?:time|period|days|hours|duration)$/.test(key) && /^(?!delete)\w*retention$/.test(plain(path.at(-2) ?? ''))) || (OF_STREAMS.test(key) && /jetstream|nats|rabbit/i.test(about));
  return named && STORES.test(`${about} ${path.join(' ')}`);
}

/** `-1` is for ever, and `0` is it for most of them. Kafka's compacted topics keep the last of each key. */
function storesLess(was: string, is: string): boolean {
  if (/^compact$/.test(was)) return /^delete$/.test(is);
  const endless = (value: string): boolean => /^(?:-1|0)(?:ms|s|m|h|d)?$/.test(value.trim());
  if (endless(is)) return false;
  return endless(was) ? amountOf(is) !== null : isLess(was, is);
}

function byPath(settings: readonly Setting[]): Map<string, Setting> {
  return new Map(settings.map((one) => [one.path.join('\0'), one]));
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function isLess(was: string, is: string): boolean {
  const [before, after] = [amountOf(was), amountOf(is)];
  return before !== null && after !== null && before.timed === after.timed && after.amount < before.amount;
}

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, mo: 2_592_000, y: 31_536_000 };

/** `30`, `+30`, `720h0m0s`, `4w`, `1y6m`, `P30D`, `RECOVERY WINDOW OF 30 DAYS`. */
function amountOf(text: string): { readonly amount: number; readonly timed: boolean } | null {
  const bare = text.trim().replace(/^\+/, '');
  if (/^\d+(?:\.\d+)?$/.test(bare)) return { amount: Number(bare), timed: false };
  const counted = /^REDUNDANCY\s+(\d+)$/i.exec(bare)?.[1];
  if (counted !== undefined) return { amount: Number(counted), timed: false };
  const timed = bare.replace(/^RECOVERY\s+WINDOW\s+OF\s+/i, '').replace(/^P(?=\d)/, '');
  if (timed.length > 40 || !/^(?:\d+(?:\.\d+)?\s*[a-z]+\s*)+$/i.test(timed)) return null;
  let amount = 0;
  for (const [, number, unit = ''] of timed.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    const seconds = lookup(SECONDS, unitOf(unit));
    if (seconds === undefined) return null;
    amount += Number(number) * seconds;
  }
  return { amount, timed: true };
}

function unitOf(unit: string): string {
  if (unit === 'M' || /^mo/i.test(unit)) return 'mo';
  return /^ms|^milli/i.test(unit) ? 'ms' : unit.charAt(0).toLowerCase();
}

/** Where a command says how much is kept. The number is the last group. */
const AMOUNTS = /(-m(?:time|min)\s+\+|--?keep[\w-]*[=\s]|--?[\w-]*retention[\w-]*[=\s]|--?retain[\w-]*[=\s]|--ttl[=\s]|--?[\w-]*older-than[=\s]|(?:tail\s+-n\s*\+|head\s+-n\s*-)|\b(?:[A-Z_]*(?:KEEP|RETENTION|RETAIN)[A-Z_]*)=["']?)(\d+[a-zA-Z]*)/g;

function amountsIn(text: string): { readonly name: string; readonly amount: string }[] {
  return [...text.matchAll(AMOUNTS)].map(([, name = '', amount = '']) => ({ name: name.replace(/[=\s+"']+$/, ''), amount }));
}

/** A command as it would be with any other numbers in these places. */
export function withoutAmounts(text: string): string {
  return text.replace(AMOUNTS, '$1#').replace(/\s+/g, ' ').trim();
}
