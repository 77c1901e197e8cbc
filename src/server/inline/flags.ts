import { decide } from '../../engine/decide';
import type { Finding, Surroundings } from '../../engine/model';
import type { Policy } from '../../engine/policy/policy';
import { RULES } from '../../engine/rules';
import type { LastReviewed } from '../../gate/reviewed';
import { blockLine } from './blocks';
import { hunksOf, lineNow, linesOf } from './lines';

/** A flagged stretch of a file, in lines from 1. */
export interface Flag {
  readonly startLine: number;
  readonly endLine: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly code: string;
  /** For the hover: what, why, instead. Markdown. */
  readonly hover: string;
  /** What the change since the last review would do; `null` for what stands there anyhow, and for faults of a policy. */
  readonly change: Finding | null;
  /** Line of the block that it happens to. */
  readonly block: number;
}

/** A file as it is now (`null`: gone), and what of it was last reviewed. */
export interface Written {
  readonly path: string;
  readonly folder: string;
  readonly text: string | null;
  readonly reviewed: LastReviewed;
}

/** What the change since the last review would do, each finding with its places in the proposal. */
export function changeFindings({ path, folder, text, reviewed }: Written, policy: Policy, surroundings: Surroundings): readonly Finding[] {
  if (reviewed.kind === 'nothing' || reviewed.text === text) return [];
  return findingsOf(policy, surroundings, path, folder, reviewed.text, text);
}

/**
 * What the change against the last reviewed content would destroy once it is applied, and, in a file that is open, what stands in it that would be
 * held when it ran (a target, a script, a CI step). A person edits here, so what only guards against assistants is not said.
 */
export function flagsOf(written: Written, policy: Policy, surroundings: Surroundings, isOpen: boolean): readonly Flag[] {
  const { path, folder, text, reviewed } = written;
  const before = reviewed.kind === 'text' ? reviewed.text : null;
  const changed = changeFindings(written, policy, surroundings);
  const standing = !isOpen || text === null || (reviewed.kind === 'text' && before === null) || !runsCommands(path, text) ? [] : findingsOf(policy, surroundings, path, folder, null, text);
  const hunks = before === null || text === null ? [] : hunksOf(before, text);
  const lines = text === null ? [] : linesOf(text);
  const placed = (finding: Finding, change: Finding | null): Flag[] => {
    const { place } = finding.effect;
    if (place.in !== 'file') return [];
    const gone = text === null;
    const [start, end] = gone ? [1, 1] : place.side === 'after' ? [place.startLine, place.endLine] : whereItStood(lines, hunks, place.startLine);
    const reviewedBy = reviewed.kind === 'text' && reviewed.at !== null ? `${reviewed.by}, ${reviewed.at.slice(0, 10)}` : 'the last commit';
    return [
      {
        startLine: start,
        endLine: Math.min(Math.max(start, end), start + 20),
        severity: finding.disposition === 'warn' ? 'information' : 'warning',
        message: `${toldOf(finding)}${finding.disposition === 'warn' ? '' : change === null || change.effect.by !== null ? ' (an assistant that proposes this is held)' : ' (an apply is held until this is reviewed)'}`,
        code: finding.rule,
        hover: hoverOf(finding, change === null ? null : reviewedBy),
        change,
        block: gone ? 1 : blockLine(path, lines, start),
      },
    ];
  };
  const flags = [...changed.flatMap((finding) => placed(finding, finding)), ...standing.flatMap((finding) => placed(finding, null))];
  const seen = new Set<string>();
  return flags.filter(({ startLine, code, hover }) => {
    const key = `${startLine} ${code} ${hover.split('\n')[0]}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** What would happen, and by which change: `would replace aws_db_instance.main, which holds data: engine`. */
export function toldOf({ message, effect: { note } }: Finding): string {
  return note === null || message.includes(note) ? message : `${message}: ${note}`;
}

/** Most configurations run nothing: what they say by themselves does no harm, and they can be long. */
function runsCommands(path: string, text: string): boolean {
  return !/\.(?:tf|tofu|tfvars|hcl)$/i.test(path) || /provisioner|local-exec|command|execute|script/.test(text);
}

function findingsOf(policy: Policy, surroundings: Surroundings, path: string, folder: string, before: string | null, after: string | null): readonly Finding[] {
  const { findings } = decide(policy, { kind: 'edit', cwd: folder, files: [{ path, before, after }] }, surroundings);
  return findings.filter(({ rule, disposition, effect }) => rule !== 'guard-tampering' && disposition !== 'allow' && effect.resource.kind !== 'guard');
}

/** What is gone has no line of its own any more; the line before it has, or the next that says something. */
function whereItStood(lines: readonly string[], hunks: Parameters<typeof lineNow>[0], line: number): readonly [number, number] {
  const at = lineNow(hunks, line, lines.length);
  for (let up = at; up >= 1; up -= 1) if (lines[up - 1]?.trim() !== '') return [up, up];
  return [at, at];
}

/** What, why, instead, where. Words from outside are shown as they are, never as Markdown. */
function hoverOf(finding: Finding, against: string | null): string {
  const { rule: id, decidedBy } = finding;
  const { chain, environment } = finding.effect;
  const rule = RULES.find((one) => one.id === id);
  const facts = Object.entries(environment.facts).filter(([key]) => key !== 'path').map(([key, value]) => `${key} ${value}`);
  return [
    `**Infrahold** \`${id}\`: ${escaped(toldOf(finding))}`,
    ...(rule ? [`*Why:* ${escaped(rule.why)}`, `*Instead:* ${escaped(rule.instead)}`] : []),
    ...(chain.length > 0 ? [`*By way of:* ${escaped(chain.join(' -> '))}`] : []),
    ...(environment.class === 'unknown' && facts.length === 0 ? [] : [`*Where:* ${escaped([environment.class, ...facts].join(', '))}`]),
    ...(decidedBy === undefined ? [] : [`*Decided by:* ${escaped(decidedBy)}`]),
    ...(against === null ? [] : [`*Compared with:* what was last reviewed (${escaped(against)}). An apply is held until a person marks this as reviewed.`]),
  ].join('\n\n');
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}
