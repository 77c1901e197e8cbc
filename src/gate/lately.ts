import type { Effect } from '../engine/model';
import type { Ask } from '../protocol/messages';

/** What passed a gate a short while ago, whatever became of it: so that what runs can be told from what ran unseen. */
export interface Lately {
  add(ask: Ask, effects: readonly Effect[], now: number): void;
  /** The assistant whose ask had this very text, or an effect that these have too; null when no gate has seen it. */
  saw(text: string, effects: readonly Effect[], since: number): string | null;
}

const KEPT = 500;

export function openLately(): Lately {
  let seen: readonly { readonly at: number; readonly assistant: string; readonly texts: readonly string[]; readonly keys: ReadonlySet<string> }[] = [];
  return {
    add(ask, effects, now) {
      const texts = ask.proposals.flatMap((one) => (one.kind === 'command' ? [one.text.trim()] : []));
      seen = [...seen, { at: now, assistant: ask.assistant, texts, keys: new Set(effects.map(keyOf)) }].slice(-KEPT);
    },
    saw(text, effects, since) {
      const wanted = text.trim();
      const keys = effects.map(keyOf);
      return [...seen].reverse().find(({ at, texts, keys: had }) => at >= since && (texts.includes(wanted) || (keys.length > 0 && keys.every((key) => had.has(key)))))?.assistant ?? null;
    },
  };
}

function keyOf({ verb, resource }: Effect): string {
  return `${verb}\n${resource.type}\n${resource.address}`;
}
