import { effectAt } from '../effects';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { azureJobs, bitbucketJobs, circleJobs, githubJobs, gitlabJobs } from './pipeline-dialects';
import { type Gate, itemsAt, type Job } from './pipeline-jobs';
import { atlantisJobs, buildkiteJobs, codePipelineJobs, rolloutJobs, semaphoreJobs, spinnakerJobs, stagedJobs, workflowJobs } from './pipeline-others';
import { deploys } from './pipeline-words';
import { linesOf } from './places';
import { entryAt, type Tree, treesOf } from './tree';

/** Pipelines: a job that changes something that lives on, and that waited for a person and does not any more. */
export const pipelineGates: Format = {
  name: 'pipeline-gates',
  matches: (path, change) => dialectOf(path, change) !== undefined,
  change: (change) => {
    const dialect = dialectOf(change.path, change);
    if (dialect === undefined || change.before === null || change.after === null) return [];
    const [olds, news] = [treesOf(change.before), treesOf(change.after)];
    // What cannot be read any more runs nothing.
    return lost(change, olds.flatMap(dialect), news.flatMap(dialect), (path) => stillAt(olds, news, path));
  },
};

interface Dialect {
  readonly path: RegExp;
  readonly says: RegExp;
  readonly jobs: (tree: Tree) => Job[];
}

const YAML = /\.ya?ml$/i;
const EITHER = /\.(?:ya?ml|json)$/i;

const DIALECTS: readonly Dialect[] = [
  { path: /\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/, says: /^[ \t]*jobs[ \t]*:/m, jobs: githubJobs },
  { path: /\.gitlab-ci[^/]*\.ya?ml$|\.gitlab\/.*\.ya?ml$/, says: /\bscript\s*:|\bextends\s*:/, jobs: gitlabJobs },
  { path: /\.circleci\/.*\.ya?ml$/, says: /^workflows[ \t]*:/m, jobs: circleJobs },
  { path: /azure-pipelines?[^/]*\.ya?ml$/i, says: /\b(?:jobs|stages)[ \t]*:/, jobs: azureJobs },
  { path: YAML, says: /^[ \t]*- deployment[ \t]*:|\bManual(?:Validation|Intervention)@/m, jobs: azureJobs },
  { path: /(?:^|\/)bitbucket-pipelines\.ya?ml$/, says: /^pipelines[ \t]*:/m, jobs: bitbucketJobs },
  { path: /(?:^|\/)\.?buildkite\/.*\.ya?ml$|(?:^|\/)buildkite[^/]*\.ya?ml$/, says: /^steps[ \t]*:/m, jobs: buildkiteJobs },
  { path: /(?:^|\/)\.semaphore\/.*\.ya?ml$/, says: /^promotions[ \t]*:/m, jobs: semaphoreJobs },
  { path: EITHER, says: /["']?type["']?[ \t]*:[ \t]*["']?manualJudgment\b/, jobs: spinnakerJobs },
  { path: YAML, says: /^[ \t]*(?:- )?suspend[ \t]*:|\bApprovalTask\b/m, jobs: workflowJobs },
  { path: YAML, says: /^kind:[ \t]*["']?Rollout\b|^[ \t]*requireApproval[ \t]*:/m, jobs: rolloutJobs },
  { path: /\.(?:ya?ml|json|template|cfn)$/i, says: /AWS::CodePipeline::Pipeline/, jobs: codePipelineJobs },
  { path: YAML, says: /^[ \t]*type:[ \t]*["']?Approval\b|^[ \t]*approval:/m, jobs: stagedJobs },
  { path: /(?:^|\/)(?:atlantis|repos)\.ya?ml$/, says: /\bapply_requirements[ \t]*:/, jobs: atlantisJobs },
];

/** A gate that is lost stood in the old text, so that it is enough that this one says so. */
function dialectOf(path: string, { before }: FileChange): Dialect['jobs'] | undefined {
  return before === null ? undefined : DIALECTS.find((one) => one.path.test(path) && one.says.test(before))?.jobs;
}

function lost(change: FileChange, before: readonly Job[], after: readonly Job[], lineNow: (path: readonly string[]) => number | null): Effect[] {
  const [olds, news] = [byKey(before), byKey(after)];
  const found = new Map<number, { readonly gate: Gate; readonly job: Job }>();
  for (const now of after) {
    const old = olds.get(now.key)?.[0] ?? before.find(({ body }) => body !== '' && body === now.body);
    if (old === undefined || !deploys(`${old.title} ${now.title}`, now.body)) continue;
    for (const gate of opened(old, now, olds, news)) found.set(gate.line, { gate, job: now });
  }
  return [...found.values()].map(({ gate, job }) => {
    const now = lineNow(gate.path);
    const place = now === null ? linesOf(change.path, 'before', gate.line, gate.line) : linesOf(change.path, 'after', now, now);
    return effectAt(place, { verb: 'unprotect', resource: { kind: 'protection', type: 'approval', address: `the job ${job.key}` }, note: `it waited for a person (${gate.what}), and does not any more`, undo: 'yes' });
  });
}

type Jobs = ReadonlyMap<string, readonly Job[]>;

function byKey(jobs: readonly Job[]): Jobs {
  const found = new Map<string, Job[]>();
  for (const one of jobs) found.set(one.key, [...(found.get(one.key) ?? []), one]);
  return found;
}

/** The line where another value stands now in the place of a gate. In a list that is longer or shorter now, nobody can say what took whose place. */
function stillAt(olds: readonly Tree[], news: readonly Tree[], path: readonly string[]): number | null {
  if (path.length === 0) return null;
  for (const [i, now] of news.entries()) {
    const found = entryAt(now, path);
    const moved = path.some((key, at) => /^\d+$/.test(key) && itemsAt(olds[i], path.slice(0, at)).length !== itemsAt(now, path.slice(0, at)).length);
    if (found !== undefined && !moved) return found.line;
  }
  return null;
}

/** Gates that a job had, its own or on the way to it, where nothing as strong is left. */
function opened(old: Job, now: Job, before: Jobs, after: Jobs): readonly Gate[] {
  // A job whose rules all say never does not run.
  if (now.open !== null && now.open.length === 0 && now.gates.length === 0) return [];
  const [olds, news] = [gatesOf(old, before), gatesOf(now, after)];
  const strongest = Math.max(0, ...olds.map(({ strength }) => strength));
  if (olds.length > 0 && !news.some(({ strength }) => strength >= strongest)) return olds.filter(({ strength }) => strength === strongest);
  return olds.filter(({ rule }) => rule !== '' && now.open?.includes(rule) && !old.open?.includes(rule));
}

function gatesOf(job: Job, jobs: Jobs): Gate[] {
  const seen = new Set<string>();
  const found: Gate[] = [];
  const open = [job];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (seen.has(one.key)) continue;
    seen.add(one.key);
    found.push(...one.gates);
    for (const key of one.needs) open.push(...(jobs.get(key) ?? []));
  }
  return found;
}
