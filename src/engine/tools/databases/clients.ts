import { effectOf, together } from '../../effects';
import type { Effect, Facts, Invocation, Tool, Word } from '../../model';
import { type Arguments, type Grammar, readArguments } from '../options';
import { elsewhereFacts, namedFacts, variableFacts } from './connection';
import { scripts } from './scripts';

/** How a client of an SQL server is called. */
interface Client extends Grammar {
  /** Options that carry SQL, and those that name files of it. */
  readonly sql: readonly string[];
  readonly files: readonly string[];
  readonly host: readonly string[];
  readonly database: readonly string[];
  /** Whether a bare word is the database, the SQL, or a file. */
  readonly bare: 'database' | 'sql' | 'database-then-sql' | 'file';
  readonly variables: readonly [hosts: readonly string[], databases: readonly string[], urls: readonly string[]];
  /** Options with which it changes nothing. */
  readonly harmless: readonly string[];
}

const client = (own: Partial<Client> & Pick<Client, 'sql' | 'files'>): Client => ({ style: 'gnu', host: [], database: [], bare: 'database', variables: [[], [], []], harmless: ['--help', '--version', '-V'], ...own });

const CLIENTS: Readonly<Record<string, Client>> = {
  psql: client({
    values: ['-h', '--host', '-p', '--port', '-U', '--username', '-d', '--dbname', '-c', '--command', '-f', '--file', '-v', '--set', '--variable', '-o', '--output', '-L', '--log-file', '-F', '--field-separator', '-R', '--record-separator', '-P', '--pset', '-T', '--table-attr'],
    abbreviations: true, flags: ['--list', '--quiet', '--echo-all', '--no-psqlrc', '--tuples-only', '--single-transaction', '--csv', '--no-align', '--help', '--version', '--expanded', '--no-password', '--password', '--html'],
    sql: ['-c', '--command'], files: ['-f', '--file'], host: ['-h', '--host'], database: ['-d', '--dbname'], harmless: ['-l', '--list', '--help', '--version', '-V'],
    variables: [['PGHOST', 'PGHOSTADDR'], ['PGDATABASE'], []],
  }),
  mysql: client({
    values: ['-h', '--host', '-P', '--port', '-u', '--user', '-D', '--database', '-e', '--execute', '-S', '--socket', '--defaults-file', '--defaults-extra-file', '--login-path', '--ssl-ca', '--ssl-mode', '--protocol', '--init-command', '--default-character-set', '--delimiter', '--defaults-group-suffix'],
    abbreviations: true, flags: ['--batch', '--force', '--silent', '--skip-column-names', '--table', '--verbose', '--password', '--safe-updates', '--help', '--version', '--vertical', '--quick', '--raw', '--compress', '--html', '--xml'],
    sql: ['-e', '--execute', '--init-command'], files: [], host: ['-h', '--host'], database: ['-D', '--database'], variables: [['MYSQL_HOST'], ['MYSQL_DATABASE'], []],
  }),
  sqlite3: client({ style: 'go', values: ['-cmd', '-init', '-separator', '-newline', '-nullvalue', '-mmap', '-vfs', '-maxsize', '-lookaside', '-pagecache'], sql: ['-cmd'], files: ['-init'], bare: 'database-then-sql', harmless: ['-readonly', '-help', '-version'] }),
  duckdb: client({ style: 'go', values: ['-cmd', '-init', '-c', '-s', '-f', '-separator', '-nullvalue'], sql: ['-cmd', '-c', '-s'], files: ['-init', '-f'], bare: 'database-then-sql', harmless: ['-readonly', '-help', '-version'] }),
  sqlcmd: client({ values: ['-S', '-d', '-U', '-P', '-Q', '-q', '-i', '-o', '-v', '-l', '-t', '-b', '-h', '-s', '-w', '-W', '--query', '--initial-query', '--input-file', '--server', '--database-name'].filter((name) => name !== '-b' && name !== '-W'), sql: ['-Q', '-q', '--query', '--initial-query'], files: ['-i', '--input-file'], host: ['-S', '--server'], database: ['-d', '--database-name'], bare: 'sql', variables: [['SQLCMDSERVER'], ['SQLCMDDBNAME'], []], harmless: ['-?', '--help', '--version'] }),
  sqlplus: client({ values: ['-C', '-M', '-R'], sql: [], files: [], bare: 'file' }),
  snowsql: client({ values: ['-a', '--accountname', '-u', '--username', '-d', '--dbname', '-s', '--schemaname', '-r', '--rolename', '-w', '--warehouse', '-q', '--query', '-f', '--filename', '-c', '--connection', '-o', '--option', '-D', '--variable'], sql: ['-q', '--query'], files: ['-f', '--filename'], host: ['-a', '--accountname', '-c', '--connection'], database: ['-d', '--dbname'] }),
  'clickhouse-client': client({ values: ['-h', '--host', '--port', '-u', '--user', '--password', '-d', '--database', '-q', '--query', '--queries-file', '-C', '--config-file', '--format', '-n'].filter((name) => name !== '-n'), sql: ['-q', '--query'], files: ['--queries-file'], host: ['-h', '--host'], database: ['-d', '--database'] }),
  cockroach: client({ values: ['-e', '--execute', '--url', '--host', '-d', '--database', '-f', '--file', '-u', '--user', '-p', '--port', '--certs-dir', '--format', '--set'], sql: ['-e', '--execute'], files: ['-f', '--file'], host: ['--host', '--url'], database: ['-d', '--database'], variables: [['COCKROACH_HOST'], ['COCKROACH_DATABASE'], ['COCKROACH_URL']] }),
  cqlsh: client({ values: ['-u', '--username', '-p', '--password', '-k', '--keyspace', '-e', '--execute', '-f', '--file', '--cqlshrc', '--request-timeout', '--connect-timeout', '--encoding'], sql: ['-e', '--execute'], files: ['-f', '--file'], database: ['-k', '--keyspace'], bare: 'file' }),
  usql: client({ values: ['-c', '--command', '-f', '--file', '-o', '--out', '-v', '--set', '-P', '--pset'], sql: ['-c', '--command'], files: ['-f', '--file'] }),
  trino: client({ values: ['--server', '--catalog', '--schema', '--execute', '-f', '--file', '--user'], sql: ['--execute'], files: ['-f', '--file'], host: ['--server'], database: ['--catalog', '--schema'] }),
  beeline: client({ values: ['-u', '-n', '-p', '-e', '-f', '-d', '--hiveconf', '--hivevar'], sql: ['-e'], files: ['-f'], host: ['-u'] }),
  bsql: client({ values: ['-e', '--execute', '--query', '-q', '-f', '--file', '-i', '-d', '--database', '-h', '--host', '-H'], sql: ['-e', '--execute', '--query', '-q'], files: ['-f', '--file', '-i'], host: ['-h', '--host', '-H'], database: ['-d', '--database'] }),
};

const SAME: Readonly<Record<string, string>> = {
  pgcli: 'psql', mariadb: 'mysql', mycli: 'mysql', mysqlsh: 'mysql', litecli: 'sqlite3', sqlite: 'sqlite3', libsql: 'sqlite3', osql: 'sqlcmd', 'mssql-cli': 'sqlcmd', isql: 'sqlcmd', sqlcl: 'sqlplus', sql: 'sqlplus',
  clickhouse: 'clickhouse-client', 'clickhouse-local': 'clickhouse-client', presto: 'trino', hive: 'beeline', 'spark-sql': 'beeline', 'impala-shell': 'bsql', db2: 'bsql', ysqlsh: 'psql', 'tidb-client': 'mysql', gsql: 'psql', vsql: 'psql', ycqlsh: 'cqlsh', risingwave: 'psql', edgedb: 'bsql',
};

/** A client that sends SQL: what it sends decides. */
const sqlClient: Tool = (invocation, context) => {
  const grammar = CLIENTS[SAME[invocation.program] ?? invocation.program] as Client;
  const args = readArguments(invocation.args, grammar);
  const bare = bareWords(args.positionals, invocation, grammar);
  const facts: Facts = {
    ...variableFacts(invocation, context, ...grammar.variables),
    ...namedFacts(bare.database),
    ...namedFacts(args.value(...grammar.database)),
    ...hostFacts(args, grammar),
    ...elsewhereFacts(invocation),
  };
  const quiet = opened(invocation, facts);
  if (args.has(...grammar.harmless)) return [quiet];
  const texts = [...args.values(...grammar.sql), ...bare.sql];
  const language = grammar === CLIENTS.cqlsh ? 'cql' : 'sql';
  return together([[quiet], scripts(invocation, context, language, facts, { texts, files: [...args.values(...grammar.files), ...bare.files] })]);
};

function opened(invocation: Invocation, facts: Facts): Effect {
  return effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'database client', address: facts.database ?? facts['database-host'] ?? invocation.program }, facts, undo: 'yes' });
}

function hostFacts(args: Arguments, { host }: Client): Facts {
  const word = args.value(...host);
  return !word || word.value === '' ? {} : word.value.includes('://') ? namedFacts(word) : { 'database-host': word.value };
}

/** Words that are no options: a database, SQL, or a file, as the client has it. */
function bareWords(words: readonly Word[], { program }: Invocation, { bare }: Client): { database: Word | undefined; sql: readonly Word[]; files: readonly Word[] } {
  const rest = /^(?:cockroach|clickhouse)$/.test(program) ? words.slice(1) : words;
  switch (bare) {
    case 'database': return { database: rest[0], sql: [], files: [] };
    case 'database-then-sql': return { database: rest[0], sql: rest.slice(1), files: [] };
    case 'sql': return { database: undefined, sql: rest.filter(({ value }) => /\s/.test(value)), files: [] };
    case 'file': return { database: undefined, sql: [], files: rest.filter(({ value }) => value.startsWith('@')).map((word) => ({ ...word, value: word.value.slice(1) })) };
  }
}

/** `mongosh URL --eval '…'`, `mongosh script.js`. */
const mongosh: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['--host', '--port', '-u', '--username', '-p', '--password', '--authenticationDatabase', '--authenticationMechanism', '--eval', '-f', '--file', '--tlsCAFile', '--tlsCertificateKeyFile', '--apiVersion'] });
  const files = args.positionals.filter(({ value }) => /\.m?js$/.test(value));
  const target = args.positionals.find((word) => !files.includes(word));
  const facts: Facts = { ...namedFacts(target), ...(args.value('--host') ? { 'database-host': args.value('--host')?.value as string } : {}), ...elsewhereFacts(invocation) };
  if (args.has('--help', '-h', '--version')) return [opened(invocation, facts)];
  return together([[opened(invocation, facts)], scripts(invocation, context, 'mongo', facts, { texts: args.values('--eval'), files: [...files, ...args.values('-f', '--file')] })]);
};

/** `redis-cli -h H -n 2 FLUSHDB`; what is piped in is a list of commands. */
const redis: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', optionsFirst: true, values: ['-h', '-p', '-a', '--pass', '--askpass', '--user', '-n', '-u', '-s', '--cacert', '--cert', '--key', '--sni', '-r', '-i', '-d', '-D', '-X', '--pattern', '--count', '--eval', '-t', '--cluster'].filter((name) => name !== '--askpass') });
  const url = namedFacts(args.value('-u'));
  const host = args.value('-h')?.value;
  const database = args.value('-n')?.value;
  const facts: Facts = { ...variableFacts(invocation, context, [], [], ['REDIS_URL', 'REDISCLI_URL']), ...url, ...(host ? { 'database-host': host } : {}), ...(database ? { database } : {}), ...elsewhereFacts(invocation) };
  const words = args.positionals.map(({ value }) => value);
  const cluster = args.value('--cluster')?.value;
  if (cluster !== undefined) {
    const harmful = /^(?:del-node|fix|import|call)$/.test(cluster) && !(cluster === 'call' && !words.some((word) => /flush|shutdown|reset/i.test(word)));
    return [effectOf(invocation, { verb: harmful ? 'delete' : 'read', resource: { kind: 'infrastructure', type: 'cluster member', address: `${cluster} ${words[0] ?? ''}` }, facts, undo: 'no' })];
  }
  const fed = invocation.wrappers.some(({ program }) => program === 'xargs' || program === 'parallel');
  // The names come from a scan that nobody has read.
  const line = words.map((word) => (/\s|^$/.test(word) ? `"${word.replace(/"/g, '\\"')}"` : word)).join(' ') + (fed && words.length <= 1 ? ' *' : '');
  if (args.has('--scan', '--bigkeys', '--memkeys', '--hotkeys', '--stat', '--latency', '--help', '--version', '--rdb') && words.length === 0) return [opened(invocation, facts)];
  const text = line.trim() === '' ? [] : [{ value: line, known: true, glob: false, span: invocation.span }];
  const file = args.value('--eval');
  return together([[opened(invocation, facts)], file ? [] : scripts(invocation, context, 'redis', facts, { texts: text, files: [] })]);
};

export const SQL_CLIENTS: Readonly<Record<string, Tool>> = {
  ...Object.fromEntries([...Object.keys(CLIENTS), ...Object.keys(SAME)].filter((name) => name !== 'bsql').map((name) => [name, sqlClient])),
  mongosh, mongo: mongosh, 'redis-cli': redis, 'valkey-cli': redis, 'keydb-cli': redis, iredis: redis,
};

