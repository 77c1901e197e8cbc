import type { Context, FileChange, Lowered } from '../model';
import type { Format } from './format';
import type { Body, Source as HclSource } from './hcl/model';
import { readHcl } from './hcl/read';
import { differencesOf, type Placed } from './terraform-compare';
import { linesOfDifference, report } from './terraform-run';
import { emptyRun, lowered } from './terraform-runs';

/** Jobs of Nomad, in HCL as Terraform's files are: a group that runs nothing any more, and data that is no longer kept outside of it. */
export const nomad: Format = {
  name: 'nomad',
  matches: (path, change) => /\.(?:nomad(?:\.hcl)?|hcl)$/i.test(path) && [change.before, change.after].every((text) => text !== null && /^\s*job\s+"/m.test(text)),
  change: jobEffects,
};

function jobEffects({ path, before, after }: FileChange, context: Context): Lowered {
  const run = emptyRun(path, context);
  const [old, now] = [readHcl(before ?? ''), readHcl(after ?? '')];
  const later = new Map(groupsOf(now.body));
  for (const [name, group] of groupsOf(old.body)) {
    const kept = later.get(name);
    if (!kept) continue;
    const placed = (body: Body, source: HclSource, index: 0 | 1): Placed => ({ bodies: [body], scope: run.scopes[index], file: { path, source, changed: true } });
    for (const difference of differencesOf(placed(group, old, 0), placed(kept, now, 1), NONE)) {
      const lines = linesOfDifference(run, difference);
      if (difference.path === 'count' && difference.after?.kind === 'scalar' && difference.after.value === 0) report(run, lines, { verb: 'stop', resource: { kind: 'service', type: 'job group', address: name }, undo: 'from-code', note: 'none is left' });
      else if (OUTSIDE.test(difference.path) && difference.before !== null && difference.after === null) report(run, lines, { verb: 'unprotect', resource: { kind: 'protection', type: 'job volume', address: `${name}.${difference.path}` }, undo: 'no', note: 'its data is no longer kept outside the task' });
    }
  }
  return lowered(run);
}

/** The groups of every job by `job.group`. One that came or went is no group that runs less. */
function groupsOf(body: Body): [string, Body][] {
  const named = (within: Body, type: string): [string, Body][] => within.blocks.filter((block) => block.type === type).map((block) => [block.labels[0] ?? '', block.body()]);
  return named(body, 'job').flatMap(([job, inside]) => named(inside, 'group').map(([group, content]): [string, Body] => [`${job}.${group}`, content]));
}

/** What keeps the data of a task outside of it. */
const OUTSIDE = /^(?:volume|task\.volume_mount|ephemeral_disk\.sticky)$/;
const NONE: ReadonlySet<string> = new Set();
