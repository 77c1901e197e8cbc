import type { Invocation } from '../engine/model';

/** Which database a client speaks to, by its name. */
export function isDatabaseClient({ program, wrappers }: Invocation, database: 'sqlite' | 'postgres'): boolean {
  return CLIENTS[database].test(program) && wrappers.every(({ elsewhere }) => elsewhere === undefined);
}

const CLIENTS = { sqlite: /^(?:sqlite3?|litecli)$/, postgres: /^(?:psql|pgcli|dropdb)$/ } as const;
