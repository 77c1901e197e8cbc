import { resolveFolder } from './terraform-folder';
import { argumentsOf, type Difference, differencesOf } from './terraform-compare';
import { instancesOf, lostInstances } from './terraform-instances';
import { movedTo, type Part } from './terraform-module';
import { weakeningOf } from './terraform-protection';
import { forcedPaths, forcingOf } from './terraform-replacement';
import { linesOfLost } from './terraform-origins';
import { type ChangedCall, linesOfDifference, linesOfPart, placedOn, report, type Run } from './terraform-run';
import { namesOne } from './terraform-scope';
import { stopOf } from './terraform-stops';
import type { Value } from './terraform-value';
import { lookup } from '../lookup';

/** What a change does to the modules that a module calls. Returns the calls to local modules whose inputs changed. */
export function compareCalls(run: Run): ChangedCall[] {
  const fresh = [...run.after.modules.values()].filter((part) => !run.before.modules.has(part.address));
  const changed: ChangedCall[] = [];
  for (const [address, old] of run.before.modules) {
    const target = (movedTo(address, run.after.moved) ?? movedTo(`${address}[0]`, run.after.moved) ?? address).replace(/\[[^\]]*\]$/, '');
    const now = run.after.modules.get(target);
    if (!now) callGone(run, old, fresh);
    else if (old.block.text !== now.block.text || namesOne(now.block.text, run.changed)) changed.push(...compareCall(run, old, now));
  }
  for (const part of fresh) report(run, linesOfPart(part, 'after'), { verb: 'create', resource: resourceOf(part), reach: 'stack' });
  return changed;
}

function callGone(run: Run, old: Part, fresh: readonly Part[]): void {
  if (instancesOf(placedOn(run, 'before', old)).suffixes?.length === 0) return;
  const removed = run.after.removed.get(old.address);
  const lines = linesOfPart(old, 'before');
  if (removed && !removed.destroys) return report(run, lines, { verb: 'read', resource: resourceOf(old), note: 'a removed block keeps the things' });
  // What was in the module may have been moved out of it, one by one.
  if ([...run.after.moved.keys()].some((from) => from.startsWith(`${old.address}.`) || from.startsWith(`${old.address}[`))) return report(run, lines, { verb: 'read', resource: resourceOf(old), note: 'moved' });
  const renamed = fresh.find((part) => sourceOf(run, part) === sourceOf(run, old));
  report(run, lines, { verb: 'delete', resource: resourceOf(old), reach: 'stack', undo: 'from-backup', note: renamed ? `renamed to ${renamed.address} without a moved block` : null });
}

function compareCall(run: Run, old: Part, now: Part): ChangedCall[] {
  const before = placedOn(run, 'before', old);
  const after = placedOn(run, 'after', now);
  const resource = resourceOf(now);
  const instances = instancesOf(after);
  const lost = lostInstances(old.address, now.address, instancesOf(before), instances, run.after.moved, run.scopes);
  if (lost) {
    for (const address of lost.addresses ?? [old.address]) report(run, linesOfLost(run, old, now, /\["(.*)"\]$/.exec(address)?.[1] ?? null), { verb: 'delete', resource: { ...resource, address }, reach: 'stack', note: lost.note });
    if (instances.suffixes?.length === 0 || lost.addresses === null) return [];
  }
  const differences = differencesOf(before, after, META);
  const wanted = resolveFolder(now.file.path, sourceOf(run, now));
  const folder = wanted !== null && run.hasFolder(wanted) ? wanted : null;
  judgeInputs(run, now, differences, folder !== null);
  const was = resolveFolder(old.file.path, sourceOf(run, old));
  const oldFolder = was !== null && was !== folder && run.hasFolder(was) ? was : folder;
  if (folder === null || oldFolder === null || (differences.length === 0 && oldFolder === folder)) return [];
  return [{ old, now, folder, oldFolder, before: argumentsOf(before), after: argumentsOf(after) }];
}

const META: ReadonlySet<string> = new Set(['count', 'for_each', 'depends_on', 'source', 'version']);

function judgeInputs(run: Run, now: Part, differences: readonly Difference[], local: boolean): void {
  const { surroundings } = run.context;
  const resource = resourceOf(now);
  const likeness = LIKE.find(([source]) => source.test(sourceOf(run, now) ?? ''))?.[1];
  const paths = likeness ? forcedPaths(likeness, surroundings) : null;
  for (const difference of differences) {
    const { path, before, after, certain } = difference;
    const lines = linesOfDifference(run, difference);
    const weakened = weakeningOf('module', difference, surroundings);
    const stopped = stopOf('module', difference);
    if (path.startsWith('providers.') && certain && before !== null && after !== null) report(run, lines, { verb: 'replace', resource, reach: 'stack', note: `it goes through another provider: ${path.slice('providers.'.length)}` });
    else if (weakened !== null) report(run, lines, { verb: 'unprotect', resource, note: weakened });
    else if (local || !certain) continue;
    else if (stopped !== null) report(run, lines, { verb: 'stop', resource: { ...resource, kind: 'service' }, undo: 'from-code', note: stopped });
    else if (SWITCH.test(path) && text(after) === 'false' && text(before) !== 'false') report(run, lines, { verb: 'delete', resource, reach: 'stack', note: `${path} switched off` });
    else if (paths !== null && before !== null && after !== null && forcingOf(paths, { ...difference, path: lookup(AKA, path) ?? path }, difference.around) !== 'updates') {
      report(run, lines, { verb: 'replace', resource, note: `${path} may force replacement` });
    } else report(run, lines, { verb: 'update', resource, undo: 'yes' });
  }
}

/** Inputs that say whether there is anything at all. */
const SWITCH = /^(?:create|enabled?|module_enabled|create_(?!before|timeout)\w+)$/;

/** Well-known modules whose inputs bear the names of one resource's arguments. */
const LIKE: readonly (readonly [RegExp, string])[] = [
  [/terraform-aws-modules\/rds\/aws/, 'aws_db_instance'],
  [/terraform-aws-modules\/rds-aurora\/aws/, 'aws_rds_cluster'],
  [/terraform-aws-modules\/s3-bucket\/aws/, 'aws_s3_bucket'],
  [/terraform-aws-modules\/dynamodb-table\/aws/, 'aws_dynamodb_table'],
  [/terraform-aws-modules\/ec2-instance\/aws/, 'aws_instance'],
  [/terraform-aws-modules\/eks\/aws/, 'aws_eks_cluster'],
  [/terraform-aws-modules\/vpc\/aws/, 'aws_vpc'],
  [/terraform-aws-modules\/sqs\/aws/, 'aws_sqs_queue'],
  [/terraform-aws-modules\/efs\/aws/, 'aws_efs_file_system'],
  [/terraform-aws-modules\/lambda\/aws/, 'aws_lambda_function'],
  [/terraform-aws-modules\/elasticache\/aws/, 'aws_elasticache_replication_group'],
  [/terraform-aws-modules\/opensearch\/aws/, 'aws_opensearch_domain'],
  [/terraform-google-modules\/kubernetes-engine\/google/, 'google_container_cluster'],
  [/GoogleCloudPlatform\/sql-db\/google/, 'google_sql_database_instance'],
  [/terraform-google-modules\/cloud-storage\/google/, 'google_storage_bucket'],
];

const AKA: Readonly<Record<string, string>> = { cluster_name: 'name', cidr: 'cidr_block' };

function sourceOf(run: Run, part: Part): string | null {
  return text(argumentsOf(placedOn(run, run.after.modules.get(part.address) === part ? 'after' : 'before', part)).get('source') ?? null);
}

function text(value: Value | null): string | null {
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : null;
}

function resourceOf({ address }: Part): { kind: 'stack'; type: string; address: string } {
  return { kind: 'stack', type: 'module', address };
}
