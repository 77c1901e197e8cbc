import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEntry } from '../protocol/messages';
import { PROTOCOL } from '../protocol/messages';
import { sha256 } from '../platform/digest';
import { appendLine } from '../platform/files';
import { makePrivate, type UserFolder } from '../platform/folder';
import { masked } from '../protocol/mask';
import { withLock } from './lock';

/** What a caller says of an event; the record adds the rest. */
export type AuditSeed = Omit<AuditEntry, 'protocol' | 'at' | 'previous'>;

export interface Audit {
  /** Writes a line and returns once the disk has it. Throws when it could not: then the answer must not be given as if it were recorded. */
  write(seed: AuditSeed): AuditEntry;
  /** Newest first. */
  read(limit: number): readonly AuditEntry[];
}

/** What stands before the first line of all. */
const BEGINNING = '0'.repeat(64);

/** The record in `~/.infrahold/audit`: JSON Lines, one file a month, every line with the hash of the one before. Several processes may write. */
export function openAudit(folder: UserFolder, now: () => Date): Audit {
  return {
    write(seed) {
      makePrivate(folder.root);
      makePrivate(folder.audit);
      return withLock(join(folder.audit, '.lock'), () => {
        const at = now().toISOString();
        const previous = lastHash(folder.audit);
        const entry: AuditEntry = { protocol: PROTOCOL, at, ...seed, what: masked(seed.what), messages: seed.messages.map(masked), note: seed.note === null ? null : masked(seed.note), previous };
        appendLine(join(folder.audit, `${at.slice(0, 7)}.jsonl`), JSON.stringify(entry));
        return entry;
      });
    },
    read(limit) {
      const entries: AuditEntry[] = [];
      for (const file of filesIn(folder.audit).reverse()) {
        for (const line of linesOf(join(folder.audit, file)).reverse()) {
          if (entries.length >= limit) return entries;
          const entry = parsed(line);
          if (entry) entries.push(entry);
        }
      }
      return entries;
    },
  };
}

export type Chain = { readonly kind: 'whole'; readonly lines: number } | { readonly kind: 'broken'; readonly file: string; readonly line: number; readonly why: string };

/** Checks that no line is missing, changed or out of order. A changed last line cannot be seen; a later one makes it visible. */
export function verifyChain(folder: UserFolder): Chain {
  let previous: string | null = null;
  let lines = 0;
  for (const file of filesIn(folder.audit)) {
    for (const [i, line] of linesOf(join(folder.audit, file)).entries()) {
      const entry = parsed(line);
      if (!entry) return { kind: 'broken', file, line: i + 1, why: 'the line is not an entry' };
      // The oldest files may have been archived, so the first line's own word is taken for what stood before it.
      if (previous !== null && entry.previous !== previous) return { kind: 'broken', file, line: i + 1, why: 'the line before it is missing or was changed' };
      previous = sha256(line);
      lines += 1;
    }
  }
  return { kind: 'whole', lines };
}

/** Hash of the last line of the newest file. A half-written line, after a crash, counts as it stands. */
function lastHash(folder: string): string {
  const file = filesIn(folder).at(-1);
  const line = file === undefined ? undefined : lastLine(join(folder, file));
  return line === undefined ? BEGINNING : sha256(line);
}

/** Reads from the end, so that a long record costs nothing. */
function lastLine(path: string): string | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    for (let take = 8192; ; take *= 4) {
      const length = Math.min(take, size);
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, size - length);
      const lines = bytes.toString('utf8').split('\n').filter((line) => line !== '');
      if (lines.length > 1 || length === size) return lines.at(-1);
    }
  } finally {
    closeSync(file);
  }
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((file) => /^\d{4}-\d\d\.jsonl$/.test(file)).sort() : [];
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '');
}

function parsed(line: string): AuditEntry | null {
  try {
    const read = JSON.parse(line) as AuditEntry;
    return typeof read.at === 'string' && typeof read.previous === 'string' ? read : null;
  } catch {
    return null;
  }
}
