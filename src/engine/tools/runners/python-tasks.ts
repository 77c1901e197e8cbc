import { NOTHING, together, unread } from '../../effects';
import { folderOf } from '../../kinds/paths';
import type { Context, Invocation, Lowered, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { filesAt, type Found, followScript, ledBy, quoted } from './following';
import { seen } from './shells';

/** A task runner whose tasks are functions in a Python file of the project. */
interface Runner {
  /** Where they stand, from the project's folder on. */
  readonly files: readonly string[];
  /** Options of the runner's own that take a value, and those with which nothing runs. */
  readonly values: readonly string[];
  readonly harmless: readonly string[];
  /** What the first parameter of a task is known as to the reader of calls. */
  readonly given: string;
  /** What a task's function is called. */
  readonly functionOf: (task: string) => string;
  /** The names of the tasks among the words, and what the words give to each. */
  readonly asked: (words: readonly Word[], known: ReadonlyMap<string, string>) => readonly Asked[];
  /** Without a name every task runs. */
  readonly all: boolean;
}

interface Asked {
  readonly task: string;
  readonly given: ReadonlyMap<string, string>;
}

/** https://docs.pyinvoke.org, https://docs.fabfile.org */
export const invoke = pythonTasks({
  files: ['tasks.py', 'tasks/*.py'], values: ['-c', '--collection', '-r', '--search-root', '-f', '--config', '-T', '--command-timeout'],
  harmless: ['-l', '--list', '-h', '--help', '-V', '--version', '-R', '--dry', '--complete', '--print-completion-script'],
  given: 'ctx', functionOf: lastPart, asked: withOptions, all: false,
});

export const fabric = pythonTasks({
  files: ['fabfile.py', 'fabfile/*.py'], values: ['-c', '--collection', '-r', '--search-root', '-f', '--config', '--fabfile', '-H', '--hosts', '-i', '--identity', '-u', '--user', '-S', '--ssh-config', '-t', '--connect-timeout'],
  harmless: ['-l', '--list', '-h', '--help', '-V', '--version', '-R', '--dry', '--complete', '--shortlist'],
  given: 'ctx', functionOf: lastPart, asked: withOptions, all: false,
});

/** https://nox.thea.codes: sessions are named behind `-s`, what stands behind `--` is theirs. */
export const nox = pythonTasks({
  files: ['noxfile.py'], values: ['-f', '--noxfile', '-p', '--python', '-k', '--keywords', '-t', '--tags', '--envdir', '-db', '--default-venv-backend'],
  harmless: ['-l', '--list', '--list-sessions', '-h', '--help', '--version', '--install-only'],
  given: 'session', functionOf: lastPart, all: true,
  asked: (words) => words.flatMap(({ value }, i) => (sessionAt(words, i) ? value.split(',') : [])).map((task) => ({ task: task.replace(/[-(].*$/, ''), given: new Map() })),
});

/** https://pydoit.org: `task_x` gives what task `x` runs. */
export const doit = pythonTasks({
  files: ['dodo.py'], values: ['-f', '--file', '-d', '--dir', '-n', '--process', '--db-file', '--backend', '-P', '--reporter', '-o', '--output-file', '-v', '--verbosity'],
  harmless: ['-h', '--help', '--version'],
  given: 'targets', functionOf: (task) => `task_${task.split(':')[0]}`, all: true,
  asked: (words) => words.filter(({ value }, i) => !value.startsWith('-') && !/^\w+=/.test(value) && !(i === 0 && value === 'run')).map(({ value }) => ({ task: value, given: new Map() })),
});

/** Words of doit that only look, or forget what was done. */
const LOOKS = /^(?:list|info|help|dumpdb|forget|ignore|clean|reset-dep|strace|tabcompletion|auto)$/;

function pythonTasks(runner: Runner): Tool {
  return (invocation, context) => {
    const own = readArguments(invocation.args, { style: 'gnu', values: [...runner.values], optionsFirst: true });
    const all = readArguments(invocation.args, { style: 'gnu', values: [...runner.values] });
    const words = runner.given === 'session' ? invocation.args : own.positionals;
    if (own.has(...runner.harmless) || (runner.given === 'session' && all.has(...runner.harmless)) || words.some(({ value }) => value === '--help') || (runner.given === 'targets' && LOOKS.test(words[0]?.value ?? ''))) return [seen(invocation, 'what would be run')];
    const file = own.value('-f', '--noxfile', '--file', '--fabfile');
    const named = own.value('-c', '--collection')?.value;
    const files = filesOf(file?.value.endsWith('.py') ? [file.value] : named ? [`${named}.py`, `${named}/*.py`] : runner.files, invocation, context);
    // `fab -H web1 -- command` runs it there.
    const remote = runner.given === 'ctx' && own.rest.length > 0 && own.positionals.length === own.rest.length ? context.follow({ language: 'bash', text: own.rest.map(quoted).join(' '), cwd: null, place: { in: 'text', span: invocation.span }, facts: { host: own.value('-H', '--hosts')?.value ?? 'there' } }) : NOTHING;
    if (files.length === 0) return together([remote, unread(`the tasks of ${runner.files[0]}`)]);
    const known = new Map(files.flatMap(({ text }) => tasksOf(text, runner).map(({ name, parameters }) => [name, parameters])));
    const asked = runner.asked(words, known);
    return ledBy(invocation, together([remote, ...files.map((found) => run(found, asked, runner, invocation, context))]));
  };
}

/** They are looked for in the folders above as well. */
function filesOf(names: readonly string[], invocation: Invocation, context: Context): Found[] {
  for (let at = invocation.cwd, turns = 0; at !== null && turns < 8; at = at === '/' ? null : folderOf(at), turns += 1) {
    const found = names.flatMap((name) => filesAt(name, invocation, context, at));
    if (found.length > 0) return found;
  }
  return [];
}

interface Task {
  /** Of the function, or the name that the mark gives it. */
  readonly name: string;
  readonly function: string;
  readonly marks: string;
  readonly parameters: string;
  readonly body: string;
}

function tasksOf(text: string, { given }: Runner): Task[] {
  const found = given === 'targets' ? `${text}\n`.matchAll(/^()(?:async )?def (task_\w+)\(([^)]*)\)[^\n]*\n((?:[ \t][^\n]*\n|\n)*)/gm) : text.matchAll(/^((?:@[^\n]*\n(?:[ \t)][^\n]*\n){0,60}){1,20})(?:async )?def (\w+)\(([^)]*)\)()/gm);
  return [...found].slice(0, MOST_TASKS).map(([, marks, name, parameters, body]) => ({ name: /\bname\s*=\s*["']([\w.-]+)["']/.exec(marks as string)?.[1] ?? (name as string), function: name as string, marks: marks as string, parameters: (parameters as string).trim(), body: body as string }));
}

/** More tasks than this no project has. */
const MOST_TASKS = 500;

/** The file's own statements, then the tasks that are asked for with what they need; the marks are left out, so that no other counts as called. */
function run(found: Found, asked: readonly Asked[], runner: Runner, invocation: Invocation, context: Context): Lowered {
  const tasks = tasksOf(found.text, runner);
  const calls: string[] = [];
  const done = new Set<string>();
  const wanted = asked.length > 0 ? asked : runner.all ? tasks.map(({ name }): Asked => ({ task: name.replace(/^task_/, ''), given: new Map() })) : [];
  for (const one of wanted) visit(one);
  const text = found.text.replace(/^@[^\n]*\n(?:[ \t)][^\n]*\n)*/gm, (mark) => mark.replace(/[^\n]/g, ' '));
  return calls.length === 0 ? NOTHING : followScript({ ...found, text: `${text}\n\n${calls.join('\n')}\n` }, 'python', invocation, context);

  function visit({ task, given }: Asked): void {
    const name = runner.functionOf(task).replaceAll('-', '_');
    const own = tasks.find((one) => one.name === task || one.name === name || one.function === name);
    if (!own || done.has(own.name) || done.size > 100) return;
    done.add(own.name);
    for (const need of tasks) if (need !== own && (new RegExp(`\\b${need.function}\\b`).test(own.marks) || neededBy(own).includes(need.name.replace(/^task_/, '')))) visit({ task: need.name.replace(/^task_/, ''), given: new Map() });
    calls.push(`${own.function}(${[...(own.parameters !== '' ? [runner.given] : []), ...[...given].map(([key, value]) => `${key}=${JSON.stringify(value)}`)].join(', ')})`);
    for (const list of actionsOf(own.body)) calls.push(`task_actions(${list})`);
  }
}

/** `'task_dep': ['a', 'b']` of doit. */
function neededBy({ body }: Task): string[] {
  const list = /['"](?:task_dep|setup)['"]\s*:\s*\[([^\]]*)\]/.exec(body)?.[1] ?? '';
  return [...list.matchAll(/['"]([\w:-]+)['"]/g)].map((match) => match[1] as string);
}

/** `'actions': ['command', ['program', 'word'], function]` */
function actionsOf(body: string): string[] {
  return [...body.matchAll(/['"](?:actions|teardown)['"]\s*:\s*\[/g)].map(({ index, 0: head }) => {
    let depth = 1;
    let at = index + head.length;
    for (; at < body.length && depth > 0; at += 1) depth += /[[(]/.test(body[at] as string) ? 1 : /[\])]/.test(body[at] as string) ? -1 : 0;
    return body.slice(index + head.length - 1, at);
  });
}

/** `ns.drop-all` is the function `drop_all`. */
function lastPart(task: string): string {
  return task.slice(task.lastIndexOf('.') + 1);
}

/** The parameter that an option means, cut short or not, and whether it is one without a value. */
function parameterAt(option: string, parameters: string): [name: string, isFlag: boolean] {
  const name = option.replaceAll('-', '_');
  const own = parameters.split(',').map((one) => one.trim()).find((one) => (name.length === 1 ? one.startsWith(name) && one !== 'c' && one !== 'ctx' : new RegExp(`^${name}\\b`).test(one)));
  return [/^\w+/.exec(own ?? '')?.[0] ?? name.replace(/^no_/, ''), own === undefined ? false : /=\s*(?:True|False)\b/.test(own)];
}

/** `first --name value second` */
function withOptions(words: readonly Word[], known: ReadonlyMap<string, string>): Asked[] {
  const out: { task: string; given: Map<string, string> }[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const { value } = words[i] as Word;
    if (value === '--') break;
    const option = /^--?([\w-]+)(?:=([^]*))?$/.exec(value);
    const last = out.at(-1);
    if (option && last) {
      const next = words[i + 1]?.value;
      const [name, isFlag] = parameterAt(option[1] as string, known.get(lastPart(last.task).replaceAll('-', '_')) ?? '');
      const takes = option[2] === undefined && !isFlag && next !== undefined && !next.startsWith('-');
      last.given.set(name, option[2] ?? (takes ? (next as string) : 'true'));
      if (takes) i += 1;
    } else if (!option) {
      // Fabric 1 gives arguments behind a colon: `deploy:host=web1`.
      const [task, rest] = value.split(/:(.*)/s) as [string, string?];
      out.push({ task, given: new Map((rest ?? '').split(',').flatMap((pair) => (/^\w+=/.test(pair) ? [[pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const] : []))) });
    }
  }
  return out;
}

/** Whether a word is the name of a session: behind `-s` and before the next option. */
function sessionAt(words: readonly Word[], at: number): boolean {
  if (words.slice(0, at + 1).some(({ value }) => value === '--') || words[at]?.value.startsWith('-')) return false;
  const option = words.slice(0, at).findLast(({ value }) => value.startsWith('-'))?.value;
  return option === '-s' || option === '--session' || option === '--sessions' || option === '-e';
}
