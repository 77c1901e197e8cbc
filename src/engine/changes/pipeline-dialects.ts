import { entriesAt, gate, type Gate, inOrder, itemsAt, type Job, job, nameAt, textsAt, written } from './pipeline-jobs';
import { isDevelopment } from './pipeline-words';
import { entryAt, textAt, type Tree } from './tree';

/** GitHub, Gitea and Forgejo: an environment may ask its reviewers; some actions ask by themselves. */
export function githubJobs(tree: Tree): Job[] {
  return entriesAt(tree, ['jobs']).map(([id, body]) => {
    const environment = nameAt(body, ['environment']);
    const path = ['jobs', id, 'environment'];
    const asks = itemsAt(body, ['steps']).flatMap((step, i) => (APPROVAL_ACTIONS.test(textAt(step, ['uses']) ?? '') ? [gate(textAt(step, ['uses']) ?? '', ['jobs', id, 'steps', String(i), 'uses'], step.line)] : []));
    const reviewed = environment === undefined || isDevelopment(environment) ? [] : [gate(`environment ${environment}`, path, entryAt(tree, path)?.line ?? body.line)];
    return job(id, { title: [id, textAt(body, ['name']), environment].join(' '), body: written(entryAt(body, ['steps'])?.tree) + (textAt(body, ['uses']) ?? ''), gates: [...reviewed, ...asks], needs: textsAt(body, ['needs']) });
  });
}

const APPROVAL_ACTIONS = /\/[\w-]*(?:manual-(?:workflow-)?approval|wait-for-approval|approval-gate|slack-approval)[\w-]*@/i;

/** GitLab: `when: manual` on the job or in its rules. A protected environment may ask too. */
export function gitlabJobs(tree: Tree): Job[] {
  return entriesAt(tree, []).flatMap(([name, own]) => {
    if (own.is !== 'map' || name.startsWith('.') || RESERVED.has(name)) return [];
    const read = (key: string) => inherited(tree, own, key, new Set());
    const when = read('when');
    const rules = read('rules')?.tree;
    const environment = nameAt(read('environment')?.tree, []);
    const byHand = textAt(when?.tree, []) === 'manual';
    const manual: Gate[] = byHand && when ? [gate('when: manual', [name, 'when'], when.line)] : [];
    const open: string[] = [];
    for (const [i, rule] of (rules?.is === 'list' ? rules.items : []).entries()) {
      const condition = textAt(rule, ['if']) ?? '';
      const own = entryAt(rule, ['when']);
      const how = textAt(rule, ['when']) ?? (byHand ? 'manual' : 'on_success');
      if (how === 'manual' && own) manual.push(gate('when: manual', [name, 'rules', String(i), 'when'], own.line, 2, condition));
      else if (how !== 'never' && how !== 'manual') open.push(condition);
    }
    const protectedOne = environment === undefined || isDevelopment(environment) ? [] : [gate(`environment ${environment}`, [name, 'environment'], read('environment')?.line ?? own.line, 1)];
    const tier = textAt(read('environment')?.tree, ['deployment_tier']);
    const needs = itemsAt(own, ['needs']).flatMap((item) => (item.is === 'value' ? [String(item.value)] : (textAt(item, ['job']) ?? [])));
    return [job(name, { title: [name, textAt(read('stage')?.tree, []), environment, tier].join(' '), body: written(read('script')?.tree), gates: [...manual, ...protectedOne], needs, open: rules?.is === 'list' && rules.tag === null ? open : null })];
  });
}

const RESERVED: ReadonlySet<string> = new Set(['default', 'variables', 'stages', 'workflow', 'include', 'image', 'services', 'cache', 'before_script', 'after_script', 'spec']);

/** A key of a job, of what is merged into it, or of what it extends. Nothing is asked twice, however they extend each other. */
function inherited(tree: Tree, own: Tree, key: string, seen: Set<string>): { readonly line: number; readonly tree: Tree } | undefined {
  const found = entryAt(own, [key]);
  if (found !== undefined) return found;
  const extended = textsAt(own, ['extends']).filter((name) => !seen.has(name)).reverse();
  for (const name of extended) seen.add(name);
  for (const one of [...itemsAt(own, ['<<']), ...extended.flatMap((name) => entryAt(tree, [name])?.tree ?? [])]) {
    const inner = inherited(tree, one, key, seen);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** CircleCI: a job of type `approval`, and those that require it. */
export function circleJobs(tree: Tree): Job[] {
  return entriesAt(tree, ['workflows']).flatMap(([workflow]) =>
    itemsAt(tree, ['workflows', workflow, 'jobs']).flatMap((item, i): Job[] => {
      const [[name, body] = [item.is === 'value' ? String(item.value) : '', undefined]] = entriesAt(item, []);
      const own = textAt(body, ['name']) ?? name;
      const path = ['workflows', workflow, 'jobs', String(i), name, 'type'];
      const gates = textAt(body, ['type']) === 'approval' ? [gate(`the approval ${own}`, path, item.line)] : [];
      return [job(`${workflow}/${own}`, { title: `${own} ${name}`, body: written(entryAt(tree, ['jobs', name, 'steps'])?.tree), gates, needs: textsAt(body, ['requires']).map((one) => `${workflow}/${one}`) })];
    }),
  );
}

/** Azure Pipelines: a deployment into an environment, whose checks may ask, and the task that waits for a person. A stage follows the one before it. */
export function azureJobs(tree: Tree): Job[] {
  const stages = itemsAt(tree, ['stages']);
  if (stages.length === 0) return stageJobs(tree, '', [], []);
  const names = stages.map((stage, i) => textAt(stage, ['stage']) ?? String(i));
  const jobs = new Map<string, readonly Job[]>();
  for (const [i, stage] of stages.entries()) {
    const after = entryAt(stage, ['dependsOn']) === undefined ? names.slice(Math.max(0, i - 1), i) : textsAt(stage, ['dependsOn']);
    const needs = after.flatMap((name) => (jobs.get(name) ?? []).map(({ key }) => key));
    jobs.set(names[i] ?? '', stageJobs(stage, `${names[i] ?? ''}/`, ['stages', String(i)], needs));
  }
  return [...jobs.values()].flat();
}

function stageJobs(stage: Tree, prefix: string, at: readonly string[], needs: readonly string[]): Job[] {
  return itemsAt(stage, ['jobs']).map((body, i) => {
    const name = textAt(body, ['deployment']) ?? textAt(body, ['job']) ?? String(i);
    const environment = nameAt(body, ['environment']);
    const path = [...at, 'jobs', String(i), 'environment'];
    const reviewed = environment === undefined || isDevelopment(environment) ? [] : [gate(`environment ${environment}`, path, entryAt(body, ['environment'])?.line ?? body.line)];
    const asks = itemsAt(body, ['steps']).flatMap((step, n) => (/^Manual(?:Validation|Intervention)@/.test(textAt(step, ['task']) ?? '') ? [gate(textAt(step, ['task']) ?? '', [...at, 'jobs', String(i), 'steps', String(n), 'task'], step.line)] : []));
    const own = textsAt(body, ['dependsOn']).map((one) => `${prefix}${one}`);
    return job(`${prefix}${name}`, { title: [prefix, name, textAt(body, ['displayName']), environment].join(' '), body: written(entryAt(body, ['strategy'])?.tree) + written(entryAt(body, ['steps'])?.tree), gates: [...reviewed, ...asks], needs: [...needs, ...own] });
  });
}

/** Bitbucket: a step or stage that is started by hand, and what follows it. Its environment may ask too. */
export function bitbucketJobs(tree: Tree): Job[] {
  const lists = entriesAt(tree, ['pipelines']).flatMap(([kind, body]): (readonly [string, readonly string[], Tree])[] =>
    body.is === 'list' ? [[kind, ['pipelines', kind], body]] : entriesAt(body, []).map(([name, inner]) => [`${kind}/${name}`, ['pipelines', kind, name], inner] as const),
  );
  return lists.flatMap(([prefix, at, list]) =>
    inOrder(
      itemsAt(list, []).flatMap((item, i): Job[] => {
        const kind = ['step', 'stage'].find((one) => entryAt(item, [one]) !== undefined);
        if (kind === undefined) return [job(`${prefix}/${i}`, { body: written(item) })];
        const body = entryAt(item, [kind])?.tree;
        const name = textAt(body, ['name']) ?? String(i);
        const path = [...at, String(i), kind];
        const deployment = textAt(body, ['deployment']);
        const trigger = textAt(body, ['trigger']) === 'manual' ? [gate('trigger: manual', [...path, 'trigger'], entryAt(body, ['trigger'])?.line ?? item.line)] : [];
        const reviewed = deployment === undefined || isDevelopment(deployment) ? [] : [gate(`deployment ${deployment}`, [...path, 'deployment'], entryAt(body, ['deployment'])?.line ?? item.line, 1)];
        return [job(`${prefix}/${name}`, { title: `${name} ${deployment ?? ''}`, body: written(entryAt(body, ['script'])?.tree) + written(entryAt(body, ['steps'])?.tree), gates: [...trigger, ...reviewed] })];
      }),
    ),
  );
}
