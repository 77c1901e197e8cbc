import { effectAt, lineAt } from '../effects';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf, sideText } from './places';

/** Schemas that migrations are made from: a model that goes is a table dropped, a field that goes is a column dropped. Prisma, Drizzle, Django, SQLAlchemy, TypeORM. */
export const models: Format = {
  name: 'models',
  matches: (path, change) => readerOf(path, change) !== undefined,
  change: (change) => {
    const reader = readerOf(change.path, change);
    if (reader === undefined || change.after === null) return [];
    const before = reader(sideText(change, 'before'));
    const after = reader(sideText(change, 'after'));
    // What counts is what the database calls it: a model with another name over the same table is the same table.
    return before.flatMap((old) => lost(change, old, after.find(({ stored }) => stored === old.stored) ?? after.find(({ name }) => name === old.name)));
  },
};

interface Model {
  readonly name: string;
  /** What the database calls it: the model's own name where nothing else is said. */
  readonly stored: string;
  readonly line: number;
  readonly endLine: number;
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly stored: string;
  readonly line: number;
}

function lost(change: FileChange, old: Model, now: Model | undefined): Effect[] {
  if (now === undefined) return [effectAt(linesOf(change.path, 'before', old.line, old.endLine), { verb: 'delete', resource: { kind: 'data-store', type: 'table', address: `table of ${old.name}` }, undo: 'no' })];
  return old.fields
    .filter((field) => !now.fields.some(({ name, stored }) => stored === field.stored || name === field.name))
    .map(({ name, line }) => effectAt(linesOf(change.path, 'before', line, line), { verb: 'delete', resource: { kind: 'schema', type: 'column', address: `column ${old.name}.${name}` }, undo: 'no' }));
}

type Reader = (text: string) => Model[];

function readerOf(path: string, change: FileChange): Reader | undefined {
  const says = (pattern: RegExp) => [change.before, change.after].some((text) => text !== null && pattern.test(text));
  if (/\.prisma$/.test(path)) return (text) => withoutRelations(blockReader(PRISMA)(text), text);
  if (/\.[cm]?[jt]s$/.test(path) && says(/\b(?:pg|mysql|sqlite)Table\(/)) return blockReader(DRIZZLE);
  if (/(?:^|\/)models(?:\/\w+)?\.py$/.test(path) && says(/models\.Model/)) return pythonModels(DJANGO);
  if (/\.py$/.test(path) && says(/__tablename__|\b(?:Column|mapped_column)\(/)) return pythonModels(SQLALCHEMY);
  if (/\.[cm]?ts$/.test(path) && says(/@Entity\(/)) return entities;
  return undefined;
}

/** How models are written in one language. Of each pattern the first group is the name. */
interface Writing {
  readonly opening: RegExp;
  readonly field: RegExp;
  /** Says in a field's line what the database calls the column. */
  readonly column: RegExp;
  /** Says in a model's body what the database calls the table. */
  readonly table: RegExp;
  /** A model has this in its body, and none of that: others have no table of their own. */
  readonly has?: RegExp;
  readonly hasNot?: RegExp;
}

const NEVER = /(?!)/;

const PRISMA: Writing = { opening: /^model\s+(\w+)\s*\{/gm, field: /^\s+(\w+)\s+[A-Z]\w*(?!\w)(?!\[\])/, column: /@map\(\s*(?:name:\s*)?"([^"]+)"/, table: /@@map\(\s*(?:name:\s*)?"([^"]+)"/, hasNot: /@@ignore\b/ };
const DRIZZLE: Writing = { opening: /\b(?:pg|mysql|sqlite)Table\(\s*['"`](\w+)['"`]\s*,/g, field: /^\s*(\w+)\s*:\s*\w+\(/, column: /:\s*\w+\(\s*['"`](\w+)['"`]/, table: NEVER };
const DJANGO: Writing = { opening: /^class\s+(\w+)\([^)]*models\.Model[^)]*\)\s*:/gm, field: /^\s+(\w+)\s*=\s*models\.(?!Manager)\w+\(/, column: /\bdb_column\s*=\s*['"](\w+)['"]/, table: /^\s+db_table\s*=\s*['"]([^'"\n]+)['"]/m, hasNot: /^\s+(?:abstract|proxy)\s*=\s*True|^\s+managed\s*=\s*False/m };
const SQLALCHEMY: Writing = { opening: /^class\s+(\w+)\([^)]*\)\s*:/gm, field: /^\s+(\w+)\s*(?::\s*[^=]+)?=\s*(?:db\.|sa\.)?(?:Column|mapped_column)\(/, column: /(?:Column|mapped_column)\(\s*(?:name\s*=\s*)?['"](\w+)['"]/, table: /^\s+__tablename__\s*=\s*['"](\w+)['"]/m, has: /__tablename__|\b(?:Column|mapped_column)\(/, hasNot: /^\s+__abstract__\s*=\s*True/m };

function modelOf(name: string, lines: { readonly first: number; readonly last: number }, body: string, fields: readonly Field[], { table, has, hasNot }: Writing): Model[] {
  if ((has && !has.test(body)) || hasNot?.test(body)) return [];
  return [{ name, stored: table.exec(body)?.[1] ?? name, line: lines.first, endLine: lines.last, fields }];
}

function fieldsOf(lines: readonly string[], first: number, { field, column }: Writing): Field[] {
  return lines.flatMap((line, i) => {
    const name = field.exec(line)?.[1];
    return name === undefined || /^\s*\/\//.test(line) ? [] : [{ name, stored: column.exec(line)?.[1] ?? name, line: first + i }];
  });
}

/** A field whose type is a model is no column; the one that carries the key is. */
function withoutRelations(all: readonly Model[], text: string): Model[] {
  const names = new Set([...text.matchAll(/^model\s+(\w+)\s*\{/gm)].map((match) => match[1]));
  const lines = text.split('\n');
  return all.map((one) => ({ ...one, fields: one.fields.filter(({ line }) => !names.has(/^\s+\w+\s+(\w+)/.exec(lines[line - 1] ?? '')?.[1])) }));
}

/** Models that open with a line and close with the first `}` at its depth. */
function blockReader(writing: Writing): Reader {
  return (text) =>
    [...text.matchAll(writing.opening)].flatMap((match) => {
      const start = match.index;
      const end = closing(text, start + match[0].length - (match[0].endsWith('{') ? 1 : 0));
      const first = lineAt(text, start);
      const body = text.slice(start, end);
      return modelOf(match[1] as string, { first, last: lineAt(text, end) }, body, fieldsOf(body.split('\n').slice(1), first + 1, writing), writing);
    });
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let i = text.indexOf('{', from); i >= 0 && i < text.length; i += 1) {
    if (text[i] === '{') depth += 1;
    else if (text[i] === '}') depth -= 1;
    if (depth === 0) return i;
  }
  return text.length;
}

/** Classes of Django and SQLAlchemy: the body ends where the indentation does. */
function pythonModels(writing: Writing): Reader {
  return (text) => {
    const lines = text.split('\n');
    return [...text.matchAll(writing.opening)].flatMap((match) => {
      const first = lineAt(text, match.index);
      let last = first;
      while (last < lines.length && !/^\S/.test(lines[last] ?? '')) last += 1;
      const body = lines.slice(first, last);
      return modelOf(match[1] as string, { first, last }, body.join('\n'), fieldsOf(body, first + 1, writing), writing);
    });
  };
}

/** TypeORM and MikroORM: a column is a property that follows its decorator. */
function entities(text: string): Model[] {
  return [...text.matchAll(/@Entity\(([^)]*)\)[\s\S]*?class\s+(\w+)[^{]*(?=\{)/g)].map((match) => {
    const start = match.index;
    const end = closing(text, start + match[0].length);
    const body = text.slice(start, end);
    const fields = [...body.matchAll(/@(?:Column|PrimaryColumn|PrimaryGeneratedColumn|Property|CreateDateColumn|UpdateDateColumn)\(([^)]*)\)\s*(?:(?:public|readonly|private|protected)\s+)*(\w+)\s*[!?]?\s*:/g)].map((field) => ({ name: field[2] as string, stored: /\b(?:name|fieldName)\s*:\s*['"`](\w+)/.exec(field[1] as string)?.[1] ?? (field[2] as string), line: lineAt(text, start + field.index + field[0].length - 1) }));
    const name = match[2] as string;
    return { name, stored: /^\s*['"`](\w+)|\b(?:name|tableName)\s*:\s*['"`](\w+)/.exec(match[1] as string)?.slice(1).find((one) => one !== undefined) ?? name, line: lineAt(text, start), endLine: lineAt(text, end), fields };
  });
}
