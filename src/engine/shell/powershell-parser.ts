import { readBlock, readBody, readExpression, readParameters, startsExpression } from './powershell-expressions';
import { type Block, type Cursor, type Expression, giveUp, MAX_NESTING, skipBlanks, type Stage, type Statement } from './powershell-syntax';
import { readCommand, readRedirects } from './powershell-words';
import { lookup } from '../lookup';

export interface Script extends Block {
  readonly errors: readonly string[];
}

/** Reads PowerShell text into statements. Never fails: what it cannot read it steps over and says so. */
export function parsePowerShell(text: string): Script {
  const cursor: Cursor = {
    text, at: 0, depth: 0, errors: [], parameters: [],
    statements: (closer) => readStatements(cursor, closer),
    statement: () => readStatement(cursor),
  };
  skipBlanks(cursor, true);
  const statements = readStatements(cursor, '');
  return { parameters: cursor.parameters, statements, errors: cursor.errors };
}

/** Statements up to `closer`, and over it; '' reads to the end of the text. */
function readStatements(cursor: Cursor, closer: string): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    skipBlanks(cursor, true);
    const char = cursor.text[cursor.at];
    if (char === undefined) {
      if (closer !== '') cursor.errors.push(`a bracket without ${closer}`);
      return statements;
    }
    if (char === closer) return (cursor.at += 1), statements;
    const before = cursor.at;
    if (char === ';' || char === ')' || char === '}' || char === ',') cursor.at += 1;
    else {
      const statement = readStatement(cursor);
      if (statement) statements.push(statement);
    }
    if (cursor.at === before) {
      cursor.errors.push(`unexpected ${cursor.text[before]}`);
      cursor.at += 1;
    }
  }
}

function readStatement(cursor: Cursor): Statement | null {
  if (cursor.depth >= MAX_NESTING) {
    giveUp(cursor, 'nested too deeply to be read');
    return null;
  }
  cursor.depth += 1;
  const label = /^:\w+\s+(?=for|while|do|switch)/i.exec(cursor.text.slice(cursor.at, cursor.at + 60))?.[0];
  if (label) cursor.at += label.length;
  const keyword = /^[a-z]+(?![\w.:\\/-])/i.exec(cursor.text.slice(cursor.at, cursor.at + 20))?.[0].toLowerCase();
  const reader = keyword === undefined ? undefined : lookup(KEYWORDS, keyword);
  const start = cursor.at;
  let statement: Statement | null;
  if (reader && !(keyword === 'foreach' && !/^foreach\s*(?:-parallel\s*)?\(/i.test(cursor.text.slice(start, start + 40)))) {
    cursor.at += (keyword as string).length;
    skipBlanks(cursor, true);
    statement = reader(cursor);
  } else statement = readChain(cursor);
  cursor.depth -= 1;
  return statement;
}

const KEYWORDS: Readonly<Record<string, (cursor: Cursor) => Statement | null>> = {
  if: readIf,
  while: (cursor) => ({ is: 'loop', head: readParenthesised(cursor), body: readBraces(cursor) }),
  for: (cursor) => ({ is: 'loop', head: readParenthesised(cursor), body: readBraces(cursor) }),
  do: (cursor) => {
    const body = readBraces(cursor);
    skipBlanks(cursor, true);
    const until = /^(?:while|until)\s*/i.exec(cursor.text.slice(cursor.at, cursor.at + 20))?.[0];
    if (until) cursor.at += until.length;
    return { is: 'loop', head: until ? readParenthesised(cursor) : [], body };
  },
  foreach: readForeach,
  switch: readSwitch,
  try: readTry,
  trap: (cursor) => ({ is: 'branches', conditions: [], branches: [readBraces(cursor)] }),
  function: readFunction,
  filter: readFunction,
  workflow: readFunction,
  configuration: readFunction,
  param: (cursor) => {
    if (cursor.text[cursor.at] !== '(') return null;
    const parameters = readParameters(cursor);
    if (cursor.depth === 1) cursor.parameters.push(...parameters);
    // Defaults hold until somebody says otherwise.
    const defaults = parameters.flatMap(({ name, value }): Statement[] =>
      value ? [{ is: 'assignment', to: { is: 'variable', name, span: value.span }, operator: '??=', value: asStatement(value) }] : [],
    );
    return { is: 'chain', statements: defaults };
  },
  begin: readPlainBlock, process: readPlainBlock, end: readPlainBlock, clean: readPlainBlock, dynamicparam: readPlainBlock,
  parallel: readPlainBlock, sequence: readPlainBlock, inlinescript: readPlainBlock, data: readPlainBlock,
  return: readRest, throw: readRest, exit: readRest,
  break: readRest, continue: readRest,
  using: skipLine,
  class: readType, enum: readType,
};

function readChain(cursor: Cursor): Statement | null {
  const statements: Statement[] = [];
  for (;;) {
    const statement = readPipeline(cursor);
    if (statement) statements.push(statement);
    skipBlanks(cursor, false);
    const two = cursor.text.slice(cursor.at, cursor.at + 2);
    if (two === '&&' || two === '||') {
      cursor.at += 2;
      skipBlanks(cursor, true);
      continue;
    }
    // A lone `&` at the end starts a job.
    if (two[0] === '&' && !/^&\s*\S/.test(cursor.text.slice(cursor.at, cursor.at + 50).split('\n', 1)[0] as string)) cursor.at += 1;
    return statements.length > 1 ? { is: 'chain', statements } : (statements[0] ?? null);
  }
}

function readPipeline(cursor: Cursor): Statement | null {
  const start = cursor.at;
  const stages: Stage[] = [];
  for (;;) {
    const at = cursor.at;
    if (startsExpression(cursor)) {
      const expression = readExpression(cursor);
      skipBlanks(cursor, false);
      const operator = stages.length === 0 && ASSIGNABLE.has(expression.is) ? /^(?:[-+*/%]|\?\?)?=(?!=)/.exec(cursor.text.slice(cursor.at, cursor.at + 3))?.[0] : undefined;
      if (operator) {
        cursor.at += operator.length;
        skipBlanks(cursor, true);
        const value = readStatement(cursor);
        return value ? { is: 'assignment', to: expression, operator, value } : null;
      }
      stages.push({ is: 'expression', expression, redirects: readRedirects(cursor), span: [at, cursor.at] });
      skipStray(cursor);
    } else {
      const command = readCommand(cursor);
      if (command.is !== 'command' || command.words.length === 0) return stages.length > 0 ? { is: 'pipeline', stages, span: [start, cursor.at] } : null;
      stages.push(command);
    }
    if (!readPipe(cursor)) return { is: 'pipeline', stages, span: [start, stages.at(-1)?.span[1] ?? cursor.at] };
  }
}

const ASSIGNABLE: ReadonlySet<string> = new Set(['variable', 'member', 'index', 'list', 'cast', 'type']);

/** A pipe, also one that starts the next line. */
function readPipe(cursor: Cursor): boolean {
  const before = cursor.at;
  skipBlanks(cursor, false);
  if (cursor.text[cursor.at] === '\n' || cursor.text[cursor.at] === '\r') {
    const next = /^\s*\|(?!\|)/.exec(cursor.text.slice(cursor.at, cursor.at + 200));
    if (next) cursor.at += next[0].length - 1;
  }
  if (cursor.text[cursor.at] !== '|' || cursor.text[cursor.at + 1] === '|') {
    cursor.at = before;
    skipBlanks(cursor, false);
    return false;
  }
  cursor.at += 1;
  skipBlanks(cursor, true);
  return true;
}

/** What stands behind an expression and belongs to nothing, up to the end of the statement. */
function skipStray(cursor: Cursor): void {
  skipBlanks(cursor, false);
  if (!cursor.text[cursor.at] || /[\n\r;|)}&,\]=]/.test(cursor.text[cursor.at] as string)) return;
  cursor.errors.push(`unexpected ${cursor.text[cursor.at]}`);
  readCommand(cursor);
}

function readIf(cursor: Cursor): Statement {
  const conditions: Statement[] = [];
  const branches: Statement[][] = [];
  conditions.push(...readParenthesised(cursor));
  branches.push(readBraces(cursor));
  for (;;) {
    const before = cursor.at;
    skipBlanks(cursor, true);
    const next = /^else(?:\s*if(?=\s*\())?(?!\w)/i.exec(cursor.text.slice(cursor.at, cursor.at + 20))?.[0];
    if (!next) {
      cursor.at = before;
      return { is: 'branches', conditions, branches };
    }
    cursor.at += next.length;
    if (/if$/i.test(next)) conditions.push(...readParenthesised(cursor));
    branches.push(readBraces(cursor));
  }
}

function readForeach(cursor: Cursor): Statement {
  const parallel = /^-parallel\s*/i.exec(cursor.text.slice(cursor.at, cursor.at + 20))?.[0];
  cursor.at += (parallel?.length ?? 0) + 1;
  skipBlanks(cursor, true);
  const variable = /^\$\{?([\w:]+)\}?/.exec(cursor.text.slice(cursor.at, cursor.at + 100));
  cursor.at += variable?.[0].length ?? 0;
  skipBlanks(cursor, true);
  if (/^in\b/i.test(cursor.text.slice(cursor.at, cursor.at + 3))) cursor.at += 2;
  const over: Statement = { is: 'chain', statements: cursor.statements(')') };
  return { is: 'foreach', variable: (variable?.[1] ?? '_').toLowerCase(), over, body: readBraces(cursor) };
}

function readSwitch(cursor: Cursor): Statement {
  let plain = true;
  for (let option = /^-\w+\s*/.exec(cursor.text.slice(cursor.at, cursor.at + 30)); option; option = /^-\w+\s*/.exec(cursor.text.slice(cursor.at, cursor.at + 30))) {
    plain &&= /^-(?:exact|case\w*)\s*$/i.test(option[0]);
    cursor.at += option[0].length;
  }
  const conditions = readParenthesised(cursor);
  const patterns: (Expression | null)[] = [];
  const branches: Statement[][] = [];
  skipBlanks(cursor, true);
  if (cursor.text[cursor.at] !== '{') return { is: 'branches', conditions, branches };
  cursor.at += 1;
  for (;;) {
    skipBlanks(cursor, true);
    const char = cursor.text[cursor.at];
    if (char === undefined) return { is: 'branches', conditions, branches };
    if (char === '}') return (cursor.at += 1), { is: 'branches', conditions, branches, ...(plain && patterns.length === branches.length ? { patterns } : {}) };
    const before = cursor.at;
    // The pattern, and then what runs for it.
    let pattern: Expression | null = null;
    if (char === '{') {
      readBlock(cursor);
      plain = false;
    } else if (char !== ';') pattern = readExpression(cursor, 9);
    skipBlanks(cursor, true);
    if (cursor.text[cursor.at] === '{') {
      branches.push(readBraces(cursor));
      patterns.push(pattern?.is === 'text' && !pattern.quoted && pattern.text.toLowerCase() === 'default' ? null : pattern);
    }
    if (cursor.at === before) cursor.at += 1;
  }
}

function readTry(cursor: Cursor): Statement {
  const branches = [readBraces(cursor)];
  for (;;) {
    const before = cursor.at;
    skipBlanks(cursor, true);
    const next = /^(?:catch(?:\s*\[[\w.]+\]\s*,?)*|finally)\s*(?=\{)/i.exec(cursor.text.slice(cursor.at, cursor.at + 300))?.[0];
    if (!next) {
      cursor.at = before;
      return { is: 'branches', conditions: [], branches };
    }
    cursor.at += next.length;
    branches.push(readBraces(cursor));
  }
}

function readFunction(cursor: Cursor): Statement | null {
  const name = /^[\w:.-]+/.exec(cursor.text.slice(cursor.at, cursor.at + 200))?.[0] ?? '';
  cursor.at += name.length;
  skipBlanks(cursor, true);
  const inline = cursor.text[cursor.at] === '(' ? readParameters(cursor) : [];
  skipBlanks(cursor, true);
  if (cursor.text[cursor.at] !== '{') return null;
  const block = readBody(cursor);
  return { is: 'function', name: name.toLowerCase().replace(/^(?:global|script|local|private):/, ''), block: { ...block, parameters: [...inline, ...block.parameters] } };
}

function readPlainBlock(cursor: Cursor): Statement | null {
  return cursor.text[cursor.at] === '{' ? { is: 'chain', statements: readBraces(cursor) } : readChain(cursor);
}

function readRest(cursor: Cursor): Statement | null {
  // The blanks after the keyword may have led over a line end; then nothing belongs to it.
  return /[;})\n]/.test(cursor.text[cursor.at] ?? ';') || /\n\s*$/.test(cursor.text.slice(Math.max(0, cursor.at - 80), cursor.at)) ? null : readChain(cursor);
}

function skipLine(cursor: Cursor): null {
  while (cursor.at < cursor.text.length && !/[\n;]/.test(cursor.text[cursor.at] as string)) cursor.at += 1;
  return null;
}

function readType(cursor: Cursor): null {
  while (cursor.at < cursor.text.length && !/[\n;{]/.test(cursor.text[cursor.at] as string)) cursor.at += 1;
  // What a class would do runs only when its methods are called.
  for (let depth = 0; cursor.at < cursor.text.length; cursor.at += 1) {
    if (cursor.text[cursor.at] === '{') depth += 1;
    if (cursor.text[cursor.at] === '}') depth -= 1;
    if (depth === 0) break;
  }
  cursor.at = Math.min(cursor.text.length, cursor.at + 1);
  return null;
}

function readParenthesised(cursor: Cursor): Statement[] {
  skipBlanks(cursor, true);
  if (cursor.text[cursor.at] !== '(') return [];
  cursor.at += 1;
  return cursor.statements(')');
}

function readBraces(cursor: Cursor): Statement[] {
  skipBlanks(cursor, true);
  return cursor.text[cursor.at] === '{' ? [...readBody(cursor).statements] : [];
}

function asStatement(expression: Expression): Statement {
  return { is: 'pipeline', stages: [{ is: 'expression', expression, redirects: [], span: expression.span }], span: expression.span };
}
