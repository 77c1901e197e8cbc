import type { Span } from '../model';

/** What cmd text is made of. Variables stand in `text` as they are written: cmd fills them in before it looks for words. */
export type CmdNode =
  | { readonly is: 'command'; readonly text: string; readonly span: Span }
  | { readonly is: 'pipe'; readonly stages: readonly CmdNode[] }
  | { readonly is: 'sequence'; readonly nodes: readonly CmdNode[] }
  /** `condition` as written: `/i "%1"=="a"`. Without one that can be told, either may run. */
  | { readonly is: 'if'; readonly condition: string; readonly yes: CmdNode; readonly no: CmdNode | null }
  | { readonly is: 'label'; readonly name: string }
  | { readonly is: 'for'; readonly option: string; readonly folder: string; readonly variable: string; readonly set: string; readonly body: CmdNode };

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

const MAX_NESTING = 60;

/** Reads cmd text into commands. */
export function parseCmd(text: string): CmdNode {
  const cursor: Cursor = { text, at: 0, depth: 0 };
  const nodes: CmdNode[] = [];
  while (cursor.at < text.length) {
    const before = cursor.at;
    nodes.push(readSequence(cursor));
    // A closing parenthesis without an opening one ends nothing.
    if (cursor.at < text.length) cursor.at += 1;
    if (cursor.at === before) cursor.at += 1;
  }
  return { is: 'sequence', nodes };
}

/** Commands up to a closing parenthesis or the end. */
function readSequence(cursor: Cursor): CmdNode {
  const nodes: CmdNode[] = [];
  for (;;) {
    const end = cursor.at;
    skip(cursor, /[\s&;,=]/);
    // Behind `&&` and `||` it depends on what went before.
    const depends = nodes.length > 0 && (cursor.text.slice(end - 2, end) === '||' || cursor.text.slice(end, cursor.at).includes('&&'));
    const char = cursor.text[cursor.at];
    if (char === undefined || char === ')') return { is: 'sequence', nodes };
    const before = cursor.at;
    const node = readPipe(cursor);
    nodes.push(depends && node.is === 'command' && /^(?:exit|goto)\b/i.test(node.text) ? { is: 'if', condition: '', yes: node, no: null } : node);
    if (cursor.at === before) cursor.at += 1;
  }
}

function readPipe(cursor: Cursor): CmdNode {
  const stages: CmdNode[] = [readOne(cursor)];
  for (;;) {
    skip(cursor, /[ \t]/);
    if (cursor.text[cursor.at] !== '|') break;
    if (cursor.text[cursor.at + 1] === '|') {
      cursor.at += 2;
      break;
    }
    cursor.at += 1;
    skip(cursor, /[ \t]/);
    stages.push(readOne(cursor));
  }
  return stages.length === 1 ? (stages[0] as CmdNode) : { is: 'pipe', stages };
}

function readOne(cursor: Cursor): CmdNode {
  skip(cursor, /[@ \t;,=]/);
  const { text } = cursor;
  if (cursor.depth >= MAX_NESTING) {
    const start = cursor.at;
    cursor.at = text.length;
    return { is: 'command', text: '', span: [start, start] };
  }
  cursor.depth += 1;
  const node = readByName(cursor);
  cursor.depth -= 1;
  return node;
}

function readByName(cursor: Cursor): CmdNode {
  const { text } = cursor;
  if (text[cursor.at] === '(') {
    cursor.at += 1;
    const body = readSequence(cursor);
    if (text[cursor.at] === ')') cursor.at += 1;
    // Redirections of the block do not change what it runs.
    skip(cursor, /[ \t]/);
    const redirect = /^(?:\d?>>?(?:&\d|\s*(?:"[^"\n]*"|[^\s&|()]+))\s*)+/.exec(text.slice(cursor.at, cursor.at + 300))?.[0];
    cursor.at += redirect?.length ?? 0;
    return body;
  }
  if (text[cursor.at] === ':') {
    const label = /^:([^:\s][^\s:+,;=]*)/.exec(text.slice(cursor.at, cursor.at + 100))?.[1];
    const comment = readComment(cursor);
    return label === undefined ? comment : { is: 'label', name: label.toLowerCase() };
  }
  const name = /^[a-z]+(?=[\s(/]|$)/i.exec(text.slice(cursor.at, cursor.at + 20))?.[0].toLowerCase();
  if (name === 'rem') return readComment(cursor);
  if (name === 'if') return readIf(cursor);
  if (name === 'for') return readFor(cursor);
  return readCommandText(cursor);
}

function readComment(cursor: Cursor): CmdNode {
  const start = cursor.at;
  skip(cursor, /[^\n]/);
  return { is: 'command', text: '', span: [start, cursor.at] };
}

function readIf(cursor: Cursor): CmdNode {
  cursor.at += 2;
  skip(cursor, /[ \t]/);
  const WORD = '(?:"[^"\\n]*"|[^\\s"()=])+';
  const condition = new RegExp(`^(?:/i\\s+)?(?:not\\s+)?(?:/i\\s+)?(?:(?:exist|defined|errorlevel|cmdextversion)\\s+${WORD}|${WORD}?\\s*==\\s*${WORD}?|${WORD}\\s+(?:equ|neq|lss|leq|gtr|geq)\\s+${WORD})\\s*`, 'i').exec(cursor.text.slice(cursor.at, cursor.at + 600))?.[0];
  cursor.at += condition?.length ?? 0;
  const yes = readPipeOrBlock(cursor);
  const next = /^\s*else(?=[\s(])\s*/i.exec(cursor.text.slice(cursor.at, cursor.at + 60))?.[0];
  if (!next) return { is: 'if', condition: condition ?? '', yes, no: null };
  cursor.at += next.length;
  return { is: 'if', condition: condition ?? '', yes, no: readPipeOrBlock(cursor) };
}

function readPipeOrBlock(cursor: Cursor): CmdNode {
  skip(cursor, /[ \t]/);
  return readPipe(cursor);
}

function readFor(cursor: Cursor): CmdNode {
  const start = cursor.at;
  const head = /^for\s+(?:\/([dlrf])\s+)?(?:(?!%)("[^"\n]*"|[^\s%("]+(?:%\w+%[^\s%"]*)?)\s+)?%{1,2}~?\w*?(\w)\s+in\s*\(/i.exec(cursor.text.slice(cursor.at, cursor.at + 400));
  if (!head) return readCommandText(cursor);
  cursor.at += head[0].length;
  const from = cursor.at;
  for (let quoted = false; cursor.at < cursor.text.length && (quoted || cursor.text[cursor.at] !== ')'); cursor.at += 1) if (cursor.text[cursor.at] === '"') quoted = !quoted;
  const set = cursor.text.slice(from, cursor.at);
  cursor.at += 1;
  const middle = /^\s*do(?=[\s(])\s*/i.exec(cursor.text.slice(cursor.at, cursor.at + 60))?.[0];
  cursor.at += middle?.length ?? 0;
  if (cursor.at <= start) cursor.at = start + 1;
  return { is: 'for', option: (head[1] ?? '').toLowerCase(), folder: (head[2] ?? '').replaceAll('"', ''), variable: head[3] as string, set: set.trim(), body: readPipeOrBlock(cursor) };
}

/** A simple command up to an operator outside quotes that no caret escapes. */
function readCommandText(cursor: Cursor): CmdNode {
  const { text } = cursor;
  const start = cursor.at;
  let quoted = false;
  for (; cursor.at < text.length; cursor.at += 1) {
    const char = text[cursor.at] as string;
    if (char === '^' && !quoted) {
      // A caret at the end of a line goes on with the next.
      cursor.at += text[cursor.at + 1] === '\r' ? 2 : 1;
      continue;
    }
    if (char === '"') quoted = !quoted;
    if (char === '\n') break;
    if (quoted) continue;
    // `2>&1` is a redirection.
    if (char === '&' && text[cursor.at - 1] === '>') continue;
    if (char === '&' || char === '|' || char === ')') break;
  }
  const end = start + text.slice(start, cursor.at).trimEnd().length;
  return { is: 'command', text: text.slice(start, end), span: [start, end] };
}

function skip(cursor: Cursor, chars: RegExp): void {
  while (cursor.at < cursor.text.length && chars.test(cursor.text[cursor.at] as string)) cursor.at += 1;
}
