import { terraformKind } from '../kinds/terraform';
import type { Resource, ResourceKind } from '../model';
import { differencesOf, type Placed } from './terraform-compare';
import { type Instances, instancesOf, lostInstances } from './terraform-instances';
import { judgeLifecycle } from './terraform-lifecycle';
import { type Module, movedTo, type Part, type Removed } from './terraform-module';
import { judgeProviderOf } from './terraform-providers';
import { linesOfLost } from './terraform-origins';
import { linesOfPart, placedOn, report, type Run, settingsOf } from './terraform-run';
import { namesOne } from './terraform-scope';
import { judgeSettings } from './terraform-settings';
import { object, scalar, type Value, written } from './terraform-value';

/** What a change does to the resources of a module. */
export function compareResources(run: Run): void {
  const fresh = [...run.after.resources.values()].filter((part) => !run.before.resources.has(part.address) && part.file.changed);
  const taken = new Set<string>();
  for (const [address, old] of run.before.resources) {
    const target = movedTo(address, run.after.moved) ?? movedTo(`${address}[0]`, run.after.moved) ?? address;
    const now = run.after.resources.get(bare(target));
    if (now) {
      if (old.type === now.type && relevant(run, old, now)) compareResource(run, old, now);
    } else gone(run, old, target, fresh, taken);
  }
  for (const part of fresh) report(run, linesOfPart(part, 'after'), { verb: 'create', resource: resourceOf(run, part) });
  judgeRemoved(run);
}

/** What is left of an address without its instance key: `aws_instance.web[0]` is `aws_instance.web`. */
function bare(address: string): string {
  return address.replace(/\[[^\]]*\]$/, '');
}

function relevant(run: Run, old: Part, now: Part): boolean {
  if (!old.file.changed && !now.file.changed && old.overrides.length === 0 && now.overrides.length === 0) return namesOne(now.block.text, run.changed);
  return !sameText(old.block.text, now.block.text) || old.overrides.length + now.overrides.length > 0 || namesOne(now.block.text, run.changed) || !sameProvider(run, now);
}

/** Line endings apart. */
function sameText(before: string, after: string): boolean {
  return before === after || (before.length !== after.length && before.replaceAll('\r', '') === after.replaceAll('\r', ''));
}

/** Whether the provider block that a resource names is the same on both sides: a cheap test before a closer look. */
function sameProvider(run: Run, part: Part): boolean {
  return !/^\s*provider\s*=/m.test(part.block.text) || [...run.before.providers].every(([name, old]) => run.after.providers.get(name)?.block.text === old.block.text);
}

function gone(run: Run, old: Part, target: string, fresh: readonly Part[], taken: Set<string>): void {
  const instances = instancesOf(placedOn(run, 'before', old));
  const resource = resourceOf(run, old);
  const lines = linesOfPart(old, 'before');
  if (instances.suffixes?.length === 0) return;
  if (target.startsWith('module.')) return report(run, lines, { verb: 'read', resource, note: `moved to ${target}` });
  const removed = removedOf(old.address, run.after);
  if (removed && !removed.destroys) return report(run, lines, { verb: 'read', resource, note: 'a removed block keeps the thing' });
  const renamed = renamedTo(old, fresh.filter((part) => !taken.has(part.address)));
  if (renamed) taken.add(renamed.address);
  report(run, lines, {
    verb: 'delete',
    resource,
    reach: instances.by === 'one' ? 'resource' : 'collection',
    undo: undoOf(resource.kind),
    note: renamed ? `renamed to ${renamed.address} without a moved block` : removed ? 'its removed block destroys it' : null,
  });
}

/** A `removed` block may name the resource or the whole module call around it. */
function removedOf(address: string, module: Module): Removed | undefined {
  return module.removed.get(address);
}

/** A new resource of the same type that says much of what the old one said. */
function renamedTo(old: Part, fresh: readonly Part[]): Part | null {
  const said = new Set(statements(old));
  const candidates = fresh
    .filter((part) => part.type === old.type)
    .map((part) => ({ part, shared: statements(part).filter((one) => said.has(one)).length / Math.max(1, said.size, statements(part).length) }))
    .sort((a, b) => b.shared - a.shared);
  const best = candidates[0];
  return best && (best.shared >= 0.5 || said.size === 0) ? best.part : null;
}

function statements(part: Part): string[] {
  return part.block.text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line.length > 1);
}

function compareResource(run: Run, old: Part, now: Part): void {
  const before = placedOn(run, 'before', old);
  const after = placedOn(run, 'after', now);
  const resource = resourceOf(run, now);
  const instances = [instancesOf(before), instancesOf(after)] as const;
  const lost = lostInstances(old.address, now.address, instances[0], instances[1], run.after.moved, run.scopes);
  if (lost) reportLost(run, old, now, resource.kind, lost.addresses, lost.note);
  if (lost?.addresses === null || instances[1].suffixes?.length === 0) return;
  judgeProviderOf(run, old, now, resource);
  judgeLifecycle(run, old, now, resource);
  const numbered = instances[0].by === 'count' && instances[1].by === 'count' && instances[0].suffixes !== null && instances[1].suffixes !== null;
  const differences = differencesOf(before, after, META);
  judgeSettings(run, now, resource, numbered ? differences.filter(({ writtenBefore, writtenAfter }) => !/\bcount\.index\b/.test(`${writtenBefore} ${writtenAfter}`)) : differences, settingsOf(run, now));
  compareEach(run, old, now, before, after, resource, instances);
}

const META: ReadonlySet<string> = new Set(['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'connection', 'provisioner']);

/** More instances than this are named together. */
const NAMED_ONE_BY_ONE = 12;

function reportLost(run: Run, old: Part, now: Part, kind: ResourceKind, addresses: readonly string[] | null, note: string): void {
  const seed = { verb: 'delete' as const, undo: undoOf(kind), note };
  if (addresses === null || addresses.length > NAMED_ONE_BY_ONE) {
    const address = addresses === null ? old.address : `${addresses[0]} and ${addresses.length - 1} more`;
    report(run, linesOfLost(run, old, now, null), { ...seed, resource: { kind, type: old.type, address }, reach: 'collection' });
    return;
  }
  for (const address of addresses) report(run, linesOfLost(run, old, now, /\["(.*)"\]$/.exec(address)?.[1] ?? null), { ...seed, resource: { kind, type: old.type, address } });
}

/** The instances that are there on both sides under the same key or number: what `each.value` and `count.index` come to may differ. */
function compareEach(run: Run, old: Part, now: Part, before: Placed, after: Placed, resource: Resource, [from, to]: readonly [Instances, Instances]): void {
  const told = OWN.test(now.block.text) ? keysOnBoth(from, to) : [];
  for (const [suffix, name, olds, news] of told.slice(0, MAX_KEYS)) {
    const bound = (placed: Placed, value: Value): Placed => ({ ...placed, scope: { ...placed.scope, bound: new Map([[name, value]]) } });
    const differences = differencesOf(bound(before, olds), bound(after, news), META).filter(({ writtenBefore, writtenAfter }) => OWN.test(`${writtenBefore} ${writtenAfter}`));
    if (differences.length === 0) continue;
    const lines = from.by === 'for_each' ? linesOfLost(run, old, now, null) : null;
    const shown = lines ? differences.map((one) => (one.writtenBefore === one.writtenAfter ? { ...one, lines, writtenBefore: '', writtenAfter: 'each.value' } : one)) : differences;
    judgeSettings(run, now, { ...resource, address: now.address + suffix }, shown, settingsOf(run, now));
  }
}

const OWN = /\b(?:each\.value|count\.index)\b/;

type Both = readonly [suffix: string, name: string, before: Value, after: Value];

function keysOnBoth(from: Instances, to: Instances): Both[] {
  if (from.by === 'count' && to.by === 'count') {
    return (from.suffixes ?? []).slice(0, to.suffixes?.length ?? 0).map((suffix, i): Both => [suffix, 'count', object([['index', scalar(i)]]), object([['index', scalar(i)]])]);
  }
  const [olds, news] = [from.value, to.value];
  if (olds?.kind !== 'object' || news?.kind !== 'object') return [];
  const each = (key: string, value: Value): Value => object([['key', scalar(key)], ['value', value]]);
  return [...olds.entries].flatMap(([key, value]): Both[] => {
    const now = news.entries.get(key);
    return now && written(now) !== written(value) ? [[`[${JSON.stringify(key)}]`, 'each', each(key, value), each(key, now)]] : [];
  });
}

const MAX_KEYS = 50;

/** A `removed` block that no longer keeps what it let go of. */
function judgeRemoved(run: Run): void {
  for (const [address, now] of run.after.removed) {
    const old = run.before.removed.get(address);
    if (!now.destroys || !old || old.destroys || run.before.resources.has(address)) continue;
    const type = address.split('.')[0] as string;
    report(run, linesOfPart(now.part, 'after'), { verb: 'delete', resource: { kind: terraformKind(type, run.context.surroundings), type, address }, note: 'its removed block destroys it now' });
  }
}

function resourceOf(run: Run, { type, address }: Part): { kind: ResourceKind; type: string; address: string } {
  return { kind: terraformKind(type, run.context.surroundings), type, address };
}

function undoOf(kind: ResourceKind): 'from-backup' | 'from-code' {
  return kind === 'data-store' || kind === 'backup' || kind === 'key' ? 'from-backup' : 'from-code';
}
