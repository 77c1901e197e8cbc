import { Graph, layout } from '@dagrejs/dagre';
import type { Drawn } from './folding';

/** Middle and size of a box, in pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Laid {
  readonly spots: ReadonlyMap<string, Spot>;
  readonly width: number;
  readonly height: number;
}

const HEIGHT = 26;
const LETTER = 7.4;
const GAP = 12;
/** Edges beyond these say little about where a box belongs, and cost the most. */
const MOST_EDGES = 400;

/** What depends stands left of what it depends on. What hangs together with nothing stands in rows below. */
export function laidOut({ boxes, edges }: Drawn, wide: number): Laid {
  const joined = new Set(edges.flat());
  const size = (text: string) => ({ width: Math.ceil(text.length * LETTER) + 20, height: HEIGHT });
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', ranker: 'tight-tree', nodesep: GAP, ranksep: 56, marginx: GAP, marginy: GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, text } of boxes) if (joined.has(id)) graph.setNode(id, size(text));
  for (const [from, to] of thinned(edges)) graph.setEdge(from, to);
  if (joined.size > 0) layout(graph);
  const spots = new Map<string, Spot>();
  let [right, bottom] = [0, 0];
  for (const id of joined) {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id) as Partial<Spot>;
    spots.set(id, { x, y, width, height });
    right = Math.max(right, x + width / 2 + GAP);
    bottom = Math.max(bottom, y + height / 2 + GAP);
  }
  let [left, top] = [GAP, bottom + GAP];
  for (const { id, text } of boxes.filter((box) => !joined.has(box.id))) {
    const { width } = size(text);
    if (left > GAP && left + width > Math.max(right, wide)) [left, top] = [GAP, top + HEIGHT + GAP];
    spots.set(id, { x: left + width / 2, y: top + HEIGHT / 2, width, height: HEIGHT });
    left += width + GAP;
    right = Math.max(right, left);
    bottom = top + HEIGHT + GAP;
  }
  return { spots, width: right, height: bottom };
}

/** Every box keeps its first edges, so that none is lost from its place. */
function thinned(edges: Drawn['edges']): Drawn['edges'] {
  if (edges.length <= MOST_EDGES) return edges;
  const seen = new Map<string, number>();
  return edges.filter(([from, to]) => {
    const count = Math.min(seen.get(from) ?? 0, seen.get(`to ${to}`) ?? 0);
    seen.set(from, (seen.get(from) ?? 0) + 1);
    seen.set(`to ${to}`, (seen.get(`to ${to}`) ?? 0) + 1);
    return count < 1;
  });
}
