import { effectAt } from '../effects';
import { cloudformationKind } from '../kinds/cloudformation';
import type { Context, Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf } from './places';
import { canonical, entryAt, textAt, type Tree, treesOf } from './tree';

/** Functions of the Serverless Framework: one that is not listed any more is deleted with its address. Its `resources` are a template of CloudFormation. */
export const serverless: Format = {
  name: 'serverless',
  matches: (path) => /(?:^|\/)serverless(?:[.-][\w-]+)?\.(?:ya?ml|json)$/i.test(path),
  change: (change, context) => [...functionsLost(change), ...renamedBy(change, context)],
};

function functionsLost(change: FileChange): Effect[] {
  const before = functionsOf(change.before);
  const after = functionsOf(change.after);
  if (change.after === null || before === null || after === null) return [];
  const fresh = [...after].filter(([name]) => !before.has(name));
  return [...before].flatMap(([name, { line, tree }]) => {
    // A function with a name of its own is the same one under any key.
    const own = textAt(tree, ['name']);
    if (after.has(name) || (own !== undefined && fresh.some(([, now]) => textAt(now.tree, ['name']) === own))) return [];
    const renamed = fresh.find(([, now]) => canonical(now.tree) === canonical(tree));
    return [effectAt(linesOf(change.path, 'before', line, tree.endLine), { verb: 'delete', resource: { kind: 'service', type: 'function', address: `function ${name}` }, undo: 'from-code', note: renamed ? `its name becomes ${renamed[0]}, which is another function` : null })];
  });
}

/** `null` where the functions stand in other files, which are not read here. */
function functionsOf(text: string | null): ReadonlyMap<string, { readonly line: number; readonly tree: Tree }> | null {
  const section = entryAt(treesOf(text)[0], ['functions']);
  if (section === undefined) return new Map();
  return section.tree.is === 'map' ? section.tree.entries : null;
}

/** A name that stands under `custom` and is what a resource is called by: another name is another resource, and the old one is deleted. */
function renamedBy(change: FileChange, { surroundings }: Context): Effect[] {
  const [before, after] = [treesOf(change.before)[0], treesOf(change.after)[0]];
  const custom = entryAt(after, ['custom'])?.tree;
  const resources = entryAt(after, ['resources', 'Resources'])?.tree;
  if (custom?.is !== 'map' || resources?.is !== 'map') return [];
  return [...custom.entries].flatMap(([key, { line, tree }]): Effect[] => {
    const was = entryAt(before, ['custom', key])?.tree;
    if (was === undefined || canonical(was) === canonical(tree)) return [];
    return [...resources.entries].flatMap(([id, { tree: resource }]): Effect[] => {
      const properties = entryAt(resource, ['Properties'])?.tree;
      const named = properties?.is === 'map' && [...properties.entries].some(([name, { tree: value }]) => /(?:Name|Identifier)$/.test(name) && value.is === 'value' && String(value.value).includes(`\${self:custom.${key}}`));
      if (!named || entryAt(before, ['resources', 'Resources', id]) === undefined) return [];
      const type = textAt(resource, ['Type']) ?? '';
      return [effectAt(linesOf(change.path, 'after', line, line), { verb: 'replace', resource: { kind: cloudformationKind(type, surroundings), type, address: id }, note: `its name comes from custom.${key}` })];
    });
  });
}
