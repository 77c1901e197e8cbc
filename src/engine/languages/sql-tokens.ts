import type { Span } from '../model';

/** How a client reads SQL: where they differ, the same text means another thing. */
export type Dialect = 'postgres' | 'mysql' | 'sqlite' | 'sqlserver' | 'oracle' | 'other';

/**
 * word    a keyword or plain name, `text` as written
 * name    a quoted name, `text` without its quotes
 * string  `text` without quotes; of a dollar-quoted one too
 * meta    a line for the client: `\i file`, `.read file`, `GO`
 */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'meta';
  readonly text: string;
  /** Upper case, for words; empty for the rest, so that a quoted name is never taken for a keyword. */
  readonly upper: string;
  readonly span: Span;
  /** How many parentheses it stands in. */
  readonly depth: number;
}

/** Cuts a text into tokens; comments are gone. Never fails: what does not close goes on to the end. Linear. */
export function tokensOf(text: string, dialect: Dialect): readonly Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  let i = 0;
  // Nothing but space stands before `i` on its line.
  let fresh = true;
  while (i < text.length) {
    const start = i;
    const c = text[i] as string;
    const next = text[i + 1] ?? '';
    if (/\s/.test(c)) {
      i += 1;
      fresh ||= c === '\n';
      continue;
    }
    const atLineStart = fresh;
    fresh = false;
    if (c === '-' && next === '-') i = endOfLine(i);
    else if (c === '#' && (atLineStart || !/[\w#>-]/.test(next)) && dialect !== 'postgres') i = endOfLine(i);
    else if (c === '/' && next === '*') comment();
    else if (clientLine(i, c, atLineStart)) {
      i = endOfLine(i);
      push('meta', text.slice(start, i).trim());
    } else if (/[A-Za-z_\u0080-\uffff]/.test(c) || ((c === '#' || c === '@') && /[\w#@]/.test(next))) word();
    else if (c === "'") string("'", start);
    else if (c === '"') quoted('"', dialect === 'mysql' ? 'string' : 'name');
    else if (c === '`') quoted('`', 'name');
    else if (c === '[' && /[A-Za-z_#]/.test(next) && !/[\w\])]/.test(text[i - 1] ?? ' ')) quoted(']', 'name');
    else if (c === '$' && /^\$(?:[A-Za-z_]\w*)?\$/.test(text.slice(i, i + 64))) dollar();
    else if (/\d/.test(c)) {
      i += /^[\d.]+(?:[eE][+-]?\d+)?\w*/.exec(text.slice(i, i + 64))?.[0].length ?? 1;
      push('number', text.slice(start, i));
    } else {
      if (c === ')') depth = Math.max(0, depth - 1);
      i += 1;
      push('symbol', c);
      if (c === '(') depth += 1;
    }

    function word(): void {
      while (i < text.length && /[\w$#@\u0080-\uffff]/.test(text[i] as string)) i += 1;
      const value = text.slice(start, i);
      if (text[i] === "'" && /^(?:[EeNnBbXx]|[rR]|_utf8mb4|[uU]&?)$/.test(value)) return string("'", start, /^[eE]$/.test(value));
      push('word', value);
    }
    function string(quote: string, from: number, escapes = dialect === 'mysql'): void {
      i = text.indexOf(quote, i) + 1;
      const inner = i;
      for (; i < text.length; i += 1) {
        if (escapes && text[i] === '\\') i += 1;
        else if (text[i] === quote) {
          if (text[i + 1] !== quote) break;
          i += 1;
        }
      }
      const value = text.slice(inner, i).split(quote + quote).join(quote);
      i += 1;
      push('string', value, from);
    }
    function quoted(close: string, kind: 'name' | 'string'): void {
      const at = text.indexOf(close, i + 1);
      const end = at < 0 ? text.length : at;
      i = end + 1;
      push(kind, text.slice(start + 1, end));
    }
    function dollar(): void {
      const tag = /^\$(?:[A-Za-z_]\w*)?\$/.exec(text.slice(i, i + 64))?.[0] as string;
      const at = text.indexOf(tag, i + tag.length);
      const end = at < 0 ? text.length : at;
      i = end + tag.length;
      push('string', text.slice(start + tag.length, end));
    }
    /** Comments nest, except MySQL's; `/*! … * /` is run by it. */
    function comment(): void {
      if (text[i + 2] === '!' && (dialect === 'mysql' || dialect === 'other')) {
        i += 3;
        while (/\d/.test(text[i] ?? '')) i += 1;
        return;
      }
      let level = 0;
      do {
        if (text.startsWith('/*', i)) {
          level = dialect === 'mysql' ? 1 : level + 1;
          i += 2;
        } else if (text.startsWith('*/', i)) {
          level -= 1;
          i += 2;
        } else i += 1;
      } while (level > 0 && i < text.length);
    }
    function push(kind: Token['kind'], value: string, from = start): void {
      // The end of a comment that MySQL runs is no part of the statement.
      if (value === '/' && tokens.at(-1)?.text === '*') {
        tokens.pop();
        return;
      }
      tokens.push({ kind, text: value, upper: kind === 'word' ? value.toUpperCase() : '', span: [from, Math.min(i, text.length)], depth });
    }
  }
  return tokens;

  function endOfLine(from: number): number {
    const at = text.indexOf('\n', from);
    return at < 0 ? text.length : at;
  }
  /** Lines that the client keeps for itself. */
  function clientLine(at: number, c: string, lineStart: boolean): boolean {
    if (c === '\\') return /^\\[a-z!.?]/i.test(text.slice(at, at + 2)) && (lineStart || tokens.at(-1)?.text === ';' || dialect === 'postgres' || dialect === 'mysql');
    if (!lineStart) return false;
    if (c === '.') return /^\.[a-z]/.test(text.slice(at, at + 2));
    if (c === '@' && dialect === 'oracle') return true;
    if (c === ':' && dialect === 'sqlserver') return /^:(?:r|!!|setvar|connect)\b/i.test(text.slice(at, at + 9));
    if (c === '!' && dialect === 'sqlserver') return text.startsWith('!!', at);
    if (c === '/' && dialect === 'oracle') return text.slice(at, endOfLine(at)).trim() === '/';
    return /^(?:GO(?:\s+\d+)?|DELIMITER\s+\S+|source\s+\S+|HOST\s.+|system\s.+)\s*;?\s*$/i.test(text.slice(at, Math.min(endOfLine(at), at + 300)));
  }
}
