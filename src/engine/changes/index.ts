import { NOTHING, together } from '../effects';
import type { Context, Effect, FileChange, Lowered, Proposal } from '../model';
import { accessFiles } from './access-files';
import { ansible } from './ansible';
import { apiInputs } from './api-inputs';
import { authorizedKeys } from './authorized-keys';
import { azure } from './azure';
import { backupJobs } from './backup-jobs';
import { branchProtection } from './branch-protection';
import { cloudformation } from './cloudformation';
import { commands } from './commands';
import { compose } from './compose';
import { constructs } from './constructs';
import { dataMigrations } from './data-migrations';
import { embeddedIn, shifted } from './embedded';
import type { Format } from './format';
import { guard } from './guard';
import { helmValues } from './helm';
import { jenkinsGates } from './jenkins-gates';
import { keptFiles } from './kept-files';
import { kubernetes } from './kubernetes';
import { kustomization } from './kustomization';
import { migrations } from './migrations';
import { models } from './models';
import { nomad } from './nomad';
import { pipelineGates } from './pipeline-gates';
import { pipelineSteps } from './pipeline-steps';
import { platformFiles } from './platform-files';
import { policyDocuments } from './policy-documents';
import { pulumiGo } from './pulumi-go';
import { pulumiConfig, pulumiYaml } from './pulumi-yaml';
import { serverless } from './serverless';
import { settings } from './settings';
import { sources } from './sources';
import { sql } from './sql';
import { startUps } from './start-ups';
import { TERRAFORM } from './terraform';
import { zones } from './zones';

type EditProposal = Extract<Proposal, { kind: 'edit' }>;

/** Every format that knows the path is asked; a file may be of several (a CI workflow is YAML and runs commands). */
const FORMATS: readonly Format[] = [TERRAFORM, accessFiles, ansible, apiInputs, authorizedKeys, azure, backupJobs, branchProtection, cloudformation, commands, compose, constructs, dataMigrations, guard, helmValues, jenkinsGates, keptFiles, kubernetes, kustomization, migrations, models, nomad, pipelineGates, pipelineSteps, platformFiles, policyDocuments, pulumiConfig, pulumiGo, pulumiYaml, serverless, settings, sources, sql, startUps, zones];

/** What is looked for in a file inside another one. */
const INSIDE: readonly Format[] = [accessFiles, backupJobs, commands, settings, sql, zones];

/** What one file's change would do. What several files do together stands with the first of them. */
export function changeOf(file: FileChange, proposal: EditProposal, context: Context): Lowered {
  if (file.before === file.after) return NOTHING;
  const own = located(file, proposal);
  const lowered = together(
    FORMATS.filter((format) => format.matches(own.path, file)).flatMap((format) => {
      if ('change' in format) return [format.change(own, context)];
      const all = proposal.files.filter((one) => one.before !== one.after).map((one) => ({ one, change: located(one, proposal) })).filter(({ change }) => format.matches(change.path, change));
      return all[0]?.one === file ? [format.changes(all.map(({ change }) => change), context)] : [];
    }),
  );
  const inner = embeddedIn(own).map((one) => {
    const read = together(INSIDE.flatMap((format) => ('change' in format && format.matches(one.change.path, one.change) ? [format.change(one.change, context)] : [])));
    return { ...read, effects: read.effects.map((effect) => shifted(effect, one, own.path)) };
  });
  const all = together([lowered, ...inner]);
  return { ...all, effects: all.effects.map((effect) => asProposed(effect, proposal)) };
}

/** Places name a file as the proposal does; where it stands on disk is a fact of the environment. */
function asProposed(effect: Effect, proposal: EditProposal): Effect {
  if (effect.place.in !== 'file') return effect;
  const { path } = effect.place;
  const written = proposal.files.find((file) => located(file, proposal).path === path)?.path ?? path;
  const facts = { path, ...effect.environment.facts };
  return { ...effect, place: { ...effect.place, path: written }, environment: { ...effect.environment, facts } };
}

function located(file: FileChange, { cwd }: { readonly cwd: string }): FileChange {
  return { ...file, path: absolute(file.path.replaceAll('\\', '/'), cwd) };
}

function absolute(path: string, cwd: string): string {
  return path.startsWith('/') || /^[a-z]:\//i.test(path) || cwd === '' ? path : `${cwd.replaceAll('\\', '/').replace(/\/$/, '')}/${path.replace(/^(?:\.\/)+/, '')}`;
}
