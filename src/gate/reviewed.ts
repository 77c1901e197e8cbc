import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole, sha256, writeWhole } from '../platform/files';
import { makePrivate, type UserFolder } from '../platform/folder';
import { isObject } from '../protocol/proposal';
import type { Commits } from './commits';

/** What of a file was last reviewed. `text` null: that it does not exist. `nothing`: in no commit, and never marked. */
export type LastReviewed =
  | { readonly kind: 'text'; readonly text: string | null; readonly by: string; readonly at: string | null }
  | { readonly kind: 'nothing' };

/**
 * The last reviewed content of files: the last commit, until a person marks a file as reviewed; then that text, until a later commit has another.
 * What a person has marked is kept in their own folder, never in the workspace, which an assistant can write.
 */
export interface Reviews {
  of(path: string): LastReviewed;
  /** Tells of many files quickly whether a person ever marked them. */
  marks(): (path: string) => boolean;
  /** A person has seen exactly this text (null: that the file is gone) and accepts it. */
  mark(path: string, text: string | null, by: string, at: string): void;
}

interface Mark {
  readonly path: string;
  readonly sha256: string;
  readonly text: string | null;
  /** Hash of what the last commit had when it was marked. */
  readonly committed: string;
  readonly by: string;
  readonly at: string;
}

export function openReviews(folder: UserFolder, commits: Commits): Reviews {
  const place = join(folder.root, 'reviewed');
  return {
    of(path) {
      const committed = commits.textOf(path);
      const mark = markIn(readWhole(join(place, nameOf(path))), path);
      if (mark !== null && (committed === undefined || mark.committed === hashOf(committed))) return { kind: 'text', text: mark.text, by: mark.by, at: mark.at };
      return committed === undefined ? { kind: 'nothing' } : { kind: 'text', text: committed, by: 'the last commit', at: null };
    },
    marks() {
      const names = new Set(namesIn(place));
      return (path) => names.size > 0 && names.has(nameOf(path));
    },
    mark(path, text, by, at) {
      makePrivate(folder.root);
      makePrivate(place);
      const mark: Mark = { path, sha256: hashOf(text), text, committed: hashOf(commits.textOf(path)), by, at };
      writeWhole(join(place, nameOf(path)), `${JSON.stringify(mark)}\n`, 0o600);
    },
  };
}

export function hashOf(text: string | null | undefined): string {
  return typeof text === 'string' ? sha256(text) : 'none';
}

function namesIn(place: string): string[] {
  try {
    return readdirSync(place);
  } catch {
    // Nothing was ever marked.
    return [];
  }
}

function nameOf(path: string): string {
  return `${sha256(path).slice(0, 32)}.json`;
}

/** A mark that does not fit its own hash, or another path, is none. */
function markIn(written: string | null, path: string): Mark | null {
  if (written === null) return null;
  try {
    const read: unknown = JSON.parse(written);
    if (!isObject(read) || read['path'] !== path || (typeof read['text'] !== 'string' && read['text'] !== null)) return null;
    return read['sha256'] === hashOf(read['text']) ? (read as unknown as Mark) : null;
  } catch {
    return null;
  }
}
