import { effectAt } from '../effects';
import { kindByWords } from '../kinds/words';
import type { Effect } from '../model';
import type { Format } from './format';
import { linesOf } from './places';
import { weakened } from './protections';
import { canonical, entryAt, textAt, type Tree, treesOf } from './tree';

/** Pulumi programs in YAML: a resource is its name under `resources`. */
export const pulumiYaml: Format = {
  name: 'pulumi-yaml',
  matches: (path, change) => /\.ya?ml$/i.test(path) && [change.before, change.after].some((text) => text !== null && /^runtime:\s*["']?yaml/m.test(text)),
  change: (change) => {
    const before = resourcesOf(change.before);
    const after = resourcesOf(change.after);
    return [...before].flatMap(([name, old]): Effect[] => {
      const resource = resourceOf(name, old.tree);
      const now = after.get(name);
      if (now !== undefined) return weakened(old.tree, now.tree).map(({ note, line, side }) => effectAt(linesOf(change.path, side, line ?? now.line, line ?? now.line), { verb: 'unprotect', resource, note }));
      const fresh = [...after].filter(([id, { tree }]) => !before.has(id) && textAt(tree, ['type']) === textAt(old.tree, ['type']));
      // `aliases: [{ name: old }]`, or a URN that ends with the old name.
      if (fresh.some(([, { tree }]) => isAlias(canonical(entryAt(tree, ['options', 'aliases'])?.tree), name))) return [];
      if (textAt(old.tree, ['options', 'retainOnDelete']) === 'true') return [];
      const renamed = fresh.find(([, { tree }]) => canonical(entryAt(tree, ['properties'])?.tree) === canonical(entryAt(old.tree, ['properties'])?.tree));
      if (renamed) return [effectAt(linesOf(change.path, 'after', renamed[1].line, renamed[1].line), { verb: 'replace', resource, note: `its name becomes ${renamed[0]}, which is another resource` })];
      return [effectAt(linesOf(change.path, 'before', old.line, old.tree.endLine), { verb: 'delete', resource })];
    });
  },
};

/** The settings of a stack (`Pulumi.prod.yaml`): a count that becomes nothing stops what it counts. */
export const pulumiConfig: Format = {
  name: 'pulumi-config',
  matches: (path) => /(?:^|\/)Pulumi\.[\w-]+\.ya?ml$/.test(path),
  change: (change) => {
    const [before, after] = [change.before, change.after].map((text) => entryAt(treesOf(text)[0], ['config'])?.tree);
    if (before?.is !== 'map' || after?.is !== 'map') return [];
    return [...after.entries].flatMap(([key, { line, tree }]): Effect[] => {
      const [was, is] = [textAt(before, [key]), tree.is === 'value' ? String(tree.value) : undefined];
      if (was === undefined || was === is) return [];
      if (/(?:replicas|desiredcount|instances|minsize|nodecount)$/i.test(key) && is === '0') return [effectAt(linesOf(change.path, 'after', line, line), { verb: 'stop', resource: { kind: 'service', type: 'stack setting', address: key }, undo: 'from-code', note: 'none is left' })];
      if (/(?:deletionprotection|protect|backups?enabled)$/i.test(key) && was === 'true' && is === 'false') return [effectAt(linesOf(change.path, 'after', line, line), { verb: 'unprotect', resource: { kind: 'protection', type: 'stack setting', address: key }, undo: 'yes' })];
      return [];
    });
  },
};

function isAlias(aliases: string, name: string): boolean {
  return aliases.includes(`"${name}"`) || aliases.includes(`::${name}"`);
}

function resourcesOf(text: string | null): ReadonlyMap<string, { readonly line: number; readonly tree: Tree }> {
  const section = entryAt(treesOf(text)[0], ['resources'])?.tree;
  return section?.is === 'map' ? section.entries : new Map();
}

function resourceOf(name: string, tree: Tree): Effect['resource'] {
  const type = textAt(tree, ['type']) ?? 'resource';
  const words = type.replace(/[:/]/g, '_').replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return { kind: kindByWords(words), type, address: `${type} ${name}` };
}
