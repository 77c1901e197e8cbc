import { knownTool } from '../known';
import { together } from '../../effects';
import type { Context, Effect, Facts, Invocation, Tool, Word } from '../../model';
import { deed, type Deed, deedsOf, type Grammared } from '../deeds';
import { type Arguments, readArguments } from '../options';
import { elsewhereFacts, isForTesting, namedFacts, variableFacts } from './connection';
import { dotnetRun } from '../runners/compiled';
import { withCode } from '../runners/framework-shells';
import { withAliases } from '../runners/mix-aliases';
import { railsTasks } from '../runners/registered-tasks';
import { scripts } from './scripts';

/** Where a migration tool takes its database from. */
function facts(args: Arguments, invocation: Invocation, context: Context): Facts {
  const stage = ['RAILS_ENV', 'RACK_ENV', 'NODE_ENV', 'APP_ENV', 'MIX_ENV', 'DJANGO_SETTINGS_MODULE', 'ASPNETCORE_ENVIRONMENT'].map((name) => invocation.env[name]).find((value) => typeof value === 'string');
  const named = args.value('-e', '--env', '--environment', '--settings', '--database-env')?.value;
  return {
    ...variableFacts(invocation, context, [], [], ['DATABASE_URL', 'DB_URL', 'FLYWAY_URL', 'GOOSE_DBSTRING', 'LIQUIBASE_COMMAND_URL']),
    ...namedFacts(args.value('--url', '-url', '--database-url', '-database', '--db-url', '--dsn', '--connection', '--to')),
    ...(named ?? stage ? { app: (named ?? stage) as string } : {}),
    ...elsewhereFacts(invocation),
  };
}

const HARMLESS = ['--dry-run', '--dry_run', '--pretend', '--plan', '--dump-sql', '--sql', '--check', '--version'];

const EVERYTHING = { reach: 'collection', undo: 'from-backup' } as const;

const drops = (words: string, more: Partial<Deed> = {}): Deed => deed(words, 'delete', 'data-store', 'database', { everything: 'the database', ...EVERYTHING, ...more });
const reverts = (words: string, more: Partial<Deed> = {}): Deed => deed(words, 'delete', 'schema', 'migrations', { everything: 'what the last migrations made', ...EVERYTHING, ...more });
const applies = (words: string, more: Partial<Deed> = {}): Deed => deed(words, 'update', 'change', 'migrations', { everything: 'pending migrations', undo: 'from-backup', ...more });
const fills = (words: string, more: Partial<Deed> = {}): Deed => deed(words, 'overwrite', 'data-store', 'rows', { everything: 'rows of the database', ...EVERYTHING, ...more });

/** Values of options that these tools share; none of them is a flag anywhere in the family. */
const VALUES = ['--schema', '--config', '--url', '--database-url', '--database', '--db-url', '--env', '--environment', '--settings', '--connection', '--to', '--target', '--path', '--dialect', '--out', '--configuration', '--project', '--startup-project', '--context', '--tag', '--name', '--table', '--dir', '--dsn', '--steps', '--step', '--realpath', '--changelog-file', '--username', '--password', '--em', '--conn', '--cwd', '--knexfile', '--log-level', '--revision', '--rev', '--locations', '--dev-url'];

interface Migrator {
  readonly values?: readonly string[];
  readonly deeds: readonly Deed[];
  /** Options with which even a drop is only printed. */
  readonly harmless?: readonly string[];
}

function migrator({ values = [], deeds, harmless = [] }: Migrator): Tool {
  const grammar: Grammared = { style: 'gnu', values: [...VALUES, ...values], harmless: [...HARMLESS, ...harmless], unattended: ['--force', '-f', '--yes', '-y', '--no-interaction', '--noinput', '--no-input', '--auto-approve'], facts };
  return (invocation, context) => {
    const read = readArguments(invocation.args, grammar);
    const named = read.value('-e', '--env', '--environment', '--connection')?.value ?? read.positionals.find(({ value }) => /^[A-Z]+_ENV=/.test(value))?.value.replace(/^.*=/, '') ?? '';
    const test = /^(?:test|testing)$/i.test(named) || isForTesting(facts(read, invocation, context), invocation, context);
    return deedsOf(invocation, context, grammar, deeds).map((effect) => (test ? spared(effect) : effect));
  };
}

/** A database that tests make: dropping it is the first thing they do. */
function spared(effect: Effect): Effect {
  return effect.verb === 'read' ? effect : { ...effect, resource: { ...effect.resource, kind: 'regenerated' }, note: 'a database for tests' };
}

const prisma = migrator({
  deeds: [
    drops('migrate reset'),
    drops('db push', { when: ['--force-reset'] }),
    fills('db push', { when: ['--accept-data-loss'], note: '--accept-data-loss' }),
    applies('db push'),
    applies('migrate dev|deploy', { unless: ['--create-only'] }),
    deed('migrate resolve', 'update', 'schema', 'migration history', { everything: 'the migration history' }),
  ],
});

const drizzle = migrator({ deeds: [fills('push', { when: ['--force'], note: '--force accepts the loss of data' }), applies('push'), applies('migrate'), deed('drop', 'delete', 'trivial', 'migration file'), deed('up', 'update', 'trivial', 'migration file')] });

const knex = migrator({ values: ['--migrations-directory'], deeds: [reverts('migrate:rollback', { when: ['--all'], everything: 'what every migration made' }), reverts('migrate:rollback|migrate:down'), applies('migrate:latest|migrate:up'), deed('migrate:unlock', 'update', 'other', 'lock'), fills('seed:run')] });

const sequelize = migrator({ deeds: [drops('db:drop'), reverts('db:migrate:undo:all|db:migrate:undo'), deed('db:seed:undo:all|db:seed:undo', 'delete', 'rows', 'seeded rows', { everything: 'seeded rows', ...EVERYTHING }), applies('db:migrate'), applies('db:seed:all|db:seed')] });

const typeorm = migrator({ values: ['-d', '--dataSource'], deeds: [drops('schema:drop'), fills('schema:sync', { note: 'columns and tables that the entities lack are dropped' }), reverts('migration:revert'), applies('migration:run')] });

const mikroOrm = migrator({ deeds: [drops('schema:drop|schema:fresh|migration:fresh|database:drop'), reverts('migration:down'), applies('migration:up|schema:update|database:create')] });

/** Rails and rake share their tasks. */
const rails = migrator({
  values: ['-e', '-f', '-R', '-j'],
  deeds: [
    drops('db:drop*|db:purge*|db:reset*|db:schema:load*|db:structure:load*|db:setup*|db:migrate:reset*|db:truncate_all|db:seed:replant|app:db:drop'),
    reverts('db:rollback*|db:migrate:down*|db:migrate:redo*'),
    reverts('db:migrate', { given: /^VERSION=0$/, everything: 'what every migration made' }),
    applies('db:migrate*|db:forward|db:prepare'),
    fills('storage:purge*|active_storage:purge*'),
    deed('tmp:clear|log:clear|assets:clobber|assets:clean|tmp:cache:clear', 'delete', 'regenerated', 'cache'),
  ],
});

const django = migrator({
  values: ['-v', '--verbosity'],
  deeds: [
    fills('flush', { everything: 'every row of the database' }),
    drops('reset_db|reset_schema|drop_test_database|sqlreset|dropdb'),
    reverts('migrate', { given: /^zero$/, everything: 'every table of the app' }),
    applies('migrate'),
    deed('remove_stale_contenttypes|clearsessions|prune', 'delete', 'trivial', 'stale rows'),
    deed('collectstatic', 'update', 'regenerated', 'static files'),
    deed('delete_squashed_migrations', 'delete', 'trivial', 'migration file'),
  ],
});

const artisan = migrator({
  deeds: [
    drops('migrate:fresh|migrate:refresh|migrate:reset|db:wipe|tenants:migrate-fresh|tenants:migrate:fresh|module:migrate-refresh|module:migrate-reset|module:migrate-fresh'),
    reverts('migrate:rollback|tenants:rollback'),
    applies('migrate'),
    deed('queue:clear|horizon:clear|queue:flush', 'delete', 'data-store', 'queue', { everything: 'every queued job', ...EVERYTHING }),
    deed('down', 'stop', 'service', 'application', { everything: 'the application', undo: 'yes', reach: 'collection' }),
    deed('key:generate', 'overwrite', 'key', 'application key', { when: ['--force'], everything: 'the application key' }),
    fills('model:prune|backup:clean', { everything: 'old records' }),
    deed('cache:clear|config:clear|route:clear|view:clear|optimize:clear|event:clear', 'delete', 'regenerated', 'cache'),
  ],
});

const doctrine = migrator({
  values: ['-e'],
  deeds: [
    drops('doctrine:database:drop|doctrine:mongodb:schema:drop|orm:schema-tool:drop|d:d:d'),
    drops('doctrine:schema:drop', { when: ['--force', '-f', '--full-database'] }),
    fills('doctrine:schema:update', { when: ['--complete'], note: 'what the mapping lacks is dropped' }),
    applies('doctrine:schema:update', { when: ['--force', '-f'] }),
    fills('doctrine:fixtures:load|hautelook:fixtures:load', { unless: ['--append'], everything: 'every row of the database' }),
    reverts('doctrine:migrations:migrate', { given: /^(?:first|prev|0)$/ }),
    reverts('doctrine:migrations:execute', { when: ['--down'] }),
    applies('doctrine:migrations:migrate|doctrine:migrations:execute|migrations:migrate'),
    deed('messenger:failed:remove', 'delete', 'rows', 'failed messages'),
  ],
});

const alembic = migrator({ values: ['-c', '--config', '-n', '-x'], deeds: [reverts('downgrade', { given: /^base$/, everything: 'what every migration made' }), reverts('downgrade', { unless: ['--sql'] }), applies('upgrade'), deed('stamp', 'update', 'schema', 'migration history')] });
const flask = migrator({ deeds: [reverts('db downgrade'), applies('db upgrade'), deed('db stamp', 'update', 'schema', 'migration history'), drops('drop-db|dropdb|reset-db')] });

const flyway = migrator({ deeds: [drops('clean'), drops('migrate', { when: ['-cleanOnValidationError', '--cleanOnValidationError'], note: 'cleanOnValidationError' }), reverts('undo'), deed('repair|baseline', 'update', 'schema', 'migration history'), applies('migrate|deploy')] });
const liquibase = migrator({ values: ['--changelog-file', '--changeLogFile', '--defaults-file'], deeds: [drops('drop-all|dropAll'), reverts('rollback|rollback-count|rollback-to-date|rollbackCount|rollbackToDate|rollback-one-changeset|rollback-one-update'), deed('clear-checksums|changelog-sync|release-locks', 'update', 'other', 'migration history'), applies('update|update-count|update-to-tag')] });
/** `goose postgres "dsn" down`: the driver and the place stand before the action. */
const goose = migrator({ values: ['-dir', '-table'], deeds: ['', '* ', '* * '].flatMap((before) => [reverts(`${before}reset|down-to|down|redo`), applies(`${before}up|up-to|up-by-one`)]) });
const dbmate = migrator({ values: ['-u', '-d', '-e', '-s', '--migrations-dir', '--migrations-table'], deeds: [drops('drop'), reverts('down|rollback'), applies('up|migrate'), fills('load')] });
const golangMigrate = migrator({ values: ['-path', '-source', '-database', '-p', '-lock-timeout', '-prefetch'], deeds: [drops('drop'), reverts('down'), deed('force', 'update', 'schema', 'migration history'), applies('up|goto')] });
const ariga = migrator({ values: ['-u', '--exclude', '-s'], deeds: [drops('schema clean'), fills('schema apply', { when: ['--auto-approve'], note: '--auto-approve skips the question' }), applies('schema apply'), reverts('migrate down'), applies('migrate apply'), deed('migrate rm', 'delete', 'trivial', 'migration file')] });

/** Two programs bear this name: Ariga's migrations and MongoDB's clusters. The first word tells which. */
const atlas: Tool = (invocation, context) => {
  const first = invocation.args.find((word) => !word.value.startsWith('-'))?.value ?? '';
  return /^(?:schema|migrate|version|license|cloud|copilot)$/.test(first) ? ariga(invocation, context) : (knownTool(invocation, context) ?? []);
};
const sqitch = migrator({ values: ['-t'], deeds: [reverts('revert|rebase|checkout'), applies('deploy')] });
const diesel = migrator({ values: ['--migration-dir'], deeds: [drops('database|db reset|drop'), reverts('migration revert|redo'), applies('migration run')] });
const sqlx = migrator({ values: ['-D', '--source'], deeds: [drops('database|db drop|reset'), reverts('migrate revert'), applies('migrate run')] });
const seaOrm = migrator({ values: ['-u', '-d'], deeds: [drops('migrate fresh|refresh|reset'), reverts('migrate down'), applies('migrate up'), applies('migrate')] });
const mix = migrator({ values: ['-r', '-n'], deeds: [drops('ecto.drop|ecto.reset'), reverts('ecto.rollback'), applies('ecto.migrate|ecto.setup'), fills('ecto.load', { when: ['-f', '--force'] })] });
const dotnet = migrator({ values: ['-p', '-s', '-c', '-o'], deeds: [drops('ef database drop'), reverts('ef database update', { given: /^0$/, everything: 'what every migration made' }), applies('ef database update'), deed('ef migrations remove', 'delete', 'trivial', 'migration file'), deed('nuget delete', 'delete', 'data-store', 'published package')] });
const others = migrator({ values: ['-e', '-c', '-d'], deeds: [drops('db:drop|database:drop|reset|fresh|db:wipe|migration:fresh|migration:reset|migration:refresh|migrate:fresh|migrate:reset|migrate:refresh|db:truncate|schema:drop'), reverts('down|rollback|downgrade|revert|migration:rollback|migrate:rollback|migrate:down|redo'), reverts('migrations backwards'), applies('up|migrate|upgrade|run|migration:run|migrate:up|migrate:latest')] });

const hasura = migrator({ values: ['--endpoint', '--admin-secret', '--database-name', '--version'], deeds: [reverts('migrate apply', { when: ['--down', '--goto', '--up'] }), deed('migrate delete', 'delete', 'schema', 'migration history', { everything: 'the migration history' }), fills('metadata clear', { everything: 'the metadata' }), applies('migrate|metadata|deploy apply')] });

/** Content management: a site's database stands behind its command line. */
const drush = migrator({ values: ['-r', '--root', '-l', '--uri'], deeds: [drops('sql:drop|sql-drop|site:install|site-install|si'), fills('sql:sync|sql-sync|entity:delete|edel'), deed('pm:uninstall|pmu', 'delete', 'schema', 'module'), applies('config:import|cim|updatedb|updb')] });
const wp = migrator({ values: ['--path', '--url', '--ssh', '--http', '--user'], deeds: [drops('db drop|reset|clean'), drops('site empty'), fills('db import'), deed('site delete', 'delete', 'data-store', 'site'), deed('user delete', 'delete', 'identity', 'user'), deed('post|comment|term|media delete', 'delete', 'rows', 'content'), deed('plugin|theme delete|uninstall', 'delete', 'trivial', 'plugin'), fills('search-replace', { unless: ['--dry-run'] }), deed('cache flush', 'delete', 'regenerated', 'cache')] });
const magento = migrator({ deeds: [drops('setup:uninstall'), fills('setup:rollback'), deed('maintenance:enable', 'stop', 'service', 'shop', { everything: 'the shop', undo: 'yes', reach: 'collection' }), deed('cache:flush|cache:clean', 'delete', 'regenerated', 'cache'), applies('setup:upgrade')] });

/** `prisma db execute --file drop.sql` sends SQL. */
const prismaTool: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: [...VALUES, '--file'] });
  if (args.positionals[0]?.value !== 'db' || args.positionals[1]?.value !== 'execute') return prisma(invocation, context);
  return together([prisma(invocation, context), scripts(invocation, context, 'sql', facts(args, invocation, context), { texts: [], files: args.values('--file') })]);
};

/** Tasks of Rails are known by their names, those of a project by what they say. */
const railsTool: Tool = withCode('rails', (invocation, context) => together([rails(invocation, context), railsTasks(invocation, context)]));

const mixTask = withAliases(mix);

/** `mix do a, b + c` runs one task after the other. */
const mixTool: Tool = (invocation, context) => {
  if (invocation.args[0]?.value !== 'do') return mixTask(invocation, context);
  const tasks: Word[][] = [[]];
  for (const word of invocation.args.slice(1)) {
    if (word.value !== '+' && word.value !== ',') tasks.at(-1)?.push({ ...word, value: word.value.replace(/,$/, '') });
    if (/[+,]$/.test(word.value)) tasks.push([]);
  }
  return together(tasks.map((args) => mixTask({ ...invocation, args }, context)));
};

/** A program whose first word is the name of another: `sail artisan …`, `symfony console …`. */
const first = (names: ReadonlySet<string>): Tool => (invocation, context) => {
  const [word, ...args] = invocation.args;
  return word && names.has(word.value) ? context.invoke({ ...invocation, program: word.value, command: word, args, redirects: [] }) : [];
};

export const MIGRATIONS: Readonly<Record<string, Tool>> = {
  prisma: prismaTool, 'drizzle-kit': drizzle, knex, sequelize, 'sequelize-cli': sequelize, typeorm, 'typeorm-ts-node-commonjs': typeorm, 'typeorm-ts-node-esm': typeorm, 'mikro-orm': mikroOrm,
  rails: railsTool, rake: railsTool, 'manage.py': withCode('manage.py', django), 'django-admin': withCode('manage.py', django), artisan: withCode('artisan', artisan), console: withCode('console', doctrine), doctrine, alembic, flask: withCode('flask', flask), flyway, liquibase, goose, dbmate, migrate: golangMigrate, 'golang-migrate': golangMigrate, atlas,
  sqitch, diesel, sqlx, 'sqlx-cli': sqlx, 'sea-orm-cli': seaOrm, mix: withCode('mix', mixTool), dotnet: (invocation, context) => dotnetRun(invocation, context) ?? dotnet(invocation, context), 'dotnet-ef': dotnet, ace: others, 'ace.js': others, adonis: others, umzug: others, 'node-pg-migrate': others, 'db-migrate': others, 'sql-migrate': others, yoyo: others, aerich: others, piccolo: others, phinx: others, pgroll: others, spark: others, yii: others,
  hasura, drush: withCode('drush', drush), wp: withCode('wp', wp), magento, sail: first(new Set(['artisan', 'php', 'composer', 'npm', 'npx', 'yarn', 'pnpm', 'bun', 'node', 'mysql', 'mariadb', 'psql', 'mongosh', 'redis-cli', 'down', 'tinker'])), symfony: first(new Set(['console', 'php', 'composer'])),
};
