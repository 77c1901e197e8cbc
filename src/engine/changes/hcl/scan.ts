/** How far a text has been allowed to look for an end that is not there. Shared by one file, so that no text costs more than linear time. */
export interface Patience {
  left: number;
}

export function patienceFor(text: string): Patience {
  return { left: 4 * text.length + 10_000 };
}

/** Past spaces and comments on the same line; with `lines` past line ends too. */
export function skipSpace(text: string, from: number, end: number, lines: boolean): number {
  let at = from;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === SPACE || c === TAB || c === CR || c === BOM) at += 1;
    else if (c === NEWLINE) {
      if (!lines) return at;
      at += 1;
    } else if (c === HASH || (c === SLASH && text.charCodeAt(at + 1) === SLASH)) at = lineEnd(text, at, end);
    else if (c === SLASH && text.charCodeAt(at + 1) === STAR) at = commentEnd(text, at, end);
    else return at;
  }
  return end;
}

/**
 * Past one value or one bracketed part: to the line end, the comma or the bracket that closes what is around it.
 * A line that can only begin a top-level block ends it too, whatever is still open: the file is half-written.
 */
export function skipValue(text: string, from: number, end: number, patience: Patience): number {
  let depth = 0;
  let at = from;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) at = skipString(text, at, end, patience);
    else if (c === NEWLINE) {
      if (depth === 0 || beginsTopLevel(text, at + 1)) return at;
      at += 1;
    } else if (c === HASH || (c === SLASH && text.charCodeAt(at + 1) === SLASH)) {
      if (depth === 0) return at;
      at = lineEnd(text, at, end);
    } else if (c === SLASH && text.charCodeAt(at + 1) === STAR) at = commentEnd(text, at, end);
    else if (c === LESS && text.charCodeAt(at + 1) === LESS) at = skipHeredoc(text, at, end, patience);
    else if (c === BRACE || c === BRACKET || c === PAREN) {
      depth += 1;
      at += 1;
    } else if (c === BRACE_END || c === BRACKET_END || c === PAREN_END) {
      if (depth === 0) return at;
      depth -= 1;
      at += 1;
    } else at += 1;
  }
  return end;
}

/** From after `{` to the `}` that closes it, or to where a top-level block begins, or to the end. */
export function blockEnd(text: string, from: number, end: number, patience: Patience): number {
  let depth = 0;
  let at = from;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === NEWLINE) {
      if (beginsTopLevel(text, at + 1)) return at + 1;
      at += 1;
    } else if (c === QUOTE) at = skipString(text, at, end, patience);
    else if (c === BRACE) {
      depth += 1;
      at += 1;
    } else if (c === BRACE_END) {
      if (depth === 0) return at;
      depth -= 1;
      at += 1;
    } else if (c === HASH || (c === SLASH && text.charCodeAt(at + 1) === SLASH)) at = lineEnd(text, at, end);
    else if (c === SLASH && text.charCodeAt(at + 1) === STAR) at = commentEnd(text, at, end);
    else if (c === LESS && text.charCodeAt(at + 1) === LESS) at = skipHeredoc(text, at, end, patience);
    else at += 1;
  }
  return end;
}

/** Past a quoted template. A quote that the line does not close ends with the line. */
export function skipString(text: string, from: number, end: number, patience: Patience): number {
  let at = from + 1;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) return at + 1;
    if (c === NEWLINE) return at;
    if (c === BACKSLASH) at += 2;
    else if ((c === DOLLAR || c === PERCENT) && text.charCodeAt(at + 1) === BRACE) {
      if (text.charCodeAt(at - 1) === c) at += 2;
      else at = skipInterpolation(text, at + 2, end, patience);
    } else at += 1;
  }
  return end;
}

/** From after `${` past its `}`. One that nothing closes ends with its line. */
export function skipInterpolation(text: string, from: number, end: number, patience: Patience): number {
  const closed = closing(text, from, end, patience, 0);
  return closed ?? lineEnd(text, from, end);
}

function closing(text: string, from: number, end: number, patience: Patience, nesting: number): number | null {
  let depth = 0;
  let at = from;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === BRACE) depth += 1;
    else if (c === BRACE_END) {
      if (depth === 0) return at + 1;
      depth -= 1;
    } else if (c === NEWLINE) {
      // What stands on further lines is only worth so much looking.
      patience.left -= 80;
      if (patience.left < 0 || beginsTopLevel(text, at + 1)) return null;
    } else if (c === QUOTE) {
      if (nesting > 20) return null;
      const past = quoted(text, at, end, patience, nesting);
      if (past === null) return null;
      at = past;
      continue;
    }
    at += 1;
  }
  return null;
}

function quoted(text: string, from: number, end: number, patience: Patience, nesting: number): number | null {
  let at = from + 1;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) return at + 1;
    if (c === NEWLINE) return null;
    if (c === BACKSLASH) at += 2;
    else if ((c === DOLLAR || c === PERCENT) && text.charCodeAt(at + 1) === BRACE && text.charCodeAt(at - 1) !== c) {
      const past = closing(text, at + 2, end, patience, nesting + 1);
      if (past === null) return null;
      at = past;
    } else at += 1;
  }
  return null;
}

export interface Heredoc {
  readonly indented: boolean;
  readonly start: number;
  readonly stop: number;
  readonly end: number;
}

/** A heredoc at `<<`: its lines, and where it ends (before the line end after its marker). `null` when `<<` begins none. */
export function heredocAt(text: string, from: number, end: number, patience: Patience): Heredoc | null {
  if (patience.left < 0) return null;
  const head = /^<<(-?)([A-Za-z_][\w-]*)[ \t]*\r?\n/.exec(text.slice(from, Math.min(end, from + 200)));
  if (!head) return null;
  const [whole, dash, marker] = head as unknown as [string, string, string];
  const start = from + whole.length;
  let line = start;
  while (line < end) {
    const stop = lineEnd(text, line, end);
    if (text.slice(line, Math.min(stop, line + 200 + marker.length)).trim() === marker) return { indented: dash === '-', start, stop: line, end: text.charCodeAt(stop - 1) === CR ? stop - 1 : stop };
    line = stop + 1;
  }
  patience.left -= end - start;
  return { indented: dash === '-', start, ...unfinished(text, start, end, patience) };
}

function skipHeredoc(text: string, from: number, end: number, patience: Patience): number {
  return heredocAt(text, from, end, patience)?.end ?? from + 2;
}

/** A heredoc without its marker ends where the next top-level block begins, else it would swallow the rest of the file. */
function unfinished(text: string, start: number, end: number, patience: Patience): { stop: number; end: number } {
  for (let line = start; line < end && patience.left > 0; line = lineEnd(text, line, end) + 1) if (beginsTopLevel(text, line)) return { stop: line, end: line - 1 };
  return { stop: end, end };
}

export function lineEnd(text: string, from: number, end: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 || at > end ? end : at;
}

function commentEnd(text: string, from: number, end: number): number {
  const at = text.indexOf('*/', from + 2);
  return at < 0 || at + 2 > end ? end : at + 2;
}

/** Whether a line that starts at column 0 is the head of a block that stands nowhere but at the top of a file. */
function beginsTopLevel(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  // r, d, m, v, o, p, l, t
  if (c !== 114 && c !== 100 && c !== 109 && c !== 118 && c !== 111 && c !== 112 && c !== 108 && c !== 116) return false;
  return TOP_LEVEL.test(text.slice(at, at + 200));
}

const TOP_LEVEL = /^(?:(?:resource|data)[ \t]+"[^"\n]*"[ \t]+"[^"\n]*"[ \t]*\{|(?:module|variable|output|provider)[ \t]+"[^"\n]*"[ \t]*\{|(?:locals|terraform|moved|removed)[ \t]*\{)/;

const SPACE = 32;
const TAB = 9;
const CR = 13;
const NEWLINE = 10;
const BOM = 0xfeff;
const HASH = 35;
const SLASH = 47;
const STAR = 42;
const QUOTE = 34;
const BACKSLASH = 92;
const LESS = 60;
const BRACE = 123;
const BRACE_END = 125;
const BRACKET = 91;
const BRACKET_END = 93;
const PAREN = 40;
const PAREN_END = 41;
const DOLLAR = 36;
const PERCENT = 37;
