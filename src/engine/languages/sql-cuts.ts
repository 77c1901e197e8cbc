import { nameAt, namesAt, objectAt } from './sql-objects';
import type { Token } from './sql-tokens';

/** Columns of `ALTER TABLE … ALTER COLUMN c TYPE … USING left(c, 40)` whose values lose a part for good. */
export function cutColumns(tokens: readonly Token[]): string[] {
  const base = tokens[0]?.depth ?? 0;
  return tokens.flatMap(({ upper, depth }, i) => {
    if (upper !== 'USING' || depth !== base) return [];
    const column = tokens.slice(0, i).findLastIndex((token) => token.upper === 'ALTER' && token.depth === base);
    const end = tokens.findIndex((token, k) => k > i && token.depth === base && token.text === ',');
    return column > 0 && isCut(tokens.slice(i + 1, end < 0 ? tokens.length : end)) ? [nameAt(tokens, tokens[column + 1]?.upper === 'COLUMN' ? column + 2 : column + 1).name] : [];
  });
}

/** An `UPDATE` that cuts values off and names just those rows that have something to lose: `SET a = left(a, 9) WHERE length(a) > 9`. */
export function cutsAllThatIsLonger(tokens: readonly Token[]): boolean {
  const base = tokens[0]?.depth ?? 0;
  const where = tokens.findIndex(({ upper, depth }) => upper === 'WHERE' && depth === base);
  if (where < 0 || !assignments(tokens).some(({ expression }) => isCut(expression))) return false;
  const condition = tokens.slice(where + 1);
  return LENGTH.test(condition[0]?.upper ?? '') && !condition.some(({ upper, depth }) => depth === base && /^(?:AND|OR)$/.test(upper));
}

/** An `UPDATE` that only writes where nothing stood: `SET a = coalesce(a, 0)`. */
export function onlyFills(tokens: readonly Token[]): boolean {
  const all = assignments(tokens);
  return all.length > 0 && all.every(({ column, expression }) => /^(?:COALESCE|IFNULL|ISNULL|NVL)$/.test(expression[0]?.upper ?? '') && expression[1]?.text === '(' && nameAt(expression, 2).name.split('.').at(-1) === column && expression.at(-1)?.text === ')');
}

/** The columns that an `UPDATE` writes, as `table.column`; none for other statements. */
export function writtenColumns(tokens: readonly Token[]): string[] {
  if (tokens[0]?.upper !== 'UPDATE') return [];
  const table = namesAt(tokens, 1)[0] ?? '';
  return assignments(tokens).map(({ column }) => `${table}.${column}`);
}

/** The columns that an `ALTER TABLE` adds, as `table.column`. */
export function addedColumns(tokens: readonly Token[]): string[] {
  const object = tokens[0]?.upper === 'ALTER' ? objectAt(tokens, 1) : null;
  if (object?.type !== 'table') return [];
  const table = namesAt(tokens, object.next)[0] ?? '';
  return tokens.flatMap(({ upper, depth }, i) => {
    if (upper !== 'ADD' || depth !== (tokens[0]?.depth ?? 0) || /^(?:CONSTRAINT|INDEX|KEY|PRIMARY|FOREIGN|UNIQUE|CHECK|PARTITION)$/.test(tokens[i + 1]?.upper ?? '')) return [];
    return namesAt(tokens, tokens[i + 1]?.upper === 'COLUMN' ? i + 2 : i + 1).slice(0, 1).map((column) => `${table}.${column}`);
  });
}

/** Of text, what stands first or last is kept; of a fixed value, nothing that was. */
function isCut(expression: readonly Token[]): boolean {
  const [first, second] = expression;
  if (first === undefined) return false;
  if (expression.length === 1) return first.kind === 'string' || first.kind === 'number' || /^(?:NULL|TRUE|FALSE|DEFAULT)$/.test(first.upper);
  if (first.text === '(') return isCut(expression.slice(1, -1));
  if (second?.text !== '(') return false;
  if (/^(?:LEFT|RIGHT|SUBSTR|SUBSTRING|MID|SPLIT_PART|SUBSTRING_INDEX)$/.test(first.upper)) return true;
  return /^(?:TRIM|BTRIM|RTRIM|LTRIM|UPPER|LOWER|NULLIF|COALESCE)$/.test(first.upper) && isCut(argument(expression));
}

/** The first argument of a call. */
function argument(expression: readonly Token[]): readonly Token[] {
  const depth = expression[2]?.depth ?? 0;
  const end = expression.findIndex((token, i) => i > 1 && ((token.text === ',' && token.depth === depth) || token.depth < depth));
  return expression.slice(2, end < 0 ? expression.length : end);
}

const LENGTH = /^(?:LENGTH|CHAR_LENGTH|CHARACTER_LENGTH|OCTET_LENGTH|LEN|DATALENGTH|BIT_LENGTH)$/;

function assignments(tokens: readonly Token[]): { readonly column: string; readonly expression: readonly Token[] }[] {
  const base = tokens[0]?.depth ?? 0;
  const set = tokens.findIndex(({ upper, depth }) => upper === 'SET' && depth === base);
  if (set < 0) return [];
  const found: { column: string; expression: readonly Token[] }[] = [];
  const end = tokens.findIndex(({ upper, depth }, i) => i > set && depth === base && /^(?:WHERE|FROM|RETURNING|ORDER|LIMIT)$/.test(upper));
  const part = tokens.slice(set + 1, end < 0 ? tokens.length : end);
  let from = 0;
  for (let i = 0; i <= part.length; i += 1) {
    if (i < part.length && !(part[i]?.text === ',' && part[i]?.depth === base)) continue;
    const { name, next } = nameAt(part, from);
    if (name !== '' && part[next]?.text === '=') found.push({ column: name.split('.').at(-1) ?? name, expression: part.slice(next + 1, i) });
    from = i + 1;
  }
  return found;
}
