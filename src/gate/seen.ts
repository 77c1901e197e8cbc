import { join } from 'node:path';
import { ADAPTERS, adapterFor } from '../assistants';
import type { Adapter, Machine } from '../assistants/contract';
import { codexTrust, guardedByMachine, standingOf } from '../assistants/switches';
import { readWhole, writeWhole } from '../platform/files';
import { makePrivate, type UserFolder } from '../platform/folder';
import type { AssistantView } from '../protocol/messages';
import { stampOf } from './host-version';

const FRESH = 60_000;

/** What the folders that are open add to how an assistant stands. */
export interface Places {
  readonly folders: readonly string[];
  /** Whether the person trusts them: an editor runs no hook where they do not. */
  readonly trusted: boolean;
}

export const NOWHERE: Places = { folders: [], trusted: true };

/** An assistant's view, and why a person should look although it was guarded once. */
export interface Looked {
  readonly view: AssistantView;
  readonly alarm: string | null;
}

/** Notes that an assistant's hook has really called, and from which version of its host. Written at most once a minute. */
export function markSeen(folder: UserFolder, assistant: string, now: Date, machine: Machine): void {
  const adapter = adapterFor(assistant);
  if (adapter === null) return;
  try {
    const stamp = stampOf(machine, adapter);
    const last = lastSeen(folder, assistant);
    if (last !== null && last.stamp === stamp && now.getTime() - Date.parse(last.at) < FRESH) return;
    makePrivate(folder.root);
    writeWhole(join(folder.seen, assistant), `${now.toISOString()}\n${stamp}\n`, 0o600);
  } catch {
    // That it was seen is a comfort, not a condition.
  }
}

/** How every assistant stands on this machine: what is planned for it is what is missing. */
export function assistantViews(machine: Machine, folder: UserFolder, places: Places = NOWHERE): readonly AssistantView[] {
  return lookAtAll(machine, folder, places).map(({ view }) => view);
}

export function lookAtAll(machine: Machine, folder: UserFolder, places: Places): readonly Looked[] {
  return ADAPTERS.map((adapter) => lookAt(adapter, machine, lastSeen(folder, adapter.id), places));
}

/** What was last seen of an assistant. No stamp: it was noted by a version that kept none. */
export interface Seen {
  readonly at: string;
  readonly stamp: string | null;
}

export function lookAt(adapter: Adapter, machine: Machine, seen: Seen | null, places: Places): Looked {
  const detected = adapter.detect(machine);
  const plan = guardedByMachine(machine, adapter.id) ? [] : adapter.files(machine, 'install');
  const refused = plan.find((file) => file.refused !== null)?.refused ?? null;
  const { off, broken } = standingOf(machine, adapter.id, places.folders);
  const shadows = [...[guardedByMachine(machine, adapter.id) ? null : adapter.shadowedBy(machine)].flatMap((one) => (one === null ? [] : [`${one}: take that out`])), ...off, ...(adapter.id === 'codex' && codexTrust(machine) === 'switched-off' ? ['the hook of Infrahold is switched off in its config.toml: run /hooks in Codex'] : [])];
  const also = broken.length === 0 ? '' : `; ${broken.join('; ')}`;

  if (plan.length > 0) return told('not-guarded', refused ?? (detected.present ? `${detected.because}, but its hook is not installed: run Infrahold: Guard assistants…` : 'it was not found here'), null);
  if (shadows.length > 0) return told('not-guarded', shadows.join('; '), `${adapter.name} is not guarded: ${shadows.join('; ')}`);
  const waits = waitsFor(adapter, machine, seen, places);
  if (waits !== null) return told('installed-not-seen', waits.words, waits.alarming ? `${adapter.name}: ${waits.words}` : null);
  return told('guarded-and-seen', `its hook called last at ${seen?.at ?? 'an unknown time'}`, null);

  function told(state: AssistantView['state'], detail: string, alarm: string | null): Looked {
    return { view: { id: adapter.id, name: adapter.name, present: detected.present, state, detail: `${detail}${also}`, lastSeen: seen?.at ?? null }, alarm: detected.present || seen !== null ? alarm : null };
  }
}

/** What is missing until an installed hook counts as seen, in words; null when nothing is. */
function waitsFor(adapter: Adapter, machine: Machine, seen: Seen | null, { trusted }: Places): { readonly words: string; readonly alarming: boolean } | null {
  if (adapter.id === 'codex' && codexTrust(machine) === 'untrusted') return { words: `its hook is installed but not trusted, and Codex skips it: it needs /hooks (${adapter.nextStep ?? ''})`, alarming: seen !== null };
  if (adapter.id === 'copilot' && !trusted) return { words: 'its hook is installed, but this workspace is not trusted, and VS Code skips hooks there: trust it, or do not use its agent here', alarming: true };
  if (seen === null) return { words: `its hook is installed but has not called yet${adapter.nextStep === null ? '' : `; ${adapter.nextStep}`}: use it once, or run Infrahold: Doctor`, alarming: false };
  const now = stampOf(machine, adapter);
  if (seen.stamp !== null && seen.stamp !== now) return { words: `it has changed since its hook called last (then ${named(seen.stamp)}, now ${named(now)}): use it once, or run Infrahold: Doctor`, alarming: true };
  return null;
}

function named(stamp: string): string {
  if (stamp === '') return 'not found';
  return /^\d+ \d+$/.test(stamp) ? `a program of ${stamp.split(' ')[0]} bytes` : stamp;
}

function lastSeen(folder: UserFolder, assistant: string): Seen | null {
  const [at = '', stamp] = readWhole(join(folder.seen, assistant))?.split('\n') ?? [];
  if (Number.isNaN(Date.parse(at))) return null;
  return { at, stamp: stamp === undefined ? null : stamp };
}
