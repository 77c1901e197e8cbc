import { isDouble, isSingle, readDollar, readString } from './powershell-strings';
import { type Block, type Cursor, type Expression, giveUp, MAX_NESTING, skipBlanks, type Statement, type Parameter } from './powershell-syntax';
import { lookup } from '../lookup';

/** Whether what stands at the cursor is a value rather than a command's name. */
export function startsExpression({ text, at }: Cursor): boolean {
  const char = text[at] as string;
  if (char === '@') return /^@[({'"\u2018\u2019\u201c\u201d]/.test(text.slice(at, at + 2));
  if (/[$({"'\u2018\u2019\u201c\u201d,!]/.test(char)) return true;
  if (char === '[') return /^\[[\w.,\s[\]`+]+\]/.test(text.slice(at, at + 200));
  if (/[-+.\d]/.test(char)) return /^(?:[-+]{0,2}\.?\d[\w.]*(?=[\s;,|)}\]+*/%-]|$)|\+\+|--\$|-(?:not|bnot|join|split|csplit|isplit)\b|-\$|-\()/i.test(text.slice(at, at + 40)) && !/^\d+[a-z]/i.test(text.slice(at, at + 40).replace(/^0x[\da-f]+|^\d+(?:kb|mb|gb|tb|l|d)\b/i, ''));
  return false;
}

/** Reads an expression; operators weaker than `weakest` are left. */
export function readExpression(cursor: Cursor, weakest = 0): Expression {
  if (cursor.depth >= MAX_NESTING) {
    giveUp(cursor, 'nested too deeply to be read');
    return { is: 'text', text: '', quoted: true, span: [cursor.at, cursor.at] };
  }
  cursor.depth += 1;
  const start = cursor.at;
  let left = readUnary(cursor);
  for (;;) {
    skipBlanks(cursor, false);
    const found = operatorAt(cursor);
    if (!found || found.strength < weakest) break;
    cursor.at += found.length;
    skipBlanks(cursor, true);
    if (found.operator === ',') {
      const items = [left];
      items.push(readExpression(cursor, found.strength + 1));
      for (skipBlanks(cursor, false); cursor.text[cursor.at] === ','; skipBlanks(cursor, false)) {
        cursor.at += 1;
        skipBlanks(cursor, true);
        items.push(readExpression(cursor, found.strength + 1));
      }
      left = { is: 'list', items, tight: false, span: [start, cursor.at] };
    } else if (found.operator === '?') {
      const yes = readExpression(cursor);
      skipBlanks(cursor, true);
      if (cursor.text[cursor.at] === ':') cursor.at += 1;
      skipBlanks(cursor, true);
      left = { is: 'binary', operator: '?', left: yes, right: readExpression(cursor), span: [start, cursor.at] };
    } else {
      left = { is: 'binary', operator: found.operator, left, right: readExpression(cursor, found.strength + 1), span: [start, cursor.at] };
    }
  }
  cursor.depth -= 1;
  return left;
}

/** Reads `.name`, `::name`, `[…]` and calls that follow a value without a blank. */
export function readPostfix(cursor: Cursor, value: Expression, allowed: RegExp = /^(?:\?\.|\.(?=[\w$'"({])|::|\[|\?\[|\+\+|--)/): Expression {
  const start = value.span[0];
  let left = value;
  for (;;) {
    const mark = allowed.exec(cursor.text.slice(cursor.at, cursor.at + 3))?.[0];
    if (!mark) return left;
    cursor.at += mark.length;
    if (mark === '++' || mark === '--') return { is: 'unary', operator: mark, operand: left, span: [start, cursor.at] };
    if (mark.endsWith('[')) {
      skipBlanks(cursor, true);
      const at = readExpression(cursor);
      skipBlanks(cursor, true);
      if (cursor.text[cursor.at] === ']') cursor.at += 1;
      left = { is: 'index', of: left, at, span: [start, cursor.at] };
      continue;
    }
    const name = readMemberName(cursor);
    let args: Expression[] | null = null;
    if (cursor.text[cursor.at] === '(') args = readArguments(cursor);
    else if (cursor.text[cursor.at] === '{') args = [readBlock(cursor)];
    left = { is: 'member', of: left, name, args, span: [start, cursor.at] };
  }
}

/** Reads `{ … }`. */
export function readBlock(cursor: Cursor): Expression {
  const start = cursor.at;
  return { is: 'block', block: readBody(cursor), span: [start, cursor.at] };
}

/** Reads `{ param(…) … }` at the cursor as a body. */
export function readBody(cursor: Cursor): Block {
  cursor.at += 1;
  if (cursor.depth >= MAX_NESTING) {
    giveUp(cursor, 'nested too deeply to be read');
    return { parameters: [], statements: [] };
  }
  cursor.depth += 1;
  skipAttributes(cursor);
  let parameters: Block['parameters'] = [];
  const param = /^param\s*(?=\()/i.exec(cursor.text.slice(cursor.at, cursor.at + 40))?.[0];
  if (param) {
    cursor.at += param.length;
    parameters = readParameters(cursor);
  }
  const statements = cursor.statements('}');
  cursor.depth -= 1;
  return { parameters, statements };
}

/** Reads `( [type]$name = default, … )`. */
export function readParameters(cursor: Cursor): Parameter[] {
  const parameters: Parameter[] = [];
  cursor.at += 1;
  for (;;) {
    const before = cursor.at;
    skipAttributes(cursor);
    const char = cursor.text[cursor.at];
    if (char === undefined) return parameters;
    if (char === ')') return (cursor.at += 1), parameters;
    const isSwitch = /\[\s*(?:System\.Management\.Automation\.)?Switch(?:Parameter)?\s*\]/i.test(cursor.text.slice(before, cursor.at));
    const variable = char === '$' ? readDollar(cursor) : null;
    if (!variable) {
      cursor.at += 1;
      continue;
    }
    skipBlanks(cursor, true);
    let value: Expression | null = null;
    if (cursor.text[cursor.at] === '=') {
      cursor.at += 1;
      skipBlanks(cursor, true);
      value = readExpression(cursor, COMMA + 1);
    }
    if (variable.is === 'variable') parameters.push({ name: variable.name, value, isSwitch });
  }
}

/** Reads `@( … )`, `@{ … }`, `( … )`, `$( … )` at the cursor; `null` when none starts here. */
export function readBracketed(cursor: Cursor): Expression | null {
  const { text, at } = cursor;
  if (text[at] === '(' || (text[at] === '@' && text[at + 1] === '(')) {
    cursor.at += text[at] === '(' ? 1 : 2;
    if (cursor.depth >= MAX_NESTING) {
      giveUp(cursor, 'nested too deeply to be read');
      return { is: 'text', text: '', quoted: true, span: [at, at] };
    }
    cursor.depth += 1;
    const statements = cursor.statements(')');
    cursor.depth -= 1;
    return { is: 'value-of', statements, span: [at, cursor.at] };
  }
  return text[at] === '@' && text[at + 1] === '{' ? readTable(cursor) : null;
}

const COMMA = 8;
const WORD_OPERATORS: Readonly<Record<string, number>> = {
  and: 1, or: 1, xor: 1, band: 2, bor: 2, bxor: 2, f: 6, shl: 4, shr: 4, is: 3, isnot: 3, as: 3, join: 3,
};

function operatorAt({ text, at }: Cursor): { operator: string; length: number; strength: number } | null {
  const rest = text.slice(at, at + 16);
  const word = /^[-\u2013\u2014]([a-z]+)(?![\w-])/i.exec(rest);
  if (word) {
    const operator = (word[1] as string).toLowerCase();
    const comparison = /^[ci]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin|replace|split)$/.test(operator);
    const strength = comparison ? 3 : lookup(WORD_OPERATORS, operator);
    return strength === undefined ? null : { operator: comparison ? operator.replace(/^[ci](?=eq|ne|g|l|ma|no|co|in|re|sp)/, '') : operator, length: word[0].length, strength };
  }
  if (rest.startsWith('..')) return { operator: '..', length: 2, strength: 7 };
  if (rest.startsWith('??') && rest[2] !== '=') return { operator: '??', length: 2, strength: 0 };
  if (/^[-+*/%]=/.test(rest)) return null;
  const char = rest[0];
  if (char === ',') return { operator: ',', length: 1, strength: COMMA };
  if (char === '+' || char === '-') return rest[1] === char ? null : { operator: char, length: 1, strength: 4 };
  if (char === '*' || char === '/' || char === '%') return { operator: char, length: 1, strength: 5 };
  if (char === '?' && /^\?\s/.test(rest)) return { operator: '?', length: 1, strength: 0 };
  return null;
}

function readUnary(cursor: Cursor): Expression {
  const start = cursor.at;
  const operator = /^(?:!|-(?:not|bnot|join|split|csplit|isplit)(?!\w)|\+\+|--|-(?=[$(\d])|\+(?=[$(\d])|,)/i.exec(cursor.text.slice(start, start + 10))?.[0];
  if (!operator) return readPrimary(cursor);
  cursor.at += operator.length;
  skipBlanks(cursor, true);
  // `-join` and `-split` take a whole list, the others one value.
  const operand = readExpression(cursor, /^-(?:join|.?split)/i.test(operator) ? 4 : COMMA + 1);
  return { is: 'unary', operator: operator.replace(/^-(?=\w)/, '').toLowerCase(), operand, span: [start, cursor.at] };
}

function readPrimary(cursor: Cursor): Expression {
  const { text, at } = cursor;
  const simple = readString(cursor) ?? readBracketed(cursor) ?? (text[at] === '$' ? readDollar(cursor) : null);
  if (simple) return readPostfix(cursor, simple);
  if (text[at] === '{') return readPostfix(cursor, readBlock(cursor));
  const splat = /^@(\w+)/.exec(text.slice(at, at + 100));
  if (splat) {
    cursor.at += splat[0].length;
    return { is: 'splat', name: (splat[1] as string).toLowerCase(), span: [at, cursor.at] };
  }
  if (text[at] === '[') {
    const type = /^\[\s*([\w.,\s[\]`+]*?)\s*\]+(?=[^\]]|$)/.exec(text.slice(at, at + 200));
    if (type) return readTyped(cursor, type);
  }
  const word = /^[^\s;|&(){}[\],"'`$]+/.exec(text.slice(at, at + 500))?.[0] ?? text[at] ?? '';
  // A name stops at an operator that clings to it (`1..3`, `5+2`).
  const number = /^(?:0x[\da-f]+|\d+(?:\.\d+)?(?:kb|mb|gb|tb|l|d)?)/i.exec(word)?.[0];
  const taken = number ?? (/^[A-Za-z_]\w*/.exec(word)?.[0] || word);
  cursor.at += Math.max(taken.length, text[at] === undefined ? 0 : 1);
  return readPostfix(cursor, { is: 'text', text: number ? decimal(number) : taken, quoted: false, span: [at, cursor.at] });
}

function decimal(number: string): string {
  return /^0x/i.test(number) ? String(Number.parseInt(number, 16)) : number;
}

function readTyped(cursor: Cursor, type: RegExpExecArray): Expression {
  const start = cursor.at;
  const name = (type[1] as string).toLowerCase().replace(/\s/g, '');
  cursor.at += type[0].length;
  if (cursor.text.startsWith('::', cursor.at)) return readPostfix(cursor, { is: 'type', name, span: [start, cursor.at] });
  skipBlanks(cursor, false);
  if (/[$("'@[\w{-]/.test(cursor.text[cursor.at] ?? '') && !/^-[a-z]/i.test(cursor.text.slice(cursor.at, cursor.at + 2))) {
    const operand = readExpression(cursor, COMMA + 1);
    return { is: 'cast', to: name, operand, span: [start, cursor.at] };
  }
  return { is: 'type', name, span: [start, cursor.at] };
}

function readMemberName(cursor: Cursor): Expression {
  const { text, at } = cursor;
  const quoted = isSingle(text[at]) || isDouble(text[at]) ? readString(cursor) : null;
  const value = quoted ?? (text[at] === '$' ? readDollar(cursor) : text[at] === '(' ? readBracketed(cursor) : null);
  if (value) return value;
  const name = /^\w*/.exec(text.slice(at, at + 100))?.[0] ?? '';
  cursor.at += name.length;
  return { is: 'text', text: name, quoted: false, span: [at, cursor.at] };
}

function readArguments(cursor: Cursor): Expression[] {
  const args: Expression[] = [];
  cursor.at += 1;
  for (;;) {
    skipBlanks(cursor, true);
    const char = cursor.text[cursor.at];
    if (char === undefined) return args;
    if (char === ')') return (cursor.at += 1), args;
    const before = cursor.at;
    if (char === ',') cursor.at += 1;
    else {
      const arg = readExpression(cursor);
      args.push(...(arg.is === 'list' ? arg.items : [arg]));
    }
    if (cursor.at === before) cursor.at += 1;
  }
}

function readTable(cursor: Cursor): Expression {
  const start = cursor.at;
  const entries: (readonly [Expression, Statement])[] = [];
  cursor.at += 2;
  for (;;) {
    skipBlanks(cursor, true);
    const char = cursor.text[cursor.at];
    if (char === undefined) break;
    if (char === '}') {
      cursor.at += 1;
      break;
    }
    const before = cursor.at;
    if (char === ';') cursor.at += 1;
    else {
      const key = readExpression(cursor, COMMA + 1);
      skipBlanks(cursor, true);
      if (cursor.text[cursor.at] === '=') {
        cursor.at += 1;
        skipBlanks(cursor, true);
        const value = cursor.statement();
        if (value) entries.push([key, value]);
      }
    }
    if (cursor.at === before) cursor.at += 1;
  }
  return { is: 'table', entries, span: [start, cursor.at] };
}

/** `[CmdletBinding()]`, `[Parameter(Mandatory)]`, `[string[]]` before a parameter or a body. */
function skipAttributes(cursor: Cursor): void {
  for (;;) {
    skipBlanks(cursor, true);
    if (cursor.text[cursor.at] === ',') cursor.at += 1;
    else if (cursor.text[cursor.at] === '[' && /^\[\w[\w.]*(?:\[\])?[\](]/.test(cursor.text.slice(cursor.at, cursor.at + 100))) {
      const end = attributeEnd(cursor.text, cursor.at);
      // `[Type]::Member` and `[type]$x` in a body are statements; only what another attribute, `param` or a parameter follows is skipped.
      if (!/^\s*(?:\[|param\b|\$\w+\s*(?:[,)=]|$))/i.test(cursor.text.slice(end, end + 200))) return;
      cursor.at = end;
    } else return;
  }
}

function attributeEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length && at < from + 2000; at += 1) {
    if (text[at] === '[' || text[at] === '(') depth += 1;
    if (text[at] === ']' || text[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return from + 1;
}
