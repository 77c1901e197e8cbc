import { effectOf } from '../../effects';
import { isTestDatabase } from '../../kinds/databases';
import type { Effect, Facts, Invocation, Tool, Verb } from '../../model';
import { byDeeds, deed } from '../deeds';
import { readArguments } from '../options';
import { elsewhereFacts, namedFacts, variableFacts } from './connection';

/** `dropdb NAME`, `createdb NAME`: a whole database by one word. */
function whole(verb: Verb, type: 'database' | 'user'): Tool {
  return (invocation, context) => {
    const args = readArguments(invocation.args, { style: 'gnu', values: ['-h', '--host', '-p', '--port', '-U', '--username', '--maintenance-db', '-T', '--template', '-O', '--owner', '-E', '--encoding', '-l', '--locale', '-D', '--tablespace', '--strategy'] });
    const name = args.positionals[0]?.value ?? 'the default database';
    const facts: Facts = { ...variableFacts(invocation, context, ['PGHOST'], []), ...(args.value('-h', '--host') ? { 'database-host': args.value('-h', '--host')?.value as string } : {}), ...(type === 'database' && args.positionals[0]?.known ? { database: name } : {}), ...elsewhereFacts(invocation) };
    if (args.has('--help', '--version', '-V', '-?')) return [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'help', address: invocation.program } })];
    const test = type === 'database' && isTestDatabase(name);
    return [effectOf(invocation, { verb, resource: { kind: type === 'user' ? 'identity' : test ? 'regenerated' : 'data-store', type, address: name.toLowerCase() }, reach: type === 'database' && verb === 'delete' ? 'stack' : 'resource', facts, note: test ? 'a database for tests' : null })];
  };
}

const mysqladmin: Tool = byDeeds(
  {
    style: 'gnu', abbreviations: true, values: ['-h', '--host', '-P', '--port', '-u', '--user', '-S', '--socket', '--defaults-file', '-i', '-c', '-w'], flags: ['--force', '--silent', '--verbose', '--password', '--help', '--version'], unattended: ['-f', '--force'],
    facts: (args, invocation) => ({ ...(args.value('-h', '--host') ? { 'database-host': args.value('-h', '--host')?.value as string } : {}), ...elsewhereFacts(invocation) }),
  },
  [
    deed('drop', 'delete', 'regenerated', 'database', { given: /(?:^|_)test(?:_|$)/ }),
    deed('drop', 'delete', 'data-store', 'database', { reach: 'stack' }),
    deed('create', 'create', 'data-store', 'database'),
    deed('shutdown', 'stop', 'data-store', 'server', { everything: 'the database server', reach: 'collection' }),
    deed('kill', 'stop', 'service', 'connection', { undo: 'yes' }),
    deed('password', 'update', 'identity', 'password'),
  ],
);

/** Restores put what is in a dump in the place of what is in the database. */
function restorer(drops: readonly string[], into: readonly string[], harmless: readonly string[], prints: boolean): Tool {
  return (invocation, context) => {
    const args = readArguments(invocation.args, { style: 'gnu', values: ['-h', '--host', '-p', '--port', '-U', '--username', '-d', '--dbname', '-j', '--jobs', '-f', '--file', '-n', '--schema', '-t', '--table', '-F', '--format', '-L', '--use-list', '--uri', '--db', '--nsInclude', '--nsFrom', '--nsTo', '-c', '--collection', '--type', '--mode', '--archive', '-u', '--user'].filter((name) => !drops.includes(name)) });
    const target = args.value(...into);
    const facts: Facts = { ...variableFacts(invocation, context, ['PGHOST'], ['PGDATABASE']), ...namedFacts(target), ...(args.value('-h', '--host') ? { 'database-host': args.value('-h', '--host')?.value as string } : {}), ...elsewhereFacts(invocation) };
    const name = facts.database ?? 'the database';
    const idle = args.has('--help', '--version', ...harmless) || (prints && target === undefined);
    const dropping = args.has(...drops) || args.options.some(({ name: option, value }) => option === '--mode' && value?.value === 'delete');
    const kind = isTestDatabase(name) ? 'regenerated' : 'data-store';
    return [effectOf(invocation, { verb: idle ? 'read' : dropping ? 'overwrite' : 'create', resource: { kind: idle ? 'other' : kind, type: 'contents of a database', address: name }, reach: 'collection', facts, note: dropping ? 'drops what is there first' : null })];
  };
}

/** Programs that are one deed whatever their words are. */
function always(verb: Verb, kind: Effect['resource']['kind'], address: string, harmless: RegExp): Tool {
  return (invocation) => {
    const idle = invocation.args.some(({ value }) => harmless.test(value));
    return [effectOf(invocation, { verb: idle ? 'read' : verb, resource: { kind, type: invocation.program, address }, reach: 'collection', undo: 'no', facts: elsewhereFacts(invocation) })];
  };
}

const DRY = /^(?:-n|--dry-run|--help|-h|--version|-V)$/;

/** Kafka's scripts say what they do with an option. */
function kafka(kind: Effect['resource']['kind'], type: string, shape: RegExp, name: readonly string[], verb: Verb = 'delete', harmless = /^--(?:dry-run|help|version)$/): Tool {
  return (invocation) => {
    const words = invocation.args.map(({ value }) => value);
    const args = readArguments(invocation.args, { style: 'gnu', values: ['--bootstrap-server', '--zookeeper', '--command-config', '--topic', '--group', '--entity-name', '--entity-type', '--add-config', '--delete-config', '--config', '--offset-json-file', '--to-offset', '--to-datetime', '--shift-by', '--alter', '--topics'].filter((one) => one !== '--alter') });
    const acts = shape.test(words.join(' ')) && !words.some((word) => harmless.test(word));
    const server = args.value('--bootstrap-server', '--zookeeper')?.value;
    return [effectOf(invocation, { verb: acts ? verb : 'read', resource: { kind: acts ? kind : 'other', type, address: args.value(...name)?.value ?? type }, facts: { ...(server ? { 'database-host': server } : {}), ...elsewhereFacts(invocation) }, undo: 'no' })];
  };
}

const topics = kafka('data-store', 'topic', /--delete\b(?!-)/, ['--topic']);
const groups = kafka('data-store', 'consumer group', /--delete\b|--delete-offsets|--reset-offsets.*--execute|--execute.*--reset-offsets/, ['--group']);
const records = kafka('data-store', 'records', /--offset-json-file/, ['--offset-json-file']);
const acls = kafka('identity', 'access rule', /--remove\b/, ['--topic', '--group']);
const configs = kafka('protection', 'retention', /--alter.*(?:retention\.(?:ms|bytes)=(?!-1\b)(?:-?\d{1,7})\b|cleanup\.policy=delete|delete-config\s+retention)/, ['--entity-name'], 'unprotect');
const kafkaStorage: Tool = byDeeds({ style: 'gnu', values: ['-t', '-c', '--cluster-id', '--config'] }, [deed('format', 'delete', 'data-store', 'broker storage', { everything: 'the storage of a broker' })]);

const rabbit: Tool = byDeeds({ style: 'gnu', values: ['-n', '--node', '-p', '--vhost', '-t', '--timeout', '-u', '--username', '-H', '--host', '-P', '--port'], facts: (args, invocation) => ({ ...(args.value('-n', '--node') ? { 'database-host': args.value('-n', '--node')?.value as string } : {}), ...elsewhereFacts(invocation) }) }, [
  deed('delete_queue|purge_queue|delete_vhost', 'delete', 'data-store', 'queue'),
  deed('delete|purge queue|vhost', 'delete', 'data-store', 'queue'),
  deed('delete exchange|binding|policy', 'delete', 'infrastructure', 'exchange or binding'),
  deed('queues|vhosts delete|purge', 'delete', 'data-store', 'queue'),
  deed('delete user', 'delete', 'identity', 'user'),
  deed('delete_user|clear_permissions|clear_password', 'delete', 'identity', 'user'),
  deed('reset|force_reset', 'delete', 'data-store', 'node', { everything: 'everything the node holds', reach: 'collection' }),
  deed('stop|stop_app|shutdown', 'stop', 'data-store', 'node', { everything: 'the message broker', reach: 'collection' }),
  deed('forget_cluster_node', 'delete', 'infrastructure', 'cluster node'),
  deed('clear_policy|delete_shovel|clear_parameter|close_all_connections', 'delete', 'infrastructure', 'setting'),
]);

const nats: Tool = byDeeds({ style: 'gnu', values: ['-s', '--server', '--context', '--user', '--creds'], unattended: ['-f', '--force'] }, [
  deed('stream|str|s rm|delete|del|purge|rmm', 'delete', 'data-store', 'stream'),
  deed('consumer|con|c rm|delete|del', 'delete', 'data-store', 'consumer'),
  deed('kv del|purge|rm|delete', 'delete', 'data-store', 'bucket'),
  deed('object|obj del|rm|delete', 'delete', 'data-store', 'object'),
  deed('account purge', 'delete', 'data-store', 'account', { reach: 'stack' }),
]);

const nodetool: Tool = byDeeds({ style: 'gnu', values: ['-h', '--host', '-p', '--port', '-u', '-pw', '-t'] }, [
  deed('decommission|removenode|assassinate', 'delete', 'data-store', 'node'),
  deed('clearsnapshot', 'delete', 'backup', 'snapshots'),
  deed('drain|stopdaemon|disablegossip|disablebinary', 'stop', 'data-store', 'node', { everything: 'the node', reach: 'collection' }),
  deed('truncatehints|resetlocalschema', 'delete', 'data-store', 'hints'),
]);

const influx: Tool = byDeeds({ style: 'gnu', values: ['--host', '-t', '--token', '-o', '--org', '-b', '--bucket', '--start', '--stop', '-p', '--predicate', '-i', '--id', '-n', '--name'] }, [
  deed('delete', 'delete', 'data-store', 'points', { reach: 'collection', everything: 'points of a bucket' }),
  deed('bucket|org delete', 'delete', 'data-store', 'bucket', { everything: 'a bucket' }),
  deed('user|auth delete', 'delete', 'identity', 'user'),
]);

const pgCtl: Tool = byDeeds({ style: 'gnu', values: ['-D', '--pgdata', '-m', '--mode', '-l', '-t', '-o'] }, [deed('stop', 'stop', 'data-store', 'server', { everything: 'the database server', reach: 'collection', undo: 'yes' }), deed('promote', 'update', 'data-store', 'server'), deed('kill', 'stop', 'data-store', 'server', { reach: 'collection' })]);

const patronictl: Tool = byDeeds({ style: 'gnu', values: ['-c', '--config-file', '-d'], unattended: ['--force'] }, [deed('remove', 'delete', 'data-store', 'cluster', { reach: 'stack' }), deed('reinit', 'overwrite', 'data-store', 'member'), deed('failover|switchover', 'stop', 'data-store', 'leader', { reach: 'collection' }), deed('pause', 'unprotect', 'protection', 'failover')]);

/** Backups of databases. */
const backupTool: Tool = byDeeds({ style: 'gnu', values: ['--stanza', '--repo', '--set', '--config', '-c', '-s'], harmless: ['--dry-run', '-n'] }, [
  deed('expire|stanza-delete|delete|purge|clean|delete-all', 'delete', 'backup', 'backup'),
  deed('restore|backup-fetch|recover|restore_remote', 'overwrite', 'data-store', 'database', { reach: 'collection' }),
  deed('stop', 'unprotect', 'protection', 'backups'),
]);

/** `wal-g delete` needs `--confirm` to do it. */
const walg: Tool = byDeeds({ style: 'gnu', values: ['--config'] }, [deed('delete', 'delete', 'backup', 'backups', { when: ['--confirm'] }), deed('backup-fetch', 'overwrite', 'data-store', 'database')]);

const hdfs: Tool = (invocation) => {
  const words = invocation.args.map(({ value }) => value);
  const action = words.find((word) => /^-(?:rm|rmr|rmdir|expunge|truncate|deleteSnapshot|format|saveNamespace)$/.test(word));
  const paths = words.filter((word) => /^(?:\/|hdfs:|[a-z0-9]+:\/\/)/.test(word));
  const temporary = paths.length > 0 && paths.every((path) => /^(?:hdfs:\/\/[^/]+)?\/tmp\/./.test(path));
  const deep = action === '-rmr' || words.some((word) => /^-[rR]$/.test(word)) || action === '-format';
  if (action === undefined) return [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'files', address: paths[0] ?? invocation.program } })];
  return [effectOf(invocation, { verb: 'delete', resource: { kind: temporary || action === '-rmdir' ? 'regenerated' : 'data-store', type: 'files in a cluster', address: paths.join(' ') || 'the file system' }, reach: deep ? 'collection' : 'resource', undo: words.includes('-skipTrash') ? 'no' : 'within-window' })];
};

const hbase: Tool = (invocation) => {
  const text = invocation.stdin?.kind === 'text' ? invocation.stdin.text : '';
  const match = /\b(?:drop|truncate|deleteall|drop_all|disable_all|truncate_preserve|drop_namespace)\s+['"]([^'"]+)/.exec(text);
  return [effectOf(invocation, { verb: match ? 'delete' : 'read', resource: { kind: match ? 'data-store' : 'other', type: 'table', address: match?.[1] ?? 'hbase' } })];
};

const zookeeper: Tool = (invocation) => {
  const text = `${invocation.args.map(({ value }) => value).join(' ')} ${invocation.stdin?.kind === 'text' ? invocation.stdin.text : ''}`;
  const match = /\b(?:deleteall|rmr|delete)\s+(\/\S*)/.exec(text);
  return [effectOf(invocation, { verb: match ? 'delete' : 'read', resource: { kind: match ? 'data-store' : 'other', type: 'nodes', address: match?.[1] ?? 'zookeeper' } })];
};

/** `echo flush_all | nc cache 11211`: the text is the command. */
const netcat: Tool = (invocation) => {
  const text = invocation.stdin?.kind === 'text' ? invocation.stdin.text : '';
  const host = invocation.args.find(({ value }) => /^[\w.-]+$/.test(value) && !/^-|^\d+$/.test(value))?.value;
  const flush = /^\s*(?:flush_all|FLUSHALL|FLUSHDB|shutdown)\b/im.test(text);
  return [effectOf(invocation, { verb: flush ? 'delete' : 'read', resource: { kind: flush ? 'data-store' : 'other', type: 'cache', address: host ? `every key of ${host}` : 'a connection' }, reach: flush ? 'collection' : 'resource', facts: host ? { 'database-host': host } : {} })];
};

const sqlpackage: Tool = (invocation: Invocation) => {
  const text = invocation.args.map(({ value }) => value).join(' ');
  const publishes = /\/(?:a|Action):(?:Publish|Import)/i.test(text);
  const lossy = /BlockOnPossibleDataLoss=false|DropObjectsNotInSource=true|CreateNewDatabase=true/i.test(text);
  return [effectOf(invocation, { verb: publishes ? (lossy ? 'overwrite' : 'update') : 'read', resource: { kind: 'data-store', type: 'database', address: /\/(?:tdn|TargetDatabaseName):(\S+)/i.exec(text)?.[1] ?? 'a database' }, reach: 'collection' })];
};

const withScript = (name: string, tool: Tool): Record<string, Tool> => ({ [name]: tool, [`${name}.sh`]: tool });

export const SERVERS: Readonly<Record<string, Tool>> = {
  dropdb: whole('delete', 'database'), createdb: whole('create', 'database'), dropuser: whole('delete', 'user'), createuser: whole('create', 'user'), mysqladmin, 'mariadb-admin': mysqladmin,
  pg_restore: restorer(['-c', '--clean'], ['-d', '--dbname'], ['-l', '--list'], true), mongorestore: restorer(['--drop'], ['--uri', '-d', '--db'], ['--dryRun'], false), mongoimport: restorer(['--drop'], ['--uri', '-d', '--db'], [], false), mysqlimport: restorer(['--delete', '-d', '-r', '--replace'], ['--database'], [], false),
  pg_resetwal: always('delete', 'data-store', 'the write-ahead log', DRY), pg_dropcluster: always('delete', 'data-store', 'a database cluster', /^--help$/), pg_archivecleanup: always('delete', 'backup', 'archived write-ahead logs', DRY), vacuumlo: always('delete', 'data-store', 'orphaned large objects', DRY),
  pg_ctl: pgCtl, pg_ctlcluster: byDeeds({ style: 'gnu' }, [deed('* * stop', 'stop', 'data-store', 'server', { reach: 'collection', undo: 'yes' })]), patronictl, pgbackrest: backupTool, barman: backupTool, 'wal-g': walg, 'clickhouse-backup': backupTool,
  ...withScript('kafka-topics', topics), ...withScript('kafka-consumer-groups', groups), ...withScript('kafka-delete-records', records), ...withScript('kafka-acls', acls), ...withScript('kafka-configs', configs), ...withScript('kafka-storage', kafkaStorage),
  rabbitmqctl: rabbit, rabbitmqadmin: rabbit, nats, nodetool, influx, hdfs, hadoop: hdfs, hbase, 'zookeeper-shell': zookeeper, 'zkCli.sh': zookeeper, 'zookeeper-shell.sh': zookeeper, nc: netcat, ncat: netcat, netcat, sqlpackage,
};
