import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { onPath, run } from '../platform/processes';

/** What the last commit has of a file; asked of git once for each commit. */
export interface Committed {
  of(path: string): Promise<string | null>;
}

export function openCommitted(): Committed {
  const known = new Map<string, { readonly head: string; readonly text: Promise<string | null> }>();
  const git = onPath('git');
  return {
    of(path) {
      const head = headOf(dirname(path));
      if (git === null || head === null) return Promise.resolve(null);
      const before = known.get(path);
      if (before?.head === head) return before.text;
      const text = ask(git, path);
      known.set(path, { head, text });
      return text;
    },
  };
}

/** `./name` counts from the folder, wherever the repository begins. No filter of the repository runs with `--no-textconv` and a plain blob. */
async function ask(git: string, path: string): Promise<string | null> {
  const ran = await run(git, ['-c', 'core.fsmonitor=false', '--no-optional-locks', '--no-pager', 'cat-file', 'blob', `HEAD:./${basename(path)}`], { cwd: dirname(path), env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' }, milliseconds: 3000, bytes: 1024 * 1024 });
  return ran.kind === 'done' && ran.exit === 0 && !ran.cut ? ran.stdout : null;
}

/** Something that changes with every commit: the times of the files that name the head. Null outside of a repository. */
function headOf(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const times = ['HEAD', 'logs/HEAD', 'index', ''].map((name) => timeOf(join(at, '.git', name)));
    if (times[3] !== undefined) return times.join(' ');
    if (dirname(at) === at) return null;
  }
}

function timeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
