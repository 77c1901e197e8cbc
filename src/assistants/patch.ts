import type { FileChange } from '../engine/model';
import type { Edited } from './edits';

interface Section {
  readonly operation: 'Add' | 'Update' | 'Delete';
  readonly path: string;
  moveTo: string | null;
  readonly lines: string[];
}

/**
 * A patch in the V4A form (`*** Begin Patch` … `*** Update File: x` … `*** End Patch`), applied to the files as they are.
 * Null when it has no section at all. A hunk that does not fit is shown by itself, like an edit that does not apply.
 */
export function applyPatch(text: string, resolve: (path: string) => string, readFile: (path: string) => string | null): Edited | null {
  const sections = sectionsOf(text);
  if (sections.length === 0) return null;
  const parts = sections.map((section) => applySection(section, resolve, readFile));
  return { files: parts.flatMap(({ files }) => files), incomplete: parts.find((part) => part.incomplete !== null)?.incomplete ?? null };
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  for (const line of text.split(/\r?\n/)) {
    const head = /^\*\*\* (Add|Update|Delete) File: (.+?)\s*$/.exec(line);
    const move = /^\*\*\* Move to: (.+?)\s*$/.exec(line);
    const section = sections.at(-1);
    if (/^\*\*\* End Patch/.test(line)) break;
    if (head) sections.push({ operation: head[1] as Section['operation'], path: head[2] as string, moveTo: null, lines: [] });
    else if (move && section) section.moveTo = move[1] as string;
    else if (/^\*\*\* (?:Begin Patch|End of File)/.test(line)) continue;
    else section?.lines.push(line);
  }
  return sections;
}

function applySection({ operation, path, moveTo, lines }: Section, resolve: (path: string) => string, readFile: (path: string) => string | null): Edited {
  const from = resolve(path);
  const before = readFile(from);
  if (operation === 'Delete') return { files: [{ path: from, before: before ?? '', after: null }], incomplete: before === null ? `${from} could not be read` : null };
  if (operation === 'Add') return { files: [{ path: from, before, after: added(lines) }], incomplete: null };
  const hunks = hunksOf(lines);
  const { after, left } = applyHunks(before, hunks);
  const incomplete = left.length > 0 ? `a part of the patch does not fit ${from}` : null;
  const fragments: FileChange[] = left.map((hunk) => ({ path: from, before: hunk.old.join('\n'), after: hunk.fresh.join('\n') }));
  const changed: FileChange[] = before === null || after === null || (after === before && moveTo === null) ? [] : moveTo === null ? [{ path: from, before, after }] : moved(from, resolve(moveTo), before, after, readFile);
  return { files: [...changed, ...fragments], incomplete };
}

function moved(from: string, to: string, before: string, after: string, readFile: (path: string) => string | null): FileChange[] {
  return [{ path: from, before, after: null }, { path: to, before: readFile(to), after }];
}

function added(lines: readonly string[]): string {
  return lines.filter((line) => line.startsWith('+')).map((line) => `${line.slice(1)}\n`).join('');
}

interface Hunk {
  /** Lines of the file to find first (`@@ class X`), so that the change goes to the right place. */
  readonly anchors: readonly string[];
  readonly old: string[];
  readonly fresh: string[];
}

function hunksOf(lines: readonly string[]): Hunk[] {
  const hunks: Hunk[] = [];
  for (const line of lines) {
    if (line.startsWith('@@')) {
      const anchor = line.slice(2).trim();
      const last = hunks.at(-1);
      const stacked = last && last.old.length === 0 && last.fresh.length === 0;
      if (stacked) hunks.pop();
      hunks.push({ anchors: [...(stacked ? last.anchors : []), ...(anchor === '' ? [] : [anchor])], old: [], fresh: [] });
      continue;
    }
    if (hunks.length === 0) hunks.push({ anchors: [], old: [], fresh: [] });
    const hunk = hunks.at(-1) as Hunk;
    if (line.startsWith('-')) hunk.old.push(line.slice(1));
    else if (line.startsWith('+')) hunk.fresh.push(line.slice(1));
    else {
      // A bare empty line is an empty line of context whose space was lost.
      const context = line.startsWith(' ') ? line.slice(1) : line;
      hunk.old.push(context);
      hunk.fresh.push(context);
    }
  }
  return hunks.filter(({ old, fresh }) => old.length > 0 || fresh.length > 0);
}

function applyHunks(before: string | null, hunks: readonly Hunk[]): { readonly after: string | null; readonly left: readonly Hunk[] } {
  if (before === null) return { after: null, left: hunks };
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  const lines = before.split(/\r?\n/);
  const left: Hunk[] = [];
  let from = 0;
  for (const hunk of hunks) {
    const anchored = hunk.anchors.reduce((at, anchor) => Math.max(at, lines.findIndex((line, i) => i >= at && line.trim() === anchor)), from);
    const trimmed = withoutTrailingEmpty(hunk);
    const found = [hunk, trimmed].map((one) => [one, place(lines, one.old, anchored, from)] as const).find(([, at]) => at >= 0);
    if (!found) {
      left.push(hunk);
      continue;
    }
    const [fitting, at] = found;
    lines.splice(at, fitting.old.length, ...fitting.fresh);
    from = at + fitting.fresh.length;
  }
  return { after: lines.join(end), left };
}

/** The last line of a hunk may be the empty line before the next section. */
function withoutTrailingEmpty(hunk: Hunk): Hunk {
  const ends = hunk.old.at(-1) === '' && hunk.fresh.at(-1) === '';
  return ends ? { ...hunk, old: hunk.old.slice(0, -1), fresh: hunk.fresh.slice(0, -1) } : hunk;
}

function place(lines: readonly string[], old: readonly string[], ...starts: readonly number[]): number {
  if (old.length === 0) return lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const same: readonly ((a: string, b: string) => boolean)[] = [(a, b) => a === b, (a, b) => a.trimEnd() === b.trimEnd(), (a, b) => a.trim() === b.trim()];
  for (const equal of same) {
    for (const start of [...starts, 0]) {
      for (let at = start; at + old.length <= lines.length; at += 1) {
        if (old.every((line, i) => equal(line, lines[at + i] as string))) return at;
      }
    }
  }
  return -1;
}
