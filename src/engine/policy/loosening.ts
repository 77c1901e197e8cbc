import { stricter } from '../dispositions';
import type { Disposition, Effect, EnvironmentClass } from '../model';
import type { Rule } from '../rule';
import { judged, limitsOf, overruled, partialCoverageOf, releaseOf } from './judge';
import type { Policy, PolicyLayer, Waiver } from './policy';
import { ENVIRONMENT_CLASSES } from './environments';

/**
 * What would no longer be held if the other policy were in force instead of the one, in words for a person. Empty when nothing loosens.
 * Compare the two with the same layers above, and with `loosens` set as if a person had released the new text.
 */
export function loosenings(one: Policy, other: Policy, rules: readonly Rule[]): string[] {
  const [before, after] = [counting(one), counting(other)];
  return [
    ...rules.flatMap((rule) => ruleLoosenings(before, after, rule)),
    ...added(before, after, (layer) => layer.waivers, (one) => `${one.rule} would be waived for ${one.resource ?? one.path ?? 'everything'}${one.environment ? ` in ${one.environment}` : ''} until ${one.until}`),
    ...added(before, after, (layer) => layer.commands.filter((one) => one.with === 'allow' || one.with === 'warn'), (one) => `commands like \`${one.run}\` would pass`),
    ...added(after, before, (layer) => layer.commands.filter((one) => one.with === 'hold' || one.with === 'deny'), (one) => `commands like \`${one.run}\` would no longer be stopped`),
    ...added(after, before, (layer) => layer.protect, (one) => `${one.resource ?? one.path ?? one.account ?? one.context ?? 'something'} would no longer be protected`),
    ...environmentLoosenings(before, after),
    ...releaseLoosenings(before, after),
    ...limitLoosenings(before, after),
  ];
}

/** What a layer says that would loosen is not there at all where it does not count; a waiver that is over or overruled counts nowhere. */
function counting(policy: Policy): Policy {
  const { today } = policy;
  const vain = overruled(policy);
  const counts = ({ source }: PolicyLayer, { line, until }: Waiver) => (today === null || until >= today) && !vain.some((one) => one.source === source && one.line === line);
  return { ...policy, layers: policy.layers.map((layer) => (layer.loosens ? { ...layer, waivers: layer.waivers.filter((one) => counts(layer, one)) } : { ...layer, waivers: [], commands: layer.commands.filter((one) => one.with === 'hold' || one.with === 'deny'), environments: { ...layer.environments, development: [] } })) };
}

function ruleLoosenings(before: Policy, after: Policy, rule: Rule): string[] {
  const changes = ENVIRONMENT_CLASSES.flatMap((environment) => {
    const effect = sample(environment);
    const old = judged(before, rule.id, effect, rule.disposition).disposition;
    const now = judged(after, rule.id, effect, rule.disposition).disposition;
    return old !== now && stricter(old, now) === old ? [{ environment, old, now }] : [];
  });
  const first = changes[0];
  if (!first) return [];
  const where = changes.length === ENVIRONMENT_CLASSES.length ? 'everywhere' : `in ${changes.map(({ environment }) => environment).join(' and ')}`;
  return [`${rule.id} ${where} would ${WORDS[first.now]}, not ${first.old}: ${lowerFirst(rule.summary)}`];
}

const WORDS: Readonly<Record<Disposition, string>> = { allow: 'pass', warn: 'only warn', hold: 'be held', deny: 'be denied' };

// Only the environment matters to a judgement, so that any effect will do.
function sample(environment: EnvironmentClass): Effect {
  return {
    verb: 'delete',
    resource: { kind: 'other', type: '', address: '' },
    reach: 'resource',
    environment: { class: environment, facts: {} },
    undo: 'no',
    place: { in: 'text', span: [0, 0] },
    unattended: false,
    note: null,
    chain: [],
    by: null,
  };
}

/** What the second has that the first has not, by value. */
function added<T extends { readonly line: number }>(first: Policy, second: Policy, of: (layer: PolicyLayer) => readonly T[], words: (one: T) => string): string[] {
  const key = (one: T) => JSON.stringify({ ...one, line: 0 });
  const known = new Set(first.layers.flatMap(of).map(key));
  return second.layers.flatMap(of).filter((one) => !known.has(key(one))).map(words);
}

function environmentLoosenings(before: Policy, after: Policy): string[] {
  const patterns = (policy: Policy, name: EnvironmentClass) => policy.layers.flatMap((layer) => layer.environments[name] ?? []).map((one) => JSON.stringify(one));
  const without = (all: readonly string[], some: readonly string[]) => all.filter((one) => !some.includes(one));
  return [
    ...(['production', 'shared'] as const).flatMap((name) => without(patterns(before, name), patterns(after, name)).map((one) => `${one} would no longer count as ${name}`)),
    ...without(patterns(after, 'development'), patterns(before, 'development')).map((one) => `${one} would count as development`),
  ];
}

function releaseLoosenings(before: Policy, after: Policy): string[] {
  return ENVIRONMENT_CLASSES.flatMap((environment) => {
    const old = releaseOf(before, environment).people;
    const now = releaseOf(after, environment).people;
    return now < old ? [`one person could release in ${environment}, where ${old} must agree now`] : [];
  });
}

function limitLoosenings(before: Policy, after: Policy): string[] {
  const old = limitsOf(before);
  const now = limitsOf(after);
  return [
    ...(now.pause && !old.pause ? ['the guard could be paused'] : []),
    ...(now.waiverDays > old.waiverDays ? [`waivers could last ${now.waiverDays} days`] : []),
    ...(stricter(partialCoverageOf(before), partialCoverageOf(after)) !== partialCoverageOf(after) ? ['what cannot be read would pass'] : []),
  ];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
