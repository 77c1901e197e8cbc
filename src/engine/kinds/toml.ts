export type Toml = string | readonly Toml[] | { readonly [key: string]: Toml };

/** The tables of a TOML text, as far as they can be read: texts, lists and tables; numbers, dates and truths stay as written. Never fails. */
export function tomlOf(text: string): { readonly [key: string]: Toml } {
  const root: Table = Object.create(null) as Table;
  const at: Cursor = { text: text.slice(0, LONGEST), at: 0, depth: 0 };
  let table = root;
  while (at.at < at.text.length) {
    skipBlank(at, true);
    const start = at.at;
    if (at.text[at.at] === '[') {
      at.at += at.text.startsWith('[[', at.at) ? 2 : 1;
      table = tableAt(root, keys(at));
    } else if (at.at < at.text.length) pair(at, table);
    if (at.at === start) at.at += 1;
    // What a statement leaves on its line is a comment, or nothing that is understood.
    while (at.at < at.text.length && at.text[at.at] !== '\n') at.at += 1;
  }
  return root;
}

const LONGEST = 200_000;
const DEEPEST = 20;

type Table = Record<string, Toml>;

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

function pair(at: Cursor, table: Table): void {
  const names = keys(at);
  const last = names.pop();
  skipBlank(at, false);
  if (last === undefined || at.text[at.at] !== '=') return;
  at.at += 1;
  skipBlank(at, false);
  tableAt(table, names)[last] = value(at);
}

/** `a."b c".d` */
function keys(at: Cursor): string[] {
  const out: string[] = [];
  for (;;) {
    skipBlank(at, false);
    const char = at.text[at.at];
    if (char === '"' || char === "'") out.push(quoted(at, char));
    else {
      const name = /^[\w-]+/.exec(at.text.slice(at.at, at.at + 200))?.[0];
      if (name === undefined) return out;
      at.at += name.length;
      out.push(name);
    }
    skipBlank(at, false);
    if (at.text[at.at] !== '.') return out;
    at.at += 1;
  }
}

function value(at: Cursor): Toml {
  const char = at.text[at.at];
  if (char === '"' || char === "'") return at.text.startsWith(char.repeat(3), at.at) ? long(at, char.repeat(3)) : quoted(at, char);
  if ((char === '[' || char === '{') && at.depth < DEEPEST) {
    at.at += 1;
    at.depth += 1;
    const items: Toml[] = [];
    const table: Table = Object.create(null) as Table;
    while (at.at < at.text.length) {
      skipBlank(at, true);
      const next = at.text[at.at];
      if (next === ']' || next === '}' || next === undefined) {
        at.at += 1;
        break;
      }
      const before = at.at;
      if (next === ',') at.at += 1;
      else if (char === '[') items.push(value(at));
      else pair(at, table);
      if (at.at === before) at.at += 1;
    }
    at.depth -= 1;
    return char === '[' ? items : table;
  }
  const plain = /^[^\s,\]}#]*/.exec(at.text.slice(at.at, at.at + 200))?.[0] ?? '';
  at.at += plain.length;
  return plain;
}

function quoted(at: Cursor, mark: string): string {
  let out = '';
  for (at.at += 1; at.at < at.text.length && at.text[at.at] !== mark && at.text[at.at] !== '\n'; at.at += 1) {
    if (mark === '"' && at.text[at.at] === '\\') out += unescaped(at.text[(at.at += 1)] ?? '');
    else out += at.text[at.at];
  }
  at.at += 1;
  return out;
}

function long(at: Cursor, mark: string): string {
  const end = at.text.indexOf(mark, at.at + 3);
  const raw = at.text.slice(at.at + 3, end < 0 ? undefined : end).replace(/^\r?\n/, '');
  at.at = end < 0 ? at.text.length : end + 3;
  return mark === '"""' ? raw.replace(/\\\r?\n\s*/g, '').replace(/\\(.)/g, (_, char: string) => unescaped(char)) : raw;
}

function unescaped(char: string): string {
  return ({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[char] ?? char;
}

function tableAt(table: Table, names: readonly string[]): Table {
  let at = table;
  for (const name of names) {
    const own = at[name];
    if (typeof own === 'object' && !Array.isArray(own)) at = own as Table;
    else at = at[name] = Object.create(null) as Table;
  }
  return at;
}

/** Blanks and comments, and with `lines` what ends one. */
function skipBlank(at: Cursor, lines: boolean): void {
  for (; at.at < at.text.length; at.at += 1) {
    const char = at.text[at.at] as string;
    if (char === '#' && lines) while (at.at + 1 < at.text.length && at.text[at.at + 1] !== '\n') at.at += 1;
    else if (!(lines ? /\s/ : /[ \t\r]/).test(char)) return;
  }
}
