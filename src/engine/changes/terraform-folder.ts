import type { FileChange, Side, Surroundings } from '../model';
import { type ModuleFile, sourceOf } from './terraform-module';

/** Files of one folder beyond these are left unread. */
const MAX_FILES = 300;
const MAX_CHARACTERS = 3_000_000;

/** The files of a folder on both sides of a change. */
export interface Folder {
  readonly path: string;
  readonly before: readonly ModuleFile[];
  readonly after: readonly ModuleFile[];
  /** Variable files that Terraform reads by itself, in the order it does. */
  readonly variables: { readonly before: readonly ModuleFile[]; readonly after: readonly ModuleFile[] };
  readonly whole: boolean;
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function isConfiguration(name: string): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$/i.test(name);
}

export function isVariables(name: string): boolean {
  return /\.tfvars(?:\.json)?$/i.test(name);
}

/** Reads a folder as it is before and after the changes. A file that both sides share is read once. */
export function readFolder(path: string, changes: readonly FileChange[], surroundings: Surroundings): Folder {
  const own = changes.filter((change) => folderOf(change.path) === path);
  const names = (surroundings.listFiles(path === '' ? '/' : path) ?? []).filter((name) => (isConfiguration(name) || isVariables(name)) && !own.some((change) => nameOf(change.path) === name));
  let left = MAX_CHARACTERS;
  const shared: ModuleFile[] = [];
  for (const name of names.slice(0, MAX_FILES)) {
    const text = left > 0 ? surroundings.readFile(`${path}/${name}`) : null;
    if (text === null) continue;
    left -= text.length;
    shared.push({ path: `${path}/${name}`, source: sourceOf(name, text), changed: false });
  }
  const on = (side: Side): ModuleFile[] => [
    ...own.flatMap((change): ModuleFile[] => (change[side] === null ? [] : [{ path: change.path, source: sourceOf(change.path, change[side]), changed: true }])),
    ...shared,
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const [before, after] = [on('before'), on('after')];
  const configuration = ({ path: one }: ModuleFile): boolean => isConfiguration(nameOf(one));
  const automatic = ({ path: one }: ModuleFile): boolean => /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/i.test(nameOf(one));
  const order = (a: ModuleFile, b: ModuleFile): number => Number(/\.auto\./i.test(nameOf(a.path))) - Number(/\.auto\./i.test(nameOf(b.path)));
  return {
    path,
    before: before.filter(configuration),
    after: after.filter(configuration),
    variables: { before: before.filter(automatic).sort(order), after: after.filter(automatic).sort(order) },
    whole: left > 0 && names.length <= MAX_FILES,
  };
}

/** The folder of a local module: `./db` counted from the file that calls it. `null` for modules from elsewhere. */
export function resolveFolder(caller: string, source: string | null): string | null {
  if (source === null || !/^\.\.?(?:\/|$)/.test(source)) return null;
  const parts = folderOf(caller).split('/');
  for (const step of source.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}
