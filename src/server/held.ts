import type { FactKey, Facts, Effect, Undo, Verb } from '../engine/model';
import { RULES } from '../engine/rules';
import { adapterFor } from '../assistants';
import { describe, shown } from '../gate/describe';
import type { Hold } from '../gate/hold';
import { knownFromText, nameOf } from '../previews/known';
import type { Sight } from '../previews/look';
import type { Confirmation, FindingView, HoldView } from '../protocol/messages';
import { diffsOf } from './hold-diffs';
import { ENVIRONMENT_CLASSES } from '../engine/policy/environments';

/** What has been looked up for a hold so far. */
export interface Looking {
  readonly state: HoldView['preview']['state'];
  readonly sights: readonly Sight[];
}

/** A hold as the face shows it. */
export function viewOf(hold: Hold, looking: Looking): HoldView {
  const { ask, judged } = hold;
  const what = describe(ask);
  const findings = judged.findings.map(({ finding }) => finding);
  const commands = looking.sights.flatMap(({ looked }) => looked.command ?? []);
  const unknown = looking.sights.flatMap(({ looked }) => (looked.kind === 'unknown' ? [looked.why] : []));
  return {
    id: hold.id,
    digest: hold.digest,
    title: titleOf(what),
    kind: ask.proposals[0]?.kind ?? 'command',
    assistant: ask.assistant,
    gate: ask.gate,
    subagent: ask.subagent,
    cwd: ask.proposals[0]?.cwd ?? '',
    what,
    askedAt: new Date(hold.askedAt).toISOString(),
    expiresAt: new Date(hold.expiresAt).toISOString(),
    banner: bannerOf(hold, looking, what),
    findings: findings.map((finding): FindingView => {
      const rule = RULES.find(({ id }) => id === finding.rule);
      const { verb, resource, environment, undo, chain } = finding.effect;
      return {
        rule: finding.rule,
        disposition: finding.disposition,
        message: finding.message,
        why: rule?.why ?? `The policy says so${finding.decidedBy === undefined ? '' : `: ${finding.decidedBy}`}.`,
        instead: rule?.instead ?? 'Ask whoever wrote the policy.',
        verb,
        resource: { type: resource.type, address: resource.address },
        environment,
        undo,
        chain,
        decidedBy: finding.decidedBy ?? null,
      };
    }),
    confirmation: confirmationOf(hold),
    diffs: diffsOf(hold, looking.sights),
    preview: { state: unknown.length > 0 && looking.state === 'done' ? 'failed' : looking.state, note: looking.state === 'running' ? 'what exists is being looked up…' : unknown.join('; '), command: commands.length > 0 ? [...new Set(commands)].join('; ') : null },
    again: hold.again,
    rehearsal: ask.gate === 'rehearsal',
    resolution: hold.resolution,
  };
}

function titleOf(what: string): string {
  const first = what.split('\n').find((line) => line.trim() !== '') ?? '';
  const more = what.trim().includes('\n') || first.length > 80;
  return `${first.slice(0, 80).trim()}${more ? ' …' : ''}`;
}

/** What happens to how many things, where, and whether it can be undone; who asks; and exactly what. */
function bannerOf(hold: Hold, { sights }: Looking, what: string): readonly string[] {
  const { ask, judged } = hold;
  const flagged = flaggedOf(hold);
  const name = ask.assistant === 'rehearsal' ? 'a rehearsal' : (adapterFor(ask.assistant)?.name ?? ask.assistant);
  const cwd = ask.proposals[0]?.cwd ?? '';
  const time = new Date(hold.askedAt).toTimeString().slice(0, 5);
  const chains = [...new Set(flagged.flatMap(({ chain }) => (chain.length > 0 ? [chain.join(' -> ')] : [])))];
  return [
    [deedOf(flagged, sights), placeOf(flagged, sights), UNDO[worstUndo(flagged)]].filter((part) => part !== '').join(' | '),
    `asked by ${name}${ask.subagent ? ' (a sub-agent)' : ''}${cwd === '' ? '' : ` in ${cwd}`}, ${time}`,
    ...what.split('\n').filter((line) => line.trim() !== '').slice(0, 12),
    ...chains.slice(0, 3).map((chain) => `by way of ${chain}`),
    ...(ask.incomplete ? [`${ask.incomplete}: what is shown is not the whole`] : []),
    ...(judged.partial ? [`not all of it could be read${judged.unread.length > 0 ? `: ${judged.unread.slice(0, 3).join('; ')}` : ''}`] : []),
    ...(ask.gate === 'rehearsal' ? ['this is a rehearsal: nothing of it is ever executed, whatever you answer'] : []),
    ...(judged.disposition === 'deny' ? ['denied by the policy in force; it cannot be released'] : []),
  ];
}

function flaggedOf({ judged }: Hold): readonly Effect[] {
  const strict = judged.findings.filter(({ finding }) => finding.disposition === 'hold' || finding.disposition === 'deny').map(({ finding }) => finding.effect);
  return strict.length > 0 ? strict : judged.effects.filter(({ verb }) => verb !== 'read' && verb !== 'create');
}

/** `DESTROYS 14, of which 3 hold data`. Counted from what was looked up, else from the text. */
function deedOf(flagged: readonly Effect[], sights: readonly Sight[]): string {
  const items = sights.flatMap(({ looked }) => (looked.kind === 'known' ? looked.inventory.items : []));
  const unseen = flagged.filter((effect) => !sights.some(({ looked, effects }) => looked.kind === 'known' && effects.includes(effect)));
  const counted = (['gone', 'empty', 'changed'] as const).flatMap((kind) => {
    const these = items.filter((item) => item.becomes.kind === kind);
    const data = these.filter(({ holdsData }) => holdsData).length;
    const word = kind === 'gone' ? 'DESTROYS' : kind === 'empty' ? 'REPLACES' : 'CHANGES';
    return these.length === 0 ? [] : [`${word} ${these.length}${data > 0 ? `, of which ${data} hold${data === 1 ? 's' : ''} data` : ''}`];
  });
  const all = [...counted, ...toldOf(unseen)];
  // What was looked up knows of nothing there: then the text alone says what would be done, and that is said too.
  const absent = all.length === 0 && sights.some(({ looked }) => looked.kind === 'known') ? toldOf(flagged) : [];
  if (absent.length > 0) return `${absent.slice(0, 3).join('; ')}; nothing of it is known to be there now`;
  return all.length === 0 ? 'it could not be read whole' : all.slice(0, 3).join('; ') + (all.length > 3 ? '; and more' : '');
}

/** By the text of the proposal alone. */
function toldOf(effects: readonly Effect[]): string[] {
  const groups = new Map<Verb, Effect[]>();
  for (const effect of effects) groups.set(effect.verb, [...(groups.get(effect.verb) ?? []), effect]);
  return [...groups].map(([verb, these]) => {
    const names = [...new Set(these.map(nameOf))];
    const data = new Set(knownFromText(these, '').items.filter(({ holdsData }) => holdsData).map(({ name }) => name)).size;
    const reach = these.some((effect) => effect.reach === 'stack' || effect.reach === 'account') ? 'everything in ' : '';
    return names.length === 1 ? `${VERBS[verb]} ${reach}${names[0]}${data > 0 && reach === '' ? ', which holds data' : ''}` : `${VERBS[verb]} ${names.length}${data > 0 ? `, of which ${data} hold${data === 1 ? 's' : ''} data` : ''}`;
  });
}

const VERBS: Readonly<Record<Verb, string>> = {
  create: 'CREATES', update: 'CHANGES', replace: 'REPLACES', delete: 'DELETES', forget: 'FORGETS', stop: 'STOPS', unprotect: 'UNPROTECTS', overwrite: 'OVERWRITES', 'run-unseen': 'RUNS UNSEEN CODE:', read: 'READS',
};

/** `production: AWS 1234, eu-west-1, profile prod-admin`, the strictest class first. */
function placeOf(effects: readonly Effect[], sights: readonly Sight[]): string {
  const found = ENVIRONMENT_CLASSES.find((name) => effects.some(({ environment }) => environment.class === name)) ?? 'unknown';
  // What the tool itself says of the place is surer than what the text says.
  const facts = Object.assign({}, ...effects.filter(({ environment }) => environment.class === found).map(({ environment }) => environment.facts), ...sights.map(({ looked }) => (looked.kind === 'known' ? looked.where : {}))) as Facts;
  const told = TOLD.flatMap(([key, words]) => (facts[key] === undefined ? [] : [words(facts[key])]));
  const name = found === 'unknown' ? 'environment unknown' : found;
  return told.length === 0 ? name : `${name}: ${told.slice(0, 5).join(', ')}`;
}

const TOLD: readonly (readonly [FactKey, (value: string) => string])[] = [
  ['aws-account', (value) => `AWS ${value}`],
  ['gcloud-project', (value) => `project ${value}`],
  ['az-subscription', (value) => `subscription ${value}`],
  ['az-resource-group', (value) => `resource group ${value}`],
  ['aws-region', (value) => value],
  ['aws-profile', (value) => `profile ${value}`],
  ['kube-context', (value) => `context ${value}`],
  ['kube-namespace', (value) => `namespace ${value}`],
  ['terraform-workspace', (value) => `workspace ${value}`],
  ['terraform-backend', (value) => `state in ${value}`],
  ['pulumi-stack', (value) => `stack ${value}`],
  ['stack', (value) => `stack ${value}`],
  ['app', (value) => `app ${value}`],
  ['docker-context', (value) => `docker ${value}`],
  ['database-host', (value) => `database host ${value}`],
  ['database', (value) => `database ${value}`],
  ['git-remote', (value) => `remote ${value}`],
  ['git-branch', (value) => `branch ${value}`],
  ['host', (value) => `host ${value}`],
  ['endpoint', (value) => value],
];

const UNDOS: readonly Undo[] = ['no', 'from-backup', 'within-window', 'from-code', 'yes'];
const UNDO: Readonly<Record<Undo, string>> = { no: 'cannot be undone', 'from-backup': 'comes back only from a backup, if there is one', 'within-window': 'can be undone for a while', 'from-code': 'can be made again from code', yes: 'can be undone' };

function worstUndo(effects: readonly Effect[]): Undo {
  return UNDOS.find((undo) => effects.some((effect) => effect.undo === undo)) ?? 'from-backup';
}

/** In production, and for what cannot be undone, a click is too little. The word is the name of the place, else of the thing. */
function confirmationOf(hold: Hold): Confirmation {
  const flagged = flaggedOf(hold);
  const production = flagged.find(({ environment }) => environment.class === 'production');
  if (production) {
    const word = NAMING.map((key) => production.environment.facts[key]).find((value) => value !== undefined && isTypable(value)) ?? 'production';
    return { kind: 'type', word, because: 'It lands in production' };
  }
  const final = flagged.find(({ undo }) => undo === 'no');
  if (!final) return { kind: 'click' };
  const name = shown(final.resource.address, hold.ask.proposals[0]?.cwd ?? '');
  return { kind: 'type', word: isTypable(name) ? name : final.verb, because: 'It cannot be undone' };
}

const NAMING: readonly FactKey[] = ['aws-profile', 'kube-context', 'terraform-workspace', 'gcloud-project', 'az-subscription', 'az-resource-group', 'pulumi-stack', 'stack', 'app', 'database', 'database-host', 'aws-account', 'host'];

function isTypable(word: string): boolean {
  return word.length <= 40 && /^[\x21-\x7e]+$/.test(word);
}
