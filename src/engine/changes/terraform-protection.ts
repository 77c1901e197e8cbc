import type { Surroundings } from '../model';
import type { Difference } from './terraform-compare';
import { asNumber } from './terraform-numbers';
import type { Value } from './terraform-value';

/** How a difference weakens what protects a thing, in words for people. `null` when it does not. */
export function weakeningOf(type: string, difference: Difference, surroundings: Pick<Surroundings, 'table'>): string | null {
  if (!difference.certain) return null;
  const judgement = judgementOf(type, difference.path, surroundings.table('tf-protection'));
  return judgement === null ? null : weakened(judgement, difference);
}

/** The longest ending of the path that the table has, an entry for the type before one for all. */
function judgementOf(type: string, path: string, table: string): string | null {
  const segments = path.split('.');
  for (let from = 0; from < segments.length; from += 1) {
    const ending = segments.slice(from).join('.');
    const found = entry(table, `${type}:${ending}`) ?? entry(table, ending);
    if (found !== null) return found;
  }
  return null;
}

function entry(table: string, name: string): string | null {
  const key = `\n${name}|`;
  const at = table.indexOf(key);
  return at < 0 ? null : table.slice(at + key.length, table.indexOf('\n', at + 1));
}

/**
 * Judgements: `on` protects while true, `off` endangers while true (`!`: so it is when absent); `more` must not shrink, `more0` neither,
 * and 0 or absent is for ever; `sooner` must not shrink where it is written; `keep` values that protect; `risky` values that do not; `gone` a part whose removal weakens,
 * `came` one whose addition does; `list` must not lose items.
 */
function weakened(judgement: string, { path, before, after }: Difference): string | null {
  const [kind = '', values = ''] = judgement.split(' ');
  const name = nameOf(path);
  const old = text(before);
  const now = text(after);
  switch (kind) {
    case 'on': return old === 'true' && now !== 'true' && isPlain(after) ? `${name} ${after === null ? 'removed' : 'switched off'}` : null;
    case 'on!': return now === 'false' && old !== 'false' ? `${name} switched off` : null;
    case 'off': return now === 'true' && old !== 'true' ? `${name} switched on` : null;
    case 'off!': return old === 'false' && now !== 'false' && isPlain(after) ? `${name} ${after === null ? 'removed, so it is on' : 'switched on'}` : null;
    case 'more': return shrunk(before, after) ? `${name} ${shown(before)} -> ${shown(after)}` : null;
    case 'more0': return sooner(before, after) ? `${name} ${forEver(before) ? 'never' : shown(before)} -> ${shown(after)}` : null;
    case 'sooner': return before !== null && sooner(before, after) ? `${name} ${shown(before)} -> ${shown(after)}` : null;
    case 'keep': return old !== null && isOneOf(old, values) && (after === null || (now !== null && !isOneOf(now, values))) ? `${name} ${old} -> ${after === null ? 'removed' : now}` : null;
    case 'keep!': return (old === null || isOneOf(old, values)) && now !== null && !isOneOf(now, values) ? `${name} ${old ?? 'protected'} -> ${now}` : null;
    case 'risky': return risks(after, values) && !risks(before, values) ? `${name} is now ${shown(after)}` : null;
    case 'gone': return after === null && before !== null && !isDisabled(before) ? `${path} removed` : null;
    case 'came': return before === null && after !== null ? `${path} added: old objects will be deleted` : null;
    case 'list': return lost(before, after) ? `${name} shortened` : null;
    default: return null;
  }
}

/** The last name of a path, with the one before it when it says little by itself: `versioning.enabled`. */
function nameOf(path: string): string {
  const segments = path.split('.');
  return /^(?:enabled?|status|mode|type|state|days|age|years|count)$/.test(segments.at(-1) ?? '') ? segments.slice(-2).join('.') : (segments.at(-1) ?? path);
}

function text(value: Value | null): string | null {
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : null;
}

/** Absent, or known. */
function isPlain(value: Value | null): boolean {
  return value === null || value.kind === 'scalar';
}

function shown(value: Value | null): string {
  return value === null ? 'removed' : (text(value) ?? (value.kind === 'list' ? 'a list' : 'another value'));
}

function isOneOf(value: string, values: string): boolean {
  return values.split(',').includes(value);
}

function shrunk(before: Value | null, after: Value | null): boolean {
  const old = asNumber(before);
  const now = asNumber(after);
  return old !== null && old > 0 && (after === null || (now !== null && now < old));
}

function sooner(before: Value | null, after: Value | null): boolean {
  const old = asNumber(before);
  const now = asNumber(after);
  if (now === null || now <= 0) return false;
  return forEver(before) || (old !== null && now < old);
}

function forEver(value: Value | null): boolean {
  return value === null || asNumber(value) === 0 || text(value) === '-1';
}

function risks(value: Value | null, values: string): boolean {
  if (value?.kind === 'list') return value.items.some((item) => risks(item, values));
  const one = text(value);
  return one !== null && isOneOf(one, values);
}

/** A part that was there but switched off protects nothing. */
function isDisabled(value: Value): boolean {
  if (value.kind === 'object') return [...value.entries].some(([key, item]) => /^(?:enabled|status|mode|state)$/.test(key) && /^(?:false|disabled|suspended|off)$/i.test(text(item) ?? ''));
  return value.kind === 'list' ? value.items.length === 0 || value.items.every(isDisabled) : text(value) === 'false' || text(value) === '';
}

function lost(before: Value | null, after: Value | null): boolean {
  if (before?.kind !== 'list' || before.items.length === 0) return false;
  if (after === null) return true;
  return after.kind === 'list' && after.items.length < before.items.length;
}
