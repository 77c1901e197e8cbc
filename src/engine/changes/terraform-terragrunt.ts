import type { Context, FileChange, Lowered } from '../model';
import { readHcl } from './hcl/read';
import { compareBackendFile } from './terraform-backends';
import { differencesOf, type Placed } from './terraform-compare';
import { emptyRun, lowered } from './terraform-runs';
import { weakeningOf } from './terraform-protection';
import { linesOfDifference, report } from './terraform-run';
import { judgeName } from './terraform-variables';

export function isTerragrunt(name: string): boolean {
  return /^terragrunt(?:\.\w+)?\.hcl$/i.test(name);
}

/** A Terragrunt unit: the inputs it gives by name, its guard rail, and where it keeps the state. */
export function terragruntEffects({ path, before, after }: FileChange, context: Context): Lowered {
  const run = emptyRun(path, context);
  const side = (text: string, index: 0 | 1): Placed => {
    const source = readHcl(text);
    return { bodies: [source.body], scope: run.scopes[index], file: { path, source, changed: true } };
  };
  const [old, now] = [side(before ?? '', 0), side(after ?? '', 1)];
  if (before !== null && after === null) {
    report(run, { file: old.file, side: 'before', start: 1, end: old.file.source.lineAt(before.trimEnd().length) }, { verb: 'forget', resource: { kind: 'stack', type: 'terragrunt unit', address: path.slice(0, path.lastIndexOf('/')) || path }, reach: 'stack' });
    return lowered(run);
  }
  for (const difference of before === null ? [] : differencesOf(old, now, SKIPPED)) {
    const lines = linesOfDifference(run, difference);
    if (difference.path.startsWith('inputs.')) {
      judgeName(run, { ...difference, path: difference.path.slice('inputs.'.length) }, lines);
      continue;
    }
    // Every apply of the unit would go on without its question.
    if (/(?:^|\.)extra_arguments/.test(difference.path) && /-auto-approve/.test(difference.writtenAfter ?? '') && !/-auto-approve/.test(difference.writtenBefore ?? '')) {
      report(run, lines, { verb: 'unprotect', resource: { kind: 'protection', type: 'terragrunt unit', address: path }, reach: 'stack', note: 'it would apply without a question' });
      continue;
    }
    const weakened = weakeningOf('terragrunt', difference, context.surroundings);
    if (weakened !== null) report(run, lines, { verb: 'unprotect', resource: { kind: 'stack', type: 'terragrunt unit', address: path }, reach: 'stack', note: weakened });
    else if (/^remote_state(?:\.backend|\.config\.(?:bucket|key|prefix|region|path|container_name|storage_account_name))?$/.test(difference.path) && difference.certain && difference.before !== null) {
      report(run, lines, { verb: 'update', resource: { kind: 'state', type: 'terraform state', address: 'remote_state' }, note: `${difference.path} changed: Terraform would look for its state there` });
    }
  }
  return lowered(run);
}

/** A file of `-backend-config`. */
export function backendFileEffects({ path, before, after }: FileChange, context: Context): Lowered {
  const run = emptyRun(path, context);
  const side = (text: string, index: 0 | 1): Placed => {
    const source = readHcl(text);
    return { bodies: [source.body], scope: run.scopes[index], file: { path, source, changed: true } };
  };
  if (before !== null && after !== null) compareBackendFile(run, side(before, 0), side(after, 1));
  return lowered(run);
}

const SKIPPED: ReadonlySet<string> = new Set(['dependency', 'dependencies', 'include']);
