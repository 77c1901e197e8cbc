import { accessSync, constants, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ADAPTERS } from '../assistants';
import type { Adapter, Machine } from '../assistants/contract';
import { sha256 } from '../platform/digest';
import { readWhole, remove, writeWhole } from '../platform/files';
import { makePrivate, type UserFolder } from '../platform/folder';
import { onPath, run } from '../platform/processes';
import type { PlannedFile } from '../protocol/messages';
import { hostOf } from './host-version';
import { removeShims } from './shims';
import { cmdLauncher, posixLauncher, powershellLauncher, RETIRED, type LauncherOptions } from './launcher';

export interface Written {
  readonly written: readonly string[];
  readonly refused: readonly string[];
}

/** What Infrahold first found in a file, and what it wrote there: so that it can be put back byte for byte. */
interface Backup {
  readonly path: string;
  readonly original: string | null;
  readonly written: string;
}

/** This machine as the adapters see it. */
export function thisMachine(folder: UserFolder, env: Readonly<Record<string, string | undefined>> = process.env): Machine {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  return {
    home,
    env,
    platform: process.platform === 'win32' ? 'windows' : 'posix',
    launcher: folder.launcher,
    readFile: readWhole,
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    hasProgram: (name) => onPath(name, env['PATH']) !== null,
    original(path) {
      const backup = readBackup(folder, path);
      return backup && backup.written === sha256(readWhole(path) ?? '') ? backup.original : undefined;
    },
    lockedBy,
    namesIn: allNamesIn,
    hostOf: (name) => hostOf(name, env['PATH']),
  };
}

/** The files that guarding these assistants would write; `null` means all that are present. */
export function planInstall(machine: Machine, ids: readonly string[] | null, uninstall: boolean): readonly PlannedFile[] {
  return chosen(machine, ids, uninstall).flatMap((adapter) => adapter.files(machine, uninstall ? 'uninstall' : 'install')).map((file) => {
    const locked = file.refused === null ? (machine.lockedBy?.(file.path) ?? null) : null;
    return locked === null ? file : { ...file, after: file.before, refused: locked };
  });
}

/** Writes a plan, with a backup of what stood there. What a plan refuses is not written, and said. */
export function applyPlan(folder: UserFolder, plan: readonly PlannedFile[]): Written {
  const written: string[] = [];
  const refused: string[] = [];
  for (const file of plan) {
    const why = file.refused ?? lockedBy(file.path) ?? (readWhole(file.path) === file.before ? null : `${file.path} has changed since it was shown; nothing was written to it`) ?? failureOf(() => applyFile(folder, file));
    if (why !== null) refused.push(why);
    else written.push(file.path);
  }
  return { written, refused };
}

/** Puts the launcher in its place. Its path never changes, so that no assistant has to be told again. */
export function writeLauncher(folder: UserFolder, options: LauncherOptions): boolean {
  makePrivate(folder.root);
  if (process.platform !== 'win32') return put(folder.launcher, posixLauncher(options), 0o755);
  const script = put(join(folder.bin, 'infrahold.ps1'), powershellLauncher(options), 0o755);
  return put(join(folder.bin, 'infrahold.cmd'), cmdLauncher(options), 0o755) || script;
}

/** After the last hook was taken out. */
export function retireLauncher(folder: UserFolder): void {
  removeShims(folder);
  if (process.platform !== 'win32' && readWhole(folder.launcher) !== null) put(folder.launcher, RETIRED, 0o755);
}

/** What the launcher can use here. A Node of the person's is looked at once, for its version. */
export async function launcherOptions(folder: UserFolder, hook: string, editor: string | null): Promise<LauncherOptions> {
  const node = onPath('node');
  const version = node === null ? null : await run(node, ['--version'], { cwd: dirname(node), env: process.env, milliseconds: 3000, bytes: 1000 });
  const recent = version?.kind === 'done' && Number(/^v(\d+)/.exec(version.stdout)?.[1] ?? 0) >= 20;
  return { root: folder.root, curl: process.platform === 'win32' ? null : onPath('curl'), node: recent ? node : null, hook, editor };
}

/** The files that Infrahold has written, and the hash of what it wrote last. */
export function writtenFiles(folder: UserFolder): readonly { readonly path: string; readonly written: string }[] {
  return namesIn(folder.backups).flatMap((name) => {
    try {
      const { path, written } = JSON.parse(readWhole(join(folder.backups, name)) ?? '') as Backup;
      return [{ path, written }];
    } catch {
      // Half a file, or none of ours.
      return [];
    }
  });
}

/** A file that its owner has made read-only, one that a manager of settings keeps elsewhere, a link that leads nowhere, or a thing that is no file. */
function lockedBy(path: string): string | null {
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (link === undefined) return null;
  const about = statSync(path, { throwIfNoEntry: false });
  if (about === undefined) return `${path} is a link to a file that is not there; nothing was written`;
  if (!about.isFile()) return `${path} is not a file; nothing was written`;
  if ((about.mode & 0o222) === 0 || !mayWrite(path)) return `${path} is read-only; make it writable and try again. Nothing was written.`;
  return null;
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function failureOf(write: () => void): string | null {
  try {
    write();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function namesIn(place: string): readonly string[] {
  return allNamesIn(place).filter((name) => name.endsWith('.json'));
}

function allNamesIn(place: string): readonly string[] {
  try {
    return readdirSync(place);
  } catch {
    // Nothing was ever put there.
    return [];
  }
}

function chosen(machine: Machine, ids: readonly string[] | null, uninstall: boolean): readonly Adapter[] {
  if (ids !== null) return ADAPTERS.filter(({ id }) => ids.includes(id));
  return uninstall ? ADAPTERS : ADAPTERS.filter((adapter) => adapter.detect(machine).present);
}

function applyFile(folder: UserFolder, { path, before, after }: PlannedFile): void {
  makePrivate(folder.root);
  makePrivate(folder.backups);
  const known = readBackup(folder, path);
  const ours = known !== null && known.written === sha256(before ?? '');
  // An update of our own entry must not make our earlier text the original.
  const backup: Backup = { path, original: ours ? known.original : before, written: sha256(after ?? '') };
  // First the backup: whatever happens in between, what stood there can be put back.
  writeWhole(backupPath(folder, path), `${JSON.stringify(backup, null, 1)}\n`, 0o600);
  if (after === null) remove(path);
  else writeWhole(path, after);
}

function readBackup(folder: UserFolder, path: string): Backup | null {
  try {
    return JSON.parse(readWhole(backupPath(folder, path)) ?? '') as Backup;
  } catch {
    return null;
  }
}

function backupPath(folder: UserFolder, path: string): string {
  return join(folder.backups, `${sha256(path).slice(0, 16)}.json`);
}

function put(path: string, text: string, mode: number): boolean {
  if (readWhole(path) === text) return false;
  writeWhole(path, text, mode);
  return true;
}
