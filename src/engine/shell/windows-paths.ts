/** Joins a path to a folder, in the notation of whichever says more: `C:\\a` + `..\\b` is `C:\\b`, `/home/me` + `.\\x` is `/home/me/x`. */
export function joinedPath(folder: string | null, path: string): string | null {
  if (isAbsolute(path)) return normalized(path);
  return folder === null ? null : normalized(`${folder}${isWindows(folder) ? '\\' : '/'}${path}`);
}

/** A path behind another, as written: `$PSScriptRoot` + `dist`. */
export function besidePath(folder: string, path: string): string {
  if (isAbsolute(path) || folder === '') return path;
  return `${folder.replace(/(?<=.)[\\/]+$/, '')}${folder.includes('\\') || isWindows(folder) ? '\\' : '/'}${path.replace(/^[\\/]+/, '')}`;
}

/** `C:\\x`, `C:/x`, `\\\\server\\share`, `/x`. */
export function isAbsolute(path: string): boolean {
  return /^(?:[a-z]:[\\/]|\\\\|\/)/i.test(path);
}

/** The last name of a path. */
export function lastName(path: string): string {
  return path.replace(/[\\/]+$/, '').split(/[\\/]/).at(-1) ?? '';
}

/** The path without its last name. */
export function parentPath(path: string): string {
  const trimmed = path.replace(/[\\/]+$/, '');
  const cut = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'));
  return cut < 0 ? '.' : trimmed.slice(0, cut) || trimmed.slice(0, 1);
}

function isWindows(path: string): boolean {
  return /^(?:[a-z]:|\\\\)/i.test(path);
}

function normalized(path: string): string {
  const windows = isWindows(path);
  const root = (windows ? /^(?:[a-z]:[\\/]?|\\\\[^\\/]*[\\/]?)/i : /^\//).exec(path)?.[0] ?? '';
  const names: string[] = [];
  for (const name of path.slice(root.length).split(/[\\/]+/)) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return windows ? `${root.replace(/\//g, '\\').replace(/\\?$/, '\\')}${names.join('\\')}`.replace(/^(.{3,})\\$/, '$1') : `/${names.join('/')}`;
}
