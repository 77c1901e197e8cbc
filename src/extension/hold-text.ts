import type { DiffView, HoldView } from '../protocol/messages';

/** One side-by-side text of a hold as it stands in the editor: the banner on top, then what the server sent. Lines count from 0. */
export interface HoldText {
  readonly left: string;
  readonly right: string;
  readonly bannerLines: number;
  readonly marks: readonly { readonly side: 'left' | 'right'; readonly line: number; readonly finding: number }[];
}

/** Fits a pane of a diff editor beside the side bar of a window 1400 pixels wide. */
const  WIDTH = 50;

export function holdText(hold: HoldView, index: number): HoldText {
  const diff = hold.diffs[index] ?? NOTHING;
  const lines = bannerOf(hold, index).flatMap(fold).map(commentedFor(diff.path));
  const head = lines.length > 0 ? [...lines, ''] : [];
  const top = head.length > 0 ? `${head.join('\n')}\n` : '';
  return {
    left: top + diff.left,
    right: top + diff.right,
    bannerLines: lines.length,
    marks: diff.marks.map((mark) => ({ ...mark, line: mark.line - 1 + head.length })),
  };
}

/** A hold that is shown before its server has made a diff for it still says what is held. */
const NOTHING: DiffView = { title: '', path: 'hold.txt', left: '', right: '', marks: [] };

/** The whole banner stands over the first text; the others say which one of how many they are. */
function bannerOf(hold: HoldView, index: number): readonly string[] {
  const again = hold.again === null ? [] : [hold.again];
  const preview = hold.preview.note === '' ? [] : [hold.preview.note];
  const all = [...hold.banner, ...again, ...preview];
  if (index === 0) return all;
  return [`${hold.title} (${index + 1} of ${hold.diffs.length})`, ...all.slice(0, 1)];
}

/** Breaks where the line has a bar, else between words. What follows is set in, so that it reads as one entry. */
function fold(line: string): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const bar = rest.lastIndexOf(' | ', WIDTH);
    const space = rest.lastIndexOf(' ', WIDTH);
    const at = bar >  WIDTH / 3 ? bar + 1 : space > WIDTH / 2 ? space : WIDTH;
    parts.push(rest.slice(0, at).trimEnd());
    rest = `  ${rest.slice(at).replace(/^[\s|]+/, '')}`;
  }
  return [...parts, rest];
}

/** The banner must not upset the colours of the file under it, so it stands in the file's own kind of comment. */
function commentedFor(path: string): (line: string) => string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : name.toLowerCase();
  const mark = Object.hasOwn(COMMENTS, extension) ? COMMENTS[extension] : undefined;
  return mark === undefined ? (line) => line : (line) => `${mark} ${line}`;
}

const COMMENTS: Readonly<Record<string, string>> = {
  tf: '#', tfvars: '#', hcl: '#', tofu: '#', yaml: '#', yml: '#', sh: '#', bash: '#', py: '#', rb: '#', toml: '#', ps1: '#', makefile: '#', dockerfile: '#', mk: '#', properties: '#', env: '#',
  json: '//', jsonc: '//', js: '//', ts: '//', mjs: '//', go: '//', java: '//', cs: '//', bicep: '//', groovy: '//', prisma: '//',
  sql: '--',
};
