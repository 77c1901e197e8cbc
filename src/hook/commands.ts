import type { Audit } from '../audit/audit';
import type { Answer, Ask } from '../protocol/messages';
import { today, type Command, type Runtime } from './runtime';

/** Everything of `infrahold` that needs the engine. Built into a file of its own, which the hook loads only when no window answers. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: () => import('./check-command').then((one) => one.checkCommand),
  explain: () => import('./explain-command').then((one) => one.explainCommand),
  doctor: () => import('./doctor-command').then((one) => one.doctorCommand),
  policy: () => import('./policy-command').then((one) => one.policyCommand),
  install: () => import('./install-command').then((one) => one.installCommand),
  uninstall: () => import('./install-command').then((one) => one.uninstallCommand),
};

/** Decides without a window. The record is opened only when there is something to write. */
export async function alone(ask: Ask, { folder, world }: Runtime): Promise<Answer> {
  const [{ decideAlone }, { openPolicies }, { openAudit }, { realSurroundings }, { carriedBy, openUnreviewed }] = await Promise.all([import('../gate/alone'), import('../gate/policies'), import('../audit/audit'), import('../platform/surroundings'), import('../gate/unreviewed')]);
  const audit: Audit = openAudit(folder, () => new Date());
  const policies = openPolicies(folder, today, true);
  const surroundings = realSurroundings(world);
  return decideAlone(ask, policies, audit, surroundings, carriedBy(openUnreviewed(folder), policies, surroundings, ask.assistant));
}
