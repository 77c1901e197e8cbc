import type { Effect, Lowered } from './model';

/**
 * Sees two effects of one proposal as the one thing they are: a thing deleted and created again is replaced,
 * wherever the halves stand (`delete-stack … && create-stack …`, `DROP TABLE t; CREATE TABLE t`).
 */
export function combine(lowered: Lowered): Lowered {
  const created = new Set(lowered.effects.filter(({ verb }) => verb === 'create').map(key));
  if (created.size === 0) return lowered;
  return { ...lowered, effects: lowered.effects.map((effect, i) => (comesBack(effect, i) ? { ...effect, verb: 'replace' } : effect)) };

  function comesBack(effect: Effect, at: number): boolean {
    return effect.verb === 'delete' && created.has(key(effect)) && lowered.effects.slice(at + 1).some((later) => later.verb === 'create' && key(later) === key(effect));
  }
}

function key({ resource: { type, address } }: Effect): string {
  return `${type}\n${address}`;
}
