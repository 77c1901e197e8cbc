import { basename, dirname } from 'node:path';
import { lastDay, limitsOf, overruled } from '../engine/policy/judge';
import { fitsName, fitsPath } from '../engine/policy/globs';
import { parsePolicy } from '../engine/policy/parse';
import type { Waiver } from '../engine/policy/policy';
import { unreleasedText } from '../gate/unreleased-policy';
import type { AuditEntry } from '../protocol/messages';
import type { Flag } from './inline/flags';
import type { GuardedWindow } from './window';

export function isPolicy(path: string, { folder }: Pick<GuardedWindow, 'folder'>): boolean {
  return path === folder.policy || (basename(path) === 'policy.yaml' && basename(dirname(path)) === '.infrahold');
}

/** What is wrong with a policy's text, what of it does not count yet, and which of its waivers are over or of no use. */
export function policyFlags(path: string, text: string, guarded: GuardedWindow, today: string, recent: () => readonly AuditEntry[]): readonly Flag[] {
  const folder = dirname(dirname(path));
  const { layer, problems } = parsePolicy({ name: 'workspace', source: path, folder, loosens: true, text });
  const faults = problems.map(({ severity, message, line, endLine }) => flag(line, endLine, severity, message));
  if (layer === null) return faults;
  const unreleased = path === guarded.folder.policy ? null : unreleasedText(path, text, guarded.folder, today);
  const count = guarded.trusted() ? 'does not count until a person has released it (Infrahold: Release this policy…)' : 'does not count: this workspace is not trusted';
  const loosening = (unreleased?.lines ?? []).map(({ line, words }) => flag(line, line, 'hint', `${words}; ${count}`));
  const above = guarded.policies.at(dirname(folder)).policy;
  const last = lastDay(today, limitsOf(above).waiverDays);
  const vain = overruled({ ...above, layers: [...above.layers, layer] }).filter(({ source }) => source === path).map(({ line, rule, by }) => flag(line, line, 'warning', `${rule} is written at ${by}, which does not mark it \`may-loosen\`: this loosens nothing`));
  return [...faults, ...loosening, ...vain, ...layer.waivers.flatMap((waiver) => waiverFlags(waiver, today, last, recent))];
}

function waiverFlags(waiver: Waiver, today: string, last: string, recent: () => readonly AuditEntry[]): readonly Flag[] {
  const { line, until } = waiver;
  if (until < today) return [flag(line, line, 'warning', `this waiver ended on ${until}; renew it or take it out`)];
  if (until > last) return [flag(line, line, 'error', `a waiver ends by ${last} at the latest; until then this one does not count`)];
  const used = recent().some((entry) => entry.event === 'verdict' && meets(waiver, entry));
  return used ? [] : [flag(line, line, 'hint', `nothing that came by in the last ${RECENT_DAYS} days needed this waiver`)];
}

export const RECENT_DAYS = 30;

/** Whether a line of the record is of something that the waiver covers. */
function meets({ rule, resource, path }: Waiver, { rules, messages, what }: AuditEntry): boolean {
  if (!rules.includes(rule)) return false;
  const names = messages.flatMap(wordsIn);
  return (resource === undefined || names.some((name) => fitsName(name, resource))) && (path === undefined || [...names, ...wordsIn(what)].some((name) => fitsPath(name, path)));
}

function wordsIn(text: string): readonly string[] {
  return text.split(/[\s,;()"'`]+/).map((word) => word.replace(/[.:]+$/, ''));
}

function flag(startLine: number, endLine: number, severity: Flag['severity'], message: string): Flag {
  return { startLine, endLine, severity, message, code: 'policy', hover: '', change: null, block: startLine };
}
