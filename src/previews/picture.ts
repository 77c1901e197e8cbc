import type { GraphNode, GraphView } from '../protocol/messages';
import type { Becomes, Item } from './preview';
import { dependentsOf } from './terraform-command';
import type { Instance } from './terraform-state';
import { KEYS } from './terraform-words';

/** More groups than this are no help to fold by: then a module is one, whatever is in it. */
const MOST_GROUPS = 120;

/** What would go, what depends on it however far, and what it was made from. The rest of the state has no part in it and is only counted. */
export function pictureOf(instances: readonly Instance[], becomes: (one: Instance) => Becomes, holdsData: (one: Instance) => boolean): GraphView {
  const fates = new Map(instances.map((one) => [one, fateOf(becomes(one))]));
  const lost = instances.filter((one) => fates.get(one) === 'gone' || fates.get(one) === 'replaced');
  for (const one of dependentsOf(lost, instances)) if (fates.get(one) === 'stays') fates.set(one, 'depends');
  const byName = new Map<string, Instance[]>();
  for (const one of instances) {
    const name = one.address.replace(KEYS, '');
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [one]);
    else same.push(one);
  }
  const touched = instances.filter((one) => fates.get(one) !== 'stays');
  const drawn = new Set(touched);
  const edges: [string, string][] = [];
  for (const one of touched) {
    for (const other of one.dependsOn.flatMap((name) => byName.get(name) ?? [])) {
      drawn.add(other);
      edges.push([one.address, other.address]);
    }
  }
  const group = groupingOf([...drawn]);
  const rest = instances.length - drawn.size;
  return {
    nodes: [...drawn].map((one) => ({ id: one.address, label: one.address, group: group(one), fate: fates.get(one) ?? 'stays', data: holdsData(one) })),
    edges,
    note: rest === 0 ? '' : rest === 1 ? '1 other thing stays and has no part in it' : `${rest} other things stay and have no part in it`,
  };
}

/** Things that are known by name only. Each goes with the one that the command names, when there is one. */
export function pictureOfItems(items: readonly Item[], named: string | null): GraphView {
  const nodes = items.filter((item, i) => items.findIndex(({ name }) => name === item.name) === i).map((item): GraphNode => ({ id: item.name, label: item.name, group: item.group ?? item.name.split(/[\s/.]/)[0] ?? '', fate: fateOf(item.becomes), data: item.holdsData }));
  if (named === null || nodes.length < 2 || nodes.some(({ id }) => id === named)) return { nodes, edges: [], note: '' };
  const root: GraphNode = { id: named, label: named, group: named, fate: 'gone', data: false };
  return { nodes: [root, ...nodes], edges: nodes.map(({ id }) => [id, named]), note: '' };
}

function fateOf({ kind }: Becomes): GraphNode['fate'] {
  return kind === 'gone' ? 'gone' : kind === 'empty' ? 'replaced' : kind === 'changed' ? 'changed' : 'stays';
}

function groupingOf(instances: readonly Instance[]): (one: Instance) => string {
  const fine = new Set(instances.map(fineGroup));
  return fine.size <= MOST_GROUPS ? fineGroup : (one) => moduleOf(one) || one.type;
}

function fineGroup(one: Instance): string {
  return [moduleOf(one), one.type].filter((part) => part !== '').join(' ');
}

/** `module.app` of every instance of the module. */
function moduleOf({ address }: Instance): string {
  return (/^(?:module\.[^.]+\.)+/.exec(address.replace(KEYS, ''))?.[0] ?? '').slice(0, -1);
}
