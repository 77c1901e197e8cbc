import { effectAt } from '../effects';
import { cloudformationKind } from '../kinds/cloudformation';
import type { Context, Effect, FileChange, Side } from '../model';
import { takenOut } from './cloudformation-conditions';
import { renamesBetween } from './cloudformation-renames';
import { type Declared, type Template, templateOf } from './cloudformation-template';
import type { Format } from './format';
import { linesOf } from './places';
import { weakened } from './protections';
import { canonical, entryAt, textAt, type Tree } from './tree';
import { lookup } from '../lookup';

/** CloudFormation and SAM templates, YAML or JSON. A resource is its logical id: another id is another resource. */
export const cloudformation: Format = {
  name: 'cloudformation',
  matches: (path, change) => /\.(?:ya?ml|json|template|cfn)$/i.test(path) && [change.before, change.after].some((text) => text !== null && /\bAWS::\w|AWSTemplateFormatVersion|Alexa::ASK/.test(text)),
  change: (change, context) => {
    const before = templateOf(change.before);
    const after = templateOf(change.after);
    return [...removed(change, before, after, context), ...conditioned(change, before, after, context), ...[...after.resources].flatMap(([id, now]) => changed(change, id, before.resources.get(id), now, context))];
  },
};

/** A removed resource is deleted, unless its policy keeps it; one that comes back under another id is deleted and created. */
function removed(change: FileChange, before: Template, after: Template, context: Context): Effect[] {
  const renamedTo = renamesBetween(before, after);
  return [...before.resources.values()].flatMap((old): Effect[] => {
    if (after.resources.has(old.id)) return [];
    const place = linesOf(change.path, 'before', old.line, old.endLine);
    const renamed = renamedTo(old);
    const resource = resourceOf(old, context);
    if (isKept(old)) {
      if (renamed === null || !renamed.surely || !HOLDS.has(resource.kind)) return [effectAt(place, { verb: 'read', resource, note: 'its DeletionPolicy keeps it' })];
      return [effectAt(place, { verb: 'replace', resource, note: `its logical id becomes ${renamed.id}: the old one stays outside of the stack, and what uses it gets a new, empty one` })];
    }
    const snapshot = textAt(old.tree, ['DeletionPolicy']) === 'Snapshot';
    const note = renamed ? `its logical id becomes ${renamed.id}, which is another resource` : snapshot ? 'a snapshot is taken first' : null;
    return [effectAt(place, { verb: 'delete', resource, note, undo: snapshot ? 'from-backup' : 'no' })];
  });
}

/** A condition that does not hold takes its resource out of the stack as surely as its removal does. */
function conditioned(change: FileChange, before: Template, after: Template, context: Context): Effect[] {
  return takenOut(before, after).flatMap(({ old, note, line }): Effect[] => {
    const verb = isKept(old) ? 'read' : 'delete';
    return [effectAt(linesOf(change.path, 'after', line, line), { verb, resource: resourceOf(old, context), note, undo: textAt(old.tree, ['DeletionPolicy']) === 'Snapshot' ? 'from-backup' : 'no' })];
  });
}

function isKept({ tree }: Declared): boolean {
  return /^Retain(?:ExceptOnCreate)?$/.test(textAt(tree, ['DeletionPolicy']) ?? '');
}

/** Kinds of which a second one does not do what the first did. */
const HOLDS: ReadonlySet<string> = new Set(['data-store', 'backup', 'key', 'identity', 'network-control', 'stack']);

function changed(change: FileChange, id: string, old: Declared | undefined, now: Declared, context: Context): Effect[] {
  const resource = resourceOf(now, context);
  if (old === undefined) return [effectAt(linesOf(change.path, 'after', now.line, now.endLine), { verb: 'create', resource })];
  const effects: Effect[] = [];
  if (old.type !== now.type) {
    const line = entryAt(now.tree, ['Type'])?.line ?? now.line;
    effects.push(effectAt(linesOf(change.path, 'after', line, line), { verb: 'replace', resource: resourceOf(old, context), note: `its type becomes ${now.type}` }));
  } else effects.push(...replacing(change, old, now, context));
  effects.push(...policies(change, id, old, now, context), ...weakened(entryAt(old.tree, ['Properties'])?.tree, entryAt(now.tree, ['Properties'])?.tree).map(({ note, line, side }) => unprotect(change, resource, note, line ?? (side === 'after' ? now.line : old.line), side)));
  if (effects.length === 0 && canonical(old.tree) !== canonical(now.tree)) effects.push(effectAt(linesOf(change.path, 'after', now.line, now.endLine), { verb: 'update', resource }));
  return effects;
}

function unprotect(change: FileChange, resource: Effect['resource'], note: string, line: number, side: Side): Effect {
  return effectAt(linesOf(change.path, side, line, line), { verb: 'unprotect', resource, note });
}

/** Properties whose change makes CloudFormation create the resource again and delete the old one. */
function replacing(change: FileChange, old: Declared, now: Declared, context: Context): Effect[] {
  const row = rowOf(now.type, context);
  if (row === null) return [];
  return [...row.always.map((path) => ({ path, note: (name: string) => name })), ...row.maybe.map((path) => ({ path, note: (name: string) => `${name}, which may need a new one` }))].flatMap(({ path, note }) =>
    differing(entryAt(old.tree, ['Properties'])?.tree, entryAt(now.tree, ['Properties'])?.tree, path.split('.')).map(({ line, side }): Effect => {
      const maybe = row.maybe.includes(path);
      const place = linesOf(change.path, side, line ?? (side === 'after' ? now.line : old.line), line ?? (side === 'after' ? now.line : old.line));
      // What only may replace is an ordinary change until a change set says otherwise.
      return effectAt(place, { verb: maybe ? 'update' : 'replace', resource: resourceOf(now, context), note: note(path) });
    }),
  );
}

function rowOf(type: string, context: Context): { readonly always: readonly string[]; readonly maybe: readonly string[] } | null {
  const table = context.surroundings.table('cfn');
  const at = table.indexOf(`\n${type}|`);
  if (at < 0) return null;
  const [, always = '', maybe = '', nested = ''] = table.slice(at + 1, table.indexOf('\n', at + 1)).split('|');
  return { always: [...always.split(' '), ...nested.split(' ')].filter((one) => one !== ''), maybe: maybe.split(' ').filter((one) => one !== '') };
}

/** Where two trees differ at a path; `*` stands for every item or key. A property that appears or goes counts. */
function differing(before: Tree | undefined, after: Tree | undefined, path: readonly string[]): { readonly line: number | null; readonly side: Side }[] {
  const [key, ...rest] = path;
  if (key === undefined) return canonical(before) === canonical(after) ? [] : [{ line: after?.line ?? before?.line ?? null, side: after ? 'after' : 'before' }];
  if (key !== '*') {
    const old = entryAt(before, [key]);
    const now = entryAt(after, [key]);
    if (rest.length > 0) return differing(old?.tree, now?.tree, rest);
    return canonical(old?.tree) === canonical(now?.tree) ? [] : [{ line: now?.line ?? old?.line ?? null, side: now ? 'after' : 'before' }];
  }
  const count = Math.max(before?.is === 'list' ? before.items.length : 0, after?.is === 'list' ? after.items.length : 0);
  return Array.from({ length: count }, (_, i) => i).flatMap((i) => differing(entryAt(before, [String(i)])?.tree, entryAt(after, [String(i)])?.tree, rest));
}

const STRENGTH: Readonly<Record<string, number>> = { Delete: 0, Snapshot: 1, RetainExceptOnCreate: 2, Retain: 3 };

/** What happens to the thing when the stack lets go of it. Without a word the default is to delete, for databases to take a snapshot. */
function policies(change: FileChange, id: string, old: Declared, now: Declared, context: Context): Effect[] {
  return ['DeletionPolicy', 'UpdateReplacePolicy'].flatMap((name): Effect[] => {
    const default_ = name === 'DeletionPolicy' && /^AWS::RDS::DB(?:Cluster|Instance)$/.test(now.type) ? 'Snapshot' : 'Delete';
    const was = textAt(old.tree, [name]) ?? default_;
    const is = textAt(now.tree, [name]) ?? default_;
    if ((lookup(STRENGTH, is) ?? 0) >= (lookup(STRENGTH, was) ?? 0)) return [];
    const entry = entryAt(now.tree, [name]);
    const line = entry?.line ?? entryAt(old.tree, [name])?.line ?? now.line;
    return [unprotect(change, { ...resourceOf(now, context), address: id }, `${name} ${was} becomes ${is}`, line, entry ? 'after' : 'before')];
  });
}

function resourceOf({ id, type }: Declared, context: Context): Effect['resource'] {
  return { kind: cloudformationKind(type, context.surroundings), type, address: `${id} (${type})` };
}
