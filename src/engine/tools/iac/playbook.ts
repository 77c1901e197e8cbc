import { parseAllDocuments } from 'yaml';
import { effectOf, together } from '../../effects';
import { absolute, folderOf } from '../../kinds/paths';
import type { Context, Effect, Facts, Invocation, Lowered, Tool } from '../../model';
import { type Arguments, readArguments } from '../options';
import { isHelp, reading } from '../subcommands';
import { ANSIBLE_GRAMMAR, ansibleFacts, NOT_RUN } from './ansible';
import { moduleLowered } from './modules';
import { isRecord } from '../../lookup';

/** `ansible-playbook`: the tasks of the playbooks, as far as they can be read. */
export const ansiblePlaybook: Tool = (invocation, context): Lowered | readonly Effect[] => {
  const args = readArguments(invocation.args, ANSIBLE_GRAMMAR);
  if (args.positionals.length === 0 || isHelp(args) || args.has(...NOT_RUN)) return [reading(invocation, args.positionals)];
  const located = ansibleFacts(args.value('-i', '--inventory', '--inventory-file')?.value, args.value('-l', '--limit')?.value, invocation, context);
  const run: Run = { invocation, context, facts: located, tags: tagsOf(args, '-t', '--tags'), skipped: tagsOf(args, '--skip-tags'), left: { files: MOST_FILES } };
  const change = effectOf(invocation, {
    verb: 'update',
    resource: { kind: 'other', type: 'playbook', address: args.positionals.map(({ value }) => value).join(' ') },
    reach: 'collection',
    undo: 'yes',
    facts: located,
  });
  const absent = args.values('-e', '--extra-vars').some(({ value }) => /\bstate["']?\s*[=:]\s*["']?absent\b/.test(value));
  return together([
    [change],
    ...args.positionals.flatMap(({ value, known }): (Lowered | readonly Effect[])[] => {
      const path = known ? absolute(value, invocation.cwd, context.surroundings.homeDirectory) : null;
      const readable = path !== null && context.surroundings.readFile(path) !== null;
      if (path !== null && readable) return fileLowered(path, [], run);
      return absent || TAKES_AWAY.test(value.split('/').at(-1) ?? '') ? [[unread(value, run)]] : [];
    }),
  ]);
};

/** A playbook that cannot be read still has a name. */
function unread(name: string, { invocation, facts }: Run): Effect {
  return effectOf(invocation, {
    verb: 'delete',
    resource: { kind: 'stack', type: 'playbook', address: `what ${name} takes down` },
    reach: 'stack',
    facts,
    note: 'the playbook cannot be read; its name or its variables say what it is for',
  });
}

const TAKES_AWAY = /(?:^|[^a-z])(?:destroy|teardown|tear-down|nuke|wipe|decommission|uninstall|purge|deprovision|undeploy)/i;

interface Run {
  readonly invocation: Invocation;
  readonly context: Context;
  readonly facts: Facts;
  readonly tags: readonly string[];
  readonly skipped: readonly string[];
  readonly left: { files: number };
}

/** Playbooks, roles and task files that one run may open. */
const MOST_FILES = 24;

function fileLowered(path: string, tags: readonly string[], run: Run): Lowered[] {
  run.left.files -= 1;
  const text = run.left.files < 0 ? null : run.context.surroundings.readFile(path);
  if (text === null) return [];
  return documents(text).flatMap((entry) => entryLowered(entry, path, tags, run));
}

function documents(text: string): unknown[] {
  try {
    return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document) => {
      const value: unknown = 'toJS' in document ? document.toJS({ maxAliasCount: 50 }) : null;
      return Array.isArray(value) ? value : [];
    });
  } catch {
    // Too many aliases, or nested too deeply: no playbook that anybody wrote.
    return [];
  }
}

/** A play, a block or a task. */
function entryLowered(entry: unknown, path: string, inherited: readonly string[], run: Run): Lowered[] {
  if (!isRecord(entry)) return [];
  const tags = [...inherited, ...names(entry.tags)];
  const hosts = typeof entry.hosts === 'string' ? entry.hosts : undefined;
  const here = hosts === undefined ? run : { ...run, facts: { host: hosts, ...run.facts } };
  const lists = ['pre_tasks', 'tasks', 'post_tasks', 'handlers', 'block', 'rescue', 'always'].flatMap((key) => (Array.isArray(entry[key]) ? (entry[key] as unknown[]) : []));
  const nested = lists.flatMap((one) => entryLowered(one, path, tags, here));
  const roles = Array.isArray(entry.roles) ? entry.roles.flatMap((role) => roleLowered(role, path, tags, here)) : [];
  return [...nested, ...roles, ...(lists.length > 0 || hosts !== undefined ? [] : taskLowered(entry, path, tags, here))];
}

function roleLowered(role: unknown, path: string, tags: readonly string[], run: Run): Lowered[] {
  const name = typeof role === 'string' ? role : isRecord(role) ? String(role.role ?? role.name ?? '') : '';
  return name === '' ? [] : fileLowered(`${folderOf(path)}/roles/${name}/tasks/main.yml`, tags, run);
}

function taskLowered(task: Record<string, unknown>, path: string, tags: readonly string[], run: Run): Lowered[] {
  if (!isWanted(tags, run)) return [];
  return Object.entries(task).flatMap(([key, given]): Lowered[] => {
    if (WORDS.has(key)) return [];
    const name = key.split('.').at(-1) ?? key;
    const values = isRecord(given) ? given : typeof given === 'string' ? { _raw_params: given, ...inline(given) } : {};
    const text = typeof given === 'string' ? given : '';
    const extra = isRecord(task.args) ? task.args : {};
    if (INCLUDES.has(name)) {
      const file = text !== '' ? text : String(values.file ?? '');
      return file === '' ? [] : fileLowered(`${folderOf(path)}/${file}`, tags, run);
    }
    if (name === 'include_role' || name === 'import_role') return roleLowered(values.name, path, tags, run);
    const label = typeof task.name === 'string' ? task.name : key;
    const lowered = moduleLowered({
      name: key, text, values: { ...values, ...extra }, facts: run.facts, invocation: run.invocation, context: run.context, many: false,
      link: `${path.split('/').at(-1)}: ${label}`,
    });
    return lowered === null ? [] : [lowered];
  });
}

/** A task tagged `never` runs only when one of its tags is asked for. */
function isWanted(tags: readonly string[], { tags: asked, skipped }: Run): boolean {
  if (tags.some((tag) => skipped.includes(tag))) return false;
  if (asked.length === 0 || asked.includes('all')) return !tags.includes('never');
  return tags.includes('always') || tags.some((tag) => asked.includes(tag));
}

function inline(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(?:^|\s)(\w+)=(\S+)/g)].map(([, name, value]) => [name as string, value as string]));
}

function tagsOf(args: Arguments, ...options: string[]): string[] {
  return args.values(...options).flatMap(({ value }) => value.split(','));
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : [];
}

const INCLUDES: ReadonlySet<string> = new Set(['include_tasks', 'import_tasks', 'include', 'import_playbook']);

/** Words of a task that are no module. */
const WORDS: ReadonlySet<string> = new Set([
  'name', 'when', 'tags', 'register', 'become', 'become_user', 'become_method', 'vars', 'notify', 'loop', 'loop_control', 'until', 'retries', 'delay', 'ignore_errors', 'changed_when', 'failed_when', 'delegate_to', 'run_once', 'args', 'environment', 'no_log',
  'check_mode', 'diff', 'async', 'poll', 'with_items', 'with_dict', 'with_fileglob', 'any_errors_fatal', 'listen', 'delegate_facts', 'throttle', 'timeout', 'connection', 'local_action', 'action', 'debugger', 'module_defaults', 'collections',
]);
