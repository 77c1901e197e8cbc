import { decide } from '../engine/decide';
import type { Finding, Surroundings } from '../engine/model';
import { RULES } from '../engine/rules';
import type { Policy } from '../engine/policy/policy';
import { matchedLine } from './line-match';

/** A flagged stretch of a file, in lines from 1. */
export interface Flag {
  readonly startLine: number;
  readonly endLine: number;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly code: string;
  /** For the hover: what, why, instead. Markdown. */
  readonly hover: string;
}

/** A file as the editor has it, and as the last commit has it (`null`: in no commit). */
export interface Written {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly committed: string | null;
}

/**
 * What stands in a file that would be held when it ran (a target, a script, a CI step), and what the change against the last commit would destroy once it is applied.
 * A person edits here, so what only guards against assistants is not said.
 */
export function flagsOf({ path, folder, text, committed }: Written, policy: Policy, surroundings: Surroundings): readonly Flag[] {
  const standing = decide(policy, { kind: 'edit', cwd: folder, files: [{ path, before: null, after: text }] }, surroundings).findings;
  const changed = committed === null || committed === text ? [] : decide(policy, { kind: 'edit', cwd: folder, files: [{ path, before: committed, after: text }] }, surroundings).findings;
  const flags = [...changed, ...standing].filter(({ rule, disposition }) => rule !== 'guard-tampering' && disposition !== 'allow').flatMap((finding) => flagOf(finding, text, committed ?? ''));
  const seen = new Set<string>();
  return flags.filter(({ startLine, code, message }) => {
    const key = `${startLine} ${code} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

function flagOf(finding: Finding, text: string, committed: string): Flag[] {
  const { place, chain, environment } = finding.effect;
  if (place.in !== 'file') return [];
  const rule = RULES.find(({ id }) => id === finding.rule);
  // What is gone has no line of its own any more; the line before it has.
  const [startLine, endLine] = place.side === 'after' ? [place.startLine, place.endLine] : [matchedLine(committed, text, place.startLine), matchedLine(committed, text, place.startLine)];
  const facts = Object.entries(environment.facts).filter(([key]) => key !== 'path').map(([key, value]) => `${key} ${value}`);
  const hover = [
    `**Infrahold** \`${finding.rule}\`: ${escaped(finding.message)}`,
    ...(rule ? [`*Why:* ${escaped(rule.why)}`, `*Instead:* ${escaped(rule.instead)}`] : []),
    ...(chain.length > 0 ? [`*By way of:* ${escaped(chain.join(' -> '))}`] : []),
    ...(environment.class === 'unknown' && facts.length === 0 ? [] : [`*Where:* ${escaped([environment.class, ...facts].join(', '))}`]),
    ...(finding.decidedBy === undefined ? [] : [`*Decided by:* ${escaped(finding.decidedBy)}`]),
  ].join('\n\n');
  return [{ startLine, endLine: Math.min(endLine, startLine + 20), severity: finding.disposition === 'warn' ? 'information' : 'warning', message: `${finding.message}${finding.disposition === 'warn' ? '' : ' (an assistant that proposes this is held)'}`, code: finding.rule, hover }];
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}
