import { readBlock, readBracketed, readExpression, readPostfix } from './powershell-expressions';
import { escaped, isDouble, isSingle, parts, readDollar, readString } from './powershell-strings';
import { type Cursor, type Expression, type Redirection, skipBlanks, type Stage } from './powershell-syntax';

/** Reads a command with its words and redirections, up to what ends it. */
export function readCommand(cursor: Cursor): Stage {
  const start = cursor.at;
  const call = readCallOperator(cursor);
  const words: Expression[] = [];
  const redirects: Redirection[] = [];
  for (;;) {
    skipBlanks(cursor, false);
    if (endsCommand(cursor)) break;
    const before = cursor.at;
    const redirect = readRedirect(cursor);
    if (redirect === null) words.push(...readWord(cursor));
    else if (redirect !== 'merge') redirects.push(redirect);
    if (cursor.at === before) cursor.at += 1;
  }
  return { is: 'command', call, words, redirects, span: [start, endOf(cursor, start)] };
}

/** Reads redirections after an expression (`$x > file`). */
export function readRedirects(cursor: Cursor): Redirection[] {
  const redirects: Redirection[] = [];
  for (;;) {
    skipBlanks(cursor, false);
    const redirect = readRedirect(cursor);
    if (redirect === null) return redirects;
    if (redirect !== 'merge') redirects.push(redirect);
  }
}

function endsCommand({ text, at }: Cursor): boolean {
  const char = text[at];
  return char === undefined || /[\n\r;|)}]/.test(char) || char === '&';
}

/** Where a command ends without the blanks after it. */
function endOf(cursor: Cursor, start: number): number {
  let end = cursor.at;
  while (end > start && /\s/.test(cursor.text[end - 1] as string)) end -= 1;
  return end;
}

function readCallOperator(cursor: Cursor): '&' | '.' | null {
  const { text, at } = cursor;
  if (text[at] === '&' && text[at + 1] !== '&') {
    cursor.at += 1;
    return '&';
  }
  if (text[at] === '.' && /^\.(?:\s|[$"'({&])/.test(text.slice(at, at + 2))) {
    cursor.at += 1;
    return '.';
  }
  return null;
}

function readRedirect(cursor: Cursor): Redirection | 'merge' | null {
  const mark = /^(?:[1-6*]?>>?)(?:&[12])?/.exec(cursor.text.slice(cursor.at, cursor.at + 5))?.[0];
  if (!mark) return null;
  cursor.at += mark.length;
  if (mark.includes('&')) return 'merge';
  skipBlanks(cursor, false);
  if (endsCommand(cursor)) return 'merge';
  const [to] = readWord(cursor);
  return to ? { to, mode: mark.includes('>>') ? 'append' : 'overwrite' } : 'merge';
}

/** Reads one argument; `a, b` is one list. The rest of the line after `--%` is split at blanks and taken as it stands. */
function readWord(cursor: Cursor): Expression[] {
  const start = cursor.at;
  const verbatim = /^--%[ \t]/.exec(cursor.text.slice(start, start + 4));
  if (verbatim) return readVerbatim(cursor, start + verbatim[0].length);
  const first = readItem(cursor);
  const items = [first];
  let tight = true;
  for (;;) {
    const before = cursor.at;
    skipBlanks(cursor, false);
    if (cursor.text[cursor.at] !== ',') {
      cursor.at = before;
      break;
    }
    if (cursor.at > before) tight = false;
    cursor.at += 1;
    const after = cursor.at;
    skipBlanks(cursor, true);
    if (cursor.at > after) tight = false;
    if (endsCommand(cursor)) break;
    const at = cursor.at;
    items.push(readItem(cursor));
    if (cursor.at === at) cursor.at += 1;
  }
  return items.length === 1 ? [first] : [{ is: 'list', items, tight, span: [start, cursor.at] }];
}

function readVerbatim(cursor: Cursor, from: number): Expression[] {
  const line = /^[^\n|]*/.exec(cursor.text.slice(from))?.[0] ?? '';
  cursor.at = from + line.length;
  return [...line.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map((match) => ({
    is: 'text', text: match[0].replaceAll('"', ''), quoted: true, span: [from + match.index, from + match.index + match[0].length],
  }));
}

function readItem(cursor: Cursor): Expression {
  const { text } = cursor;
  const start = cursor.at;
  const char = text[start] as string;
  const splat = /^@(?=[A-Za-z_])\w+/.exec(text.slice(start, start + 100))?.[0];
  if (splat) {
    cursor.at += splat.length;
    return { is: 'splat', name: splat.slice(1).toLowerCase(), span: [start, cursor.at] };
  }
  if (char === '{') return readBlock(cursor);
  const bracketed = readBracketed(cursor);
  if (bracketed) return clinging(cursor, readPostfix(cursor, bracketed), start);
  if (char === '[' && /^\[[\w.]+\](?:::|\$|['"])/.test(text.slice(start, start + 100))) return readExpression(cursor, 9);
  if (char === '$') {
    const dollar = readDollar(cursor);
    // `$x.Name` and `$x[0]` are values; `$x/bin` is a text.
    if (dollar) return clinging(cursor, readPostfix(cursor, dollar, /^(?:\?\.|\.(?=[A-Za-z_$'"(])|::|\[|\?\[)/), start);
  }
  const string = isSingle(char) || isDouble(char) || char === '@' ? readString(cursor) : null;
  if (string) return clinging(cursor, readPostfix(cursor, string, /^\.(?=[A-Za-z]+\()/), start);
  return readBare(cursor, [], start);
}

/** A value with bare characters right behind it is one word with them. */
function clinging(cursor: Cursor, value: Expression, start: number): Expression {
  const char = cursor.text[cursor.at];
  if (char === undefined || /[\s,]/.test(char) || endsCommand(cursor) || char === '(' || char === '{') return value;
  return readBare(cursor, [value], start);
}

const BRACES = /^@?\{[^{}\s$]*\}/;

function readBare(cursor: Cursor, before: readonly Expression[], start: number): Expression {
  const { text } = cursor;
  const pieces: Expression[] = [...before];
  let literal = '';
  let from = cursor.at;
  while (cursor.at < text.length) {
    const char = text[cursor.at] as string;
    if (char === '@' && text[cursor.at + 1] === '{') takeBraces();
    else if (char === '{' && /[^%?]/.test(literal) && BRACES.test(text.slice(cursor.at, cursor.at + 200))) takeBraces();
    else if (/[\s;|(),{}&]/.test(char) || (char === '>' && !/[=-]$/.test(literal))) break;
    else if (char === '`') {
      if (/^`\r?\n/.test(text.slice(cursor.at, cursor.at + 3))) break;
      literal += escaped(/[a-z]/i.test(literal.at(-1) ?? '') ? undefined : text[cursor.at + 1]) || (text[cursor.at + 1] ?? '');
      cursor.at = Math.min(text.length, cursor.at + 2);
    } else if (isSingle(char) || isDouble(char)) take(readString(cursor));
    else if (char !== '$' || !take(readDollar(cursor))) {
      literal += char;
      cursor.at += 1;
    }
  }
  flush(cursor.at);
  return parts(pieces, false, start, cursor.at);

  /** `stash@{0}` and `{.items}` inside a word: nobody means a block there. */
  function takeBraces(): void {
    const braces = BRACES.exec(text.slice(cursor.at, cursor.at + 200))?.[0] ?? (text[cursor.at] as string);
    literal += braces;
    cursor.at += braces.length;
  }

  function take(piece: Expression | null): boolean {
    if (!piece) return false;
    flush(piece.span[0]);
    pieces.push(piece);
    from = cursor.at;
    return true;
  }

  function flush(end: number): void {
    if (literal !== '') pieces.push({ is: 'text', text: literal, quoted: false, span: [from, end] });
    literal = '';
  }
}
