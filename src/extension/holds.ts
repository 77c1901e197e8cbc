import * as vscode from 'vscode';
import type { HoldView, StatusView } from '../protocol/messages';
import type { Brain } from './brain';

/** What the face knows of the holds of this window. The server owns them; this is the last word it sent. */
export interface Holds {
  /** A hold that is new, was filled in by a preview, or was answered. `before` is what was known of it. */
  readonly onChange: vscode.Event<{ readonly hold: HoldView; readonly before: HoldView | null }>;
  waiting(): readonly HoldView[];
  /** Answered or denied ones, the newest first. */
  over(): readonly HoldView[];
  get(id: string): HoldView | undefined;
  /** The assistant's name for people. */
  nameOf(id: string): string;
}

/** How many holds that are over stay in the list. */
const KEPT = 20;

export function holds(brain: Brain, disposables: vscode.Disposable[]): Holds {
  const known = new Map<string, HoldView>();
  const changed = new vscode.EventEmitter<{ hold: HoldView; before: HoldView | null }>();
  let status: StatusView | null = null;

  const take = (hold: HoldView): void => {
    const before = known.get(hold.id) ?? null;
    known.set(hold.id, hold);
    for (const old of over().slice(KEPT)) known.delete(old.id);
    changed.fire({ hold, before });
  };
  const over = (): HoldView[] => [...known.values()].filter((hold) => hold.resolution !== null).reverse();

  disposables.push(
    changed,
    brain.onStatus((view) => (status = view)),
    brain.onHold(take),
    brain.onRunning(async (running) => {
      if (running) for (const hold of await brain.holds()) take(hold);
      // The server's socket closed with it, so each waiting hook has been told that nobody answered.
      else for (const hold of known.values()) if (hold.resolution === null) take({ ...hold, resolution: { kind: 'withdrawn', at: new Date().toISOString(), why: "Infrahold's server stopped" } });
    }),
  );
  return {
    onChange: changed.event,
    waiting: () => [...known.values()].filter((hold) => hold.resolution === null),
    over,
    get: (id) => known.get(id),
    nameOf: (id) => status?.assistants.find((one) => one.id === id)?.name ?? id,
  };
}
