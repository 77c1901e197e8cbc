/** A stretch of lines that differs. Lines count from 0, half-open; one side may be empty. */
export interface Hunk {
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
}

/** More changed lines than this are taken as one stretch: nobody mends those line by line. */
const MAX_EDITS = 600;

/** Where two texts differ, line by line. Line endings count as nothing. */
export function hunksOf(before: string, after: string): readonly Hunk[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const [oldEnd, nowEnd] = [old.length - end, now.length - end];
  if (start === oldEnd && start === nowEnd) return [];
  const kept = keptLines(old.slice(start, oldEnd), now.slice(start, nowEnd));
  if (kept === null) return [{ before: [start, oldEnd], after: [start, nowEnd] }];
  const hunks: Hunk[] = [];
  let [i, j] = [start, start];
  for (const [x, y] of [...kept.map(([x, y]) => [x + start, y + start] as const), [oldEnd, nowEnd] as const]) {
    if (x > i || y > j) hunks.push({ before: [i, x], after: [j, y] });
    [i, j] = [x + 1, y + 1];
  }
  return hunks;
}

/** The line of `after` (from 1) where a line of `before` (from 1) stands; where it is gone, the line above that is still there, or what stands in its place. */
export function lineNow(hunks: readonly Hunk[], line: number, last: number): number {
  const at = line - 1;
  let shift = 0;
  for (const { before, after } of hunks) {
    if (at < before[0]) break;
    if (at < before[1]) return clamp(after[1] > after[0] ? Math.min(after[0] + (at - before[0]), after[1] - 1) + 1 : after[0], last);
    shift = after[1] - before[1];
  }
  return clamp(line + shift, last);
}

export function linesOf(text: string): string[] {
  return text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

function clamp(line: number, last: number): number {
  return Math.max(1, Math.min(line, Math.max(1, last)));
}

/** Pairs of lines that stay, by Myers' shortest edit; null when it would take too many edits. */
function keptLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] | null {
  const ways: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(MAX_EDITS, a.length + b.length); edits += 1) {
    ways.push(new Map(reach));
    const next = new Map(reach);
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(ways, a, b);
    }
    reach = next;
  }
  return null;
}

function walkBack(ways: readonly Map<number, number>[], a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const kept: [number, number][] = [];
  let [x, y] = [a.length, b.length];
  for (let edits = ways.length - 1; edits >= 0; edits -= 1) {
    const reach = ways[edits] as Map<number, number>;
    const k = x - y;
    const down = k === -edits || (k !== edits && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const fromK = down ? k + 1 : k - 1;
    const fromX = edits === 0 ? 0 : (reach.get(fromK) ?? 0);
    const fromY = edits === 0 ? 0 : fromX - fromK;
    while (x > fromX && y > fromY && x > 0 && y > 0 && a[x - 1] === b[y - 1]) {
      kept.push([x - 1, y - 1]);
      [x, y] = [x - 1, y - 1];
    }
    if (edits > 0) [x, y] = [fromX, fromY];
  }
  return kept.reverse();
}
