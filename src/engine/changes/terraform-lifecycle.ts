import type { Resource } from '../model';
import type { Attribute, Expression } from './hcl/model';
import { linesIn } from './terraform-compare';
import { referenceText } from './terraform-evaluate';
import type { Part } from './terraform-module';
import { forcedPaths } from './terraform-replacement';
import { linesOfPart, report, type Run } from './terraform-run';

/** What a change of `lifecycle` does: the guard rail gone, replacement with a gap, replacement along with something else. */
export function judgeLifecycle(run: Run, old: Part, now: Part, resource: Resource): void {
  const before = lifecycleOf(old);
  const after = lifecycleOf(now);
  const place = (name: string): ReturnType<typeof linesOfPart> => {
    const attribute = after.get(name);
    if (attribute) return linesIn(now.file, 'after')(attribute);
    const removed = before.get(name);
    return removed ? linesIn(old.file, 'before')(removed) : linesOfPart(now, 'after');
  };
  if (isTrue(before.get('prevent_destroy')) && !isTrue(after.get('prevent_destroy'))) {
    report(run, place('prevent_destroy'), { verb: 'unprotect', resource, note: `prevent_destroy ${after.has('prevent_destroy') ? 'switched off' : 'removed'}` });
  }
  if (isTrue(before.get('create_before_destroy')) && !isTrue(after.get('create_before_destroy'))) {
    report(run, place('create_before_destroy'), { verb: 'unprotect', resource, note: 'without create_before_destroy, the old one goes before the new one is there' });
  }
  const triggers = itemsOf(after.get('replace_triggered_by')).filter((item) => !itemsOf(before.get('replace_triggered_by')).includes(item));
  if (triggers.length > 0) report(run, place('replace_triggered_by'), { verb: 'replace', resource, note: `whenever ${triggers.join(', ')} changes` });
  judgeIgnored(run, resource, itemsOf(before.get('ignore_changes')), itemsOf(after.get('ignore_changes')), place('ignore_changes'));
}

/** Which differences `ignore_changes` keeps from having any effect. */
export function ignoredBy(part: Part): (path: string) => boolean {
  const ignored = itemsOf(lifecycleOf(part).get('ignore_changes'));
  if (ignored.length === 0) return () => false;
  return (path) => ignored.some((item) => item === 'all' || path === item || path.startsWith(`${item}.`));
}

/** What drifted while it was ignored comes into force again: a replacement where the setting forces one. */
function judgeIgnored(run: Run, resource: Resource, before: readonly string[], after: readonly string[], lines: ReturnType<typeof linesOfPart>): void {
  if (after.includes('all')) return;
  const heeded = before.filter((item) => !after.some((one) => item === one || item.startsWith(`${one}.`)));
  if (heeded.length === 0) return;
  const paths = forcedPaths(resource.type, run.context.surroundings) ?? '';
  const forcing = heeded.filter((item) => item === 'all' || new RegExp(`[ ]${item.replace(/[^\w.]/g, '')}[ .?@<]`).test(paths));
  if (forcing.length > 0) report(run, lines, { verb: 'replace', resource, note: `${forcing.join(', ')} no longer ignored: what drifted may force replacement` });
  else report(run, lines, { verb: 'update', resource, note: `${heeded.join(', ')} no longer ignored`, undo: 'yes' });
}

function lifecycleOf({ block, overrides }: Part): ReadonlyMap<string, Attribute> {
  const blocks = [block, ...overrides].flatMap((one) => one.body().blocks.filter(({ type }) => type === 'lifecycle'));
  return new Map(blocks.flatMap((one) => one.body().attributes.map((attribute) => [attribute.name, attribute] as const)));
}

function isTrue(attribute: Attribute | undefined): boolean {
  const value = attribute?.value();
  return value?.kind === 'scalar' && String(value.value) === 'true';
}

/** `[ami, tags["x"], root_block_device[0].size]` as paths without indices; `all` for everything. */
function itemsOf(attribute: Attribute | undefined): string[] {
  if (!attribute) return [];
  const value = attribute.value();
  const items: readonly Expression[] = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string') return [item.value];
    const text = referenceText(item);
    return text === null ? [] : [text.replace(/\[(?:\d+|\*)\]/g, '').replace(/\["([^"]*)"\]/g, '.$1')];
  });
}
