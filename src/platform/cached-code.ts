import { isAscii } from 'node:buffer';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { makePrivate } from './folder';
import { remove, writeWhole } from './files';

/**
 * Loads a built file as `require` would, with the code that V8 made of it the last time: that is half of what a large file costs at start.
 * Anything wrong with the kept code (another Node, a newer build) means that it is made again.
 */
export function requireCached(file: string, folder: string): unknown {
  const bytes = readFileSync(file);
  // Plain ASCII is read faster, and kept in half the room.
  const source = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const kept = join(folder, `${process.version}-${process.arch}-${Math.round(statSync(file).mtimeMs)}-${source.length}.bin`);
  const code = bytesOf(kept);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, { filename: file, ...(code === null ? {} : { cachedData: code }) });
  const made: { exports: unknown } = { exports: {} };
  const run = script.runInThisContext() as (exports: unknown, require: NodeJS.Require, module: unknown, filename: string, dirname: string) => void;
  run(made.exports, createRequire(file), made, file, dirname(file));
  if (code === null || script.cachedDataRejected === true) process.once('exit', () => keep(script, kept, folder));
  return made.exports;
}

/** At the end, when what was needed has been compiled. Without a place to keep it the next start is as slow as this one. */
function keep(script: Script, path: string, folder: string): void {
  try {
    makePrivate(dirname(folder));
    makePrivate(folder);
    // What an older build left for this Node is of no use any more.
    for (const name of readdirSync(folder).filter((one) => one.startsWith(`${process.version}-`))) remove(join(folder, name));
    writeWhole(path, script.createCachedData(), 0o600);
  } catch {
    // A full disk or a home that cannot be written to.
  }
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
