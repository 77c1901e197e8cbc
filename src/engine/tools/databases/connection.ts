import { variable } from '../../effects';
import { databaseUrl, isTestDatabase } from '../../kinds/databases';
import type { Context, Facts, Invocation, Word } from '../../model';

/** Whether this is a database for tests: by its name, or by the environment a framework is started in. */
export function isForTesting(facts: Facts, invocation: Invocation, context: Context): boolean {
  if (facts.database !== undefined && isTestDatabase(facts.database)) return true;
  return ENVIRONMENTS.some((name) => /^(?:test|testing|ci)$/i.test(variable(invocation, context, name) ?? '') && name in invocation.env);
}

const ENVIRONMENTS = ['RAILS_ENV', 'RACK_ENV', 'NODE_ENV', 'APP_ENV', 'MIX_ENV', 'DJANGO_ENV', 'FLASK_ENV', 'ASPNETCORE_ENVIRONMENT', 'KNEX_ENV'];

/** Facts of an URL or of a plain database name. */
export function namedFacts(word: Word | undefined): Facts {
  if (!word || word.value === '') return {};
  if (word.value.includes('://')) {
    const { host, database } = databaseUrl(word.value);
    return { ...(host ? { 'database-host': host } : {}), ...(database ? { database } : {}) };
  }
  // `host=db1 dbname=shop` is how libpq writes it.
  const host = /\bhost=(\S+)/.exec(word.value)?.[1];
  const database = /\bdbname=(\S+)/.exec(word.value)?.[1];
  if (host || database) return { ...(host ? { 'database-host': host } : {}), ...(database ? { database } : {}) };
  return /^\$|^`/.test(word.value) ? {} : { database: word.value };
}

/** The first of these variables that is set and read, as facts. */
export function variableFacts(invocation: Invocation, context: Context, hosts: readonly string[], databases: readonly string[], urls: readonly string[] = []): Facts {
  const first = (names: readonly string[]): string | undefined => names.map((name) => variable(invocation, context, name)).find((value): value is string => typeof value === 'string' && value !== '');
  const url = first(urls);
  const host = first(hosts);
  const database = first(databases);
  return { ...(url ? namedFacts({ value: url, known: true, glob: false, span: [0, 0] }) : {}), ...(host ? { 'database-host': host } : {}), ...(database ? { database } : {}) };
}

/** Facts of the wrapper that runs it elsewhere. */
export function elsewhereFacts(invocation: Invocation): Facts {
  const host = invocation.wrappers.findLast(({ elsewhere }) => elsewhere !== undefined)?.elsewhere;
  return host === undefined ? {} : { host };
}
