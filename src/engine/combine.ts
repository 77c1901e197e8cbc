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

/**
 * A plan to destroy that is saved and then applied is the destroy itself: what the file is called says nothing. Any other plan that is made and
 * applied in one breath was seen by nobody.
 */
function plans(effects: readonly Effect[]): readonly Effect[] {
  const saved = (type: string) => new Set(effects.filter(({ resource }) => resource.type === type).map(({ resource }) => resource.address));
  const [destroying, made] = [saved('terraform-destroy-plan'), saved('terraform-made-plan')];
  if (destroying.size + made.size === 0) return effects;
  const applies = ({ resource, verb }: Effect) => resource.type === 'terraform-plan' && verb === 'update';
  return effects.map((effect) =>
    applies(effect) && made.has(effect.resource.address) ? { ...effect, unattended: true, note: 'planned and applied in one breath' } :
    applies(effect) && destroying.has(effect.resource.address)
      ? { ...effect, verb: 'delete', reach: 'stack', resource: { ...effect.resource, kind: 'stack' }, note: 'the plan was made with -destroy' }
      : effect,
  );
}

function key({ resource: { type, address } }: Effect): string {
  return `${type}\n${address}`;
}
