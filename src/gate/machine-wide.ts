import { chmodSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ADAPTERS } from '../assistants';
import type { Machine } from '../assistants/contract';
import { planManaged } from '../assistants/managed';
import { MANAGED, type System } from '../assistants/managed-places';
import { readWhole, writeWhole } from '../platform/files';
import { userFolder } from '../platform/folder';
import type { PlannedFile } from '../protocol/messages';
import { applyPlan, thisMachine, type Written } from './install';
import { cmdLauncher, posixLauncher, powershellLauncher, RETIRED, type LauncherOptions } from './launcher';

/** Where what guards a whole machine stands: folders that only its administrator can write to. */
const OWN: Readonly<Record<System, string>> = { linux: '/usr/local/lib/infrahold', macos: '/usr/local/lib/infrahold', windows: 'C:\\Program Files\\Infrahold' };

/** Guards everybody on a machine, from files that no person's and no project's settings undo. */
export interface MachineWideGuard {
  plan(ids: readonly string[], uninstall: boolean): readonly PlannedFile[];
  /** Writes a plan, with the programs and the launcher that its hooks start. `here` is the folder of the built files. */
  apply(plan: readonly PlannedFile[], uninstall: boolean, here: string, options: Pick<LauncherOptions, 'curl' | 'node'>): Written;
  /** Takes the programs away when nothing calls them any more. */
  retire(): void;
  readonly launcher: string;
}

/** `root` stands before every path that is read or written; nothing but a test gives another than ''. */
export function machineWide(system: System, root = ''): MachineWideGuard {
  const own = OWN[system];
  const separator = system === 'windows' ? '\\' : '/';
  const at = (...parts: readonly string[]): string => [own, ...parts].join(separator);
  const launcher = at('bin', system === 'windows' ? 'infrahold.ps1' : 'infrahold');
  const backups = userFolder({ INFRAHOLD_HOME: root + at('private') });
  const real = thisMachine(backups, {});
  const machine: Machine = { ...real, platform: system === 'windows' ? 'windows' : 'posix', launcher, readFile: (path) => readWhole(root + path), original: (path) => real.original(root + path) };

  return {
    launcher,
    plan: (ids, uninstall) => ADAPTERS.filter(({ id }) => (ids.length === 0 ? MANAGED : ids).includes(id)).flatMap((adapter) => planManaged(adapter, machine, system, uninstall ? 'uninstall' : 'install', at('bin')) ?? []),
    apply(plan, uninstall, here, options) {
      if (!uninstall) putPrograms(here, options);
      publicFolder(dirname(backups.root));
      const written = applyPlan(backups, plan.map((file) => {
        if (file.refused === null) publicFolder(dirname(root + file.path));
        return { ...file, path: root + file.path };
      }));
      // Everybody's assistants read them, and nobody but the administrator writes them: Copilot drops a file that a group could write.
      for (const path of written.written) if (existsSync(path)) chmodSync(path, 0o644);
      return written;
    },
    retire() {
      if (!existsSync(root + launcher)) return;
      // An assistant that runs at this moment still calls it.
      if (system !== 'windows') writeWhole(root + launcher, RETIRED, 0o755);
      rmSync(root + at('dist'), { recursive: true, force: true });
    },
  };

  function putPrograms(here: string, { curl, node }: Pick<LauncherOptions, 'curl' | 'node'>): void {
    for (const folder of [at(), at('bin'), at('dist')]) publicFolder(root + folder);
    for (const name of ['hook.js', 'commands.js', 'tables', 'version']) {
      const from = join(here, name);
      // Files that the build made are readable for everybody.
      if (existsSync(from)) cpSync(from, root + at('dist', name), { recursive: true, force: true });
    }
    const options: LauncherOptions = { root: null, curl, node, hook: at('dist', 'hook.js'), editor: null };
    if (system !== 'windows') return writeWhole(root + launcher, posixLauncher(options), 0o755);
    writeWhole(root + launcher, powershellLauncher(options), 0o755);
    writeWhole(root + at('bin', 'infrahold.cmd'), cmdLauncher(options), 0o755);
  }
}

/** A folder that everybody can enter, whatever the umask of the administrator; one that is there already stays as it is. */
function publicFolder(path: string): void {
  if (existsSync(path)) return;
  publicFolder(dirname(path));
  mkdirSync(path);
  chmodSync(path, 0o755);
}
