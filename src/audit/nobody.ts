import type { AuditSeed } from './audit';

/** The part of an entry that is about no proposal: a mode, a policy, an installation. */
export function nobody(): Omit<AuditSeed, 'event' | 'what' | 'note'> {
  return { assistant: '', gate: 'editor', session: null, cwd: '', disposition: 'allow', rules: [], messages: [], digest: '', resolution: null };
}
