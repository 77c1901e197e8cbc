import { masked } from '../protocol/mask';
import type { DiffView } from '../protocol/messages';
import type { Becomes, Inventory, Item } from './preview';

const LISTED = 400;

export interface Section {
  /** Heading of this part, when there are several: the command it is about. */
  readonly title: string | null;
  readonly inventory: Inventory;
  /** Number of the finding that an item belongs to; null for one that stays. */
  findingOf(item: Item): number | null;
}

/** The inventory as two texts with the same lines: what exists now, and what would be left. Things that hold data come first. */
export function inventoryDiff(title: string, sections: readonly Section[]): DiffView {
  const lines: Line[] = sections.flatMap((section, i) => [...(i > 0 ? [plain('')] : []), ...sectionLines(section)]);
  return {
    title,
    path: 'inventory.txt',
    left: text(lines.map(({ left }) => left)),
    right: text(lines.map(({ right }) => right)),
    marks: lines.flatMap(({ finding }, i) => (finding === null ? [] : (['left', 'right'] as const).map((side) => ({ side, line: i + 1, finding })))),
  };
}

interface Line {
  readonly left: string;
  readonly right: string;
  readonly finding: number | null;
}

function sectionLines({ title, inventory, findingOf }: Section): Line[] {
  const { items, uncounted, source } = inventory;
  const width = Math.min(48, Math.max(12, ...items.map(({ name }) => name.length))) + 2;
  const data = items.filter(({ holdsData }) => holdsData);
  const rest = items.filter(({ holdsData }) => !holdsData);
  const left = rest.length + uncounted;
  const kept = rest.filter(({ becomes }) => becomes.kind !== 'gone').length;
  return [
    ...(title === null ? [] : [plain(title)]),
    ...(source === '' ? [] : [plain(source), plain('')]),
    ...(data.length > 0 ? [plain('holds data'), ...data.slice(0, LISTED).map((item) => itemLine(item, width, findingOf(item)))] : []),
    ...(left > 0 ? [{ left: `everything else: ${left}`, right: `everything else: ${kept}`, finding: null }, ...rest.slice(0, LISTED).map((item) => itemLine(item, width, findingOf(item)))] : []),
    ...(items.length + uncounted === 0 ? [plain('nothing')] : []),
    ...(rest.length > LISTED || data.length > LISTED ? [plain(`  … and ${Math.max(0, rest.length - LISTED) + Math.max(0, data.length - LISTED)} more`)] : []),
  ];
}

function itemLine(item: Item, width: number, finding: number | null): Line {
  const now = `  ${item.name.padEnd(width)}${item.detail}`.trimEnd();
  return { left: now, right: after(item, item.becomes, width, now), finding };
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

function plain(line: string): Line {
  return { left: line, right: line, finding: null };
}

function text(lines: readonly string[]): string {
  return masked(`${lines.join('\n')}\n`);
}
