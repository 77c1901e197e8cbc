import { minimatch } from 'minimatch';

const OPTIONS = { dot: true, nocomment: true, nonegate: true } as const;

/**
 * Whether a glob fits a path, by minimatch: `*` stops at `/`. A pattern without `/` also fits the last name alone.
 * Patterns that would cost more than they say (many braces) never fit; reading a policy refuses them with words.
 */
export function fitsPath(path: string, glob: string): boolean {
  return !costly(glob) && (minimatch(path, glob, OPTIONS) || (!glob.includes('/') && minimatch(path.slice(path.lastIndexOf('/') + 1), glob, OPTIONS)));
}

/** Whether a glob fits a name in which `/` means nothing special: an address, a profile, a whole command. */
export function fitsName(name: string, glob: string): boolean {
  if (!/[*?[{(\\]/.test(glob)) return name === glob;
  // A slash in a name is a letter like others, so that `kubectl delete *` fits `kubectl delete deployment/api`.
  return !costly(glob) && minimatch(name.replaceAll('/', SLASH), glob.replaceAll('/', SLASH), OPTIONS);
}

/** Braces multiply and nested groups backtrack: beyond this a pattern is refused. */
export function costly(glob: string): boolean {
  return glob.length > 256 || (glob.match(/[{(]/g)?.length ?? 0) > 3 || (glob.match(/\*/g)?.length ?? 0) > 12 || /\{-?\d+\.\.-?\d+/.test(glob);
}

const SLASH = '\u2044';
