import { NOTHING, together, unread } from '../../effects';
import { folderOf } from '../../kinds/paths';
import { lookup } from '../../lookup';
import type { Context, Invocation, Lowered, Tool } from '../../model';
import { readArguments } from '../options';
import { filesAt, type Found, followScript, followText, ledBy } from './following';
import { seen } from './shells';

/** A task runner to which a program says its tasks: `task :reset do … end`, `gulp.task('reset', …)`. */
interface Runner {
  readonly language: 'ruby' | 'javascript';
  readonly files: readonly string[];
  readonly values: readonly string[];
  readonly harmless: readonly string[];
  /** The word that stands before the task in each file's text, or nothing. */
  readonly otherwise: string | null;
}

const RAKE: Runner = {
  language: 'ruby', files: ['Rakefile', 'rakefile', 'Rakefile.rb', 'rakelib/*.rake', 'tasks/*.rake', 'lib/tasks/*.rake', 'lib/tasks/*/*.rake'], otherwise: 'default',
  values: ['-f', '--rakefile', '-I', '--libdir', '-r', '--require', '-j', '--jobs', '-R', '--rakelib', '-e', '--execute', '-E', '-p'],
  harmless: ['-n', '--dry-run', '-T', '--tasks', '-D', '--describe', '-P', '--prereqs', '-W', '--where', '-h', '-H', '--help', '-V', '--version', '-A', '--all'],
};

/** `rake name`, and the tasks of a project that are started through Rails. */
export const rakeTasks = registered(RAKE);

/** `cap production deploy`: the stage is a task as well. */
export const capistrano = registered({ ...RAKE, files: ['Capfile', 'config/deploy.rb', 'config/deploy/*.rb', 'lib/capistrano/tasks/*.rake', 'lib/capistrano/tasks/*.cap'] });

export const gulp = registered({ language: 'javascript', files: ['gulpfile.js', 'gulpfile.mjs', 'gulpfile.cjs', 'gulpfile.ts', 'gulpfile.babel.js', 'gulpfile.js/index.js', 'gulpfile.ts/index.ts'], values: ['-f', '--gulpfile', '--cwd', '--require'], harmless: ['-T', '--tasks', '--tasks-simple', '--tasks-json', '-h', '--help', '-v', '--version'], otherwise: 'default' });
export const grunt = registered({ language: 'javascript', files: ['Gruntfile.js', 'gruntfile.js', 'Gruntfile.cjs', 'Gruntfile.ts'], values: ['--gruntfile', '--base', '--tasks', '--npm'], harmless: ['-h', '--help', '-V', '--version', '--no-write', '--completion'], otherwise: 'default' });
export const jake = registered({ language: 'javascript', files: ['Jakefile', 'Jakefile.js', 'jakefile.js', 'jakelib/*.jake'], values: ['-f', '--jakefile', '-C', '--directory', '-J', '--jakelibdir'], harmless: ['-T', '--tasks', '-ls', '-h', '--help', '-V', '--version', '-n', '--dry-run'], otherwise: 'default' });

/** `thor app:reset` calls a method of a class. */
export const thor: Tool = (invocation, context) => {
  const [task, ...rest] = invocation.args.filter(({ value }) => !value.startsWith('-'));
  if (!task || /^(?:help|list|version|install|uninstall|installed|update)$/.test(task.value)) return [seen(invocation, 'a list of tasks')];
  const found = filesOf(['Thorfile', '*.thor', 'lib/tasks/*.thor', 'tasks/*.thor'], invocation, context);
  const method = (task.value.split(':').at(-1) ?? '').replaceAll('-', '_');
  const own = found.filter(({ text }) => new RegExp(`\\bdef ${method.replace(/\W/g, '')}\\b`).test(text));
  if (own.length === 0) return unread(`the task ${task.value}`);
  return ledBy(invocation, together(own.map((one) => followScript({ ...one, text: `${one.text}\n${method}(${rest.map(({ value }) => JSON.stringify(value)).join(', ')})\n` }, 'ruby', invocation, context))));
};

function registered(runner: Runner): Tool {
  return (invocation, context) => {
    const args = readArguments(invocation.args, { style: 'gnu', values: [...runner.values] });
    if (args.has(...runner.harmless)) return [seen(invocation, 'what would be run')];
    const code = runner.language === 'ruby' ? args.values('-e', '--execute', '-E', '-p') : [];
    if (code.length > 0) return together(code.map(({ value }) => followText(value, 'ruby', invocation, context)));
    const file = args.value('-f', '--rakefile', '--gulpfile', '--gruntfile', '--jakefile');
    const found = filesOf(file ? [file.value, ...runner.files.filter((name) => name.includes('*'))] : runner.files, invocation, context);
    if (found.length === 0) return unread(`the tasks of ${runner.files[0]}`);
    const names = args.positionals.map(({ value }) => value).filter((value) => !/^\w+=/.test(value));
    return ledBy(invocation, run(found, names.length > 0 || runner.otherwise === null ? names : [runner.otherwise], runner, invocation, context));
  };
}

function filesOf(names: readonly string[], invocation: Invocation, context: Context): Found[] {
  for (let at = invocation.cwd, turns = 0; at !== null && turns < 6; at = at === '/' ? null : folderOf(at), turns += 1) {
    const found = names.flatMap((name) => filesAt(name, invocation, context, at));
    if (found.length > 0) return found;
  }
  return [];
}

interface Task {
  readonly name: string;
  readonly found: Found;
  /** Lines, the first and the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** What it names: other tasks among it run first, or are called. */
  readonly text: string;
}

/** More tasks than this no project has, nor longer ones. */
const MOST_TASKS = 500;
const LONGEST_TASK = 2000;
const LONGEST_TEXT = 8000;
const LONGEST = 200_000;

/** The files without the tasks that nobody asks for. */
function run(files: readonly Found[], asked: readonly string[], { language }: Runner, invocation: Invocation, context: Context): Lowered {
  const tasks = files.flatMap((found) => (language === 'ruby' ? rubyTasks(found) : scriptTasks(found))).slice(0, MOST_TASKS);
  const names = new Set(tasks.map((task) => task.name));
  const wanted = new Set<Task>();
  const calls: string[] = [];
  for (const name of asked) visit(name.replace(/\[.*$/s, ''), '');
  if (wanted.size === 0 && calls.length === 0) return asked.some((name) => name !== 'default') ? together([unread(`the task ${asked.join(' ')}`)]) : NOTHING;
  return together(files.map((found) => {
    const lines = found.text.split('\n');
    const kept = new Set([...wanted].filter((one) => one.found === found).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
    for (const task of tasks) if (task.found === found && !wanted.has(task)) for (let at = task.from; at < task.to; at += 1) if (!kept.has(at)) lines[at] = '';
    const own = calls.filter((name) => new RegExp(`\\b(?:function\\*?\\s+${name}\\b|(?:const|let|var)\\s+${name}\\b)`).test(found.text));
    return tasks.some((task) => task.found === found && wanted.has(task)) || own.length > 0 ? followScript({ ...found, text: `${lines.join('\n')}\n${own.map((name) => `${name}();`).join('\n')}\n` }, language, invocation, context) : NOTHING;
  }));

  function visit(name: string, from: string): void {
    // `grunt shell:drop`: a target of a task that the configuration has.
    const own = tasks.filter((task) => task.name === name || (from !== '' && task.name === `${from}:${name}`));
    if (language === 'javascript' && /^[A-Za-z_$][\w$]*$/.test(name) && !calls.includes(name)) calls.push(name.replaceAll('$', ''));
    for (const task of own) {
      if (wanted.has(task) || wanted.size > 100) continue;
      wanted.add(task);
      const space = task.name.slice(0, Math.max(0, task.name.lastIndexOf(':')));
      for (const [, word] of task.text.matchAll(/([\w$:-]*\w)/g)) if (word !== undefined && word !== task.name && (names.has(word) || names.has(`${space}:${word}`))) visit(word, space);
    }
  }
}

/** `task reset: [:a] do`, in `namespace :db do`. A block ends where `end` stands as far in as its beginning. */
function rubyTasks(found: Found): Task[] {
  const lines = found.text.slice(0, LONGEST).split('\n');
  let left = MOST_TASKS;
  const spaces: { name: string; to: number }[] = [];
  return lines.flatMap((line, i): Task[] => {
    while (spaces.length > 0 && (spaces.at(-1) as { to: number }).to <= i) spaces.pop();
    const head = /^(\s*)(namespace|task|multitask|remote_task|file)[\s(]\s*(.+)$/.exec(line);
    if (!head || (left -= 1) < 0) return [];
    const [, indent, word, rest] = head as unknown as [string, string, string, string];
    const name = /^(?::"?([\w:!?-]+?)"?(?=[\s,)=]|$)|["']([^"']+)["']|(\w+):(?!:))/.exec(rest);
    const own = name?.[1] ?? name?.[2] ?? name?.[3];
    const to = /\b(?:do|\{)\s*(?:\|[^|]*\|)?\s*(?:#.*)?$/.test(rest) ? endOf(lines, i, indent, /^(?:end|\})/) : i + 1;
    if (own === undefined) return [];
    if (word === 'namespace') return spaces.push({ name: own, to }), [];
    const body = lines.slice(i + 1, Math.min(to, i + 200)).join('\n').slice(0, LONGEST_TEXT);
    const called = [...body.matchAll(/(?:Task\[|invoke[\s(!]+)\s*["':]+([\w:-]+)/g)].map((match) => match[1]);
    return [{ name: [...spaces.map((space) => space.name), own].join(':'), found, from: i, to, text: [rest.slice((name as RegExpExecArray)[0].length, 2000).replace(/\bdo\b.*$/, ''), ...called].join(' ') }];
  });
}

/** `gulp.task('a', …)`, `exports.a = …`, `const a = gulp.series(…)`, `grunt.registerTask('a', [...])`, and commands of a grunt configuration. */
function scriptTasks(found: Found): Task[] {
  const lines = found.text.slice(0, LONGEST).split('\n');
  let left = MOST_TASKS;
  return lines.flatMap((line, i): Task[] => {
    const head = /^(\s*)(?:(?:\w+\.)?(?:task|registerTask)\(\s*['"`]([\w:.-]+)['"`]|(?:module\.)?exports\.([\w$]+)\s*=|export\s+(?:const|let)\s+([\w$]+)\s*=|export\s+(default)\b|(?:const|let|var)\s+([\w$]+)\s*=\s*(?:\w+\.)?(?:series|parallel)\()/.exec(line);
    if (!head || (left -= 1) < 0) return [];
    const name = head.slice(2).find((part) => part !== undefined) as string;
    const to = /[)}\];]\s*;?\s*$/.test(line) && balanced(line) ? i + 1 : endOf(lines, i, head[1] as string, /^[)}\]]/);
    return [{ name, found, from: i, to, text: lines.slice(i, Math.min(to, i + 200)).join('\n').slice(0, LONGEST_TEXT).slice(head[0].length - (head[2] === undefined ? 0 : 1)) }];
  });
}

function balanced(line: string): boolean {
  return (line.match(/[([{]/g)?.length ?? 0) === (line.match(/[)\]}]/g)?.length ?? 0);
}

function endOf(lines: readonly string[], from: number, indent: string, mark: RegExp): number {
  for (let at = from + 1; at < Math.min(lines.length, from + LONGEST_TASK); at += 1) {
    const line = lines[at] as string;
    if (line.startsWith(indent) && mark.test(line.slice(indent.length))) return at + 1;
  }
  return lines.length;
}

/** `grunt shell:drop`: the command of that name in the configuration of grunt-shell or grunt-exec. */
export const gruntWithCommands: Tool = (invocation, context) => {
  const [found] = filesOf(['Gruntfile.js', 'gruntfile.js', 'Gruntfile.cjs'], invocation, context);
  const commands = found ? invocation.args.flatMap(({ value }) => commandAt(found.text, /^(?:shell|exec|run):(\w+)$/.exec(value)?.[1])) : [];
  return together([...commands.map((text) => followText(text, 'bash', invocation, context)), grunt(invocation, context)]);
};

function commandAt(text: string, name: string | undefined): string[] {
  if (name === undefined) return [];
  const at = new RegExp(`\\b${name}\\s*:\\s*\\{`).exec(text);
  const inside = at ? text.slice(at.index, at.index + 2000).split('}')[0] ?? '' : '';
  const command = /\b(?:command|cmd)\s*:\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/.exec(inside)?.[2];
  return command === undefined ? [] : [command.replace(/\\(.)/g, '$1')];
}

/** Words of Rails that are no tasks of the project. */
const RAILS_ITSELF: Readonly<Record<string, true>> = Object.fromEntries('runner r console c server s generate g destroy d new dbconsole db test t routes about notes stats secret credentials version restart plugin app:update initializers middleware zeitwerk:check'.split(' ').map((word) => [word, true]));

/** `rails data:purge`: what is no word of Rails is a task for rake. */
export function railsTasks(invocation: Invocation, context: Context): Lowered {
  const word = invocation.args.find(({ value }) => !value.startsWith('-') && !/^\w+=/.test(value))?.value ?? '';
  if (word === '' || lookup(RAILS_ITSELF, word)) return NOTHING;
  const lowered = rakeTasks(invocation, context);
  return 'coverage' in lowered ? { ...lowered, coverage: 'full', unread: [] } : together([lowered]);
}
