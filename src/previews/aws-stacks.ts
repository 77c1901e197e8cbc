import { cloudformationKind } from '../engine/kinds/cloudformation';
import type { Surroundings } from '../engine/model';
import { isObject } from '../protocol/proposal';
import type { Account } from './aws-ask';
import { at, known, listed, objects, parsed, textAt, unknown } from './answers';
import { HOLDS_DATA } from './known';
import type { Item, Looked } from './preview';

/** What a stack holds, and what of it its own template keeps when the stack goes. */
export async function stackLook({ ask, call }: Account, name: string, surroundings: Surroundings): Promise<Looked> {
  const [resources, template, stack] = await Promise.all([ask('cloudformation', 'describe-stack-resources', '--stack-name', name), ask('cloudformation', 'get-template', '--stack-name', name), ask('cloudformation', 'describe-stacks', '--stack-name', name)]);
  if (resources.kind === 'nothing') return unknown(resources.why);
  const policies = template.kind === 'answered' ? policiesIn(template.value['TemplateBody']) : null;
  const retained = new Set(call.values('--retain-resources').map(({ value }) => value));
  const items = objects(resources.value['StackResources']).filter((one) => textAt(one, 'ResourceStatus') !== 'DELETE_COMPLETE').map((one): Item => {
    const id = textAt(one, 'LogicalResourceId') ?? '';
    const type = textAt(one, 'ResourceType') ?? '';
    const policy = retained.has(id) ? 'Retain' : policies?.get(id);
    const keeps = policy === 'Retain' || policy === 'RetainExceptOnCreate';
    return {
      name: `${type} ${id}`,
      detail: listed(textAt(one, 'PhysicalResourceId'), policies === null && 'whether it is kept is not known', policy !== undefined && `DeletionPolicy ${policy}`),
      holdsData: !keeps && HOLDS_DATA.has(cloudformationKind(type, surroundings)),
      becomes: keeps ? { kind: 'kept' } : policy === 'Snapshot' ? { kind: 'changed', to: 'gone, a last snapshot is taken' } : { kind: 'gone' },
      group: type,
    };
  });
  const about = stack.kind === 'answered' ? objects(stack.value['Stacks'])[0] : undefined;
  const isProtected = at(about, 'EnableTerminationProtection') === true;
  return known(items, listed(`stack ${name} as CloudFormation says now`, isProtected && 'termination protection is on: the deletion would be refused', items.some(({ becomes }) => becomes.kind === 'kept') && 'what its template retains stays'), { where: { stack: name } });
}

/** DeletionPolicy by logical id. A template in YAML comes as its text: only the two lines that matter are looked for in it. */
function policiesIn(body: unknown): ReadonlyMap<string, string> | null {
  const template = typeof body === 'string' ? (parsed(body) ?? null) : body;
  if (isObject(template)) return new Map(Object.entries(isObject(template['Resources']) ? template['Resources'] : {}).flatMap(([id, resource]) => { const policy = textAt(resource, 'DeletionPolicy'); return policy === undefined ? [] : [[id, policy] as const]; }));
  if (typeof body !== 'string') return null;
  const policies = new Map<string, string>();
  let isInside = false;
  let depth = 0;
  let id = '';
  for (const line of body.split('\n')) {
    const [, indent = '', key = '', value = ''] = /^(\s*)["']?([\w:-]+)["']?:\s*["']?([\w]*)/.exec(line) ?? [];
    if (key === '') continue;
    if (indent.length === 0) isInside = key === 'Resources';
    else if (isInside && (depth === 0 || indent.length <= depth)) {
      depth = indent.length;
      id = key;
    } else if (isInside && key === 'DeletionPolicy') policies.set(id, value);
  }
  return policies;
}
