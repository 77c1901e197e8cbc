import { effectAt } from '../effects';
import type { Effect, FileChange, ResourceKind } from '../model';
import { isForTests } from '../kinds/stored';
import { nameOf } from './terraform-folder';

/** Terraform's own memory, and the lock of its providers. */
export function isState(name: string): boolean {
  return /\.tfstate(?:\.\d+)?(?:\.backup|\.bak)?$|^errored\.tfstate$|^\.terraform\.lock\.hcl$|^\.terraform\.tfstate\.lock\.info$/i.test(name);
}

/** Writing a state by hand makes Terraform believe something else than what exists. */
export function stateEffects({ path, before, after }: FileChange): readonly Effect[] {
  const name = nameOf(path);
  const kind: ResourceKind = /lock/i.test(name) ? 'trivial' : /backup|\.bak$/i.test(name) ? 'backup' : 'state';
  const lines = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const place = after === null ? ({ side: 'before', endLine: lines(before ?? '') } as const) : ({ side: 'after', endLine: lines(after) } as const);
  // Nobody writes a state by hand but to change what Terraform believes; that it could not be read before says nothing.
  const verb = before === null ? (name === 'terraform.tfstate' && !isForTests(path) ? 'update' : 'create') : after === null ? 'delete' : 'update';
  return [effectAt({ in: 'file', path, startLine: 1, ...place, endLine: Math.max(1, place.endLine) }, { verb, resource: { kind, type: 'terraform state', address: name }, facts: { path }, note: verb === 'update' ? 'edited by hand' : null })];
}
