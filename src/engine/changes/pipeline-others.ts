import { entriesAt, gate, inOrder, itemsAt, type Job, job, textsAt, written } from './pipeline-jobs';
import { entryAt, textAt, type Tree } from './tree';

/** Buildkite: `block` and `input` steps stop everything after them. */
export function buildkiteJobs(tree: Tree): Job[] {
  return inOrder(
    itemsAt(tree, ['steps']).map((step, i) => {
      const stop = ['block', 'input'].find((kind) => entryAt(step, [kind]) !== undefined || (step.is === 'value' && step.value === kind));
      const name = textAt(step, ['key']) ?? textAt(step, ['label']) ?? textAt(step, ['command']) ?? String(i);
      if (stop === undefined) return job(name, { title: `${name} ${textAt(step, ['label']) ?? ''}`, body: written(step) });
      return job(textAt(step, ['key']) ?? `${stop} ${textAt(step, [stop]) ?? i}`, { gates: [gate(`${stop} ${textAt(step, [stop]) ?? ''}`.trim(), ['steps', String(i), stop], step.line)] });
    }),
  );
}

/** Semaphore: a promotion waits for a person unless it promotes itself. */
export function semaphoreJobs(tree: Tree): Job[] {
  return itemsAt(tree, ['promotions']).map((one, i) => {
    const name = textAt(one, ['name']) ?? String(i);
    const path = ['promotions', String(i), 'auto_promote'];
    return job(name, { title: `${name} ${textAt(one, ['pipeline_file']) ?? ''} promotion`, gates: entryAt(tree, path) === undefined ? [gate('the promotion by hand', path, one.line)] : [] });
  });
}

/** Spinnaker: a manual judgment stage, and the stages that follow it. */
export function spinnakerJobs(tree: Tree): Job[] {
  return itemsAt(tree, ['stages']).map((stage, i) => {
    const asks = textAt(stage, ['type']) === 'manualJudgment';
    return job(textAt(stage, ['refId']) ?? String(i), { title: [textAt(stage, ['name']), asks ? '' : textAt(stage, ['type'])].join(' '), body: written(stage), gates: asks ? [gate('the manual judgment', ['stages', String(i), 'type'], stage.line)] : [], needs: textsAt(stage, ['requisiteStageRefIds']) });
  });
}

/** Argo Workflows and Tekton: a suspended step without an end, a task that is an approval. */
export function workflowJobs(tree: Tree): Job[] {
  const templates = itemsAt(tree, ['spec', 'templates']).map((one) => [textAt(one, ['name']) ?? '', one] as const);
  const waits = new Set(templates.filter(([, one]) => entryAt(one, ['suspend']) !== undefined && textAt(one, ['suspend', 'duration']) === undefined).map(([name]) => name));
  const asJob = (prefix: string, task: Tree): Job => {
    const [name, uses] = [textAt(task, ['name']) ?? '', textAt(task, ['template']) ?? ''];
    const asks = waits.has(uses) || textAt(task, ['taskRef', 'kind']) === 'ApprovalTask';
    const body = written(templates.find(([one]) => one === uses)?.[1]) + written(entryAt(task, ['taskSpec'])?.tree);
    const needs = [...textsAt(task, ['dependencies']), ...textsAt(task, ['runAfter']), ...(textAt(task, ['depends']) ?? '').split(/[^\w-]+/)].filter((one) => one !== '');
    return job(`${prefix}/${name}`, { title: `${name} ${uses} ${textAt(task, ['taskRef', 'name']) ?? ''}`, body, gates: asks ? [gate(`the step ${name}, which waits for a person`, [], task.line)] : [], needs: needs.map((one) => `${prefix}/${one}`) });
  };
  const tekton = [...itemsAt(tree, ['spec', 'tasks']), ...itemsAt(tree, ['spec', 'pipelineSpec', 'tasks'])].map((task) => asJob('', task));
  return [...tekton, ...templates.flatMap(([name, one]) => [...inOrder(itemsAt(one, ['steps']).flatMap((group) => itemsAt(group, []).map((task) => asJob(name, task)))), ...itemsAt(one, ['dag', 'tasks']).map((task) => asJob(name, task))])];
}

/** Argo Rollouts wait at a pause without an end, or before the promotion; a target of Cloud Deploy for its approval. */
export function rolloutJobs(tree: Tree): Job[] {
  const key = `${textAt(tree, ['kind']) ?? ''} ${textAt(tree, ['metadata', 'name']) ?? ''}`;
  const pauses = itemsAt(tree, ['spec', 'strategy', 'canary', 'steps']).flatMap((step, i) => {
    const pause = entryAt(step, ['pause']);
    return pause === undefined || textAt(pause.tree, ['duration']) !== undefined ? [] : [gate('a pause without an end', ['spec', 'strategy', 'canary', 'steps', String(i), 'pause'], step.line)];
  });
  const flags = [[['spec', 'strategy', 'blueGreen', 'autoPromotionEnabled'], 'false'], [['requireApproval'], 'true'], [['spec', 'requireApproval'], 'true']] as const;
  const set = flags.flatMap(([path, value]) => (textAt(tree, path) === value ? [gate(`${path.at(-1) ?? ''}: ${value}`, path, entryAt(tree, path)?.line ?? tree.line)] : []));
  return [job(key, { title: `deploy ${key} ${textAt(tree, ['metadata', 'namespace']) ?? ''}`, gates: [...pauses, ...set] })];
}

/** Stages of CodePipeline in a template: an action of the category Approval stops all stages after it, and the actions after it in its own. */
export function codePipelineJobs(tree: Tree): Job[] {
  return entriesAt(tree, ['Resources']).flatMap(([id, resource]) =>
    inOrder(
      itemsAt(resource, ['Properties', 'Stages']).flatMap((stage, s) =>
        itemsAt(stage, ['Actions']).map((action, a) => {
          const [at, of] = [textAt(stage, ['Name']) ?? String(s), textAt(action, ['Name']) ?? String(a)];
          const asks = textAt(action, ['ActionTypeId', 'Category']) === 'Approval';
          return job(`${id}/${at}/${of}`, { title: `${at} ${of} ${asks ? '' : (textAt(action, ['ActionTypeId', 'Category']) ?? '')}`, gates: asks ? [gate('the manual approval', ['Resources', id, 'Properties', 'Stages', String(s), 'Actions', String(a), 'ActionTypeId', 'Category'], action.line)] : [] });
        }),
      ),
    ),
  );
}

/** Harness and GoCD: stages in order, one of which waits for an approval. */
export function stagedJobs(tree: Tree): Job[] {
  const harness = inOrder(
    itemsAt(tree, ['pipeline', 'stages']).map((item, i) => {
      const stage = entryAt(item, ['stage'])?.tree;
      const name = textAt(stage, ['identifier']) ?? textAt(stage, ['name']) ?? String(i);
      const asks = textAt(stage, ['type']) === 'Approval';
      return job(name, { title: `${name} ${textAt(stage, ['name']) ?? ''} ${asks ? '' : (textAt(stage, ['type']) ?? '')}`, gates: asks ? [gate('the approval stage', ['pipeline', 'stages', String(i), 'stage', 'type'], item.line)] : [] });
    }),
  );
  const gocd = entriesAt(tree, ['pipelines']).flatMap(([pipeline]) =>
    inOrder(
      itemsAt(tree, ['pipelines', pipeline, 'stages']).flatMap((item, i) =>
        entriesAt(item, []).map(([name, stage]) => {
          const manual = (textAt(stage, ['approval']) ?? textAt(stage, ['approval', 'type'])) === 'manual';
          return job(`${pipeline}/${name}`, { title: `${pipeline} ${name}`, body: written(stage), gates: manual ? [gate('approval: manual', ['pipelines', pipeline, 'stages', String(i), name, 'approval'], entryAt(stage, ['approval'])?.line ?? item.line)] : [] });
        }),
      ),
    ),
  );
  return [...harness, ...gocd];
}

/** Atlantis: an apply that waits until somebody has approved the pull request. */
export function atlantisJobs(tree: Tree): Job[] {
  return (['projects', 'repos'] as const).flatMap((section) =>
    itemsAt(tree, [section]).map((project, i) => {
      const name = textAt(project, ['name']) ?? textAt(project, ['dir']) ?? textAt(project, ['id']) ?? String(i);
      const path = [section, String(i), 'apply_requirements'];
      const asks = textsAt(project, ['apply_requirements']).includes('approved');
      return job(`${section}/${name}/${textAt(project, ['workspace']) ?? ''}`, { title: `apply of ${name} ${textAt(project, ['workspace']) ?? ''}`, gates: asks ? [gate('apply_requirements approved', path, entryAt(project, ['apply_requirements'])?.line ?? project.line)] : [] });
    }),
  );
}
