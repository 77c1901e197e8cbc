/**
 * A path as written, made absolute and normal: `/home/me/shop/src`, `c:/users/me`. Backslashes become slashes where the text is
 * plainly Windows'. `null` when it hangs on a folder that is not known. A folder's trailing slash goes, the root is `/` or `c:/`.
 */
export function absolute(written: string, cwd: string | null, home: string, windows = false): string | null {
  const text = expanded(unslashed(written, windows), home);
  if (DRIVE.test(text)) return normal(text);
  if (text.startsWith('/')) return normal(text);
  return cwd === null ? null : normal(`${unslashed(cwd, windows)}/${text}`);
}

/** Whether `path` is `folder` or stands somewhere inside it. Both absolute and normal. */
export function inside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

export function baseName(path: string): string {
  return path.slice(path.replace(/\/+$/, '').lastIndexOf('/') + 1).replace(/\/+$/, '');
}

export function folderOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

const DRIVE = /^[a-z]:(?:\/|$)/i;

function unslashed(text: string, windows: boolean): string {
  const plain = windows || /^[a-z]:\\|^\\\\|^\.{1,2}\\|^~\\/i.test(text) ? text.replace(/\\/g, '/') : text;
  // `\\?\C:\x` and `\\.\C:\x` are long ways to write the same path.
  return plain.replace(/^\/\/[?.]\//, '');
}

/** Names for the home folder that a shell would have expanded, and those that it could not. */
function expanded(text: string, home: string): string {
  if (text === '~' || text.startsWith('~/')) return home + text.slice(1);
  return text
    .replace(/^(?:\$\{?HOME\}?|\$\{HOME:-[^}]*\}|%USERPROFILE%|%HOMEDRIVE%%HOMEPATH%|\$\{?env:(?:USERPROFILE|HOME)\}?)(?=\/|$)/i, home)
    .replace(/^(?:%SystemDrive%|\$\{?env:SystemDrive\}?)(?=\/|$)/i, 'c:');
}

function normal(text: string): string {
  const drive = /^[a-z]:/i.exec(text)?.[0].toLowerCase() ?? '';
  const out: string[] = [];
  for (const part of text.slice(drive.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return `${drive}/${out.join('/')}`;
}
