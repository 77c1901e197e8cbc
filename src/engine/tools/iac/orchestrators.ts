import { absolute } from '../../kinds/paths';
import type { Effect, Invocation, Lowered, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { answersItself, isHelp, reading, unseen } from '../subcommands';
import { terraformEffects } from './terraform';

/** Atmos: `atmos terraform VERB COMPONENT -s STACK`. Its `deploy` is an apply that asks nothing. */
export const atmos: Tool = (invocation, context): readonly Effect[] => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-s', '--stack', '--from-plan', '--planfile', '--config-path', '-target', '-var-file', '-var'] });
  const [tool, verb, component] = args.positionals;
  if (tool === undefined || isHelp(args) || args.has('--dry-run') || (tool.value !== 'terraform' && tool.value !== 'tofu' && tool.value !== 'tf')) return [reading(invocation, args.positionals)];
  if (verb === undefined || !verb.known) return verb === undefined ? [reading(invocation, args.positionals)] : [unseen(invocation, verb)];
  const deploys = verb.value === 'deploy';
  const words = without(invocation.args, [tool, verb, component]);
  const stack = args.value('-s', '--stack')?.value;
  const folder = component === undefined || invocation.cwd === null ? invocation.cwd : absolute(`components/terraform/${component.value}`, invocation.cwd, context.surroundings.homeDirectory);
  const effects = terraformEffects({ subcommand: deploys ? 'apply' : verb.value, words, folder, unattended: deploys || answersItself(invocation), invocation, context });
  return stack === undefined ? effects : effects.map((effect) => ({ ...effect, environment: { ...effect.environment, facts: { ...effect.environment.facts, stack } } }));
};

/** Programs that run another one in many folders, or with an environment's secrets: `terramate run -- terraform destroy`, `esc run prod -- …`. */
export function runsAnother(before: readonly string[], names: number, values: readonly string[], own?: Tool): Tool {
  return (invocation, context): Lowered | readonly Effect[] => {
    const args = readArguments(invocation.args, { style: 'gnu', values });
    const verbs = args.positionals.slice(0, before.length).map(({ value }) => value);
    if (!before.every((word, i) => word.split('|').includes(verbs[i] ?? ''))) return own ? own(invocation, context) : [reading(invocation, args.positionals)];
    const command = args.rest[0] ?? args.positionals[before.length + names];
    if (command === undefined) return own ? own(invocation, context) : [reading(invocation, args.positionals)];
    return context.invoke({ ...invocation, program: command.value.split('/').at(-1) as string, command, args: invocation.args.slice(invocation.args.indexOf(command) + 1) });
  };
}

function without(words: Invocation['args'], gone: readonly (Word | undefined)[]): Word[] {
  const left: Word[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Word;
    if (word.value === '-s' || word.value === '--stack') i += 1;
    else if (!gone.includes(word) && !word.value.startsWith('--stack=')) left.push(word);
  }
  return left;
}
