import type { Surroundings } from '../engine/model';
import { limitsOf } from '../engine/policy/judge';
import type { Policy } from '../engine/policy/policy';
import type { Hold } from '../gate/hold';
import { look, visible } from '../previews/look';
import { isNamedBy } from '../previews/named';
import type { Looking } from './held';

export interface LookingsOptions {
  policyAt(folder: string): Policy;
  surroundings(env: Readonly<Record<string, string>>): Surroundings;
  folders(): readonly string[];
  /** More is known of a hold. */
  onMore(id: string): void;
}

/** What is being looked up for each hold, and what has been found. */
export interface Lookings {
  of(id: string): Looking;
  /** Starts to look, once. `full` starts again, with what runs code of the workspace. */
  start(hold: Hold, full: boolean): void;
  /** The hold is over: what still runs is ended. */
  end(id: string): void;
  close(): void;
}

const NOTHING: Looking = { state: 'none', sights: [] };
const KEPT = 300;

export function openLookings({ policyAt, surroundings, folders, onMore }: LookingsOptions): Lookings {
  const lookings = new Map<string, Looking>();
  const running = new Map<string, AbortController>();

  return {
    of: (id) => lookings.get(id) ?? NOTHING,
    start(hold, full) {
      const { id, ask, judged } = hold;
      const policy = policyAt(ask.proposals[0]?.cwd ?? '');
      if ((lookings.has(id) && !full) || !limitsOf(policy).previews || ask.proposals.every(({ kind }) => kind === 'tool-call')) return;
      if (lookings.size > KEPT) lookings.delete([...lookings.keys()][0] as string);
      end(id);
      // A command that an edit writes into a file runs later, if ever: what it would take then is not known now.
      const effects = ask.proposals.every(({ kind }) => kind === 'command') ? judged.effects : judged.effects.filter(({ by, place }) => by === null || place.in === 'text');
      // What no preview knows needs no word that something is looked up.
      if (visible(effects).length === 0) return void lookings.set(id, NOTHING);
      const own = new AbortController();
      running.set(id, own);
      put(id, { state: 'running', sights: full ? (lookings.get(id)?.sights ?? []) : [] });
      void look(effects, surroundings(ask.env), {
        signal: own.signal,
        full,
        folders: folders(),
        isNamed: (facts) => isNamedBy(policy, facts),
        onSight: (sights) => !full && put(id, { state: 'running', sights }),
      }).then((sights) => {
        if (own.signal.aborted) return;
        running.delete(id);
        put(id, { state: sights.length === 0 ? 'none' : 'done', sights });
      });
    },
    end,
    close: () => [...running.keys()].forEach(end),
  };

  function put(id: string, looking: Looking): void {
    lookings.set(id, looking);
    onMore(id);
  }

  function end(id: string): void {
    running.get(id)?.abort();
    running.delete(id);
  }
}
