import type { GraphNode, GraphView } from '../../src/protocol/messages';

/** What is drawn: one thing, or a group of them folded into one box. */
export interface Box {
  readonly id: string;
  readonly group: string;
  readonly fate: GraphNode['fate'];
  readonly data: boolean;
  readonly text: string;
  /** How many are folded into it; 1 for a thing by itself. */
  readonly size: number;
  /** The whole of it in words, for who cannot see it. */
  readonly words: string;
}

export interface Drawn {
  readonly boxes: readonly Box[];
  readonly edges: readonly (readonly [string, string])[];
}

/** More than this at once nobody can read, and a layout of it takes too long. */
export const READABLE = 300;

export const SIGNS: Readonly<Record<GraphNode['fate'], string>> = { gone: '✕', replaced: '↻', depends: '!', changed: '~', stays: '·' };
export const WORDS: Readonly<Record<GraphNode['fate'], string>> = { gone: 'gone', replaced: 'replaced, created again empty', depends: 'depends on what goes', changed: 'changed', stays: 'stays' };
export const WORST: readonly GraphNode['fate'][] = ['gone', 'replaced', 'depends', 'changed', 'stays'];

/** Which groups stand open at first: all of them as long as everything can be read. */
export function openAtFirst({ nodes, edges }: GraphView): ReadonlySet<string> {
  return new Set(nodes.length <= READABLE && edges.length <= 3 * READABLE ? nodes.map(({ group }) => group) : []);
}

/** The boxes for these open groups. Of an opened group that is too large, the worst are drawn and the others stay folded. */
export function folded({ nodes, edges }: GraphView, open: ReadonlySet<string>): Drawn {
  const groups = new Map<string, GraphNode[]>();
  for (const node of nodes) groups.set(node.group, [...(groups.get(node.group) ?? []), node]);
  const place = new Map<string, string>();
  let left = READABLE;
  // The latest opened comes last in the set, and has to be seen.
  const order = [...groups].sort(([a], [b]) => [...open].indexOf(b) - [...open].indexOf(a));
  const boxes = order.flatMap(([group, members]): Box[] => {
    const sorted = members.toSorted((a, b) => WORST.indexOf(a.fate) - WORST.indexOf(b.fate) || Number(b.data) - Number(a.data));
    const alone = open.has(group) || members.length === 1 ? sorted.slice(0, Math.max(members.length === 1 ? 1 : 0, left)) : [];
    const rest = sorted.slice(alone.length);
    left -= alone.length;
    for (const { id } of alone) place.set(id, id);
    for (const { id } of rest) place.set(id, `group ${group}`);
    return [...alone.map(single), ...(rest.length === 0 ? [] : [together(group, rest)])];
  });
  const seen = new Set<string>();
  const joined = edges.flatMap(([from, to]): (readonly [string, string])[] => {
    const [a, b] = [place.get(from), place.get(to)];
    if (a === undefined || b === undefined || a === b || seen.has(`${a}\n${b}`)) return [];
    seen.add(`${a}\n${b}`);
    return [[a, b]];
  });
  return { boxes, edges: joined };
}

function single({ id, label, group, fate, data }: GraphNode): Box {
  return { id, group, fate, data, size: 1, text: `${SIGNS[fate]} ${data ? '◆ ' : ''}${shortened(label)}`, words: `${label}: ${WORDS[fate]}${data ? ', holds data' : ''}` };
}

function together(group: string, members: readonly GraphNode[]): Box {
  const counts = WORST.flatMap((fate) => {
    const count = members.filter((one) => one.fate === fate).length;
    return count === 0 ? [] : [{ fate, count }];
  });
  const fate = counts[0]?.fate ?? 'stays';
  const data = members.filter((one) => one.data).length;
  return {
    id: `group ${group}`,
    group,
    fate,
    data: data > 0,
    size: members.length,
    text: `▸ ${shortened(group)}  ${counts.map(({ fate: one, count }) => `${SIGNS[one]}${count}`).join(' ')}${data > 0 ? ` ◆${data}` : ''}`,
    words: `group ${group}, ${members.length} things: ${counts.map(({ fate: one, count }) => `${count} ${WORDS[one]}`).join(', ')}${data > 0 ? `, ${data} hold data` : ''}. Enter expands it`,
  };
}

/** Its end tells things apart, and so does its beginning. */
function shortened(text: string): string {
  return text.length <= 48 ? text : `${text.slice(0, 20)}…${text.slice(-27)}`;
}
