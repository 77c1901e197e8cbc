/** Longer texts are not matched: what a pattern would leave of them is then unknown. */
const LONGEST = 2048;

/** The source of a regular expression for a shell pattern, or `null` when it is too wild to be tried. */
export function patternSource(pattern: string): string | null {
  if (pattern.length > 256 || (pattern.match(/\*/g)?.length ?? 0) > 6) return null;
  let out = '';
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i] as string;
    if (c === '\\' && i + 1 < pattern.length) {
      i += 1;
      out += escaped(pattern[i] as string);
    } else if (c === '*') {
      if (!out.endsWith('[^]*')) out += '[^]*';
    } else if (c === '?') out += '[^]';
    else if (c === '[') {
      const end = pattern.indexOf(']', pattern[i + 1] === '!' || pattern[i + 1] === '^' ? i + 3 : i + 2);
      if (end < 0) out += '\\[';
      else {
        out += bracket(pattern.slice(i + 1, end));
        i = end;
      }
    } else out += escaped(c);
  }
  return out;
}

/** Whether a text is matched by a shell pattern; `null` when it cannot be told. */
export function matchesPattern(text: string, pattern: string): boolean | null {
  if (/[*?[\\]/.test(pattern) === false) return text === pattern;
  const regex = compiled(pattern, (source) => `^(?:${source})$`);
  return regex === null || text.length > LONGEST ? null : regex.test(text);
}

export function removePrefix(text: string, pattern: string, longest: boolean): string | null {
  const regex = compiled(pattern, (source) => `^(?:${source})$`);
  if (regex === null || text.length > LONGEST) return null;
  const lengths = Array.from({ length: text.length + 1 }, (_, i) => (longest ? text.length - i : i));
  const found = lengths.find((length) => regex.test(text.slice(0, length)));
  return found === undefined ? text : text.slice(found);
}

export function removeSuffix(text: string, pattern: string, longest: boolean): string | null {
  const regex = compiled(pattern, (source) => `^(?:${source})$`);
  if (regex === null || text.length > LONGEST) return null;
  const starts = Array.from({ length: text.length + 1 }, (_, i) => (longest ? i : text.length - i));
  const found = starts.find((start) => regex.test(text.slice(start)));
  return found === undefined ? text : text.slice(0, found);
}

export function replacePattern(text: string, pattern: string, by: string, where: 'first' | 'all' | 'start' | 'end'): string | null {
  if (pattern === '') return text;
  const regex = compiled(pattern, (source) => (where === 'start' ? `^(?:${source})` : where === 'end' ? `(?:${source})$` : source), where === 'all' ? 'g' : '');
  return regex === null || text.length > LONGEST ? null : text.replace(regex, () => by);
}

function compiled(pattern: string, around: (source: string) => string, flags = ''): RegExp | null {
  const source = patternSource(pattern);
  if (source === null) return null;
  try {
    return new RegExp(around(source), flags);
  } catch {
    // A range that runs backwards (`[z-a]`) is the only pattern that does not compile.
    return null;
  }
}

function bracket(inside: string): string {
  const negated = inside.startsWith('!') || inside.startsWith('^');
  const body = (negated ? inside.slice(1) : inside)
    .replace(/\[:alpha:\]?/g, 'a-zA-Z').replace(/\[:digit:\]?/g, '0-9').replace(/\[:alnum:\]?/g, 'a-zA-Z0-9').replace(/\[:space:\]?/g, '\\s')
    .replace(/\[:upper:\]?/g, 'A-Z').replace(/\[:lower:\]?/g, 'a-z')
    .replace(/[\][^]/g, '\\$&');
  return `[${negated ? '^' : ''}${body}]`;
}

function escaped(c: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
}
