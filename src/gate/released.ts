import { realpathSync } from 'node:fs';
import type { Effect } from '../engine/model';
import type { Ask } from '../protocol/messages';
import type { Judged } from './judge';

/**
 * What a person has released at a hook comes by a second time when it is carried out: at the shim of the program that a released `make destroy` starts,
 * at the proxy of a server that a released call goes to. Each released effect covers one such passage, for a short time.
 */
export interface Released {
  add(ask: Ask, effects: readonly Effect[], now: number): void;
  /** Whether everything that would be held here was released on the way here. What it covers is used up. */
  covers(ask: Ask, judged: Judged, now: number): boolean;
}

interface Entry {
  readonly key: string;
  readonly until: number;
  readonly from: Ask;
}

const COVERS_FOR = 120_000;
const KEPT = 2_000;

export function openReleased(): Released {
  let entries: readonly Entry[] = [];
  return {
    add(ask, effects, now) {
      const fresh = [...new Set(effects.filter(isChange).map((effect) => keyOf(effect, ask)))].map((key): Entry => ({ key, until: now + COVERS_FOR, from: ask }));
      entries = [...entries.filter(({ until }) => until > now), ...fresh].slice(-KEPT);
    },
    covers(ask, judged, now) {
      if (ask.gate !== 'shim' && ask.gate !== 'proxy') return false;
      const flagged = judged.findings.filter(({ finding }) => finding.disposition === 'hold').map(({ finding }) => finding.effect);
      const wanted = new Set((flagged.length > 0 ? flagged : judged.effects.filter(isChange)).map((effect) => keyOf(effect, ask)));
      if (wanted.size === 0) return false;
      const used = [...wanted].map((key) => entries.find((entry) => entry.key === key && entry.until > now && leadsTo(entry.from, ask)));
      if (used.some((entry) => entry === undefined)) return false;
      entries = entries.filter((entry) => !used.includes(entry));
      return true;
    },
  };
}

/** A hook's release leads to what the same assistant starts; a shim's to the processes below it. */
function leadsTo(from: Ask, to: Ask): boolean {
  if (to.gate === 'proxy') return from.gate === 'hook' && isSameTool(from, to);
  if (from.gate === 'hook') return from.assistant === to.assistant || to.assistant === 'terminal';
  const started = from.ancestry?.[0];
  return from.gate === 'shim' && started !== undefined && (to.ancestry ?? []).slice(1).includes(started);
}

function isSameTool(from: Ask, to: Ask): boolean {
  const [wanted] = to.proposals;
  return wanted?.kind === 'tool-call' && from.proposals.some((one) => one.kind === 'tool-call' && one.tool === wanted.tool && JSON.stringify(one.arguments) === JSON.stringify(wanted.arguments));
}

function isChange({ verb }: Effect): boolean {
  return verb !== 'read' && verb !== 'create';
}

/** The same thing in the same place: where it lands counts, the words that lead there do not. */
function keyOf({ verb, resource, environment, by }: Effect, ask: Ask): string {
  const place = ask.gate === 'proxy' || by === null ? '' : real(by.cwd ?? ask.proposals[0]?.cwd ?? '');
  const facts = Object.entries(environment.facts).filter(([key]) => key !== 'path').sort();
  return JSON.stringify([verb === 'replace' ? 'delete' : verb, resource.type, resource.address, facts, place]);
}

/** One folder may have two names. */
function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
