import { effectOf } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, Effect, Facts, Invocation, Tool, Verb, Word } from '../../model';
import { type Arguments, readArguments } from '../options';
import { answersItself, isHelp, isOn, type Program, reading, subcommands } from '../subcommands';
import { addressedByUrn } from './address';
import { cloudFacts, facts, known } from './facts';

/** Pulumi: what changes resources is read here, the rest stands in the table below. */
export const pulumi: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, GRAMMAR);
  const [verb] = args.positionals;
  if (verb === undefined || isHelp(args) || args.has('--preview-only')) return [reading(invocation, args.positionals)];
  const unattended = args.has('--yes', '-y', '--skip-preview') || isOn(known(invocation, context, 'PULUMI_SKIP_CONFIRMATIONS')) || answersItself(invocation);
  switch (verb.value) {
    case 'destroy':
    case 'down':
      return destroyed(args, unattended, invocation, context);
    case 'up':
    case 'update':
    case 'watch':
      return updated(args, unattended || args.has('-f') || verb.value === 'watch', invocation, context);
    case 'refresh':
      return [onState('update', 'the state, from what exists', unattended, pulumiFacts(args, invocation, context), invocation)];
    case 'state':
      return stateChanged(args, invocation, context) ?? OTHERS(invocation, context);
    default:
      return OTHERS(invocation, context);
  }
};

function destroyed(args: Arguments, unattended: boolean, invocation: Invocation, context: Context): Effect[] {
  const located = pulumiFacts(args, invocation, context);
  const targets = args.values('--target', '-t');
  if (targets.length > 0) return targets.map((urn) => onUrn('delete', urn, unattended, located, invocation, context));
  const stack = located['pulumi-stack'];
  return [
    effectOf(invocation, {
      verb: 'delete',
      resource: { kind: 'stack', type: 'pulumi-stack', address: stack ? `the stack ${stack}` : `the current stack of ${located.path ?? 'this folder'}` },
      reach: 'stack',
      unattended,
      facts: located,
      note: args.has('--remove') ? 'the stack itself goes as well' : null,
    }),
  ];
}

function updated(args: Arguments, unattended: boolean, invocation: Invocation, context: Context): Effect[] {
  const located = pulumiFacts(args, invocation, context);
  const replaced = args.values('--replace', '--target-replace').map((urn) => onUrn('replace', urn, unattended, located, invocation, context));
  return [
    ...replaced,
    effectOf(invocation, {
      verb: 'update',
      resource: { kind: 'change', type: 'pulumi-preview', address: `the program in ${located.path ?? 'this folder'}` },
      reach: 'collection',
      unattended,
      facts: located,
      note: unattended ? 'the question is switched off' : null,
    }),
  ];
}

function stateChanged(args: Arguments, invocation: Invocation, context: Context): Effect[] | null {
  const [, verb, ...urns] = args.positionals;
  const located = () => pulumiFacts(args, invocation, context);
  const names = [...urns, ...args.values('--urn')];
  switch (verb?.value) {
    case 'delete':
      return names.length === 0
        ? [onState('delete', 'parts of the state', true, located(), invocation)]
        : names.map((urn) => onUrn('forget', urn, false, located(), invocation, context));
    case 'unprotect':
      return [effectOf(invocation, {
        verb: 'unprotect',
        resource: { kind: 'protection', type: 'pulumi-protect', address: names[0]?.value ?? 'every resource of the stack' },
        reach: args.has('--all') ? 'collection' : 'resource',
        undo: 'yes',
        facts: located(),
        note: 'the next update may delete it',
      })];
    default:
      return null;
  }
}

function onUrn(verb: Verb, urn: Word, unattended: boolean, located: Facts, invocation: Invocation, context: Context): Effect {
  const { resource, reach, note } = addressedByUrn(urn, context);
  return effectOf(invocation, { verb, resource, reach, note, unattended, facts: located });
}

/** Reading the real world into the state is asked about, unless the question is off. */
function onState(verb: Verb, address: string, unattended: boolean, located: Facts, invocation: Invocation): Effect {
  return effectOf(invocation, { verb, resource: { kind: unattended ? 'state' : 'other', type: 'pulumi-state', address }, unattended, facts: located });
}

function pulumiFacts(args: Arguments, invocation: Invocation, context: Context): Facts {
  const folder = args.value('-C', '--cwd')?.value;
  return {
    ...cloudFacts(invocation, context),
    ...facts({
      path: folder === undefined ? invocation.cwd : absolute(folder, invocation.cwd, context.surroundings.homeDirectory),
      'pulumi-stack': args.value('-s', '--stack')?.value ?? known(invocation, context, 'PULUMI_STACK'),
      'terraform-backend': known(invocation, context, 'PULUMI_BACKEND_URL'),
    }),
  };
}

const GRAMMAR = {
  style: 'cobra',
  values: [
    '-C', '--cwd', '-s', '--stack', '--color', '--profiling', '--tracing', '-v', '--verbose', '-t', '--target', '--replace', '--target-replace', '--exclude', '-x', '-m', '--message', '-p', '--parallel', '-c', '--config', '--config-file', '--policy-pack', '--urn',
    '--suppress-stream-logs', '--file', '--exec-kind', '--import-file', '--attach-debugger', '--memprofilerate', '--name', '--version', '--source', '--dest', '--git-auth-username',
  ],
} as const;

const TABLE: Program = {
  grammar: GRAMMAR,
  yes: ['--yes', '-y', '--force', '-f', '--skip-preview'],
  facts: pulumiFacts,
  rows: [
    { words: 'stack rm', verb: 'delete', kind: 'stack', type: 'pulumi-stack', reach: 'stack', undo: 'no', note: '--force leaves what exists behind, managed by nobody', with: ['--force', '-f'] },
    { words: 'stack rm', verb: 'delete', kind: 'stack', type: 'pulumi-stack', reach: 'stack', undo: 'no' },
    { words: 'stack import', verb: 'overwrite', kind: 'state', type: 'pulumi-state' },
    { words: 'stack init|select|rename', verb: 'update', kind: 'other', type: 'pulumi-stack' },
    { words: 'state move|rename|edit|repair|upgrade', verb: 'update', kind: 'state', type: 'pulumi-state' },
    { words: 'cancel', verb: 'delete', kind: 'state', type: 'the lock of the running update', undo: 'no', note: 'what it was changing may be left half done' },
    { words: 'import', verb: 'update', kind: 'other', type: 'pulumi-resource' },
    { words: 'new', verb: 'create', kind: 'other', type: 'pulumi-project' },
    { words: 'policy rm|disable', verb: 'delete', kind: 'protection', type: 'pulumi-policy-pack' },
    { words: 'env rm|delete', verb: 'delete', kind: 'key', type: 'pulumi-environment', undo: 'no' },
    { words: 'deployment run', verb: 'update', kind: 'change', type: 'pulumi-deployment', with: ['--yes', '-y'] },
    { words: 'deployment run', verb: 'update', kind: 'other', type: 'pulumi-deployment' },
    { words: 'config|plugin *', verb: 'update', kind: 'other', type: 'pulumi-setting' },
    { words: 'config get', verb: 'read', kind: 'other', type: 'pulumi-setting' },
    { words: 'login|logout', verb: 'update', kind: 'other', type: 'pulumi-login' },
  ],
};

const OTHERS = subcommands(TABLE);
