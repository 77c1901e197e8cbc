import { isAbsolute, join } from 'node:path';
import type { Word } from '../engine/model';
import { type Arguments, readArguments } from '../engine/tools/options';
import type { Becomes, Question } from './preview';
import { type Instance, readState } from './terraform-state';
import { KEYS } from './terraform-words';

/** A command of Terraform or OpenTofu, read the way they read it. */
export interface Command {
  readonly program: string;
  readonly subcommand: string;
  readonly args: Arguments;
  /** Where it works: `-chdir`, else the current folder. */
  readonly folder: string;
}

export function commandOf({ invocation, cwd, surroundings }: Question): Command {
  const at = invocation.args.findIndex(({ value }, i, all) => !value.startsWith('-') && !/^--?chdir$/.test(all[i - 1]?.value ?? ''));
  const before = readArguments(invocation.args.slice(0, Math.max(at, 0)), { style: 'go', values: ['-chdir'] });
  const chdir = before.value('-chdir')?.value;
  const subcommand = invocation.args[at]?.value ?? '';
  const words = [...['TF_CLI_ARGS', `TF_CLI_ARGS_${subcommand}`].flatMap((name) => given(invocation.env[name] ?? surroundings.env[name])), ...invocation.args.slice(at + 1)];
  return { program: invocation.program, subcommand, args: readArguments(words, { style: 'go', values: VALUES }), folder: chdir === undefined ? cwd : isAbsolute(chdir) ? chdir : join(cwd, chdir) };
}

function given(text: string | null | undefined): readonly Word[] {
  return (text ?? '').split(/\s+/).filter((value) => value !== '').map((value) => ({ value: value.replace(/["']/g, ''), known: true, glob: false, span: [0, 0] }));
}

const VALUES = ['-target', '-replace', '-exclude', '-var', '-var-file', '-state', '-state-out', '-backup', '-backup-out', '-lock-timeout', '-parallelism', '-out', '-provider'];

export function isDestroy({ subcommand, args }: Command): boolean {
  return subcommand === 'destroy' || args.has('-destroy');
}

export function workspaceOf({ folder, subcommand, args }: Command, { env, readFile }: Question): string {
  if ((subcommand === 'workspace' || subcommand === 'env') && args.positionals[0]?.value === 'delete') return args.positionals[1]?.value ?? 'default';
  return env['TF_WORKSPACE'] || readFile(join(dataFolder(folder, env), 'environment'))?.trim() || 'default';
}

/** What `init` wrote down: a backend that is not on this machine, or a local one with a path of its own. */
export function backendOf({ folder }: Command, { env }: Question): { readonly type: string; readonly config: Readonly<Record<string, unknown>> } {
  try {
    const { backend } = JSON.parse(readState(join(dataFolder(folder, env), 'terraform.tfstate')) ?? '{}') as { backend?: { type?: string; config?: Record<string, unknown> } };
    return { type: backend?.type ?? 'local', config: backend?.config ?? {} };
  } catch {
    return { type: 'local', config: {} };
  }
}

export function stateFile(command: Command, question: Question): string {
  const option = command.args.value('-state')?.value;
  const path = (written: string) => (isAbsolute(written) ? written : join(command.folder, written));
  if (option !== undefined) return path(option);
  const workspace = workspaceOf(command, question);
  const { config } = backendOf(command, question);
  if (workspace !== 'default') return path(join(typeof config['workspace_dir'] === 'string' ? config['workspace_dir'] : 'terraform.tfstate.d', workspace, 'terraform.tfstate'));
  return path(typeof config['path'] === 'string' ? config['path'] : 'terraform.tfstate');
}

function dataFolder(folder: string, env: Question['env']): string {
  const written = env['TF_DATA_DIR'] || '.terraform';
  return isAbsolute(written) ? written : join(folder, written);
}

/** What the words of the command make of each instance: all of them, the targets and what depends on them, the replaced, the forgotten. */
export function becomesIn(command: Command, instances: readonly Instance[]): (instance: Instance) => Becomes {
  const { subcommand, args } = command;
  const values = (name: string) => args.values(name).map(({ value }) => addressed(value));
  const positionals = args.positionals.map(({ value }) => addressed(value));
  const forgets = /^(?:rm|remove)$/.test(positionals[0] ?? '') && subcommand === 'state' ? positionals.slice(1) : [];
  const wipes = (subcommand === 'workspace' || subcommand === 'env') && positionals[0] === 'delete';
  const tainted = subcommand === 'taint' ? positionals : [];
  const replaced = values('-replace');
  const gone = isDestroy(command) ? destroyed(instances, values('-target'), values('-exclude')) : new Set<Instance>();
  return (instance) => {
    const under = (targets: readonly string[]) => targets.some((target) => isUnder(instance.address, target));
    if (gone.has(instance)) return { kind: 'gone' };
    if (wipes || under(forgets)) return { kind: 'changed', to: 'no longer in the state; it goes on existing, unmanaged' };
    if (under(replaced)) return { kind: 'empty', why: '-replace' };
    return under(tainted) ? { kind: 'empty', why: 'tainted: with the next apply' } : { kind: 'kept' };
  };
}

/** PowerShell and cmd keep quotes that bash takes off: `-target="aws_x.y[\"k\"]"`. */
function addressed(value: string): string {
  return value.replace(/\\"/g, '"').replace(/^'(.*)'$/, '$1');
}

/** A destroy of a target takes along whatever depends on it; one that leaves something out leaves what that depends on as well. */
function destroyed(instances: readonly Instance[], targets: readonly string[], excluded: readonly string[]): ReadonlySet<Instance> {
  const under = (names: readonly string[]) => instances.filter(({ address }) => names.some((name) => isUnder(address, name)));
  const gone = new Set(targets.length === 0 ? instances : under(targets));
  if (targets.length > 0) spread(gone, instances);
  if (excluded.length === 0) return gone;
  const kept = new Set(under(excluded));
  const byName = new Map<string, Instance[]>();
  for (const one of instances) byName.set(resourceOf(one), [...(byName.get(resourceOf(one)) ?? []), one]);
  const pending = [...kept];
  while (pending.length > 0) {
    for (const one of (pending.pop() as Instance).dependsOn.flatMap((name) => byName.get(name) ?? [])) {
      if (!kept.has(one)) pending.push(one);
      kept.add(one);
    }
  }
  return new Set([...gone].filter((one) => !kept.has(one)));
}

/** What of the rest depends on these, however far. */
export function dependentsOf(some: Iterable<Instance>, instances: readonly Instance[]): readonly Instance[] {
  const start = new Set(some);
  const all = new Set(start);
  spread(all, instances);
  return [...all].filter((one) => !start.has(one));
}

/** Adds whatever depends on what is in already. As Terraform does, an instance of a module never waits for another instance of the same one. */
function spread(all: Set<Instance>, instances: readonly Instance[]): void {
  const modulesOf = new Map<string, Set<string>>();
  const note = (one: Instance) => modulesOf.set(resourceOf(one), (modulesOf.get(resourceOf(one)) ?? new Set()).add(moduleOf(one)));
  all.forEach(note);
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const one of instances) {
      if (all.has(one) || !one.dependsOn.some((name) => joins(one, modulesOf.get(name)))) continue;
      all.add(one);
      note(one);
    }
  }
}

function joins(one: Instance, modules: ReadonlySet<string> | undefined): boolean {
  if (modules === undefined) return false;
  const own = moduleOf(one);
  return modules.has(own) || [...modules].some((module) => module.replace(KEYS, '') !== own.replace(KEYS, ''));
}

/** The module instance that a thing is in: `module.cache[1]`, or '' for the root. */
function moduleOf({ address }: Instance): string {
  return MODULES.exec(address)?.[0] ?? '';
}

const MODULES = /^(?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)+/;

/** State names what a thing was made from by resource, without keys. */
function resourceOf({ address }: Instance): string {
  return address.replace(KEYS, '');
}

/** A target names one instance, every instance of a resource, or a module with all in it. */
export function isUnder(address: string, target: string): boolean {
  return address === target || address.startsWith(`${target}.`) || address.startsWith(`${target}[`);
}
