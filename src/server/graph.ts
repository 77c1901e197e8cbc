import type { Hold } from '../gate/hold';
import { knownFromText, nameOf } from '../previews/known';
import { pictureOfItems } from '../previews/picture';
import type { GraphView } from '../protocol/messages';
import type { Looking } from './held';

/** The picture of a hold: from the tool's own graph where it has one, else from what was looked up, else from the text. */
export function graphOf({ judged }: Hold, { state, sights }: Looking): GraphView {
  const shown = sights.flatMap(({ looked, effects }): GraphView[] => {
    if (looked.kind !== 'known') return [];
    if (looked.picture !== undefined) return [looked.picture()];
    const [only, ...more] = effects.filter(({ verb }) => verb === 'delete');
    const { items, uncounted } = looked.inventory;
    const picture = pictureOfItems(items, only === undefined || more.length > 0 ? null : nameOf(only));
    return [{ ...picture, note: uncounted > 0 ? `${uncounted} more were counted but not named` : '' }];
  });
  const known = new Set(sights.flatMap(({ looked, effects }) => (looked.kind === 'known' ? effects : [])));
  const unseen = judged.effects.filter((effect) => !known.has(effect));
  const told = pictureOfItems(knownFromText(unseen, '').items, null);
  const views = [...shown, { ...told, note: told.nodes.length === 0 ? '' : state === 'running' ? 'what exists is still being looked up' : 'what exists is not known in full: part of this is only what the text itself says' }];
  const nodes = new Map(views.flatMap((view) => view.nodes).reverse().map((node) => [node.id, node]));
  return { nodes: [...nodes.values()].reverse(), edges: views.flatMap(({ edges }) => edges), note: views.map(({ note }) => note).filter((note) => note !== '').join('; ') };
}
