import { together } from '../../effects';
import type { Context, Effect, Invocation, Lowered, Tool } from '../../model';
import { readArguments } from '../options';
import { type Program, reading, subcommands } from '../subcommands';
import { deployFacts } from './facts';

/** Tools that deploy an application with everything it needs, each by its subcommands. */
export const cdktf = subcommands({
  grammar: { style: 'gnu', values: ['-a', '--app', '-o', '--output', '--parallelism', '--var', '--var-file', '--target', '--terraform-parallelism'] },
  yes: ['--auto-approve', '--auto-approve=true'],
  facts: deployFacts({}),
  rows: [
    { words: 'destroy', verb: 'delete', kind: 'stack', type: 'cdktf-stack', reach: 'stack' },
    { words: 'deploy|apply', verb: 'update', kind: 'change', type: 'cdktf-plan', reach: 'collection' },
    { words: 'force-unlock', verb: 'delete', kind: 'state', type: 'the lock' },
  ],
});

export const sam = subcommands({
  grammar: { style: 'gnu', values: ['--config-file', '--config-env', '--profile', '--region', '--stack-name', '--s3-bucket', '--s3-prefix', '--image-repository', '-t', '--template', '--template-file', '--parameter-overrides', '--capabilities', '--role-arn', '--tags', '-n', '--name'] },
  harmless: ['--no-execute-changeset', '--dry-run'],
  yes: ['--no-confirm-changeset', '--no-prompts'],
  facts: deployFacts({ stack: ['--stack-name', '--config-env'] }),
  rows: [
    { words: 'delete', verb: 'delete', kind: 'stack', type: 'sam-stack', reach: 'stack', named: ['--stack-name'], note: 'its artifacts in the bucket and the registry go as well' },
    { words: 'deploy', verb: 'update', kind: 'change', type: 'sam-change-set', reach: 'collection', named: ['--stack-name'] },
    { words: 'sync', verb: 'update', kind: 'change', type: 'sam-sync', reach: 'collection', named: ['--stack-name'] },
    { words: 'remote invoke', verb: 'update', kind: 'other', type: 'a deployed function' },
    { words: 'pipeline bootstrap', verb: 'create', kind: 'other', type: 'sam-pipeline' },
  ],
});

export const serverless = subcommands({
  grammar: { style: 'gnu', values: ['-s', '--stage', '-r', '--region', '-c', '--config', '--aws-profile', '--param', '--app', '--org', '-f', '--function', '-t', '--timestamp', '-p', '--package', '-n'] },
  facts: deployFacts({ profile: ['--aws-profile'], stack: ['-s', '--stage'], app: ['--app'] }),
  rows: [
    { words: 'remove', verb: 'delete', kind: 'stack', type: 'serverless-stack', reach: 'stack', named: ['-s', '--stage'], note: 'with its tables and buckets' },
    { words: 'deploy list', verb: 'read', kind: 'other', type: 'serverless-stack' },
    { words: 'deploy', verb: 'update', kind: 'change', type: 'serverless-stack', reach: 'collection', named: ['-s', '--stage'] },
    { words: 'rollback', verb: 'update', kind: 'service', type: 'serverless-stack' },
    { words: 'prune', verb: 'delete', kind: 'trivial', type: 'old versions of functions', reach: 'collection', undo: 'from-code' },
    { words: 'invoke', verb: 'update', kind: 'other', type: 'a deployed function' },
    { words: 'invoke local', verb: 'read', kind: 'other', type: 'a function on this machine' },
  ],
});

const sstRows = subcommands({
  grammar: { style: 'gnu', values: ['--stage', '--config', '--target'] },
  facts: deployFacts({ stack: ['--stage'], variables: ['SST_STAGE'] }),
  rows: [
    { words: 'remove', verb: 'delete', kind: 'stack', type: 'sst-stage', reach: 'stack', named: ['--stage'] },
    { words: 'deploy', verb: 'update', kind: 'change', type: 'sst-stage', reach: 'collection', named: ['--stage'] },
    { words: 'unlock', verb: 'delete', kind: 'state', type: 'the lock of the stage' },
    { words: 'state remove', verb: 'forget', kind: 'infrastructure', type: 'sst-resource' },
    { words: 'state edit|repair', verb: 'update', kind: 'state', type: 'sst-state' },
    { words: 'secret remove', verb: 'delete', kind: 'key', type: 'sst-secret' },
  ],
});

/** `sst shell -- COMMAND` and `sst bind COMMAND` run a program with the stage's credentials. */
export const sst: Tool = (invocation, context) => runsInside(invocation, context, ['shell', 'bind'], ['--stage', '--config', '--target']) ?? sstRows(invocation, context);

const AMPLIFY: Program = {
  grammar: { style: 'gnu', values: ['--envName', '--projectName', '--profile', '--app-id', '--branch', '--stack-name', '--amplify', '--providers', '--appId', '--identifier'] },
  yes: ['-y', '--yes', '--force'],
  facts: deployFacts({ stack: ['--envName', '--branch'] }),
  rows: [
    { words: 'delete', verb: 'delete', kind: 'stack', type: 'amplify-project', reach: 'stack', undo: 'no', note: 'with every environment' },
    { words: 'env remove', verb: 'delete', kind: 'stack', type: 'amplify-environment', reach: 'stack', undo: 'no' },
    { words: 'sandbox delete', verb: 'delete', kind: 'stack', type: 'amplify-sandbox', reach: 'stack', undo: 'from-code' },
    { words: 'push', verb: 'replace', kind: 'data-store', type: 'tables of the changed schema', reach: 'collection', undo: 'no', with: ['--allow-destructive-graphql-schema-updates'] },
    { words: 'push|publish', verb: 'update', kind: 'change', type: 'amplify-push', reach: 'collection' },
    { words: 'remove|rm storage', verb: 'delete', kind: 'data-store', type: 'amplify-storage', undo: 'from-code', note: 'takes effect on the next push' },
    { words: 'remove|rm auth', verb: 'delete', kind: 'identity', type: 'amplify-auth', undo: 'from-code', note: 'takes effect on the next push' },
    { words: 'remove|rm *', verb: 'delete', kind: 'infrastructure', type: 'amplify-category', undo: 'from-code', note: 'takes effect on the next push' },
    { words: 'storage remove', verb: 'delete', kind: 'data-store', type: 'amplify-storage', undo: 'from-code', note: 'takes effect on the next push' },
    { words: 'auth remove', verb: 'delete', kind: 'identity', type: 'amplify-auth', undo: 'from-code', note: 'takes effect on the next push' },
    { words: 'api|function|hosting|analytics|geo|custom|notifications|interactions|predictions remove', verb: 'delete', kind: 'infrastructure', type: 'amplify-category', undo: 'from-code', note: 'takes effect on the next push' },
    { words: 'secret remove', verb: 'delete', kind: 'key', type: 'amplify-secret' },
    { words: 'sandbox secret remove', verb: 'delete', kind: 'trivial', type: 'amplify-secret' },
  ],
};
export const amplify = subcommands(AMPLIFY);

export const eb = subcommands({
  grammar: { style: 'gnu', values: ['--profile', '-r', '--region', '-e', '--environment_name', '--environment-name', '-l', '--label', '-m', '--message', '--version', '-n', '--destination_name', '--timeout', '-a', '--application'] },
  yes: ['--force'],
  facts: deployFacts({ stack: ['-e', '--environment_name'] }),
  rows: [
    { words: 'terminate', verb: 'delete', kind: 'stack', type: 'the application with every environment', reach: 'stack', with: ['--all'] },
    { words: 'terminate', verb: 'delete', kind: 'stack', type: 'beanstalk-environment', reach: 'stack', note: 'with a database that belongs to it' },
    { words: 'rebuild', verb: 'replace', kind: 'stack', type: 'beanstalk-environment', reach: 'stack', note: 'with a database that belongs to it' },
    { words: 'scale 0', verb: 'stop', kind: 'service', type: 'beanstalk-environment', undo: 'from-code' },
    { words: 'scale *', verb: 'update', kind: 'service', type: 'beanstalk-environment' },
    { words: 'deploy|upgrade|config|setenv|clone|restore|swap|abort|use|init|create', verb: 'update', kind: 'other', type: 'beanstalk-environment' },
    { words: 'restart', verb: 'stop', kind: 'service', type: 'beanstalk-environment', undo: 'yes', note: 'a restart' },
    { words: 'appversion', verb: 'delete', kind: 'trivial', type: 'beanstalk-version', with: ['-d', '--delete'] },
    { words: 'labs cleanup-versions', verb: 'delete', kind: 'trivial', type: 'old beanstalk versions', reach: 'collection' },
    { words: 'config delete', verb: 'delete', kind: 'trivial', type: 'a saved configuration' },
    { words: 'platform delete', verb: 'delete', kind: 'infrastructure', type: 'beanstalk-platform' },
  ],
});

export const rain = subcommands({
  grammar: { style: 'cobra', values: ['-p', '--profile', '-r', '--region', '--params', '--tags', '--config', '-o', '--output'] },
  yes: ['-y', '--yes'],
  facts: deployFacts({ profile: ['-p', '--profile'] }),
  rows: [
    { words: 'rm|remove|del|delete', verb: 'delete', kind: 'stack', type: 'cloudformation-stack', reach: 'stack' },
    { words: 'deploy', verb: 'update', kind: 'change', type: 'cloudformation-change-set', reach: 'collection' },
    { words: 'stackset rm|remove', verb: 'delete', kind: 'stack', type: 'cloudformation-stack-set', reach: 'stack' },
    { words: 'cc rm', verb: 'delete', kind: 'stack', type: 'cloudformation-template', reach: 'stack' },
    { words: 'cc deploy', verb: 'update', kind: 'change', type: 'cloudformation-template', reach: 'collection' },
  ],
});

export const packer = subcommands({
  grammar: { style: 'go', values: ['-var', '-var-file', '-only', '-except', '-on-error', '-parallel-builds'] },
  rows: [
    { words: 'build', verb: 'replace', kind: 'backup', type: 'image', with: ['-force'], note: 'the image of that name is deleted first, with its snapshots' },
    { words: 'build', verb: 'create', kind: 'other', type: 'image' },
  ],
});

const vagrantRows = subcommands({
  grammar: { style: 'gnu', values: ['-c', '--command', '--provider', '--provision-with'] },
  yes: ['-f', '--force'],
  facts: deployFacts({}),
  rows: [
    { words: 'destroy', verb: 'delete', kind: 'service', type: 'virtual machine', undo: 'from-code', note: 'what stands on its disk goes' },
    { words: 'halt|suspend|reload', verb: 'stop', kind: 'other', type: 'virtual machine', undo: 'yes' },
    { words: 'snapshot delete', verb: 'delete', kind: 'backup', type: 'snapshot', undo: 'no' },
    { words: 'snapshot restore|pop', verb: 'overwrite', kind: 'data-store', type: 'the disk of the virtual machine', undo: 'no' },
    { words: 'box remove|prune', verb: 'delete', kind: 'regenerated', type: 'box' },
    { words: 'up|provision|resume', verb: 'update', kind: 'other', type: 'virtual machine' },
  ],
});

/** `vagrant ssh -c COMMAND` runs in the machine. */
export const vagrant: Tool = (invocation, context): Lowered | readonly Effect[] => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-c', '--command'] });
  const command = args.positionals[0]?.value === 'ssh' ? args.value('-c', '--command') : undefined;
  if (command === undefined) return vagrantRows(invocation, context);
  return context.follow({ language: 'bash', text: command.value, cwd: null, place: { in: 'text', span: invocation.span }, facts: { host: 'a virtual machine on this machine' }, by: invocation });
};

/** Runners of plans elsewhere: Spacelift, Scalr, the Flux controller for Terraform. */
export const planRunner = subcommands({
  grammar: { style: 'cobra', values: ['--id', '--stack', '-n', '--namespace', '--run', '--name', '--organization', '--workspace'] },
  yes: ['--auto-approve', '--yes', '-y'],
  rows: [
    { words: 'stack delete', verb: 'delete', kind: 'stack', type: 'spacelift-stack', reach: 'stack', named: ['--id'] },
    { words: 'stack confirm|deploy', verb: 'update', kind: 'change', type: 'spacelift-run', named: ['--id'], with: ['--auto-confirm'] },
    { words: 'stack confirm|deploy|replan|retry', verb: 'update', kind: 'other', type: 'spacelift-run' },
    { words: 'stack resources|outputs|list|show|logs', verb: 'read', kind: 'other', type: 'spacelift-stack' },
    { words: 'delete|destroy', verb: 'delete', kind: 'stack', type: 'terraform object', reach: 'stack' },
    { words: 'break-glass', verb: 'unprotect', kind: 'state', type: 'terraform object' },
    { words: 'workspace|workspaces delete', verb: 'delete', kind: 'stack', type: 'workspace', reach: 'stack' },
    { words: 'suspend', verb: 'update', kind: 'other', type: 'terraform object' },
    { words: 'approve', verb: 'update', kind: 'other', type: 'terraform plan' },
  ],
});

/** `tflocal`, `cdklocal`: everything lands in an emulator on this machine, which starts empty every day. */
export function emulated(tool: Tool): Tool {
  return (invocation, context) => {
    const { effects, coverage, unread } = together([tool(invocation, context)]);
    return { coverage, unread, effects: effects.map((effect) => local(effect)) };
  };
}

function local(effect: Effect): Effect {
  const facts = { ...effect.environment.facts, endpoint: 'localhost' };
  return { ...effect, resource: { ...effect.resource, kind: effect.verb === 'run-unseen' ? effect.resource.kind : 'regenerated' }, environment: { ...effect.environment, facts } };
}

/** Linters, scanners, document writers: they read the code and nothing else. */
export const reader: Tool = (invocation) => [reading(invocation)];

function runsInside(invocation: Invocation, context: Context, verbs: readonly string[], values: readonly string[]): Lowered | null {
  const args = readArguments(invocation.args, { style: 'gnu', values, optionsFirst: true });
  if (!verbs.includes(args.positionals[0]?.value ?? '')) return null;
  const words = args.positionals.slice(1).filter(({ value }) => value !== '--');
  const command = words[0];
  if (command === undefined) return null;
  return context.invoke({ ...invocation, program: command.value.split('/').at(-1) as string, command, args: words.slice(1) });
}
