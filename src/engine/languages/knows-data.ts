import type { Call } from './program-walk';
import { type Deeds, DONE, effect, follow, type Knower } from './deeds';
import { looksLikeSql } from './knows-processes';
import { asText, isTrue, itemsOf, optionOf, type Value } from './values';

/** Calls into databases: SQL in texts, and the methods that empty or drop without any. */
export const data: Knower = (call, deeds) => {
  const { path, args } = call;
  const { nested } = deeds;
  const last = path.slice(path.lastIndexOf('.') + 1);
  // Go and C# begin the names of methods with a capital.
  const name = CAPITALS.test(nested.language) ? last.replace(/^[A-Z]/, (letter) => letter.toLowerCase()).replace(/!$|(?:Context|Async|Raw)$/, '') : last;
  // Clouds have readers of their own.
  if (/^(?:boto3|aioboto3|botocore|aiobotocore|kubernetes|aws-sdk|@aws-sdk)\b/.test(path)) return null;
  if (SQL_METHODS.test(name)) {
    const statements = args.flatMap((arg) => itemsOf(arg)).map(sqlIn).filter((text): text is string => text !== null && looksLikeSql(text));
    if (statements.length > 0) return follow(call, 'sql', statements.join(';\n'), deeds), DONE;
  }
  if (/^(?:flushall|flushdb|flushAll|flushDb|flushDB)$/.test(name) && path.includes('.')) return lost(call, 'redis', 'the redis database', 'collection', deeds);
  if (/^(?:drop_all|dropDatabase|drop_database|dropAllTables|dropSchema|drop_schema|drop_db|dropTable|dropTables|dropTableIfExists|drop_table|dropCollection|drop_collection|dropIfExists|delete_index|deleteIndex|drop_index|dropAllSchemas|delete_database|deleteDatabase|delete_table|deleteTable|delete_dataset|deleteDataset|delete_collection|deleteCollection|delete_keyspace|drop_keyspace|delete_topics|deleteTopics|delete_stream|purge_queue|delete_queue|resetDatabase|reset_database)$/.test(name) && path.includes('.')) {
    return lost(call, name, targetName(call) ?? whose(path), /index/i.test(name) ? 'resource' : 'collection', deeds, /index/i.test(name) && !/elastic|opensearch|indices/i.test(path) ? 'schema' : 'data-store');
  }
  if (/\.indices\.delete$/.test(path)) return lost(call, 'index', asText(optionOf(call, 'index') ?? args[0]).text, 'collection', deeds);
  // `connection.run_sync(Base.metadata.drop_all)`: what is handed over is called.
  if (name === 'run_sync' && args[0]?.is === 'chain' && /\.drop_all$/.test(args[0].path)) return lost(call, 'drop_all', whose(args[0].path), 'collection', deeds);
  // Ecto: a query with a condition is another thing.
  if (/(?:^|\.)Repo\.delete_all!?$/.test(path)) return args[0]?.is === 'chain' && !/from\(\)|where/.test(args[0].path) ? rows(call, args[0].path, deeds) : DONE;
  // pymongo and mongoose: nothing in the filter is everything.
  if (/^(?:delete_many|deleteMany|remove|destroyAll|delete_all|destroy_all)$/.test(name) && path.includes('.')) {
    const filter = args[0]?.is === 'table' ? (args[0].entries.get('where') ?? args[0]) : args[0];
    const everything = filter === undefined ? /^(?:deleteMany|delete_all|destroy_all|destroyAll)$/.test(name) && call.named.size === 0 : filter.is === 'table' && filter.entries.size === 0;
    if (!everything || /^(?:shutil|os|fs)\b/.test(path) || (name === 'remove' && args.length === 0)) return null;
    return rows(call, whose(path), deeds);
  }
  // Django: `Model.objects.all().delete()`, `Model.objects.filter().delete()`
  if (/\.objects\.(?:all\(\)|filter\(\)|exclude\(\))\.(?:_raw_)?delete$/.test(path)) return /filter\(\)|exclude\(\)/.test(path) && (call.before[0]?.named.size ?? 0) > 0 ? DONE : rows(call, path.split('.objects')[0] as string, deeds);
  if (/\.query\(\)\.delete$/.test(path)) return rows(call, path.split('.')[0] as string, deeds);
  // Sequelize, knex, TypeORM.
  if (name === 'sync' && isTrue(optionOf(call, 'force'))) return lost(call, 'schema', whose(path), 'collection', deeds);
  if ((name === 'synchronize' || name === 'runMigrations') && args[0]?.is === 'text' && args[0].text === 'true') return lost(call, 'schema', whose(path), 'collection', deeds);
  if (name === 'truncate' && /\.truncate$/.test(path) && !/^(?:os|fs|io|text)\b/.test(path)) return rows(call, whose(path), deeds);
  if (name === 'destroy' && isTrue(optionOf(call, 'truncate'))) return rows(call, whose(path), deeds);
  if (/^(?:del|delete)$/.test(name) && /^(?:knex|db|trx)(?:\(\))+\.(?:del|delete)$/.test(path)) return rows(call, asText(call.before.at(-1)?.args[0]).text, deeds);
  if (/^Schema\.(?:drop|dropIfExists|dropAllTables)$/.test(path)) return lost(call, 'table', asText(args[0]).text, 'collection', deeds);
  if (name === 'drop' && /(?:^|\.)(?:collection|db|database|get_collection|metadata|sequelize|mongoose|connection|__table__|table)\b|MongoClient/i.test(path.slice(0, -5))) return lost(call, 'collection', whose(path), 'collection', deeds);
  return null;
};

const CAPITALS = /^(?:go|rust|java|csharp|kotlin)$/;
const SQL_METHODS = /^(?:execute|executemany|executescript|execute_batch|exec_driver_sql|execSQL|execute_sql|exec|exec_query|query|raw|rawQuery|run|sql|unsafe|\$executeRaw|\$executeRawUnsafe|\$queryRaw|\$queryRawUnsafe|executeRaw|prepare|do|statement|unprepared|select|batch|multi|queryMultiple|run_query|executeSql|execute_query|command|read_sql|getResult|mysqli_query|pg_query|pg_exec|mysql_query|sqlsrv_query|oci_parse|mysqli_multi_query|each|all|get|none|any|one|oneOrNone|manyOrNone|multiResult|mustExec|executeUpdate|executeLargeUpdate|executeSql|batch_execute|simple_query|query_as|sqlCommand|npgsqlCommand|mySqlCommand|sqliteCommand|createNativeQuery|createStatement|prepareStatement|update|executeSqlInterpolated|queryRow)$/;

/** SQL stands in a text, or in a call that only marks it (`text('DROP …')`, `sql.raw(…)`). */
function sqlIn(value: Value): string | null {
  if (value.is === 'text') return value.text.replaceAll(/\$\{[^}]*\}/g, '?');
  if (value.is === 'chain' && /(?:text|raw|sql|SQL|Composed|identifier|prepare)\(\)$/.test(value.path)) return sqlIn(value.calls.at(-1)?.args[0] ?? { is: 'text', text: '', known: false });
  if (value.is === 'chain' && /^text\.\w+\(\)$/.test(value.path)) return sqlIn(value.calls[0]?.args[0] ?? { is: 'text', text: '', known: false });
  return value.is === 'table' ? sqlIn(value.entries.get('text') ?? value.entries.get('sql') ?? { is: 'text', text: '', known: false }) : null;
}

function lost(call: Call, type: string, address: string, reach: 'resource' | 'collection', deeds: Deeds, kind: 'data-store' | 'schema' = 'data-store'): typeof DONE {
  effect(call, { verb: 'delete', resource: { kind, type, address }, reach, undo: 'from-backup' }, deeds);
  return DONE;
}

function rows(call: Call, address: string, deeds: Deeds): typeof DONE {
  effect(call, { verb: 'delete', resource: { kind: 'rows', type: 'rows', address }, reach: 'collection', undo: 'from-backup' }, deeds);
  return DONE;
}

function targetName(call: Call): string | null {
  const value = call.args.find((arg) => arg.is === 'text');
  return value ? asText(value).text : null;
}

/** What a method is called on, without the calls on the way. */
function whose(path: string): string {
  return path.replace(/\(\)/g, '').split('.').slice(0, -1).slice(-2).join('.') || 'a database';
}
