import { randomBytes } from 'node:crypto';
import type { Disposition, Effect, Surroundings } from '../engine/model';
import { limitsOf } from '../engine/policy/judge';
import { RULES } from '../engine/rules';
import type { Audit, AuditSeed } from '../audit/audit';
import { nobody } from '../audit/nobody';
import type { Answer, Ask, AuditEntry, Mode, Resolution } from '../protocol/messages';
import { contentDigest, digestOf } from './digest';
import { deadline, doesTheSame, isReturn, isSameCall, patience, type Hold, type Waiter } from './hold';
import { isAboutGuard, judge, type Judged } from './judge';
import { openLately } from './lately';
import { openMemory } from './memory';
import { openReleased } from './released';
import type { Policies } from './policies';
import { describe, verdictOf } from './describe';
import type { Carried } from './unreviewed';
import { CLOSING, deniedWords, expiredWords, pendingWords, refuse, rejectedWords, summary, WITHDRAWN } from './words';

export interface GateOptions {
  readonly policies: Policies;
  readonly audit: Audit;
  /** The machine as the assistant sees it. */
  surroundings(ask: Ask): Surroundings;
  /** What an apply would carry out that nobody has reviewed. */
  carried?(ask: Ask): Carried;
  now(): number;
  /** A hold that is new, or has been resolved. */
  onHold(hold: Hold): void;
  onRecorded(entry: AuditEntry): void;
  onMode(mode: Mode): void;
}

export type Resolved = { readonly kind: 'done'; readonly hold: Hold } | { readonly kind: 'refused'; readonly why: string };

/** Where proposals wait. */
export interface Gate {
  /** Gives the answer once there is one. `gone` says that the asker has stopped waiting. */
  ask(ask: Ask, gone: AbortSignal): Promise<Answer>;
  release(id: string, digest: string, by: string): Resolved;
  reject(id: string, digest: string, by: string, words: string): Resolved;
  /** Newest last; the waiting ones and the last resolved. */
  holds(): readonly Hold[];
  mode(): Mode;
  setMode(mode: Mode, by: string): void;
  record(seed: AuditSeed): void;
  /** The assistant whose ask, since a time, had this text or these effects; null when nothing of it came by. */
  saw(text: string, effects: readonly Effect[], since: number): string | null;
  /** The window closes: everything that waits is withdrawn, with words. */
  close(): void;
}

const KEPT = 200;

export function openGate(options: GateOptions): Gate {
  const { now, audit, policies } = options;
  const holds = new Map<string, Hold>();
  const waiters = new Map<string, Waiter[]>();
  const timers = new Map<string, NodeJS.Timeout>();
  const rejectedBefore = openMemory();
  const released = openReleased();
  const lately = openLately();
  let mode: Mode = { kind: 'on' };
  let closed = false;

  return {
    ask(ask, gone) {
      if (closed) return Promise.resolve(refuse('no-window', CLOSING));
      const content = contentDigest(ask);
      const newestFirst = [...holds.values()].reverse();
      const same = newestFirst.find((hold) => isSameCall(hold, ask, content, now()) && (hold.asker === 'waits' || hold.answer === null));
      if (same?.answer) return Promise.resolve(same.answer);
      if (same) return wait(same, ask, gone);
      const { policy } = policies.at(ask.proposals[0]?.cwd ?? '');
      const judged = judge(ask, policy, options.surroundings(ask), options.carried?.(ask));
      lately.add(ask, judged.effects, now());
      const before = newestFirst.find((hold) => isReturn(hold, ask, content, now()) && doesTheSame(hold.judged, judged));
      if (before) return before.answer === null ? wait(before, ask, gone) : Promise.resolve(hearing(before, before.answer, ask));
      const again = rejectedBefore.find(judged.effects, content);
      const disposition: Disposition = again !== null && (judged.disposition === 'allow' || judged.disposition === 'warn') ? 'hold' : judged.disposition;
      if (disposition === 'allow') {
        const waived = judged.findings.find(({ finding }) => finding.decidedBy?.startsWith('waiver at ') === true);
        // That a waiver was of use is written down, so that one that is of none can be found.
        if (waived) write(seedOf(holdOf(ask, content, judged, limitsOf(policy), null), `${waived.finding.decidedBy}: it passed`));
        return Promise.resolve({ kind: 'pass', released: false });
      }
      const hold = holdOf(ask, content, { ...judged, disposition }, limitsOf(policy), again);
      const passing = passes(disposition, judged) ?? (disposition === 'hold' && released.covers(ask, judged, now()) ? 'released a moment ago, on the way here' : null);
      write(seedOf(hold, passing));
      if (passing !== null) return Promise.resolve({ kind: 'pass', released: false });
      holds.set(hold.id, hold);
      if (disposition === 'deny') return Promise.resolve(deny(hold));
      timers.set(hold.id, setTimeout(() => expire(hold.id), hold.expiresAt - now()));
      const answer = wait(hold, ask, gone);
      options.onHold(hold);
      return answer;
    },

    release: (id, digest, by) => settle(id, digest, { kind: 'released', by, at: isoNow() }, () => ({ kind: 'pass', released: true })),
    reject: (id, digest, by, words) =>
      settle(id, digest, { kind: 'rejected', by, at: isoNow(), words }, (hold) => {
        rejectedBefore.add(hold.judged.findings.filter(({ finding }) => finding.disposition === 'hold').map(({ finding }) => finding.effect), hold.content, describe(hold.ask), isoNow());
        return refuse('rejected', rejectedWords(words, summary(hold.judged.findings)));
      }),
    holds: () => [...holds.values()],
    mode: currentMode,

    setMode(next, by) {
      write({ event: 'mode', ...nobody(), what: next.kind, note: `by ${by}${next.kind === 'paused' ? (next.until === null ? ', until restart' : `, until ${next.until}`) : ''}` });
      mode = next;
      options.onMode(mode);
    },

    record: write,
    saw: lately.saw,

    close() {
      closed = true;
      for (const hold of holds.values()) if (hold.resolution === null) finish(hold, { kind: 'withdrawn', at: isoNow(), why: 'the editor closed; nothing ran' }, refuse('no-window', CLOSING));
    },
  };

  /** Why something above `allow` passes all the same, in words for the record; null when it does not. */
  function passes(disposition: Disposition, judged: Judged): string | null {
    if (disposition === 'warn') return 'a warning: it passed';
    // Whatever the mode, an assistant does not get at the guard.
    if (judged.findings.some((one) => isAboutGuard(one) && one.finding.disposition !== 'allow' && one.finding.disposition !== 'warn')) return null;
    const { kind } = currentMode();
    return kind === 'watch' ? 'watch only: it passed' : kind === 'paused' ? 'paused: it passed' : null;
  }

  function wait(hold: Hold, ask: Ask, gone: AbortSignal): Promise<Answer> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        ask,
        answer(answer) {
          clearTimeout(limit);
          resolve(answer);
        },
      };
      waiters.set(hold.id, [...(waiters.get(hold.id) ?? []), waiter]);
      const limit = now() + patience(ask) * 1000 < hold.expiresAt ? setTimeout(() => sendAway(hold.id, waiter), patience(ask) * 1000) : undefined;
      const leave = () => {
        clearTimeout(limit);
        const left = withoutWaiter(hold.id, waiter);
        const current = holds.get(hold.id);
        // What was asked to come back is asked for all the same while it is away.
        if (left.length === 0 && current?.resolution === null && current.asker === 'waits') finish(current, { kind: 'withdrawn', at: isoNow(), why: WITHDRAWN }, refuse('expired', WITHDRAWN));
      };
      if (gone.aborted) leave();
      else gone.addEventListener('abort', leave, { once: true });
    });
  }

  /** Its host would run the call rather than wait any longer: it is refused for now, and the hold stays open without it. */
  function sendAway(id: string, waiter: Waiter): void {
    const hold = holds.get(id);
    if (hold?.resolution !== null) return;
    holds.set(id, { ...hold, asker: 'asked-to-return' });
    withoutWaiter(id, waiter);
    waiter.answer(refuse('pending', pendingWords(summary(hold.judged.findings))));
  }

  function withoutWaiter(id: string, waiter: Waiter): readonly Waiter[] {
    const left = (waiters.get(id) ?? []).filter((one) => one !== waiter);
    waiters.set(id, left);
    return left;
  }

  /** The answer that was kept for a call that came back, given once and recorded first. A second hook file may still hear it for the same call. */
  function hearing(hold: Hold, answer: Answer, ask: Ask): Answer {
    const said = answer.kind === 'pass' ? 'the same call came again after its release; it passes this once' : 'the same call came again after it was rejected; nothing ran';
    write({ ...seedOf(hold, null), event: 'resolution', resolution: hold.resolution, note: said });
    if (answer.kind === 'pass') released.add(ask, hold.judged.effects, now());
    holds.set(hold.id, { ...hold, ask, asker: 'waits', resolvedAt: now() });
    return answer;
  }

  function deny(hold: Hold): Answer {
    const first = hold.judged.findings[0]?.finding.rule;
    const words = deniedWords(hold.judged.findings, RULES.find(({ id }) => id === first)?.instead ?? '');
    const answer = refuse('denied', words);
    finish(hold, { kind: 'rejected', by: 'policy', at: isoNow(), words }, answer);
    return answer;
  }

  function expire(id: string): void {
    const hold = holds.get(id);
    if (hold?.resolution !== null) return;
    const seconds = Math.round((hold.expiresAt - hold.askedAt) / 1000);
    finish(hold, { kind: 'expired', at: isoNow() }, refuse('expired', expiredWords(seconds, summary(hold.judged.findings))));
  }

  function settle(id: string, digest: string, resolution: Resolution, answer: (hold: Hold) => Answer): Resolved {
    const hold = holds.get(id);
    if (!hold) return { kind: 'refused', why: 'there is no such hold any more' };
    if (hold.resolution !== null) return { kind: 'refused', why: `it was ${hold.resolution.kind} already` };
    if (hold.digest !== digest) return { kind: 'refused', why: 'what was shown is not what waits; look at it again' };
    if (now() >= hold.expiresAt) {
      expire(id);
      return { kind: 'refused', why: 'its time had passed; nothing ran' };
    }
    if ((waiters.get(id) ?? []).length === 0 && hold.asker === 'waits') return { kind: 'refused', why: 'the assistant has stopped waiting; nothing ran' };
    try {
      return { kind: 'done', hold: finish(hold, resolution, answer(hold)) };
    } catch (error) {
      return { kind: 'refused', why: `the record could not be written (${String(error)}), and nothing is released without a record` };
    }
  }

  /** The record first, then the answer. A release that cannot be recorded is none; anything else is answered all the same. */
  function finish(hold: Hold, resolution: Resolution, answer: Answer): Hold {
    try {
      if (!(resolution.kind === 'rejected' && resolution.by === 'policy')) write({ ...seedOf(hold, null), event: 'resolution', resolution });
    } catch (error) {
      if (resolution.kind === 'released') throw error;
    }
    const waiting = waiters.get(hold.id) ?? [];
    // Somebody hears it now, so that nothing is kept for a later call.
    const done: Hold = { ...hold, resolution, resolvedAt: now(), answer, asker: waiting.length > 0 ? 'waits' : hold.asker };
    holds.set(hold.id, done);
    if (resolution.kind === 'released' && waiting.length > 0) released.add(hold.ask, hold.judged.effects, now());
    clearTimeout(timers.get(hold.id));
    timers.delete(hold.id);
    waiters.delete(hold.id);
    for (const waiter of waiting) waiter.answer(answer);
    forgetOldest();
    options.onHold(done);
    return done;
  }

  function forgetOldest(): void {
    const resolved = [...holds.values()].filter(({ resolution }) => resolution !== null);
    for (const hold of resolved.slice(0, Math.max(0, resolved.length - KEPT))) holds.delete(hold.id);
  }

  function holdOf(ask: Ask, content: string, judged: Judged, limits: Hold['limits'], again: string | null): Hold {
    const askedAt = now();
    return { id: randomBytes(8).toString('hex'), digest: digestOf(ask), content, ask, judged, limits, askedAt, expiresAt: askedAt + deadline(ask, limits) * 1000, again, resolution: null, resolvedAt: null, answer: null, asker: 'waits' };
  }

  function seedOf({ ask, judged, again }: Hold, passing: string | null): AuditSeed {
    const note = [passing, again, ask.incomplete ?? null].filter((one) => one !== null).join('; ');
    const denied: Resolution | null = passing === null && judged.disposition === 'deny' ? { kind: 'rejected', by: 'policy', at: isoNow(), words: summary(judged.findings) } : null;
    return { ...verdictOf(ask, judged), resolution: denied, note: note === '' ? null : note };
  }

  function write(seed: AuditSeed): void {
    options.onRecorded(audit.write(seed));
  }

  function currentMode(): Mode {
    if (mode.kind === 'paused' && mode.until !== null && Date.parse(mode.until) <= now()) {
      mode = { kind: 'on' };
      options.onMode(mode);
    }
    return mode;
  }

  function isoNow(): string {
    return new Date(now()).toISOString();
  }
}
