import type { Audit } from '../audit/audit';
import type { Answer, Ask } from '../protocol/messages';
import { today, type Runtime } from './runtime';

/** Decides without a window. The record is opened only when there is something to write. */
export async function alone(ask: Ask, { folder, world }: Runtime): Promise<Answer> {
  const [{ decideAlone }, { openPolicies }, { openAudit }, { realSurroundings }, { carriedBy, openUnreviewed }] = await Promise.all([import('../gate/alone'), import('../gate/policies'), import('../audit/audit'), import('../platform/surroundings'), import('../gate/unreviewed')]);
  const audit: Audit = openAudit(folder, () => new Date());
  const policies = openPolicies(folder, today, true);
  const surroundings = realSurroundings(world);
  return decideAlone(ask, policies, audit, surroundings, carriedBy(openUnreviewed(folder), policies, surroundings, ask.assistant));
}
