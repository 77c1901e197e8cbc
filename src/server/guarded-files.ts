import { unwatchFile, watchFile } from 'node:fs';
import { ADAPTERS } from '../assistants';
import { nobody } from '../audit/nobody';
import { switchFiles } from '../assistants/switches';
import { thisMachine, writtenFiles } from '../gate/install';
import { lookAtAll } from '../gate/seen';
import { sha256 } from '../platform/digest';
import { readWhole } from '../platform/files';
import type { GuardedWindow } from './window';

/** The assistants' own files that hold our hooks, looked at as long as the window lives. */
export interface GuardedFiles {
  /** What somebody changed so that an assistant is no longer guarded, or has to be seen anew, in words. */
  problems(): readonly string[];
  close(): void;
}

const LOOKS_EVERY = 1000;
/** The command line installs too: what it wrote is known from its backups. */
const LISTS_EVERY = 5000;

/** Notices within a second when a hook is taken out of a file by somebody else, whatever the file looks like then; records it and says so. */
export function watchGuardedFiles({ folder, gate, folders, trusted }: Pick<GuardedWindow, 'folder' | 'gate' | 'folders' | 'trusted'>, changed: () => void): GuardedFiles {
  const watched = new Set<string>();
  const guarded = new Map(ADAPTERS.map(({ id }) => [id, isInstalled(id)]));
  const lost = new Map<string, string>();
  let alarms: readonly string[] = [];
  list();
  const timer = setInterval(list, LISTS_EVERY);
  timer.unref();

  return {
    problems: () => [...lost.values(), ...alarms],
    close() {
      clearInterval(timer);
      for (const path of watched) unwatchFile(path, look);
    },
  };

  function list(): void {
    for (const path of [...writtenFiles(folder).map((one) => one.path), ...switchFiles(thisMachine(folder), folders())]) {
      if (watched.has(path)) continue;
      watched.add(path);
      watchFile(path, { interval: LOOKS_EVERY, persistent: false }, look);
    }
    look();
  }

  function look(): void {
    for (const { id, name } of ADAPTERS) {
      const now = isInstalled(id);
      const before = guarded.get(id);
      guarded.set(id, now);
      if (now) {
        if (lost.delete(id)) changed();
      } else if (before === true && !isOurDoing(id)) {
        const paths = pathsOf(id).join(', ');
        const words = `the hook of ${name} is no longer in ${paths}: something other than Infrahold changed it; run Infrahold: Guard assistants`;
        lost.set(id, words);
        record(id, paths, words);
        changed();
      }
    }
    // Settings that switch hooks off, and hosts that were updated.
    const now = lookAtAll(thisMachine(folder), folder, { folders: folders(), trusted: trusted() }).flatMap(({ alarm }) => alarm ?? []);
    if (now.join('\n') === alarms.join('\n')) return;
    alarms = now;
    changed();
  }

  function record(assistant: string, what: string, note: string): void {
    try {
      gate.record({ event: 'bypass', ...nobody(), assistant, what: `changed behind the gate: ${what}`, note });
    } catch {
      // It is shown all the same.
    }
  }

  function isInstalled(id: string): boolean {
    const adapter = ADAPTERS.find((one) => one.id === id);
    return adapter !== undefined && adapter.files(thisMachine(folder), 'install').length === 0;
  }

  /** Infrahold itself has written what stands there: somebody has uninstalled. */
  function isOurDoing(id: string): boolean {
    const paths = pathsOf(id);
    const written = writtenFiles(folder).filter(({ path }) => paths.includes(path));
    return written.length > 0 && written.every(({ path, written: hash }) => sha256(readWhole(path) ?? '') === hash);
  }

  function pathsOf(id: string): readonly string[] {
    const adapter = ADAPTERS.find((one) => one.id === id);
    return adapter === undefined ? [] : adapter.files(thisMachine(folder), 'install').map(({ path }) => path);
  }
}
