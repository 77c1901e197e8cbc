import { effectOf, variable } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, Effect, Facts, Invocation, Tool, Word } from '../../model';
import { type Arguments, readArguments } from '../options';
import { answersItself, isHelp, reading, unseen } from '../subcommands';
import { type Addressed, addressed } from './address';
import { terraformFacts } from './facts';

/** Terraform and OpenTofu. */
export const terraform: Tool = (invocation, context) => {
  const { args, at } = withoutGlobals(invocation.args);
  const subcommand = invocation.args[at];
  if (subcommand === undefined || args.help) return [reading(invocation, subcommand ? [subcommand] : [])];
  if (!subcommand.known) return [unseen(invocation, subcommand)];
  const words = [...variableWords(subcommand.value, invocation, context), ...invocation.args.slice(at + 1)];
  const folder = args.chdir === undefined ? invocation.cwd : absolute(args.chdir, invocation.cwd, context.surroundings.homeDirectory);
  return terraformEffects({ subcommand: subcommand.value, words, folder, unattended: false, invocation, context });
};

/** One run of Terraform, by whatever started it. */
export interface Run {
  readonly subcommand: string;
  readonly words: readonly Word[];
  readonly folder: string | null;
  /** The program that starts it answers the question. */
  readonly unattended: boolean;
  readonly invocation: Invocation;
  readonly context: Context;
}

export function terraformEffects(run: Run): readonly Effect[] {
  const { subcommand, words, invocation, context } = run;
  const args = readArguments(words, { style: 'go', values: VALUES });
  const read = [reading(invocation, [{ ...invocation.command, value: subcommand }, ...args.positionals])];
  if (isHelp(args) || args.has('-version')) return read;
  const located = () => terraformFacts(run.folder, args, invocation, context);
  const where = { ...run, args };
  switch (subcommand) {
    case 'destroy':
      return destroyed(where, located());
    case 'apply':
      return applied(where, located());
    case 'plan':
      return planned(where) ?? read;
    case 'taint':
      return args.positionals.map((word) => onAddress(where, 'replace', addressed(word, context), located(), 'the next apply deletes it and creates it again'));
    case 'state':
      return stateChanged(where, located) ?? read;
    case 'force-unlock':
      return [onState(where, 'delete', `the lock ${args.positionals[0]?.value ?? ''}`.trim(), located(), 'another run may be holding it')];
    case 'workspace':
    case 'env':
      return workspaceChanged(where, located) ?? read;
    case 'init':
      // `-reconfigure` copies and deletes nothing; these two move the state elsewhere.
      return args.has('-migrate-state', '-force-copy') ? [onState(where, 'update', 'the state, moved to another backend', located(), null)] : read;
    case 'import':
    case 'untaint':
    case 'refresh':
    case 'test':
      return [effectOf(invocation, { verb: 'update', resource: { kind: 'other', type: `terraform ${subcommand}`, address: args.positionals[0]?.value ?? subcommand }, undo: 'yes' })];
    default:
      return read;
  }
}

interface Where extends Run {
  readonly args: Arguments;
}

function destroyed(where: Where, facts: Facts): Effect[] {
  const { args, invocation, context } = where;
  const unattended = isUnattended(where);
  const targets = args.values('-target');
  if (targets.length > 0) return targets.map((word) => onAddress(where, 'delete', withDependents(addressed(word, context)), facts, null, unattended));
  return [
    effectOf(invocation, {
      verb: 'delete',
      resource: { kind: 'stack', type: 'terraform-state', address: stateName(where, facts) },
      reach: 'stack',
      unattended,
      note: unattended ? 'nothing asks before it starts' : null,
      facts,
    }),
  ];
}

/** Destroying a target takes along whatever depends on it, so that a harmless target is not harmless. */
function withDependents(one: Addressed): Addressed {
  if (one.resource.kind !== 'other' && one.resource.kind !== 'trivial') return one;
  return { ...one, resource: { ...one.resource, kind: 'infrastructure' }, note: 'what depends on it goes as well' };
}

function applied(where: Where, facts: Facts): Effect[] {
  const { args, invocation, context } = where;
  const unattended = isUnattended(where);
  const plan = args.positionals[0];
  if (args.has('-destroy') || (plan && DESTROY_PLAN.test(plan.value))) return destroyed(where, facts);
  if (args.has('-refresh-only')) return unattended ? [onState(where, 'update', 'the state, from what exists', facts, 'nobody looks at the differences')] : [reading(invocation)];
  const replaced = args.values('-replace').map((word) => onAddress(where, 'replace', addressed(word, context), facts, null, unattended));
  const change = effectOf(invocation, {
    verb: 'update',
    resource: { kind: 'change', type: 'terraform-plan', address: plan ? `the saved plan ${plan.value}` : `the plan of ${stateName(where, facts)}` },
    reach: 'collection',
    undo: 'from-backup',
    unattended,
    note: unattended ? 'the question is switched off' : null,
    facts,
  });
  return [...replaced, change];
}

/** A plan is a read. One that is saved is told apart, so that applying it in the same text can be seen for what it is. */
function planned({ args, invocation }: Where): Effect[] | null {
  const out = args.value('-out');
  if (out === undefined) return null;
  return [effectOf(invocation, { verb: 'read', resource: { kind: 'change', type: args.has('-destroy') ? 'terraform-destroy-plan' : 'terraform-made-plan', address: `the saved plan ${out.value}` }, undo: 'yes' })];
}

function stateChanged(where: Where, located: () => Facts): Effect[] | null {
  const { args, context } = where;
  const [verb, ...names] = args.positionals;
  if (args.has('-dry-run')) return null;
  switch (verb?.value) {
    case 'rm':
    case 'remove':
      return names.length === 0
        ? [onState(where, 'delete', 'parts of the state', located(), 'their names cannot be read')]
        : names.map((word) => onAddress(where, 'forget', addressed(word, context), located(), null));
    case 'mv':
    case 'move':
      return [onState(where, 'update', `the state address ${names.map(({ value }) => value).join(' to ')}`, located(), null)];
    case 'push':
      return [onState(where, 'overwrite', 'the remote state', located(), args.has('-force') ? '-force ignores that the remote one may be newer' : null)];
    case 'replace-provider':
      return [onState(where, 'update', `the provider of everything in the state`, located(), null)];
    default:
      return null;
  }
}

function workspaceChanged(where: Where, located: () => Facts): Effect[] | null {
  const [verb, name] = where.args.positionals;
  const address = `the workspace ${name?.value ?? ''}`.trim();
  if (verb?.value === 'delete') return [onState(where, 'delete', address, { ...located(), ...(name && { 'terraform-workspace': name.value }) }, where.args.has('-force') ? '-force forgets what still exists in it' : null)];
  if (verb?.value === 'new' || verb?.value === 'select') {
    return [effectOf(where.invocation, { verb: verb.value === 'new' ? 'create' : 'update', resource: { kind: 'other', type: 'terraform-workspace', address }, undo: 'yes' })];
  }
  return null;
}

function onAddress({ invocation }: Where, verb: Effect['verb'], { resource, reach, note }: Addressed, facts: Facts, why: string | null, unattended = false): Effect {
  return effectOf(invocation, { verb, resource, reach, facts, unattended, note: why ?? note });
}

function onState({ invocation }: Where, verb: Effect['verb'], address: string, facts: Facts, note: string | null): Effect {
  return effectOf(invocation, { verb, resource: { kind: 'state', type: 'terraform-state', address }, facts, note });
}

function isUnattended({ unattended, args, invocation }: Where): boolean {
  return unattended || args.has('-auto-approve') || answersItself(invocation);
}

function stateName({ folder }: Where, facts: Facts): string {
  const workspace = facts['terraform-workspace'];
  const name = folder ?? 'the current folder';
  return workspace ? `${name} (workspace ${workspace})` : name;
}

/** `-chdir=DIR` and help stand before the subcommand. */
function withoutGlobals(words: readonly Word[]): { args: { chdir?: string; help: boolean }; at: number } {
  let at = 0;
  const args: { chdir?: string; help: boolean } = { help: false };
  for (; at < words.length; at += 1) {
    const text = (words[at] as Word).value;
    if (!text.startsWith('-')) break;
    if (/^--?chdir=/.test(text)) args.chdir = text.slice(text.indexOf('=') + 1);
    else if (/^--?chdir$/.test(text)) args.chdir = words[(at += 1)]?.value ?? '';
    else if (/^--?(?:help|h|version|v)$/.test(text)) args.help = true;
  }
  if (words[at]?.value === 'help') args.help = true;
  return { args, at };
}

/** `TF_CLI_ARGS` and `TF_CLI_ARGS_apply` are put right behind the subcommand. */
function variableWords(subcommand: string, invocation: Invocation, context: Context): Word[] {
  return ['TF_CLI_ARGS', `TF_CLI_ARGS_${subcommand.replaceAll('-', '_')}`].flatMap((name) =>
    (variable(invocation, context, name) ?? '')
      .split(/\s+/)
      .filter((text) => text !== '')
      .map((text) => ({ value: text.replace(/["']/g, ''), known: true, glob: false, span: invocation.command.span })),
  );
}

/** A saved plan has no text to read; its name may say what it does. */
const DESTROY_PLAN = /(?:^|[^a-z])(?:destroy|teardown|tear-down|nuke|delete|decommission)/i;

const VALUES = [
  '-target', '-replace', '-exclude', '-target-file', '-exclude-file', '-var', '-var-file', '-state', '-state-out', '-backup', '-backup-out', '-lock-timeout', '-parallelism', '-out', '-backend-config',
  '-plugin-dir', '-from-module', '-config', '-provider', '-generate-config-out', '-filter', '-test-directory', '-deprecation', '-module-depth', '-id', '-chdir',
];
