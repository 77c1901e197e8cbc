import { join, relative } from 'node:path';
import { askGit, headOf, repositoryOf, type Repository } from '../platform/git';

/** What the last commit has, asked of git once for each commit. */
export interface Commits {
  /** Text of a file in the last commit; null when it is not in it; undefined where there is no commit at all. */
  textOf(path: string): string | null | undefined;
  /** Files of the last commit in a folder, by absolute path, with the id of their content. Null where there is no commit. */
  filesIn(folder: string): ReadonlyMap<string, string> | null;
  /** Reads many contents at once, so that `textOf` need not ask for each. */
  prepare(files: readonly { readonly path: string; readonly id: string }[]): void;
}

const MAX_BYTES = 1024 * 1024;
const MAX_KNOWN = 2_000;

export function openCommits(): Commits {
  const texts = new Map<string, { readonly head: string; readonly text: string | null | undefined }>();
  const listings = new Map<string, { readonly head: string; readonly files: ReadonlyMap<string, string> | null }>();

  return {
    textOf(path) {
      const place = repositoryOf(path);
      if (place === null) return undefined;
      const head = headOf(place.repository);
      const known = texts.get(path);
      if (known?.head === head) return known.text;
      return keep(path, head, read(place.repository, place.inside));
    },

    filesIn(folder) {
      const place = repositoryOf(folder);
      if (place === null) return null;
      const head = headOf(place.repository);
      const known = listings.get(folder);
      if (known?.head === head) return known.files;
      const files = list(place.repository, place.inside, folder);
      if (listings.size > 50) listings.clear();
      listings.set(folder, { head, files });
      return files;
    },

    prepare(files) {
      const groups = new Map<string, { readonly repository: Repository; readonly head: string; readonly files: { readonly path: string; readonly id: string }[] }>();
      for (const file of files) {
        const repository = repositoryOf(file.path)?.repository;
        if (!repository) continue;
        const group = groups.get(repository.root) ?? { repository, head: headOf(repository), files: [] };
        groups.set(repository.root, group);
        if (texts.get(file.path)?.head !== group.head) group.files.push(file);
      }
      for (const { repository, head, files: wanted } of groups.values()) {
        if (wanted.length < 2) continue;
        const contents = contentsOf(repository, wanted.map(({ id }) => id));
        wanted.forEach(({ path, id }) => {
          const content = contents.get(id);
          if (content !== undefined) keep(path, head, textIn(content));
        });
      }
    },
  };

  function keep(path: string, head: string, text: string | null | undefined): string | null | undefined {
    if (texts.size >= MAX_KNOWN) texts.clear();
    texts.set(path, { head, text });
    return text;
  }
}

function read(repository: Repository, inside: string): string | null | undefined {
  const content = askGit(repository, ['cat-file', 'blob', `HEAD:${inside}`]);
  if (content !== null) return textIn(content);
  return askGit(repository, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']) === null ? undefined : null;
}

/** Text that is too long to be judged, or no text, counts as none. */
function textIn(content: Buffer): string | null {
  return content.length > MAX_BYTES || content.subarray(0, 8000).includes(0) ? null : content.toString('utf8');
}

/** Entries are `mode SP type SP id TAB path NUL`. */
function list(repository: Repository, inside: string, folder: string): ReadonlyMap<string, string> | null {
  const told = askGit(repository, ['ls-tree', '-r', '-z', 'HEAD', ...(inside === '' ? [] : ['--', `${inside}/`])]);
  if (told === null) return null;
  const files = new Map<string, string>();
  for (const entry of told.toString('utf8').split('\0')) {
    const tab = entry.indexOf('\t');
    const [mode, type, id] = entry.slice(0, Math.max(0, tab)).split(' ');
    // Links are text of another kind: where they lead is what would be read.
    if (type === 'blob' && id !== undefined && mode !== '120000') files.set(join(folder, relative(inside, entry.slice(tab + 1))), id);
  }
  return files;
}

/** Answers are `id SP type SP size LF content LF`, in the order asked. */
function contentsOf(repository: Repository, ids: readonly string[]): ReadonlyMap<string, Buffer> {
  const told = askGit(repository, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  const contents = new Map<string, Buffer>();
  for (let at = 0; told !== null && at < told.length; ) {
    const end = told.indexOf(10, at);
    const [id, type, size] = told.toString('latin1', at, end < 0 ? told.length : end).split(' ');
    if (end < 0 || id === undefined) break;
    if (type !== 'blob') {
      at = end + 1;
      continue;
    }
    contents.set(id, told.subarray(end + 1, end + 1 + Number(size)));
    at = end + 2 + Number(size);
  }
  return contents;
}
