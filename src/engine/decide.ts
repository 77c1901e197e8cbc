import { stricter } from './dispositions';
import { lower } from './lower';
import type { Disposition, Effect, Finding, Proposal, Surroundings, Verdict } from './model';
import { classify } from './policy/environments';
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
  const lowered = lower(proposal, surroundings);
  const effects = lowered.effects.map((effect) => located(policy, effect));
  const findings = distinct(effects.flatMap((effect) => findingsFor(policy, effect)));
  const floor: Disposition = lowered.coverage === 'partial' ? policy.onPartialCoverage : 'allow';
  const disposition = findings.map((finding) => finding.disposition).reduce(stricter, floor);
  return { disposition, findings, effects, coverage: lowered.coverage, unread: lowered.unread };
}

function located(policy: Policy, effect: Effect): Effect {
  return { ...effect, environment: { ...effect.environment, class: classify(policy, effect.environment.facts) } };
}

function findingsFor(policy: Policy, effect: Effect): Finding[] {
  return RULES.filter((rule) => rule.matches(effect)).map((rule) => ({
    rule: rule.id,
    disposition: dispositionFor(policy, rule, effect),
    message: rule.message(effect),
    effect,
  }));
}

function dispositionFor(policy: Policy, rule: Rule, effect: Effect): Disposition {
  const written = policy.rules[rule.id];
  return written?.[effect.environment.class] ?? written?.default ?? rule.dispositionOf?.(effect) ?? rule.disposition;
}

/** The same thing said twice of the same place (two spellings of one target) is one finding. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, message, effect }) => {
    const key = `${rule}\n${message}\n${JSON.stringify(effect.place)}`;
    return !seen.has(key) && seen.add(key);
  });
}
