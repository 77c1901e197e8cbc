import { join } from 'node:path';
import { ADAPTERS } from '../assistants';
import type { Machine } from '../assistants/contract';
import { readWhole, writeWhole } from '../platform/files';
import { makePrivate, type UserFolder } from '../platform/folder';
import type { AssistantView } from '../protocol/messages';

const FRESH = 60_000;

/** Notes that an assistant's hook has really called. Written at most once a minute. */
export function markSeen(folder: UserFolder, assistant: string, now: Date): void {
  const last = lastSeen(folder, assistant);
  if (!ADAPTERS.some(({ id }) => id === assistant) || (last !== null && now.getTime() - Date.parse(last) < FRESH)) return;
  try {
    makePrivate(folder.root);
    writeWhole(join(folder.seen, assistant), `${now.toISOString()}\n`, 0o600);
  } catch {
    // That it was seen is a comfort, not a condition.
  }
}

/** How every assistant stands on this machine: what is planned for it is what is missing. */
export function assistantViews(machine: Machine, folder: UserFolder): readonly AssistantView[] {
  return ADAPTERS.map((adapter) => {
    const detected = adapter.detect(machine);
    const plan = adapter.files(machine, 'install');
    const refused = plan.find((file) => file.refused !== null)?.refused ?? null;
    const seen = lastSeen(folder, adapter.id);
    const shadow = adapter.shadowedBy(machine);
    const installed = plan.length === 0 && shadow === null;
    const next = adapter.nextStep === null ? '' : `; ${adapter.nextStep}`;
    return {
      id: adapter.id,
      name: adapter.name,
      present: detected.present,
      state: !installed ? 'not-guarded' : seen === null ? 'installed-not-seen' : 'guarded-and-seen',
      detail: refused ?? shadow ?? (!installed ? (detected.present ? `${detected.because}, but its hook is not installed` : 'it was not found here') : seen === null ? `its hook is installed but has not called yet${next}` : `its hook called last at ${seen}`),
      lastSeen: seen,
    };
  });
}

function lastSeen(folder: UserFolder, assistant: string): string | null {
  return readWhole(join(folder.seen, assistant))?.trim() ?? null;
}
