import { effectOf } from '../effects';
import { absolute } from '../kinds/paths';
import type { Context, Effect, Invocation } from '../model';

/** Commands that start a pipeline somewhere else: the program, and how its own words begin. */
const STARTS: readonly (readonly [program: RegExp, words: RegExp])[] = [
  [/^gh$/, /^workflow run\b/],
  [/^glab$/, /^(?:ci|pipeline|pipe) (?:run|create|trigger)\b/],
  [/^az$/, /^pipelines (?:run|build queue|release create)\b/],
  [/^gcloud$/, /^(?:(?:alpha|beta) )?(?:builds triggers run|workflows (?:run|execute)|deploy releases create)\b/],
  [/^aws$/, /^(?:codebuild start-build|codepipeline start-pipeline-execution|stepfunctions start-execution|ssm start-automation-execution)\b/],
  [/^circleci$/, /^(?:pipeline|run)\b/],
  [/^(?:jenkins-cli|jenkins|jcli)$/, /^(?:job )?build\b/],
  [/^argo$/, /^(?:submit|resubmit)\b/],
  [/^tkn$/, /^(?:pipeline|task|clustertask) start\b/],
  [/^(?:bk|buildkite)$/, /^build (?:new|create)\b/],
  [/^drone$/, /^(?:build (?:create|promote)|promote)\b/],
  [/^woodpecker-cli$/, /^pipeline (?:create|start|deploy)\b/],
  [/^fly$/, /^(?:-t \S+ )?trigger-job\b/],
  [/^ansible-playbook$/, /^/],
];

/** A pipeline is read where it runs. That it is told to destroy stands in what it is given, or in its name. */
export function startedPipelines(invocation: Invocation, { surroundings }: Context): readonly Effect[] {
  const words = invocation.args.map(({ value }) => value);
  const text = words.join(' ');
  const start = STARTS.find(([program, begins]) => program.test(invocation.program) && begins.test(text))?.[1].exec(text)?.[0];
  if (start === undefined || words.some((word) => /^(?:--help|-h|--dry-run|--check|-C|--syntax-check|--list-tasks|--list-hosts)$/.test(word))) return [];
  const own = start === '' ? words : words.slice(start.split(' ').length);
  // A playbook that can be read says more than its name.
  if (invocation.program === 'ansible-playbook' && words.some((word) => /\.ya?ml$/.test(word) && surroundings.readFile(absolute(word, invocation.cwd, surroundings.homeDirectory) ?? '') !== null)) return [];
  const told = own.find((word, i) => DESTROYS.test(word) && !/^(?:--(?:title|description|message|comment|body|note)|-m)$/.test(own[i - 1] ?? ''));
  if (told === undefined) return [];
  const name = own.find((word) => !word.startsWith('-')) ?? start;
  return [effectOf(invocation, { verb: 'delete', resource: { kind: 'stack', type: 'pipeline', address: told === name ? name : `what ${name} manages` }, reach: 'stack', undo: 'no', note: `the pipeline is told \`${told.slice(0, 80)}\`` })];
}

/** As a whole value (`-f action=destroy`), or as a word of a pipeline's name (`destroy-prod.yml`). */
const DESTROYS = /^(?:[^=\s]*[=:]\s*["']?(?:[\w-]*[-_ ])?|(?:[\w./-]*[-_/.])?)(?:destroy|teardown|tear-down|nuke|wipe|decommission|delete-all)(?:["'}\],]|[-_.][\w.-]*)*$|["']\s*:\s*["'](?:destroy|teardown|tear-down|nuke|wipe|delete-all)["']|\bvalue=(?:destroy|teardown|nuke|wipe)\b/i;
