import type { Effect, Lowered } from './model';

/** Sees effects of one proposal together as what they are. */
export function combine(lowered: Lowered): Lowered {
  return { ...lowered, effects: replacements(plans(lowered.effects)) };
}

/**
 * A thing deleted and created again is replaced, wherever the halves stand
 * (`delete-stack … && create-stack …`, `DROP TABLE t; CREATE TABLE t`).
 */
function replacements(effects: readonly Effect[]): readonly Effect[] {
  const created = new Set(effects.filter(({ verb }) => verb === 'create').map(key));
  if (created.size === 0) return effects;
  return effects.map((effect, i) => (comesBack(effect, i) ? { ...effect, verb: 'replace' } : effect));

  function comesBack(effect: Effect, at: number): boolean {
    return effect.verb === 'delete' && created.has(key(effect)) && effects.slice(at + 1).some((later) => later.verb === 'create' && key(later) === key(effect));
  }
}

/** A plan to destroy that is saved and then applied is the destroy itself: what the file is called says nothing. */
function plans(effects: readonly Effect[]): readonly Effect[] {
  const destroying = new Set(effects.filter(({ resource }) => resource.type === 'terraform-destroy-plan').map(({ resource }) => resource.address));
  if (destroying.size === 0) return effects;
  return effects.map((effect) =>
    effect.resource.type === 'terraform-plan' && effect.verb === 'update' && destroying.has(effect.resource.address)
      ? { ...effect, verb: 'delete', reach: 'stack', resource: { ...effect.resource, kind: 'stack' }, note: 'the plan was made with -destroy' }
      : effect,
  );
}

function key({ resource: { type, address } }: Effect): string {
  return `${type}\n${address}`;
}
