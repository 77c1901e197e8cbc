import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Effect } from '../engine/model';
import { planEffects } from '../engine/plans/terraform-plan';
import { isObject } from '../protocol/proposal';
import { at, known, listed, objects, textOf, unknown } from './answers';
import { HOLDS_DATA } from './known';
import { pictureOf } from './picture';
import type { Becomes, Item, Looked, Question } from './preview';
import type { Command } from './terraform-command';
import { instancesIn, visibleOf } from './terraform-state';
import { holdsData, itemOf } from './terraform-words';

/** What is in a saved plan: `apply plan.out` is judged by it, whatever it is called. */
export async function savedPlan(question: Question, { program, folder }: Command, file: string): Promise<Looked> {
  const args = [...chdir(question, folder), 'show', '-json', '-no-color', file];
  const shown = textOf(await question.run(program, args));
  if (shown.kind === 'nothing') return unknown(`the saved plan ${file} could not be read (${shown.why})`);
  return planned(shown.value, question, `as the saved plan ${file} says`);
}

/** A plan made now. It runs providers and whatever the configuration calls, so only a person's click asks for one. It takes no lock and writes no state. */
export async function freshPlan(question: Question, { program, folder, subcommand, args }: Command): Promise<Looked> {
  const place = mkdtempSync(join(tmpdir(), 'infrahold-plan-'));
  const file = join(place, 'plan');
  const same = args.options.flatMap(({ name, value }) => (PASSED.has(name) ? [value === null ? name : `${name}=${value.value}`] : []));
  const destroy = subcommand === 'destroy' ? ['-destroy'] : [];
  try {
    const made = textOf(await question.run(program, [...chdir(question, folder), 'plan', '-input=false', '-lock=false', '-no-color', `-out=${file}`, ...destroy, ...same]));
    if (made.kind === 'nothing') return unknown(`no plan could be made (${made.why})`);
    const shown = textOf(await question.run(program, [...chdir(question, folder), 'show', '-json', '-no-color', file]));
    return shown.kind === 'nothing' ? unknown(`the plan could not be read (${shown.why})`) : planned(shown.value, question, 'as a plan says that was made just now');
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const PASSED: ReadonlySet<string> = new Set(['-var', '-var-file', '-target', '-replace', '-exclude', '-destroy', '-refresh', '-refresh-only', '-state', '-parallelism']);

function chdir({ cwd }: Question, folder: string): readonly string[] {
  return folder === cwd ? [] : [`-chdir=${folder}`];
}

function planned(text: string, question: Question, source: string): Looked {
  const { effects, coverage } = planEffects(text, question.surroundings);
  if (coverage === 'partial') return unknown('the plan could not be read');
  const plan: unknown = JSON.parse(text);
  const changes = objects(at(plan, 'resource_changes'));
  const items = effects.flatMap((effect) => {
    const change = effect.place.in === 'argument' ? changes[Number(effect.place.pointer.split('/').at(-1))] : undefined;
    return change === undefined ? [] : [plannedItem(effect, change, question)];
  });
  const created = effects.filter(({ verb }) => verb === 'create').length;
  const told = items.filter((item): item is Item => item !== null);
  const picture = () => {
    const fates = new Map(told.map(({ name, becomes }) => [name, becomes]));
    return pictureOf(instancesIn(at(plan, 'prior_state', 'values', 'root_module')), ({ address }) => fates.get(address) ?? { kind: 'kept' }, (one) => holdsData(one, question));
  };
  return known(told, listed(source, created > 0 && `${created} would be created`), { picture });
}

function plannedItem(effect: Effect, change: Readonly<Record<string, unknown>>, question: Question): Item | null {
  const becomes = becomesOf(effect, change);
  if (becomes === null) return null;
  const values = visibleOf(at(change, 'change', 'before'), at(change, 'change', 'before_sensitive'));
  const item = itemOf({ address: effect.resource.address, type: effect.resource.type, values, dependsOn: [] }, becomes, question);
  return { ...item, holdsData: becomes.kind !== 'changed' && (item.holdsData || HOLDS_DATA.has(effect.resource.kind)) };
}

function becomesOf({ verb, note }: Effect, change: Readonly<Record<string, unknown>>): Becomes | null {
  switch (verb) {
    case 'delete':
      return { kind: 'gone' };
    case 'replace':
      return { kind: 'empty', why: note ?? '' };
    case 'forget':
      return { kind: 'changed', to: 'no longer in the state; it goes on existing, unmanaged' };
    case 'update':
      return { kind: 'changed', to: `changed in place: ${changedKeys(change)}` };
    default:
      return null;
  }
}

/** Names only: a value may be a secret. */
function changedKeys(change: Readonly<Record<string, unknown>>): string {
  const before = at(change, 'change', 'before');
  const after = at(change, 'change', 'after');
  const unknownAfter = at(change, 'change', 'after_unknown');
  if (!isObject(before) || !isObject(after)) return 'some of it';
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after), ...(isObject(unknownAfter) ? Object.keys(unknownAfter).filter((key) => unknownAfter[key] === true) : [])])];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return changed.length === 0 ? 'some of it' : changed.slice(0, 6).join(', ') + (changed.length > 6 ? ' …' : '');
}

