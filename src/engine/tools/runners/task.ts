import { together, unread, lineAt } from '../../effects';
import { rebuilt } from '../../kinds/built';
import { absolute, folderOf } from '../../kinds/paths';
import type { Context, Invocation, Lowered, Tool } from '../../model';
import { parse } from 'yaml';
import { readArguments } from '../options';
import { firstFile, fileAt, type Found, ledBy, placeOf, quoted } from './following';
import { taskipy } from './project-tasks';
import { seen } from './shells';
import { isRecord } from '../../lookup';

/** `task name`: https://taskfile.dev */
export const task: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-t', '--taskfile', '-d', '--dir', '-C', '--concurrency', '-I', '--interval', '-o', '--output', '--sort'] });
  if (args.has('-n', '--dry', '-l', '--list', '-a', '--list-all', '--summary', '--status', '-i', '--init', '--help', '-h', '--version', '--json')) return [seen(invocation, 'what would be run')];
  const at = args.value('-d', '--dir');
  const folder = at ? absolute(at.value, invocation.cwd, context.surroundings.homeDirectory) : invocation.cwd;
  const file = args.value('-t', '--taskfile');
  const names = ['Taskfile.yml', 'taskfile.yml', 'Taskfile.yaml', 'taskfile.yaml', 'Taskfile.dist.yml', 'Taskfile.dist.yaml'];
  const found = file ? fileAt(file.value, invocation, context) : firstFile(names, invocation, context, folder);
  if (!found) return taskipy(args.positionals, invocation, context) ?? unread('the Taskfile');
  const words = args.positionals.filter((word) => !args.rest.includes(word));
  const set = new Map(words.flatMap(({ value }) => (/^\w+=/.test(value) ? [[value.slice(0, value.indexOf('=')), value.slice(value.indexOf('=') + 1)] as const] : [])));
  set.set('CLI_ARGS', args.rest.map(quoted).join(' '));
  const wanted = words.filter(({ value }) => !/^\w+=/.test(value)).map(({ value }) => value);
  const lowered = run(loaded(found), wanted.length > 0 ? wanted : ['default'], set, folderOf(found.path), invocation, context);
  return ledBy(invocation, { ...lowered, effects: rebuilt(lowered.effects, found.text, folderOf(found.path)) });
};

interface Taskfile {
  readonly found: Found;
  readonly content: Record<string, unknown>;
}

function loaded(found: Found): Taskfile {
  const content: unknown = parsed(found.text);
  return { found, content: isRecord(content) ? content : {} };
}

function parsed(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return null;
  }
}

function run(taskfile: Taskfile, names: readonly string[], set: ReadonlyMap<string, string>, folder: string, invocation: Invocation, context: Context): Lowered {
  const parts: Lowered[] = [];
  const done = new Set<string>();
  for (const name of names) visit(taskfile, name, set, folder);
  return together(parts);

  function visit(file: Taskfile, name: string, values: ReadonlyMap<string, string>, at: string): void {
    const key = `${file.found.path}\n${name}\n${[...values.values()].join()}`;
    if (done.has(key) || done.size > 100) return;
    done.add(key);
    const tasks = isRecord(file.content['tasks']) ? file.content['tasks'] : {};
    const own = Object.hasOwn(tasks, name) ? tasks[name] : Object.values(tasks).find((one) => isRecord(one) && Array.isArray(one['aliases']) && one['aliases'].includes(name));
    if (own === undefined) return included(file, name, values, at);
    const details = isRecord(own) ? own : { cmds: own };
    const variables = new Map([...variablesOf(file.content['vars']), ...variablesOf(file.content['env']), ...variablesOf(details['vars']), ...variablesOf(details['env']), ...values, ['TASKFILE_DIR', folder], ['ROOT_DIR', folder], ['TASK', name]]);
    const dir = typeof details['dir'] === 'string' ? absolute(fill(details['dir'], variables), at, context.surroundings.homeDirectory) : at;
    for (const need of listOf(details['deps'])) visitCall(file, need, values, at);
    for (const command of [...listOf(details['cmds']), ...listOf(details['cmd'])]) {
      if (typeof command === 'string') follow(file, command, variables, dir);
      else if (isRecord(command) && typeof command['cmd'] === 'string') follow(file, command['cmd'], variables, dir);
      else if (isRecord(command) && typeof command['defer'] === 'string') follow(file, command['defer'], variables, dir);
      else visitCall(file, isRecord(command) && command['defer'] ? command['defer'] : command, values, at);
    }
  }

  function visitCall(file: Taskfile, call: unknown, values: ReadonlyMap<string, string>, at: string): void {
    if (typeof call === 'string') visit(file, call, values, at);
    else if (isRecord(call) && typeof call['task'] === 'string') visit(file, call['task'].replace(/^:/, ''), new Map([...values, ...variablesOf(call['vars'])]), at);
  }

  /** `docs:build` stands in the Taskfile that is included as `docs`. */
  function included(file: Taskfile, name: string, values: ReadonlyMap<string, string>, at: string): void {
    const includes = isRecord(file.content['includes']) ? file.content['includes'] : {};
    const cut = name.indexOf(':');
    const entry = cut > 0 ? includes[name.slice(0, cut)] : undefined;
    const path = typeof entry === 'string' ? entry : isRecord(entry) && typeof entry['taskfile'] === 'string' ? entry['taskfile'] : null;
    const next = path === null ? null : (fileAt(path, invocation, context, at) ?? firstFile(['Taskfile.yml', 'Taskfile.yaml'].map((one) => `${path}/${one}`), invocation, context, at));
    if (next) visit(loaded(next), name.slice(cut + 1), values, isRecord(entry) && typeof entry['dir'] === 'string' ? (absolute(entry['dir'], at, context.surroundings.homeDirectory) ?? at) : at);
    else parts.push(unread(`the task ${name}`));
  }

  function follow({ found }: Taskfile, command: string, variables: ReadonlyMap<string, string>, dir: string | null): void {
    const at = found.text.indexOf((command.trim().split('\n', 1)[0] ?? '').trim());
    const line = lineAt(found.text, Math.max(0, at));
    parts.push(context.follow({ language: 'bash', text: fill(command, variables), cwd: dir, env: { ...invocation.env, ...Object.fromEntries(variables) }, place: placeOf(invocation), link: (inside) => `${found.shown}:${line + inside - 1}` }));
  }
}

/** `{{.NAME}}` and `{{.NAME | default "x"}}`. */
function fill(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  return text.replace(/\{\{-?\s*\.(\w+)\s*(?:\|\s*default\s+(?:"([^"]*)"|'([^']*)'|`([^`]*)`))?[^}]*\}\}/g, (_whole, name: string, a?: string, b?: string, c?: string) => {
    const value = variables.get(name);
    return value !== undefined && value !== '' ? (depth < 8 ? fill(value, variables, depth + 1) : value) : (a ?? b ?? c ?? (value === '' ? '' : `\${${name}}`));
  });
}

function variablesOf(vars: unknown): Map<string, string> {
  return new Map(isRecord(vars) ? Object.entries(vars).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : isRecord(value) && typeof value['sh'] === 'string' ? [[name, `$(${value['sh']})`] as const] : [])) : []);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}
