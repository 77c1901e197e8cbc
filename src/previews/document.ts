import { masked } from '../protocol/mask';
import type { DiffView } from '../protocol/messages';
import type { Becomes, Inventory, Item } from './preview';

export interface Section {
  /** Heading of this part, when there are several: the command it is about. */
  readonly title: string | null;
  readonly inventory: Inventory;
  /** Number of the finding that an item belongs to; null for one that stays. */
  findingOf(item: Item): number | null;
}

/** What fits a screen. The rest is told as counts, and whole in a text of its own. */
const DATA_SHOWN = 30;
const REST_SHOWN = 8;
const GROUPS_SHOWN = 12;
/** No editor marks and no person reads more. */
const LISTED = 2000;

/** The inventory as two texts with the same lines, to be read in five seconds: things that hold data first, the rest folded into counts. */
export function inventoryDiff(title: string, sections: readonly Section[]): DiffView {
  return viewOf(title, 'inventory.txt', sections, { data: DATA_SHOWN, rest: REST_SHOWN });
}

/** The same with every single thing in it; null when nothing was folded. */
export function wholeInventoryDiff(title: string, sections: readonly Section[]): DiffView | null {
  const folded = sections.some(({ inventory: { items } }) => items.filter(({ holdsData }) => holdsData).length > DATA_SHOWN || items.filter(({ holdsData }) => !holdsData).length > REST_SHOWN);
  return folded ? viewOf(`${title}, one by one`, 'inventory-in-full.txt', sections, { data: LISTED, rest: LISTED }) : null;
}

interface Room {
  readonly data: number;
  readonly rest: number;
}

interface Line {
  readonly left: string;
  readonly right: string;
  readonly finding: number | null;
}

function viewOf(title: string, path: string, sections: readonly Section[], room: Room): DiffView {
  const lines = sections.flatMap((section, i) => [...(i > 0 ? [plain('')] : []), ...sectionLines(section, room)]);
  return {
    title,
    path,
    left: text(lines.map(({ left }) => left)),
    right: text(lines.map(({ right }) => right)),
    marks: lines.flatMap(({ finding }, i) => (finding === null ? [] : (['left', 'right'] as const).map((side) => ({ side, line: i + 1, finding })))),
  };
}

function sectionLines(section: Section, room: Room): Line[] {
  const { title, inventory } = section;
  const { items, uncounted, source, heading = 'holds data' } = inventory;
  const data = items.filter(({ holdsData }) => holdsData);
  const rest = items.filter(({ holdsData }) => !holdsData);
  const all = rest.length + uncounted;
  return [
    ...(title === null ? [] : [plain(title)]),
    ...(source === '' ? [] : [...folded(source).map(plain), plain('')]),
    ...(data.length > 0 ? [plain(heading), ...itemLines(data.slice(0, room.data), section), ...more(data.length - room.data)] : []),
    ...(all > 0 ? [{ left: `everything else: ${all}`, right: `everything else: ${rest.filter(({ becomes }) => becomes.kind !== 'gone').length}`, finding: null }] : []),
    ...(rest.length > room.rest ? groupLines(rest, section) : itemLines(rest, section)),
    ...(items.length + uncounted === 0 ? [plain('nothing')] : []),
  ];
}

function itemLines(items: readonly Item[], { findingOf }: Section): Line[] {
  const width = widthOf(items.map(({ name }) => name));
  return items.map((item) => {
    const now = `  ${item.name.padEnd(width)}${item.detail}`.trimEnd();
    return { left: now, right: after(item, item.becomes, width, now), finding: findingOf(item) };
  });
}

function after({ name }: Item, becomes: Becomes, width: number, now: string): string {
  switch (becomes.kind) {
    case 'gone':
      return '  (gone)';
    case 'empty':
      return `  ${name.padEnd(width)}created again, EMPTY${becomes.why === '' ? '' : ` (${becomes.why})`}`;
    case 'changed':
      return `  ${name.padEnd(width)}${becomes.to}`;
    case 'kept':
      return now;
  }
}

/** `  aws_iam_role     12`, most first. */
function groupLines(rest: readonly Item[], { findingOf }: Section): Line[] {
  const groups = new Map<string, Item[]>();
  for (const item of rest) {
    const name = item.group ?? item.name.split(/[\s./]/)[0] ?? item.name;
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const width = widthOf(sorted.map(([name]) => name));
  const shown = sorted.slice(0, GROUPS_SHOWN).map(([name, items]): Line => {
    const left = `  ${name.padEnd(width)}${items.length}`;
    const told = tally(items);
    return { left, right: told === null ? left : told === '(gone)' ? '  (gone)' : `  ${name.padEnd(width)}${told}`, finding: items.map(findingOf).find((one) => one !== null) ?? null };
  });
  return [...shown, ...more(sorted.slice(GROUPS_SHOWN).reduce((sum, [, items]) => sum + items.length, 0))];
}

function tally(items: readonly Item[]): string | null {
  const of = (kind: Becomes['kind']) => items.filter(({ becomes }) => becomes.kind === kind).length;
  if (of('kept') === items.length) return null;
  if (of('gone') === items.length) return '(gone)';
  const parts = [[of('gone'), 'gone'], [of('empty'), 'created again, EMPTY'], [of('changed'), 'changed'], [of('kept'), 'kept']] as const;
  return parts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(', ');
}

function more(number: number): Line[] {
  return number > 0 ? [{ left: `  … and ${number} more`, right: `  … and ${number} more`, finding: null }] : [];
}

function widthOf(names: readonly string[]): number {
  return Math.min(48, Math.max(12, ...names.map(({ length }) => length))) + 2;
}

/** A long sentence stands on several lines, so that nothing has to be scrolled to. */
function folded(source: string): string[] {
  return source.length <= 90 ? [source] : source.split('; ').map((part, i) => (i === 0 ? part : `  ${part}`));
}

function plain(line: string): Line {
  return { left: line, right: line, finding: null };
}

function text(lines: readonly string[]): string {
  return masked(`${lines.join('\n')}\n`);
}
