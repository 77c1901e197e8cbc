import type { Resource } from '../model';
import { differencesOf, type Difference, type Placed } from './terraform-compare';
import { referenceText } from './terraform-evaluate';
import type { Part } from './terraform-module';
import { weakeningOf } from './terraform-protection';
import { linesOfArgument, linesOfDifference, linesOfPart, placedOn, report, type Run } from './terraform-run';
import { isKnown } from './terraform-value';

/** What a change of provider blocks does: everything that goes through one stands or falls with it. */
export function compareProviders(run: Run): void {
  for (const [name, old] of run.before.providers) {
    const now = run.after.providers.get(name);
    if (now) compareProvider(run, name, old, now);
    else if (old.file.changed) providerGone(run, name, old);
  }
}

/** A resource that names another provider configuration stands somewhere else. */
export function judgeProviderOf(run: Run, old: Part, now: Part, resource: Resource): void {
  const before = providerNamed(old);
  const after = providerNamed(now);
  if (before === after) return;
  const from = run.before.providers.get(before ?? prefixOf(old.type));
  const to = run.after.providers.get(after ?? prefixOf(now.type));
  if (from && to && !differ(run, from, to)) return;
  const lines = after === null ? linesOfArgument(old, 'before', 'provider') : linesOfArgument(now, 'after', 'provider');
  report(run, lines, { verb: 'replace', resource, note: `it goes through provider ${after ?? prefixOf(now.type)} instead of ${before ?? prefixOf(old.type)}` });
}

/** Where a provider's things stand; a change there makes all of them anew somewhere else, and leaves or deletes the old ones. */
const TARGETS =
  /^(?:region|profile|assume_role(?:\.role_arn)?|assume_role_with_web_identity\.role_arn|allowed_account_ids|account_id|project|zone|subscription_id|tenant_id|environment|host|config_context|config_path|cluster_ca_certificate|kubernetes\.(?:host|config_context|config_path)|endpoint|endpoints?\..*|address|url|base_url|server|organization|org|owner|datacenter|auth_url|cloud|tenancy_ocid|compartment_id|namespace|username|account|workspace_id|org_name|database|vsphere_server|project_id|organization_id)$/;

function compareProvider(run: Run, name: string, old: Part, now: Part): void {
  if (!old.file.changed && !now.file.changed && run.changed.size === 0) return;
  const differences = differencesOf(placedOn(run, 'before', old), placedOn(run, 'after', now), IDENTITY);
  const address = `provider.${name}`;
  let quiet = true;
  for (const difference of differences) {
    const lines = linesOfDifference(run, difference);
    const weakened = weakeningOf('provider', difference, run.context.surroundings);
    if (weakened !== null) report(run, lines, { verb: 'unprotect', resource: { kind: 'stack', type: 'provider', address }, reach: 'stack', note: weakened });
    else if (moves(difference)) report(run, lines, { verb: 'replace', resource: { kind: 'stack', type: 'provider', address }, reach: 'stack', note: `${difference.path} changed: everything it manages would be made anew there` });
    else continue;
    quiet = false;
  }
  if (quiet && differences.length > 0) report(run, linesOfPart(now, 'after'), { verb: 'update', resource: { kind: 'infrastructure', type: 'provider', address }, undo: 'yes' });
}

const IDENTITY: ReadonlySet<string> = new Set(['alias', 'version']);

/** Naming the place for the first time, or leaving it to the environment, moves nothing for certain. */
function moves({ path, before, after, certain }: Difference): boolean {
  return certain && before !== null && after !== null && TARGETS.test(path) && isKnown(before) && isKnown(after);
}

/** What a provider that is gone managed can be neither changed nor deleted any more. An empty one is implied anyway. */
function providerGone(run: Run, name: string, old: Part): void {
  const [type = '', alias] = name.split('.');
  const body = old.block.body();
  const says = body.attributes.some((one) => one.name !== 'version') || body.blocks.some((one) => one.body().attributes.length + one.body().blocks.length > 0);
  if (!says) return;
  const renamed = [...run.after.providers].some(([other, part]) => other.split('.')[0] === type && !run.before.providers.has(other) && !differ(run, old, part));
  const resources = [...run.before.resources.values()].filter((part) => (alias === undefined ? prefixOf(part.type) === type : providerNamed(part) === name));
  const used = resources.length > 0 || run.before.modules.size > 0;
  const left = resources.some((part) => run.after.resources.has(part.address)) || run.after.modules.size > 0;
  const unseen = !used && run.before.resources.size === 0;
  if (renamed || (!left && !unseen)) return report(run, linesOfPart(old, 'before'), { verb: 'read', resource: { kind: 'other', type: 'provider', address: `provider.${name}` } });
  report(run, linesOfPart(old, 'before'), { verb: 'forget', resource: { kind: 'stack', type: 'provider', address: `provider.${name}` }, reach: 'stack', note: 'what it manages can be neither changed nor deleted any more' });
}

function differ(run: Run, old: Part, now: Part): boolean {
  const before: Placed = placedOn(run, 'before', old);
  const after: Placed = placedOn(run, 'after', now);
  return differencesOf(before, after, IDENTITY).some((difference) => TARGETS.test(difference.path) && difference.certain);
}

function providerNamed({ block }: Part): string | null {
  const attribute = block.body().attributes.find((one) => one.name === 'provider');
  const value = attribute?.value();
  if (!value) return null;
  return value.kind === 'scalar' ? String(value.value) : referenceText(value);
}

/** `aws_db_instance` is of provider `aws`. */
function prefixOf(type: string): string {
  return type.split('_')[0] as string;
}
