import { lookup } from '../lookup';
/** Longer texts are not matched: what a pattern would leave of them is then unknown. */
const LONGEST = 2048;

/** With a `*`, replacing looks from every place to every other. */
const LONGEST_WITH_STAR = 256;

/** Whether a text is matched whole by a shell pattern; `null` when it cannot be told. */
export function matchesPattern(text: string, pattern: string): boolean | null {
  if (!/[*?[\\]/.test(pattern)) return text === pattern;
  const tokens = tokensOf(pattern);
  return tokens === null || text.length > LONGEST ? null : ends(text, 0, tokens).includes(text.length);
}

export function removePrefix(text: string, pattern: string, longest: boolean): string | null {
  const tokens = tokensOf(pattern);
  if (tokens === null || text.length > LONGEST) return null;
  const found = ends(text, 0, tokens);
  const end = longest ? found.at(-1) : found[0];
  return end === undefined ? text : text.slice(end);
}

export function removeSuffix(text: string, pattern: string, longest: boolean): string | null {
  const tokens = tokensOf(pattern);
  if (tokens === null || text.length > LONGEST) return null;
  const found = ends(reversed(text), 0, tokens.toReversed());
  const length = longest ? found.at(-1) : found[0];
  return length === undefined ? text : text.slice(0, text.length - length);
}

export function replacePattern(text: string, pattern: string, by: string, where: 'first' | 'all' | 'start' | 'end'): string | null {
  if (pattern === '') return text;
  const tokens = tokensOf(pattern);
  if (tokens === null || text.length > (tokens.some(({ kind }) => kind === 'star') ? LONGEST_WITH_STAR : LONGEST)) return null;
  if (where === 'start') {
    const end = ends(text, 0, tokens).at(-1);
    return end === undefined ? text : by + text.slice(end);
  }
  if (where === 'end') {
    const length = ends(reversed(text), 0, tokens.toReversed()).at(-1);
    return length === undefined ? text : text.slice(0, text.length - length) + by;
  }
  let out = '';
  for (let i = 0; i < text.length; ) {
    const end = ends(text, i, tokens).at(-1);
    if (end === undefined || end === i) {
      out += text[i];
      i += 1;
      continue;
    }
    out += by;
    i = end;
    if (where === 'first') return out + text.slice(i);
  }
  return out;
}

type Token =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'set'; readonly negated: boolean; readonly members: string; readonly ranges: readonly (readonly [string, string])[] };

/** The places where a match from `start` may end, in order. Takes time by the length of the text times that of the pattern, never more. */
function ends(text: string, start: number, tokens: readonly Token[]): number[] {
  const found: number[] = [];
  let states = closed(new Set([0]), tokens);
  for (let i = start; ; i += 1) {
    if (states.has(tokens.length)) found.push(i);
    if (i >= text.length || states.size === 0) return found;
    const next = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (token === undefined) continue;
      if (token.kind === 'star') next.add(state);
      else if (fits(token, text[i] as string)) next.add(state + 1);
    }
    states = closed(next, tokens);
  }
}

/** A star may match nothing. */
function closed(states: Set<number>, tokens: readonly Token[]): Set<number> {
  for (const state of states) if (tokens[state]?.kind === 'star') states.add(state + 1);
  return states;
}

function fits(token: Token, c: string): boolean {
  if (token.kind === 'character') return token.character === c;
  if (token.kind !== 'set') return true;
  return (token.members.includes(c) || token.ranges.some(([from, to]) => from <= c && c <= to)) !== token.negated;
}

/** `null` for a pattern too long to be tried. */
function tokensOf(pattern: string): Token[] | null {
  if (pattern.length > 256) return null;
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i] as string;
    if (c === '\\' && i + 1 < pattern.length) {
      i += 1;
      tokens.push({ kind: 'character', character: pattern[i] as string });
    } else if (c === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (c === '?') tokens.push({ kind: 'any' });
    else if (c === '[') {
      const end = pattern.indexOf(']', /[!^]/.test(pattern[i + 1] ?? '') ? i + 3 : i + 2);
      if (end < 0) tokens.push({ kind: 'character', character: '[' });
      else {
        const close = pattern[i + 1] === '[' ? pattern.indexOf(']]', i) + 1 : end;
        const last = close > i ? close : end;
        tokens.push(setOf(pattern.slice(i + 1, last)));
        i = last;
      }
    } else tokens.push({ kind: 'character', character: c });
  }
  return tokens;
}

const CLASSES: Readonly<Record<string, string>> = { alpha: 'a-zA-Z', digit: '0-9', alnum: 'a-zA-Z0-9', space: ' \t\n', blank: ' \t', upper: 'A-Z', lower: 'a-z', xdigit: '0-9a-fA-F' };

function setOf(inside: string): Token {
  const negated = inside.startsWith('!') || inside.startsWith('^');
  const body = (negated ? inside.slice(1) : inside).replace(/\[:(\w+):\]/g, (_whole, name: string) => lookup(CLASSES, name) ?? '');
  const ranges: [string, string][] = [];
  const members = body.replace(/(.)-(.)/gs, (_whole, from: string, to: string) => {
    ranges.push([from, to]);
    return '';
  });
  return { kind: 'set', negated, members, ranges };
}

function reversed(text: string): string {
  let out = '';
  for (let i = text.length - 1; i >= 0; i -= 1) out += text[i];
  return out;
}
