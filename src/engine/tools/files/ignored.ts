import { minimatch } from 'minimatch';
import type { Surroundings } from '../../model';

/**
 * Whether git ignores a path, by the `.gitignore` of the folder it is seen from. Ignored things are made again, except the ones that are ignored
 * because they are precious or secret. `path` stands inside `folder`; both absolute.
 */
export function ignoredByGit(path: string, folder: string, { readFile }: Surroundings): boolean {
  const relative = path.slice(folder.length + 1);
  if (relative === '' || PRECIOUS.test(relative)) return false;
  const text = readFile(`${folder}/.gitignore`);
  if (text === null || text.length > 20_000) return false;
  let ignored = false;
  for (const line of text.split('\n')) {
    const pattern = line.trim();
    if (pattern === '' || pattern.startsWith('#')) continue;
    const negated = pattern.startsWith('!');
    if (matches(relative, negated ? pattern.slice(1) : pattern)) ignored = !negated;
  }
  return ignored;
}

const PRECIOUS = /(?:^|\/)(?:data|datasets?|db|databases?|uploads?|storage|media|backups?|dumps?|secrets?|certs?|keys?|private|local|models?|checkpoints?|volumes?|notes|docs?|state|\.env.*|\.vscode|\.idea|\.claude|\.cursor|\.terraform\.d)(?:\/|$)/i;

function matches(relative: string, pattern: string): boolean {
  const bare = pattern.replace(/\/+$/, '').replace(/^\//, '');
  const anchored = pattern.replace(/\/+$/, '').includes('/');
  const segments = relative.split('/');
  return segments.some((name, i) => (anchored ? minimatch(segments.slice(0, i + 1).join('/'), bare, { dot: true }) : minimatch(name, bare, { dot: true })));
}
