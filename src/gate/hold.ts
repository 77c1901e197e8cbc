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
 * Whether an ask is the call that a hold is already about, brought by a second hook file. A call's id settles it where the host gives one;
 * else the same content within a moment is the same call. Once it is answered, only the other file of the same session may still hear that answer.
 */
export function isSameCall(hold: Hold, ask: Ask, content: string, now: number): boolean {
  if (hold.ask.gate !== ask.gate || hold.content !== content) return false;
  const sameSession = hold.ask.session === ask.session;
  const lately = hold.resolvedAt === null || now - hold.resolvedAt <= SAME_MOMENT;
  if (hold.ask.callId !== null && ask.callId !== null) return sameSession && hold.ask.callId === ask.callId && lately;
  if (hold.resolvedAt === null) return now - hold.askedAt <= SAME_MOMENT;
  return sameSession && hold.ask.assistant !== ask.assistant && lately;
}

/** How long a hold may wait: what the policy says, and always less than the host would. */
export function deadline(ask: Ask, limits: Limits): number {
  const margin = Math.min(15, Math.max(1, ask.waitSeconds * 0.1));
  return Math.max(1, Math.min(limits.answerWithin, ask.waitSeconds - margin));
}
