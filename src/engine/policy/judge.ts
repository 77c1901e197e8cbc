import { stricter } from '../dispositions';
import type { Disposition, Effect, EnvironmentClass, Invocation } from '../model';
import { fitsName, fitsPath } from './globs';
import { DEFAULT_LIMITS, type Judgement, type Limits, type Policy, type PolicyLayer, type Protection, type Release, type Waiver } from './policy';
import { ENVIRONMENT_CLASSES } from './environments';

/** What the layers make of one rule's own judgement, and who decided when it was not the rule. */
export interface Judged {
  readonly disposition: Disposition;
  readonly by: string | null;
}

/**
 * The layers are asked from the machine down. Each may tighten. It may loosen only what no layer above it has written,
 * or has marked `may-loosen`; and only when its loosening counts at all (a person released its exact text).
 */
export function judged(policy: Policy, rule: string, effect: Effect, own: Disposition): Judged {
  const environment = effect.environment.class;
  let now: Judged = { disposition: own, by: null };
  for (const [at, layer] of policy.layers.entries()) {
    const judgement = judgementIn(layer, rule, environment);
    if (judgement === null) continue;
    const written = judgement === 'recommended' ? own : judgement;
    if (stricter(written, now.disposition) === written || mayLoosen(policy, at, rule, environment)) now = { disposition: written, by: whereIn(layer, rule) };
  }
  return now;
}

/** Whether what the layer at this index says of a rule counts where it loosens. */
function mayLoosen(policy: Policy, at: number, rule: string, environment: EnvironmentClass): boolean {
  return policy.layers[at]?.loosens === true && fixing(policy, at, rule, environment) === null;
}

/** The layer above the one at this index, of another hand, that has written a rule and does not mark it `may-loosen`. */
function fixing({ layers }: Policy, at: number, rule: string, environment: EnvironmentClass): PolicyLayer | null {
  const hand = layers[at]?.hand;
  return layers.find((layer, above) => above < at && layer.hand !== hand && fixes(layer, rule, environment)) ?? null;
}

function fixes(layer: PolicyLayer, rule: string, environment: EnvironmentClass): boolean {
  const judgement = judgementIn(layer, rule, environment);
  // A preset that leaves a rule as it is has not decided anything.
  return judgement !== null && !(judgement === 'recommended' && isBase(layer)) && !layer.mayLoosen.includes(rule);
}

function isBase({ hand, source }: PolicyLayer): boolean {
  return hand !== source;
}

function judgementIn({ rules }: PolicyLayer, rule: string, environment: EnvironmentClass): Judgement | null {
  return rules[rule]?.[environment] ?? rules[rule]?.default ?? null;
}

function whereIn({ source, lines }: PolicyLayer, rule: string): string {
  return `${source}:${lines[rule] ?? 1}`;
}

/** An entry that would loosen and does so nowhere, because a layer above has written the rule. Lines are 1-based. */
export interface Overruled {
  readonly source: string;
  readonly line: number;
  readonly rule: string;
  /** Where the layer above says so. */
  readonly by: string;
}

/** Every rule and waiver of a layer that a layer above does not let loosen, in the order of the layers. */
export function overruled(policy: Policy): readonly Overruled[] {
  return policy.layers.flatMap((layer, at): Overruled[] => {
    if (!layer.loosens || isBase(layer)) return [];
    const found = (rule: string, line: number, environments: readonly EnvironmentClass[]) => {
      const by = environments.map((environment) => fixing(policy, at, rule, environment));
      const first = by[0];
      // What counts in one environment at least is no idle entry.
      return first && by.every((one) => one !== null) ? [{ source: layer.source, line, rule, by: whereIn(first, rule) }] : [];
    };
    return [
      ...Object.keys(layer.rules).flatMap((rule) => found(rule, layer.lines[rule] ?? 1, ENVIRONMENT_CLASSES.filter((environment) => loosensUnder(policy, at, rule, environment)))),
      ...layer.waivers.flatMap(({ rule, line, environment }) => found(rule, line, environment === undefined ? ENVIRONMENT_CLASSES : [environment])),
    ];
  });
}

/** Whether a layer says something milder than one above it. `recommended` stands for a hold, as most rules are. */
function loosensUnder({ layers }: Policy, at: number, rule: string, environment: EnvironmentClass): boolean {
  const said = (layer: PolicyLayer | undefined) => {
    const judgement = layer === undefined ? null : judgementIn(layer, rule, environment);
    return judgement === 'recommended' ? 'hold' : judgement;
  };
  const own = said(layers[at]);
  return own !== null && layers.slice(0, at).some((layer) => {
    const above = said(layer);
    return above !== null && above !== own && stricter(above, own) === above;
  });
}

/** The strictest protection that an effect touches, over all layers; protections never loosen. */
export function protectionOf(policy: Policy, effect: Effect): (Judged & { readonly protection: Protection }) | null {
  if (effect.verb === 'read' || effect.verb === 'create') return null;
  const hits = policy.layers.flatMap((layer) =>
    layer.protect.filter((one) => touches(one, effect, layer)).map((protection) => ({ protection, disposition: protection.with, by: `${layer.source}:${protection.line}` })),
  );
  return hits.reduce<(typeof hits)[number] | null>((best, one) => (best && stricter(best.disposition, one.disposition) === best.disposition ? best : one), null);
}

function touches(protection: Protection, { resource, environment: { facts }, place }: Effect, layer: PolicyLayer): boolean {
  const path = place.in === 'file' ? relative(place.path, layer.folder) : facts.path === undefined ? null : relative(facts.path, layer.folder);
  return (
    (protection.resource === undefined || fitsName(resource.address, protection.resource)) &&
    (protection.path === undefined || (path !== null && (fitsPath(path, protection.path) || fitsPath(`${path}/`, protection.path))) || fitsPath(relative(resource.address, layer.folder), protection.path)) &&
    (protection.account === undefined || anyFits([facts['aws-account'], facts['aws-profile'], facts['gcloud-project'], facts['az-subscription']], protection.account)) &&
    (protection.context === undefined || anyFits([facts['kube-context'], facts['docker-context']], protection.context))
  );
}

function anyFits(values: readonly (string | undefined)[], glob: string): boolean {
  return values.some((value) => value !== undefined && fitsName(value, glob));
}

/** The waiver that covers a finding. It names one thing: it never covers a stack or an account, whose members it cannot know. */
export function waiverFor(policy: Policy, rule: string, effect: Effect): (Judged & { readonly waiver: Waiver }) | null {
  if (effect.reach === 'stack' || effect.reach === 'account' || effect.reach === 'host' || policy.today === null) return null;
  for (const [i, layer] of policy.layers.entries()) {
    if (layer.waivers.length === 0 || !mayLoosen(policy, i, rule, effect.environment.class)) continue;
    const last = lastDay(policy.today, limitsOf({ ...policy, layers: policy.layers.slice(0, i) }).waiverDays);
    const waiver = layer.waivers.find((one) => one.until >= (policy.today as string) && one.until <= last && covers(one, rule, effect, layer));
    if (waiver) return { disposition: 'allow', by: `waiver at ${layer.source}:${waiver.line}`, waiver };
  }
  return null;
}

/** YYYY-MM-DD, so many days after another. */
export function lastDay(today: string, days: number): string {
  const from = Date.parse(today);
  return Number.isNaN(from) ? today : new Date(from + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whether a waiver is about this effect, whatever the day. It must name a resource or a path, or the environment. */
export function covers(waiver: Waiver, rule: string, effect: Effect, layer: Pick<PolicyLayer, 'folder'>): boolean {
  if (waiver.rule !== rule || (waiver.resource ?? waiver.path ?? waiver.environment) === undefined) return false;
  return (
    (waiver.resource === undefined || fitsName(effect.resource.address, waiver.resource)) &&
    (waiver.path === undefined || (effect.place.in === 'file' && fitsPath(relative(effect.place.path, layer.folder), waiver.path))) &&
    (waiver.environment === undefined || waiver.environment === effect.environment.class)
  );
}

/** What a team says of a whole invocation. A loosening entry counts under the same terms as the rule that it would loosen; `about` null: none does. */
export function commandOf(policy: Policy, invocation: Invocation, about: { readonly rule: string; readonly environment: EnvironmentClass } | null): Judged | null {
  let now: Judged | null = null;
  for (const [at, layer] of policy.layers.entries()) {
    if (layer.commands.length === 0) continue;
    const text = [invocation.program, ...invocation.args.map((word) => word.value)].join(' ');
    for (const entry of layer.commands) {
      if (!fitsName(text, entry.run)) continue;
      // An argument nobody could read may be anything, so it is never waved through.
      const loosening = entry.with === 'allow' || entry.with === 'warn';
      if (loosening && (about === null || !mayLoosen(policy, at, about.rule, about.environment) || invocation.args.some((word) => !word.known))) continue;
      const by = `${layer.source}:${entry.line}`;
      if (now === null || stricter(entry.with, now.disposition) === entry.with) now = { disposition: entry.with, by };
    }
  }
  return now;
}

/** What partial coverage is worth: the strictest that any layer says, else allow. */
export function partialCoverageOf(policy: Policy): Disposition {
  return policy.layers.reduce<Disposition>((worst, layer) => (layer.partialCoverage === null ? worst : stricter(worst, layer.partialCoverage)), 'allow');
}

/** Limits in force. A layer whose loosening does not count, or whose limit a layer above has written, may only shorten and forbid. */
export function limitsOf(policy: Policy): Limits {
  return policy.layers.reduce<Limits>(
    (limits, { limits: written }, at) => ({
      answerWithin: limitIn(policy, at, 'answerWithin', limits.answerWithin),
      pause: limits.pause && (written.pause ?? true),
      previews: limits.previews && (written.previews ?? true),
      waiverDays: limitIn(policy, at, 'waiverDays', limits.waiverDays),
    }),
    DEFAULT_LIMITS,
  );
}

function limitIn({ layers }: Policy, at: number, limit: 'answerWithin' | 'waiverDays', now: number): number {
  const layer = layers[at];
  const written = layer?.limits[limit];
  if (layer === undefined || written === undefined) return now;
  const fixed = layers.some((other, above) => above < at && other.hand !== layer.hand && other.limits[limit] !== undefined && !(isBase(other) && other.limits[limit] === DEFAULT_LIMITS[limit]));
  return layer.loosens && !fixed ? written : Math.min(written, now);
}

/** How many people must release an effect in an environment: the most that any layer asks for. */
export function releaseOf(policy: Policy, environment: EnvironmentClass): Release {
  return policy.layers.reduce<Release>(
    (release, layer) => {
      const written = layer.release[environment];
      return written && written.people > release.people ? written : release;
    },
    { people: 1, signers: null },
  );
}

/** The policy for one assistant: its own rules are one more layer below all others of the same file. */
export function policyFor(policy: Policy, assistant: string): Policy {
  const extra = policy.layers.flatMap((layer): PolicyLayer[] => {
    const rules = layer.assistants[assistant];
    return rules === undefined ? [] : [{ ...layer, name: 'assistant', rules, protect: [], commands: [], waivers: [], lines: {} }];
  });
  return extra.length === 0 ? policy : { ...policy, layers: [...policy.layers, ...extra] };
}

function relative(path: string, folder: string): string {
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
