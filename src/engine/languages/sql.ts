import { effectAt, together } from '../effects';
import { isTestDatabase } from '../kinds/databases';
import { isTemporary } from '../kinds/folders';
import { absolute } from '../kinds/paths';
import type { Context, Effect, Lowered, Nested, ResourceKind } from '../model';
import type { LanguageReader } from './reading';
import { addedColumns, writtenColumns } from './sql-cuts';
import { meaningOf } from './sql-effects';
import { isRoutine, type Statement, statementsOf } from './sql-statements';
import { type Dialect, type Token, tokensOf } from './sql-tokens';

/** Reads SQL of any dialect statement by statement, with the lines that its client keeps for itself. */
export const readSql: LanguageReader = (nested, context) => {
  const dialect = dialectOf(nested);
  const statements = statementsOf(tokensOf(nested.text, dialect));
  const kept = undone(statements);
  const fresh = new Set<string>();
  const parts = statements.map((statement, i) => {
    const read = rolledBack(readStatement(statement, nested, dialect, context), kept.has(i), dialect);
    for (const column of addedColumns(statement.tokens)) fresh.add(column);
    return filling(statement, fresh) ? { ...read, effects: read.effects.map(filled) } : read;
  });
  const lowered = together([...parts, ...glued(statements, nested, context)]);
  return { ...lowered, effects: made(lowered.effects.map((effect) => inTest(effect, nested))) };
};

/** SQL that is put together in a variable and run: `SET @s = N'DROP TABLE ' + …; EXEC sp_executesql @s`. Its literal parts say what it does. */
function glued(statements: readonly Statement[], nested: Nested, context: Context): Lowered[] {
  const runs = statements.some(({ tokens }) => tokens.some(({ upper }, i) => /^EXEC(?:UTE)?$/.test(upper) && tokens.slice(i + 1, i + 4).some(({ text }) => text.startsWith('@'))));
  if (!runs) return [];
  return statements.flatMap(({ tokens }) => tokens.filter(({ kind, text }) => kind === 'string' && /^\s*(?:DROP|TRUNCATE|DELETE|ALTER)\b/i.test(text)).map((token) => context.follow({ ...nested, language: 'sql', text: `${token.text.trim()} unread_name`, place: { in: 'text', span: token.span }, link: 'SQL in a variable' })));
}

function readStatement({ tokens }: Statement, nested: Nested, dialect: Dialect, context: Context): Lowered {
  const first = tokens[0] as Token;
  if (first.kind === 'meta') return clientLine(first, nested, dialect, context);
  // A routine's body is stored, not run.
  const { seeds, inner } = isRoutine(tokens) ? meaningOf(tokens.slice(0, 14), dialect) : meaningOf(tokens, dialect);
  const span = [first.span[0], tokens.at(-1)?.span[1] ?? first.span[1]] as const;
  return together([
    seeds.map((seed) => effectAt({ in: 'text', span }, { ...seed, ...(nested.facts ? { facts: nested.facts } : {}) }, nested.by ?? null)),
    ...inner.map(({ language, token, text }) => context.follow({ ...nested, language, text, place: { in: 'text', span: token.span }, link: language === 'sql' ? 'SQL in a string' : 'a program started by SQL' })),
  ]);
}

/** `\i file`, `\! command`, `.read file`, `source file`, `@file`, `:r file`. */
function clientLine(token: Token, nested: Nested, dialect: Dialect, context: Context): Lowered {
  const shell = /^(?:\\!|\.(?:shell|system)\s|system\s|HOST\s|!!)\s*(.+)$/is.exec(token.text)?.[1];
  const inside = { ...nested, place: { in: 'text', span: token.span } as const };
  if (shell !== undefined) return context.follow({ ...inside, language: 'bash', text: shell, link: 'a shell started by the client' });
  const file = /^(?:\\(?:i|ir|include|include_relative|\.)\s+|\.read\s+|source\s+|@@?|:r\s+)['"]?([^'";\s]+)/i.exec(token.text)?.[1];
  if (file !== undefined) {
    const path = absolute(file, nested.cwd, context.surroundings.homeDirectory);
    const text = path === null ? null : context.surroundings.readFile(path);
    return text === null ? { effects: [], coverage: 'partial', unread: [`${file} could not be read`] } : context.follow({ ...inside, language: 'sql', text, link: (line) => `${file}:${line}` });
  }
  const restored = dialect === 'sqlite' && /^\.restore\b/.test(token.text);
  return { effects: [effectAt({ in: 'text', span: token.span }, { verb: restored ? 'overwrite' : 'read', resource: restored ? { kind: 'data-store', type: 'database', address: nested.facts?.database ?? 'the database' } : { kind: 'other', type: 'client command', address: token.text.split(/\s/)[0] as string }, ...(nested.facts ? { facts: nested.facts } : {}) }, nested.by ?? null)], coverage: 'full', unread: [] };
}

function dialectOf({ by }: Nested): Dialect {
  const program = by?.program ?? '';
  if (/^(?:psql|pgcli|pg|postgres|cockroach|dropdb|createdb|redshift)/.test(program)) return 'postgres';
  if (/^(?:mysql|mariadb|mycli|tidb|singlestore)/.test(program)) return 'mysql';
  if (/^(?:sqlite3?|litecli|duckdb|libsql|turso)$/.test(program)) return 'sqlite';
  if (/^(?:sqlcmd|osql|mssql-cli|invoke-sqlcmd|go-sqlcmd|isql|bsqldb)$/.test(program)) return 'sqlserver';
  if (/^(?:sqlplus|sql|sqlcl)$/.test(program)) return 'oracle';
  return 'other';
}

/** Writes only columns that the same text has added: there was nothing in them. */
function filling({ tokens }: Statement, fresh: ReadonlySet<string>): boolean {
  const written = fresh.size === 0 ? [] : writtenColumns(tokens);
  return written.length > 0 && written.every((column) => fresh.has(column));
}

function filled(effect: Effect): Effect {
  return effect.verb === 'overwrite' && effect.resource.kind === 'rows' ? { ...effect, verb: 'update', note: 'fills a column that is new' } : effect;
}

/** Which statements stand between a `BEGIN` and the `ROLLBACK` that takes them back. */
function undone(statements: readonly Statement[]): ReadonlySet<number> {
  const result = new Set<number>();
  let open: number | null = null;
  statements.forEach(({ tokens }, i) => {
    const [first, second] = [tokens[0]?.upper, tokens[1]?.upper];
    if ((first === 'BEGIN' && (tokens.length === 1 || /^(?:TRANSACTION|TRAN|WORK|ISOLATION|READ|IMMEDIATE|EXCLUSIVE|DEFERRED)$/.test(second ?? ''))) || (first === 'START' && second === 'TRANSACTION')) open = i;
    else if (first === 'COMMIT' || (first === 'END' && tokens.length === 1)) open = null;
    else if ((first === 'ROLLBACK' || first === 'ABORT') && second !== 'TO' && open !== null) {
      for (let k = open; k < i; k += 1) result.add(k);
      open = null;
    }
  });
  return result;
}

/** MySQL and Oracle commit at the first `DROP`, whatever was begun. */
function rolledBack(lowered: Lowered, taken: boolean, dialect: Dialect): Lowered {
  if (!taken) return lowered;
  const transactional = dialect === 'postgres' || dialect === 'sqlite' || dialect === 'sqlserver';
  return { ...lowered, effects: lowered.effects.map((effect) => (transactional || effect.resource.kind === 'rows' ? { ...effect, verb: 'read', note: 'rolled back' } : effect)) };
}

/** A database that tests make and drop. */
function inTest(effect: Effect, { facts }: Nested): Effect {
  const { kind, type, address } = effect.resource;
  const test = (facts?.database !== undefined && (isTestDatabase(facts.database) || isTemporary(facts.database))) || (/^(?:database|schema|keyspace)$/.test(type) && isTestDatabase(address));
  return test && OF_DATA.has(kind) ? { ...effect, resource: { ...effect.resource, kind: 'regenerated' }, note: 'a database for tests' } : effect;
}

const OF_DATA: ReadonlySet<ResourceKind> = new Set<ResourceKind>(['data-store', 'rows', 'schema', 'stack', 'protection']);

/** A view, function, index or row policy dropped and made again in the same text is changed; a table made in this text is nobody's yet. */
function made(effects: readonly Effect[]): Effect[] {
  const key = ({ resource: { type, address } }: Effect): string => `${type}\n${address}`;
  const fresh = new Set<string>();
  const born = new Set<string>();
  const rules = rulesMade(effects);
  return effects.map((effect, i) => {
    if (effect.verb === 'create' && effect.resource.type === 'table') born.add(effect.resource.address);
    const { kind, type, address } = effect.resource;
    if (effect.verb === 'unprotect' && type === 'retention' && born.has(address)) return { ...effect, verb: 'update' as const };
    if (effect.verb === 'delete' && kind === 'protection' && type.endsWith('policy') && effects.slice(i + 1, i + 200).some((later) => later.verb === 'create' && later.note === null && key(later) === key(effect))) return { ...effect, verb: 'update' as const };
    if (effect.verb === 'delete' && kind === 'schema' && OF_A_TABLE.test(type)) {
      const left = rules.get(tableOf(address)) ?? 0;
      rules.set(tableOf(address), left - 1);
      if (left > 0) return { ...effect, verb: 'update' as const };
    }
    const again = effect.verb === 'delete' && effects.slice(i + 1, i + 200).some((later) => later.verb === 'create' && key(later) === key(effect));
    if (effect.verb === 'create' && effect.resource.kind === 'regenerated') fresh.add(effect.resource.address);
    if (effect.resource.kind === 'schema' && again) return { ...effect, verb: 'update' as const };
    return fresh.has(effect.resource.address) && effect.resource.kind !== 'regenerated' ? { ...effect, resource: { ...effect.resource, kind: 'regenerated' as const } } : effect;
  });
}

const OF_A_TABLE = /^(?:constraint|index|key|primary|foreign|unique|check)$/;

/** What a table demands, made anew: a check that is dropped and written otherwise is changed, whatever it is called then. */
function rulesMade(effects: readonly Effect[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { verb, resource: { kind, type, address } } of effects) if (verb === 'create' && kind === 'schema' && OF_A_TABLE.test(type) && address.includes('.')) found.set(tableOf(address), (found.get(tableOf(address)) ?? 0) + 1);
  return found;
}

function tableOf(address: string): string {
  return address.slice(0, address.lastIndexOf('.'));
}
