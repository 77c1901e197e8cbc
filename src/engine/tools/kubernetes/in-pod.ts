import { effectOf, together } from '../../effects';
import type { Effect, Lowered } from '../../model';
import { readArguments } from '../options';
import { isHelp } from '../subcommands';
import { isDryRun, KUBECTL, kubeFacts } from './arguments';
import type { Run } from './run';

/** `exec`, `run`, `debug`: what would be run in a pod. `null` when that is only a shell for a person. */
export function inPod({ verb, invocation, context }: Run): Lowered | readonly Effect[] | null {
  const dashes = invocation.args.findIndex(({ value }) => value === '--');
  const own = dashes < 0 ? invocation.args : invocation.args.slice(0, dashes);
  const args = readArguments(own, KUBECTL);
  if (isHelp(args) || isDryRun(args)) return null;
  const facts = kubeFacts(args, invocation, context);
  const name = args.positionals[1]?.value ?? 'a pod';
  // Without the dashes, `exec POD COMMAND` and `rsh POD COMMAND` are the old way to write it.
  const words = dashes >= 0 ? invocation.args.slice(dashes + 1) : verb === 'exec' || verb === 'rsh' ? args.positionals.slice(2) : [];
  const command = words[0];
  const pod: Effect[] = verb === 'run' ? [effectOf(invocation, { verb: 'create', resource: { kind: 'service', type: 'pod', address: `pod/${name}` }, undo: 'yes', facts })] : [];
  if (command === undefined) return pod.length > 0 ? pod : null;
  const inner = context.invoke({
    ...invocation,
    program: command.value.split('/').at(-1) as string,
    command,
    args: words.slice(1),
    cwd: null,
    wrappers: [...invocation.wrappers, { program: invocation.program, args: own.map(({ value }) => value), elsewhere: `pod ${name}` }],
  });
  if (inner.effects.length === 0 && inner.coverage === 'full') return pod.length > 0 ? pod : null;
  return together([pod, { ...inner, effects: inner.effects.map((effect) => ({ ...effect, environment: { ...effect.environment, facts: { ...facts, host: `pod ${name}`, ...effect.environment.facts } } })) }]);
}
