import type { Effect, Proposal } from '../engine/model';
import { describeProposal, shown } from '../gate/describe';
import type { Hold } from '../gate/hold';
import type { Placed } from '../gate/judge';
import { inventoryDiff, type Section, wholeInventoryDiff } from '../previews/document';
import { knownFromText, nameOf } from '../previews/known';
import type { Sight } from '../previews/look';
import type { Item } from '../previews/preview';
import type { DiffView } from '../protocol/messages';

/** What a person compares: the files of an edit, and for anything else what exists now with what would be left. */
export function diffsOf(hold: Hold, sights: readonly Sight[]): readonly DiffView[] {
  const { ask, judged } = hold;
  return ask.proposals.flatMap((proposal, i) => {
    const placed = judged.findings.map((one, number) => ({ ...one, number })).filter((one) => one.proposal === i);
    if (proposal.kind === 'edit') return [...fileDiffs(proposal, placed), ...stateDiffs(placed, sights)];
    const written = judged.written.filter((one) => one.proposal === i).map(({ change }) => change);
    if (written.length > 0 && placed.every(({ finding: { effect } }) => effect.place.in === 'file')) return fileDiffs({ kind: 'edit', cwd: proposal.cwd, files: written }, placed);
    const effects = effectsOf(hold, proposal, placed);
    const title = `${shortened(describeProposal(proposal))}: now, and what would be left`;
    const sections = sectionsOf(proposal, effects, placed, sights);
    const whole = wholeInventoryDiff(title, sections);
    return [inventoryDiff(title, sections), ...filesOf(proposal, effects, sights), ...(whole === null ? [] : [whole])];
  });
}

interface Numbered extends Placed {
  readonly number: number;
}

/** Flagged files first. */
function fileDiffs(proposal: Extract<Proposal, { kind: 'edit' }>, placed: readonly Numbered[]): DiffView[] {
  const diffs = proposal.files.map(({ path, before, after }): DiffView => {
    const here = placed.filter(({ finding: { effect } }) => effect.place.in === 'file' && effect.place.path === path);
    return {
      title: `${shown(path, proposal.cwd)}${before === null ? ' (new)' : after === null ? ' (deleted)' : ''}`,
      path,
      left: before ?? '',
      right: after ?? '',
      marks: here.flatMap(({ finding: { effect }, number }) => {
        const { place } = effect;
        if (place.in !== 'file') return [];
        const side = place.side === 'before' ? 'left' : 'right';
        const lines = Math.min(place.endLine, place.startLine + 60) - place.startLine + 1;
        return Array.from({ length: Math.max(1, lines) }, (_, i) => ({ side, line: place.startLine + i, finding: number }) as const);
      }),
    };
  });
  return [...diffs].sort((a, b) => (b.marks.length > 0 ? 1 : 0) - (a.marks.length > 0 ? 1 : 0));
}

/** What an edit would do to what exists, beside what it does to the text. */
function stateDiffs(placed: readonly Numbered[], sights: readonly Sight[]): DiffView[] {
  const sections = sights.flatMap(({ looked, effects }): Section[] => {
    const own = placed.filter(({ finding }) => effects.includes(finding.effect));
    return looked.kind !== 'known' || own.length === 0 ? [] : [{ title: null, inventory: looked.inventory, findingOf: (item) => numberOf(item, own) }];
  });
  return sections.length === 0 ? [] : [inventoryDiff('what exists: now, and once this is applied', sections)];
}

/** The files that a command would throw away or put back, each as a diff of its own. */
function filesOf({ cwd }: Proposal, effects: readonly Effect[], sights: readonly Sight[]): DiffView[] {
  const files = sights.filter((sight) => sight.effects.some((effect) => effects.includes(effect))).flatMap(({ looked }) => (looked.kind === 'known' ? (looked.files ?? []) : []));
  return files.slice(0, 20).map(({ path, before, after }) => ({ title: `${shown(path, cwd)}${after === '' ? ' (would be gone)' : ''}`, path, left: before, right: after, marks: [] }));
}

/** Effects of all proposals come in one list, so those of this one are known by its findings when there are several. */
function effectsOf({ ask, judged }: Hold, _proposal: Proposal, placed: readonly Numbered[]): readonly Effect[] {
  return ask.proposals.length === 1 ? judged.effects : placed.map(({ finding }) => finding.effect);
}

function sectionsOf(proposal: Proposal, effects: readonly Effect[], placed: readonly Numbered[], sights: readonly Sight[]): readonly Section[] {
  const own = sights.filter((sight) => sight.effects.some((effect) => effects.includes(effect)));
  const seen = own.flatMap(({ invocation, looked, effects: about }): Section[] =>
    looked.kind === 'known'
      ? [{ title: own.length > 1 ? [invocation.program, ...invocation.args.map(({ value }) => value)].join(' ') : null, inventory: looked.inventory, findingOf: (item) => numberOf(item, placed.filter(({ finding }) => about.includes(finding.effect))) }]
      : [],
  );
  const known = new Set(own.flatMap(({ looked, effects: about }) => (looked.kind === 'known' ? about : [])));
  const unseen = effects.filter((effect) => !known.has(effect) && effect.verb !== 'read' && effect.verb !== 'create');
  if (unseen.length === 0 && seen.length > 0) return seen;
  const source = proposal.kind === 'command' ? 'what exists now is not known; this is what the command itself says' : 'what exists now is not known; this is what the call itself says';
  return [...seen, { title: null, inventory: knownFromText(unseen, source), findingOf: (item) => numberOf(item, placed) }];
}

/** By its name where a finding has it, else the strictest finding of the command it belongs to. */
function numberOf(item: Item, placed: readonly Numbered[]): number | null {
  if (item.becomes.kind === 'kept') return null;
  const named = placed.find(({ finding: { effect } }) => nameOf(effect) === item.name || effect.resource.address === item.name);
  return named?.number ?? placed.find(({ finding }) => finding.disposition === 'hold' || finding.disposition === 'deny')?.number ?? null;
}

function shortened(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
