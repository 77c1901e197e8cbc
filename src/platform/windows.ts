import { lstatSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../protocol/proposal';
import { readWhole, remove, writeWhole } from './files';
import { sha256 } from './digest';
import { makePrivate, type UserFolder } from './folder';
import { isAlive } from './alive';

/** An editor window that can answer: it owns the folders it has open. */
export interface Window {
  readonly id: string;
  readonly protocol: number;
  readonly pid: number;
  readonly socket: string;
  readonly folders: readonly string[];
  readonly startedAt: string;
}

/** Where a window listens. A Unix socket's path may have about 100 bytes; a longer home falls back to a private folder beside the temporary files. */
export function socketFor(folder: UserFolder, id: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\infrahold-${sha256(folder.root).slice(0, 12)}-${id}`;
  const usual = join(folder.run, `${id}.sock`);
  if (Buffer.byteLength(usual) <= 100) return usual;
  const short = join(tmpdir(), `infrahold-${process.getuid?.() ?? 0}`);
  makePrivate(short);
  return join(short, `${sha256(folder.root).slice(0, 8)}-${id}.sock`);
}

export function register(folder: UserFolder, window: Window): void {
  makePrivate(folder.root);
  makePrivate(folder.run);
  writeWhole(join(folder.run, `${window.id}.json`), `${JSON.stringify(window, null, 1)}\n`, 0o600);
  writeIndex(folder);
}

export function unregister(folder: UserFolder, window: Pick<Window, 'id' | 'socket'>): void {
  remove(join(folder.run, `${window.id}.json`));
  if (process.platform !== 'win32') remove(window.socket);
  writeIndex(folder);
}

/** Windows whose process lives, newest first. What is left of others is taken away. */
export function openWindows(folder: UserFolder): readonly Window[] {
  let names: string[];
  try {
    names = readdirSync(folder.run).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  const found = names.flatMap((name) => {
    const file = join(folder.run, name);
    const window = isOurs(file) ? windowIn(readWhole(file)) : null;
    if (window && isAlive(window.pid)) return [window];
    if (window) forget(file, window);
    return [];
  });
  return found.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

function forget(file: string, window: Window): void {
  remove(file);
  if (process.platform !== 'win32') remove(window.socket);
}

/** The window that owns a folder: the one with the longest folder above it. Null when no window has it open. */
export function ownerOf(cwd: string, windows: readonly Window[]): Window | null {
  let best: { window: Window; length: number } | null = null;
  for (const window of windows) {
    for (const folder of window.folders) {
      if (isWithin(cwd, folder) && folder.length > (best?.length ?? -1)) best = { window, length: folder.length };
    }
  }
  return best?.window ?? null;
}

export function isWithin(path: string, folder: string): boolean {
  const [inner, outer] = process.platform === 'win32' ? [path.toLowerCase().replaceAll('\\', '/'), folder.toLowerCase().replaceAll('\\', '/')] : [path, folder];
  return inner === outer || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}

/** `folder TAB pid TAB socket`, one line a folder, so that a shell script can choose without starting anything. A window without a folder has an empty one. */
function writeIndex(folder: UserFolder): void {
  const lines = openWindows(folder).flatMap(({ folders, pid, socket }) => (folders.length > 0 ? folders : ['/']).filter((one) => !/[\t\n]/.test(one)).map((one) => `${one}\t${pid}\t${socket}\n`));
  writeWhole(folder.index, lines.join(''), 0o600);
}

/** Somebody else's file in our folder would lead payloads to a stranger. */
function isOurs(file: string): boolean {
  try {
    const about = lstatSync(file);
    return about.isFile() && (process.platform === 'win32' || about.uid === process.getuid?.());
  } catch {
    return false;
  }
}

function windowIn(text: string | null): Window | null {
  try {
    const read: unknown = JSON.parse(text ?? '');
    if (!isObject(read) || typeof read['pid'] !== 'number' || typeof read['socket'] !== 'string' || !Array.isArray(read['folders'])) return null;
    return read as unknown as Window;
  } catch {
    return null;
  }
}
