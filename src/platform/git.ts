import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { onPath } from './processes';

/** Where a path stands in a repository. Paths inside of it are written with `/`, as git does. */
export interface Repository {
  readonly root: string;
  readonly git: string;
}

const LIMIT = 128 * 1024 * 1024;

/**
 * Asks git for what it has stored; null when it has no answer. A repository may be a stranger's, so nothing that its configuration names is
 * started: no file watcher, no fetch of what is missing, no text conversion (only plain objects are read).
 */
export function askGit({ root }: Repository, args: readonly string[], input = ''): Buffer | null {
  const program = onPath('git');
  if (program === null || !isAbsolute(program)) return null;
  const options = ['-c', 'core.fsmonitor=false', '-c', 'protocol.allow=never', '--no-optional-locks', '--no-pager', '--literal-pathspecs'];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  // Loaded when git is really asked: a hook that needs no git must not pay for it.
  const { spawnSync } = require('node:child_process') as typeof import('node:child_process');
  const ran = spawnSync(program, [...options, ...args], { cwd: root, input, maxBuffer: LIMIT, timeout: 5000, windowsHide: true, env: { ...env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' } });
  return ran.status === 0 && ran.error === undefined ? ran.stdout : null;
}

/** The repository that a path belongs to, and the path in it; the path itself need not exist any more. */
export function repositoryOf(path: string): { readonly repository: Repository; readonly inside: string } | null {
  let folder = path;
  while (!isFolder(folder)) {
    if (dirname(folder) === folder) return null;
    folder = dirname(folder);
  }
  const real = realpathSync(folder);
  for (let root = real; ; root = dirname(root)) {
    const git = gitFolder(join(root, '.git'));
    if (git !== null) return { repository: { root, git }, inside: relative(root, join(real, relative(folder, path))).split(sep).join('/') };
    if (dirname(root) === root) return null;
  }
}

/** Something that changes with every commit: the times of the files that move with the head. */
export function headOf({ git }: Repository): string {
  return ['HEAD', 'logs/HEAD', 'index'].map((name) => statSync(join(git, name), { throwIfNoEntry: false })?.mtimeMs ?? '-').join(' ');
}

/** A worktree or a submodule has a file there that says where its folder is. */
function gitFolder(path: string): string | null {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about?.isDirectory() === true) return path;
  if (about?.isFile() !== true || about.size > 4096) return null;
  const told = /^gitdir: (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1]?.trim();
  return told === undefined ? null : resolve(dirname(path), told);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
