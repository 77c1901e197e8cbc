import type { Ask } from '../protocol/messages';
import { sha256 } from '../platform/digest';

/** What is asked, whoever asks: the same proposal through two hook files has one digest. */
export function contentDigest(ask: Ask): string {
  return sha256(canonical(ask.proposals));
}

/** What a release names: exactly what was shown, and who asked. */
export function digestOf(ask: Pick<Ask, 'assistant' | 'gate' | 'proposals'>): string {
  return sha256(canonical([ask.assistant, ask.gate, ask.proposals]));
}

/** JSON with its keys in order, so that the same thing always gives the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one,
  );
}
