import { writtenBy } from '../engine/calls/files';
import { decide } from '../engine/decide';
import { stricter } from '../engine/dispositions';
import { effectAt } from '../engine/effects';
import type { Disposition, Effect, FileChange, Finding, Proposal, Surroundings } from '../engine/model';
import { policyFor } from '../engine/policy/judge';
import type { Policy } from '../engine/policy/policy';
import type { Ask } from '../protocol/messages';
import type { Carried } from './unreviewed';

/** A finding, and which of the proposals of an ask it is about. */
export interface Placed {
  readonly finding: Finding;
  readonly proposal: number;
}

/** What the engine makes of everything one call proposes; the strictest counts. */
export interface Judged {
  readonly disposition: Disposition;
  readonly findings: readonly Placed[];
  readonly effects: readonly Effect[];
  readonly unread: readonly string[];
  readonly partial: boolean;
  /** Files that a tool call would write on this machine, as they are and as they would be. */
  readonly written: readonly { readonly proposal: number; readonly change: FileChange }[];
}

/** `carried` says what a command would apply that nobody has reviewed; it comes before all that the command's own text says. */
export function judge(ask: Ask, policy: Policy, surroundings: Surroundings, carried: Carried = () => []): Judged {
  const own = policyFor(policy, ask.assistant);
  const verdicts = ask.proposals.map((proposal) => decide(own, proposal, surroundings));
  const guard = ask.proposals.flatMap((proposal, i) => guardFindings(proposal).map((finding): Placed => ({ finding, proposal: i })));
  const unreviewed = verdicts.flatMap(({ effects }, i) => carriedIn(effects, ask.proposals[i] as Proposal, carried).map((finding): Placed => ({ finding, proposal: i })));
  const found = verdicts.flatMap((verdict, i) => verdict.findings.map((finding): Placed => ({ finding, proposal: i })));
  return {
    disposition: [...verdicts.map(({ disposition }) => disposition), ...[...guard, ...unreviewed].map(({ finding }) => finding.disposition)].reduce(stricter, 'allow'),
    findings: [...unreviewed, ...[...found, ...guard].sort((a, b) => (a.finding.disposition === b.finding.disposition ? 0 : stricter(a.finding.disposition, b.finding.disposition) === a.finding.disposition ? -1 : 1))],
    effects: [...unreviewed.map(({ finding }) => finding.effect), ...verdicts.flatMap(({ effects }) => effects)],
    unread: verdicts.flatMap(({ unread }) => unread),
    partial: verdicts.some(({ coverage }) => coverage === 'partial'),
    written: ask.proposals.flatMap((one, proposal) => (one.kind === 'tool-call' ? writtenBy(one, surroundings).map((change) => ({ proposal, change })) : [])),
  };
}

function carriedIn(effects: readonly Effect[], proposal: Proposal, carried: Carried): readonly Finding[] {
  if (proposal.kind !== 'command') return [];
  const changes = effects.filter(({ verb, resource }) => resource.kind === 'change' && verb !== 'read');
  const all = changes.flatMap((change) => carried(change, proposal.cwd));
  return all.filter(({ message, rule }, i) => all.findIndex((other) => other.message === message && other.rule === rule) === i);
}

export function isAboutGuard({ finding }: Placed): boolean {
  return finding.rule === 'guard-tampering';
}

/** Commands of the editor that an assistant could use to answer its own hold, or to take the guard away. */
const GUARD_COMMANDS: readonly RegExp[] = [
  /^infrahold\./i,
  /^workbench\.extensions\.(?:uninstallExtension|action\.(?:disable|uninstall))/i,
  /^workbench\.action\.(?:reloadWindow|closeWindow|quit|restartExtensionHost|openSettingsJson)$/i,
  /^notifications?\.accept/i,
];

function guardFindings(proposal: Proposal): Finding[] {
  if (proposal.kind !== 'tool-call' || proposal.server !== 'vscode') return [];
  const id = String(proposal.arguments['commandId'] ?? proposal.arguments['command'] ?? proposal.arguments['id'] ?? '');
  const own = GUARD_COMMANDS.findIndex((pattern) => pattern.test(id.trim()));
  if (own < 0) return [];
  const effect = effectAt({ in: 'argument', pointer: '/commandId' }, { verb: own === 0 ? 'unprotect' : 'update', resource: { kind: 'guard', type: 'editor-command', address: id }, undo: 'yes' });
  const message = own === 0 ? `would run ${id}, which only a person may` : `would run ${id}, which can take the guard out of the editor`;
  return [{ rule: 'guard-tampering', disposition: own === 0 ? 'deny' : 'hold', message, effect }];
}
