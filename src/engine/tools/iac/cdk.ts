import { effectOf } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, Effect, Facts, Invocation, Tool } from '../../model';
import { type Arguments, readArguments } from '../options';
import { answersItself, isHelp, type Program, reading, subcommands } from '../subcommands';
import { cloudFacts, facts } from './facts';

/** The AWS CDK. */
export const cdk: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, GRAMMAR);
  const verb = args.positionals[0];
  if (verb === undefined || isHelp(args)) return [reading(invocation, args.positionals)];
  if (verb.value === 'destroy') return destroyed(args, invocation, context);
  if (verb.value === 'deploy' || verb.value === 'watch') return deployed(args, invocation, context);
  return OTHERS(invocation, context);
};

function destroyed(args: Arguments, invocation: Invocation, context: Context): Effect[] {
  const located = cdkFacts(args, invocation, context);
  const unattended = args.has('-f', '--force', '--yes', '-y') || answersItself(invocation);
  const names = args.positionals.slice(1).map(({ value }) => value);
  const stacks = names.length > 0 ? names : [args.has('--all') ? 'every stack of the app' : `the app in ${located.path ?? 'this folder'}`];
  return stacks.map((address) =>
    effectOf(invocation, { verb: 'delete', resource: { kind: 'stack', type: 'cdk-stack', address }, reach: 'stack', unattended, facts: { ...located, stack: address } }),
  );
}

function deployed(args: Arguments, invocation: Invocation, context: Context): Effect[] {
  if (args.has('--no-execute', '--prepare-change-set') || args.value('--execute')?.value === 'false' || args.value('--method', '-m')?.value === 'prepare-change-set') return [reading(invocation, args.positionals)];
  const located = cdkFacts(args, invocation, context);
  const approval = args.value('--require-approval')?.value ?? configured(located.path, context);
  const unattended = approval === 'never' || args.has('--yes', '-y', '--watch') || args.positionals[0]?.value === 'watch' || answersItself(invocation);
  const names = args.positionals.slice(1).map(({ value }) => value);
  const stacks = names.length > 0 ? names : [args.has('--all') ? 'every stack of the app' : `the app in ${located.path ?? 'this folder'}`];
  return stacks.flatMap((address) => {
    const where = { ...located, stack: address };
    const change = effectOf(invocation, {
      verb: 'update',
      resource: { kind: 'change', type: 'cdk-change', address: `the change of ${address}` },
      reach: 'collection',
      unattended,
      note: unattended ? 'the question is switched off' : null,
      facts: where,
    });
    // A stack that was just destroyed comes back empty.
    return [change, effectOf(invocation, { verb: 'create', resource: { kind: 'stack', type: 'cdk-stack', address }, reach: 'stack', unattended, facts: where, undo: 'yes' })];
  });
}

/** `requireApproval` of cdk.json counts when the command line says nothing. */
function configured(folder: string | undefined, context: Context): string | undefined {
  const text = folder === undefined ? null : context.surroundings.readFile(`${folder}/cdk.json`);
  return text === null ? undefined : /"requireApproval"\s*:\s*"([\w-]+)"/.exec(text)?.[1];
}

function cdkFacts(args: Arguments, invocation: Invocation, context: Context): Facts {
  const stage = args.values('-c', '--context').map(({ value }) => /^(?:env|environment|stage|config)=(.+)$/i.exec(value)?.[1]).find((value) => value !== undefined);
  return {
    ...cloudFacts(invocation, context),
    ...facts({ path: invocation.cwd === null ? null : absolute('.', invocation.cwd, context.surroundings.homeDirectory), 'aws-profile': args.value('--profile')?.value, stack: stage }),
  };
}

const GRAMMAR = {
  style: 'gnu',
  values: [
    '-a', '--app', '-c', '--context', '-p', '--plugin', '--role-arn', '--profile', '-r', '--toolkit-stack-name', '-o', '--output', '--proxy', '--ca-bundle-path', '--require-approval', '--method', '-m', '--parameters', '--outputs-file', '-O', '--change-set-name',
    '--progress', '--concurrency', '-t', '--tags', '--notification-arns', '--asset-parallelism', '--trust', '--qualifier', '--cloudformation-execution-policies', '-b', '--bootstrap-bucket-name', '--region', '--unstable', '--action', '--type', '--rollback-buffer-days', '--created-buffer-days', '--orphan', '--build-exclude', '-E', '--import-existing-resources', '--termination-protection', '--confirm', '--toolkit-bucket-name',
  ],
} as const;

const TABLE: Program = {
  grammar: GRAMMAR,
  yes: ['--force', '-f', '--yes', '-y'],
  facts: cdkFacts,
  rows: [
    { words: 'gc', verb: 'read', kind: 'other', type: 'cdk-assets', with: ['--action=print'] },
    { words: 'gc', verb: 'delete', kind: 'data-store', type: 'cdk-assets', reach: 'collection', undo: 'from-code', note: 'deployed stacks may still point at them' },
    { words: 'bootstrap', verb: 'unprotect', kind: 'protection', type: 'termination protection of the bootstrap stack', with: ['--no-termination-protection', '--termination-protection=false'] },
    { words: 'bootstrap', verb: 'create', kind: 'other', type: 'cdk-bootstrap' },
    { words: 'rollback', verb: 'forget', kind: 'infrastructure', type: 'cdk-resource', named: ['--orphan'], with: ['--orphan'] },
    { words: 'rollback', verb: 'update', kind: 'change', type: 'cdk-rollback' },
    { words: 'import|migrate|refactor|init', verb: 'update', kind: 'other', type: 'cdk-change' },
  ],
};

const OTHERS = subcommands(TABLE);
