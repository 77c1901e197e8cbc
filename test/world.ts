import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from '../src/engine/model';

const TABLES = ['src/engine/tools/tables', 'src/engine/changes/tables', 'src/engine/calls/tables'];
const read = new Map<string, string>();

export interface World {
  /** Absolute path to text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A world made of what a test says, with the real tables. The home folder is /home/me. */
export function world({ files = {}, env = {} }: World = {}): Surroundings {
  const paths = Object.keys(files);
  return {
    readFile: (path) => files[path] ?? null,
    listFiles(path) {
      const inside = path.endsWith('/') ? path : `${path}/`;
      const names = paths.filter((one) => one.startsWith(inside)).map((one) => one.slice(inside.length).replace(/\/.*$/, '/'));
      return names.length === 0 ? null : [...new Set(names)];
    },
    env,
    homeDirectory: '/home/me',
    table,
  };
}

/** The real table, from the source tree. */
export function table(name: string): string {
  if (!read.has(name)) {
    const path = TABLES.map((folder) => join(process.cwd(), folder, `${name}.txt`)).find(existsSync);
    if (!path) throw new Error(`no table ${name}`);
    read.set(name, readFileSync(path, 'utf8'));
  }
  return read.get(name) as string;
}
