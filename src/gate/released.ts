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
  readonly sort: string;
  readonly address: string;
  /** For an address that the shell completes, such as `data/*` or `$(…)`: what it may become. Each of these is covered once. */
  readonly becomes: RegExp | null;
  readonly became: readonly string[];
  readonly until: number;
  readonly from: Ask;
}

const COVERS_FOR = 120_000;
const KEPT = 2_000;

export function openReleased(): Released {
  let entries: readonly Entry[] = [];
  return {
    add(ask, effects, now) {
      const fresh = effects.filter(isChange).map((effect): Entry => ({ sort: sortOf(effect, ask), address: effect.resource.address, becomes: patternOf(effect.resource.address), became: [], until: now + COVERS_FOR, from: ask }));
      const once = fresh.filter((entry, i) => fresh.findIndex((other) => other.sort === entry.sort && other.address === entry.address) === i);
      entries = [...entries.filter(({ until }) => until > now), ...once].slice(-KEPT);
    },
    covers(ask, judged, now) {
      if (ask.gate !== 'shim' && ask.gate !== 'proxy') return false;
      const flagged = judged.findings.filter(({ finding }) => finding.disposition === 'hold').map(({ finding }) => finding.effect);
      const wanted = flagged.length > 0 ? flagged : judged.effects.filter(isChange);
      if (wanted.length === 0) return false;
      let left: readonly Entry[] = entries.filter(({ until }) => until > now);
      const done = new Set<string>();
      for (const effect of wanted) {
        const { address } = effect.resource;
        const sort = sortOf(effect, ask);
        // One deletion may break several rules.
        if (done.has(`${sort}\n${address}`)) continue;
        done.add(`${sort}\n${address}`);
        const entry = left.find((one) => one.sort === sort && leadsTo(one.from, ask) && (one.address === address || (one.becomes?.test(address) === true && !one.became.includes(address))));
        if (entry === undefined) return false;
        left = entry.address === address ? left.filter((one) => one !== entry) : left.map((one) => (one === entry ? { ...one, became: [...one.became, address] } : one));
      }
      entries = left;
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

/** The same thing done in the same place: where it lands counts, the words that lead there do not. */
function sortOf({ verb, resource, environment, by }: Effect, ask: Ask): string {
  const place = ask.gate === 'proxy' || by === null ? '' : real(by.cwd ?? ask.proposals[0]?.cwd ?? '');
  const facts = Object.entries(environment.facts).filter(([key]) => key !== 'path').sort();
  return JSON.stringify([verb === 'replace' ? 'delete' : verb, resource.type, facts, place]);
}

const COMPLETED = /\$\([^]*\)|`[^]*`|\$\{[^}]*\}|\$\w+|\*+|\?/g;

/** Null when the address is whole as it stands. A glob stays within its folder; what a command or a variable gives may be anything. */
function patternOf(address: string): RegExp | null {
  if (address.search(COMPLETED) < 0) return null;
  let pattern = '';
  let from = 0;
  for (const { 0: part, index } of address.matchAll(COMPLETED)) {
    pattern += escaped(address.slice(from, index)) + (part.startsWith('*') ? '[^/]*' : part === '?' ? '[^/]' : '[^]*');
    from = index + part.length;
  }
  return new RegExp(`^${pattern}${escaped(address.slice(from))}$`);
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\*]/g, '\\$&');
}

/** One folder may have two names. */
function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
