import { count, known, textOf, unknown } from './answers';
import { pictureOf } from './picture';
import type { Looked, Preview, Question } from './preview';
import { backendOf, becomesIn, type Command, commandOf, dependentsOf, isDestroy, stateFile, workspaceOf } from './terraform-command';
import { freshPlan, savedPlan } from './terraform-plans';
import { type Instance, instancesShown, instancesStored, readState } from './terraform-state';
import { holdsData, itemOf } from './terraform-words';

/** What Terraform's state says exists, and what a destroy, a replacement or a removal from the state would leave of it. Nothing is planned or refreshed unless a person asks. */
export const terraform: Preview = {
  id: 'terraform',
  matches: ({ program }, effects) => /^(?:terraform|tofu)$/.test(program) && effects.some(({ verb, resource }) => verb === 'delete' || verb === 'replace' || verb === 'forget' || resource.kind === 'change'),

  async look(question) {
    const command = commandOf(question);
    const plan = command.subcommand === 'apply' ? command.args.positionals[0] : undefined;
    if (plan) return plan.known ? savedPlan(question, command, plan.value) : unknown('which plan it would apply is only known when it runs');
    if (question.full && (command.subcommand === 'apply' || command.subcommand === 'destroy')) return freshPlan(question, command);
    if (command.subcommand === 'force-unlock') return unknown(`who holds the lock is not asked`);
    const found = await stateOf(question, command);
    return found.kind === 'nothing' ? unknown(found.why) : sorted(found, command, question);
  },
};

export type State = { readonly kind: 'found'; readonly instances: readonly Instance[]; readonly source: string } | { readonly kind: 'nothing'; readonly why: string };

/** State on this machine is read, and nothing is started for it. State that is kept elsewhere, or encrypted, only the tool can show. */
export async function stateOf(question: Question, command: Command): Promise<State> {
  const { program, folder } = command;
  const file = stateFile(command, question);
  const isHere = backendOf(command, question).type === 'local' || command.args.value('-state') !== undefined;
  const text = isHere ? readState(file) : null;
  const stored = text === null ? null : instancesStored(text);
  if (stored !== null) return { kind: 'found', instances: stored, source: `as the state file ${file} says` };
  if (isHere && text === null) return { kind: 'found', instances: [], source: `${file} is not there: ${program} has made nothing here that it knows of` };
  if (command.subcommand === 'workspace') return { kind: 'nothing', why: `what is in workspace ${workspaceOf(command, question)} is kept elsewhere` };
  const chdir = folder === question.cwd ? [] : [`-chdir=${folder}`];
  // The state itself comes without a provider being started, which `show` would do to name its parts.
  const pulled = textOf(await question.run(program, [...chdir, 'state', 'pull']));
  const raw = pulled.kind === 'answered' ? (pulled.value.trim() === '' ? [] : instancesStored(pulled.value)) : null;
  if (raw !== null) return { kind: 'found', instances: raw, source: `as \`${program} state pull\` says` };
  const shown = textOf(await question.run(program, [...chdir, 'show', '-json', '-no-color']));
  const instances = shown.kind === 'answered' ? instancesShown(shown.value) : null;
  if (instances !== null) return { kind: 'found', instances, source: `as \`${program} show\` says` };
  return { kind: 'nothing', why: `\`${program} state pull\` gave nothing (${pulled.kind === 'nothing' ? pulled.why : shown.kind === 'nothing' ? shown.why : 'its answer could not be read'})` };
}

function sorted({ instances, source }: Extract<State, { kind: 'found' }>, command: Command, question: Question): Looked {
  const becomes = becomesIn(command, instances);
  const touched = instances.filter((one) => becomes(one).kind !== 'kept');
  if (touched.length === 0 && command.subcommand === 'apply' && !isDestroy(command)) return unknown('what it would change is only known to a plan, and none was made: a fuller preview makes one');
  const dependents = isDestroy(command) ? [] : dependentsOf(touched, instances);
  const items = touched.map((one) => itemOf(one, becomes(one), question));
  const kept = instances.length - touched.length;
  const notes = [source, ...(kept > 0 && instances.length > 0 ? [kept === 1 ? '1 other stays' : `${kept} others stay`] : []), ...(dependents.length > 0 ? [`${count(dependents.length, 'other depends', 'others depend')} on ${touched.length === 1 ? 'it' : 'them'}: ${dependents.slice(0, 5).map(({ address }) => address).join(', ')}${dependents.length > 5 ? ' …' : ''}`] : [])];
  return known(items, notes.join('; '), { picture: () => pictureOf(instances, becomes, (one) => holdsData(one, question)) });
}
