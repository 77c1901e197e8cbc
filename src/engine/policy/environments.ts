import type { EnvironmentClass, Facts } from '../model';
import { fitsName, fitsPath } from './globs';
import type { EnvironmentPattern, Policy } from './policy';

const ORDER: readonly EnvironmentClass[] = ['production', 'shared', 'development'];

/** Honest defaults: a whole word of a name says what it is. `unknown` where none does; production wins over the rest. */
const WORDS: readonly (readonly [EnvironmentClass, RegExp])[] = [
  ['production', /(?:^|[^a-z0-9])(?:prod|production|prd|live)\d*(?:$|[^a-z0-9])/i],
  ['shared', /(?:^|[^a-z0-9])(?:stag|stage|staging|stg|preprod|pre-prod|uat|qa|shared|common)\d*(?:$|[^a-z0-9])/i],
  ['development', /(?:^|[^a-z0-9])(?:dev|develop|development|test|testing|sandbox|scratch|local|localhost|127\.0\.0\.1|minikube|kind|k3d|docker-desktop|preview|ephemeral)\d*(?:$|[^a-z0-9])/i],
];

/** The class of the place that facts describe, by the policy first and by words in names otherwise. */
export function classify(policy: Pick<Policy, 'layers'>, facts: Facts): EnvironmentClass {
  // What any layer calls production is production; a lower layer cannot call it something milder.
  const named = ORDER.find((name) => policy.layers.some((layer) => layer.environments[name]?.some((pattern) => matches(pattern, facts, layer.folder))));
  if (named) return named;
  const values = Object.entries(facts).flatMap(([key, value]) => (key === 'git-branch' || key === 'aws-region' ? [] : [value]));
  return WORDS.find(([, words]) => values.some((value) => words.test(value)))?.[0] ?? 'unknown';
}

function matches(pattern: EnvironmentPattern, facts: Facts, folder: string): boolean {
  const entries = Object.entries(pattern);
  return entries.length > 0 && entries.every(([key, glob]) => fits(key, facts[key as keyof Facts], glob, folder));
}

function fits(key: string, value: string | undefined, glob: string, folder: string): boolean {
  if (value === undefined) return false;
  if (key !== 'path' && key !== 'terraform-var-file') return fitsName(value, glob);
  const inside = folder !== '' && value.startsWith(`${folder}/`) ? value.slice(folder.length + 1) : value;
  // `envs/prod/**` means the folder itself as well.
  return fitsPath(inside, glob) || fitsPath(`${inside}/.`, glob);
}
