import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readText } from '../../platform/surroundings';
import { isWithin } from '../../platform/windows';
import { isInfrastructure } from '../../gate/families';
import type { Finding, Surroundings } from '../../engine/model';
import { isPolicy, policyFlags, RECENT_DAYS } from '../policy-flags';
import type { AuditEntry } from '../../protocol/messages';
import type { GuardedWindow } from '../window';
import { changeFindings, flagsOf, type Flag, type Written } from './flags';

/** A text that is open in the editor. */
export interface OpenText {
  readonly version: number;
  readonly text: string;
}

/** What one look at a file found. */
export interface Look {
  readonly uri: string;
  readonly version: number | null;
  readonly written: Written;
  readonly flags: readonly Flag[];
}

export interface Looks {
  /** Looks again once typing has paused. */
  soon(uri: string): void;
  /** A file was written, or went, behind the editor. */
  onDisk(uri: string): void;
  /** Looks again at everything that is open or flagged. */
  all(): void;
  /** The editor has closed it: from now on the disk counts. */
  closed(uri: string): void;
  /** Everything on disk that is not as it was reviewed. */
  scan(): void;
  get(uri: string): Look | undefined;
  flagged(): readonly Look[];
  /** What would still be found if a file's text were another. */
  findingsWith(look: Look, text: string): readonly Finding[];
}

const PAUSE = 200;
/** When more files than this change at once (a checkout), only those are looked at that are not as committed. */
const MANY = 40;
const MAX_CHARACTERS = 1_000_000;

/** Keeps what was found in each file up to date: at once for what is typed, one after the other for what happens on disk. */
export function openLooks(window: () => GuardedWindow | null, open: (uri: string) => OpenText | undefined, opened: () => readonly string[], uriOf: (path: string) => string, onLook: (look: Look) => void): Looks {
  const looks = new Map<string, Look>();
  const timers = new Map<string, NodeJS.Timeout>();
  const waiting = new Set<string>();
  const written = new Set<string>();
  let pause: NodeJS.Timeout | undefined;
  let read: { readonly at: number; readonly entries: readonly AuditEntry[] } = { at: 0, entries: [] };
  let working = false;

  return {
    soon,
    onDisk(uri) {
      written.add(uri);
      clearTimeout(pause);
      pause = setTimeout(afterWrites, PAUSE);
    },
    all: () => new Set([...opened(), ...looks.keys()]).forEach(soon),
    closed(uri) {
      clearTimeout(timers.get(uri));
      timers.delete(uri);
      enqueue(uri);
    },
    scan,
    get: (uri) => looks.get(uri),
    flagged: () => [...looks.values()].filter(({ flags }) => flags.some(({ change }) => change !== null)),
    findingsWith(look, text) {
      const guarded = window();
      return guarded ? changeFindings({ ...look.written, text }, policyAt(guarded, look.written.path), around(guarded)) : [];
    },
  };

  function scan(): void {
    const guarded = window();
    if (!guarded) return;
    // Each folder in a turn of its own, so that the editor is answered in between.
    for (const folder of guarded.folders()) setImmediate(() => guarded.unreviewed.changed.in(folder, null).forEach(({ path }) => enqueue(uriOf(path))));
  }

  function afterWrites(): void {
    const many = written.size > MANY;
    for (const uri of written) if (!many || looks.has(uri)) enqueue(uri);
    written.clear();
    if (many) scan();
  }

  function soon(uri: string): void {
    clearTimeout(timers.get(uri));
    timers.set(uri, setTimeout(() => {
      timers.delete(uri);
      enqueue(uri);
    }, PAUSE));
  }

  function enqueue(uri: string): void {
    waiting.add(uri);
    if (working) return;
    working = true;
    setImmediate(next);
  }

  /** One file a turn: a branch that changes thousands of files must not make the editor wait. What is open goes first. */
  function next(): void {
    const uri = [...waiting].find((one) => open(one) !== undefined) ?? [...waiting][0];
    if (uri === undefined) {
      working = false;
      return;
    }
    waiting.delete(uri);
    look(uri);
    setImmediate(next);
  }

  function look(uri: string): void {
    const guarded = window();
    if (!guarded || !uri.startsWith('file:')) return;
    const path = fileURLToPath(uri);
    const shown = open(uri);
    const folder = guarded.folders().find((one) => isWithin(path, one));
    if (shown === undefined && (folder === undefined || !isInfrastructure(path))) return;
    const text = shown?.text ?? readText(path);
    const written: Written = { path, folder: folder ?? dirname(path), text, reviewed: guarded.unreviewed.reviews.of(path) };
    const before = looks.get(uri);
    const found: Look = { uri, version: shown?.version ?? null, written, flags: flagsIn(written, shown !== undefined, guarded) };
    if (found.flags.length > 0 || shown !== undefined) looks.set(uri, found);
    else looks.delete(uri);
    if (shown !== undefined || found.flags.length > 0 || (before?.flags.length ?? 0) > 0) onLook(found);
  }

  function flagsIn(written: Written, isOpen: boolean, guarded: GuardedWindow): readonly Flag[] {
    const { path, text } = written;
    if (isPolicy(path, guarded)) return isOpen && text !== null ? policyFlags(path, text, guarded, new Date().toISOString().slice(0, 10), () => recent(guarded)) : [];
    if ((text?.length ?? 0) > MAX_CHARACTERS) return [];
    return flagsOf(written, policyAt(guarded, path), around(guarded), isOpen);
  }

  /** The record of the last weeks, which is not read for every letter that is typed. */
  function recent({ audit }: GuardedWindow): readonly AuditEntry[] {
    if (Date.now() - read.at > 30_000) {
      const since = new Date(Date.now() - RECENT_DAYS * 86_400_000).toISOString();
      read = { at: Date.now(), entries: audit.read(10_000).filter(({ at }) => at >= since) };
    }
    return read.entries;
  }

  /** The disk, with what is typed and not yet saved over it. */
  function around(guarded: GuardedWindow): Surroundings {
    const disk = guarded.surroundings();
    return { ...disk, readFile: (path) => open(uriOf(path))?.text ?? disk.readFile(path) };
  }
}

function policyAt({ policies }: GuardedWindow, path: string) {
  return policies.at(dirname(path)).policy;
}
