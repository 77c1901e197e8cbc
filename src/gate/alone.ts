import type { Surroundings } from '../engine/model';
import type { Audit, AuditSeed } from '../audit/audit';
import type { Answer, Ask } from '../protocol/messages';
import { verdictOf } from './describe';
import { judge } from './judge';
import type { Policies } from './policies';
import type { Carried } from './unreviewed';
import { deniedWords, noWindowWords, refuse } from './words';

/** Decides without a window: what is harmless passes, anything else is refused, for nobody can be asked. */
export function decideAlone(ask: Ask, policies: Policies, audit: Audit, surroundings: Surroundings, carried?: Carried): Answer {
  const { policy } = policies.at(ask.proposals[0]?.cwd ?? '');
  const judged = judge(ask, policy, surroundings, carried);
  if (judged.disposition === 'allow') return { kind: 'pass', released: false };
  const seed: AuditSeed = {
    ...verdictOf(ask, judged),
    resolution: judged.disposition === 'warn' ? null : { kind: 'rejected', by: 'no window', at: new Date().toISOString(), words: 'no editor window was open' },
    note: judged.disposition === 'warn' ? 'a warning: it passed' : 'no editor window was open; nothing ran',
  };
  recorded(audit, seed);
  if (judged.disposition === 'warn') return { kind: 'pass', released: false };
  return judged.disposition === 'deny' ? refuse('denied', deniedWords(judged.findings, '')) : refuse('no-window', noWindowWords(judged.findings));
}

/** Refusing without a record is still refusing. */
function recorded(audit: Audit, seed: AuditSeed): void {
  try {
    audit.write(seed);
  } catch {
    // The disk is full or the folder is not ours; the refusal counts all the same.
  }
}
