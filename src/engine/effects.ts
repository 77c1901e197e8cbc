import type { Context, Effect, Facts, Invocation, Lowered, Place, Reach, Resource, Undo, Verb } from './model';
import { lookup } from './lookup';

/** What a reader has to say of an effect; the rest has defaults. */
export interface EffectSeed {
  readonly verb: Verb;
  readonly resource: Resource;
  readonly reach?: Reach;
  readonly facts?: Facts;
  readonly undo?: Undo;
  readonly unattended?: boolean;
  readonly note?: string | null;
}

/** An effect at a place. Defaults: one resource, an unknown environment without facts, undone only from a backup, attended. */
export function effectAt(place: Place, seed: EffectSeed, by: Invocation | null = null): Effect {
  return {
    verb: seed.verb,
    resource: seed.resource,
    reach: seed.reach ?? 'resource',
    environment: { class: 'unknown', facts: seed.facts ?? {} },
    undo: seed.undo ?? 'from-backup',
    place,
    unattended: seed.unattended ?? false,
    note: seed.note ?? null,
    chain: [],
    by,
  };
}

/** An effect of an invocation, shown over the whole of it. */
export function effectOf(invocation: Invocation, seed: EffectSeed): Effect {
  return effectAt({ in: 'text', span: invocation.span }, seed, invocation);
}

export const NOTHING: Lowered = { effects: [], coverage: 'full', unread: [] };

/** Something that could not be read, in words, and nothing else. */
export function unread(what: string): Lowered {
  return { effects: [], coverage: 'partial', unread: [what] };
}

/** The line of a text, counted from 1, in which an offset stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}

/** Several readings as one. Coverage is partial as soon as one part is. */
export function together(parts: readonly (Lowered | readonly Effect[])[]): Lowered {
  const lowered = parts.map(asLowered);
  return {
    effects: lowered.flatMap((part) => part.effects),
    coverage: lowered.some((part) => part.coverage === 'partial') ? 'partial' : 'full',
    unread: lowered.flatMap((part) => part.unread),
  };
}

export function asLowered(part: Lowered | readonly Effect[]): Lowered {
  return 'coverage' in part ? part : { effects: part, coverage: 'full', unread: [] };
}

/** A variable as a program would see it: set in the text first, else in the surroundings. `null` when set to something unread. */
export function variable(invocation: Invocation, context: Context, name: string): string | null | undefined {
  return Object.hasOwn(invocation.env, name) ? invocation.env[name] : lookup(context.surroundings.env, name);
}
