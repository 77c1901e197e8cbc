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
  /** `asked-to-return`: its host could wait no longer, so that it was told to bring the same call again; the answer is kept for that. */
  readonly asker: 'waits' | 'asked-to-return';
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

/** An answer that nobody heard yet is kept this long for the same call. */
const KEPT_FOR_RETURN = 10 * 60_000;

/** Whether an ask is a call that came back, as it was told to, for the answer of a hold that is open or was answered in between. */
export function isReturn(hold: Hold, ask: Ask, content: string, now: number): boolean {
  if (hold.asker !== 'asked-to-return' || hold.content !== content || hold.ask.gate !== ask.gate || hold.ask.assistant !== ask.assistant) return false;
  if (hold.ask.session !== null && ask.session !== null && hold.ask.session !== ask.session) return false;
  if (hold.resolvedAt === null) return true;
  return (hold.resolution?.kind === 'released' || hold.resolution?.kind === 'rejected') && now - hold.resolvedAt <= KEPT_FOR_RETURN;
}

/** Whether a call would still do what was shown when it was released: a script that it starts may have been changed since. */
export function doesTheSame(one: Judged, other: Judged): boolean {
  return deed(one) === deed(other);
}

function deed({ effects, findings, unread }: Judged): string {
  return JSON.stringify([effects.map(({ verb, resource, reach, chain, environment }) => [verb, resource, reach, chain, environment]), findings.map(({ finding }) => [finding.rule, finding.disposition, finding.message]), unread]);
}

/** How many seconds a hold may wait: what the policy says. A hook can be told to come back; whatever else asks is answered before it stops waiting. */
export function deadline(ask: Ask, limits: Limits): number {
  return ask.gate === 'hook' ? Math.max(1, limits.answerWithin) : Math.max(1, Math.min(limits.answerWithin, patience(ask)));
}

/** Seconds until an asker must have its answer: less than its host waits, and for a hook less than its launcher does. */
export function patience({ gate, waitSeconds }: Ask): number {
  const least = gate === 'hook' ? 7 : 1;
  return Math.max(1, waitSeconds - Math.min(15, Math.max(least, waitSeconds * 0.1)));
}
