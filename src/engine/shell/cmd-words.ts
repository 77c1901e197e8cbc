import type { Redirect, Span, Word } from '../model';

/** A variable's value: `null` when it is set to something unread, `undefined` when nobody set it. */
export type Lookup = (name: string) => string | null | undefined;

/** A command's text with its variables filled in, and a mark before and behind each that could not be. */
export function filledIn(text: string, lookup: Lookup): string {
  return text.replace(/%([^%\s:|&<>"']{1,60})(?::([^%\n]{1,100}))?%|!([\w#@.$-]{1,60})(?::([^!\n]{1,100}))?!/g, (whole: string, a?: string, change?: string, b?: string, delayed?: string) => {
    const value = lookup(a ?? b ?? '');
    const how = change ?? delayed;
    if (typeof value !== 'string') return `${UNKNOWN}${whole}${UNKNOWN}`;
    return how === undefined ? value : changed(value, how);
  });
}

/** The words of a simple command, quotes and carets taken off, and its redirections. `text` is `filledIn`; `exact` says that it stands as written at `span`. */
export function wordsOf(text: string, span: Span, exact: boolean): { words: Word[]; redirects: Redirect[] } {
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  let mode: Redirect['mode'] | 'in' | null = null;
  let at = 0;
  while (at < text.length) {
    const blank = /^(?:\s|\^\r?\n)/.exec(text.slice(at, at + 3))?.[0];
    if (blank) {
      at += blank.length;
      continue;
    }
    const mark = /^(?:\d?>>?(?:&\d)?|<)/.exec(text.slice(at, at + 4))?.[0];
    if (mark) {
      at += mark.length;
      mode = mark.includes('&') ? mode : mark === '<' ? 'in' : mark.includes('>>') ? 'append' : 'overwrite';
      continue;
    }
    const start = at;
    let value = '';
    let quoted = false;
    for (; at < text.length; at += 1) {
      const char = text[at] as string;
      if (char === '\\' && text[at + 1] === '"' && quoted && /[^\s]/.test(text[at + 2] ?? '')) {
        value += '"';
        at += 1;
      } else if (char === '"') quoted = !quoted;
      else if (char === '^' && !quoted) {
        at += 1;
        value += /[\r\n]/.test(text[at] ?? '') ? '' : (text[at] ?? '');
      } else if (!quoted && (/\s/.test(char) || char === '>' || char === '<')) break;
      else value += char;
    }
    const known = !value.includes(UNKNOWN);
    const word: Word = { value: value.replaceAll(UNKNOWN, ''), known, glob: /[*?]/.test(value), span: exact ? [span[0] + start, span[0] + at] : span };
    if (mode === null) words.push(word);
    else if (mode !== 'in' && !/^nul$/i.test(word.value)) redirects.push({ to: word, mode });
    mode = null;
  }
  return { words, redirects };
}

/** Stands around what could not be filled in; no text has it. */
const UNKNOWN = '\u{e0fe}';

/** `~0,3` and `a=b`: a piece of the value, or the value with something replaced. */
function changed(value: string, how: string): string {
  const piece = /^~(-?\d+)(?:,(-?\d+))?$/.exec(how);
  if (piece) {
    const from = Number(piece[1]);
    const start = from < 0 ? Math.max(0, value.length + from) : from;
    const count = piece[2] === undefined ? value.length : Number(piece[2]);
    return value.slice(start, count < 0 ? value.length + count : start + count);
  }
  const equals = how.indexOf('=');
  if (equals < 1) return value;
  return value.replaceAll(how.slice(0, equals), () => how.slice(equals + 1));
}
