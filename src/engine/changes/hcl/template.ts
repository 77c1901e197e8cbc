import type { Expression } from './model';
import { type Heredoc, type Patience, skipInterpolation, skipString } from './scan';

/** Reads what stands in an interpolation. */
export type Inner = (text: string, start: number, end: number) => Expression;

/** A quoted text with its interpolations: a scalar when it has none. */
export function quotedTemplate(text: string, start: number, end: number, patience: Patience, inner: Inner): Expression {
  const stop = skipString(text, start, end, patience);
  const last = text[stop - 1] === '"' && stop > start + 1 ? stop - 1 : stop;
  return templateOf(parts(text, start + 1, last, patience, inner, unescaped), start, stop);
}

/** A heredoc is a text too; `<<-` takes off the indentation that all its lines share. */
export function heredocTemplate(text: string, start: number, heredoc: Heredoc, patience: Patience, inner: Inner): Expression {
  const content = parts(text, heredoc.start, heredoc.stop, patience, inner, (part) => part.replaceAll('\r\n', '\n'));
  return templateOf(heredoc.indented ? dedented(content) : content, start, heredoc.end);
}

/** A text that is all template: a string in `.tf.json`. */
export function plainTemplate(text: string, start: number, end: number, patience: Patience, inner: Inner): Expression {
  return templateOf(parts(text, 0, text.length, patience, inner, (part) => part), start, end);
}

function templateOf(all: readonly (string | Expression)[], start: number, end: number): Expression {
  const only = all[0];
  if (all.length === 0) return { kind: 'scalar', value: '', start, end };
  if (all.length === 1) return typeof only === 'string' ? { kind: 'scalar', value: only, start, end } : { ...(only as Expression), start, end };
  return { kind: 'template', parts: all, start, end };
}

function parts(text: string, from: number, to: number, patience: Patience, read: Inner, plain: (part: string) => string): (string | Expression)[] {
  const found: (string | Expression)[] = [];
  let literal = '';
  let at = from;
  while (at < to) {
    const next = nextMark(text, at, to);
    literal += plain(text.slice(at, next));
    if (next >= to) break;
    if (text[next + 2] === '{' && text[next] === text[next + 1]) {
      literal += `${text[next]}{`;
      at = next + 3;
      continue;
    }
    const stop = Math.min(skipInterpolation(text, next + 2, to, patience), to);
    if (literal !== '') found.push(literal);
    literal = '';
    const inner = text[stop - 1] === '}' ? stop - 1 : stop;
    const start = next + 2 + (text[next + 2] === '~' ? 1 : 0);
    const end = text[inner - 1] === '~' ? inner - 1 : inner;
    found.push(text[next] === '$' ? read(text, start, Math.max(start, end)) : { kind: 'raw', text: `%{${text.slice(start, end).trim()}}`, start, end });
    at = stop;
  }
  if (literal !== '') found.push(literal);
  return found;
}

/** Where `${`, `%{`, `$${` or `%%{` begins. */
function nextMark(text: string, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const c = text[at];
    if (c === '\\') at += 1;
    else if ((c === '$' || c === '%') && (text[at + 1] === '{' || (text[at + 1] === c && text[at + 2] === '{'))) return at;
  }
  return to;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function unescaped(part: string): string {
  if (!part.includes('\\')) return part;
  return part.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs, (whole, short: string | undefined, long: string | undefined, one: string | undefined) => {
    if (one !== undefined) return ESCAPES[one] ?? whole;
    const code = Number.parseInt((short ?? long) as string, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function dedented(content: readonly (string | Expression)[]): (string | Expression)[] {
  const lines = content.flatMap((part, i) => (typeof part === 'string' ? part.split('\n').slice(i === 0 ? 0 : 1) : []));
  const shared = lines.filter((line) => line.trim() !== '').reduce((least, line) => Math.min(least, /^[ \t]*/.exec(line)?.[0].length ?? 0), 1000);
  return content.map((part, i) =>
    typeof part !== 'string' ? part : part.split('\n').map((line, n) => (n > 0 || i === 0 ? line.slice(Math.min(shared, /^[ \t]*/.exec(line)?.[0].length ?? 0)) : line)).join('\n'),
  );
}
