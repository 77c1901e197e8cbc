import type { EffectSeed } from '../../effects';
import type { Tool } from '../../model';
import { effectOf } from '../../effects';
import { readArguments } from '../options';
import { isHelp, reading } from '../subcommands';
import { isDryRun, KUBECTL, kubeFacts } from './arguments';

/** `kubectl argo rollouts WORDS`. */
export function rollouts([verb, ...names]: readonly string[]): readonly EffectSeed[] | null {
  const address = `rollout/${names.at(-1) ?? ''}`;
  switch (verb) {
    case 'terminate':
      return [{ verb: 'stop', resource: { kind: 'service', type: 'analysisrun', address }, undo: 'yes' }];
    case 'delete':
      return [{ verb: 'delete', resource: { kind: 'service', type: 'rollout', address }, undo: 'from-code' }];
    case 'abort':
    case 'undo':
    case 'promote':
    case 'restart':
    case 'retry':
    case 'set':
    case 'pause':
      return [{ verb: 'update', resource: { kind: 'infrastructure', type: 'rollout', address }, undo: 'yes' }];
    case 'create':
      return [{ verb: 'create', resource: { kind: 'service', type: 'rollout', address }, undo: 'yes' }];
    default:
      return null;
  }
}

/** The plugin under its own name. */
export const argoRollouts: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, KUBECTL);
  const seeds = isHelp(args) || isDryRun(args) ? null : rollouts(args.positionals.map(({ value }) => value));
  return seeds === null ? [reading(invocation, args.positionals)] : seeds.map((seed) => effectOf(invocation, { ...seed, facts: kubeFacts(args, invocation, context) }));
};
