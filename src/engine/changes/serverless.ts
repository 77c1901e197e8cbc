import { effectAt } from '../effects';
import type { Format } from './format';
import { linesOf } from './places';
import { canonical, entryAt, textAt, type Tree, treesOf } from './tree';

/** Functions of the Serverless Framework: one that is not listed any more is deleted with its address. Its `resources` are a template of CloudFormation. */
export const serverless: Format = {
  name: 'serverless',
  matches: (path) => /(?:^|\/)serverless(?:[.-][\w-]+)?\.(?:ya?ml|json)$/i.test(path),
  change: (change) => {
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
  },
};

/** `null` where the functions stand in other files, which are not read here. */
function functionsOf(text: string | null): ReadonlyMap<string, { readonly line: number; readonly tree: Tree }> | null {
  const section = entryAt(treesOf(text)[0], ['functions']);
  if (section === undefined) return new Map();
  return section.tree.is === 'map' ? section.tree.entries : null;
}
