import type { Effect, ResourceKind } from '../engine/model';
import type { Becomes, Inventory, Item } from './preview';

/** Kinds whose loss is a loss of data, and not only of something that code makes again. */
export const HOLDS_DATA: ReadonlySet<ResourceKind> = new Set<ResourceKind>(['data-store', 'backup', 'rows', 'files', 'disk', 'work', 'history', 'state', 'key']);

/** What the text alone says, for a command that has no preview or whose preview could learn nothing. */
export function knownFromText(effects: readonly Effect[], source: string): Inventory {
  const seen = new Set<string>();
  const items = effects.filter(({ verb }) => verb !== 'read' && verb !== 'create').flatMap((effect): Item[] => {
    const name = nameOf(effect);
    if (seen.has(name + effect.verb)) return [];
    seen.add(name + effect.verb);
    const detail = [REACH[effect.reach] ?? '', effect.note ?? ''].filter((part) => part !== '').join(', ');
    return [{ name, detail, holdsData: HOLDS_DATA.has(effect.resource.kind), becomes: becomesOf(effect) }];
  });
  return { items, uncounted: 0, source };
}

export function nameOf({ resource }: Pick<Effect, 'resource'>): string {
  return resource.address.includes(resource.type) || resource.type === '' ? resource.address : `${resource.type} ${resource.address}`;
}

export function becomesOf({ verb, note }: Effect): Becomes {
  switch (verb) {
    case 'delete':
      return { kind: 'gone' };
    case 'replace':
      return { kind: 'empty', why: note ?? '' };
    case 'overwrite':
      return { kind: 'changed', to: 'overwritten' };
    case 'forget':
      return { kind: 'changed', to: 'no longer known to the tool; it goes on existing' };
    case 'stop':
      return { kind: 'changed', to: 'stopped' };
    case 'unprotect':
      return { kind: 'changed', to: 'no longer protected' };
    case 'run-unseen':
      return { kind: 'changed', to: 'whatever that code does' };
    case 'update':
      return { kind: 'changed', to: 'changed' };
    default:
      return { kind: 'kept' };
  }
}

const REACH: Readonly<Record<string, string>> = { collection: 'all of them', stack: 'everything in it', account: 'the whole account', host: 'the whole machine' };
