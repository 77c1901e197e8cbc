import type { Limits } from '../engine/policy/policy';
import type { Answer, Ask, Resolution } from '../protocol/messages';
import type { Judged } from './judge';

/** A proposal that waits for a person, or has waited. */
export interface Hold {
  readonly id: string;
  /** What a release names. */
  readonly digest: string;
  /** What is asked, whoever asks. */
  readonly content: string;
  readonly ask: Ask;
  readonly judged: Judged;
  readonly limits: Limits;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** A note when the same effect was rejected before by another route. */
  readonly again: string | null;
  /** Null while it waits. */
  readonly resolution: Resolution | null;
  readonly resolvedAt: number | null;
  readonly answer: Answer | null;
}

/** One hook that waits for the hold's answer. Two hook files give two for the same call. */
export interface Waiter {
  readonly ask: Ask;
  answer(answer: Answer): void;
}

/** Two hook files may bring the same call twice, a moment apart. */
const SAME_MOMENT = 3000;

/**
 * Whether an ask is the call that a hold is already about. A call's id settles it when both have one from the same host;
 * else the same content within a moment is the same call. After a release nobody gets a second go on the same label.
 */
export function isSameCall(hold: Hold, ask: Ask, content: string, now: number): boolean {
  if (hold.ask.gate !== ask.gate || hold.content !== content) return false;
  const sameHost = hold.ask.assistant === ask.assistant && hold.ask.session === ask.session;
  if (sameHost && hold.ask.callId !== null && ask.callId !== null) return hold.ask.callId === ask.callId;
  if (hold.resolvedAt === null) return now - hold.askedAt <= SAME_MOMENT;
  return !sameHost && now - hold.resolvedAt <= SAME_MOMENT;
}

/** How long a hold may wait: what the policy says, and always less than the host would. */
export function deadline(ask: Ask, limits: Limits): number {
  const margin = Math.min(15, Math.max(1, ask.waitSeconds * 0.1));
  return Math.max(1, Math.min(limits.answerWithin, ask.waitSeconds - margin));
}
