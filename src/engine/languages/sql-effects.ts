import type { EffectSeed } from '../effects';
import { isTemporaryTable } from '../kinds/databases';
import type { Resource } from '../model';
import { cutColumns, cutsAllThatIsLonger, onlyFills } from './sql-cuts';
import { expires } from './sql-expiry';
import { nameAt, namesAt, objectAt } from './sql-objects';
import type { Dialect, Token } from './sql-tokens';
import { opensToAll, tightens } from './sql-rights';
import { isNarrowed } from './sql-where';
import { lookup } from '../lookup';

/** What one statement does, and the texts inside it that are run as well. */
export interface Meaning {
  readonly seeds: readonly EffectSeed[];
  readonly inner: readonly { readonly language: 'sql' | 'bash'; readonly token: Token; readonly text: string }[];
}

/** The meaning of a statement, by its first verb. Tokens are those of one statement; `depth` counts from its own. */
export function meaningOf(tokens: readonly Token[], dialect: Dialect): Meaning {
  const first = tokens[0]?.upper ?? '';
  const verb = lookup(VERBS, first);
  if (verb !== undefined) return verb(tokens, dialect);
  if (CONTROL.has(first)) return inControl(tokens, dialect);
  // A parenthesis or a word nobody knows before the verb.
  const open = tokens.findIndex(({ text }) => text !== '(');
  if (open > 0) return meaningOf(tokens.slice(open), dialect);
  return NOTHING;
}

const NOTHING: Meaning = { seeds: [], inner: [] };

function only(...seeds: EffectSeed[]): Meaning {
  return { seeds, inner: [] };
}

function seed(verb: EffectSeed['verb'], kind: Resource['kind'], type: string, address: string, more: Partial<EffectSeed> = {}): EffectSeed {
  return { verb, resource: { kind, type, address }, undo: verb === 'delete' || verb === 'overwrite' ? 'from-backup' : 'yes', ...more };
}

const read = (tokens: readonly Token[]): Meaning => only(seed('read', 'other', 'query', tokens[0]?.text.toLowerCase() ?? ''));

type Reader = (tokens: readonly Token[], dialect: Dialect) => Meaning;

const VERBS: Readonly<Record<string, Reader>> = {
  DROP: (tokens) => {
    const object = objectAt(tokens, 1);
    if (!object) return only(seed('delete', 'schema', tokens[1]?.text.toLowerCase() ?? 'object', nameAt(tokens, 2).name || 'an object'));
    if (object.type === 'everything a role owns') return only(seed('delete', 'data-store', 'owned objects', `everything owned by ${nameAt(tokens, object.next + 1).name}`, { reach: 'stack' }));
    const names = namesAt(tokens, object.next);
    return only(...(names.length === 0 ? [object.type] : names).map((name) => seed('delete', isTemporaryTable(name) && object.type === 'table' ? 'regenerated' : object.kind, object.type, name, object.whole ? { reach: 'stack' } : {})));
  },
  UNDROP: (tokens) => only(seed('create', 'data-store', 'table', nameAt(tokens, 2).name)),
  TRUNCATE: (tokens) => only(...namesAt(tokens, 1).map((name) => seed('delete', isTemporaryTable(name) ? 'regenerated' : 'data-store', 'contents of a table', name))),
  DELETE: (tokens) => {
    // `DELETE a, b FROM a JOIN b`: what stands before FROM goes; else what stands behind it.
    const from = tokens.findIndex(({ upper, depth }) => upper === 'FROM' && depth === (tokens[0]?.depth ?? 0));
    const start = from < 0 ? 1 : from + 1;
    const names = namesAt(tokens, start).slice(0, 1);
    const name = names[0] ?? 'a table';
    return only(isAuditTable(name) ? seed('delete', 'audit', 'audit records', name, { reach: 'collection', undo: 'no' }) : rows('delete', name, isNarrowed(tokens)));
  },
  UPDATE: (tokens) => {
    let i = 1;
    while (/^(?:ONLY|LOW_PRIORITY|IGNORE|OR|ROLLBACK|ABORT|REPLACE|FAIL|TOP)$/.test(tokens[i]?.upper ?? '')) i += 1;
    if (/^(?:STATISTICS)$/.test(tokens[i]?.upper ?? '')) return read(tokens);
    const { name } = nameAt(tokens, i);
    if (!tokens.some(({ upper }) => upper === 'SET')) return NOTHING;
    return only(rows('overwrite', name, onlyFills(tokens) || (isNarrowed(tokens) && !cutsAllThatIsLonger(tokens))));
  },
  MERGE: (tokens) => {
    const { name } = nameAt(tokens, tokens[1]?.upper === 'INTO' ? 2 : 1);
    const deletes = tokens.some(({ upper }, i) => upper === 'THEN' && tokens[i + 1]?.upper === 'DELETE');
    return only(deletes ? rows('delete', name, false) : seed('update', 'rows', 'rows', name));
  },
  INSERT: (tokens) => {
    const overwrites = tokens[1]?.upper === 'OVERWRITE';
    const name = namesAt(tokens, overwrites ? 2 : 1)[0] ?? 'a table';
    return only(overwrites ? seed('overwrite', 'data-store', 'contents of a table', name) : seed('create', 'rows', 'rows', name));
  },
  REPLACE: (tokens) => only(seed('update', 'rows', 'rows', namesAt(tokens, 1)[0] ?? 'a table')),
  CREATE: (tokens) => {
    const object = objectAt(tokens, 1);
    if (!object) return only(seed('create', 'schema', 'object', nameAt(tokens, 2).name));
    const name = namesAt(tokens, object.next)[0] ?? object.type;
    const replaces = tokens[1]?.upper === 'OR' && tokens[2]?.upper === 'REPLACE' && object.kind === 'data-store';
    return only(seed(replaces ? 'replace' : 'create', isTemporaryTable(name) ? 'regenerated' : object.kind, object.type, name, opensToAll(tokens) ? { note: 'for everybody' } : {}));
  },
  ALTER: alter,
  REVOKE: (tokens) => only(seed(tightens(tokens) ? 'update' : 'delete', 'identity', 'permission', tokens.slice(1, 14).map(({ text }) => text).join(' '))),
  DENY: (tokens) => only(seed('delete', 'identity', 'permission', tokens.slice(1, 14).map(({ text }) => text).join(' '))),
  GRANT: (tokens) => only(seed('create', 'identity', 'permission', tokens.slice(1, 14).map(({ text }) => text).join(' '))),
  REASSIGN: (tokens) => only(seed('update', 'identity', 'ownership', tokens.slice(1, 8).map(({ text }) => text).join(' '))),
  DISABLE: (tokens) => only(seed('unprotect', 'protection', 'trigger', tokens.slice(1, 6).map(({ text }) => text).join(' '))),
  SHUTDOWN: () => only(seed('stop', 'data-store', 'server', 'the database server', { reach: 'stack' })),
  KILL: (tokens) => only(seed('stop', 'service', 'connection', tokens[1]?.text ?? 'a connection')),
  PURGE: (tokens) => only(seed('delete', /^(?:BINARY|MASTER)$/.test(tokens[1]?.upper ?? '') ? 'backup' : 'data-store', 'log or dropped object', tokens.slice(1, 5).map(({ text }) => text).join(' '))),
  RESET: (tokens) => (/^(?:MASTER|BINARY|REPLICA|SLAVE)$/.test(tokens[1]?.upper ?? '') ? only(seed('delete', 'backup', 'binary log', tokens.slice(1, 4).map(({ text }) => text).join(' '))) : read(tokens)),
  RESTORE: (tokens) => (/^(?:DATABASE|LOG)$/.test(tokens[1]?.upper ?? '') ? only(seed('overwrite', 'data-store', 'database', nameAt(tokens, 2).name)) : read(tokens)),
  DBCC: (tokens) => only(seed(tokens.some(({ upper }) => upper === 'REPAIR_ALLOW_DATA_LOSS') ? 'overwrite' : 'update', 'data-store', 'database', tokens.slice(1, 5).map(({ text }) => text).join(' '))),
  SYSTEM: (tokens) => (tokens[1]?.upper === 'DROP' && tokens[2]?.upper === 'REPLICA' ? only(seed('delete', 'data-store', 'replica', nameAt(tokens, 3).name)) : tokens[1]?.upper === 'SHUTDOWN' || tokens[1]?.upper === 'KILL' ? only(seed('stop', 'data-store', 'server', 'the database server', { reach: 'stack' })) : read(tokens)),
  DETACH: (tokens) => only(seed('update', tokens.some(({ upper }) => upper === 'PERMANENTLY') ? 'data-store' : 'other', 'table', nameAt(tokens, 2).name)),
  COPY: (tokens) => {
    const at = tokens.findIndex(({ upper }) => upper === 'PROGRAM');
    const command = at < 0 ? undefined : tokens[at + 1];
    return { seeds: [seed(at < 0 ? 'create' : 'update', 'rows', 'rows', nameAt(tokens, 1).name || 'a query')], inner: command?.kind === 'string' ? [{ language: 'bash', token: command, text: command.text }] : [] };
  },
  DO: (tokens) => ({ seeds: [], inner: strings(tokens).map((token) => ({ language: 'sql', token, text: token.text })) }),
  EXECUTE: dynamic,
  EXEC: dynamic,
  PREPARE: dynamic,
  PERFORM: (tokens, dialect) => functions(tokens, dialect),
  CALL: (tokens) => only(seed('update', 'other', 'procedure', nameAt(tokens, 1).name)),
  SELECT: (tokens, dialect) => functions(tokens, dialect),
  VALUES: read, SHOW: read, DESCRIBE: read, DESC: read, PRAGMA: read, USE: read, LIST: read,
  EXPLAIN: (tokens, dialect) => {
    const runs = tokens.slice(1, 12).some(({ upper }, i, part) => /^ANALY[SZ]E$/.test(upper) && !/^(?:FALSE|OFF|0)$/.test(part[i + 1]?.upper ?? ''));
    if (!runs) return read(tokens);
    const at = tokens.findIndex(({ upper, depth }, i) => i > 0 && depth === 0 && upper !== 'EXPLAIN' && Object.hasOwn(VERBS, upper));
    return at < 0 ? read(tokens) : meaningOf(tokens.slice(at), dialect);
  },
  WITH: (tokens, dialect) => {
    const modifying = tokens.flatMap((token, i) => (tokens[i - 1]?.text === '(' && /^(?:DELETE|UPDATE|MERGE)$/.test(token.upper) ? [meaningOf(tokens.slice(i, endOf(tokens, i)), dialect)] : []));
    const base = tokens[0]?.depth ?? 0;
    const main = tokens.findIndex(({ upper, depth }, i) => i > 0 && depth === base && /^(?:SELECT|DELETE|UPDATE|INSERT|MERGE)$/.test(upper));
    return joined([...modifying, main < 0 ? NOTHING : meaningOf(tokens.slice(main), dialect)]);
  },
  // Delta tables keep their older versions until a vacuum; none are kept with nothing to retain.
  VACUUM: (tokens) => (tokens.some(({ upper }, i) => upper === 'RETAIN' && tokens[i + 1]?.text === '0') ? only(seed('delete', 'backup', 'older versions of a table', nameAt(tokens, 1).name, { undo: 'no' })) : read(tokens)),
  SET: (tokens) => only(seed('update', 'other', 'setting', tokens.slice(1, 5).map(({ text }) => text).join(' '))),
};

function joined(meanings: readonly Meaning[]): Meaning {
  return { seeds: meanings.flatMap(({ seeds }) => seeds), inner: meanings.flatMap(({ inner }) => inner) };
}

function endOf(tokens: readonly Token[], from: number): number {
  const depth = tokens[from]?.depth ?? 0;
  const end = tokens.findIndex((token, i) => i > from && token.depth < depth);
  return end < 0 ? tokens.length : end;
}

function rows(verb: 'delete' | 'overwrite', table: string, narrowed: boolean): EffectSeed {
  return seed(verb, isTemporaryTable(table) ? 'regenerated' : 'rows', 'rows', table, { reach: narrowed ? 'resource' : 'collection' });
}

/** What is kept so that somebody can see later what happened. */
function isAuditTable(name: string): boolean {
  return /(?:^|[._])audit(?:_?(?:logs?|trail|events?|records?|entries|history))?$/i.test(name.replace(/["'`\]]/g, ''));
}

function strings(tokens: readonly Token[]): Token[] {
  return tokens.filter(({ kind }) => kind === 'string');
}

/** SQL in a string, run at once: what is glued to it is not known, so the literal parts are read with a stand-in between. */
function dynamic(tokens: readonly Token[]): Meaning {
  // SQL Server's own procedures: `EXEC msdb.dbo.sp_delete_job @job_name = N'Nightly backup'`.
  const procedure = tokens.slice(1, 7).find(({ text }) => /^(?:sp|xp|rds)_(?:delete|drop|remove)_?\w+$/i.test(text));
  if (procedure) return only(seed('delete', /backup/i.test(tokens.map(({ text }) => text).join(' ')) ? 'backup' : /login|user|role|principal/i.test(procedure.text) ? 'identity' : 'infrastructure', 'procedure', strings(tokens)[0]?.text ?? procedure.text));
  const parts = strings(tokens);
  const first = parts[0];
  if (!first) return NOTHING;
  if (tokens.some(({ upper }) => upper === 'XP_CMDSHELL')) return { seeds: [], inner: [{ language: 'bash', token: first, text: first.text }] };
  const formatted = tokens.some(({ upper }) => upper === 'FORMAT');
  const text = formatted ? first.text.replace(/%(?:\d+\$)?[ILs]/g, 'unread_name') : parts.map((part) => part.text).join(' unread_name ').trim();
  return { seeds: [], inner: [{ language: 'sql', token: first, text: parts.length === 1 && /[=\s]$/.test(first.text) ? `${text} unread_name` : text }] };
}

/** Functions that do more than they return. */
function functions(tokens: readonly Token[], _dialect: Dialect): Meaning {
  const seeds: EffectSeed[] = [];
  const inner: Meaning['inner'][number][] = [];
  tokens.forEach(({ upper, text }, i) => {
    if (tokens[i + 1]?.text !== '(') return;
    const argument = tokens[i + 2]?.text ?? '';
    if (/^(?:PG_DROP_REPLICATION_SLOT|PG_REPLICATION_SLOT_ADVANCE)$/.test(upper)) seeds.push(seed('delete', 'protection', 'replication slot', argument));
    else if (upper === 'ADD_RETENTION_POLICY' && expires(tokens.slice(i)) !== null) seeds.push(seed('unprotect', 'protection', 'retention', argument, { note: expires(tokens.slice(i)) }));
    else if (/^PG_(?:TERMINATE|CANCEL)_BACKEND$/.test(upper)) seeds.push(seed('stop', 'service', 'connection', 'database connections'));
    else if (/^(?:LO_UNLINK|DROP_CHUNKS|DROP_HYPERTABLE|PG_WAL_REPLAY_PAUSE)$/.test(upper)) seeds.push(seed('delete', 'data-store', 'data', `${text.toLowerCase()}(${argument})`));
    else if (/^(?:DBLINK_EXEC|DBLINK|QUERY_TO_XML)$/.test(upper)) strings(tokens.slice(i)).slice(0, 2).forEach((token) => inner.push({ language: 'sql', token, text: token.text }));
    else if (upper === 'SYS_EXEC' || upper === 'SYS_EVAL') strings(tokens.slice(i)).slice(0, 1).forEach((token) => inner.push({ language: 'bash', token, text: token.text }));
  });
  return seeds.length + inner.length > 0 ? { seeds, inner } : read(tokens);
}

/** `ALTER …`: what is taken out of a table, and what is switched off. */
function alter(tokens: readonly Token[]): Meaning {
  const object = objectAt(tokens, 1);
  const name = object ? (namesAt(tokens, object.next)[0] ?? object.type) : 'an object';
  const words = tokens.map(({ upper }) => upper);
  const has = (...sequence: string[]): boolean => words.some((_, i) => sequence.every((word, k) => words[i + k] === word));
  if (tokens[1]?.upper === 'SYSTEM') return only(seed(recovery(tokens) ? 'unprotect' : 'update', recovery(tokens) ? 'protection' : 'other', 'server setting', tokens.slice(2, 7).map(({ text }) => text).join(' ')));
  const kept = retention(tokens) ?? expires(tokens);
  if (kept !== null) return only(seed('unprotect', 'protection', 'retention', name, { note: kept }));
  if (object?.kind === 'identity') {
    const cut = has('NOLOGIN') || has('ACCOUNT', 'LOCK') || (has('DISABLE') && !has('PASSWORD'));
    return only(seed(cut ? 'overwrite' : 'update', 'identity', object.type, name));
  }
  if (object?.type === 'database') {
    const off = has('OFFLINE') || has('SINGLE_USER') || has('EMERGENCY');
    return only(seed(off ? 'stop' : 'update', 'data-store', 'database', name, off ? { reach: 'stack' } : {}));
  }
  if (object?.type !== 'table') return only(seed('update', object?.kind ?? 'schema', object?.type ?? 'object', name));
  return tableChange(tokens, name, has);
}

/** Time travel and recovery windows that are switched off: `SET DATA_RETENTION_TIME_IN_DAYS = 0`. */
function retention(tokens: readonly Token[]): string | null {
  // A table of BigQuery that is given a time to end at.
  if (tokens.some(({ upper }, i) => /^(?:EXPIRATION_TIMESTAMP|DEFAULT_TABLE_EXPIRATION_DAYS|PARTITION_EXPIRATION_DAYS)$/.test(upper) && !tokens.slice(i + 1, i + 3).some(({ upper: value }) => value === 'NULL'))) return 'it would be deleted by itself';
  const at = tokens.findIndex(({ upper }, i) => /^(?:DATA_RETENTION_TIME_IN_DAYS|MIN_DATA_RETENTION_TIME_IN_DAYS|MAX_TIME_TRAVEL_HOURS)$/.test(upper) && tokens.slice(i + 1, i + 3).some(({ text }) => text === '0'));
  return at < 0 ? null : 'what was deleted could not be brought back';
}

/** Settings that a server is brought back by after a crash or a loss: `ALTER SYSTEM SET archive_mode = off`. */
function recovery(tokens: readonly Token[]): boolean {
  const text = tokens.slice(2, 12).map(({ text: word }) => word).join(' ').toLowerCase();
  return /\b(?:archive_mode|fsync|full_page_writes|wal_log_hints|log_connections|ssl|row_security) (?:= |to )?(?:'?off'?|false|0)\b|\bwal_level (?:= |to )?'?minimal|\b(?:archive_command|archive_library|restore_command) (?:= |to )(?:''|$|'?(?:\/bin\/)?true)|\bwal_keep_size (?:= |to )'?0/.test(text);
}

function tableChange(tokens: readonly Token[], name: string, has: (...sequence: string[]) => boolean): Meaning {
  const seeds: EffectSeed[] = cutColumns(tokens).map((column) => seed('overwrite', 'data-store', 'column', `${name}.${column}`, { note: 'a part of each value is lost' }));
  tokens.forEach(({ upper }, i) => {
    const next = tokens[i + 1]?.upper ?? '';
    const before = tokens[i - 1];
    // ClickHouse deletes and updates rows by altering the table.
    if (/^(?:DELETE|UPDATE)$/.test(upper) && i > 2 && !/^(?:ON|FOR|REFERENCES)$/.test(before?.upper ?? '') && tokens.slice(i).some((token) => token.upper === 'WHERE')) seeds.push(rows(upper === 'DELETE' ? 'delete' : 'overwrite', name, isNarrowed(tokens.slice(i))));
    if (upper === 'TRUNCATE' && next === 'PARTITION') seeds.push(seed('delete', 'data-store', 'partition', name));
    if (upper === 'ADD' && TABLE_RULES.test(next)) seeds.push(seed('create', 'schema', next.toLowerCase(), `${name}.${(/^(?:CONSTRAINT|INDEX|KEY)$/.test(next) ? namesAt(tokens, i + 2)[0] : undefined) ?? next.toLowerCase()}`));
    if (upper !== 'DROP') return;
    // `ALTER COLUMN c DROP DEFAULT` takes no data.
    if (/^(?:NOT|DEFAULT|IDENTITY|EXPRESSION|STORED)$/.test(next)) return;
    if (next === 'PARTITION' || next === 'PART') seeds.push(seed('delete', 'data-store', 'partition', `${name} partition ${tokens[i + 2]?.text ?? ''}`));
    else if (TABLE_RULES.test(next)) seeds.push(seed('delete', 'schema', next.toLowerCase(), `${name}.${namesAt(tokens, next === 'PRIMARY' || next === 'FOREIGN' ? i + 3 : i + 2)[0] ?? next.toLowerCase()}`));
    else seeds.push(seed('delete', 'schema', 'column', `${name}.${namesAt(tokens, next === 'COLUMN' ? i + 2 : i + 1)[0] ?? 'a column'}`, { note: 'its data goes with it' }));
  });
  if (has('DISABLE', 'TRIGGER') || has('DISABLE', 'ROW') || has('NO', 'FORCE', 'ROW') || has('DISABLE', 'RULE') || has('NOCHECK', 'CONSTRAINT')) seeds.push(seed('unprotect', 'protection', 'table', name, { note: 'triggers or row security switched off' }));
  return only(...(seeds.length > 0 ? seeds : [seed('update', 'schema', 'table', name)]));
}

/** What a table demands of its rows, or finds them by. */
const TABLE_RULES = /^(?:CONSTRAINT|INDEX|KEY|PRIMARY|FOREIGN|UNIQUE|CHECK|PROJECTION)$/;

/** Words of procedural SQL that come before what is run. */
const CONTROL: ReadonlySet<string> = new Set(['BEGIN', 'IF', 'ELSE', 'ELSEIF', 'ELSIF', 'LOOP', 'FOR', 'FOREACH', 'WHILE', 'DECLARE', 'WHEN', 'EXCEPTION', 'THEN', 'CASE', 'RETURN', 'ON', 'NOT']);

function inControl(tokens: readonly Token[], dialect: Dialect): Meaning {
  const at = tokens.findIndex(({ upper }, i) => i > 0 && (STARTS.has(upper) || (upper === 'EXECUTE' && i > 0)) && !/^(?:ON|FOR|BEFORE|AFTER|INSTEAD|OF|OR|IN|AS)$/.test(tokens[i - 1]?.upper ?? ''));
  return at < 0 ? NOTHING : meaningOf(tokens.slice(at).map((token) => ({ ...token, depth: Math.max(0, token.depth - (tokens[at]?.depth ?? 0)) })), dialect);
}

const STARTS: ReadonlySet<string> = new Set(['DROP', 'TRUNCATE', 'DELETE', 'UPDATE', 'ALTER', 'EXEC', 'EXECUTE', 'INSERT', 'MERGE', 'REVOKE', 'SHUTDOWN', 'PERFORM', 'CREATE']);
