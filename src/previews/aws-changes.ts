import { cloudformationKind } from '../engine/kinds/cloudformation';
import { lower } from '../engine/lower';
import { isObject } from '../protocol/proposal';
import { count, known, listed, objects, strings, textAt, unknown } from './answers';
import type { Account } from './aws-ask';
import { becomesOf, HOLDS_DATA, nameOf } from './known';
import type { Becomes, FileView, Item, Looked, Question } from './preview';

/** What would be put in the place of a stack: its name, and the template as it stands on this machine. */
export interface Template {
  readonly stack: string;
  readonly path: string;
  readonly text: string;
}

/** What a deployment would change: by the change set that waits, where there is one, else by the stack's own template against the new one. */
export async function changesOf(account: Account, { stack, path, text }: Template, question: Question): Promise<Looked> {
  const [live, sets] = await Promise.all([account.ask('cloudformation', 'get-template', '--stack-name', stack, '--template-stage', 'Original'), account.ask('cloudformation', 'list-change-sets', '--stack-name', stack)]);
  if (live.kind === 'nothing') return /does not exist/.test(live.why) ? known([], `stack ${stack} is not there yet: nothing of it exists`, { where: { stack } }) : unknown(live.why);
  const before = templateText(live.value['TemplateBody']);
  const waiting = sets.kind === 'answered' ? objects(sets.value['Summaries']).filter((one) => textAt(one, 'ExecutionStatus') === 'AVAILABLE').map((one) => textAt(one, 'ChangeSetName') ?? '') : [];
  // The place of both is the new one's, so that its format is told by its name.
  const { effects } = lower({ kind: 'edit', cwd: question.cwd, files: [{ path, before, after: text }] }, question.surroundings);
  const items = effects.filter(({ verb }) => verb !== 'read' && verb !== 'create').map((effect): Item => ({ name: nameOf(effect), detail: effect.note ?? '', holdsData: HOLDS_DATA.has(effect.resource.kind), becomes: becomesOf(effect), group: effect.resource.type }));
  const files: readonly FileView[] = before === text ? [] : [{ path, before, after: text }];
  const source = listed(`the template of stack ${stack} as CloudFormation has it, against ${path}`, items.length === 0 && 'nothing of it is lost', waiting.length > 0 && `change sets that wait: ${waiting.slice(0, 3).join(', ')}`);
  return known(items, source, { files, where: { stack } });
}

/** What a change set says itself: what it adds, changes, replaces and removes, and which property is the reason. */
export async function changeSetLook(account: Account, name: string, stack: string | undefined, question: Question): Promise<Looked> {
  const answer = await account.ask('cloudformation', 'describe-change-set', '--change-set-name', name, ...(stack === undefined ? [] : ['--stack-name', stack]));
  if (answer.kind === 'nothing') return unknown(answer.why);
  const changes = objects(answer.value['Changes']).map((one) => one['ResourceChange']).filter(isObject);
  const added = changes.filter((one) => textAt(one, 'Action') === 'Add').length;
  const items = changes.filter((one) => textAt(one, 'Action') !== 'Add').map((one): Item => {
    const type = textAt(one, 'ResourceType') ?? '';
    const keeps = /^Retain/.test(textAt(one, 'PolicyAction') ?? '');
    const becomes = keeps ? ({ kind: 'kept' } as const) : becomesBy(one);
    return {
      name: `${type} ${textAt(one, 'LogicalResourceId') ?? ''}`,
      detail: listed(textAt(one, 'PhysicalResourceId'), textAt(one, 'PolicyAction') && `policy ${textAt(one, 'PolicyAction')}`),
      holdsData: becomes.kind !== 'kept' && becomes.kind !== 'changed' && HOLDS_DATA.has(cloudformationKind(type, question.surroundings)),
      becomes,
      group: type,
    };
  });
  return known(items, listed(`change set ${name} as CloudFormation says now`, textAt(answer.value, 'StatusReason'), added > 0 && `it adds ${count(added, 'thing')}`), { where: { stack: textAt(answer.value, 'StackName') ?? stack ?? name } });
}

function becomesBy(change: Readonly<Record<string, unknown>>): Becomes {
  const action = textAt(change, 'Action');
  if (action === 'Remove') return { kind: 'gone' };
  const reasons = objects(change['Details']).filter((one) => isObject(one['Target']) && textAt(one['Target'], 'RequiresRecreation') !== 'Never').map((one) => textAt(one['Target'], 'Name') ?? textAt(one['Target'], 'Attribute') ?? '').filter((one) => one !== '');
  const why = [...new Set(reasons)].join(', ') || strings(change['Scope']).join(', ');
  const replacement = textAt(change, 'Replacement');
  if (replacement === 'True') return { kind: 'empty', why };
  return { kind: 'changed', to: replacement === 'Conditional' ? `changed, perhaps deleted and created again (${why})` : 'changed in place' };
}

/** A template comes as its text, or as an object where it was JSON. */
function templateText(body: unknown): string {
  return typeof body === 'string' ? body : `${JSON.stringify(body ?? {}, null, 2)}\n`;
}
