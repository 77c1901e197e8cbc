import type { Facts, Word } from '../engine/model';
import { type Arguments, readArguments } from '../engine/tools/options';
import { known, textOf, unknown } from './answers';
import { isDatabaseClient } from './database-clients';
import { type Table, itemsOf, thousands } from './database-items';
import { sized } from './file-tree';
import type { Preview } from './preview';

/** What a statement would take from PostgreSQL, by the planner's own estimates, in a transaction that may only read. Only where the policy names the database. */
export const postgres: Preview = {
  id: 'postgres',
  matches: (invocation, effects) => isDatabaseClient(invocation, 'postgres') && effects.some(({ verb, resource }) => verb !== 'create' && resource.kind !== 'other'),

  async look(question) {
    const { invocation, effects, env } = question;
    const facts: Facts = { ...(env['PGHOST'] && { 'database-host': env['PGHOST'] }), ...(env['PGDATABASE'] && { database: env['PGDATABASE'] }), ...effects[0]?.environment.facts };
    const name = facts.database ?? facts['database-host'];
    if (name === undefined) return unknown('which database it is about cannot be read from the command, and none is connected to unless the policy names it');
    if (!question.isNamed(facts)) return unknown(`${name} is not connected to, because the policy does not name it: an environment with \`database\` or \`database-host\` does`);
    const args = readArguments(invocation.args, { style: 'gnu', values: VALUES });
    const unread = [...args.options.flatMap(({ value }) => value ?? []), ...args.positionals].find((word) => !word.known);
    if (unread) return unknown(`\`${unread.value}\` is only known when it runs`);
    const dropped = invocation.program === 'dropdb' ? args.positionals[0]?.value : effects.find(({ resource, verb }) => verb === 'delete' && resource.type === 'database')?.resource.address;
    const target = dropped ?? args.value('-d', '--dbname')?.value ?? (invocation.program === 'dropdb' ? undefined : args.positionals[0]?.value);
    const [quietly, shownWords] = connection(args, target, dropped !== undefined);
    const said = textOf(await question.run('psql', [...shownWords, ...QUESTIONS.flatMap((sql) => ['-c', sql])], undefined, quietly));
    if (said.kind === 'nothing') return unknown(said.why);
    return known(itemsOf(effects, tablesOf(said.value)), `${name} as it says itself; rows are its planner's estimate`, { where: facts });
  },
};

const VALUES = ['-h', '--host', '-p', '--port', '-U', '--username', '-d', '--dbname', '-c', '--command', '-f', '--file', '-v', '--set', '--variable', '-o', '--output', '-L', '--log-file', '-F', '--field-separator', '-R', '--record-separator', '-P', '--pset', '-T', '--table-attr', '--maintenance-db'];

/** Where it connects; an address may have a password in it, so that is shown to nobody. */
function connection(args: Arguments, target: string | undefined, isOther: boolean): readonly [quietly: readonly string[], shown: readonly string[]] {
  const options = ([['-h', '--host'], ['-p', '--port'], ['-U', '--username']] as const).flatMap(([short, long]) => {
    const word: Word | undefined = args.value(short, long);
    return word === undefined ? [] : [`${long}=${word.value}`];
  });
  const address = target !== undefined && /:\/\/|=/.test(target) ? target : [args.positionals[0]?.value, args.value('-d', '--dbname')?.value].find((one) => one !== undefined && /:\/\/|=/.test(one));
  const name = target !== undefined && target !== address && (isOther || address === undefined) ? [`--dbname=${target}`] : [];
  const base = ['-X', '-w', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1'];
  if (address === undefined) return [base, [...options, ...name]];
  // Another database of the same server keeps the rest of the address.
  const changed = name.length === 0 ? address : address.includes('://') ? address.replace(/^([a-z]+:\/\/[^/?]*)(?:\/[^?]*)?/i, `$1/${target}`) : `${address.replace(/\bdbname=\S+/, '')} dbname=${target}`;
  return [[...base, `--dbname=${changed}`], options];
}

const QUESTIONS = [
  'BEGIN TRANSACTION READ ONLY',
  "SET LOCAL statement_timeout = '5s'",
  "SELECT 't', n.nspname || '.' || c.relname, c.relkind, c.reltuples::bigint, pg_total_relation_size(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 5 DESC LIMIT 1000",
  "SELECT 'd', n.nspname || '.' || c.relname, k.conrelid::regclass::text FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE k.contype = 'f' LIMIT 2000",
  "SELECT DISTINCT 'd', n.nspname || '.' || c.relname, 'view ' || r.ev_class::regclass::text FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class c ON c.oid = d.refobjid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND r.ev_class <> d.refobjid AND n.nspname NOT IN ('pg_catalog', 'information_schema') LIMIT 2000",
  'ROLLBACK',
];

function tablesOf(text: string): readonly Table[] {
  const rows = text.split('\n').map((line) => line.split('\t'));
  const dependents = new Map<string, string[]>();
  for (const [tag, name = '', dependent = ''] of rows) if (tag === 'd') dependents.set(name, [...(dependents.get(name) ?? []), dependent]);
  return rows.filter(([tag]) => tag === 't').map(([, name = '', kind, tuples, bytes]): Table => {
    const isView = kind === 'v';
    const number = Number(tuples);
    // -1: nobody has analysed it yet.
    return { name: name.replace(/^public\./, ''), kind: isView ? 'view' : 'table', rows: isView ? null : number < 0 ? 'never counted by the planner' : `about ${thousands(number)} ${number === 1 ? 'row' : 'rows'}`, size: isView ? null : sized(Number(bytes)), dependents: [...new Set(dependents.get(name) ?? [])] };
  });
}
