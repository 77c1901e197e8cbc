import { effectAt } from '../effects';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { lineAt, linesOf, sideText } from './places';

/** Schemas that migrations are made from: a model that goes is a table dropped, a field that goes is a column dropped. Prisma, Drizzle, Django, SQLAlchemy, TypeORM. */
export const models: Format = {
  name: 'models',
  matches: (path, change) => readerOf(path, change) !== undefined,
  change: (change) => {
    const reader = readerOf(change.path, change);
    if (reader === undefined || change.after === null) return [];
    const before = reader(sideText(change, 'before'));
    const after = reader(sideText(change, 'after'));
    return before.flatMap((old) => lost(change, old, after.find(({ name }) => name === old.name)));
  },
};

interface Model {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly fields: readonly { readonly name: string; readonly line: number }[];
}

function lost(change: FileChange, old: Model, now: Model | undefined): Effect[] {
  if (now === undefined) return [effectAt(linesOf(change.path, 'before', old.line, old.endLine), { verb: 'delete', resource: { kind: 'data-store', type: 'table', address: `table of ${old.name}` }, undo: 'no' })];
  return old.fields
    .filter((field) => !now.fields.some(({ name }) => name === field.name))
    .map(({ name, line }) => effectAt(linesOf(change.path, 'before', line, line), { verb: 'delete', resource: { kind: 'schema', type: 'column', address: `column ${old.name}.${name}` }, undo: 'no' }));
}

type Reader = (text: string) => Model[];

function readerOf(path: string, change: FileChange): Reader | undefined {
  const says = (pattern: RegExp) => [change.before, change.after].some((text) => text !== null && pattern.test(text));
  if (/\.prisma$/.test(path)) return blockReader(/^model\s+(\w+)\s*\{/gm, /^\s+(\w+)\s+[A-Z]\w*(?!\w)(?!\[\])/);
  if (/\.[cm]?[jt]s$/.test(path) && says(/\b(?:pg|mysql|sqlite)Table\(/)) return blockReader(/\b(?:pg|mysql|sqlite)Table\(\s*['"`](\w+)['"`]\s*,/g, /^\s*(\w+)\s*:\s*\w+\(/);
  if (/(?:^|\/)models(?:\/\w+)?\.py$/.test(path) && says(/models\.Model/)) return pythonModels(/^class\s+(\w+)\([^)]*models\.Model[^)]*\)\s*:/gm, /^\s+(\w+)\s*=\s*models\.(?!Manager)\w+\(/);
  if (/\.py$/.test(path) && says(/__tablename__|\b(?:Column|mapped_column)\(/)) return pythonModels(/^class\s+(\w+)\([^)]*\)\s*:/gm, /^\s+(\w+)\s*(?::\s*[^=]+)?=\s*(?:db\.|sa\.)?(?:Column|mapped_column)\(/);
  if (/\.[cm]?ts$/.test(path) && says(/@Entity\(/)) return entities;
  return undefined;
}

/** Models that open with a line and close with the first `}` at its depth. */
function blockReader(opening: RegExp, field: RegExp): Reader {
  return (text) =>
    [...text.matchAll(opening)].map((match) => {
      const start = match.index;
      const end = closing(text, start + match[0].length - (match[0].endsWith('{') ? 1 : 0));
      const first = lineAt(text, start);
      const fields = text.slice(start, end).split('\n').flatMap((line, i) => {
        const name = i === 0 ? undefined : field.exec(line)?.[1];
        return name === undefined || /^\s*\/\//.test(line) ? [] : [{ name, line: first + i }];
      });
      return { name: match[1] as string, line: first, endLine: lineAt(text, end), fields };
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
function pythonModels(opening: RegExp, field: RegExp): Reader {
  return (text) => {
    const lines = text.split('\n');
    return [...text.matchAll(opening)].map((match) => {
      const first = lineAt(text, match.index);
      let last = first;
      while (last < lines.length && !/^\S/.test(lines[last] ?? '')) last += 1;
      const fields = lines.slice(first, last).flatMap((line, i) => {
        const name = field.exec(line)?.[1];
        return name === undefined ? [] : [{ name, line: first + 1 + i }];
      });
      return { name: match[1] as string, line: first, endLine: last, fields };
    });
  };
}

/** TypeORM and MikroORM: a column is a property that follows its decorator. */
function entities(text: string): Model[] {
  return [...text.matchAll(/@Entity\([^)]*\)[\s\S]*?class\s+(\w+)[^{]*(?=\{)/g)].map((match) => {
    const start = match.index;
    const end = closing(text, start + match[0].length);
    const body = text.slice(start, end);
    const fields = [...body.matchAll(/@(?:Column|PrimaryColumn|PrimaryGeneratedColumn|Property|CreateDateColumn|UpdateDateColumn)\([^)]*\)\s*(?:(?:public|readonly|private|protected)\s+)*(\w+)\s*[!?]?\s*:/g)].map((field) => ({ name: field[1] as string, line: lineAt(text, start + field.index + field[0].length - 1) }));
    return { name: match[1] as string, line: lineAt(text, start), endLine: lineAt(text, end), fields };
  });
}
