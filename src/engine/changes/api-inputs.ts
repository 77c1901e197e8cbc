import { effectAt } from '../effects';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf } from './places';
import { weakened } from './protections';
import { entryAt, textAt, type Tree, treesOf } from './tree';

/** Files that are given to a cloud's client as what it shall set: `aws … --cli-input-json file://…`. Their keys are those of the API. */
export const apiInputs: Format = {
  name: 'api-inputs',
  matches: (path, change) => change.before !== null && change.after !== null && /\.(?:json|ya?ml)$/i.test(path) && /^\s*"?[A-Z]\w+"?\s*:|"desiredCount"/m.test(change.before),
  change: (change) => {
    const [was] = treesOf(change.before);
    const [is] = treesOf(change.after);
    if (was === undefined || is === undefined) return [];
    if (!isInput(was) || !isInput(is)) return emptied(change, was, is, ['desiredCount'], ['service', 'serviceName']);
    const name = change.path.slice(change.path.lastIndexOf('/') + 1);
    const weaker = weakened(under(name, was), under(name, is)).map(({ note, line, side }) => effectAt(linesOf(change.path, side, line ?? 1, line ?? 1), { verb: 'unprotect', resource: { kind: 'protection', type: 'setting', address: subjectOf(is) ?? name }, note }));
    return [...weaker, ...emptied(change, was, is, ['DesiredCapacity'], ['AutoScalingGroupName'])];
  },
};

/** What a part of an input says hangs on what its file is called: `versioning.json` has nothing but a status. */
function under(name: string, tree: Tree): Tree {
  return { is: 'map', entries: new Map([[name, { line: 1, tree }]]), tag: null, line: 1, endLine: tree.endLine };
}

function isInput(tree: Tree): boolean {
  if (tree.is !== 'map') return false;
  const keys = [...tree.entries.keys()];
  return keys.length > 0 && keys.every((key) => /^[A-Z][A-Za-z0-9]*$/.test(key)) && !keys.some((key) => /^(?:Resources|Statement|AWSTemplateFormatVersion|Transform|Parameters|Globals)$/.test(key)) && keys.some((key) => /(?:Identifier|Name|Arn|Id|Bucket|Configuration|Specification|Rules|Status|Acls|Policy)$/.test(key));
}

function subjectOf(tree: Tree): string | undefined {
  return ['Bucket', 'DBInstanceIdentifier', 'DBClusterIdentifier', 'TableName', 'Name', 'AutoScalingGroupName'].map((key) => textAt(tree, [key])).find((one) => one !== undefined);
}

function emptied(change: FileChange, was: Tree, is: Tree, path: readonly string[], names: readonly string[]): Effect[] {
  const [before, line] = [textAt(was, path), entryAt(is, path)?.line];
  const name = names.map((key) => textAt(is, [key])).find((one) => one !== undefined);
  if (name === undefined || line === undefined || before === undefined || before === '0' || textAt(is, path) !== '0') return [];
  return [effectAt(linesOf(change.path, 'after', line, line), { verb: 'stop', resource: { kind: 'service', type: 'service', address: name }, note: 'scaled to zero' })];
}
