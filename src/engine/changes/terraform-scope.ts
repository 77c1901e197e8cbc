import type { Attribute } from './hcl/model';
import { evaluate, type Scope } from './terraform-evaluate';
import type { Module } from './terraform-module';
import { scalar, type Value, written } from './terraform-value';

/** How much one side of one change may work out. */
const BUDGET = 1_500_000;
const MAX_DEPTH = 40;

/** Values from outside: variable files, or a module call's arguments. The last one that gives a name counts. */
export type Given = readonly ReadonlyMap<string, () => Value>[];

/** What the names of a module stand for. `renames` tells where resources stand after the change. */
export function scopeOf(module: Module, given: Given, renames: ReadonlyMap<string, string>): Scope {
  const locals = new Map<string, Attribute>();
  for (const part of module.locals) for (const attribute of part.block.body().attributes) locals.set(attribute.name, attribute);
  const known = new Map<string, Value | null>();
  let depth = 0;
  const scope: Scope = {
    variable: (name) => once(`var.${name}`, () => givenValue(name) ?? defaultOf(name)),
    local: (name) => once(`local.${name}`, () => {
      const attribute = locals.get(name);
      return attribute ? evaluate(attribute.value(), scope) : null;
    }),
    resource: (address, argument) => once(`${address}.${argument}`, () => {
      const attribute = module.resources.get(address)?.block.body().attributes.find((one) => one.name === argument);
      return attribute ? evaluate(attribute.value(), scope) : null;
    }),
    renamed: (address) => renames.get(address) ?? address,
    bound: new Map(),
    budget: { left: BUDGET },
  };
  return scope;

  /** Each name is worked out once; one that hangs on itself comes to nothing. */
  function once(name: string, make: () => Value | null): Value | null {
    const found = known.get(name);
    if (found !== undefined) return found;
    // Names that hang on names that hang on names: beyond this nobody follows them, and neither do we.
    if (depth >= MAX_DEPTH) return null;
    known.set(name, null);
    depth += 1;
    const value = make();
    depth -= 1;
    known.set(name, value);
    return value;
  }

  function givenValue(name: string): Value | null {
    return given.findLast((one) => one.has(name))?.get(name)?.() ?? null;
  }

  function defaultOf(name: string): Value | null {
    const part = module.variables.get(name);
    const attribute = [part?.block, ...(part?.overrides ?? [])].flatMap((block) => block?.body().attributes ?? []).findLast((one) => one.name === 'default');
    return attribute ? evaluate(attribute.value(), scope) : null;
  }
}

/** Names (`var.x`, `local.y`) that come to something else after the change. */
export function changedNames(before: Module, after: Module, scopes: readonly [Scope, Scope], given: readonly string[]): ReadonlySet<string> {
  const changed = new Set<string>();
  const variables = new Set([...before.variables.keys(), ...after.variables.keys(), ...given]);
  for (const name of variables) if (differs(scopes[0].variable(name), scopes[1].variable(name))) changed.add(`var.${name}`);
  const locals = new Set([before, after].flatMap((module) => module.locals.flatMap((part) => part.block.body().attributes.map(({ name }) => name))));
  for (const name of locals) if (differs(scopes[0].local(name), scopes[1].local(name))) changed.add(`local.${name}`);
  return changed;
}

/** Whether a block's text names one of the changed names. */
export function namesOne(text: string, changed: ReadonlySet<string>): boolean {
  if (changed.size === 0) return false;
  for (const [name] of text.matchAll(/\b(?:var|local)\.[\w-]+/g)) if (changed.has(name)) return true;
  return false;
}

function differs(before: Value | null, after: Value | null): boolean {
  return written(before ?? scalar(null)) !== written(after ?? scalar(null));
}
