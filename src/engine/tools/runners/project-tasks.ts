import { parse } from 'jsonc-parser';
import { NOTHING, together, unread, lineAt } from '../../effects';
import { folderOf } from '../../kinds/paths';
import { type Toml, tomlOf } from '../../kinds/toml';
import { lookup, isRecord } from '../../lookup';
import type { Context, Invocation, Lowered, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { fileAt, firstFile, type Found, followScript, ledBy, placeOf, quoted } from './following';
import { seen } from './shells';

/** Where a runner keeps its tasks: files, and the tables in them. `*` is any one name. */
interface Place {
  readonly files: readonly string[];
  readonly table: string;
}

const PYPROJECT = ['pyproject.toml'];
const PLACES: Readonly<Record<string, readonly Place[]>> = {
  poe: [{ files: ['poe_tasks.toml'], table: 'tasks' }, { files: ['poe_tasks.toml', ...PYPROJECT], table: 'tool.poe.tasks' }],
  pdm: [{ files: PYPROJECT, table: 'tool.pdm.scripts' }],
  rye: [{ files: PYPROJECT, table: 'tool.rye.scripts' }],
  hatch: [{ files: ['hatch.toml'], table: 'envs.*.scripts' }, { files: PYPROJECT, table: 'tool.hatch.envs.*.scripts' }],
  pipenv: [{ files: ['Pipfile'], table: 'scripts' }],
  taskipy: [{ files: PYPROJECT, table: 'tool.taskipy.tasks' }],
  pixi: [{ files: ['pixi.toml'], table: 'tasks' }, { files: PYPROJECT, table: 'tool.pixi.tasks' }],
  mise: [{ files: ['mise.toml', '.mise.toml', 'mise/config.toml', '.config/mise.toml'], table: 'tasks' }],
  'cargo-make': [{ files: ['Makefile.toml'], table: 'tasks' }],
  deno: [{ files: ['deno.json', 'deno.jsonc'], table: 'tasks' }],
  // Programs that a package installs under a name of its own.
  entry: [{ files: PYPROJECT, table: 'project.scripts' }, { files: PYPROJECT, table: 'tool.poetry.scripts' }],
};

/** A runner that is started by its own name, with the name of the task behind its options. */
function runner(kind: string, values: readonly string[], harmless: readonly string[], before: RegExp = /^$/): Tool {
  return (invocation, context) => {
    const args = readArguments(invocation.args, { style: 'gnu', values: [...values], optionsFirst: true });
    const words = before.test(args.positionals[0]?.value ?? '') ? args.positionals.slice(1) : args.positionals;
    const [name, ...rest] = words.filter(({ value }, i) => !(i === 0 && value.startsWith('-')));
    if (!name || args.has(...harmless) || words.some(({ value }) => value === '--dry-run' || value === '--help')) return [seen(invocation, 'what would be run')];
    return taskOf([kind], name.value, rest, invocation, context) ?? unread(`the task ${name.value}`);
  };
}

export const poe = runner('poe', ['-C', '--directory', '-e', '--executor'], ['-h', '--help', '-d', '--dry-run', '--version']);
export const cargoMake = runner('cargo-make', ['--makefile', '--cwd', '-p', '--profile', '-e', '--env', '--env-file', '-l', '--loglevel', '-t', '--task'], ['-h', '--help', '--list-all-steps', '--print-steps', '--diff-steps', '-V', '--version'], /^make$/);
export const pixi = runner('pixi', ['-e', '--environment', '--manifest-path'], ['-h', '--help', '-V', '--version', '-n'], /^(?:run|r)$/);
const miseItself = runner('mise', ['-C', '--cd', '-j', '--jobs', '-o', '--output'], ['-h', '--help', '-n', '--dry-run', '-V', '--version'], /^(?:run|r)$/);
export const mise: Tool = (invocation, context) => (/^(?:run|r)$/.test(invocation.args.find(({ value }) => !value.startsWith('-'))?.value ?? '') ? miseItself(invocation, context) : [seen(invocation, 'mise')]);

/** `deno task x`: of deno.json; `null` where that has none of the name. */
export function denoTask(words: readonly Word[], invocation: Invocation, context: Context): Lowered | null {
  const [name, ...rest] = words.filter(({ value }, i) => i > 0 || !value.startsWith('-'));
  return name ? taskOf(['deno'], name.value, rest, invocation, context) : null;
}

/** What stood behind `pdm run`, `hatch run` and their like: a name that the project gives to something. `null` when it does not. */
export function projectTask(invocation: Invocation, context: Context): Lowered | null {
  const by = invocation.wrappers.at(-1)?.program ?? '';
  const kinds = /^(?:pdm|rye|hatch|pipenv)$/.test(by) ? [by, 'entry'] : /^(?:poetry|uv)$/.test(by) ? ['entry'] : null;
  return kinds === null ? null : taskOf(kinds, invocation.command.value, invocation.args, invocation, context);
}

/** `task x` of taskipy, where no Taskfile stands. */
export function taskipy(words: readonly Word[], invocation: Invocation, context: Context): Lowered | null {
  const [name, ...rest] = words;
  return name ? taskOf(['taskipy'], name.value, rest, invocation, context) : null;
}

function taskOf(kinds: readonly string[], name: string, words: readonly Word[], invocation: Invocation, context: Context): Lowered | null {
  for (const { place, kind } of kinds.flatMap((one) => (PLACES[one] ?? []).map((place) => ({ place, kind: one })))) {
    for (const found of place.files.flatMap((file) => above(file, invocation, context))) {
      const tables = tablesAt(contentOf(found), place.table, /:/.test(name) ? (name.split(':')[0] as string) : null);
      const own = tables.find((table) => lookup(table, name.slice(name.indexOf(':') + 1)) !== undefined || lookup(table, name) !== undefined);
      if (own) return ledBy(invocation, run(found, own, lookup(own, name) === undefined ? name.slice(name.indexOf(':') + 1) : name, words, kind, invocation, context));
    }
  }
  return null;
}

/** A file of the project's folder or of one above. */
function above(file: string, invocation: Invocation, context: Context): Found[] {
  for (let at = invocation.cwd, turns = 0; at !== null && turns < 6; at = at === '/' ? null : folderOf(at), turns += 1) {
    const found = fileAt(file, invocation, context, at);
    if (found) return [found];
  }
  return [];
}

type Table = { readonly [key: string]: Toml };

function contentOf({ path, text }: Found): Toml {
  return /\.jsonc?$/.test(path) ? ((parse(text) as Toml | undefined) ?? {}) : tomlOf(text);
}

function tablesAt(content: Toml, path: string, preferred: string | null): Table[] {
  let tables: Table[] = isTable(content) ? [content] : [];
  for (const part of path.split('.')) {
    tables = tables.flatMap((table) => {
      const next = part !== '*' ? [lookup(table, part)] : preferred !== null && isTable(lookup(table, preferred)) ? [lookup(table, preferred)] : Object.values(table);
      return next.filter(isTable);
    });
  }
  return tables;
}

function isTable(value: Toml | undefined): value is Table {
  return isRecord(value);
}

/** Words of a task's table that say what runs before or behind it. */
const NEEDS = ['deps', 'uses', 'depends', 'depends-on', 'depends_on', 'dependencies', 'run_task', 'wait_for', 'depends_post'];

function run(found: Found, tasks: Table, first: string, words: readonly Word[], kind: string, invocation: Invocation, context: Context): Lowered {
  const parts: Lowered[] = [];
  const done = new Set<string>();
  visit(first, words.map(quoted).join(' '));
  return together(parts);

  function visit(name: string, given: string): void {
    const task = lookup(tasks, name);
    if (task === undefined || done.has(name) || done.size > 100) return;
    done.add(name);
    for (const before of [`pre_${name}`, `pre-${name}`]) visit(before, '');
    step(task, given);
    for (const after of [`post_${name}`, `post-${name}`]) visit(after, '');
  }

  function step(value: Toml, given: string): void {
    if (typeof value === 'string') return kind === 'entry' ? entry(value) : command(value, given);
    if (!isTable(value)) return value.forEach((one) => (typeof one === 'string' ? sequenced(one, given) : step(one, given)));
    for (const need of NEEDS.flatMap((key) => namesIn(value[key]))) visit(need, '');
    const { cmd, shell, command: program, args, run: runs, script, ref, sequence, composite, chain, call } = value;
    if (typeof program === 'string') command([program, ...(Array.isArray(args) ? (args as readonly Toml[]) : []).flatMap((one) => (typeof one === 'string' ? [quoted({ value: one, known: true })] : []))].join(' '), given);
    for (const one of [cmd, shell, runs]) {
      if (typeof one === 'string') command(one, given);
      else if (Array.isArray(one) && kind === 'mise') (one as readonly Toml[]).forEach((line) => step(line, given));
      else if (Array.isArray(one)) command((one as readonly Toml[]).map((word) => (typeof word === 'string' ? quoted({ value: word, known: true }) : '')).join(' '), given);
    }
    for (const one of [sequence, composite, chain]) if (Array.isArray(one)) (one as readonly Toml[]).forEach((each) => (typeof each === 'string' ? sequenced(each, given) : step(each, given)));
    if (typeof script === 'string') (kind === 'cargo-make' ? command : entry)(script, given);
    else if (Array.isArray(script)) command((script as readonly Toml[]).filter((line) => typeof line === 'string').join('\n'), given);
    if (typeof call === 'string') entry(call);
    if (typeof ref === 'string') visit(ref.split(/\s/)[0] as string, given);
  }

  /** One of several: the name of another task, else a command. */
  function sequenced(text: string, given: string): void {
    const [head = '', ...rest] = text.trim().split(/\s+/);
    if (lookup(tasks, head) !== undefined && !done.has(head)) visit(head, rest.join(' '));
    else command(text, given);
  }

  function command(text: string, given: string): void {
    const [head = ''] = text.trim().split(/\s+/);
    if (kind === 'hatch' && lookup(tasks, head) !== undefined && !done.has(head)) return visit(head, '');
    const line = lineAt(found.text, Math.max(0, found.text.indexOf(text.trim().split('\n', 1)[0] as string)));
    const filled = text.replace(/^-\s+/, '').replace(/\{args(?::([^{}]*))?\}/g, (_, otherwise?: string) => given || (otherwise ?? ''));
    const whole = filled === text && given !== '' && kind !== 'mise' ? `${text} ${given}` : filled;
    parts.push(context.follow({ language: 'bash', text: whole, cwd: folderOf(found.path), env: invocation.env, place: placeOf(invocation), link: (inside) => `${found.shown}:${line + inside - 1}` }));
  }

  /** `package.module:function` is a function of the project's own. */
  function entry(text: string): void {
    const [, module, name] = /^\s*([\w.]+)(?::(\w+))?/.exec(text) ?? [];
    const path = module?.replaceAll('.', '/');
    const file = path ? firstFile([`${path}.py`, `src/${path}.py`, `${path}/__init__.py`, `src/${path}/__init__.py`], invocation, context, folderOf(found.path)) : null;
    if (file) parts.push(followScript({ ...file, text: `${file.text}\n${name ? `${name}()` : ''}\n` }, 'python', invocation, context, words));
    else parts.push(NOTHING);
  }
}

function namesIn(value: Toml | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly Toml[]).flatMap((one) => (typeof one === 'string' ? [one] : isTable(one) ? namesIn(one['task'] ?? one['name']) : [])) : [];
}
