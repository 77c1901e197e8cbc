import { lstatSync, readdirSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import { count, listed } from './answers';

const MAX_FILES = 20_000;
const MAX_MILLISECONDS = 1500;

/** A file or everything below a folder, counted. Links are counted, never followed: removing one leaves what it points at. */
export interface Tree {
  readonly isFolder: boolean;
  readonly isLink: boolean;
  readonly files: number;
  readonly folders: number;
  readonly bytes: number;
  /** When anything in it was changed last: `2026-03-04 15:16`. */
  readonly newest: string;
  /** Not all of it was counted. */
  readonly isCut: boolean;
}

/** Null when nothing is there. Stops at twenty thousand files or a second and a half. */
export function measured(path: string): Tree | null {
  const about = statOf(path);
  if (about === null) return null;
  const until = Date.now() + MAX_MILLISECONDS;
  const pending: [path: string, about: Stats][] = [[path, about]];
  let files = 0;
  let folders = 0;
  let bytes = 0;
  let newest = about.mtimeMs;
  let isCut = false;
  while (pending.length > 0 && !isCut) {
    const [next, own] = pending.pop() as [string, Stats];
    newest = Math.max(newest, own.mtimeMs);
    if (!own.isDirectory()) {
      files += 1;
      bytes += own.size;
    } else {
      folders += 1;
      for (const { name } of entries(next)) {
        const inner = statOf(join(next, name));
        if (inner) pending.push([join(next, name), inner]);
      }
    }
    isCut = files >= MAX_FILES || ((files + folders) % 256 === 0 && Date.now() > until);
  }
  return { isFolder: about.isDirectory(), isLink: about.isSymbolicLink(), files, folders, bytes, newest: timed(newest), isCut };
}

/** `120 files, 4.2 MB, last changed 2026-03-04 15:16`. */
export function told({ isFolder, isLink, files, bytes, newest, isCut }: Tree): string {
  if (isLink) return 'a link; what it points at stays';
  return listed(isFolder && `${files}${isCut ? ' or more' : ''} ${count(files, 'file').replace(/^\d+ /, '')}`, sized(bytes), `last changed ${newest}`);
}

export function sized(number: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const unit = number < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(number) / Math.log(1024)));
  const value = number / 1024 ** unit;
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

export function timed(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');
}

export function statOf(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}

export function entries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
