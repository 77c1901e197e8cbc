import { effectAt, together, lineAt } from '../effects';
import { isTemporaryTable } from '../kinds/databases';
import type { Context, Effect, FileChange, Lowered, Side } from '../model';
import { argumentsAt, chainBefore, conditionsOf, namesItsRows, tableOf } from './data-chains';
import type { Format } from './format';
import { forwardText } from './migrations';
import { linesOf, newEffects, sideText } from './places';

/** What migrations do to rows through their ORM, on the way forward: Rails, Django, Alembic, Knex, Sequelize, TypeORM, Prisma, Kysely, Mongo, Laravel, Ecto, Liquibase. */
export const dataMigrations: Format = {
  name: 'data-migrations',
  matches: (path) => /(?:^|\/)(?:migrat(?:e|ions?)|versions|changelogs?|data_?migrat\w*)\/.*\.(?:rb|py|[cm]?[jt]s|php|exs?|xml|ya?ml)$/i.test(path) && !/(?:^|\/)(?:seeds?|seeders?|fixtures|tests?|spec)\//i.test(path),
  change: (change, context) => newEffects(lowered(change, 'before', context), lowered(change, 'after', context)),
};

function lowered(change: FileChange, side: Side, context: Context): Lowered {
  const written = sideText(change, side);
  if (written === '') return { effects: [], coverage: 'full', unread: [] };
  const text = forwardText(written, change.path);
  const deeds = READERS.filter(({ file }) => file.test(change.path)).flatMap(({ read }) => read(text));
  const effects = deeds.filter(({ table }) => !isOwn(table, text)).map((deed): Effect => {
    const place = linesOf(change.path, side, lineAt(text, deed.at), lineAt(text, deed.end));
    const named = deed.conditions === '' ? deed.table : `${deed.table} where ${deed.conditions.replace(/\s+/g, ' ').slice(0, 60)}`;
    return effectAt(place, { verb: deed.verb, resource: { kind: 'rows', type: 'rows', address: named }, reach: deed.conditions !== '' && (deed.verb === 'overwrite' || namesItsRows(deed.conditions)) ? 'resource' : 'collection', undo: 'no' });
  });
  return together([effects, casts(change, side, text, context)]);
}

interface Deed {
  readonly verb: 'delete' | 'overwrite';
  readonly table: string;
  /** What picks the rows, as it is written. Empty: nothing does. */
  readonly conditions: string;
  readonly at: number;
  readonly end: number;
}

/** Made by the same migration, or of a sort that empties itself all day. */
function isOwn(table: string, text: string): boolean {
  if (table === '' || isTemporaryTable(table) || /(?:session|cache|throttle|nonce|delayed_?job|(?:^|_)(?:tmp|temp)(?:_|$))/i.test(table)) return true;
  const name = table.replace(/[^\w]/g, '');
  return new RegExp(`\\b(?:create_table|createTable|createCollection|create)\\b\\s*\\(?\\s*(?:table\\()?[:'"\`]+${name}\\b`).test(text);
}

interface Reader {
  readonly file: RegExp;
  readonly read: (text: string) => Deed[];
}

const READERS: readonly Reader[] = [
  { file: /\.rb$/, read: (text) => [
    ...chained(text, /\.(?:delete_all|destroy_all)\b/g, 'delete'),
    ...chained(text, /\.(?:find_each|each|in_batches)\b\s*(?:\([^()]*\)\s*)?(?:\(\s*&:(?:destroy|delete)!?\s*\)|(?:\{|do)\s*\|(\w+)\|\s*\1\.(?:destroy|delete)!?(?:\s|\}|$))/g, 'delete'),
    ...chained(text, /\.(?:delete_by|destroy_by)\b/g, 'delete', true),
    ...called(text, /\b(?:truncate_tables?|connection\.truncate|truncate)\s*\(?\s*[:'"]+(\w+)/g),
    ...chained(text, /\.update_all\b/g, 'overwrite', false, (given) => added(given, text, /\badd_column\b[^\n]*:(\w+)\s*,/g)),
  ] },
  { file: /\.py$/, read: (text) => [
    ...chained(text, /\.(?:_raw_)?delete\(/g, 'delete').filter(({ table }) => table !== ''),
    ...[...text.matchAll(/\bfor\s+(\w+)\s+in\s+([^\n]{1,200}):\s*\n\s+\1\.delete\(\)/g)].flatMap((match) => deedOf(match[2] as string, match.index, match.index + match[0].length, 'delete')),
    ...called(text, /\.drop_collection\(\s*['"]([\w.-]+)['"]|\bop\.execute\(\s*(?:sa\.)?delete\(\s*(\w+)\s*\)\s*\)/g),
    ...chained(text, /\.update\(/g, 'overwrite', false, (given) => added(given, text, /\bAddField\([^)]*?\bname\s*=\s*['"](\w+)/g)).filter(({ table }) => table !== ''),
  ] },
  { file: /\.[cm]?[jt]s$/, read: (text) => [
    ...chained(text, /\.(?:del|delete|truncate|clear)\(\s*\)/g, 'delete'),
    ...chained(text, /\.(?:deleteMany|destroy)\(/g, 'delete', true),
    // A collection goes with its documents and its indexes.
    ...[...text.matchAll(/\b(?:collection|getCollection)\(\s*['"`]([\w.-]+)['"`]\s*\)\s*\.drop\(|\.dropCollection\(\s*['"`]([\w.-]+)['"`]/g)].map((match): Deed => ({ verb: 'delete', table: (match[1] ?? match[2]) as string, conditions: '', at: match.index, end: match.index + match[0].length })),
    ...called(text, /\b(?:clearTable|manager\.(?:clear|delete))\(\s*['"`]?(\w+)['"`]?\s*(?:,\s*\{\s*\}\s*)?\)/g),
    ...[...text.matchAll(/\bbulkDelete\(\s*['"`](\w+)['"`]\s*(?:,\s*(null|\{[^{}]*\}))?/g)].map((match): Deed => ({ verb: 'delete', table: match[1] as string, conditions: /^(?:null|\{\s*\})?$/.test(match[2] ?? '') ? '' : (match[2] as string), at: match.index, end: match.index + match[0].length })),
    ...onwards(text, /(?:\bdeleteFrom\(\s*['"`](\w+)['"`]\s*\)|\.delete\(\s*\)\s*\.from\(\s*['"`]?(\w+)['"`]?\s*\)|\bdb\.delete\(\s*(\w+)\s*\))/g),
    ...chained(text, /\.update\(/g, 'overwrite', false, (given) => added(given, text, /\.\w+\(\s*['"`](\w+)['"`]/g)).filter(({ table }) => table !== ''),
  ] },
  { file: /\.php$/, read: (text) => [
    ...chained(text, /(?:->|::)(?:delete|forceDelete|truncate)\(\s*\)/g, 'delete'),
    ...chained(text, /->update\(/g, 'overwrite', false, (given) => added(given, text, /\$table->\w+\(\s*['"](\w+)['"]/g)),
  ] },
  { file: /\.exs?$/, read: (text) => onwards(text, /\b[Rr]epo(?:\(\))?\.delete_all\(\s*(?:from\(?\s*\w+\s+in\s+)?["']?([\w.]+)/g) },
  { file: /\.xml$/, read: (text) => [...text.matchAll(/<delete\b[^>]*?tableName="([\w.]+)"[^>]*?(?:\/>|>([\s\S]{0,400}?)<\/delete>)/g)].map((match): Deed => ({ verb: 'delete', table: match[1] as string, conditions: (match[2] ?? '').replace(/<[^>]*>/g, ' ').trim(), at: match.index, end: match.index + match[0].length })) },
  { file: /\.ya?ml$/, read: (text) => [...text.matchAll(/^([ \t]*)(?:-[ \t]+)?delete[ \t]*:[ \t]*\n((?:\1[ \t]+[^\s][^\n]*\n?){1,8})/gm)].flatMap((match): Deed[] => {
    const table = /tableName\s*:\s*["']?([\w.]+)/.exec(match[2] ?? '')?.[1];
    return table === undefined ? [] : [{ verb: 'delete', table, conditions: /\bwhere\s*:\s*([^\n]+)/.exec(match[2] ?? '')?.[1] ?? '', at: match.index + (match[1]?.length ?? 0), end: match.index + match[0].trimEnd().length }];
  }) },
];

/** Calls of one sort that are looked at in one file. */
const MOST_DEEDS = 300;

/** A method at the end of a chain that says whose rows it is about. `own`: its arguments pick the rows as well. */
function chained(text: string, method: RegExp, verb: Deed['verb'], own = false, skip: (given: string) => boolean = () => false): Deed[] {
  return [...text.matchAll(method)].slice(0, MOST_DEEDS).flatMap((match) => {
    const end = match.index + match[0].length;
    const given = argumentsAt(text, match[0].endsWith('(') ? end - 1 : end);
    const chain = chainBefore(text, match.index);
    return skip(given) ? [] : deedOf(own ? `${chain}.where(${given})` : chain, match.index - chain.trimStart().length, end, verb, text);
  });
}

function deedOf(chain: string, at: number, end: number, verb: Deed['verb'], text = ''): Deed[] {
  const table = tableOf(chain, text);
  return table === null ? [] : [{ verb, table, conditions: conditionsOf(chain), at, end }];
}

/** A call that names the table and takes everything in it. */
function called(text: string, pattern: RegExp): Deed[] {
  return [...text.matchAll(pattern)].map((match) => ({ verb: 'delete', table: match.slice(1).find((one) => one !== undefined) ?? '', conditions: '', at: match.index, end: match.index + match[0].length }));
}

/** A call whose conditions stand behind it, up to the end of the statement. */
function onwards(text: string, pattern: RegExp): Deed[] {
  return [...text.matchAll(pattern)].map((match) => {
    const end = match.index + match[0].length;
    const rest = /^[^;]{0,600}?(?=;|\n\s*\n|\n\s*(?:await|end|return|\})|$)/.exec(text.slice(end, end + 700))?.[0] ?? '';
    return { verb: 'delete', table: match.slice(1).find((one) => one !== undefined) ?? '', conditions: /where\b[\s:(]*([\s\S]{0,200})/.exec(rest)?.[1] ?? '', at: match.index, end };
  });
}

/** All that is written are columns that the same migration adds. */
function added(given: string, text: string, adds: RegExp): boolean {
  const fresh = new Set([...text.matchAll(adds)].map((match) => match[1]));
  const written = [...given.matchAll(/(?:^|[{[(,\s'"])['"]?(\w+)['"]?\s*(?:=>|=(?!=)|:(?!:))/g)].map((match) => match[1]);
  return written.length > 0 && written.every((name) => fresh.has(name));
}

/** `using: 'left(code, 8)'` of Rails, `postgresql_using='…'` of Alembic: what a column's values become. */
function casts(change: FileChange, side: Side, text: string, context: Context): Lowered {
  if (!/\.(?:rb|py)$/.test(change.path)) return { effects: [], coverage: 'full', unread: [] };
  return together([...text.matchAll(/\b(?:using:\s*|postgresql_using\s*=\s*)(["'])((?:(?!\1)[^\n])*)\1/g)].map((match) => {
    const line = lineAt(text, match.index);
    return context.follow({ language: 'sql', text: `ALTER TABLE its_table ALTER COLUMN its_column TYPE text USING ${match[2]}`, cwd: null, place: linesOf(change.path, side, line, line) });
  }));
}
