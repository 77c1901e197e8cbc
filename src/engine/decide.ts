import { stricter } from './dispositions';
import { lower, type Lowering } from './lower';
import type { Disposition, Effect, Finding, Lowered, Proposal, Surroundings, Verdict } from './model';
import { classify } from './policy/environments';
import { commandOf, judged, partialCoverageOf, protectionOf, waiverFor } from './policy/judge';
import type { Policy } from './policy/policy';
import type { Rule } from './rule';
import { RULES } from './rules';

/**
 * Decides what should happen to a proposal.
 *
 * Invariant: pure and total. The same policy, proposal and surroundings always give the same verdict, and no
 * text makes this throw. Text the engine cannot read lowers its coverage, and the policy says what that is worth.
 */
export function decide(policy: Policy, proposal: Proposal, surroundings: Surroundings): Verdict {
  return judgeLowered(policy, lower(proposal, surroundings));
}

/** Judges effects that were learned otherwise than from a proposal's text: from a saved plan, say. */
export function decideEffects(policy: Policy, lowered: Lowered): Verdict {
  return judgeLowered(policy, { ...lowered, invocations: [] });
}

function judgeLowered(policy: Policy, lowered: Lowering): Verdict {
  const effects = lowered.effects.map((effect) => located(policy, effect));
  const findings = distinct([...effects.flatMap((effect) => findingsFor(policy, effect)), ...namedCommands(policy, lowered)]);
  const floor: Disposition = lowered.coverage === 'partial' ? partialCoverageOf(policy) : 'allow';
  const disposition = findings.map((finding) => finding.disposition).reduce(stricter, floor);
  return { disposition, findings, effects, coverage: lowered.coverage, unread: lowered.unread };
}

function located(policy: Policy, effect: Effect): Effect {
  return { ...effect, environment: { ...effect.environment, class: classify(policy, effect.environment.facts) } };
}

function findingsFor(policy: Policy, effect: Effect): Finding[] {
  const byRule = RULES.filter((rule) => rule.matches(effect)).map((rule) => findingOf(policy, rule, effect));
  const protection = protectionOf(policy, effect);
  if (protection === null) return byRule;
  const message = `would ${effect.verb} ${effect.resource.address}, which the policy protects`;
  return [...byRule, { rule: 'policy-protection', disposition: protection.disposition, message, effect, ...said(protection.by) }];
}

function findingOf(policy: Policy, rule: Rule, effect: Effect): Finding {
  const own = rule.dispositionOf?.(effect) ?? rule.disposition;
  const named = effect.by === null ? null : commandOf(policy, effect.by, { rule: rule.id, environment: effect.environment.class });
  const loosened = waiverFor(policy, rule.id, effect) ?? (named && LOOSE.has(named.disposition) && rule.id !== 'guard-tampering' ? named : null);
  const { disposition, by } = loosened ?? judged(policy, rule.id, effect, own);
  return { rule: rule.id, disposition, message: rule.message(effect), effect, ...said(by) };
}

/** Commands that a team holds or denies although nothing is known to be wrong with them. */
function namedCommands(policy: Policy, lowered: Lowering): Finding[] {
  if (!policy.layers.some((layer) => layer.commands.length > 0)) return [];
  return lowered.invocations.flatMap(({ invocation, effect }) => {
    const named = commandOf(policy, invocation, null);
    if (named === null) return [];
    return [{ rule: 'policy-command', disposition: named.disposition, message: `would run \`${invocation.program}\` in a way that the policy names`, effect: located(policy, effect), ...said(named.by) }];
  });
}

const LOOSE: ReadonlySet<Disposition> = new Set(['allow', 'warn']);

function said(by: string | null): { decidedBy?: string } {
  return by === null ? {} : { decidedBy: by };
}

/** The same thing said twice of the same place (two spellings of one target) is one finding. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, message, effect }) => {
    const key = `${rule}\n${message}\n${JSON.stringify(effect.place)}`;
    return !seen.has(key) && seen.add(key);
  });
}
