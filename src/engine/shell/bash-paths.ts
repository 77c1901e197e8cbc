import type { Run, Scope } from './bash-state';

/** A path from the working directory on, without `.` and `..`. Without a known folder a relative path stays relative. */
export function resolvePath(cwd: string | null, path: string): string {
  const whole = path.startsWith('/') ? path : cwd === null ? path : `${cwd}/${path}`;
  const absolute = whole.startsWith('/');
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && (absolute || (parts.length > 0 && parts.at(-1) !== '..'))) parts.pop();
    else parts.push(part);
  }
  return absolute ? `/${parts.join('/')}` : parts.join('/');
}

export function baseName(path: string): string {
  const trimmed = path.length > 1 && path.endsWith('/') ? withoutEnd(path, '/') : path;
  const slash = trimmed.lastIndexOf('/');
  return slash < 0 ? trimmed : trimmed.slice(slash + 1);
}

/** A text without the marks at its end; a regular expression would look at every run of them again and again. */
export function withoutEnd(text: string, mark: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === mark) end -= 1;
  return text.slice(0, end);
}

export function folderOf(path: string): string {
  const slash = withoutEnd(path, '/').lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : path.slice(0, slash);
}

/** The text of a file, as the text wrote it or as it stands in the surroundings. */
export function textOfFile(run: Run, scope: Scope, path: string): string | null {
  const whole = resolvePath(scope.cwd, path);
  const written = run.written.get(whole);
  if (written?.kind === 'text') return written.text;
  if (written !== undefined || scope.elsewhere || !whole.startsWith('/')) return null;
  return run.surroundings.readFile(whole);
}

export function homeOf(run: Run, scope: Scope): string | null {
  return scope.elsewhere ? null : run.surroundings.homeDirectory;
}
