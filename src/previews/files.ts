import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Invocation } from '../engine/model';
import type { Item, Looked, Preview, Question } from './preview';

const MAX_FILES = 20_000;
const MAX_TARGETS = 200;

/** What `rm` and `find -delete` would take: each target with what is in it, and what of it no commit has. */
export const files: Preview = {
  id: 'files',
  matches: ({ program, wrappers }, effects) => (program === 'rm' || program === 'find' || program === 'rmdir' || program === 'unlink' || program === 'shred' || program === 'rimraf') && wrappers.every(({ elsewhere }) => elsewhere === undefined) && effects.length > 0,

  async look(question) {
    const targets = targetsOf(question);
    if (targets.length === 0) return { kind: 'unknown', why: 'which files it is about cannot be read from the command', command: null };
    const lost = await unsaved(question);
    const found = targets.slice(0, MAX_TARGETS).map((target) => itemOf(target, question.cwd, lost));
    const items = found.filter((item): item is Item => item !== null);
    const source = ['as the file system says', ...(lost === null ? [] : ['and `git status` says what is in no commit']), ...(targets.length > items.length ? [`${targets.length - items.length} of its targets do not exist`] : [])].join('; ');
    return { kind: 'known', inventory: { items, uncounted: 0, source }, command: lost === null ? null : 'git status --porcelain --ignored -z' } satisfies Looked;
  },
};

/** Absolute paths. A pattern is opened up one folder deep, as the shell would. */
function targetsOf({ invocation, cwd, homeDirectory }: Question): readonly string[] {
  const words = invocation.program === 'find' ? startsOf(invocation) : invocation.args.filter(({ value }) => !value.startsWith('-'));
  return words.flatMap(({ value, known, glob }) => {
    if (!known) return [];
    const path = value === '~' || value.startsWith('~/') ? join(homeDirectory, value.slice(1)) : isAbsolute(value) ? value : resolve(cwd, value);
    return glob ? opened(path) : [path];
  });
}

/** `find` starts where its first words say, up to the first test; without any it starts here. */
function startsOf({ args, span }: Invocation) {
  const first = args.findIndex(({ value }) => /^[-(!]/.test(value) && !/^-[HLP]$/.test(value));
  const starts = args.slice(0, first < 0 ? args.length : first).filter(({ value }) => !value.startsWith('-'));
  return starts.length > 0 ? starts : [{ value: '.', known: true, glob: false, span }];
}

function opened(pattern: string): readonly string[] {
  const parts = pattern.split('/');
  const at = parts.findIndex((part) => /[*?[]/.test(part));
  const folder = parts.slice(0, at).join('/') || '/';
  const part = new RegExp(`^${(parts[at] ?? '').replace(/[.+^${}()|\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return entries(folder).filter(({ name }) => part.test(name) && (!name.startsWith('.') || parts[at]?.startsWith('.'))).map(({ name }) => join(folder, name, ...parts.slice(at + 1)));
}

interface Tree {
  files: number;
  folders: number;
  bytes: number;
  newest: number;
  cut: boolean;
}

function itemOf(path: string, cwd: string, lost: ReadonlySet<string> | null): Item | null {
  const about = stat(path);
  if (!about) return null;
  const tree: Tree = { files: 0, folders: 0, bytes: 0, newest: 0, cut: false };
  measure(path, tree);
  const unsavedHere = lost === null ? 0 : [...lost].filter((one) => one === path || one.startsWith(`${path}/`) || path.startsWith(`${one}/`)).length;
  const size = `${about.isDirectory() ? `${tree.files}${tree.cut ? '+' : ''} files, ` : ''}${bytes(tree.bytes)}`;
  const detail = [size, `newest ${new Date(tree.newest).toISOString().slice(0, 16).replace('T', ' ')}`, ...(unsavedHere > 0 ? [`${unsavedHere} in no commit`] : [])].join(', ');
  const name = path === cwd ? `${path}/` : path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
  return { name: about.isDirectory() && !name.endsWith('/') ? `${name}/` : name, detail, holdsData: unsavedHere > 0 || lost === null, becomes: { kind: 'gone' } };
}

/** Links are counted, never followed: removing a link leaves what it points at. */
function measure(path: string, tree: Tree): void {
  const pending = [path];
  while (pending.length > 0) {
    const next = pending.pop() as string;
    const about = stat(next);
    if (!about) continue;
    if (tree.files >= MAX_FILES) {
      tree.cut = true;
      return;
    }
    if (about.isDirectory()) {
      tree.folders += 1;
      pending.push(...entries(next).map(({ name }) => join(next, name)));
    } else {
      tree.files += 1;
      tree.bytes += about.size;
      tree.newest = Math.max(tree.newest, about.mtimeMs);
    }
    if (about.isDirectory() && tree.newest === 0) tree.newest = about.mtimeMs;
  }
}

/** Absolute paths that no commit has: changed, new or ignored. Null outside of a work tree. */
export async function unsaved(question: Pick<Question, 'run' | 'cwd'>): Promise<ReadonlySet<string> | null> {
  const top = await question.run('git', ['rev-parse', '--show-toplevel']);
  if (top.kind !== 'done' || top.exit !== 0) return null;
  const ran = await question.run('git', ['status', '--porcelain', '--ignored', '-z']);
  if (ran.kind !== 'done' || ran.exit !== 0) return null;
  const folder = top.stdout.trim();
  return new Set(ran.stdout.split('\0').filter((line) => /^[ MADRCU?!]{2} /.test(line)).map((line) => join(folder, line.slice(3)).replace(/\/$/, '')));
}

export function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const unit = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log(count) / Math.log(1024)));
  const value = count / 1024 ** unit;
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

function stat(path: string) {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
