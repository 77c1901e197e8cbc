import { lookup } from '../lookup';

/** A span of time in a program, in days: `Duration.days(14)`, `cdk.Duration.hours(6)`, `RetentionDays.ONE_MONTH`, or a bare number in whatever unit its property has. `null` when it cannot be read. */
export function daysOf(written: string): number | null {
  const text = written.trim();
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Number(text);
  const [, unit = '', count = ''] = /(?:^|\.)Duration\.(\w+)\(\s*(\d{1,9}(?:\.\d{1,9})?)\s*\)$/.exec(text) ?? [];
  const factor = lookup(UNITS, unit);
  if (factor !== undefined) return Number(count) * factor;
  return lookup(RETENTION_DAYS, /(?:^|\.)RetentionDays\.(\w+)$/.exec(text)?.[1] ?? '') ?? null;
}

const UNITS: Readonly<Record<string, number>> = { days: 1, hours: 1 / 24, minutes: 1 / 1440, seconds: 1 / 86_400, millis: 1 / 86_400_000 };

const RETENTION_DAYS: Readonly<Record<string, number>> = {
  ONE_DAY: 1, THREE_DAYS: 3, FIVE_DAYS: 5, ONE_WEEK: 7, TWO_WEEKS: 14, ONE_MONTH: 30, TWO_MONTHS: 60, THREE_MONTHS: 90, FOUR_MONTHS: 120, FIVE_MONTHS: 150, SIX_MONTHS: 180,
  ONE_YEAR: 365, THIRTEEN_MONTHS: 400, EIGHTEEN_MONTHS: 545, TWO_YEARS: 731, THREE_YEARS: 1096, FIVE_YEARS: 1827, SIX_YEARS: 2192, SEVEN_YEARS: 2557, EIGHT_YEARS: 2922, NINE_YEARS: 3288, TEN_YEARS: 3653,
  INFINITE: Number.POSITIVE_INFINITY,
};
