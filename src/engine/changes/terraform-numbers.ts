import type { Value } from './terraform-value';

/**
 * A value as a number that can be compared with another of the same setting: plain numbers, versions (`15.4`, `OpenSearch_2.11`, `REDIS_7_0`),
 * durations (`604800s`, `7d`, `P7D`) in seconds. `null` for anything else.
 */
export function asNumber(value: Value | null): number | null {
  if (value?.kind !== 'scalar' || value.value === null || typeof value.value === 'boolean') return null;
  if (typeof value.value === 'number') return value.value;
  const text = value.value.trim();
  if (/^-?\d+$/.test(text)) return Number(text);
  const duration = /^P?T?(\d+(?:\.\d+)?)\s*(s|m|h|d|w|days?|hours?|weeks?)$/i.exec(text);
  if (duration) return Number(duration[1]) * (SECONDS[(duration[2] as string)[0]?.toLowerCase() as string] ?? 1);
  const version = /(\d+)[._](\d+)(?:[._](\d+))?/.exec(text) ?? /(\d+)\D*$/.exec(text);
  return version ? Number(version[1]) * 1_000_000 + Number(version[2] ?? 0) * 1_000 + Number(version[3] ?? 0) : null;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };
