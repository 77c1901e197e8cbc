import { terraformKind } from '../engine/kinds/terraform';
import type { Surroundings } from '../engine/model';
import { readArguments } from '../engine/tools/options';
import { isObject } from '../protocol/proposal';
import { count, jsonOf, known, listed, objects, strings, textAt, unknown } from './answers';
import { becomesOf, HOLDS_DATA } from './known';
import type { Becomes, Item, Looked, Preview, Question } from './preview';

/** What a stack of Pulumi holds, by its own state; the program, which is code of the workspace, runs only when a person asks for it. */
export const pulumi: Preview = {
  id: 'pulumi',
  matches: ({ program }, effects) => program === 'pulumi' && effects.some(({ verb }) => verb !== 'create'),

  async look(question) {
    const args = readArguments(question.invocation.args, GRAMMAR);
    const [verb, second, third] = args.positionals.map(({ value }) => value);
    const folder = args.value('-C', '--cwd')?.value;
    const stack = args.value('-s', '--stack')?.value ?? (verb === 'stack' && second === 'rm' ? third : undefined);
    const where = [...(folder === undefined ? [] : ['--cwd', folder]), ...(stack === undefined ? [] : ['--stack', stack]), '--non-interactive'];
    const updates = verb === 'up' || verb === 'update' || verb === 'watch';
    if (updates && question.full) return previewed(question, where);
    const state = jsonOf(await question.run('pulumi', ['stack', 'export', ...where]));
    if (state.kind === 'nothing') return unknown(state.why);
    const resources = objects(isObject(state.value['deployment']) ? state.value['deployment']['resources'] : undefined).filter((one) => textAt(one, 'type') !== 'pulumi:pulumi:Stack' && !(textAt(one, 'type') ?? '').startsWith('pulumi:providers:'));
    const targets = args.values('-t', '--target', '--target-replace', '--replace').map(({ value }) => value);
    const effect = question.effects.find((one) => one.verb !== 'read');
    const becomes = effect === undefined ? ({ kind: 'kept' } as const) : becomesOf(effect);
    const items = resources.map((one) => itemOf(one, isTouched(one, targets, updates, verb === 'stack') ? becomes : { kind: 'kept' }, question.surroundings));
    const touched = targets.length > 0 ? items.filter((item) => item.becomes.kind !== 'kept') : items;
    return known(touched, listed(`the state of ${stack === undefined ? 'the selected stack' : `stack ${stack}`} as Pulumi has it`, updates && 'what the program would change is not known until it runs: ask for a fuller look', touched.length === 0 && 'nothing is in it'), { where: stack === undefined ? {} : { 'pulumi-stack': stack } });
  },
};

const GRAMMAR = { style: 'cobra', values: ['-s', '--stack', '-C', '--cwd', '-t', '--target', '--target-replace', '--replace', '--config', '-c', '-m', '--message', '-p', '--parallel', '--policy-pack', '--color', '--config-file'] } as const;

function isTouched(resource: Readonly<Record<string, unknown>>, targets: readonly string[], updates: boolean, wholeStack: boolean): boolean {
  if (targets.length > 0) return targets.includes(textAt(resource, 'urn') ?? '');
  return !updates && (wholeStack || resource['external'] !== true);
}

function itemOf(resource: Readonly<Record<string, unknown>>, wanted: Becomes, surroundings: Surroundings): Item {
  const type = textAt(resource, 'type') ?? '';
  const name = (textAt(resource, 'urn') ?? '').split('::').at(-1) ?? '';
  const isKept = resource['retainOnDelete'] === true;
  const becomes: Becomes = isKept && wanted.kind === 'gone' ? { kind: 'kept' } : wanted;
  return {
    name: `${type} ${name}`,
    detail: listed(textAt(resource, 'id'), resource['protect'] === true && 'protected: its deletion would be refused', isKept && 'kept when the stack goes', resource['external'] === true && 'read only'),
    holdsData: becomes.kind !== 'kept' && HOLDS_DATA.has(terraformKind(asTerraform(type), surroundings)),
    becomes,
    group: type,
  };
}

/** `aws:rds/instance:Instance` is Terraform's `aws_rds_instance`; a kind is told by words, and these are the same. */
function asTerraform(type: string): string {
  const [provider = '', module = '', kind = ''] = type.split(':');
  return [provider, ...module.split('/').slice(0, 1), kind].join('_').replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

/** The steps of a preview, which runs the program and changes nothing. */
async function previewed(question: Question, where: readonly string[]): Promise<Looked> {
  const plan = jsonOf(await question.run('pulumi', ['preview', '--json', ...where]));
  if (plan.kind === 'nothing') return unknown(plan.why);
  const steps = objects(plan.value['steps']);
  const made = steps.filter((step) => textAt(step, 'op') === 'create').length;
  const items = steps.flatMap((step): Item[] => {
    const becomes = BECOMES[textAt(step, 'op') ?? '']?.(strings(step['replaceReasons']));
    const old = isObject(step['oldState']) ? step['oldState'] : isObject(step['newState']) ? step['newState'] : undefined;
    return becomes === undefined || old === undefined ? [] : [itemOf(old, becomes, question.surroundings)];
  });
  return known(items, listed('what the program would change, by a preview of it', made > 0 && `it creates ${count(made, 'thing')}`, items.length === 0 && 'nothing that exists is touched'));
}

const BECOMES: Readonly<Partial<Record<string, (reasons: readonly string[]) => Becomes>>> = {
  delete: () => ({ kind: 'gone' }),
  replace: (reasons) => ({ kind: 'empty', why: reasons.join(', ') }),
  update: () => ({ kind: 'changed', to: 'changed in place' }),
  discard: () => ({ kind: 'changed', to: 'no longer known to Pulumi; it goes on existing' }),
};
