import type { Block } from './hcl/model';
import { type Difference, differencesOf, type Lines, linesIn, type Placed } from './terraform-compare';
import type { ModuleFile, Part } from './terraform-module';
import { report, type Run } from './terraform-run';
import type { Value } from './terraform-value';

/** What a change of `backend` or `cloud` does: Terraform looks for its state somewhere else, and finds an empty one. */
export function compareBackends(run: Run): void {
  const old = backendOf(run.before.settings);
  const now = backendOf(run.after.settings);
  if (old === null || (!old.file.changed && !(now?.file.changed ?? false))) return;
  const resource = (address: string) => ({ kind: 'state' as const, type: 'terraform state', address });
  if (now === null) return report(run, linesOf(old, 'before'), { verb: 'delete', resource: resource(old.name), note: 'the backend is gone: Terraform would start with an empty state' });
  if (old.name !== now.name) return report(run, linesOf(now, 'after'), { verb: 'update', resource: resource(now.name), note: `the state moves from ${old.name} to ${now.name}` });
  if (old.block.text === now.block.text) return;
  const side = (one: Backend, index: 0 | 1) => ({ bodies: [one.block.body()], scope: run.scopes[index], file: one.file });
  judgeSettings(run, now.name, differencesOf(side(old, 0), side(now, 1), NONE));
}

/** A file with settings of the backend, given by hand (`-backend-config`). */
export function isBackendFile(name: string): boolean {
  return /\.tfbackend$|^backend[\w.-]*\.hcl$/i.test(name);
}

export function compareBackendFile(run: Run, before: Placed, after: Placed): void {
  judgeSettings(run, 'backend', differencesOf(before, after, NONE));
}

function judgeSettings(run: Run, name: string, differences: readonly Difference[]): void {
  const resource = { kind: 'state' as const, type: 'terraform state', address: name };
  for (const { path, before, after, certain, lines } of differences) {
    const setting = path.slice(path.lastIndexOf('.') + 1);
    if (!certain) continue;
    // The lock moves from a table into the bucket itself: it still locks.
    if (path === 'dynamodb_table' && differences.some((one) => one.path === 'use_lockfile' && one.after?.kind === 'scalar' && one.after.value === true)) continue;
    if (LOCKS.test(path) && before !== null && (after === null || isOff(after))) report(run, lines, { verb: 'unprotect', resource, note: `${setting} ${after === null ? 'removed' : 'switched off'}` });
    else if (PLACES.test(path) && (before !== null || path !== 'profile')) report(run, lines, { verb: 'update', resource, note: `${path} changed: Terraform would look for its state there` });
  }
}

/** Settings that say where the state is. Credentials, endpoints of the API and encryption are not among them. */
const PLACES = /^(?:bucket|key|prefix|region|path|container_name|storage_account_name|resource_group_name|subscription_id|organization|hostname|name|address|conn_str|schema_name|workspace_key_prefix|workspace_dir|namespace|secret_suffix|datacenter|repo|subpath|workspaces(?:\.\w+)*|endpoint|url|key_prefix|encryption_key|kms_encryption_key)$/;
const LOCKS = /^(?:dynamodb_table|use_lockfile|encrypt|lock|skip_lock|lock_address|kms_key_id)$/;
const NONE: ReadonlySet<string> = new Set();

interface Backend {
  readonly name: string;
  readonly block: Block;
  readonly file: ModuleFile;
}

function backendOf(settings: readonly Part[]): Backend | null {
  for (const { block, file } of settings.toReversed()) {
    for (const inner of block.body().blocks) {
      if (inner.type === 'backend') return backendIn(inner, file);
      if (inner.type === 'cloud') return { name: 'cloud', block: inner, file };
    }
  }
  return null;
}

/** In JSON the name of a backend is a key of its own. */
function backendIn(block: Block, file: ModuleFile): Backend {
  const [name] = block.labels;
  const inner = block.body().blocks[0];
  if (name === undefined && inner) return { name: `backend.${inner.type}`, block: inner, file };
  return { name: `backend.${name ?? 'local'}`, block, file };
}

function linesOf({ file, block }: Backend, side: 'before' | 'after'): Lines {
  return linesIn(file, side)(block);
}

function isOff(value: Value): boolean {
  return value.kind === 'scalar' && String(value.value) === 'false';
}
