import { type Declared, declaration, type Template } from './cloudformation-template';
import { canonical, entryAt, textAt, type Tree } from './tree';

/** A resource that its condition takes out of the stack where the parameters have their defaults, with the line that does it. */
export interface TakenOut {
  readonly old: Declared;
  readonly note: string;
  readonly line: number;
}

/** Resources that stand in both versions, that were in the stack and are not any more. What cannot be worked out stays. */
export function takenOut(before: Template, after: Template): TakenOut[] {
  return [...after.resources.values()].flatMap((now): TakenOut[] => {
    const old = before.resources.get(now.id);
    const name = textAt(now.tree, ['Condition']);
    if (old === undefined || name === undefined || presence(after, now) !== false || presence(before, old) !== true) return [];
    return [{ old, note: `its condition ${name} does not hold by default`, line: cause(name, old, now, before, after) }];
  });
}

function presence(template: Template, { tree }: Declared): boolean | null {
  const name = textAt(tree, ['Condition']);
  return name === undefined ? true : holds(template, declaration(template, 'Conditions', name)?.tree, 0);
}

/** The condition that is new on the resource, the one that reads otherwise, or the default that changed. */
function cause(name: string, old: Declared, now: Declared, before: Template, after: Template): number {
  if (textAt(old.tree, ['Condition']) !== name) return entryAt(now.tree, ['Condition'])?.line ?? now.line;
  const condition = declaration(after, 'Conditions', name);
  if (canonical(condition?.tree) !== canonical(declaration(before, 'Conditions', name)?.tree)) return condition?.line ?? now.line;
  const parameters = entryAt(after.roots[0], ['Parameters'])?.tree;
  for (const [id, { tree }] of parameters?.is === 'map' ? parameters.entries : []) {
    const line = entryAt(tree, ['Default'])?.line;
    if (line !== undefined && textAt(tree, ['Default']) !== textAt(declaration(before, 'Parameters', id)?.tree, ['Default'])) return line;
  }
  return entryAt(now.tree, ['Condition'])?.line ?? now.line;
}

/** `null`: depends on something the template does not say. Conditions may refer to each other, and wrongly in a circle. */
function holds(template: Template, tree: Tree | undefined, depth: number): boolean | null {
  if (tree === undefined || depth > 20) return null;
  const [name, argument] = functionOf(tree);
  const parts = argument.is === 'list' ? argument.items : [argument];
  const inner = (): (boolean | null)[] => parts.map((part) => holds(template, part, depth + 1));
  switch (name) {
    case 'Condition': return argument.is === 'value' ? holds(template, declaration(template, 'Conditions', String(argument.value))?.tree, depth + 1) : null;
    case 'Not': {
      const [only] = inner();
      return only === undefined || only === null ? null : !only;
    }
    case 'And': return every(inner(), true);
    case 'Or': return every(inner(), false);
    case 'Equals': {
      const [left, right] = parts.map((part) => valueOf(template, part));
      return left === undefined || right === undefined || left === null || right === null ? null : left === right;
    }
    default: return null;
  }
}

/** All of them for `And`; for `Or` not all of them the other way. */
function every(values: readonly (boolean | null)[], all: boolean): boolean | null {
  if (values.includes(!all)) return !all;
  return values.includes(null) ? null : all;
}

function valueOf(template: Template, tree: Tree): string | null {
  const [name, argument] = functionOf(tree);
  if (argument.is !== 'value' || argument.value === null) return null;
  if (name === null) return String(argument.value);
  return name === 'Ref' ? (textAt(declaration(template, 'Parameters', String(argument.value))?.tree, ['Default']) ?? null) : null;
}

/** `!Equals [a, b]` and `{ "Fn::Equals": [a, b] }` are one. */
function functionOf(tree: Tree): readonly [string | null, Tree] {
  if (tree.tag !== null) return [tree.tag.slice(1), tree];
  if (tree.is !== 'map' || tree.entries.size !== 1) return [null, tree];
  const [[key, { tree: argument }] = ['', { tree }]] = [...tree.entries];
  return [key.replace(/^Fn::/, ''), argument];
}
