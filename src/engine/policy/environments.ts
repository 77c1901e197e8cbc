import { minimatch } from 'minimatch';
import type { EnvironmentClass, Facts } from '../model';
import type { EnvironmentPattern, Policy } from './policy';

const ORDER: readonly EnvironmentClass[] = ['production', 'shared', 'development'];

/** Honest defaults: a whole word of a name says what it is. `unknown` where none does; production wins over the rest. */
const WORDS: readonly (readonly [EnvironmentClass, RegExp])[] = [
  ['production', /(?:^|[^a-z0-9])(?:prod|production|prd|live)\d*(?:$|[^a-z0-9])/i],
  ['shared', /(?:^|[^a-z0-9])(?:stag|stage|staging|stg|preprod|pre-prod|uat|qa|shared|common|main)\d*(?:$|[^a-z0-9])/i],
  ['development', /(?:^|[^a-z0-9])(?:dev|develop|development|test|testing|sandbox|scratch|local|localhost|127\.0\.0\.1|minikube|kind|k3d|docker-desktop|preview|ephemeral)\d*(?:$|[^a-z0-9])/i],
];

/** The class of the place that facts describe, by the policy first and by words in names otherwise. */
export function classify(policy: Pick<Policy, 'environments'>, facts: Facts): EnvironmentClass {
  const named = ORDER.find((name) => policy.environments[name]?.some((pattern) => matches(pattern, facts)));
  if (named) return named;
  const values = Object.entries(facts).flatMap(([key, value]) => (key === 'git-branch' || key === 'aws-region' ? [] : [value]));
  return WORDS.find(([, words]) => values.some((value) => words.test(value)))?.[0] ?? 'unknown';
}

function matches(pattern: EnvironmentPattern, facts: Facts): boolean {
  const entries = Object.entries(pattern);
  return entries.length > 0 && entries.every(([key, glob]) => globbed(facts[key as keyof Facts], glob));
}

function globbed(value: string | undefined, glob: string): boolean {
  return value !== undefined && (minimatch(value, glob, { dot: true }) || minimatch(value, `**/${glob}`, { dot: true }));
}
