import { effectOf, type EffectSeed } from '../../effects';
import { baseName } from '../../kinds/paths';
import type { Effect, Facts, Invocation } from '../../model';

/** Uncommitted or unpushed work that goes. */
export function work(invocation: Invocation, address: string, more: Partial<EffectSeed> = {}): Effect {
  return effectOf(invocation, { verb: 'delete', resource: { kind: 'work', type: 'working tree', address }, undo: 'no', facts: folderFacts(invocation), ...more });
}

/** Shared history that changes. */
export function history(invocation: Invocation, address: string, facts: Facts, more: Partial<EffectSeed> = {}): Effect {
  return effectOf(invocation, { verb: 'overwrite', resource: { kind: 'history', type: 'branch', address }, undo: 'no', facts: { ...folderFacts(invocation), ...facts }, ...more });
}

export function read(invocation: Invocation, address: string): Effect {
  return effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'git', address }, facts: folderFacts(invocation), undo: 'yes' });
}

/** Something that is easily undone or made again. */
export function trifle(invocation: Invocation, address: string, verb: EffectSeed['verb'] = 'update'): Effect {
  return effectOf(invocation, { verb, resource: { kind: 'trivial', type: 'git', address }, facts: folderFacts(invocation), undo: 'yes' });
}

function folderFacts({ cwd }: Invocation): Facts {
  return cwd === null ? {} : { path: cwd };
}

/** The repository a person would know it by. */
export function repositoryOf({ cwd }: Invocation): string {
  return cwd === null ? 'the working folder' : baseName(cwd);
}
