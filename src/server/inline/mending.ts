import type { Finding } from '../../engine/model';
import { hunksOf, linesOf, type Hunk } from './lines';
import { movedBlocks, removedBlocks, type Mend } from './terraform-mends';

/**
 * Ways to mend what a finding says, each tried: a mend is offered only when the file, judged again with it, no longer has the finding and has no new one.
 * `judge` gives the findings of a text against what was last reviewed.
 */
export function mendsFor(finding: Finding, path: string, reviewed: string | null, now: string, findings: readonly Finding[], judge: (text: string) => readonly Finding[]): readonly Mend[] {
  const known = new Set(findings.map(keyOf));
  const mends = (text: string): boolean => {
    const left = judge(text);
    return text !== now && left.every((one) => known.has(keyOf(one)) && keyOf(one) !== keyOf(finding));
  };
  const restored = reviewed === null ? undefined : restorations(finding, reviewed, now).find(mends);
  const others = [...movedBlocks(finding, path, reviewed ?? '', now), ...removedBlocks(finding, path, now)].filter(({ text }) => mends(text));
  return [...(restored === undefined ? [] : [{ title: titleOf(finding, now, restored), text: restored }]), ...others];
}

export function keyOf({ rule, effect: { verb, resource } }: Finding): string {
  return `${rule}\n${verb}\n${resource.type}\n${resource.address}`;
}

/** Texts with what was reviewed put back, from the smallest change to the largest. */
function restorations({ effect: { place } }: Finding, reviewed: string, now: string): readonly string[] {
  if (place.in !== 'file') return [];
  const end = now.includes('\r\n') ? '\r\n' : '\n';
  const old = linesOf(reviewed);
  const lines = linesOf(now);
  const hunks = hunksOf(reviewed, now);
  const [from, to] = [place.startLine - 1, place.endLine];
  const touched = hunks.filter((hunk) => overlaps(hunk[place.side], from, to));
  const joined = (all: readonly string[]): string => all.join(end);
  return [...(place.side === 'after' ? sameLines(touched, from, to, old, lines) : goneLines(touched, from, to, old, lines)), ...(touched.length === 0 ? [] : [reverted(touched, old, lines)]), ...(place.side === 'before' ? besides(hunks, from, to, old, lines) : []), ...around(hunks, touched, old, lines), reverted(hunks, old, lines)].map(joined);
}

function overlaps([start, end]: readonly [number, number], from: number, to: number): boolean {
  return start < to && end > from;
}

/** Only the flagged lines, where as many stood there before. */
function sameLines(touched: readonly Hunk[], from: number, to: number, old: readonly string[], lines: readonly string[]): string[][] {
  return touched.filter(({ before, after }) => before[1] - before[0] === after[1] - after[0]).map(({ before, after }) => {
    const [start, end] = [Math.max(from, after[0]), Math.min(to, after[1])];
    return [...lines.slice(0, start), ...old.slice(before[0] + start - after[0], before[0] + end - after[0]), ...lines.slice(end)];
  });
}

/** Only the lines that are gone, where all of them went together; with the comments and empty lines around them that went as well. */
function goneLines(touched: readonly Hunk[], from: number, to: number, old: readonly string[], lines: readonly string[]): string[][] {
  return touched.filter(({ before, after }) => before[0] <= from && before[1] >= to && (after[0] === after[1] || from > before[0])).map(({ before, after }) => {
    let [start, end] = [from, to];
    while (start > before[0] && isQuiet(old[start - 1])) start -= 1;
    while (end < before[1] && isQuiet(old[end])) end += 1;
    const at = after[0] === after[1] ? after[0] : Math.min(after[0] + from - before[0], after[1]);
    return [...lines.slice(0, at), ...old.slice(start, end), ...lines.slice(at)];
  });
}

function isQuiet(line: string | undefined): boolean {
  return line !== undefined && /^\s*(?:$|#|\/\/|--|\/?\*)/.test(line);
}

/** What stood there, whole, beside what stands there now. */
function besides(hunks: readonly Hunk[], from: number, to: number, old: readonly string[], lines: readonly string[]): string[][] {
  const touched = hunks.filter(({ before }) => overlaps(before, from, to));
  const first = touched[0];
  if (!first) return [];
  const last = hunks.filter(({ before }) => before[0] < to).at(-1) ?? first;
  const at = last.after[1] + Math.max(0, to - last.before[1]);
  return [[...lines.slice(0, at), '', ...old.slice(from, to), ...lines.slice(at)]];
}

/** The changes next to those that were flagged as well: a protection can stand on several lines that changed one by one. */
function around(hunks: readonly Hunk[], touched: readonly Hunk[], old: readonly string[], lines: readonly string[]): string[][] {
  const first = touched[0] ? hunks.indexOf(touched[0]) : -1;
  return first < 0 ? [] : [reverted(hunks.slice(Math.max(0, first - 1), first + touched.length + 1), old, lines)];
}

function reverted(hunks: readonly Hunk[], old: readonly string[], lines: readonly string[]): string[] {
  const out: string[] = [];
  let at = 0;
  for (const { before, after } of hunks) {
    out.push(...lines.slice(at, after[0]), ...old.slice(before[0], before[1]));
    at = after[1];
  }
  return [...out, ...lines.slice(at)];
}

function titleOf({ effect: { verb, resource } }: Finding, now: string, restored: string): string {
  const back = hunksOf(now, restored).flatMap(({ after }) => linesOf(restored).slice(after[0], after[1]));
  const [only] = back.filter((line) => line.trim() !== '');
  const told = back.length === 1 && only !== undefined ? `: ${only.trim().slice(0, 60)}` : '';
  if (verb === 'unprotect') return `Restore the protection of ${resource.address}${told}`;
  if (verb === 'delete' || verb === 'forget') return `Restore ${resource.address}${told}`;
  return `Put back what was reviewed of ${resource.address}${told}`;
}
