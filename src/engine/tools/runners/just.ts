import { NOTHING, together, unread } from '../../effects';
import { rebuilt } from '../../kinds/built';
import { absolute, folderOf } from '../../kinds/paths';
import type { Context, Invocation, Lowered, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { firstFile, type Found, fileAt, ledBy, placeOf } from './following';
import { languageOfProgram } from './script';
import { seen } from './shells';

/** `just recipe`: https://just.systems/man/en */
export const just: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-f', '--justfile', '-d', '--working-directory', '--set', '--shell', '--shell-arg', '--dotenv-filename', '--dotenv-path', '-E', '--color'], optionsFirst: true });
  if (args.has('-n', '--dry-run', '-l', '--list', '--summary', '--dump', '-e', '--edit', '--evaluate', '--show', '-s', '--variables', '--fmt', '--help', '-h', '--version', '--init', '--choose', '--completions')) return [seen(invocation, 'what would be run')];
  const at = args.value('-d', '--working-directory');
  const folder = at ? absolute(at.value, invocation.cwd, context.surroundings.homeDirectory) : invocation.cwd;
  const file = args.value('-f', '--justfile');
  const found = file ? fileAt(file.value, invocation, context) : justfileFrom(folder, invocation, context);
  if (!found) return unread('the justfile');
  const words = args.positionals.filter(({ value }) => !/^\w+=/.test(value));
  const set = args.positionals.flatMap(({ value }) => (/^\w+=/.test(value) ? [[value.slice(0, value.indexOf('=')), value.slice(value.indexOf('=') + 1)] as const] : []));
  const justfile = loaded(found, set, invocation, context);
  const [first] = words;
  const [name, recipe] = first?.value.includes('::') ? first.value.split('::') : [first?.value ?? ''];
  const module = justfile.modules.has(name as string) && !justfile.recipes.has(name as string) ? moduleAt(name as string, justfile.modules.get(name as string) ?? null, found, invocation, context) : null;
  if (module) return ledBy(invocation, run(loaded(module, set, invocation, context), [...(recipe ? [{ ...(first as Word), value: recipe }] : []), ...words.slice(1)], folderOf(module.path), invocation, context));
  const lowered = run(justfile, words, at ? folder : folderOf(found.path), invocation, context);
  return ledBy(invocation, { ...lowered, effects: rebuilt(lowered.effects, found.text, at ? folder : folderOf(found.path)) });
};

/** just looks in the folders above as well. */
function justfileFrom(folder: string | null, invocation: Invocation, context: Context): Found | null {
  for (let at = folder, turns = 0; at !== null && turns < 8; at = at === '/' ? null : folderOf(at), turns += 1) {
    const found = firstFile(['justfile', 'Justfile', '.justfile', 'JUSTFILE'], invocation, context, at);
    if (found) return found;
  }
  return null;
}

interface Recipe {
  readonly parameters: readonly { readonly name: string; readonly value: string | null; readonly rest: boolean }[];
  readonly needs: readonly string[];
  readonly body: readonly { readonly text: string; readonly line: number }[];
  readonly found: Found;
}

interface Justfile {
  readonly recipes: ReadonlyMap<string, Recipe>;
  readonly variables: ReadonlyMap<string, string>;
  readonly first: string | null;
  /** Files whose recipes count as if they stood here, and those that are called by a name of their own. */
  readonly imports: readonly string[];
  readonly modules: ReadonlyMap<string, string | null>;
}

type Setting = readonly [string, string];

/** A justfile with the recipes of those that it imports; its own count first. */
function loaded(found: Found, set: readonly Setting[], invocation: Invocation, context: Context, done = new Set<string>()): Justfile {
  const own = parse(found, set);
  done.add(found.path);
  const imported = own.imports.slice(0, 20).flatMap((name) => fileAt(name, invocation, context, folderOf(found.path)) ?? []).flatMap((one) => (done.has(one.path) || done.size > 40 ? [] : [loaded(one, set, invocation, context, done)]));
  return {
    ...own, first: own.first ?? imported.find(({ first }) => first !== null)?.first ?? null,
    recipes: new Map([...imported.flatMap(({ recipes }) => [...recipes]), ...own.recipes]), variables: new Map([...imported.flatMap(({ variables }) => [...variables]), ...own.variables]), modules: new Map([...imported.flatMap(({ modules }) => [...modules]), ...own.modules]),
  };
}

/** `mod db`, `mod db 'ops/db.just'`: where the module's recipes stand. */
function moduleAt(name: string, path: string | null, found: Found, invocation: Invocation, context: Context): Found | null {
  const names = path === null ? [`${name}.just`, `${name}/mod.just`, `${name}/justfile`, `${name}/.justfile`] : [path, `${path}/mod.just`, `${path}/justfile`];
  return firstFile(names, invocation, context, folderOf(found.path));
}

function parse(found: Found, set: readonly Setting[]): Justfile {
  const { text } = found;
  const imports: string[] = [];
  const modules = new Map<string, string | null>();
  const recipes = new Map<string, Recipe>();
  const variables = new Map<string, string>();
  const aliases: [string, string][] = [];
  let first: string | null = null;
  let body: { text: string; line: number }[] | null = null;
  text.split('\n').forEach((raw, i) => {
    const line = raw.replace(/\r$/, '');
    if (/^\s+\S/.test(line)) {
      const last = body?.at(-1);
      if (last?.text.endsWith('\\')) body?.splice(-1, 1, { ...last, text: `${last.text}\n${line}` });
      else body?.push({ text: line.replace(/^\s+/, ''), line: i + 1 });
      return;
    }
    const taken = /^(?:import\??|!include)\s+['"]?([^'"\s]+)/.exec(line)?.[1];
    if (taken) return void imports.push(taken);
    const module = /^mod\??\s+([\w-]+)(?:\s+['"]([^'"]+)['"])?/.exec(line);
    if (module) return void modules.set(module[1] as string, module[2] ?? null);
    if (/^\s*(?:#|\[|$|set\s|!include)/.test(line)) return;
    const alias = /^alias\s+([\w-]+)\s*:=\s*([\w-]+)/.exec(line);
    if (alias) return void aliases.push([alias[1] as string, alias[2] as string]);
    const variable = /^(?:export\s+)?([\w-]+)\s*:=\s*(.*)$/.exec(line);
    if (variable) return void variables.set(variable[1] as string, variable[2] as string);
    const head = /^@?([\w-]+)((?:\s+[^:]*?|))\s*:(?!=)\s*(.*)$/.exec(line);
    if (!head) return;
    body = [];
    first ??= head[1] as string;
    recipes.set(head[1] as string, { parameters: parametersOf(head[2] as string), needs: needsOf(head[3] as string), body, found });
  });
  for (const [name, of] of aliases) {
    const recipe = recipes.get(of);
    if (recipe) recipes.set(name, recipe);
  }
  for (const [name, value] of set) variables.set(name, `'${value}'`);
  return { recipes, variables, first, imports, modules };
}

function parametersOf(text: string): Recipe['parameters'] {
  return [...text.matchAll(/([+*$]*)([\w-]+)(?:\s*=\s*('[^']*'|"[^"]*"|[^\s]+))?/g)].map(([, mark, name, value]) => ({ name: name as string, value: value?.replace(/^(['"])(.*)\1$/, '$2') ?? null, rest: /[+*]/.test(mark as string) }));
}

function needsOf(text: string): string[] {
  return text.replace(/#.*$/, '').replace(/\(\s*([\w-]+)[^)]*\)/g, '$1').replace(/&&/g, ' ').split(/\s+/).filter((name) => /^[\w-]+$/.test(name));
}

function run(justfile: Justfile, words: readonly Word[], folder: string | null, invocation: Invocation, context: Context): Lowered {
  const parts: Lowered[] = [];
  const done = new Set<string>();
  const names = words.length > 0 ? words : justfile.first ? [{ value: justfile.first, known: true, glob: false, span: invocation.span }] : [];
  for (let i = 0; i < names.length; ) {
    const recipe = justfile.recipes.get((names[i] as Word).value);
    if (!recipe) break;
    const takes = recipe.parameters.some(({ rest }) => rest) ? names.length : recipe.parameters.length;
    visit((names[i] as Word).value, names.slice(i + 1, i + 1 + takes).map(({ value }) => value));
    i += 1 + takes;
  }
  return parts.length === 0 && names.length > 0 && !justfile.recipes.has(names[0]?.value ?? '') ? unread(`the recipe ${names[0]?.value}`) : together(parts);

  function visit(name: string, args: readonly string[]): void {
    const recipe = justfile.recipes.get(name);
    if (!recipe || done.has(name) || done.size > 100) return;
    done.add(name);
    for (const need of recipe.needs) visit(need, []);
    const values = new Map(justfile.variables);
    recipe.parameters.forEach((parameter, at) => {
      const value = parameter.rest ? args.slice(at).join(' ') || parameter.value : (args[at] ?? parameter.value);
      if (value !== null) values.set(parameter.name, `'${value}'`);
    });
    parts.push(followBody(recipe, values, args));
  }

  function followBody({ body, found }: Recipe, values: ReadonlyMap<string, string>, args: readonly string[]): Lowered {
    const [first] = body;
    if (!first) return NOTHING;
    const fill = (text: string) => text.replace(/\{\{\{\{/g, '{{').replace(/(?<!\{)\{\{\s*([^{}]*?)\s*\}\}/g, (_whole, inside: string) => valueOf(inside, values, 0) ?? `\${${inside.replace(/\W+/g, '_')}}`);
    const shebang = /^#!\s*(?:\S*\/)?(?:env\s+(?:-\S+\s+)*)?(\S+)/.exec(first.text)?.[1];
    const parameters = args.map((value): Word => ({ value, known: true, glob: false, span: invocation.span }));
    const common = { cwd: folder, env: invocation.env, parameters, place: placeOf(invocation) };
    if (shebang) {
      return context.follow({ ...common, language: languageOfProgram(shebang.split('/').at(-1) ?? '') ?? 'bash', text: body.map(({ text }) => fill(text)).join('\n'), link: (line) => `${found.shown}:${first.line + line - 1}` });
    }
    return together(body.map(({ text, line }) => context.follow({ ...common, language: 'bash', text: fill(text).replace(/^[@-]+/, ''), link: (inside) => `${found.shown}:${line + inside - 1}` })));
  }
}

/** A literal, a variable, or several joined by `+` and `/`; `null` for functions and the rest. */
function valueOf(expression: string, variables: ReadonlyMap<string, string>, depth: number): string | null {
  if (depth > 8) return null;
  const pieces = expression.match(/'[^']*'|"[^"]*"|[^+\s][^+]*/g) ?? [];
  const values = pieces.map((piece) => {
    const text = piece.trim();
    if (/^(['"]).*\1$/.test(text)) return text.slice(1, -1);
    const inner = /^env(?:_var_or_default)?\(\s*['"]\w+['"]\s*,\s*(['"])(.*?)\1\s*\)$/.exec(text);
    if (inner) return inner[2] as string;
    const set = variables.get(text);
    return set === undefined ? null : valueOf(set, variables, depth + 1);
  });
  return values.some((value) => value === null) ? null : values.join('');
}
