import type { EnvironmentClass, Facts } from '../model';
import { fitsName, fitsPath } from './globs';
import type { EnvironmentPattern, Policy } from './policy';

/** All there are, the strictest first. */
export const ENVIRONMENT_CLASSES: readonly EnvironmentClass[] = ['production', 'shared', 'development', 'unknown'];

const ORDER: readonly EnvironmentClass[] = ['production', 'shared', 'development'];

/** Honest defaults: a whole word of a name says what it is. `unknown` where none does; production wins over the rest. */
const WORDS: readonly (readonly [EnvironmentClass, RegExp])[] = [
  ['production', /(?:^|[^a-z0-9])(?:prod|production|prd|live)\d*(?:$|[^a-z0-9])/i],
  ['shared', /(?:^|[^a-z0-9])(?:stag|stage|staging|stg|preprod|preproduction|preprd|uat|qa|shared|common)\d*(?:$|[^a-z0-9])/i],
  [
    'development',
    /(?:^|[^a-z0-9])(?:dev|develop|development|nonprod|nonproduction|test|tests|testing|sandbox|scratch|local|localhost|localstack|127\.0\.0\.1|minikube|microk8s|kind|k3d|docker-desktop|docker-for-desktop|rancher-desktop|colima|orbstack|emulator|preview|ephemeral)\d*(?:$|[^a-z0-9])/i,
  ],
];

/** Facts that say nothing of the environment: everybody has a branch, and a region has no class. */
const NO_NAMES: ReadonlySet<string> = new Set(['git-branch', 'aws-region']);

/** The class of the place that facts describe, by the policy first and by words in names otherwise. */
export function classify(policy: Pick<Policy, 'layers'>, facts: Facts): EnvironmentClass {
  // What any layer calls production is production; a lower layer cannot call it something milder.
  const named = namedBy(policy.layers.filter(({ loosens }) => loosens), facts);
  const claimed = namedBy(policy.layers, facts);
  const own = named ?? byWords(facts);
  // Whose loosening does not count may call a place something stricter, never something milder.
  return claimed !== null && STRICTNESS.indexOf(claimed) < STRICTNESS.indexOf(own) ? claimed : own;
}

const STRICTNESS: readonly EnvironmentClass[] = ['production', 'shared', 'unknown', 'development'];

function namedBy(layers: Policy['layers'], facts: Facts): EnvironmentClass | null {
  return ORDER.find((name) => layers.some((layer) => layer.environments[name]?.some((pattern) => matches(pattern, facts, layer.folder)))) ?? null;
}

function byWords(facts: Facts): EnvironmentClass {
  const values = Object.entries(facts).flatMap(([key, value]) => (NO_NAMES.has(key) ? [] : [plainWords(key === 'path' ? ownPart(value) : value)]));
  return WORDS.find(([, words]) => values.some((value) => words.test(value)))?.[0] ?? 'unknown';
}

/** `ShopProd` is two words, and `pre-prod` and `non-prod` are one: neither is production. */
function plainWords(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/(^|[^a-z0-9])(pre|non|not)[-_. ]?(prod|production|prd)(?=$|[^a-z0-9])/gi, (_, before: string, prefix: string, word: string) => `${before}${prefix.toLowerCase() === 'not' ? 'non' : prefix}${word}`);
}

/** Where somebody keeps their work (`~/dev/shop`, `~/test`) says nothing of what it runs against; the folders inside do. */
function ownPart(path: string): string {
  return path.replace(/^(?:[a-z]:)?[\\/](?:home|Users)[\\/][^\\/]+[\\/](?:[^\\/]+[\\/])?/i, '').replace(/^[\\/](?:root|workspaces?|tmp|srv|opt|mnt)[\\/]/, '');
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
  return fitsPath(inside, glob) || fitsPath(`${inside}/`, glob);
}
