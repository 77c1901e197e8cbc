import type { Body } from './hcl/model';
import { differencesOf, type Placed } from './terraform-compare';
import type { ModuleFile } from './terraform-module';
import { weakeningOf } from './terraform-protection';
import { linesOfDifference, report, type Run } from './terraform-run';
import { stopOf } from './terraform-stops';

/**
 * What stands outside of every block that Terraform knows: a part of a block, when only the part that changes is shown.
 * Judged by the names of its settings alone.
 */
export function compareFragments(run: Run, before: ModuleFile | null, after: ModuleFile | null): void {
  const [old, now] = [before && fragmentOf(before.source.body), after && fragmentOf(after.source.body)];
  const file = after ?? before;
  if (!file || !old || old.attributes.length + old.blocks.length === 0) return;
  const side = (body: Body | null, index: 0 | 1, own: ModuleFile | null): Placed => ({ bodies: body ? [body] : [], scope: run.scopes[index], file: own ?? file });
  const resource = { kind: 'infrastructure' as const, type: 'fragment', address: file.path.slice(file.path.lastIndexOf('/') + 1) };
  for (const difference of differencesOf(side(old, 0, before), side(now, 1, after), new Set())) {
    const lines = linesOfDifference(run, difference);
    const weakened = weakeningOf('', difference, run.context.surroundings);
    const stopped = stopOf('', difference);
    if (weakened !== null) report(run, lines, { verb: 'unprotect', resource, note: weakened });
    else if (stopped !== null) report(run, lines, { verb: 'stop', resource: { ...resource, kind: 'service' }, undo: 'from-code', note: stopped });
    else if (difference.path === 'env' && difference.after === null) report(run, lines, { verb: 'stop', resource: { ...resource, kind: 'service' }, undo: 'yes', note: 'it loses a variable of its environment' });
  }
}

function fragmentOf(body: Body): Body {
  return { attributes: body.attributes, blocks: body.blocks.filter((block) => !KNOWN.has(block.type)) };
}

const KNOWN: ReadonlySet<string> = new Set(['resource', 'data', 'ephemeral', 'module', 'variable', 'output', 'locals', 'provider', 'terraform', 'moved', 'removed', 'import', 'check', 'list', 'action']);
