import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Invocation } from '../engine/model';
import { count, known, listed, unknown } from './answers';
import { isOfWindows, MOST_TARGETS, REMOVERS, targetsOf } from './file-targets';
import { entries, measured, sized, statOf, told } from './file-tree';
import { changedPaths, repository } from './git-ask';
import type { FileView, Item, Preview, Question } from './preview';

/** What `rm`, `find -delete` and whatever writes over files would take: each target with what is in it, what of it no commit has, and what nothing brings back. */
export const files: Preview = {
  id: 'files',
  matches: (invocation, effects) => (removes(invocation) && effects.some(({ verb }) => verb === 'delete' || verb === 'run-unseen' || verb === 'overwrite')) || effects.some(({ verb, resource, environment }) => verb === 'overwrite' && environment.facts.path !== undefined && resource.kind !== 'history'),

  async look(question) {
    const targets = await targetsOf(question);
    if (targets.kind === 'unread') return unknown(targets.why);
    const all = targets.paths.map((path) => resolve(question.cwd, path));
    const paths = targets.isAlone ? all.filter((path) => !statOf(path)?.isDirectory()) : outermost(all);
    const there = paths.filter((path) => statOf(path) !== null);
    const copies = await saved(question, there);
    const whole = there.length === 1 ? (there[0] as string) : null;
    // One folder is told by what is in it.
    const inside = whole === null || !statOf(whole)?.isDirectory() || copies.isTaken ? [] : entries(whole).map(({ name }) => join(whole, name));
    const told1 = (inside.length > 1 ? inside : there).slice(0, MOST_TARGETS);
    const items = told1.flatMap((path) => itemOf(path, question, copies) ?? []);
    const nested = copies.isTaken ? [copies.item] : [];
    const source = [
      listed(targets.by, copies.kind === 'asked' && 'and as `git` says what a commit has'),
      ...(inside.length > 1 && whole !== null ? [`${nameOf(whole, question.cwd)} whole: ${totalOf(whole)}`] : []),
      ...(paths.length > there.length ? [paths.length === 1 ? 'nothing of that name is there' : `${paths.length - there.length} of ${paths.length} targets are not there`] : []),
      ...(copies.kind === 'none' && there.length > 0 ? ['no repository has a copy'] : []),
      ...(copies.kind === 'unasked' ? [`what a commit has of it could not be learned (${copies.why})`] : []),
    ].join('; ');
    const views = removes(question.invocation) ? '' : null;
    return known([...nested, ...items].sort((a, b) => Number(b.holdsData) - Number(a.holdsData)), source, { files: viewsOf(there, question, copies, views), uncounted: Math.max(0, (inside.length > 1 ? inside : there).length - told1.length), heading: copies.kind === 'asked' ? 'in no commit' : 'holds data' });
  },
};

function removes(invocation: Invocation): boolean {
  return REMOVERS.has(invocation.program) || /^g?find$/.test(invocation.program) || isOfWindows({ invocation });
}

/** What a repository has of the targets. `isTaken`: the repository itself is among them. */
type Saved =
  | { readonly kind: 'none'; readonly isTaken: false }
  | { readonly kind: 'unasked'; readonly isTaken: false; readonly why: string }
  | { readonly kind: 'asked'; readonly isTaken: false; readonly top: string; readonly clean: ReadonlySet<string> }
  | { readonly kind: 'asked'; readonly isTaken: true; readonly top: string; readonly clean: ReadonlySet<string>; readonly item: Item };

async function saved(question: Question, targets: readonly string[]): Promise<Saved> {
  const opened = await repository(question, ['-C', placeOf(targets[0] ?? question.cwd)]);
  if (opened.kind === 'nothing') return { kind: 'none', isTaken: false };
  const { ask, names, top: folder } = opened.value;
  const isTaken = targets.some((target) => target === folder || folder.startsWith(`${target}/`) || target === join(folder, '.git') || target.startsWith(join(folder, '.git') + sep));
  if (isTaken) {
    const [unpushed, all, remote] = await Promise.all([ask('rev-list', '--count', '--branches', '--not', '--remotes'), ask('rev-list', '--count', '--all'), ask('remote')]);
    const number = unpushed.kind === 'answered' ? Number(unpushed.value) : 0;
    const copied = remote.kind === 'answered' && remote.value.trim() !== '';
    const item: Item = { name: `the git repository ${nameOf(folder, question.cwd)}`, detail: listed(all.kind === 'answered' && count(Number(all.value), 'commit'), copied ? `${number} of them on no remote` : 'no remote has a copy'), holdsData: number > 0 || !copied, becomes: { kind: 'gone' }, group: 'repository' };
    return { kind: 'asked', isTaken: true, top: folder, clean: new Set(), item };
  }
  try {
    const inside = targets.length <= 200 ? ['--', ...targets] : ['--', ':/'];
    const [tracked, changed, born] = await Promise.all([names('ls-files', '-z', '--full-name', ...inside), changedPaths(opened.value, 'HEAD', ...inside), ask('rev-parse', '--verify', '--quiet', 'HEAD')]);
    // Before the first commit nothing is in one.
    const dirty = new Set(changed.map(({ path }) => path));
    return { kind: 'asked', isTaken: false, top: folder, clean: new Set(born.kind === 'nothing' ? [] : tracked.filter((path) => !dirty.has(path)).map((path) => join(folder, path))) };
  } catch (error) {
    return { kind: 'unasked', isTaken: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** A folder that is there to ask from. */
function placeOf(path: string): string {
  let folder = path;
  while (folder !== dirname(folder) && !statOf(folder)?.isDirectory()) folder = dirname(folder);
  return folder;
}

function itemOf(path: string, question: Question, copies: Saved): Item | null {
  const tree = measured(path);
  if (tree === null) return null;
  const own = cleanIn(path, copies);
  const lost = Math.max(0, tree.files - own);
  const isOverwritten = !removes(question.invocation);
  const copy = copies.kind !== 'asked' || tree.isLink ? null : lost === 0 ? 'all of it in the last commit' : tree.isFolder ? `${lost}${tree.isCut ? ' or more' : ''} in no commit` : 'in no commit';
  return {
    name: nameOf(path, question.cwd) + (tree.isFolder ? '/' : ''),
    detail: listed(told(tree), copy),
    holdsData: !tree.isLink && lost > 0,
    becomes: isOverwritten ? { kind: 'changed', to: 'overwritten' } : { kind: 'gone' },
    group: tree.isFolder ? 'folders' : 'files',
  };
}

function cleanIn(path: string, copies: Saved): number {
  if (copies.kind !== 'asked') return 0;
  const { clean } = copies;
  if (clean.has(path)) return 1;
  let number = 0;
  for (const one of clean) if (one.startsWith(`${path}/`)) number += 1;
  return number;
}

/** Texts that no commit has, as they are. */
function viewsOf(targets: readonly string[], { readFile }: Question, copies: Saved, after: string | null): readonly FileView[] {
  if (after === null) return [];
  return lostTexts(targets, copies).flatMap((path): FileView[] => {
    const before = readFile(path);
    return before === null || before === '' || before.length > 200_000 ? [] : [{ path, before, after }];
  }).slice(0, 20);
}

function lostTexts(targets: readonly string[], copies: Saved): readonly string[] {
  const clean = copies.kind === 'asked' ? copies.clean : new Set<string>();
  const pending = [...targets];
  const paths: string[] = [];
  for (let looked = 0; pending.length > 0 && paths.length < 40 && looked < 2000; looked += 1) {
    const path = pending.shift() as string;
    const about = statOf(path);
    if (about?.isDirectory()) pending.push(...entries(path).map(({ name }) => join(path, name)));
    else if (about?.isFile() && !clean.has(path)) paths.push(path);
  }
  return paths;
}

function totalOf(path: string): string {
  const tree = measured(path);
  return tree === null ? '' : `${tree.files}${tree.isCut ? ' or more' : ''} files in ${count(tree.folders, 'folder')}, ${sized(tree.bytes)}, last changed ${tree.newest}`;
}

/** What lies in another target goes with it. */
function outermost(paths: readonly string[]): readonly string[] {
  const all = new Set(paths);
  return [...all].filter((path) => {
    for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) if (all.has(folder)) return false;
    return true;
  });
}

function nameOf(path: string, cwd: string): string {
  const from = relative(cwd, path);
  return from === '' || from.startsWith('..') || isAbsolute(from) ? path : from;
}
