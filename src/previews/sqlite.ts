import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDatabaseClient } from './database-clients';
import { type Table, itemsOf, thousands } from './database-items';
import { type Answered, known, listed, objects, parsed, textAt, textOf, unknown } from './answers';
import { sized, statOf } from './file-tree';
import type { Preview, Question } from './preview';

/** What a statement would take from an SQLite file. The file is opened as one that cannot change, so that not even a lock or a journal is made. */
export const sqlite: Preview = {
  id: 'sqlite',
  matches: (invocation, effects) => isDatabaseClient(invocation, 'sqlite') && effects.some(({ verb }) => verb !== 'create'),

  async look(question) {
    const words = question.invocation.args.filter(({ value }, i, all) => !value.startsWith('-') && !/^-{1,2}(?:cmd|init|separator|newline|nullvalue|mmap|vfs|maxsize|lookaside|pagecache)$/.test(all[i - 1]?.value ?? ''));
    const file = words[0];
    if (file === undefined || !file.known || file.value.startsWith('file:') || file.value === ':memory:') return unknown('which file it opens cannot be read from the command');
    const path = isAbsolute(file.value) ? file.value : join(question.cwd, file.value);
    const about = statOf(path);
    if (about === null) return known([], `${path} is not there`);
    const tables = await tablesIn(question, path);
    if (tables.kind === 'nothing') return unknown(tables.why);
    const journal = statOf(`${path}-wal`)?.size ?? 0;
    return known(itemsOf(question.effects, tables.value), listed(`${path}, ${sized(about.size)}, as it says itself`, journal > 0 && 'but for what its journal has not yet written back'));
  },
};

const MOST_COUNTED = 1_000_000;

async function tablesIn({ run }: Question, path: string): Promise<Answered<readonly Table[]>> {
  const ask = async (sql: string) => {
    const said = textOf(await run('sqlite3', [`${pathToFileURL(path).href}?mode=ro&immutable=1`, sql], undefined, ['-readonly', '-batch', '-json', '-init', process.platform === 'win32' ? 'NUL' : '/dev/null']));
    return said.kind === 'nothing' ? said : { kind: 'answered' as const, value: objects(parsed(said.value.trim() === '' ? '[]' : said.value)) };
  };
  const [names, keys] = await Promise.all([
    ask("SELECT name, type, tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite_%' LIMIT 500"),
    ask("SELECT m.name AS name, f.\"table\" AS target FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"),
  ]);
  if (names.kind === 'nothing') return names;
  const own = names.value.filter(({ type }) => type === 'table').flatMap((row) => textAt(row, 'name') ?? []);
  const counts = own.length === 0 ? null : await ask(own.slice(0, 200).map((name) => `SELECT '${name.replaceAll("'", "''")}' AS name, (SELECT count(*) FROM (SELECT 1 FROM "${name.replaceAll('"', '""')}" LIMIT ${MOST_COUNTED + 1})) AS number`).join(' UNION ALL '));
  const numbers = new Map((counts?.kind === 'answered' ? counts.value : []).map((row) => [textAt(row, 'name') ?? '', Number(textAt(row, 'number') ?? 0)]));
  return {
    kind: 'answered',
    value: names.value.filter(({ type }) => type !== 'trigger').map((row): Table => {
      const name = textAt(row, 'name') ?? '';
      const number = numbers.get(name);
      const referring = keys.kind === 'answered' ? keys.value.filter((key) => textAt(key, 'target')?.toLowerCase() === name.toLowerCase()).map((key) => textAt(key, 'name') ?? '') : [];
      const word = new RegExp(`(?<![\\w])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`, 'i');
      const seeing = names.value.filter((other) => other['type'] !== 'table' && other['name'] !== name && word.test(textAt(other, 'sql') ?? '')).map((other) => `${textAt(other, 'type')} ${textAt(other, 'name')}`);
      return { name, kind: row['type'] === 'view' ? 'view' : 'table', rows: number === undefined ? null : number > MOST_COUNTED ? `more than ${thousands(MOST_COUNTED)} rows` : number === 1 ? '1 row' : `${thousands(number)} rows`, size: null, dependents: [...new Set([...referring, ...seeing])] };
    }),
  };
}
