import { effectAt, lineAt } from '../effects';
import type { Effect, FileChange, Lowered, Side } from '../model';
import type { Format } from './format';
import { linesOf, newEffects, sideText } from './places';

/** Programs that make their database anew when they start: Entity Framework, TypeORM, MikroORM, SQLAlchemy, Hibernate, GORM, Laravel, Doctrine, Django, Rails, Redis, MongoDB. Tests do so all day. */
export const startUps: Format = {
  name: 'start-ups',
  matches: (path, change) => /\.(?:cs|[cm]?[jt]s|py|java|kt|groovy|go|php|rb)$/i.test(path) && !FOR_TESTS.test(path.replace(/^\/(?:home|Users)\/[^/]+\//, '/')) && [change.before, change.after].some((text) => text !== null && WIPES.some(({ file, wipes }) => file.test(path) && wipes.test(text))),
  // A file that is gone starts nothing, and one that is new has not been asked to go on with anybody's data.
  change: (change) => (change.after === null ? [] : newEffects(lowered(change, 'before'), lowered(change, 'after'))),
};

const FOR_TESTS = /(?:^|[/._-])(?:tests?|testing|specs?|e2e|conftest|fixtures?|seeds?|seeder|seeding|mock|dev|development|local|examples?|samples?|demo|playground)(?:[/._-]|$)|Tests?\.(?:cs|java|kt|groovy)$|_test\.go$|Tests?\/|IntegrationTest/i;

interface Wipe {
  readonly file: RegExp;
  readonly wipes: RegExp;
  /** What the program must be about as well. */
  readonly says?: RegExp;
  readonly verb: 'delete' | 'unprotect';
  readonly note: string;
}

const WIPES: readonly Wipe[] = [
  { file: /\.cs$/i, wipes: /\.EnsureDeleted(?:Async)?\(/, verb: 'delete', note: 'EnsureDeleted drops the database' },
  { file: /\.[cm]?[jt]s$/i, wipes: /\bdropSchema\s*:\s*true\b/, says: /DataSource|createConnection|TypeOrm|typeorm|MikroOrm/i, verb: 'delete', note: 'dropSchema drops every table at the start' },
  { file: /\.[cm]?[jt]s$/i, wipes: /\bsynchronize\s*:\s*true\b/, says: /DataSource|createConnection|TypeOrm|typeorm/i, verb: 'unprotect', note: 'synchronize drops the columns that no entity has' },
  { file: /\.[cm]?[jt]s$/i, wipes: /\b(?:schema|schemaGenerator|generator|getSchemaGenerator\(\))\.(?:refreshDatabase|dropSchema|dropDatabase)\(/, verb: 'delete', note: 'the schema is dropped' },
  { file: /\.py$/i, wipes: /\b(?:metadata|db)\.drop_all\b(?!\s*=)/, verb: 'delete', note: 'drop_all drops every table' },
  { file: /\.py$/i, wipes: /\bcall_command\(\s*["'](?:flush|reset_db|sqlflush)["']/, verb: 'delete', note: 'the command empties the database' },
  { file: /\.py$/i, wipes: /\.drop_database\(/, says: /mongo/i, verb: 'delete', note: 'drop_database drops the database' },
  { file: /\.[cm]?[jt]s$/i, wipes: /\b(?:connection|db|database)(?:\(\))?\.dropDatabase\(/, says: /mongo/i, verb: 'delete', note: 'dropDatabase drops the database' },
  { file: /\.php$/i, wipes: /(?:\bArtisan::(?:call|queue)|->command|\bSchedule::command)\(\s*["'](?:migrate:(?:fresh|refresh|reset)|db:wipe)\b/, verb: 'delete', note: 'the command drops every table' },
  { file: /\.php$/i, wipes: /\bschemaTool->drop(?:Schema|Database)\(|\bSchema::dropAllTables\(/i, verb: 'delete', note: 'the schema is dropped' },
  { file: /\.rb$/i, wipes: /\bRake::Task\[\s*["']db:(?:drop|reset|purge|schema:load|migrate:reset)(?::\w+)?["']\s*\]\.(?:invoke|execute)|\bDatabaseTasks\.(?:drop|purge)(?:_current|_all)?\b/, verb: 'delete', note: 'the task drops every table' },
  { file: /./, wipes: /(?:\.|->|::)(?:flush_?all)\(/i, says: /redis|valkey/i, verb: 'delete', note: 'FLUSHALL empties the whole server' },
  { file: /^(?!.*cache)/i, wipes: /(?:\.|->|::)flush_?db\(/i, says: /redis|valkey/i, verb: 'delete', note: 'FLUSHDB empties the database' },
  { file: /\.(?:java|kt|groovy)$/i, wipes: /["'](?:hibernate\.hbm2ddl\.auto|spring\.jpa\.hibernate\.ddl-auto|(?:javax|jakarta)\.persistence\.schema-generation\.database\.action)["']\s*(?:,|to\b|:|\]\s*=)\s*["'](?:create|create-drop|drop-and-create|drop)["']/, verb: 'delete', note: 'the schema is made anew at every start' },
  { file: /\.go$/i, wipes: /\.Migrator\(\)\.DropTable\(|\.DropTableIfExists\(/, verb: 'delete', note: 'its tables are dropped' },
];

function lowered(change: FileChange, side: Side): Lowered {
  const text = sideText(change, side).replace(/\/\*[\s\S]*?\*\/|(?:^|[^:'"`])\/\/[^\n]*|^\s*#[^\n]*/gm, (all) => all.replace(/[^\n]/g, ' '));
  const found = WIPES.filter(({ file, says, verb }) => file.test(change.path) && (says?.test(text) ?? true) && (verb === 'delete' || change.before !== null || PRODUCTION.test(change.path)));
  const effects = found.flatMap((wipe) => [...text.matchAll(new RegExp(wipe.wipes.source, `g${wipe.wipes.flags}`))].filter(({ index }) => !ELSEWHERE.test(text.slice(Math.max(0, index - 240), index + 80)) && !BY_HAND.test(text.slice(Math.max(0, index - 240), index))).map((match) => effectOf(change, side, lineAt(text, match.index), wipe)));
  return { effects, coverage: 'full', unread: [] };
}

/** Asked of the environment just before, or in a database that is gone with its process. */
const ELSEWHERE = /IsDevelopment\(\)|IsEnvironment\(\s*"(?:Test|Dev|Local)|NODE_ENV\W{1,8}(?:development|test|dev)\b|(?:environment|env|profile)\w*\s*(?:===?|\.equals\()\s*["'](?:dev|test|local)|\bTESTING\b|\b(?:environment|isEnvironment)\(\s*\[?\s*["'](?:local|testing|dev)|\bisLocal\(|runningUnitTests\(|Rails\.env\.(?:test|development|local)\?|\bsettings\.(?:DEBUG|TESTING)\b|:memory:|InMemory|jdbc:h2:mem/i;

/** A command that somebody types, and whose name says so. */
const BY_HAND = /@(?:\w+\.)*(?:cli\.)?command\(|\bprogram\s*\.command\(|\bnamespace\s+:|^\s*task\b/im;

const PRODUCTION = /(?:^|[/._-])(?:prod|production|live)(?:[/._-]|$)/i;

function effectOf(change: FileChange, side: Side, line: number, { verb, note }: Wipe): Effect {
  const resource: Effect['resource'] = verb === 'delete' ? { kind: 'data-store', type: 'database', address: 'every table of the database it is connected to' } : { kind: 'protection', type: 'setting', address: 'the database it is connected to' };
  return effectAt(linesOf(change.path, side, line, line), { verb, resource, reach: 'collection', undo: verb === 'delete' ? 'no' : 'yes', note });
}
