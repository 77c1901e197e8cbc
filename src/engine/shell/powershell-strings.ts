import { type Cursor, type Expression, giveUp, MAX_NESTING } from './powershell-syntax';

/** Reads a quoted text or a here-string at the cursor; `null` when none starts here. Typographic quotes count, as they do in PowerShell. */
export function readString(cursor: Cursor): Expression | null {
  const { text, at } = cursor;
  const here = /^@(['"\u2018\u2019\u201c\u201d])[ \t]*\r?\n/.exec(text.slice(at, at + 200));
  if (here) return readHereString(cursor, isSingle(here[1] as string), here[0].length);
  if (isSingle(text[at])) return readSingle(cursor);
  if (isDouble(text[at])) return readDouble(cursor);
  return null;
}

export function isSingle(char: string | undefined): boolean {
  return char === "'" || char === '\u2018' || char === '\u2019' || char === '\u201a' || char === '\u201b';
}

export function isDouble(char: string | undefined): boolean {
  return char === '"' || char === '\u201c' || char === '\u201d' || char === '\u201e';
}

/** Reads `$name`, `${name}`, `$env:NAME` or `$( … )`; `null` when the dollar stands for itself. */
export function readDollar(cursor: Cursor): Expression | null {
  const { text, at } = cursor;
  if (text[at + 1] === '(') {
    cursor.at += 2;
    if (cursor.depth >= MAX_NESTING) {
      giveUp(cursor, 'nested too deeply to be read');
      return { is: 'text', text: '', quoted: true, span: [at, at] };
    }
    cursor.depth += 1;
    const statements = cursor.statements(')');
    cursor.depth -= 1;
    return { is: 'value-of', statements, span: [at, cursor.at] };
  }
  if (text[at + 1] === '{') {
    const end = text.indexOf('}', at);
    if (end < 0) return null;
    cursor.at = end + 1;
    return { is: 'variable', name: plainName(text.slice(at + 2, end)), span: [at, end + 1] };
  }
  const name = /^\$(?:[A-Za-z_]\w*:(?=\w)[\w]+|\w+|[$?^])/.exec(text.slice(at, at + 200))?.[0];
  if (!name) return null;
  cursor.at += name.length;
  return { is: 'variable', name: plainName(name.slice(1)), span: [at, cursor.at] };
}

/** What a backtick and the next character stand for. */
export function escaped(char: string | undefined): string {
  return ({ n: '\n', t: '\t', r: '\r', '0': '\0', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v' } as Record<string, string>)[char ?? ''] ?? char ?? '';
}

export function parts(pieces: readonly Expression[], quoted: boolean, start: number, end: number): Expression {
  if (pieces.length === 0) return { is: 'text', text: '', quoted, span: [start, end] };
  const only = pieces[0] as Expression;
  if (pieces.length === 1 && only.is === 'text') return { ...only, quoted, span: [start, end] };
  return { is: 'parts', parts: pieces, quoted, span: [start, end] };
}

/** Scopes of the same variable are one; `env:` and drives of its kind stay. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/^(?:global|script|local|private|using|variable|workflow):/, '');
}

function readSingle(cursor: Cursor): Expression {
  const { text } = cursor;
  const start = cursor.at;
  let value = '';
  let at = start + 1;
  for (; at < text.length; at += 1) {
    if (!isSingle(text[at])) value += text[at];
    else if (isSingle(text[at + 1])) {
      value += "'";
      at += 1;
    } else break;
  }
  if (at >= text.length) cursor.errors.push('a text without an end');
  cursor.at = Math.min(text.length, at + 1);
  return { is: 'text', text: value, quoted: true, span: [start, cursor.at] };
}

function readDouble(cursor: Cursor): Expression {
  const start = cursor.at;
  cursor.at += 1;
  const pieces = readExpandable(cursor, (at) => isDouble(cursor.text[at]) && !isDouble(cursor.text[at + 1]), true);
  if (cursor.at >= cursor.text.length) cursor.errors.push('a text without an end');
  cursor.at = Math.min(cursor.text.length, cursor.at + 1);
  return parts(pieces, true, start, cursor.at);
}

function readHereString(cursor: Cursor, single: boolean, header: number): Expression {
  const { text } = cursor;
  const start = cursor.at;
  cursor.at += header;
  const from = cursor.at;
  const closer = single ? /^['\u2018\u2019]@/ : /^["\u201c\u201d]@/;
  // The end stands at the start of a line; assistants indent it, which PowerShell refuses, so only the exact form counts.
  const closes = (at: number) => (at === from || text[at - 1] === '\n') && closer.test(text.slice(at, at + 2));
  let pieces: Expression[];
  if (single) {
    let end = from;
    while (end < text.length && !closes(end)) end = text.indexOf('\n', end) + 1 || text.length;
    pieces = [{ is: 'text', text: text.slice(from, end).replace(/\r?\n$/, ''), quoted: true, span: [from, end] }];
    cursor.at = end;
  } else {
    pieces = readExpandable(cursor, closes, false);
    const last = pieces.at(-1);
    if (last?.is === 'text') pieces[pieces.length - 1] = { ...last, text: last.text.replace(/\r?\n$/, '') };
  }
  if (cursor.at >= text.length) cursor.errors.push('a text without an end');
  cursor.at = Math.min(text.length, cursor.at + 2);
  return parts(pieces, true, start, cursor.at);
}

/** Text with variables in it, up to where `ends` says. Doubled quotes are one quote where `doubled` is set. */
function readExpandable(cursor: Cursor, ends: (at: number) => boolean, doubled: boolean): Expression[] {
  const { text } = cursor;
  const pieces: Expression[] = [];
  let literal = '';
  let from = cursor.at;
  while (cursor.at < text.length && !ends(cursor.at)) {
    const char = text[cursor.at] as string;
    if (char === '`') {
      literal += escaped(text[cursor.at + 1]);
      cursor.at = Math.min(text.length, cursor.at + 2);
    } else if (char === '$') {
      const at = cursor.at;
      const dollar = readDollar(cursor);
      if (!dollar) {
        literal += '$';
        cursor.at += 1;
      } else {
        if (literal !== '') pieces.push({ is: 'text', text: literal, quoted: true, span: [from, at] });
        pieces.push(dollar);
        literal = '';
        from = cursor.at;
      }
    } else {
      literal += char;
      cursor.at += doubled && isDouble(char) ? 2 : 1;
    }
  }
  if (literal !== '') pieces.push({ is: 'text', text: literal, quoted: true, span: [from, cursor.at] });
  return pieces;
}
