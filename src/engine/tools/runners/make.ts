import { NOTHING, together, unread } from '../../effects';
import type { Context, Invocation, Lowered, Tool, Word } from '../../model';
import { rebuilt } from '../../kinds/built';
import { absolute } from '../../kinds/paths';
import { readArguments } from '../options';
import { filesAt, firstFile, type Found, ledBy, placeOf, quoted } from './following';
import { expanded, type Makefile, parseMakefile, type Rule } from './makefile';
import { seen } from './shells';
import { lookup } from '../../lookup';

/** `make target`: the recipes of the target and of all that it needs. */
export const make: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, {
    style: 'gnu', values: ['-C', '--directory', '-f', '--file', '--makefile', '-I', '--include-dir', '-o', '--old-file', '-W', '--what-if', '-E', '--eval'],
  });
  if (args.has('-n', '--dry-run', '--just-print', '--recon', '-q', '--question', '-t', '--touch', '-p', '--print-data-base', '--help', '-h', '--version', '-v')) return [seen(invocation, 'what would be made')];
  const folder = args.values('-C', '--directory').reduce<string | null>((at, word) => (word.known ? absolute(word.value, at, context.surroundings.homeDirectory) : null), invocation.cwd);
  const file = args.value('-f', '--file', '--makefile');
  const found = firstFile(file ? [file.value] : ['GNUmakefile', 'makefile', 'Makefile'], invocation, context, folder);
  if (!found) return unread(`the makefile of ${folder ?? 'an unknown folder'}`);
  const assignments = args.positionals.filter(({ value }) => /^\w+\s*[:?+]?=/.test(value));
  const targets = args.positionals.filter((word) => !assignments.includes(word));
  const libraries = args.values('-I', '--include-dir').flatMap((word) => absolute(word.value, folder, context.surroundings.homeDirectory) ?? []);
  const read = withIncludes(found, invocation, context, folder, libraries);
  const lowered = run({ ...read, given: given(assignments) }, targets, found, folder, invocation, context);
  return ledBy(invocation, { ...lowered, effects: rebuilt(lowered.effects, found.text, folder) });
};

interface Making extends Makefile {
  readonly given: ReadonlyMap<string, string>;
}

/** Targets that one command may lead to. */
const MOST_TARGETS = 200;

function run(makefile: Making, targets: readonly Word[], found: Found, folder: string | null, invocation: Invocation, context: Context): Lowered {
  const first = makefile.rules.find(({ targets: [name] }) => name !== undefined && !/^\.|%/.test(name))?.targets[0];
  const wanted = targets.length > 0 ? targets.map(({ value }) => value) : [expanded(makefile.variables.get('.DEFAULT_GOAL')?.trim() ?? first ?? '', variables({}))];
  const done = new Set<string>();
  const parts: Lowered[] = [];
  for (const target of wanted) visit(target);
  return together(parts);

  function visit(target: string): void {
    if (done.has(target) || done.size >= MOST_TARGETS || target === '') return;
    done.add(target);
    const rules = rulesFor(makefile.rules, target);
    for (const { rule, stem } of rules) {
      const needs = expanded(rule.needs, variables({ '*': stem })).replaceAll('%', () => stem).split(/\s+/);
      needs.forEach(visit);
      const names = { '@': target, '<': needs[0] ?? '', '^': needs.join(' '), '*': stem, '+': needs.join(' ') };
      for (const { text, line } of rule.recipe) parts.push(followLine(text, `${rule.shown ?? found.shown}:`, line, names));
    }
  }

  function followLine(text: string, where: string, line: number, names: Readonly<Record<string, string>>): Lowered {
    const command = expanded(text, variables(names)).replace(/^[\s@+-]+/, '');
    if (command === '') return NOTHING;
    return context.follow({
      language: 'bash', text: command, cwd: folder, env: { ...invocation.env, ...Object.fromEntries(makefile.exported.flatMap((name) => (makefile.variables.has(name) ? [[name, expanded(makefile.variables.get(name) ?? '', variables(names))]] : []))), ...Object.fromEntries(makefile.given) },
      place: placeOf(invocation), link: (inside) => `${where}${line + inside - 1}`,
    });
  }

  function variables(names: Readonly<Record<string, string>>): (name: string) => string | undefined {
    return (name) => {
      if (name === 'MAKE') return 'make';
      if (name === 'CURDIR') return folder ?? undefined;
      const own = lookup(names, name) ?? makefile.given.get(name) ?? makefile.variables.get(name);
      if (own !== undefined) return own;
      const set = Object.hasOwn(invocation.env, name) ? invocation.env[name] : lookup(context.surroundings.env, name);
      return typeof set === 'string' ? set : undefined;
    };
  }
}

/** The rules of a target: those that name it, else the first pattern that fits. */
function rulesFor(rules: readonly Rule[], target: string): { rule: Rule; stem: string }[] {
  const named = rules.filter(({ targets }) => targets.includes(target));
  if (named.some(({ recipe }) => recipe.length > 0)) return named.map((rule) => ({ rule, stem: '' }));
  for (const rule of rules) {
    for (const pattern of rule.targets) {
      const cut = pattern.indexOf('%');
      if (cut < 0) continue;
      const [head, tail] = [pattern.slice(0, cut), pattern.slice(cut + 1)];
      if (target.length >= head.length + tail.length && target.startsWith(head) && target.endsWith(tail)) {
        return [...named.map((one) => ({ rule: one, stem: '' })), { rule, stem: target.slice(head.length, target.length - tail.length) }];
      }
    }
  }
  return named.map((rule) => ({ rule, stem: '' }));
}

/** A makefile with all that it includes, and what those include. The first to set a variable or to make a target counts. */
function withIncludes(found: Found, invocation: Invocation, context: Context, folder: string | null, libraries: readonly string[]): Makefile {
  const own = parseMakefile(found.text);
  const variables = new Map(own.variables);
  const rules: Rule[] = [...own.rules];
  const exported: string[] = [...own.exported];
  const done = new Set([found.path]);
  const open = [...own.includes];
  while (open.length > 0 && done.size <= MOST_INCLUDES) {
    const names = expanded(open.shift() as string, (key) => (key === 'CURDIR' ? (folder ?? undefined) : key === 'MAKEFILE_LIST' ? found.path : variables.get(key))).trim().split(/\s+/).filter(Boolean);
    for (const included of names.flatMap((name) => [folder, ...libraries].map((at) => filesAt(name, invocation, context, at)).find((files) => files.length > 0) ?? [])) {
      if (done.has(included.path)) continue;
      done.add(included.path);
      const more = parseMakefile(included.text);
      for (const [key, value] of more.variables) if (!variables.has(key)) variables.set(key, value);
      rules.push(...more.rules.map((rule) => ({ ...rule, shown: included.shown })));
      exported.push(...more.exported);
      open.push(...more.includes);
    }
  }
  return { rules, variables, exported, includes: [] };
}

const MOST_INCLUDES = 40;

function given(words: readonly Word[]): ReadonlyMap<string, string> {
  return new Map(words.map((word) => {
    const cut = word.value.indexOf('=');
    return [word.value.slice(0, cut).replace(/[:?+\s]+$/, ''), quoted({ value: word.value.slice(cut + 1), known: word.known })];
  }));
}
