import type { GraphView } from '../../src/protocol/messages';
import { folded, openAtFirst, SIGNS, WORDS, WORST, type Box, type Drawn } from './folding';
import { laidOut, type Laid, type Spot } from './layout';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

interface Shown {
  readonly title: string;
  readonly banner: string;
  readonly graph: GraphView | null;
}

const SVG = 'http://www.w3.org/2000/svg';
const byId = (id: string) => document.getElementById(id) as HTMLElement;

start();

function start(): void {
  const picture = document.getElementById('picture') as unknown as SVGSVGElement;
  let graph: GraphView = { nodes: [], edges: [], note: '' };
  let open: ReadonlySet<string> = new Set();
  let drawn: Drawn = { boxes: [], edges: [] };
  let laid: Laid = { spots: new Map(), width: 0, height: 0 };
  let zoom = 1;
  let current: string | null = null;
  let fresh = true;

  window.addEventListener('message', ({ data }: MessageEvent<Shown>) => {
    const before = graph;
    byId('title').textContent = data.title;
    byId('banner').textContent = data.banner;
    graph = data.graph ?? { nodes: [], edges: [], note: 'this hold is over' };
    // What a person has opened stays open when more becomes known.
    if (before.nodes.length !== graph.nodes.length) open = openAtFirst(graph);
    list(graph);
    draw();
    focus(current ?? drawn.boxes.find(({ fate }) => fate === 'gone' || fate === 'replaced')?.id ?? drawn.boxes[0]?.id ?? null);
  });
  picture.addEventListener('keydown', (event) => {
    const box = drawn.boxes.find(({ id }) => id === current);
    if (box === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!act(event.key, box)) return;
    event.preventDefault();
  });
  acquireVsCodeApi().postMessage('ready');

  function act(key: string, box: Box): boolean {
    const way = WAYS[key];
    if (way !== undefined) return focus(neighbour(box.id, way, laid.spots) ?? box.id);
    if (key === 'Home' || key === 'End') return focus(drawn.boxes.at(key === 'Home' ? 0 : -1)?.id ?? null);
    if (key === 'Enter' || key === ' ') return expand(box);
    if (key === 'Escape') return collapse(box);
    if (key === '+' || key === '=') return scale(1.2);
    return key === '-' && scale(1 / 1.2);
  }

  function expand({ id, group, size }: Box): boolean {
    if (size === 1) return false;
    open = new Set([...[...open].filter((one) => one !== group), group]);
    draw();
    return focus(drawn.boxes.find((box) => box.group === group && box.id !== id)?.id ?? id);
  }

  function collapse({ group }: Box): boolean {
    if (!open.has(group)) return false;
    open = new Set([...open].filter((one) => one !== group));
    draw();
    return focus(drawn.boxes.find((box) => box.group === group)?.id ?? null);
  }

  function scale(by: number): boolean {
    zoom = Math.min(3, Math.max(0.25, zoom * by));
    sized();
    return true;
  }

  function sized(): void {
    picture.setAttribute('width', String(laid.width * zoom));
    picture.setAttribute('height', String(laid.height * zoom));
  }

  function draw(): void {
    drawn = folded(graph, open);
    laid = laidOut(drawn, byId('scroll').clientWidth);
    const hidden = drawn.boxes.filter(({ size }) => size > 1).length;
    byId('note').textContent = [graph.nodes.length === 0 ? 'nothing is known that could be drawn' : `${graph.nodes.length} things in ${drawn.boxes.length} boxes${hidden > 0 ? `, ${hidden} of them folded` : ''}`, graph.note].filter((part) => part !== '').join('; ');
    picture.setAttribute('viewBox', `0 0 ${laid.width} ${laid.height}`);
    sized();
    picture.replaceChildren(tip(), ...drawn.edges.map(edge), ...drawn.boxes.map(node));
  }

  function edge([from, to]: readonly [string, string]): SVGElement {
    const [a, b] = [laid.spots.get(from), laid.spots.get(to)] as [Spot, Spot];
    const [x1, x2] = a.x <= b.x ? [a.x + a.width / 2, b.x - b.width / 2 - 5] : [a.x - a.width / 2, b.x + b.width / 2 + 5];
    const fate = drawn.boxes.find(({ id }) => id === from)?.fate ?? 'stays';
    const kind = fate === 'gone' || fate === 'replaced' ? 'lost' : fate;
    const bend = (x1 + x2) / 2;
    return element('path', { class: `edge ${kind}`, 'data-from': from, 'data-to': to, d: `M${x1},${a.y}C${bend},${a.y} ${bend},${b.y} ${x2},${b.y}`, 'marker-end': 'url(#tip)', 'aria-hidden': 'true' });
  }

  function node(box: Box): SVGElement {
    const { x, y, width, height } = laid.spots.get(box.id) as Spot;
    const needs = drawn.edges.filter(([from]) => from === box.id).length;
    const needed = drawn.edges.filter(([, to]) => to === box.id).length;
    const one = element('g', { class: `node ${box.fate}${box.size > 1 ? ' group' : ''}`, 'data-id': box.id, tabindex: '-1', role: 'button', 'aria-label': `${box.words}; depends on ${needs}, ${needed} depend on it`, ...(box.size > 1 && { 'aria-expanded': 'false' }), transform: `translate(${x - width / 2},${y - height / 2})` });
    const title = element('title', {});
    title.textContent = box.words;
    const text = element('text', { x: '10', y: String(height / 2) });
    text.textContent = box.text;
    one.append(title, element('rect', { width: String(width), height: String(height), rx: box.size > 1 ? '13' : '4' }), text);
    one.addEventListener('click', () => focus(box.id));
    one.addEventListener('dblclick', () => expand(box));
    return one;
  }

  /** One box at a time can be reached by Tab; arrow keys go on from there. */
  function focus(id: string | null): boolean {
    const there = drawn.boxes.some((box) => box.id === id) ? id : (drawn.boxes[0]?.id ?? null);
    current = there;
    for (const one of picture.querySelectorAll<SVGElement>('.node')) {
      const chosen = one.dataset['id'] === there;
      one.setAttribute('tabindex', chosen ? '0' : '-1');
      if (!chosen) continue;
      // More that becomes known must not take the keys from where a person types.
      if (fresh || document.hasFocus()) one.focus({ preventScroll: true });
      fresh = false;
      one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    for (const one of picture.querySelectorAll<SVGElement>('.edge')) one.classList.toggle('near', one.dataset['from'] === there || one.dataset['to'] === there);
    return true;
  }
}

const WAYS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The nearest box that way: what lies aside counts double. */
function neighbour(id: string, [dx, dy]: readonly [number, number], spots: Laid['spots']): string | null {
  const own = spots.get(id);
  if (own === undefined) return null;
  let best: { readonly id: string; readonly far: number } | null = null;
  for (const [other, { x, y }] of spots) {
    const along = (x - own.x) * dx + (y - own.y) * dy;
    const aside = Math.abs((x - own.x) * dy) + Math.abs((y - own.y) * dx);
    const far = along + 2 * aside;
    if (along > 1 && (best === null || far < best.far)) best = { id: other, far };
  }
  return best?.id ?? null;
}

/** The same in words, worst first. */
function list({ nodes, edges }: GraphView): void {
  const needs = new Map<string, string[]>();
  for (const [from, to] of edges) needs.set(from, [...(needs.get(from) ?? []), to]);
  byId('list').replaceChildren(
    ...WORST.flatMap((fate) => {
      const these = nodes.filter((one) => one.fate === fate);
      if (these.length === 0) return [];
      const head = document.createElement('h2');
      head.textContent = `${SIGNS[fate]} ${WORDS[fate]}: ${these.length}`;
      const items = document.createElement('ul');
      items.append(
        ...these.map(({ id, label, data }) => {
          const item = document.createElement('li');
          const on = needs.get(id) ?? [];
          item.textContent = `${label}${data ? ', holds data' : ''}${on.length === 0 ? '' : `, depends on ${on.slice(0, 8).join(', ')}${on.length > 8 ? ' …' : ''}`}`;
          return item;
        }),
      );
      return [head, items];
    }),
  );
}

function tip(): SVGElement {
  const defs = element('defs', {});
  const marker = element('marker', { id: 'tip', viewBox: '0 0 8 8', refX: '6', refY: '4', markerWidth: '9', markerHeight: '9', markerUnits: 'userSpaceOnUse', orient: 'auto-start-reverse' });
  marker.append(element('path', { d: 'M0,0L8,4L0,8z' }));
  defs.append(marker);
  return defs;
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
