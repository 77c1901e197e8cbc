import type { ResourceKind } from '../model';
import type { Token } from './sql-tokens';

export interface SqlObject {
  readonly kind: ResourceKind;
  readonly type: string;
  /** The whole of something goes: a database, a schema. */
  readonly whole: boolean;
}

/** What `DROP X`, `CREATE X`, `TRUNCATE X` speaks of; `at` is where its words begin, `next` where its name does. `null`: no object that is known. */
export function objectAt(tokens: readonly Token[], at: number): (SqlObject & { readonly next: number }) | null {
  let i = at;
  let temporary = false;
  for (; /^(?:OR|REPLACE|TEMPORARY|TEMP|GLOBAL|LOCAL|UNLOGGED|EXTERNAL|TRANSIENT|UNIQUE|CLUSTERED|NONCLUSTERED|FULLTEXT|SPATIAL|PUBLIC|RECURSIVE|VIRTUAL|DEFINER|ALGORITHM|SQL|SECURITY|FORCE|NO|HYBRID|ICEBERG|SECURE|PERMANENT|AGGREGATE_)$/.test(tokens[i]?.upper ?? ''); i += 1) {
    temporary ||= /^TEMP/.test(tokens[i]?.upper ?? '');
  }
  const pair = `${tokens[i]?.upper ?? ''} ${tokens[i + 1]?.upper ?? ''}`;
  const found = OBJECTS.get(pair) ?? OBJECTS.get(tokens[i]?.upper ?? '');
  if (!found) return null;
  const [kind, type] = found;
  return { kind: temporary ? 'regenerated' : kind, type, whole: WHOLE.has(type), next: i + (OBJECTS.has(pair) ? 2 : 1) };
}

/** The names after an object's words: `IF EXISTS a.b, "C"`. Unquoted names are in lower case, as most servers keep them. */
export function namesAt(tokens: readonly Token[], at: number): string[] {
  let i = at;
  while (/^(?:IF|NOT|EXISTS|ONLY|CONCURRENTLY|TABLE|FROM|INTO)$/.test(tokens[i]?.upper ?? '')) i += 1;
  const names: string[] = [];
  for (;;) {
    const { name, next } = nameAt(tokens, i);
    if (name === '') return names;
    names.push(name);
    i = next;
    // A function's parameters.
    if (tokens[i]?.text === '(') {
      const depth = tokens[i]?.depth ?? 0;
      while (i < tokens.length && !(tokens[i]?.text === ')' && tokens[i]?.depth === depth)) i += 1;
      i += 1;
    }
    if (tokens[i]?.text === '*') i += 1;
    if (tokens[i]?.text !== ',') return names;
    i += 1;
  }
}

export function nameAt(tokens: readonly Token[], at: number): { readonly name: string; readonly next: number } {
  const parts: string[] = [];
  let i = at;
  for (;;) {
    const token = tokens[i];
    // `$1`, `:table`, `%s`, `{name}`: a name that is filled in later.
    if (token && /^[$:%?{]$/.test(token.text) && token.kind === 'symbol') {
      const next = tokens[i + 1];
      parts.push(`${token.text}${next?.kind === 'word' || next?.kind === 'number' ? next.text : ''}`);
      i += next?.kind === 'word' || next?.kind === 'number' ? 2 : 1;
      while (tokens[i]?.text === '}') i += 1;
    } else if (token && (token.kind === 'word' || token.kind === 'name' || (token.kind === 'string' && parts.length === 0))) {
      parts.push(token.kind === 'word' ? token.text.toLowerCase() : token.text);
      i += 1;
    } else break;
    while (tokens[i]?.text === '.' && tokens[i + 1]?.text === '.') i += 1;
    if (tokens[i]?.text !== '.') break;
    i += 1;
  }
  return { name: parts.join('.'), next: i };
}

const WHOLE: ReadonlySet<string> = new Set(['database', 'schema', 'keyspace', 'catalog', 'everything a role owns']);

const OBJECTS: ReadonlyMap<string, readonly [ResourceKind, string]> = new Map<string, readonly [ResourceKind, string]>([
  ...(['DATABASE', 'KEYSPACE', 'CATALOG', 'TABLESPACE'] as const).map((word): [string, readonly [ResourceKind, string]] => [word, ['data-store', word.toLowerCase()]]),
  ['SCHEMA', ['data-store', 'schema']],
  ['PLUGGABLE DATABASE', ['data-store', 'database']],
  ['TABLE', ['data-store', 'table']],
  ['TABLES', ['data-store', 'table']],
  ['DYNAMIC TABLE', ['data-store', 'table']],
  ['COLUMNFAMILY', ['data-store', 'table']],
  ['COLLECTION', ['data-store', 'collection']],
  ['STREAM', ['data-store', 'stream']],
  ['TOPIC', ['data-store', 'topic']],
  ['STAGE', ['data-store', 'stage']],
  ['GRAPH', ['data-store', 'graph']],
  ['BUCKET', ['data-store', 'bucket']],
  ['MEASUREMENT', ['data-store', 'measurement']],
  ['SERIES', ['data-store', 'series']],
  ['SHARD', ['data-store', 'shard']],
  ['REPLICA', ['data-store', 'replica']],
  ['PARTITION', ['data-store', 'partition']],
  ['RETENTION POLICY', ['data-store', 'retention policy']],
  ['FOREIGN TABLE', ['schema', 'foreign table']],
  ['MATERIALIZED VIEW', ['schema', 'materialized view']],
  ...(['INDEX', 'VIEW', 'FUNCTION', 'PROCEDURE', 'PROC', 'ROUTINE', 'TRIGGER', 'SEQUENCE', 'TYPE', 'DOMAIN', 'EXTENSION', 'AGGREGATE', 'OPERATOR', 'RULE', 'PUBLICATION', 'SUBSCRIPTION', 'SERVER', 'EVENT', 'SYNONYM', 'STATISTICS', 'TASK', 'PIPE', 'PACKAGE', 'CAST', 'COLLATION', 'LANGUAGE', 'DICTIONARY', 'MACRO', 'PROJECTION', 'LIBRARY', 'MODULE', 'ASSEMBLY', 'QUEUE'] as const).map(
    (word): [string, readonly [ResourceKind, string]] => [word, ['schema', word === 'PROC' ? 'procedure' : word.toLowerCase()]],
  ),
  ['EVENT TRIGGER', ['schema', 'event trigger']],
  ['WAREHOUSE', ['service', 'warehouse']],
  ['ROLE', ['identity', 'role']],
  ['USER', ['identity', 'user']],
  ['LOGIN', ['identity', 'login']],
  ['GROUP', ['identity', 'group']],
  ['ACCOUNT', ['identity', 'account']],
  ['PROFILE', ['identity', 'profile']],
  ['USER MAPPING', ['identity', 'user mapping']],
  ['POLICY', ['protection', 'row policy']],
  ['ROW POLICY', ['protection', 'row policy']],
  ['MASKING POLICY', ['protection', 'masking policy']],
  ['SECURITY POLICY', ['protection', 'security policy']],
  ['SERVER AUDIT', ['audit', 'audit']],
  ['DATABASE AUDIT', ['audit', 'audit']],
  ['CERTIFICATE', ['key', 'certificate']],
  ['MASTER KEY', ['key', 'master key']],
  ['SYMMETRIC KEY', ['key', 'key']],
  ['ASYMMETRIC KEY', ['key', 'key']],
  ['DATABASE ENCRYPTION', ['key', 'encryption key']],
  ['SECRET', ['key', 'secret']],
  ['CREDENTIAL', ['key', 'credential']],
  ['SNAPSHOT', ['backup', 'snapshot']],
  ['BACKUP', ['backup', 'backup']],
  ['OWNED', ['data-store', 'everything a role owns']],
]);
