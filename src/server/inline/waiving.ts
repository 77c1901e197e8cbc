import { relative, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../engine/model';
import { covers, limitsOf, waiverFor as waiverIn } from '../../engine/policy/judge';
import { parsePolicy } from '../../engine/policy/parse';
import { waiverEntry, withWaiver } from '../../engine/policy/waiver-text';
import { WORKSPACE_POLICY } from '../../gate/policies';
import { readWhole } from '../../platform/files';
import type { GuardedWindow } from '../window';
import type { Written } from './flags';

/** A workspace's policy before and after a waiver was added to it. */
export interface Waiving {
  readonly uri: string;
  readonly before: string | null;
  readonly after: string;
  readonly until: string;
  /** The line that is added. */
  readonly entry: string;
}

const LONGEST_DAYS = 90;

/** Null when no waiver could cover the finding: a whole stack, a protection of the policy itself, or a policy that cannot be read. */
export function waiverFor(finding: Finding, { path, folder }: Written, { policies }: GuardedWindow): Waiving | null {
  const { policy } = policies.at(folder);
  const until = dayIn(Math.min(LONGEST_DAYS, limitsOf(policy).waiverDays));
  const file = join(folder, WORKSPACE_POLICY);
  const before = readWhole(file);
  const name = finding.effect.resource.address.replace(/[\\*?[\]{}()!+@]/g, '\\$&');
  const waiver = { rule: finding.rule, resource: name, path: relative(folder, path).replaceAll('\\', '/'), until, reason: `${finding.message}; reviewed in the editor` };
  const after = withWaiver(before, waiver);
  if (after === null) return null;
  const { layer } = parsePolicy({ name: 'workspace', source: file, folder, loosens: true, text: after });
  const today = dayIn(0);
  const counts = layer !== null && layer.waivers.some((one) => covers(one, finding.rule, finding.effect, layer)) && waiverIn({ layers: [layer], today }, finding.rule, finding.effect) !== null;
  return counts ? { uri: pathToFileURL(file).href, before, after, until, entry: waiverEntry(waiver) } : null;
}

/** YYYY-MM-DD, so many days from now. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
