import { NOTHING, together, unread, lineAt } from '../../effects';
import { folderOf } from '../../kinds/paths';
import type { Context, Invocation, Lowered, Tool } from '../../model';
import { knownTool } from '../known';
import { readArguments } from '../options';
import { fileAt, firstFile, type Found, followScript, ledBy, placeOf, quoted } from './following';
import { pluginTasks } from './plugin-tasks';
import { seen } from './shells';

/** `ant target`: what its targets execute and delete, and those they depend on. https://ant.apache.org/manual */
export const ant: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'go', values: ['-f', '-file', '-buildfile', '-lib', '-logger', '-listener', '-l', '-logfile', '-propertyfile', '-inputhandler', '-main', '-nice', '-s', '-find'] });
  if (args.has('-p', '-projecthelp', '-h', '-help', '-version', '-diagnostics')) return [seen(invocation, 'a list of targets')];
  const found = fileAt(args.value('-f', '-file', '-buildfile')?.value ?? 'build.xml', invocation, context);
  if (!found) return unread('build.xml');
  const targets = new Map([...found.text.slice(0, LONGEST).matchAll(/<target\b([^>]*?)(?:\/>|>([\s\S]{0,8000}?)<\/target>)/g)].map((match) => [attribute(match[1] as string, 'name') ?? '', { head: match[1] as string, body: match[2] ?? '', at: match.index }]));
  const properties = new Map([...found.text.slice(0, LONGEST).matchAll(/<property\b([^>]*)>/g)].flatMap(([, head]) => { const name = attribute(head as string, 'name'); const value = attribute(head as string, 'value') ?? attribute(head as string, 'location'); return name && value !== undefined ? [[name, value] as const] : []; }));
  for (const { value } of invocation.args) if (/^-D[\w.]+=/.test(value)) properties.set(value.slice(2, value.indexOf('=')), value.slice(value.indexOf('=') + 1));
  const names = args.positionals.map(({ value }) => value);
  const parts: Lowered[] = [];
  const done = new Set<string>();
  for (const name of names.length > 0 ? names : [attribute(/<project\b([^>]*)>/.exec(found.text)?.[1] ?? '', 'default') ?? '']) visit(name);
  return ledBy(invocation, together(parts));

  function visit(name: string): void {
    const target = targets.get(name);
    if (!target || done.has(name) || done.size > 100) return;
    done.add(name);
    (attribute(target.head, 'depends') ?? '').split(',').map((one) => one.trim()).forEach(visit);
    for (const step of target.body.matchAll(/<(exec|apply|java|delete|sql|antcall)\b([^>]*?)(?:\/>|>([\s\S]{0,8000}?)<\/\1>)/g)) {
      const [, kind, head, inside = ''] = step as unknown as [string, string, string, string | undefined];
      if (kind === 'antcall') visit(attribute(head, 'target') ?? '');
      else parts.push(follow(kind === 'sql' ? 'sql' : 'bash', kind === 'sql' ? inside : commandOf(kind, head, inside), (found as Found).text.indexOf(step[0], target.at)));
    }
  }

  function commandOf(kind: string, head: string, inside: string): string {
    if (kind === 'delete') return [...['dir', 'file'].flatMap((name) => attribute(head, name) ?? []), ...[...inside.matchAll(/<fileset\b([^>]*)>/g)].flatMap((match) => attribute(match[1] as string, 'dir') ?? [])].map((path) => `rm -rf -- ${quoted({ value: filled(path), known: true })}`).join('\n');
    const program = attribute(head, 'executable');
    if (program === null) return '';
    const words = [...inside.matchAll(/<arg\b([^>]*)>/g)].flatMap(([, own]) => { const value = attribute(own as string, 'value') ?? attribute(own as string, 'path') ?? attribute(own as string, 'file'); return value === null ? [filled(attribute(own as string, 'line') ?? '')] : [quoted({ value: filled(value), known: true })]; });
    return [filled(program), ...words].join(' ');
  }

  function filled(text: string): string {
    return text.replace(/\$\{([\w.-]+)\}/g, (_, name: string) => (name === 'basedir' ? '.' : (properties.get(name) ?? `\${${name.replace(/\W/g, '_')}}`)));
  }

  function follow(language: 'bash' | 'sql', text: string, at: number): Lowered {
    return text.trim() === '' ? NOTHING : context.follow({ language, text, cwd: folderOf((found as Found).path), env: invocation.env, place: placeOf(invocation), link: `${(found as Found).shown}:${lineAt((found as Found).text, Math.max(0, at))}` });
  }
};

/** Builds are read up to here. */
const LONGEST = 60_000;

function attribute(head: string, name: string): string | null {
  const own = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(head);
  return own ? (own[1] ?? own[2] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&apos;', "'") : null;
}

/** `gradle task`: what the build's own tasks of that name execute and delete, and those they depend on. What the plugins bring is known by its name. */
export const gradle: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-b', '--build-file', '-c', '--settings-file', '-p', '--project-dir', '-x', '--exclude-task', '-I', '--init-script', '-g', '--gradle-user-home', '--console', '--max-workers'] });
  const known = knownTool({ ...invocation, program: 'gradle' }, context) ?? NOTHING;
  const names = args.positionals.map(({ value }) => value);
  if (args.has('-m', '--dry-run', '-h', '--help', '-v', '--version', '-?') || names.length === 0 || /^(?:tasks|help|projects|properties|dependencies|init|wrapper)$/.test(names[0] as string)) return [seen(invocation, 'what would be run')];
  const folder = args.value('-p', '--project-dir')?.value;
  const roots = [folder ?? '.', ...names.flatMap((name) => (name.includes(':') ? [name.split(':').filter(Boolean).slice(0, -1).join('/')] : []))].filter(Boolean);
  const found = roots.flatMap((root) => firstFile([`${root}/build.gradle`, `${root}/build.gradle.kts`], invocation, context) ?? []);
  return together([known, pluginTasks(names, found.map(({ text }) => text).join('\n'), invocation, context), ledBy(invocation, together(found.map((one) => gradleTasks(one, names.map((name) => name.split(':').at(-1) as string), invocation, context))))]);
};

interface GradleTask {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The text of the build with nothing but the tasks that are asked for: the bodies of others are configured, and do not run. */
function gradleTasks(found: Found, asked: readonly string[], invocation: Invocation, context: Context): Lowered {
  const text = found.text.slice(0, LONGEST);
  const tasks = [...text.matchAll(/^[ \t]*(?:(?:val\s+)?\w+\s*=\s*)?(?:task\s+(\w+)|(?:project\.)?tasks\.(?:register|create|named)(?:<[\w.]+>)?\s*\(\s*["'](\w+)["']|task\s*\(\s*["'](\w+)["']|(?:val\s+)?(\w+)\s+by\s+tasks\.(?:registering|creating))/gm)].slice(0, 500).map((match): GradleTask => ({ name: (match[1] ?? match[2] ?? match[3] ?? match[4]) as string, from: match.index, to: endOf(text, match.index + match[0].length) }));
  const wanted = new Set<GradleTask>();
  asked.forEach(visit);
  return together([...wanted].map((task) => {
    const body = text.slice(task.from, task.to);
    const commands = [...body.matchAll(/\b(?:commandLine|executable|args)\s*(?:\(|=|\s)\s*(?:listOf\(|\[|arrayOf\()?((?:\s*["'](?:[^"'\\\n]|\\.)*["']\s*,?)+)/g)].map(([, list]) => [...(list as string).matchAll(/["']((?:[^"'\\\n]|\\.)*)["']/g)].map(([, word]) => quoted({ value: (word as string).replace(/\\(.)/g, '$1'), known: true })).join(' '));
    const deletes = [...body.matchAll(/\bdelete\s*(?:\(|\s)\s*["']([^"'\n]+)["']/g)].map(([, path]) => `rm -rf -- ${quoted({ value: path as string, known: true })}`);
    const line = lineAt(text, task.from);
    const link = (at: number) => `${found.shown}:${line + at - 1}`;
    const shell = commands.length > 0 ? [commands.join(' '), ...deletes] : deletes;
    // What else it says is a program of Groovy or Kotlin.
    return together([
      ...shell.map((command) => context.follow({ language: 'bash', text: command, cwd: folderOf(found.path), env: invocation.env, place: placeOf(invocation), link: `${found.shown}:${line}` })),
      commands.length > 0 ? NOTHING : context.follow({ language: 'kotlin', text: body.replace(/^[^{]*/, ''), cwd: folderOf(found.path), place: placeOf(invocation), link }),
    ]);
  }));

  function visit(name: string): void {
    for (const task of tasks) {
      if (task.name !== name || wanted.has(task) || wanted.size > 100) continue;
      wanted.add(task);
      const needs = [...text.slice(task.from, task.to).matchAll(/\b(?:dependsOn|finalizedBy|mustRunAfter)\b\s*[(:=]?\s*([^\n]*)/g)].flatMap(([whole, list]) => (/mustRunAfter/.test(whole) ? [] : [...(list as string).matchAll(/\w+/g)].map(([word]) => word)));
      needs.forEach(visit);
    }
  }
}

/** Where the braces behind a head close, or its line ends. */
function endOf(text: string, from: number): number {
  const line = text.indexOf('\n', from);
  const open = text.indexOf('{', from);
  if (open < 0 || (line >= 0 && open > line)) return line < 0 ? text.length : line;
  let depth = 0;
  for (let at = open; at < Math.min(text.length, open + 20_000); at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

/** `mvn exec:exec`, and the phases that an executing plugin is bound to. */
export const maven: Tool = (invocation, context) => {
  const known = knownTool({ ...invocation, program: 'mvn' }, context) ?? NOTHING;
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-f', '--file', '-P', '-pl', '-s', '--settings', '-T'] });
  const given = new Map(invocation.args.flatMap(({ value }) => (/^-D[\w.]+=/.test(value) ? [[value.slice(2, value.indexOf('=')), value.slice(value.indexOf('=') + 1)] as const] : [])));
  const goals = args.positionals.map(({ value }) => value);
  const executes = goals.filter((goal) => /(?:^|:)exec(?:-maven-plugin[^:]*)?:exec(?:@|$)/.test(goal));
  const program = given.get('exec.executable');
  const parts: Lowered[] = executes.length > 0 && program ? [context.follow({ language: 'bash', text: `${program} ${given.get('exec.args') ?? ''}`, cwd: invocation.cwd, env: invocation.env, place: placeOf(invocation) })] : [];
  const found = fileAt(args.value('-f', '--file')?.value ?? 'pom.xml', invocation, context);
  if (found && !args.has('--help', '-h', '-v', '--version')) {
    for (const execution of found.text.slice(0, LONGEST).matchAll(/<(execution|configuration)>((?:(?!<\/?execution>)[\s\S]){0,4000}?)<\/\1>/g)) {
      const body = execution[2] as string;
      const executable = /<executable>([^<]+)<\/executable>/.exec(body)?.[1];
      const phase = /<phase>([^<]+)<\/phase>/.exec(body)?.[1] ?? '';
      const id = /<id>([^<]+)<\/id>/.exec(body)?.[1] ?? '';
      const runs = executes.some((goal) => !goal.includes('@') || goal.endsWith(`@${id}`)) || (phase !== '' && goals.some((goal) => comesBefore(phase, goal)));
      if (!executable || !runs) continue;
      const words = [...body.matchAll(/<argument>([^<]*)<\/argument>/g)].map(([, word]) => quoted({ value: word as string, known: true }));
      parts.push(ledBy(invocation, context.follow({ language: 'bash', text: [executable.trim(), ...words].join(' '), cwd: folderOf(found.path), env: invocation.env, place: placeOf(invocation), link: `${found.shown}:${lineAt(found.text, execution.index)}` })));
    }
  }
  return together([known, pluginTasks(goals, found?.text ?? '', invocation, context), ...parts]);
};

const PHASES: readonly (readonly string[])[] = [
  'validate initialize generate-sources process-sources generate-resources process-resources compile process-classes generate-test-sources process-test-sources generate-test-resources process-test-resources test-compile process-test-classes test prepare-package package pre-integration-test integration-test post-integration-test verify install deploy'.split(' '),
  ['pre-clean', 'clean', 'post-clean'], ['pre-site', 'site', 'post-site', 'site-deploy'],
];

function comesBefore(phase: string, goal: string): boolean {
  return PHASES.some((cycle) => cycle.includes(phase) && cycle.includes(goal) && cycle.indexOf(phase) <= cycle.indexOf(goal));
}

/** `sbt task`: the program text of the build is read where a task of its own is asked for. */
export const sbt: Tool = (invocation, context) => {
  const names = invocation.args.map(({ value }) => value).filter((value) => !value.startsWith('-')).flatMap((value) => value.split(/[;\s/]+/)).filter(Boolean);
  const found = fileAt('build.sbt', invocation, context);
  const plugins = pluginTasks(names, found?.text ?? '', invocation, context);
  if (!found || names.length === 0) return together([[seen(invocation, 'sbt')], plugins]);
  const own = names.filter((name) => new RegExp(`^\\s*(?:lazy\\s+)?val\\s+${name.replace(/\W/g, '')}\\s*=\\s*(?:taskKey|inputKey)\\b`, 'm').test(found.text));
  return together([plugins, ...own.map((name) => {
    const at = found.text.search(new RegExp(`\\b${name}\\s*:=`));
    const body = at < 0 ? '' : found.text.slice(at, endOf(found.text, at));
    // `"command".!` starts it.
    const commands = [...body.matchAll(/(?:Process\(\s*)?"((?:[^"\\\n]|\\.)*)"\s*\)?\s*\.?!!?/g)].map(([, text]) => context.follow({ language: 'bash', text: (text as string).replace(/\\(.)/g, '$1'), cwd: invocation.cwd, place: placeOf(invocation), link: `${found.shown}:${lineAt(found.text, at)}` }));
    return ledBy(invocation, together([...commands, followScript({ ...found, text: body.replace(/^[^{]*/, '') }, 'kotlin', invocation, context)]));
  })]);
};
