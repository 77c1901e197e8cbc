/**
 * Brace expansion of a word as written: `a{b,c}` gives `ab` and `ac`. Quotes, escapes and `${…}` stay as they are.
 * At most `limit` words; `null` when there would be more.
 */
export function expandBraces(text: string, limit: number): readonly string[] | null {
  const out: string[] = [];
  return into(out, '', text, limit, 0) ? out : null;
}

function into(out: string[], before: string, text: string, limit: number, depth: number): boolean {
  if (depth > 32) return false;
  const group = firstGroup(text);
  if (group === null) {
    out.push(before + text);
    return out.length <= limit;
  }
  const rest = text.slice(group.end);
  for (const choice of group.choices) {
    const inner: string[] = [];
    if (!into(inner, '', choice, limit, depth + 1)) return false;
    for (const one of inner) if (!into(out, before + text.slice(0, group.start) + one, rest, limit, depth + 1)) return false;
  }
  return true;
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly choices: readonly string[];
}

function firstGroup(text: string): Group | null {
  for (let i = 0; i < text.length; i = next(text, i)) {
    if (text[i] !== '{') continue;
    const commas: number[] = [];
    let depth = 0;
    for (let k = i; k < text.length; k = next(text, k)) {
      if (text[k] === '{') depth += 1;
      else if (text[k] === ',' && depth === 1) commas.push(k);
      else if (text[k] === '}') {
        depth -= 1;
        if (depth > 0) continue;
        const inside = text.slice(i + 1, k);
        const choices = commas.length > 0 ? pieces(text, i + 1, k, commas) : sequence(inside);
        if (choices !== null) return { start: i, end: k + 1, choices };
        break;
      }
    }
  }
  return null;
}

function pieces(text: string, start: number, end: number, commas: readonly number[]): string[] {
  return [...commas, end].map((stop, i) => text.slice(i === 0 ? start : (commas[i - 1] as number) + 1, stop));
}

function sequence(inside: string): string[] | null {
  const match = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(inside);
  if (match === null) return null;
  const [, from = '', to = '', by] = match;
  const letters = /[A-Za-z]/.test(from) && /[A-Za-z]/.test(to);
  if (!letters && (/[A-Za-z]/.test(from) || /[A-Za-z]/.test(to))) return null;
  const start = letters ? from.charCodeAt(0) : Number(from);
  const end = letters ? to.charCodeAt(0) : Number(to);
  const step = Math.max(1, Math.abs(Number(by ?? 1)));
  const width = /^-?0\d/.test(from) || /^-?0\d/.test(to) ? Math.max(from.length, to.length) : 0;
  // One more than any caller's limit is enough to be told that there are too many.
  const count = Math.min(Math.floor(Math.abs(end - start) / step) + 1, 1000);
  return Array.from({ length: count }, (_, i) => {
    const value = start + (end >= start ? i : -i) * step;
    return letters ? String.fromCharCode(value) : String(value).padStart(width, '0');
  });
}

/** The next place to look at: quotes, escapes and `${…}` are passed over whole. */
function next(text: string, i: number): number {
  const c = text[i];
  if (c === '\\') return i + 2;
  if (c === "'") return after(text, "'", i + 1);
  if (c === '"') {
    for (let k = i + 1; k < text.length; k += 1) {
      if (text[k] === '\\') k += 1;
      else if (text[k] === '"') return k + 1;
    }
    return text.length;
  }
  if (c === '`') return after(text, '`', i + 1);
  if (c === '$' && text[i + 1] === '{') return after(text, '}', i + 2);
  if (c === '$' && text[i + 1] === '(') {
    let depth = 0;
    for (let k = i + 1; k < text.length; k += 1) {
      if (text[k] === '(') depth += 1;
      else if (text[k] === ')' && (depth -= 1) === 0) return k + 1;
    }
    return text.length;
  }
  return i + 1;
}

function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + 1;
}
