import { effectAt } from '../effects';
import { backsUp } from '../kinds/backups';
import { isRegenerated, isSystemCache } from '../kinds/folders';
import type { Effect, FileChange } from '../model';
import { isCompose, isForDevelopment } from './compose-files';
import type { Format } from './format';
import { linesOf } from './places';
import { canonical, entryAt, textAt, type Tree, treesOf } from './tree';

/** docker compose files: what becomes of the named volumes, and of the places where databases keep their data. */
export const compose: Format = {
  name: 'compose',
  matches: (path, change) => [change.before, change.after].some((text) => text !== null && isCompose(path, text)),
  change: (change) => {
    const [was] = treesOf(change.before);
    const [is] = treesOf(change.after);
    if (was === undefined) return [];
    return [...stopped(change, was, is), ...volumes(change, was, is), ...mounts(change, was, is), ...project(change, was, is), ...backups(change, was, is)];
  },
};

/** A service that is told to run no copy of itself. */
function stopped(change: FileChange, was: Tree, is: Tree | undefined): Effect[] {
  const services = entryAt(is, ['services'])?.tree;
  if (services?.is !== 'map' || isForDevelopment(change.path)) return [];
  return [...services.entries.keys()].flatMap((name) =>
    [['deploy', 'replicas'], ['scale']].flatMap((path) => {
      const now = entryAt(is, ['services', name, ...path]);
      if (now === undefined || textAt(is, ['services', name, ...path]) !== '0' || textAt(was, ['services', name, ...path]) === '0' || entryAt(was, ['services', name]) === undefined) return [];
      return [effectAt(linesOf(change.path, 'after', now.line, now.line), { verb: 'stop', resource: { kind: 'service', type: 'service', address: `service ${name}` }, note: 'scaled to zero' })];
    }),
  );
}

function volumes(change: FileChange, was: Tree, is: Tree | undefined): Effect[] {
  const section = entryAt(was, ['volumes'])?.tree;
  if (section?.is !== 'map') return [];
  const targets = targetsOf(was);
  return [...section.entries].flatMap(([name, { line, tree }]): Effect[] => {
    const resource: Effect['resource'] = { kind: isMadeAgain(name, targets.get(name) ?? []) ? 'regenerated' : 'data-store', type: 'volume', address: `volume ${name}` };
    const now = entryAt(is, ['volumes', name]);
    if (now === undefined) return [effectAt(linesOf(change.path, 'before', line, tree.endLine), { verb: 'replace', resource, note: 'it is no longer declared; what used it starts empty' })];
    if (canonical(entryAt(tree, ['driver_opts'])?.tree) !== canonical(entryAt(now.tree, ['driver_opts'])?.tree)) return [effectAt(linesOf(change.path, 'after', now.line, now.tree.endLine), { verb: 'replace', resource, note: 'its driver options change' })];
    const outside = textAt(tree, ['external']) === 'true' && textAt(now.tree, ['external']) !== 'true';
    return outside ? [effectAt(linesOf(change.path, 'after', now.line, now.tree.endLine), { verb: 'unprotect', resource, note: 'it is no longer external, so that `down -v` takes it' })] : [];
  });
}

/** Where each named volume is mounted, in any service. */
function targetsOf(tree: Tree): ReadonlyMap<string, readonly string[]> {
  const services = entryAt(tree, ['services'])?.tree;
  const found = new Map<string, string[]>();
  for (const { source, target } of services?.is === 'map' ? [...services.entries.values()].flatMap((entry) => mountsOf(entry.tree)) : []) found.set(source, [...(found.get(source) ?? []), target]);
  return found;
}

/** Dependencies and caches that a container fills again: by every place where the volume is mounted, or by its name where it is mounted nowhere. */
function isMadeAgain(name: string, targets: readonly string[]): boolean {
  const again = (path: string): boolean => isRegenerated(path.split('/').filter((part) => part !== '' && !/^(?:var|logs?|data|te?mp)$/i.test(part))) || isSystemCache(path) || TOOLS_OWN.test(path);
  return targets.length > 0 ? targets.every(again) : again(name) || /(?:^|[-_])(?:node[-_]?modules|cache|venv|bundle|gems)$/.test(name);
}

/** Where the images of languages keep what they have downloaded. */
const TOOLS_OWN = /^(?:\/usr\/local\/(?:bundle|cargo\/(?:registry|git))|\/go\/pkg|\/root\/\.(?:m2|gradle|npm|cargo|nuget|composer|ivy2|sbt)|\/home\/\w+\/\.(?:m2|gradle|npm|cargo|nuget|composer)|\/var\/cache\/apt|\/opt\/venv|\/bundle|\/gems)(?:\/|$)|\/(?:\.cache|vendor\/bundle|\.pnpm-store)(?:\/|$)/;

interface Mount {
  readonly source: string;
  readonly target: string;
  readonly line: number;
}

function mounts(change: FileChange, was: Tree, is: Tree | undefined): Effect[] {
  const services = entryAt(was, ['services'])?.tree;
  if (services?.is !== 'map') return [];
  return [...services.entries].flatMap(([service, { tree }]) => {
    const now = entryAt(is, ['services', service])?.tree;
    // A service that is gone keeps its volumes; only one that runs on without them loses its data.
    if (now === undefined) return [];
    const after = mountsOf(now);
    return mountsOf(tree)
      .filter(({ source, target }) => !source.startsWith('.') && !source.startsWith('/') && source !== '' && !after.some((one) => one.source === source && one.target === target))
      .map(({ source, target, line }) => {
        const instead = after.find((one) => one.target === target);
        const place = instead ? linesOf(change.path, 'after', instead.line, instead.line) : linesOf(change.path, 'before', line, line);
        return effectAt(place, { verb: 'replace', resource: { kind: isMadeAgain(source, [target]) ? 'regenerated' : 'data-store', type: 'volume', address: `the data of ${service} in ${target}` }, note: instead ? `volume ${source} becomes ${instead.source}` : `volume ${source} is no longer mounted there` });
      });
  });
}

function mountsOf(service: Tree): Mount[] {
  const list = entryAt(service, ['volumes'])?.tree;
  if (list?.is !== 'list') return [];
  return list.items.map((item) => {
    if (item.is === 'value') {
      const [source = '', target = ''] = String(item.value).split(':');
      return { source: target === '' ? '' : source, target: target === '' ? source : target, line: item.line };
    }
    return { source: textAt(item, ['type']) === 'bind' ? './' : (textAt(item, ['source']) ?? ''), target: textAt(item, ['target']) ?? '', line: item.line };
  });
}

/** A service that makes backups and is gone: nobody makes them any more. */
function backups(change: FileChange, was: Tree, is: Tree | undefined): Effect[] {
  const services = entryAt(was, ['services'])?.tree;
  const makes = (name: string, tree: Tree): boolean => backsUp(`${name}\n${textAt(tree, ['image']) ?? ''}\n${canonical(entryAt(tree, ['command'])?.tree)}`);
  if (services?.is !== 'map') return [];
  const now = entryAt(is, ['services'])?.tree;
  const left = now?.is === 'map' ? [...now.entries].some(([name, { tree }]) => !services.entries.has(name) && makes(name, tree)) : false;
  if (left || is === undefined) return [];
  return [...services.entries].flatMap(([name, { line, tree }]) => (entryAt(is, ['services', name]) === undefined && makes(name, tree) ? [effectAt(linesOf(change.path, 'before', line, tree.endLine), { verb: 'unprotect', resource: { kind: 'protection', type: 'service', address: `service ${name}` }, note: 'it is gone, and makes no more backups' })] : []));
}

/** Volumes carry the project's name: another name is another, empty set of volumes. */
function project(change: FileChange, was: Tree, is: Tree | undefined): Effect[] {
  const before = textAt(was, ['name']);
  const now = entryAt(is, ['name']);
  if (before === undefined || now === undefined || textAt(is, ['name']) === before || entryAt(was, ['volumes']) === undefined) return [];
  return [effectAt(linesOf(change.path, 'after', now.line, now.line), { verb: 'replace', resource: { kind: 'data-store', type: 'project', address: `every volume of ${before}` }, reach: 'collection', note: 'the project gets another name, and with it new, empty volumes' })];
}
