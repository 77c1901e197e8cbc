import type { Surroundings } from '../model';
import type { Difference } from './terraform-compare';
import { asNumber } from './terraform-numbers';
import { type Value, written } from './terraform-value';

/** What the tables say of one difference. `untold`: no table knows the type. */
export type Forcing = 'forces' | 'may' | 'updates' | 'untold';

/** The forced paths of a type, one text; `null` for types that no table knows. */
export function forcedPaths(type: string, surroundings: Pick<Surroundings, 'table'>): string | null {
  const table = surroundings.table('tf-forcenew');
  const key = `\n${type}|`;
  const at = table.indexOf(key);
  // Google's IAM types are made by rule, one trio for each resource that has a policy.
  if (at < 0) return /^google_.*_iam_(?:member|binding|policy)$/.test(type) ? ' member role condition project bucket name location ' : null;
  return ` ${table.slice(at + key.length, table.indexOf('\n', at + 1))} `;
}

/**
 * Whether a difference makes the provider delete the thing and create it again.
 * The longest path that fits counts; `!path` in the table is updated in place although the block around it forces.
 */
export function forcingOf(paths: string | null, difference: Difference, setting: (name: string) => Value | undefined): Forcing {
  if (paths === null) return 'untold';
  const segments = difference.path.split('.');
  for (let length = segments.length; length > 0; length -= 1) {
    const prefix = segments.slice(0, length).join('.');
    if (paths.includes(` !${prefix} `)) return 'updates';
    const at = positionOf(paths, prefix);
    if (at === null) continue;
    const condition = paths.slice(at + prefix.length, paths.indexOf(' ', at));
    return judged(condition, difference, setting, length === segments.length);
  }
  return 'updates';
}

/** Where ` prefix` stands with its condition after it, not as the beginning of a longer path. */
function positionOf(paths: string, prefix: string): number | null {
  for (let at = paths.indexOf(` ${prefix}`); at >= 0; at = paths.indexOf(` ${prefix}`, at + 1)) {
    const next = paths.charCodeAt(at + 1 + prefix.length);
    // A space, or one of ? < - @ %
    if (next === 32 || next === 63 || next === 60 || next === 64 || next === 37 || (next === 45 && paths[at + 2 + prefix.length] === ' ')) return at + 1;
  }
  return null;
}

function judged(condition: string, { path, before, after, certain }: Difference, setting: (name: string) => Value | undefined, exact: boolean): Forcing {
  if (!certain || (before !== null && after !== null && sameName(path, before, after))) return 'updates';
  // Spelling out nothing, `false` or an empty text is what the default was.
  if (before === null && after !== null && isEmpty(after)) return 'updates';
  if (after === null && before !== null && isEmpty(before)) return 'updates';
  // What a provider fills in by itself may be written out without effect, and be left out again.
  const both = before !== null && after !== null;
  const sure: Forcing = both && exact ? 'forces' : 'may';
  if (condition === '') return sure;
  if (condition === '?') return before === null ? 'updates' : 'may';
  if (condition === '<') return lowered(before, after) ? sure : 'updates';
  if (condition === '-') return scalarText(before) === 'true' && scalarText(after) !== 'true' ? sure : 'updates';
  if (condition.startsWith('%')) return both && written(before).includes(condition.slice(1)) !== written(after).includes(condition.slice(1)) ? sure : 'updates';
  const [name = '', wanted = 'true'] = condition.slice(1).split('=');
  const given = setting(name);
  return given !== undefined && scalarText(given) === wanted ? sure : 'updates';
}

/** Regions are the same in any spelling: `West Europe` is `westeurope`. */
function sameName(path: string, before: Value, after: Value): boolean {
  const plain = (value: Value): string => written(value).toLowerCase().replaceAll(' ', '');
  return /(?:^|\.)location$/.test(path) && plain(before) === plain(after);
}

function lowered(before: Value | null, after: Value | null): boolean {
  const old = asNumber(before);
  const now = asNumber(after);
  return old !== null && now !== null && now < old;
}

function isEmpty(value: Value): boolean {
  if (value.kind === 'list') return value.items.length === 0;
  if (value.kind === 'object') return value.entries.size === 0;
  return value.kind === 'scalar' && (value.value === null || value.value === '' || String(value.value) === 'false');
}

function scalarText(value: Value | null): string | null {
  return value?.kind === 'scalar' ? String(value.value) : null;
}
