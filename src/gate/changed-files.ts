import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChange } from '../engine/model';
import { readText } from '../platform/surroundings';
import { isWithin } from '../platform/windows';
import type { Commits } from './commits';
import { isInfrastructure } from './families';
import type { Reviews } from './reviewed';

/** Infrastructure files that are not as they were last reviewed. */
export interface ChangedFiles {
  /** In a folder (or one file), as they are on disk now. `before` is what was reviewed. */
  in(place: string, fits: RegExp | null): readonly FileChange[];
}

/** Folders that nobody writes infrastructure in, and how much of the others is looked at. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules', '.terraform', '.terragrunt-cache', '.venv', 'venv', '__pycache__', 'dist', 'build', 'target', 'vendor', 'cdk.out', '.next', '.cache', 'coverage']);
const MAX_FILES = 20_000;
const MAX_DEPTH = 16;
const MAX_CHANGED = 500;

/** `known` files are hashed again only when they were written since. */
export function openChangedFiles(commits: Commits, reviews: Reviews): ChangedFiles {
  const hashed = new Map<string, { readonly stamp: string; readonly id: string | null }>();
  return {
    in(place, fits) {
      const wanted = (path: string): boolean => isInfrastructure(path) && (fits === null || fits.test(path));
      const folder = statSync(place, { throwIfNoEntry: false })?.isFile() === true ? join(place, '..') : place;
      const listed = commits.filesIn(folder);
      if (listed === null) return [];
      const committed = new Map([...listed].filter(([path]) => isWithin(path, place) && wanted(path)));
      const there = folder === place ? filesUnder(place).filter(wanted) : [place].filter(wanted);
      const present = new Set(there);
      const isMarked = reviews.marks();
      const candidates = [...there.filter((path) => isMarked(path) || idOf(path, committed.get(path)?.length ?? 40) !== committed.get(path)), ...[...committed.keys()].filter((path) => !present.has(path) && statSync(path, { throwIfNoEntry: false }) === undefined)].slice(0, MAX_CHANGED);
      commits.prepare(candidates.flatMap((path) => (committed.has(path) ? [{ path, id: committed.get(path) as string }] : [])));
      return candidates.flatMap((path): FileChange[] => {
        const reviewed = reviews.of(path);
        const after = readText(path);
        return reviewed.kind === 'nothing' || reviewed.text === after ? [] : [{ path, before: reviewed.text, after }];
      });
    },
  };

  /** The id git would give to the content, so that only what differs is read from the repository. */
  function idOf(path: string, length: number): string | null {
    const about = statSync(path, { throwIfNoEntry: false });
    if (about?.isFile() !== true || about.size > 1024 * 1024) return null;
    const stamp = `${about.mtimeMs} ${about.ctimeMs} ${about.size} ${about.ino} ${length}`;
    const known = hashed.get(path);
    if (known?.stamp === stamp) return known.id;
    if (hashed.size > MAX_FILES) hashed.clear();
    const id = contentId(path, length);
    hashed.set(path, { stamp, id });
    return id;
  }
}

function contentId(path: string, length: number): string | null {
  try {
    const content = readFileSync(path);
    const { createHash } = require('node:crypto') as typeof import('node:crypto');
    return createHash(length === 64 ? 'sha256' : 'sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  } catch {
    return null;
  }
}

function filesUnder(root: string): readonly string[] {
  const found: string[] = [];
  const walk = (folder: string, depth: number): void => {
    if (depth > MAX_DEPTH || found.length > MAX_FILES) return;
    for (const entry of namesIn(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) walk(path, depth + 1);
      else if (entry.isFile() || entry.isSymbolicLink()) found.push(path);
    }
  };
  walk(root, 0);
  return found;
}

function namesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // It may be gone by now, or somebody else's.
    return [];
  }
}
