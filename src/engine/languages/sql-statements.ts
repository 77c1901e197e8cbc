import type { Token } from './sql-tokens';

export interface Statement {
  readonly tokens: readonly Token[];
}

/**
 * Cuts tokens into statements at `;`, at `GO`, and at what `DELIMITER` names. The body of a routine stays in the statement that
 * makes it: it is not run. Client lines are statements of their own.
 */
export function statementsOf(tokens: readonly Token[]): readonly Statement[] {
  const statements: Statement[] = [];
  let current: Token[] = [];
  let delimiter: string | null = null;
  let blocks = 0;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    if (token.kind === 'meta') {
      end();
      const given = /^DELIMITER\s+(\S+)/i.exec(token.text)?.[1];
      if (given !== undefined) delimiter = given === ';' ? null : given;
      else if (!/^(?:GO\b|\/$)/i.test(token.text)) statements.push({ tokens: [token] });
      continue;
    }
    if (delimiter !== null && spells(tokens, i, delimiter)) {
      end();
      i += delimiter.length - 1;
      continue;
    }
    if (isRoutine(current)) {
      if (/^(?:BEGIN|CASE|LOOP|REPEAT)$/.test(token.upper) || (token.upper === 'IF' && current.at(-1)?.upper !== 'END' && tokens[i + 1]?.upper !== 'EXISTS' && tokens[i + 1]?.upper !== 'NOT' && blocks > 0)) blocks += current.at(-1)?.upper === 'END' ? 0 : 1;
      if (token.upper === 'END') blocks = Math.max(0, blocks - 1);
    }
    if (token.text === ';' && token.kind === 'symbol' && token.depth === 0 && delimiter === null && blocks === 0) end();
    else current.push(token);
  }
  end();
  return statements;

  function end(): void {
    if (current.length > 0) statements.push({ tokens: current });
    current = [];
    blocks = 0;
  }
}

function spells(tokens: readonly Token[], at: number, text: string): boolean {
  if (tokens[at]?.text === text) return true;
  return [...text].every((c, k) => tokens[at + k]?.text === c);
}

/** Makes a function, procedure, trigger, event or rule. */
export function isRoutine(tokens: readonly Token[]): boolean {
  const first = tokens[0]?.upper;
  if (first !== 'CREATE' && first !== 'ALTER') return false;
  for (let i = 1; i < Math.min(tokens.length, 12); i += 1) {
    if (/^(?:FUNCTION|PROCEDURE|PROC|TRIGGER|EVENT|PACKAGE|RULE|TASK)$/.test((tokens[i] as Token).upper)) return true;
    if (/^(?:TABLE|VIEW|INDEX|DATABASE|SCHEMA|USER|ROLE)$/.test((tokens[i] as Token).upper)) return false;
  }
  return false;
}
