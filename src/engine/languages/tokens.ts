import type { Span } from '../model';

/** A piece of program text. `first` is set on the first token of a line and says how far it is indented. */
export type Token =
  | { readonly is: 'name' | 'number' | 'mark'; readonly text: string; readonly span: Span; readonly first?: number; readonly gap: boolean }
  /** Text. `holes` are the expressions inside, as written; each stands in `text` as `HOLE`. `runs` texts are commands (backticks, `%x`, `qx`). */
  | { readonly is: 'text'; readonly text: string; readonly holes: readonly string[]; readonly runs: boolean; readonly words: boolean; readonly span: Span; readonly first?: number; readonly gap: boolean };

/** Stands in a text for what is filled in when it runs. */
export const HOLE = '\u{e0ff}';

/** How a language writes comments and texts. */
export interface Writing {
  readonly comments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** What opens an expression inside a text: `${`, `#{`, `{` (with an f before the text), `$name`; `plain` is for languages with single characters in single quotes. */
  readonly holes: 'js' | 'python' | 'ruby' | 'dollar' | 'plain';
  /** Backticks are commands (ruby, perl, php), or texts (JavaScript). */
  readonly backticks: 'run' | 'text' | 'none';
  readonly regexes: boolean;
  /** Lua: `[[a text]]` */
  readonly longTexts?: true;
}

const MAX_TOKENS = 40_000;

/** Cuts program text into tokens. Never fails: what it does not know is a mark. */
export function tokenize(text: string, writing: Writing): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let lineStart = 0;
  let fresh = true;
  let gap = false;
  while (at < text.length && tokens.length < MAX_TOKENS) {
    const char = text[at] as string;
    if (char === '\n') {
      at += 1;
      lineStart = at;
      fresh = true;
      gap = true;
      continue;
    }
    if (char === ' ' || char === '\t' || char === '\r' || (char === '\\' && text[at + 1] === '\n')) {
      at += char === '\\' ? 2 : 1;
      gap = true;
      continue;
    }
    const comment = commentEnd(text, at, writing, fresh);
    if (comment > at) {
      at = comment;
      continue;
    }
    const token = textAt(text, at, writing, tokens.at(-1)) ?? plainAt(text, at, writing);
    tokens.push({ ...token, gap, ...(fresh ? { first: at - lineStart } : {}) });
    at = Math.max(at + 1, token.span[1]);
    const newline = token.is === 'text' ? text.slice(token.span[0], at).lastIndexOf('\n') : -1;
    if (newline >= 0) lineStart = token.span[0] + newline + 1;
    fresh = false;
    gap = false;
  }
  return tokens;
}

function commentEnd(text: string, at: number, writing: Writing, fresh: boolean): number {
  for (const [open, close] of writing.blockComments) {
    if (!text.startsWith(open, at) || (open.startsWith('=') && !fresh)) continue;
    const end = text.indexOf(close, at + open.length);
    return end < 0 ? text.length : end + close.length;
  }
  for (const open of writing.comments) {
    if (!text.startsWith(open, at)) continue;
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  return at;
}

type Bare<T> = T extends unknown ? Omit<T, 'gap' | 'first'> : never;

function plainAt(text: string, at: number, writing: Writing): Bare<Token> {
  const char = text[at] as string;
  if (!/[\p{L}_$@%&\d]/u.test(char)) {
    const three = text.slice(at, at + 3);
    const mark = three === '...' || three === '===' || three === '!==' ? three : MARKS.has(three.slice(0, 2)) ? three.slice(0, 2) : char;
    return { is: 'mark', text: mark, span: [at, at + mark.length] };
  }
  const rest = text.slice(at, at + 100);
  // A dollar is a letter in JavaScript, and `$` alone a name.
  const name = (writing.holes === 'js' ? /^[\p{L}_$][\p{L}\p{N}_$]*/u.exec(rest)?.[0] : undefined) ?? /^[$@%&]*[\p{L}_][\p{L}\p{N}_]*[?!]?(?=[^\p{L}\p{N}_]|$)|^\$[\d_&!]/u.exec(rest)?.[0];
  if (name) {
    const clean = /[?!]$/.test(name) && (text[at + name.length] === '=' || text[at + name.length] === '.') ? name.slice(0, -1) : name;
    return { is: 'name', text: clean, span: [at, at + clean.length] };
  }
  const word = /^\d[\w.]*/.exec(rest)?.[0];
  if (word) return { is: 'number', text: word, span: [at, at + word.length] };
  const mark = MARKS.has(rest.slice(0, 2)) ? rest.slice(0, 2) : char;
  return { is: 'mark', text: mark, span: [at, at + mark.length] };
}

const MARKS: ReadonlySet<string> = new Set(['=>', '->', '::', '?.', '&.', '**', '==', '!=', '<=', '>=', '&&', '||', '??', '+=', '-=', '.=', ':=', '=~', '!~', '<<', '>>', '..']);

function textAt(text: string, at: number, writing: Writing, before: Token | undefined): Bare<Token> | null {
  const first = text[at] as string;
  if (writing.longTexts && first === '[' && text[at + 1] === '[') return quotedText(text, at, 2, ']]', { raw: true, holes: null, runs: false });
  if (/[\w$@\s(){}[\],;.:=+!&|*-]/.test(first) && !(writing.holes === 'python' ? /[rbuf]/i : writing.holes === 'plain' ? /[rbcsf$@]/ : /q/).test(first)) return null;
  const rest = text.slice(at, at + 40);
  if (writing.holes === 'python') {
    const open = /^([rRbBuUfF]{0,2})('''|"""|'|")/.exec(rest);
    return open ? quotedText(text, at, open[0].length, open[2] as string, { raw: /r/i.test(open[1] as string), holes: /f/i.test(open[1] as string) ? '{' : null, runs: false }) : null;
  }
  const char = text[at] as string;
  if (writing.holes === 'plain') return plainText(text, at, rest);
  if (char === "'") return quotedText(text, at, 1, "'", { raw: writing.holes !== 'js', holes: null, runs: false });
  if (char === '"') return quotedText(text, at, 1, '"', { raw: false, holes: writing.holes === 'js' ? null : writing.holes === 'ruby' ? '#{' : '$', runs: false });
  if (char === '`' && writing.backticks !== 'none') return quotedText(text, at, 1, '`', { raw: false, holes: writing.holes === 'js' ? '${' : writing.holes === 'ruby' ? '#{' : '$', runs: writing.backticks === 'run' });
  if (writing.regexes && char === '/' && startsRegex(before)) {
    const end = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/.exec(text.slice(at, at + 1000))?.[0];
    if (end) return { is: 'text', text: '', holes: ['a pattern'], runs: false, words: false, span: [at, at + end.length] };
  }
  return writing.holes === 'ruby' || writing.holes === 'dollar' ? (percentText(text, at, rest, writing) ?? heredoc(text, at, rest, writing)) : null;
}

/** Texts of compiled languages: `"a"`, three quotes, `@"a"` and `$"{a}"` of C#, `r#"a"#` of Rust, Go's backticks; `'a'` is a character, and `'a` alone a lifetime. */
function plainText(text: string, at: number, rest: string): Bare<Token> | null {
  if (rest.startsWith("'")) {
    const one = /^'(?:\\[^\n]{1,9}?|[^'\\\n])'/.exec(rest)?.[0];
    return one ? { is: 'text', text: one.slice(1, -1), holes: [], runs: false, words: false, span: [at, at + one.length] } : null;
  }
  if (rest.startsWith('`')) return quotedText(text, at, 1, '`', { raw: true, holes: null, runs: false });
  const hashed = /^b?r(#{0,5})"/.exec(rest);
  if (hashed) return quotedText(text, at, hashed[0].length, `"${hashed[1]}`, { raw: true, holes: null, runs: false });
  const open = /^(\$@|@\$|[$@bcsf])?("{3,4}|")/.exec(rest);
  if (!open) return null;
  const [whole, before = '', quote] = open as unknown as [string, string | undefined, string];
  return quotedText(text, at, whole.length, quote, { raw: before.includes('@'), holes: before.includes('$') ? '{' : /^[sf]?$/.test(before) ? '$' : null, runs: false });
}

function startsRegex(before: Token | undefined): boolean {
  return before === undefined || (before.is === 'mark' && !/^[)\]}]$/.test(before.text)) || (before.is === 'name' && /^(?:return|typeof|case|in|of|split|if|unless|when|and|or|not)$/.test(before.text));
}

/** `%w[a b]`, `%x{cmd}`, `%q(…)` of Ruby, `qw(a b)`, `qx{…}`, `q{…}` of Perl. */
function percentText(text: string, at: number, rest: string, writing: Writing): Bare<Token> | null {
  const open = (writing.holes === 'ruby' ? /^%([wWiIxqQ]?)([[({<|!/])/ : /^q([wxq]?)\s*([[({<|!/#])/).exec(rest);
  if (!open || (writing.holes === 'ruby' && open[1] === '' && open[2] === '|')) return null;
  const [whole, sort, mark] = open as unknown as [string, string, string];
  const close = ({ '[': ']', '(': ')', '{': '}', '<': '>' } as Record<string, string>)[mark] ?? mark;
  const token = quotedText(text, at, whole.length, close, { raw: sort === 'q' && writing.holes === 'ruby', holes: /[wi]/.test(sort) ? null : writing.holes === 'ruby' ? '#{' : '$', runs: sort === 'x', nests: close === mark ? null : mark });
  return token.is === 'text' && /[wWiI]/.test(sort) ? { ...token, words: true } : token;
}

/** `<<~SQL`, `<<-'EOS'`, `<<<SQL`. What else stands on the line of the opening is left out. */
function heredoc(text: string, at: number, rest: string, writing: Writing): Bare<Token> | null {
  const open = /^<<(?:<\s*|[~-]?)(["']?)([A-Z_]\w*)\1/.exec(rest);
  if (!open) return null;
  const lineEnd = text.indexOf('\n', at);
  if (lineEnd < 0) return null;
  const end = new RegExp(`^[ \\t]*${open[2]}\\b`, 'm').exec(text.slice(lineEnd + 1, lineEnd + 20_000));
  if (!end) return null;
  const stop = lineEnd + 1 + end.index;
  const inside = quotedText(text.slice(0, stop), lineEnd, 1, '\0', { raw: open[1] === "'", holes: writing.holes === 'ruby' ? '#{' : '$', runs: false });
  return { ...inside, span: [at, stop + end[0].length] };
}

interface Quoting {
  readonly raw: boolean;
  readonly holes: '{' | '${' | '#{' | '$' | null;
  readonly runs: boolean;
  readonly nests?: string | null;
}

function quotedText(text: string, start: number, opened: number, close: string, how: Quoting): Bare<Token> {
  let out = '';
  const holes: string[] = [];
  let depth = 0;
  let at = start + opened;
  const last = Math.min(text.length, at + 100_000);
  while (at < last) {
    if (depth === 0 && text.startsWith(close, at)) break;
    const char = text[at] as string;
    if (close.length === 1 && char === '\n' && (close === "'" || close === '"') && how.holes === null && !how.raw && opened === 1) {
      // A text that never ends on its line is no text in most languages; stop it here.
      break;
    }
    if (how.nests && char === how.nests) depth += 1;
    if (how.nests && char === close && depth > 0) depth -= 1;
    if (char === '\\' && at + 1 < last) {
      const next = text[at + 1] as string;
      out += how.raw && next !== close ? char + next : unescaped(next);
      at += 2;
      if (!how.raw && (next === 'x' || next === 'u')) {
        const code = /^[0-9a-f]{2,4}/i.exec(text.slice(at, at + (next === 'x' ? 2 : 4)))?.[0];
        if (code) {
          out = out.slice(0, -1) + String.fromCharCode(Number.parseInt(code, 16));
          at += code.length;
        }
      }
      continue;
    }
    const hole = holeAt(text, at, how.holes);
    if (hole) {
      out += HOLE;
      holes.push(hole.inside);
      at = hole.end;
      continue;
    }
    if (how.holes === '{' && (char === '{' || char === '}') && text[at + 1] === char) at += 1;
    out += char;
    at += 1;
  }
  return { is: 'text', text: out, holes, runs: how.runs, words: false, span: [start, Math.min(text.length, at + close.length)] };
}

function holeAt(text: string, at: number, kind: Quoting['holes']): { inside: string; end: number } | null {
  if (kind === null) return null;
  if (kind === '$') {
    const rest = text.slice(at, at + 90);
    const name = /^[$@](?:\{\^?([A-Za-z_]\w*)[^{}\n]*\}|([A-Za-z_]\w*))|^\{\$([A-Za-z_]\w*)[^{}\n]*\}/.exec(rest);
    return name ? { inside: (name[1] ?? name[2] ?? name[3]) as string, end: at + name[0].length } : null;
  }
  if (!text.startsWith(kind, at) || (kind === '{' && text[at + 1] === '{')) return null;
  let depth = 1;
  let end = at + kind.length;
  for (; end < text.length && end < at + 2000; end += 1) {
    if (text[end] === '{') depth += 1;
    if (text[end] === '}' && (depth -= 1) === 0) break;
  }
  return { inside: text.slice(at + kind.length, end).replace(/[!:][\w.<>^=,]*$/, '').trim(), end: end + 1 };
}

function unescaped(char: string): string {
  return ({ n: '\n', t: '\t', r: '\r', '0': '\0', '\n': '' } as Record<string, string>)[char] ?? char;
}
