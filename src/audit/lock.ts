import { closeSync, openSync, rmSync, statSync } from 'node:fs';

/** A writer needs a few milliseconds; one that left its lock this long ago was killed. */
const STALE = 3000;
const PATIENCE = 5000;

/** Runs `work` while no other process of ours does. Throws when the lock cannot be had in five seconds. */
export function withLock<T>(path: string, work: () => T): T {
  const until = Date.now() + PATIENCE;
  while (!taken(path)) {
    if (isStale(path)) rmSync(path, { force: true });
    else if (Date.now() > until) throw new Error(`${path} is held by another process`);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function taken(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > STALE;
  } catch {
    return false;
  }
}
