import type { Attribute } from './hcl/model';
import { type Lines, linesIn } from './terraform-compare';
import type { Folder } from './terraform-folder';
import type { Module, ModuleFile, Part } from './terraform-module';
import { linesOfKey, narrowed } from './terraform-narrow';
import { type ChangedCall, linesOfPart, originIn, type Run } from './terraform-run';
import { attributesOf } from './terraform-variables';

/** Where a name of a folder got its value: a variable file, a default, or the local that says it. */
export function ownOrigin(name: string, folder: Folder, [before, after]: readonly [Module, Module], depth = 0): Lines | null {
  const own = name.slice(name.indexOf('.') + 1);
  if (name.startsWith('var.')) return valueOrigin(name, folder.variables.before, folder.variables.after) ?? placeOf(defaultOf(before, own), defaultOf(after, own));
  const found = localOf(after, own);
  const place = placeOf(localOf(before, own), found);
  if (place || !found || depth > 10) return place;
  for (const [inner] of textOf(found).matchAll(/\b(?:var|local)\.[\w-]+/g)) {
    const lines = inner === name ? null : ownOrigin(inner, folder, [before, after], depth + 1);
    if (lines) return lines;
  }
  return null;
}

/** Where variable files give another value than before. */
export function valueOrigin(name: string, before: readonly ModuleFile[], after: readonly ModuleFile[]): Lines | null {
  if (!name.startsWith('var.')) return null;
  const given = (files: readonly ModuleFile[]): Said | null => files.filter((file) => file.changed).flatMap((file) => attributesOf(file).filter((one) => one.name === name.slice(4)).map((attribute) => ({ file, attribute }))).at(-1) ?? null;
  return placeOf(given(before), given(after));
}

/** Inside a module an input comes from the call, and there perhaps from a name of the caller. */
export function callOrigin(name: string, call: ChangedCall, module: Module, outer: Run, depth = 0): Lines | null {
  const own = name.slice(name.indexOf('.') + 1);
  if (name.startsWith('var.')) {
    const found = argumentOf(call.now, own);
    return placeOf(argumentOf(call.old, own), found) ?? (found ? originIn(outer, textOf(found)) : null);
  }
  const local = localOf(module, own);
  for (const [inner] of depth > 10 || !local ? [] : textOf(local).matchAll(/\b(?:var|local)\.[\w-]+/g)) {
    const lines = inner === name ? null : callOrigin(inner, call, module, outer, depth + 1);
    if (lines) return lines;
  }
  return null;
}

/** Where instances were lost: the key that is gone, the `count` or `for_each` that says otherwise now, or the name that it hangs on. */
export function linesOfLost(run: Run, old: Part, now: Part, key: string | null): Lines {
  const [before, after] = [meta(old), meta(now)];
  if (before && key !== null && (!after || textOf(before) !== textOf(after))) {
    const lines = linesOfKey({ file: before.file, expression: before.attribute.value() }, key);
    if (lines) return lines;
  }
  return placeOf(before, after) ?? (after ? originIn(run, textOf(after)) : null) ?? (after ? linesIn(after.file, 'after')(after.attribute) : linesOfPart(now, 'after'));
}

/** An argument as written in a file. */
interface Said {
  readonly file: ModuleFile;
  readonly attribute: Attribute;
}

/** Where what is said differs; `null` when it reads as before. */
function placeOf(before: Said | null, after: Said | null): Lines | null {
  if (!after) return before?.file.changed ? linesIn(before.file, 'before')(before.attribute) : null;
  if (!after.file.changed || (before && textOf(before) === textOf(after))) return null;
  const inside = before ? narrowed({ file: before.file, expression: before.attribute.value() }, { file: after.file, expression: after.attribute.value() }) : null;
  return inside ?? linesIn(after.file, 'after')(after.attribute);
}

function textOf({ file, attribute }: Said): string {
  return file.source.text.slice(attribute.start, attribute.end).replace(/\s+/g, ' ');
}

function meta(part: Part): Said | null {
  return argumentOf(part, 'for_each') ?? argumentOf(part, 'count');
}

function argumentOf(part: Part, name: string): Said | null {
  const attribute = [part.block, ...part.overrides].flatMap((block) => block.body().attributes).findLast((one) => one.name === name);
  return attribute ? { file: part.file, attribute } : null;
}

function defaultOf(module: Module, name: string): Said | null {
  const part = module.variables.get(name);
  return part ? argumentOf(part, 'default') : null;
}

function localOf(module: Module, name: string): Said | null {
  for (const { file, block } of module.locals) {
    const attribute = block.body().attributes.find((one) => one.name === name);
    if (attribute) return { file, attribute };
  }
  return null;
}
