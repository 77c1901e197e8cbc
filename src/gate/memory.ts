import type { Effect } from '../engine/model';

/** Remembers rejected effects, so that the same one by another route is seen for what it is. */
export interface Memory {
  add(effects: readonly Effect[], content: string, what: string, at: string): void;
  /** A note for a person when one of these was rejected before in another form. */
  find(effects: readonly Effect[], content: string): string | null;
}

const KEPT = 500;

export function openMemory(): Memory {
  const rejected = new Map<string, { readonly content: string; readonly what: string; readonly at: string }>();
  return {
    add(effects, content, what, at) {
      for (const effect of effects) rejected.set(keyOf(effect), { content, what, at });
      for (const key of [...rejected.keys()].slice(0, Math.max(0, rejected.size - KEPT))) rejected.delete(key);
    },
    find(effects, content) {
      for (const effect of effects) {
        const before = effect.verb === 'read' || effect.verb === 'create' ? undefined : rejected.get(keyOf(effect));
        if (before && before.content !== content) return `the same effect (${effect.verb} ${effect.resource.address}) was rejected at ${before.at.slice(11, 16)} UTC, when it came as ${before.what}`;
        if (before) return `it was rejected before, at ${before.at.slice(11, 16)} UTC`;
      }
      return null;
    },
  };
}

/** Deleting and replacing lose the same thing. */
function keyOf({ verb, resource }: Effect): string {
  return `${verb === 'replace' ? 'delete' : verb}\n${resource.type}\n${resource.address}`;
}
