export interface Rule {
  readonly targets: readonly string[];
  readonly needs: string;
  readonly recipe: readonly { readonly text: string; readonly line: number }[];
  /** The file it stands in, where that is another than the one that was asked for. */
  readonly shown?: string;
}

export interface Makefile {
  readonly rules: readonly Rule[];
  readonly variables: ReadonlyMap<string, string>;
  readonly exported: readonly string[];
  /** What stands behind each `include`: names, patterns, references. */
  readonly includes: readonly string[];
}

/** Reads a makefile: rules, variables, includes. Both sides of a condition count. Lines are 1-based. */
export function parseMakefile(text: string): Makefile {
  const rules: (Rule & { recipe: { text: string; line: number }[] })[] = [];
  const variables = new Map<string, string>();
  const exported: string[] = [];
  const includes: string[] = [];
  const lines = text.split('\n');
  let prefix = '\t';
  let open: (typeof rules)[number] | null = null;

  for (let i = 0; i < lines.length; i += 1) {
    const start = i + 1;
    let line = (lines[i] as string).replace(/\r$/, '');
    while (line.endsWith('\\') && i + 1 < lines.length) line = `${line}\n${(lines[(i += 1)] as string).replace(/\r$/, '')}`;
    // Editors and assistants turn tabs into spaces; make would refuse, but nobody means anything else.
    if (open && (line.startsWith(prefix) || /^ {2,}\S/.test(line)) && !/^\s*(?:ifn?eq|ifn?def|else|endif)\b/.test(line)) {
      if (line.trim() !== '' && !/^\s*#/.test(line)) open.recipe.push({ text: line.replace(/^\s+/, ''), line: start });
      continue;
    }
    const bare = uncommented(line.replaceAll('\\\n', ' ')).trim();
    if (bare === '' || /^(?:ifn?eq|ifn?def|else|endif|unexport|vpath|endef)\b/.test(bare)) continue;
    const include = /^(?:-?include|sinclude)\s+(.+)$/.exec(bare);
    if (include) {
      open = null;
      includes.push(include[1] as string);
      continue;
    }
    const define = /^(?:override\s+|export\s+)*define\s+([\w.-]+)/.exec(bare);
    if (define) {
      const body: string[] = [];
      while (i + 1 < lines.length && !/^\s*endef\b/.test(lines[i + 1] as string)) body.push(lines[(i += 1)] as string);
      variables.set(define[1] as string, body.join('\n'));
      continue;
    }
    const assignment = /^((?:export|override|private)\s+)*([\w.-]+)\s*(\+|\?|:{1,3}|!)?=\s*([^]*)$/.exec(bare);
    if (assignment) {
      open = null;
      const [, , name, how, value] = assignment as unknown as [string, string, string, string | undefined, string];
      if (/^export\b/.test(bare)) exported.push(name);
      if (name === '.RECIPEPREFIX') prefix = value.trim()[0] ?? '\t';
      else if (how === '?' && variables.has(name)) continue;
      else variables.set(name, how === '+' ? `${variables.get(name) ?? ''} ${value}`.trim() : how === '!' ? `$(shell ${value})` : value);
      continue;
    }
    if (/^export\b/.test(bare)) {
      exported.push(...bare.split(/\s+/).slice(1));
      continue;
    }
    const rule = /^([^:=]+?)\s*::?(?!=)\s*([^]*)$/.exec(bare);
    if (!rule) continue;
    const [needs, inline] = divided(rule[2] as string);
    // `target: NAME = value` sets a variable for that target.
    const own = /^([\w.-]+)\s*[:?+]?=\s*(.*)$/.exec(needs);
    if (own) {
      if (!variables.has(own[1] as string)) variables.set(own[1] as string, own[2] as string);
      continue;
    }
    open = { targets: expanded(rule[1] as string, (name) => variables.get(name)).trim().split(/\s+/), needs: needs.replace(/\|/g, ' ').trim(), recipe: inline ? [{ text: inline, line: start }] : [] };
    rules.push(open);
  }
  return { rules, variables, exported, includes };
}

/** Variables filled in. What nobody sets becomes `${NAME}`, which a shell could not fill in either; `$$` is the shell's own dollar. */
export function expanded(text: string, lookup: (name: string) => string | undefined, depth = 0): string {
  if (depth > 10 || text.length > 20_000) return text;
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] !== '$') {
      out += text[i];
      continue;
    }
    const next = text[i + 1] ?? '';
    if (next === '$') {
      out += '$';
      i += 1;
    } else if (next === '(' || next === '{') {
      const end = closing(text, i + 1);
      out += reference(text.slice(i + 2, end), lookup, depth);
      i = end;
    } else {
      const value = lookup(next);
      out += value === undefined ? '' : expanded(value, lookup, depth + 1);
      i += 1;
    }
  }
  return out;
}

function reference(inside: string, lookup: (name: string) => string | undefined, depth: number): string {
  const call = /^([a-z-]+)\s+([^]*)$/.exec(inside);
  if (call) return called(call[1] as string, call[2] as string, lookup, depth);
  const [name, change] = inside.split(/:(?=[^:]*=)/, 2) as [string, string?];
  const value = lookup(name.trim());
  if (value === undefined) return /^\w+$/.test(name.trim()) ? `\${${name.trim()}}` : '';
  const full = expanded(value, lookup, depth + 1);
  if (!change) return full;
  const [from, to] = change.split('=') as [string, string];
  return full.split(/\s+/).map((word) => (word.endsWith(from.replace('%', '')) ? word.slice(0, word.length - from.replace('%', '').length) + to.replace('%', '') : word)).join(' ');
}

function called(name: string, rest: string, lookup: (name: string) => string | undefined, depth: number): string {
  const args = () => argumentsOf(rest).map((arg) => expanded(arg, lookup, depth + 1));
  switch (name) {
    case 'shell': return `$(${expanded(rest, lookup, depth + 1)})`;
    case 'or': return args().find((arg) => arg.trim() !== '' && !/^\$\{\w+\}$/.test(arg)) ?? '';
    case 'if': return args().slice(1).join(' ');
    case 'strip': case 'abspath': case 'realpath': case 'sort': case 'info': case 'warning': case 'error': return name === 'info' || name === 'warning' || name === 'error' ? '' : args().join(',').trim();
    case 'addprefix': { const [prefix, words] = args(); return (words ?? '').trim().split(/\s+/).map((word) => `${prefix}${word}`).join(' '); }
    case 'addsuffix': { const [suffix, words] = args(); return (words ?? '').trim().split(/\s+/).map((word) => `${word}${suffix}`).join(' '); }
    case 'subst': { const [from, to, words] = args(); return from ? (words ?? '').replaceAll(from, () => to ?? '') : (words ?? ''); }
    case 'foreach': {
      const [variable, list, body] = argumentsOf(rest);
      return expanded(list ?? '', lookup, depth + 1).trim().split(/\s+/).slice(0, 50).map((word) => expanded(body ?? '', (key) => (key === variable?.trim() ? word : lookup(key)), depth + 1)).join(' ');
    }
    case 'call': {
      const [which, ...given] = args();
      return expanded(lookup((which ?? '').trim()) ?? '', (key) => (/^\d+$/.test(key) ? (given[Number(key) - 1] ?? '') : lookup(key)), depth + 1);
    }
    case 'wildcard': case 'firstword': case 'lastword': case 'notdir': case 'dir': return args()[0]?.trim() ?? '';
    default: return '';
  }
}

function argumentsOf(text: string): string[] {
  const args: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '(' || text[i] === '{') depth += 1;
    if (text[i] === ')' || text[i] === '}') depth -= 1;
    if (text[i] === ',' && depth === 0) {
      args.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...args, text.slice(from)];
}

function closing(text: string, open: number): number {
  const [up, down] = text[open] === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let i = open; i < text.length; i += 1) {
    if (text[i] === up) depth += 1;
    if (text[i] === down && (depth -= 1) === 0) return i;
  }
  return text.length;
}

/** Needs, and a recipe that stands on the same line behind `;`. */
function divided(text: string): [string, string | null] {
  const cut = text.indexOf(';');
  return cut < 0 ? [text, null] : [text.slice(0, cut), text.slice(cut + 1).trim()];
}

function uncommented(line: string): string {
  const cut = line.search(/(?<!\\)#/);
  return cut < 0 ? line : line.slice(0, cut);
}
