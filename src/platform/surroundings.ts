import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, posix, win32 } from 'node:path';
import type { Surroundings } from '../engine/model';

const MAX_BYTES = 1024 * 1024;
const MAX_NAMES = 2000;

/** What the surroundings keep between questions: the tables only. Files change, so they are read anew for every proposal. */
export type TableCache = Map<string, string>;

export interface SurroundingsOptions {
  /** Folders that hold compiled tables, the first that has one wins. */
  readonly tables: readonly string[];
  readonly cache: TableCache;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The real machine as the engine may see it. One object serves one proposal: what it has read once stays the same until the verdict. */
export function realSurroundings({ tables, cache, env = process.env }: SurroundingsOptions): Surroundings {
  const files = new Map<string, string | null>();
  const folders = new Map<string, readonly string[] | null>();
  return {
    readFile: (path) => remembered(files, path, readText),
    listFiles: (path) => remembered(folders, path, namesIn),
    env,
    homeDirectory: env['HOME'] ?? homedir(),
    table: (name) => remembered(cache, name, (one) => readTable(one, tables)),
  };
}

/** A world made of a map of files, for `infrahold check` with `files`: the disk is not looked at. Relative paths count from `cwd`. */
export function givenSurroundings(given: Readonly<Record<string, string>>, cwd: string, options: SurroundingsOptions): Surroundings {
  const real = realSurroundings(options);
  // A folder of Windows is one on any machine: its files are found under whichever slashes a command writes.
  const windows = /^(?:[a-z]:|\\\\)/i.test(cwd);
  const placed = (path: string): string => (windows ? win32.resolve(cwd, path).replaceAll('\\', '/').replace(/^[A-Z]:/, (drive) => drive.toLowerCase()) : posix.resolve(cwd || '/', path));
  const files = new Map(Object.entries(given).map(([path, text]) => [placed(path), text]));
  return {
    ...real,
    readFile: (path) => files.get(placed(path)) ?? null,
    listFiles(path) {
      const inside = `${placed(path).replace(/\/$/, '')}/`;
      const names = [...files.keys()].filter((one) => one.startsWith(inside)).map((one) => one.slice(inside.length).replace(/\/.*$/, '/'));
      return names.length === 0 ? null : [...new Set(names)];
    },
  };
}

/** Text of a file; `null` when missing, not a plain file, not text, or over 1 MiB. Never blocks on a pipe or a device. */
export function readText(path: string): string | null {
  let file: number | undefined;
  try {
    // O_NONBLOCK: opening a named pipe must not wait for its other end.
    file = openSync(path, process.platform === 'win32' ? 'r' : 0o4000);
    const about = fstatSync(file);
    if (!about.isFile() || about.size > MAX_BYTES) return null;
    const bytes = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length <= MAX_BYTES; length += read) read = readSync(file, bytes, length, bytes.length - length, length);
    if (length > MAX_BYTES || bytes.subarray(0, Math.min(length, 8000)).includes(0)) return null;
    return bytes.toString('utf8', 0, length);
  } catch {
    return null;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function namesIn(path: string): readonly string[] | null {
  try {
    return readdirSync(path, { withFileTypes: true }).slice(0, MAX_NAMES).map((one) => (one.isDirectory() ? `${one.name}/` : one.name));
  } catch {
    return null;
  }
}

function readTable(name: string, folders: readonly string[]): string {
  for (const folder of folders) {
    try {
      return readFileSync(join(folder, `${name}.txt`), 'utf8');
    } catch {
      continue;
    }
  }
  throw new Error(`the table ${name} is missing: Infrahold is not installed whole`);
}

/** Where the tables are: beside the built file, or in the source tree when run from it. */
export function tableFolders(here: string): readonly string[] {
  const source = join(dirname(here), 'src', 'engine');
  return [join(here, 'tables'), ...['tools', 'changes', 'calls'].map((part) => join(source, part, 'tables'))];
}

function remembered<T>(memory: Map<string, T>, key: string, read: (key: string) => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = read(key);
  memory.set(key, value);
  return value;
}
