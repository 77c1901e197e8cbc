import type { Token } from './sql-tokens';

/**
 * Whether a `DELETE` or `UPDATE` is narrowed to some of the rows: by a condition that is not always true, or by a limit.
 * `tokens` are those of the statement from its verb on.
 */
export function isNarrowed(tokens: readonly Token[]): boolean {
  const base = tokens[0]?.depth ?? 0;
  const at = tokens.findIndex(({ upper, depth }) => upper === 'WHERE' && depth === base);
  if (at < 0) return tokens.some(({ upper, depth }) => depth === base && (upper === 'LIMIT' || upper === 'TOP'));
  const rest = tokens.slice(at + 1);
  const stop = rest.findIndex(({ upper, depth }) => depth <= base && ENDS.has(upper));
  return !alwaysTrue(stop < 0 ? rest : rest.slice(0, stop));
}

const ENDS: ReadonlySet<string> = new Set(['RETURNING', 'ORDER', 'LIMIT', 'OPTION', 'ALLOW']);

/** A condition that picks every row: `1=1`, `true`, `'a'='a'`, `id IS NOT NULL`, `name LIKE '%'`, `x = x`, `… OR 1=1`. */
export function alwaysTrue(tokens: readonly Token[], level = 0): boolean {
  if (level > 40) return false;
  const condition = unwrapped(tokens);
  if (condition.length === 0) return true;
  const alternatives = split(condition, 'OR');
  if (alternatives.length > 1) return alternatives.some((part) => alwaysTrue(part, level + 1));
  const parts = split(condition, 'AND');
  if (parts.length > 1 && !condition.some(({ upper }) => upper === 'BETWEEN')) return parts.every((part) => alwaysTrue(part, level + 1));
  return simple(condition);
}

function unwrapped(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens;
  for (let level = 0; level < 40 && inner.length > 2 && inner[0]?.text === '(' && inner.at(-1)?.text === ')' && inner[0].depth === inner.at(-1)?.depth && closes(inner); level += 1) inner = inner.slice(1, -1);
  return inner;
}

/** The first parenthesis closes with the last. */
function closes(tokens: readonly Token[]): boolean {
  const depth = tokens[0]?.depth ?? 0;
  return tokens.slice(1, -1).every((token) => token.depth > depth);
}

function split(tokens: readonly Token[], word: string): Token[][] {
  const depth = tokens.reduce((least, token) => Math.min(least, token.depth), Number.POSITIVE_INFINITY);
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.upper === word && token.depth === depth) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function simple(tokens: readonly Token[]): boolean {
  const text = tokens.map(({ kind, text: value, upper }) => (kind === 'string' ? `'${value}'` : upper || value)).join(' ');
  if (/^(?:TRUE|1|NOT FALSE|NOT 0|'t'|'true'|NOT \( FALSE \))$/i.test(text)) return true;
  const comparison = /^(\S+|'[^']*') (=|= =|> =|< =|<|>|< >|! =|LIKE|ILIKE|IS) (\S+|'[^']*')$/.exec(text);
  if (comparison) {
    const [, left = '', operator = '', right = ''] = comparison;
    if (literal(left) && literal(right)) return holds(left, operator, right);
    if (left === right && /^(?:=|= =|> =|< =|LIKE)$/.test(operator)) return true;
    if (/LIKE/.test(operator) && /^'%+'$/.test(right)) return true;
    if (KEY.test(left) && /^(?:>|> =|< >|! =)$/.test(operator) && /^(?:0|1|''|NULL)$/.test(right)) return !(operator === '> =' && right !== '0' && right !== '1');
  }
  if (KEY.test(text.split(' ')[0]?.replace(/^.*\./, '') ?? '') && /^(?:\S+|\S+ \. \S+) IS NOT NULL$/.test(text)) return true;
  if (/^\S+ \. (\S+) IS NOT NULL$/.test(text)) return KEY.test(text.split(' ')[2] ?? '');
  if (/^(?:\S+ \. )?\S+ > = 0$/.test(text)) return KEY.test(text.split(' ').at(-4) ?? '');
  if (/^(?:\S+) > - 1$/.test(text)) return KEY.test(text.split(' ')[0] ?? '');
  return /^EXISTS \( SELECT \S+ \)$/.test(text) || /^NOT 1 = (?:0|2)$/.test(text);
}

/** Columns that every row has a value in. */
const KEY = /^(?:.*_)?(?:ID|UUID|PK|GUID|OID|ROWID|CTID|_ID|KEY|CREATED_AT|CREATEDAT)$/i;

function literal(text: string): boolean {
  return /^(?:\d+(?:\.\d+)?|'.*')$/.test(text);
}

function holds(left: string, operator: string, right: string): boolean {
  const [a, b] = [Number(left), Number(right)];
  const numbers = !Number.isNaN(a) && !Number.isNaN(b);
  switch (operator) {
    case '=': case '= =': case 'LIKE': case 'IS': return left === right;
    case '< >': case '! =': return left !== right;
    case '<': return numbers && a < b;
    case '>': return numbers && a > b;
    case '< =': return numbers && a <= b;
    case '> =': return numbers && a >= b;
    default: return false;
  }
}
