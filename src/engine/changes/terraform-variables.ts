import type { Attribute, Source } from './hcl/model';
import { readVariablesJson } from './hcl/json';
import { type Difference, differencesOf, type Lines } from './terraform-compare';
import { evaluate, type Scope } from './terraform-evaluate';
import type { ModuleFile } from './terraform-module';
import { weakeningOf } from './terraform-protection';
import { report, type Run } from './terraform-run';
import { stopOf } from './terraform-stops';
import { asNumber } from './terraform-numbers';
import type { Value } from './terraform-value';

/** The values that a variable file gives. `.tfvars.json` has a reader of its own. */
export function valuesOf(file: ModuleFile, scope: Scope): ReadonlyMap<string, () => Value> {
  return new Map(attributesOf(file).map((attribute) => [attribute.name, () => evaluate(attribute.value(), scope)] as const));
}

export function attributesOf({ path, source }: ModuleFile): readonly Attribute[] {
  return variablesSource(path, source).body.attributes;
}

function variablesSource(path: string, source: Source): Source {
  return /\.json$/i.test(path) ? readVariablesJson(source.text) : source;
}

/**
 * What can be said of changed values when nothing that uses them is to be seen: by their names.
 * Protections and counts are called the same everywhere; a store that is named anew is a new store.
 */
export function judgeNames(run: Run, before: ModuleFile | null, after: ModuleFile | null, isUsed: (name: string) => boolean): void {
  const side = (file: ModuleFile | null, index: 0 | 1) => ({ bodies: file ? [{ attributes: attributesOf(file), blocks: [] }] : [], scope: run.scopes[index], file: (file ?? before ?? after) as ModuleFile });
  for (const difference of differencesOf(side(before, 0), side(after, 1), new Set())) {
    if (!isUsed(difference.path.split('.')[0] as string)) judgeName(run, difference, difference.lines);
  }
}

/** What a changed value does by its name alone. */
export function judgeName(run: Run, difference: Difference, lines: Lines): void {
  const { path, before, after, certain } = difference;
  const resource = { kind: /bucket|database|(?:^|_)dbs?(?:_|\.|$)|table|volume|queue|topic|store|cluster/.test(path) ? ('data-store' as const) : ('infrastructure' as const), type: 'variable', address: `var.${path}` };
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (!certain) return;
  const weakened = weakeningOf('variable', difference, run.context.surroundings) ?? switchedOff(name, difference);
  const stopped = stopOf('variable', difference);
  if (weakened !== null) report(run, lines, { verb: 'unprotect', resource, note: weakened });
  else if (stopped !== null || (COUNT.test(name) && asNumber(after) === 0 && (asNumber(before) ?? 0) > 0)) report(run, lines, { verb: 'stop', resource: { ...resource, kind: 'service' }, undo: 'from-code', note: stopped ?? `${name} is now 0` });
  else if (CREATES.test(name) && text(before) === 'true' && text(after) === 'false') report(run, lines, { verb: 'delete', resource, undo: 'from-backup', note: `${name} switched off: what it creates would be deleted` });
  else if (LARGE.test(name) && fewer(before, after)) report(run, lines, { verb: 'delete', resource: { ...resource, kind: 'service' }, reach: 'collection', undo: 'from-code', note: `${name} ${text(before)} -> ${text(after)}` });
  else if (isThing(difference) || (MANY.test(name) && fewerItems(before, after))) report(run, lines, { verb: 'delete', resource, reach: 'collection', undo: 'from-backup', note: after === null ? `${path} removed` : `${name} has fewer items` });
  else if (emptied(before, after)) report(run, lines, { verb: 'delete', resource, reach: 'collection', note: `${name} is now empty` });
  else if (NAMES.test(name) && text(before) !== null && text(after) !== null) report(run, lines, { verb: 'replace', resource: { ...resource, kind: /region|location|project|zone|subscription/.test(name) ? 'stack' : 'data-store' }, note: `what is called ${String(text(before))} would be made anew as ${String(text(after))}` });
  else report(run, lines, { verb: 'update', resource, undo: 'yes' });
}

/** `enable_backups`, `deletion_protection_on`: a protection's name with a word around it. */
function switchedOff(name: string, { before, after }: Difference): string | null {
  const protects = /(?:^|_)(?:deletion_protection|delete_protection|termination_protection|prevent_destroy|purge_protection|backups?|versioning|point_in_time_recovery|pitr|multi_az|encryption|encrypted)(?:_enabled|_on)?$/.test(name);
  const endangers = /(?:^|_)(?:skip_final_snapshot|force_destroy|force_delete)$/.test(name);
  if (protects && text(before) === 'true' && text(after) === 'false') return `${name} switched off`;
  return endangers && text(after) === 'true' && text(before) !== 'true' ? `${name} switched on` : null;
}

/** A key of a map of things that is gone: maps of objects are there to make one thing for each key. */
function isThing({ path, before, after }: Difference): boolean {
  return path.includes('.') && after === null && before?.kind === 'object';
}

function fewerItems(before: Value | null, after: Value | null): boolean {
  return before?.kind === 'list' && after?.kind === 'list' && after.items.length < before.items.length;
}

/** Lists by whose items things are made. */
const MANY = /(?:^|_)(?:buckets?|queues|topics|databases|tables|clusters|instances|volumes|nodes|repositories|projects|namespaces|zones|services|node_groups|node_pools|subnets|vpcs|servers|users|secrets|environments|tenants|functions)(?:_names)?$/;

const COUNT = /(?:^|_)(?:count|replicas|size|capacity|instances|nodes)$/;
const LARGE = /(?:^|_)(?:instance|instances|node|nodes|server|servers|broker|brokers|shard|shards|replica|worker|workers|az|azs|subnet|subnets)_count$/;
const CREATES = /^(?:create|enable|deploy|provision)(?:_|$)(?!.*(?:monitor|alarm|log|metric|debug|public|cache|tracing|insights|dns_support|dns_hostnames))/;
/** Names by which stores and places are known. */
const NAMES = /(?:^|_)(?:bucket|table|database|db|cluster|queue|topic|volume|keyspace|collection)(?:_name|_id|_identifier)?$|^(?:aws_region|region|location|gcp_region|azure_location|project_id|gcp_project|project|subscription_id|db_engine|engine|vpc_cidr|vpc_cidr_block|cidr_block)$/;

function fewer(before: Value | null, after: Value | null): boolean {
  const [old, now] = [asNumber(before), asNumber(after)];
  return old !== null && now !== null && now < old;
}

function emptied(before: Value | null, after: Value | null): boolean {
  const size = (value: Value | null): number | null => (value?.kind === 'list' ? value.items.length : value?.kind === 'object' ? value.entries.size : null);
  return (size(before) ?? 0) > 0 && size(after) === 0;
}

function text(value: Value | null): string | null {
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : null;
}
