import { effectAt } from '../effects';
import type { Effect, FileChange, Lowered, Side } from '../model';
import type { Format } from './format';
import { linesOf, newEffects, sideText } from './places';
import { type Entry, entryAt, textAt, type Tree, treesOf, walk } from './tree';

/** Steps of a pipeline that are somebody's action or task: what its inputs tell it to delete, drop or stop. Commands in a step are read as commands. */
export const pipelineSteps: Format = {
  name: 'pipeline-steps',
  matches: (path, change) => /\.ya?ml$/i.test(path) && change.after !== null && /\b(?:uses|task)["']?[ \t]*:/.test(change.after),
  change: (change) => newEffects(lowered(change, 'before'), lowered(change, 'after')),
};

interface Told {
  /** Of the action or task, without its version. */
  readonly step: RegExp;
  readonly input: RegExp;
  readonly harms: RegExp;
  readonly verb: 'delete' | 'stop' | 'unprotect';
  readonly note: string;
}

const TOLD: readonly Told[] = [
  { step: /^AzureResource(?:ManagerTemplate|Group)Deployment$|^azure\/arm-deploy$/i, input: /^deploymentMode$/i, harms: /^complete$/i, verb: 'delete', note: 'Complete deletes what the template does not have' },
  { step: /^azure\/bicep-deploy$/i, input: /^action-on-unmanage-resources$/i, harms: /^delete$/i, verb: 'delete', note: 'what the template does not have is deleted' },
  { step: /^(?:Terraform(?:Task\w*|CLI)?|OpenTofu\w*)$/i, input: /^command$/i, harms: /^destroy$/i, verb: 'delete', note: 'it is told to destroy' },
  { step: /^pulumi(?:\/actions)?$/i, input: /^command$/i, harms: /^destroy$/i, verb: 'delete', note: 'it is told to destroy' },
  { step: /cdk/i, input: /^(?:cdk_)?(?:sub)?command$/i, harms: /^destroy\b/i, verb: 'delete', note: 'it is told to destroy' },
  { step: /^serverless\/github-action$/i, input: /^args$/i, harms: /\bremove\b/i, verb: 'delete', note: 'it is told to remove the service' },
  { step: /^(?:Kubernetes|KubernetesManifest)$/i, input: /^(?:command|action)$/i, harms: /^delete$/i, verb: 'delete', note: 'it is told to delete' },
  { step: /^(?:HelmDeploy)$/i, input: /^command$/i, harms: /^(?:uninstall|delete)$/i, verb: 'delete', note: 'it is told to uninstall' },
  { step: /flyway/i, input: /^(?:command|commands|flywayCommand)$/i, harms: /\bclean\b/i, verb: 'delete', note: 'flyway clean drops everything in the database' },
  { step: /^SqlAzureDacpacDeployment$|^SqlDacpacDeploymentOnMachineGroup$|^azure\/sql-action$/i, input: /arguments$/i, harms: /BlockOnPossibleDataLoss=false|DropObjectsNotInSource=true/i, verb: 'unprotect', note: 'it goes on where data would be lost' },
  { step: /^AzureAppServiceManage$/i, input: /^action$/i, harms: /^(?:stop|delete)/i, verb: 'stop', note: 'it is told to stop the app' },
  { step: /ftp-deploy-action$/i, input: /^dangerous-clean-slate$/i, harms: /^true$/i, verb: 'delete', note: 'the whole folder on the server is deleted first' },
];

function lowered(change: FileChange, side: Side): Lowered {
  const effects = treesOf(sideText(change, side)).flatMap((tree) => [...walk(tree)].flatMap(({ entry }) => told(change, side, entry)));
  return { effects, coverage: 'full', unread: [] };
}

function told(change: FileChange, side: Side, { tree: step }: Entry): Effect[] {
  const name = (textAt(step, ['uses']) ?? textAt(step, ['task']))?.replace(/@.*$/, '');
  const inputs = [entryAt(step, ['with']), entryAt(step, ['inputs'])].find((one) => one !== undefined)?.tree;
  if (name === undefined || inputs?.is !== 'map') return [];
  return [...inputs.entries].flatMap(([input, { tree: value, line }]) =>
    TOLD.filter((one) => value.is === 'value' && one.step.test(name) && one.input.test(input) && one.harms.test(String(value.value))).map(({ verb, note }) =>
      effectAt(linesOf(change.path, side, line, line), { verb, resource: { kind: verb === 'unprotect' ? 'protection' : verb === 'stop' ? 'service' : 'stack', type: 'pipeline step', address: `what the step ${labelOf(step) ?? name} manages` }, reach: verb === 'delete' ? 'stack' : 'resource', undo: verb === 'delete' ? 'no' : 'from-code', note }),
    ),
  );
}

function labelOf(step: Tree): string | undefined {
  return textAt(step, ['displayName']) ?? textAt(step, ['name']);
}
