import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Infrahold keeps what belongs to the person: `~/.infrahold`, or `INFRAHOLD_HOME`. */
export interface UserFolder {
  readonly root: string;
  readonly bin: string;
  readonly launcher: string;
  /** One JSON file and one socket per window, and the index the launcher reads. Private to the person. */
  readonly run: string;
  readonly index: string;
  /** Which programs can run the hook: `KEY=value` lines. */
  readonly runtime: string;
  readonly audit: string;
  readonly policy: string;
  readonly backups: string;
  readonly seen: string;
  /** Launchers that stand first on PATH in the editor's terminals. */
  readonly shims: string;
  /** What bash reads there after a profile has set PATH anew. */
  readonly bashEnv: string;
}

export function userFolder(env: Readonly<Record<string, string | undefined>> = process.env): UserFolder {
  const root = env['INFRAHOLD_HOME'] || join(env['HOME'] || homedir(), '.infrahold');
  const at = (...parts: string[]) => join(root, ...parts);
  return {
    root,
    bin: at('bin'),
    launcher: at('bin', process.platform === 'win32' ? 'infrahold.ps1' : 'infrahold'),
    run: at('run'),
    index: at('run', 'index'),
    runtime: at('run', 'runtime'),
    audit: at('audit'),
    policy: at('policy.yaml'),
    backups: at('backups'),
    seen: at('seen'),
    shims: at('shims'),
    bashEnv: at('shims.bash'),
  };
}

/** Makes a folder that only the person can enter. Throws when it is a link or belongs to somebody else: then it cannot be trusted. */
export function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  const about = lstatSync(folder);
  if (!about.isDirectory()) throw new Error(`${folder} is not a folder`);
  if (about.uid !== process.getuid?.()) throw new Error(`${folder} belongs to somebody else`);
  if ((about.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}
