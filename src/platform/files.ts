import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Replaces a file at once: whoever reads it sees the old text or the new one, never half. Follows a link to the file it names; keeps the mode. */
export function writeWhole(path: string, text: string | Buffer, mode?: number): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  mkdirSync(dirname(target), { recursive: true });
  const kept = mode ?? (existsSync(target) ? statSync(target).mode & 0o777 : 0o600);
  const temporary = `${target}.${process.pid}-${process.hrtime.bigint().toString(36)}.tmp`;
  try {
    const file = openSync(temporary, 'wx', kept);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // The mode given to open is cut by the umask.
    chmodSync(temporary, kept);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Adds a line and waits until the disk has it. */
export function appendLine(path: string, line: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Text of a file of our own or of an assistant's, of any size; null when it cannot be read. */
export function readWhole(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

export function remove(path: string): void {
  rmSync(path, { force: true });
}

export { sha256 } from './digest';
