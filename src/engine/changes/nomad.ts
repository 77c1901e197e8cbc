import type { Context, FileChange, Lowered } from '../model';
import type { Format } from './format';
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
  const side = (text: string, index: 0 | 1): Placed => {
    const source = readHcl(text);
    return { bodies: [source.body], scope: run.scopes[index], file: { path, source, changed: true } };
  };
  for (const difference of differencesOf(side(before ?? '', 0), side(after ?? '', 1), NONE)) {
    const lines = linesOfDifference(run, difference);
    const name = difference.path.split('.').slice(-2).join('.');
    if (/(?:^|\.)group\.count$/.test(difference.path) && difference.after?.kind === 'scalar' && difference.after.value === 0) report(run, lines, { verb: 'stop', resource: { kind: 'service', type: 'job group', address: name }, undo: 'from-code', note: 'none is left' });
    else if (/(?:^|\.)(?:group\.volume|task\.volume_mount|group\.ephemeral_disk\.sticky)$/.test(difference.path) && difference.before !== null && difference.after === null) report(run, lines, { verb: 'unprotect', resource: { kind: 'protection', type: 'job volume', address: name }, undo: 'no', note: 'its data is no longer kept outside the task' });
  }
  return lowered(run);
}

const NONE: ReadonlySet<string> = new Set();
