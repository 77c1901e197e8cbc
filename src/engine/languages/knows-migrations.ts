import { type Deeds, DONE, effect, type Knower, tool } from './deeds';
import type { Call } from './program-walk';
import { asText, isTrue, itemsOf, optionOf } from './values';

/** Tools that change a schema, asked by a program and not from the command line: put down as the command that does the same. */
export const migrations: Knower = (call, deeds) => frameworks(call, deeds) ?? libraries(call, deeds) ?? jenkins(call, deeds);

function frameworks(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path, args } = call;
  const [first] = args;
  const words = (): string[] => args.flatMap(itemsOf).map((arg) => asText(arg).text.replace(/^:/, ''));
  // Django: `call_command('flush', interactive=False)`
  if (/(?:^|\.)(?:management\.)?call_command$/.test(path)) return tool(call, 'manage.py', words(), deeds), DONE;
  if (/^(?:django\.core\.management\.)?execute_from_command_line$/.test(path)) return tool(call, 'manage.py', words().slice(1), deeds), DONE;
  if (/^alembic\.command\.(?:downgrade|upgrade)$/.test(path)) return tool(call, 'alembic', [path.endsWith('downgrade') ? 'downgrade' : 'upgrade', asText(args[1]).text], deeds), DONE;
  if (/^flask_migrate\.downgrade$/.test(path)) return tool(call, 'alembic', ['downgrade'], deeds), DONE;
  // Rails: `Rake::Task['db:drop'].invoke`, `ActiveRecord::Tasks::DatabaseTasks.purge_current`
  const task = /^Rake\.Task\.(.+)\.(?:invoke|execute)$/.exec(path);
  if (task) return tool(call, 'rake', [task[1] as string], deeds), DONE;
  const rails = /^ActiveRecord\.Tasks\.DatabaseTasks\.(drop|purge|truncate)(?:_current|_all|_tables)?$/.exec(path);
  if (rails) return tool(call, 'rake', [rails[1] === 'truncate' ? 'db:truncate_all' : `db:${rails[1]}`], deeds), DONE;
  if (/^Mix\.Task\.(?:run|rerun)$/.test(path)) return tool(call, 'mix', words(), deeds), DONE;
  if (/\.storage_down$/.test(path)) return dropped(call, first ? asText(first).text : 'the database', deeds);
  if (path === 'Ecto.Migrator.run' && words().includes('down')) return tool(call, 'mix', ['ecto.rollback', ...(isTrue(optionOf(call, 'all')) ? ['--all'] : [])], deeds), DONE;
  return null;
}

function libraries(call: Call, deeds: Deeds): ReturnType<Knower> {
  const { path, args } = call;
  // Entity Framework, Evolve, Flyway, Liquibase, Hibernate.
  if (/\.[Ee]nsureDeleted(?:Async)?$/.test(path)) return dropped(call, 'the database', deeds);
  if (/(?:^|\.)Flyway\b.*\.clean$/.test(path)) return tool(call, 'flyway', ['clean'], deeds), DONE;
  if (/(?:^|\.)Evolve\(\)\.Erase$/.test(path)) return dropped(call, 'the schema', deeds);
  if (/(?:^|\.)Liquibase\(\)\.(?:dropAll|rollback)$/.test(path)) return tool(call, 'liquibase', [path.endsWith('dropAll') ? 'drop-all' : 'rollback'], deeds), DONE;
  if (/(?:^|\.)SchemaExport\(\)(?:\.\w+\(\))*\.drop$/.test(path)) return dropped(call, 'the schema', deeds);
  // knex, umzug, MikroORM.
  if (/^knex(?:\(\))+\.migrate\.rollback$/.test(path)) return tool(call, 'knex', ['migrate:rollback', ...(args.some((arg) => isTrue(arg)) ? ['--all'] : [])], deeds), DONE;
  if (/^umzug\.(?:Umzug|SequelizeStorage)\(\)\.down$/.test(path)) return tool(call, 'umzug', ['down'], deeds), DONE;
  if (/\.(?:refreshDatabase)$/.test(path) && /schema|orm/i.test(path)) return dropped(call, 'the database', deeds);
  // golang-migrate, goose, sea-orm.
  const go = /^github\.com\/golang-migrate\/migrate(?:\/v\d+)?\.New\w*\(\)\.(Drop|Down)$/.exec(path);
  if (go) return tool(call, 'migrate', [(go[1] as string).toLowerCase()], deeds), DONE;
  const goose = /^github\.com\/pressly\/goose(?:\/v\d+)?\.(Reset|Down|DownTo)(?:Context)?$/.exec(path);
  if (goose) return tool(call, 'goose', [goose[1] === 'DownTo' ? 'down-to' : (goose[1] as string).toLowerCase()], deeds), DONE;
  const sea = deeds.nested.language === 'rust' ? /(?:^|\.)Migrator\.(fresh|reset|refresh|down)$/.exec(path) : null;
  return sea ? (tool(call, 'sea-orm-cli', ['migrate', sea[1] as string], deeds), DONE) : null;
}

/** The console of a Jenkins: what a Groovy script deletes there. */
function jenkins(call: Call, deeds: Deeds): ReturnType<Knower> {
  const found = /^(?:jenkins\.model\.|hudson\.model\.)?(?:Jenkins|Hudson)\.(?:instance|get\(\)|getInstance\(\)|instanceOrNull|getInstanceOrNull\(\)|getActiveInstance\(\))\.(?:(.+)\.)?(delete|doDelete|doDoDelete|remove|removeNode|setNodes|doSafeExit|doExit|exit|cleanUp|doQuietDown)$/.exec(call.path);
  if (!found) return null;
  const [, way = '', verb] = found as unknown as [string, string | undefined, string];
  if (/Exit$|^exit$|^cleanUp$/.test(verb)) return effect(call, { verb: 'stop', resource: { kind: 'service', type: 'controller', address: 'the Jenkins controller' }, reach: 'collection', undo: 'yes' }, deeds), DONE;
  if (verb === 'doQuietDown' || verb === 'setNodes') return null;
  // Builds come again; jobs with their history do not.
  const builds = /builds|Builds|lastBuild/.test(way);
  const node = /[Nn]ode|[Cc]omputer/.test(way) || verb === 'removeNode';
  effect(call, { verb: 'delete', resource: { kind: builds ? 'trivial' : node ? 'infrastructure' : 'data-store', type: builds ? 'build' : node ? 'node' : 'job', address: builds ? 'builds of a job' : node ? 'nodes of the Jenkins controller' : 'jobs of the Jenkins controller' }, reach: /each|All/.test(way) ? 'collection' : 'resource', undo: 'no' }, deeds);
  return DONE;
}

function dropped(call: Call, address: string, deeds: Deeds): typeof DONE {
  effect(call, { verb: 'delete', resource: { kind: 'data-store', type: 'database', address }, reach: 'collection', undo: 'from-backup' }, deeds);
  return DONE;
}
