import { effectAt, together, lineAt } from '../effects';
import type { Context, Effect, FileChange, Lowered, Side } from '../model';
import type { Format } from './format';
import { linesOf, newEffects, sideText } from './places';

/** Migrations written in a program: Rails, Django, Alembic, Knex, Sequelize, TypeORM, Laravel, Ecto, Entity Framework, Liquibase. */
export const migrations: Format = {
  name: 'migrations',
  matches: (path, change) => styleOf(path, change) !== undefined,
  change: (change, context) => newEffects(lowered(change, 'before', context), lowered(change, 'after', context)),
};

interface Style {
  readonly matches: RegExp;
  /** What the text must say as well, where the path alone is not enough. */
  readonly says?: RegExp;
  /** Where going back begins; what follows, up to the next block of going forward, does not count. */
  readonly down: RegExp;
  readonly up: RegExp;
  readonly losses: readonly (readonly [pattern: RegExp, what: 'table' | 'column' | 'database'])[];
}

const NAME = String.raw`['":\x60]?([\w.]+)['"\x60]?`;

const STYLES: readonly Style[] = [
  { matches: /\/migrat(?:e|ions)\/.*\.rb$|^db\/migrate\/.*\.rb$/, down: /^[ \t]*def\s+(?:self\.)?down\b/m, up: /^[ \t]*def\s+(?:self\.)?(?:up|change)\b/m, losses: [[re(`\\bcreate_(?:join_)?table\\b\\s*\\(?\\s*${NAME}[^\\n]{0,300}?(?:\\bforce:|:force\\s*=>)\\s*(?:true\\b|:cascade\\b)`), 'table'], [re(`\\bcreate_table!\\s*\\(?\\s*${NAME}`), 'table'], [re(`\\bdrop_(?:join_)?table\\b\\s*\\(?\\s*${NAME}`), 'table'], [re(`\\b(?:remove_columns?|remove_reference|remove_belongs_to|remove_timestamps)\\b\\s*\\(?\\s*${NAME}(?:\\s*,\\s*${NAME})?`), 'column'], [re(`^[ \\t]*t\\.remove\\s+${NAME}`), 'column']] },
  { matches: /\.py$/, says: /\b(?:alembic|op\.)/, down: /^def\s+downgrade\b/m, up: /^def\s+upgrade\b/m, losses: [[re(`\\bop\\.drop_table\\(\\s*${NAME}`), 'table'], [re(`\\b(?:op|batch_op)\\.drop_column\\(\\s*${NAME}(?:\\s*,\\s*${NAME})?`), 'column']] },
  { matches: /migrations\/.*\.py$/, down: /(?!)/, up: /(?!)/, losses: [[re(`\\bDeleteModel\\(\\s*(?:name\\s*=\\s*)?${NAME}`), 'table'], [re(`\\bRemoveField\\(\\s*(?:model_name\\s*=\\s*)?${NAME}\\s*,\\s*(?:name\\s*=\\s*)?${NAME}`), 'column']] },
  {
    matches: /\.(?:[cm]?[jt]s)$/, says: /\b(?:knex|queryInterface|queryRunner|sequelize|createTable|dropTable|MigrationInterface|kysely)\b/,
    down: /\bdown\s*(?::\s*(?:async\s*)?(?:function)?\s*\(|=\s*(?:async\s*)?(?:function)?\s*\(|\()/m, up: /\bup\s*(?::\s*(?:async\s*)?(?:function)?\s*\(|=\s*(?:async\s*)?(?:function)?\s*\(|\()/m,
    losses: [[re(`\\bdropTable(?:IfExists)?\\(\\s*${NAME}`), 'table'], [re(`\\b(?:dropColumns?|removeColumn)\\(\\s*${NAME}(?:\\s*,\\s*${NAME})?`), 'column'], [re(String.raw`\b(?:sequelize|db|connection|dataSource)\w*\.(?:sync|synchronize)\(\s*(?:\{[^}]*force\s*:\s*true|true)()`), 'database'], [re(String.raw`\bdropSchema\s*:\s*true()`), 'database'], [re(String.raw`\.dropDatabase\(()`), 'database']],
  },
  { matches: /\.php$/, says: /Schema::|RefreshDatabase|DatabaseMigrations|migrate:fresh/, down: /function\s+down\b/m, up: /function\s+up\b/m, losses: [[re(`Schema::(?:connection\\([^)]*\\)->)?drop(?:IfExists)?\\(\\s*${NAME}`), 'table'], [re(`->dropColumn\\(\\s*\\[?\\s*${NAME}`), 'column'], [re(String.raw`\buse\s+(?:RefreshDatabase|DatabaseMigrations)\b()|\buses\(\s*(?:RefreshDatabase|DatabaseMigrations)`), 'database']] },
  { matches: /migrations\/.*\.exs$/, down: /^[ \t]*def\s+down\b/m, up: /^[ \t]*def\s+(?:up|change)\b/m, losses: [[re(`\\bdrop(?:_if_exists)?\\s*\\(?\\s*table\\(\\s*${NAME}`), 'table'], [re(`^[ \\t]*remove\\s*\\(?\\s*${NAME}`), 'column']] },
  { matches: /Migrations?\/.*\.cs$/, down: /void\s+Down\b/m, up: /void\s+Up\b/m, losses: [[re(`\\.DropTable\\(\\s*(?:name:\\s*)?${NAME}`), 'table'], [re(`\\.DropColumn\\(\\s*(?:name:\\s*)?${NAME}`), 'column']] },
  { matches: /(?:changelog|liquibase|changes).*\.(?:xml|ya?ml|json)$/i, down: /<rollback>|^[ \t]*(?:-[ \t]+)?rollback[ \t]*:/m, up: /<\/rollback>|^[ \t]*(?:-[ \t]+)?changeSet[ \t]*:/m, losses: [[re(String.raw`<dropTable[^>]*tableName="([\w.]+)"`), 'table'], [re(String.raw`<dropColumn[^>]*tableName="([\w.]+)"`), 'column'], [re(String.raw`dropTable\s*:[\s\S]{0,120}?tableName\s*:\s*"?([\w.]+)`), 'table'], [re(String.raw`dropColumn\s*:[\s\S]{0,160}?tableName\s*:\s*"?([\w.]+)`), 'column']] },
];

function re(source: string): RegExp {
  return new RegExp(source, 'm');
}

function styleOf(path: string, change: FileChange): Style | undefined {
  return STYLES.find(({ matches, says }) => matches.test(path) && (says === undefined || [change.before, change.after].some((text) => text !== null && says.test(text))));
}

/** What a migration does on the way forward: going back and comments are blanked, so that lines stay where they are. */
export function forwardText(text: string, path: string): string {
  const style = STYLES.find(({ matches }) => matches.test(path));
  const bare = withoutComments(text, path);
  return style === undefined ? bare : withoutDown(bare, style);
}

function lowered(change: FileChange, side: Side, context: Context): Lowered {
  const style = styleOf(change.path, change);
  const text = sideText(change, side);
  if (style === undefined || text === '') return { effects: [], coverage: 'full', unread: [] };
  const forward = forwardText(text, change.path);
  return together([losses(change, side, forward, style), statements(change, side, forward, context)]);
}

function losses(change: FileChange, side: Side, text: string, style: Style): Effect[] {
  return style.losses.flatMap(([pattern, what]) =>
    [...text.matchAll(new RegExp(pattern.source, 'gm'))].map((match): Effect => {
      const line = lineAt(text, match.index + (match[0].length - match[0].trimStart().length));
      const place = linesOf(change.path, side, line, lineAt(text, match.index + match[0].length));
      const [, first = '', second] = match;
      if (what === 'table') return effectAt(place, { verb: 'delete', resource: { kind: 'data-store', type: 'table', address: `table ${first}` }, undo: 'no' });
      if (what === 'column') return effectAt(place, { verb: 'delete', resource: { kind: 'schema', type: 'column', address: second === undefined ? `a column of ${first}` : `column ${first}.${second}` }, undo: 'no' });
      return effectAt(place, { verb: 'delete', resource: { kind: 'data-store', type: 'database', address: 'every table of the database it is connected to' }, reach: 'collection', undo: 'no' });
    }),
  );
}

/** SQL in `execute("…")`, `RunSQL("…")`, `queryRunner.query(\`…\`)`. */
function statements(change: FileChange, side: Side, text: string, context: Context): Lowered {
  const found = [...text.matchAll(/\b(?:execute|RunSQL|query|raw|statement|unprepared|Sql|sql)\(\s*(?:r|f|b)?("""|'''|"|'|`)([\s\S]*?)\1/g), ...text.matchAll(/\bexecute\s+(?:<<[-~]?['"]?(?:SQL|EOS)['"]?\s*\n|(["']))([\s\S]*?)(?:\1|^\s*(?:SQL|EOS)\b)/gm)];
  return together(
    found.map((match) => {
      const inner = match[2] ?? '';
      const start = match.index + match[0].indexOf(inner);
      return context.follow({ language: 'sql', text: inner, cwd: null, place: ([from, to]) => linesOf(change.path, side, lineAt(text, start + from), lineAt(text, start + Math.max(from, to - 1))) });
    }),
  );
}

/** Blanks what belongs to going back, so that lines stay where they are. */
function withoutDown(written: string, { down, up }: Style): string {
  const text = withoutReverse(written);
  const marks = [...[...text.matchAll(new RegExp(down.source, 'gm'))].map(({ index }) => ({ index, forward: false })), ...[...text.matchAll(new RegExp(up.source, 'gm'))].map(({ index }) => ({ index, forward: true }))].sort((a, b) => a.index - b.index);
  let result = '';
  let from = 0;
  let forward = true;
  for (const mark of [...marks, { index: text.length, forward: true }]) {
    const part = text.slice(from, mark.index);
    result += forward ? part : part.replace(/[^\n]/g, ' ');
    from = mark.index;
    forward = mark.forward;
  }
  return result;
}

/** `dir.down do … end` of Rails, and the functions that Django's RunPython is given for going back. */
function withoutReverse(text: string): string {
  const ruby = withoutState(text).replace(/^([ \t]*)\w+\.down do\b[^\n]*\n(?:(?!\1end\b)[^\n]*\n)*/gm, blank).replace(/\b\w+\.down\s*\{[^{}]*\}/g, blank);
  const calls = [...text.matchAll(/\bRunPython\(\s*(?:code\s*=\s*)?(\w+)\s*,\s*(?:reverse_code\s*=\s*)?(\w+)/g)];
  const forward = new Set(calls.map((match) => match[1]));
  return [...new Set(calls.map((match) => match[2] as string))].filter((name) => !forward.has(name)).reduce((left, name) => left.replace(new RegExp(`^def ${name}\\b[^\\n]*\\n(?:(?:[ \\t][^\\n]*)?\\n)*`, 'm'), blank), ruby);
}

/** What Django is only told to remember: `SeparateDatabaseAndState(state_operations=[…])`. */
function withoutState(text: string): string {
  return [...text.matchAll(/\bstate_operations\s*=\s*\[/g)].reduce((left, { index, 0: opening }) => {
    const [start, end] = [index + opening.length, closingAt(left, index + opening.length - 1)];
    return left.slice(0, start) + blank(left.slice(start, end)) + left.slice(end);
  }, text);
}

function closingAt(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === '[') depth += 1;
    else if (text[i] === ']' && (depth -= 1) === 0) return i;
  }
  return text.length;
}

function withoutComments(text: string, path: string): string {
  const line = /\.(?:rb|py|exs?|ya?ml)$/i.test(path) ? /(?:^|\s)#[^\n]*/g : /(?:^|[^:'"`])\/\/[^\n]*/g;
  return text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, blank).replace(line, blank);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
