import { effectAt, type EffectSeed } from '../effects';
import type { Context, Effect, Facts, Resource, Side } from '../model';
import { argumentsOf, type Difference, type Lines, linesIn, type Placed } from './terraform-compare';
import type { Scope } from './terraform-evaluate';
import type { Module, Part } from './terraform-module';
import type { Value } from './terraform-value';

/** One comparison of a module before and after, and what is found in it. */
export interface Run {
  readonly before: Module;
  readonly after: Module;
  readonly scopes: readonly [before: Scope, after: Scope];
  /** Names (`var.x`, `local.y`) that come to something else after the change. */
  readonly changed: ReadonlySet<string>;
  /** Where a changed name got its new value. */
  origin(name: string): Lines | null;
  /** What stands before every address: `module.db.` inside a module call. */
  readonly prefix: string;
  readonly facts: Facts;
  readonly context: Context;
  readonly effects: Effect[];
  /** Types that no table knows, of resources that changed. */
  readonly untold: Set<string>;
  /** Where all of it shows, when that is one place: the `source` of a call that names another module now. */
  readonly at: Lines | null;
  /** Whether a folder's configuration can be read. */
  hasFolder(path: string): boolean;
}

/** A module call whose inputs changed, for a closer look into the module. */
export interface ChangedCall {
  readonly old: Part;
  readonly now: Part;
  /** The module's folder after the change, and before it where that is another one. Both can be read. */
  readonly folder: string;
  readonly oldFolder: string;
  readonly before: ReadonlyMap<string, Value>;
  readonly after: ReadonlyMap<string, Value>;
}

export function placedOn(run: Run, side: Side, part: Part): Placed {
  return { bodies: [part.block, ...part.overrides].map((block) => block.body()), scope: run.scopes[side === 'before' ? 0 : 1], file: part.file };
}

export function linesOfPart(part: Part, side: Side): Lines {
  return linesIn(part.file, side)(part.block);
}

/** The lines of one argument, or of the whole block when it has none of that name. */
export function linesOfArgument(part: Part, side: Side, name: string): Lines {
  const attribute = [part.block, ...part.overrides].flatMap((block) => block.body().attributes).find((one) => one.name === name);
  return attribute ? linesIn(part.file, side)(attribute) : linesOfPart(part, side);
}

/** Where a difference shows: at itself, or, when its text is the same, at the name that changed under it. */
export function linesOfDifference(run: Run, { lines, writtenBefore, writtenAfter }: Difference): Lines {
  if (writtenBefore !== writtenAfter || writtenAfter === null) return lines;
  return originIn(run, writtenAfter) ?? lines;
}

/** Where the first changed name that a text names got its value. */
export function originIn(run: Run, text: string): Lines | null {
  if (run.changed.size === 0) return null;
  for (const [name] of text.matchAll(/\b(?:var|local)\.[\w-]+/g)) {
    const lines = run.changed.has(name) ? run.origin(name) : null;
    if (lines) return lines;
  }
  return null;
}

export function report(run: Run, found: Lines, seed: EffectSeed): void {
  const lines = run.at ?? found;
  const resource: Resource = { ...seed.resource, address: run.prefix + seed.resource.address };
  run.effects.push(effectAt({ in: 'file', path: lines.file.path, side: lines.side, startLine: lines.start, endLine: lines.end }, { ...seed, resource, facts: { ...run.facts, path: lines.file.path } }));
}

/** The arguments of a part at its top, after the change. */
export function settingsOf(run: Run, part: Part): (name: string) => Value | undefined {
  let known: ReadonlyMap<string, Value> | null = null;
  return (name) => (known ??= argumentsOf(placedOn(run, 'after', part))).get(name);
}
