import type { Token } from './sql-tokens';

/** Data of a table that exists already and that its server deletes from now on when it is of a certain age, in words. `null`: nothing of the sort. */
export function expires(tokens: readonly Token[]): string | null {
  const words = tokens.slice(0, 400).map(({ upper, text, kind }) => (kind === 'string' ? `'${text}'` : upper || text)).join(' ');
  const rule = RULES.map((pattern) => pattern.exec(words)?.[1]).find((one) => one !== undefined);
  const part = rule?.split(/ , (?![^(]*\))/).find((one) => !MOVES.test(one));
  const days = part === undefined ? null : daysIn(part);
  return days === null || days > LONG ? null : `what is older than ${days} ${days === 1 ? 'day' : 'days'} is deleted`;
}

/** What is kept for longer than this is kept because somebody wants it to be. */
const LONG = 400;

/** ClickHouse, BigQuery, CockroachDB, InfluxDB, TimescaleDB. */
const RULES: readonly RegExp[] = [
  /\bMODIFY TTL (.+)$/,
  /\bSET OPTIONS \( .*?\b(PARTITION_EXPIRATION_DAYS = .+)$/,
  /\bSET \( .*?\b(?:TTL_EXPIRE_AFTER|TTL_EXPIRATION_EXPRESSION) = (.+)$/,
  /^ALTER RETENTION POLICY .*?\bDURATION (.+)$/,
  /\bADD_RETENTION_POLICY \( (.+)$/,
];

/** Parts of a rule that keep the data elsewhere or in another form. */
const MOVES = /\bTO (?:DISK|VOLUME)\b|\bRECOMPRESS\b|\bGROUP BY\b/;

const DAYS: readonly (readonly [unit: RegExp, days: number])[] = [[/^S/, 1 / 86_400], [/^(?:MI|M$)/, 1 / 1440], [/^H/, 1 / 24], [/^D/, 1], [/^W/, 7], [/^MO/, 30], [/^Q/, 91], [/^Y/, 365]];

function daysIn(text: string): number | null {
  const plain = /^PARTITION_EXPIRATION_DAYS = (\d+)/.exec(text)?.[1];
  if (plain !== undefined) return Number(plain);
  const called = /TOINTERVAL([A-Z]+) \( (\d+)/.exec(text);
  const [number, unit] = called ? [called[2], called[1]] : (/(\d+)\s*'?\s*(SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR|[SMHDW](?![A-Z]))/i.exec(text)?.slice(1) ?? []);
  const days = DAYS.find(([pattern]) => pattern.test((unit ?? '').toUpperCase()))?.[1];
  return number === undefined || days === undefined ? null : Math.round(Number(number) * days * 10) / 10;
}
