import { isAbsolute, join, relative, resolve } from 'node:path';
import { type Grammar, readArguments } from '../engine/tools/options';
import { count, known, listed, unknown } from './answers';
import { measured, told } from './file-tree';
import { changedPaths, counted, fileViews, type Repository, type Subcommand, type Version } from './git-ask';
import type { FileView, Item, Looked } from './preview';

const IN_NO_COMMIT = 'in no commit';

/** Every change to a tracked file goes back to the target, and commits beyond it leave the branch. */
export async function reset(repository: Repository, { args: words }: Subcommand): Promise<Looked> {
  const args = readArguments(words, { style: 'gnu', abbreviations: true, flags: ['--hard', '--soft', '--mixed', '--merge', '--keep', '--quiet'], values: ['--pathspec-from-file'] });
  const target = args.positionals[0]?.value ?? 'HEAD';
  const commits = await counted(repository, `${target}..HEAD`);
  if (commits === null) return unknown(`\`${target}\` is no commit here`);
  const lost = await overwritten(repository, target);
  const source = listed(`changes that no commit has, as \`git diff\` says`, commits.items.length > 0 && `and ${count(commits.items.length + commits.more, 'commit')} off the branch, in the reflog for a while`);
  return known([...lost.items, ...commits.items], source, { files: lost.files, uncounted: commits.more, heading: commits.items.length > 0 ? 'in no commit, or only on this branch' : IN_NO_COMMIT });
}

/** `checkout -- path`, `checkout REF -- path`, `restore path`; with a branch and `-f` it is a switch. */
export async function restored(repository: Repository, subcommand: Subcommand): Promise<Looked> {
  const args = readArguments(subcommand.args, RESTORE);
  const isRestore = subcommand.name === 'restore';
  const dashes = subcommand.args.some(({ value }) => value === '--');
  const [first, ...others] = args.positionals.map(({ value }) => value);
  const isCommit = !isRestore && first !== undefined && !(dashes && args.rest.some(({ value }) => value === first)) && (await repository.ask('rev-parse', '--verify', '--quiet', `${first}^{commit}`)).kind === 'answered';
  const paths = isCommit ? others : [...(first === undefined ? [] : [first]), ...others];
  if (paths.length === 0) return switched(repository, subcommand);
  const source = args.value('-s', '--source')?.value ?? (isCommit ? first : undefined) ?? (args.has('-S', '--staged') ? 'HEAD' : undefined);
  // Against the index what is staged stays; against a commit both go. Files that the commit does not have stay, but with `restore`.
  const changed = await changedPaths(repository, ...(source === undefined ? [] : [source]), '--', ...paths);
  const touched = changed.filter(({ status }) => status !== 'A' || isRestore || args.has('--no-overlay'));
  const then: Version = source === undefined ? { in: 'index' } : { in: 'commit', name: source };
  const files = await fileViews(repository, touched.map(({ path }) => path), { in: 'tree' }, then);
  return known(await items(repository, touched, source ?? 'what is staged'), 'changes that no commit has, as `git diff` says', { files, heading: IN_NO_COMMIT });
}

const RESTORE: Grammar = {
  style: 'gnu', abbreviations: true,
  flags: ['--force', '--quiet', '--staged', '--worktree', '--ours', '--theirs', '--merge', '--overlay', '--no-overlay', '--discard-changes', '--detach', '--ignore-unmerged', '--progress', '--patch', '--guess', '--no-guess'],
  values: ['-s', '--source', '-b', '-B', '-c', '-C', '--orphan', '--conflict', '--pathspec-from-file', '--create', '--force-create'],
};

/** `checkout -f BRANCH`, `switch --discard-changes BRANCH`: whatever differs from the last commit goes. */
export async function switched(repository: Repository, { args: words }: Subcommand): Promise<Looked> {
  const args = readArguments(words, RESTORE);
  const target = args.positionals[0]?.value ?? 'HEAD';
  const lost = await overwritten(repository, target, 'HEAD');
  return known(lost.items, 'changes that no commit has, as `git diff` says', { files: lost.files, heading: IN_NO_COMMIT });
}

/** Tracked files that differ from where they would be put back to, and untracked ones that stand in the way. */
async function overwritten(repository: Repository, target: string, against = target): Promise<{ items: readonly Item[]; files: readonly FileView[] }> {
  const [changed, untracked, inTarget] = await Promise.all([
    changedPaths(repository, against), untrackedIn(repository), repository.names('ls-tree', '-r', '--full-tree', '--name-only', '-z', target),
  ]);
  const there = new Set(inTarget);
  const dirty = against === target && target !== 'HEAD' ? new Set((await changedPaths(repository, 'HEAD')).map(({ path }) => path)) : null;
  // What is changed only by commits is told as these commits.
  const own = dirty === null ? changed : changed.filter(({ path }) => dirty.has(path));
  // Staged, and taken back in the work tree only: nothing but the index has it.
  const staged = (await changedPaths(repository, '--cached', 'HEAD')).filter(({ path }) => !own.some((one) => one.path === path) && (dirty === null || !dirty.has(path)) && !changed.some((one) => one.path === path)).map(({ path }) => ({ status: 'S', path }));
  const inTheWay = untracked.filter((path) => there.has(path)).map((path) => ({ status: 'O', path }));
  const all = [...own, ...staged, ...inTheWay];
  const paths = [...all.map(({ path }) => path), ...changed.map(({ path }) => path).filter((path) => !all.some((one) => one.path === path))];
  return { items: await items(repository, all, target, there), files: await fileViews(repository, paths, { in: 'tree' }, { in: 'commit', name: target }) };
}

/** Only those count that stand in the way, so a tree of generated files that is too long to list is no reason to know nothing. */
async function untrackedIn(repository: Repository): Promise<readonly string[]> {
  try {
    return await repository.names('ls-files', '--others', '--full-name', '-z', ':/');
  } catch {
    return repository.names('ls-files', '--others', '--exclude-standard', '--full-name', '-z', ':/');
  }
}

async function items({ top, ask, question }: Repository, changed: readonly { readonly status: string; readonly path: string }[], target: string, there?: ReadonlySet<string>): Promise<readonly Item[]> {
  const said = changed.length === 0 ? null : await ask('diff', 'HEAD', '--numstat', '--no-renames', '--no-ext-diff', '--no-textconv', '-z');
  const counts = new Map((said?.kind === 'answered' ? said.value : '').split('\0').flatMap((line) => {
    const [added, taken, path] = line.split('\t');
    return path === undefined ? [] : [[path, added === '-' ? 'no text' : `+${added} -${taken} lines`] as const];
  }));
  return changed.map(({ status, path }): Item => {
    const goes = status === 'A' && !there?.has(path);
    return {
      name: shownFrom(question.cwd, join(top, path)),
      detail: listed(WORDS[status] ?? 'changed', counts.get(path), newest(join(top, path))),
      holdsData: status !== 'D',
      becomes: goes ? { kind: 'gone' } : { kind: 'changed', to: status === 'D' ? 'there again' : `back to ${target === 'HEAD' ? 'the last commit' : target}` },
      group: 'file',
    };
  });
}

const WORDS: Readonly<Record<string, string>> = { M: 'changed', A: 'new', D: 'deleted', U: 'in conflict', T: 'another type', O: 'untracked, overwritten', S: 'staged only' };

function newest(path: string): string | null {
  const tree = measured(path);
  return tree === null ? null : `last changed ${tree.newest}`;
}

/** What clean would take is what git itself says when it is only asked. */
export async function cleaned(repository: Repository, { args: words, where }: Subcommand): Promise<Looked> {
  const asked = words.map(({ value }) => value).flatMap((word) => (/^--(?:force|interactive|quiet)$/.test(word) ? [] : /^-[a-zA-Z]+$/.test(word) && !word.includes('e') ? [word.replace(/[fiq]/g, '')].filter((rest) => rest !== '-') : [word]));
  const said = await repository.ask('clean', '--dry-run', ...asked);
  if (said.kind === 'nothing') return unknown(`\`git clean --dry-run\` failed (${said.why})`);
  const folder = where.reduce((at, word, i) => (where[i - 1] === '-C' ? resolve(at, word) : at), repository.question.cwd);
  const paths = said.value.split('\n').flatMap((line) => /^Would remove (.+)$/.exec(line)?.[1] ?? []).map(unquoted);
  const told1 = paths.map((path): Item => {
    const tree = measured(isAbsolute(path) ? path : join(folder, path));
    return { name: path, detail: tree === null ? IN_NO_COMMIT : told(tree), holdsData: true, becomes: { kind: 'gone' }, group: 'file' };
  });
  const files = await fileViews(repository, paths.filter((path) => !path.endsWith('/')).map((path) => relative(repository.top, resolve(folder, path))), { in: 'tree' }, { in: 'nothing' });
  return known(told1, 'as `git clean --dry-run` says; no commit has these', { files, heading: IN_NO_COMMIT });
}

/** Git writes unusual names as C does. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  const bytes = name.slice(1, -1).replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))).replace(/\\(["\\tn])/g, (_, one: string) => (one === 't' ? '\t' : one === 'n' ? '\n' : one));
  return /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}

export async function stashed(repository: Repository, { args: words }: Subcommand): Promise<Looked> {
  const [action, which] = readArguments(words, { style: 'gnu' }).positionals.map(({ value }) => value);
  const said = await repository.ask('stash', 'list', '--format=%gd%x09%cr: %s');
  if (said.kind === 'nothing') return unknown(`\`git stash list\` failed (${said.why})`);
  const wanted = action === 'clear' ? null : /^\d+$/.test(which ?? '') ? `stash@{${which}}` : (which ?? 'stash@{0}').replace(/^stash$/, 'stash@{0}');
  const stashes = said.value.split('\n').filter((line) => line !== '').map((line) => line.split('\t')).filter(([name]) => wanted === null || name === wanted);
  const parts = await Promise.all(stashes.slice(0, 20).map(async ([name = '']) => {
    const changed = (await changedPaths(repository, `${name}^1`, name)).map(({ path }) => path);
    // Untracked files have a commit of their own, where there were any.
    const third = await repository.ask('ls-tree', '-r', '--full-tree', '--name-only', '-z', `${name}^3`);
    const added = third.kind === 'nothing' ? [] : third.value.split('\0').filter((path) => path !== '');
    const views = [...(await fileViews(repository, changed, { in: 'commit', name }, { in: 'commit', name: `${name}^1` })), ...(await fileViews(repository, added, { in: 'commit', name: `${name}^3` }, { in: 'nothing' }))];
    return { files: changed.length + added.length, views };
  }));
  const told1 = stashes.map(([name = '', detail = ''], i): Item => ({ name, detail: listed(detail, parts[i] && count(parts[i].files, 'file')), holdsData: true, becomes: { kind: 'gone' }, group: 'stash' }));
  return known(told1, 'as `git stash list` says', { files: parts.flatMap(({ views }) => views).slice(0, 20), heading: 'stashed, in no branch' });
}

/** `git rm -rf`: what is changed goes for good, the rest is in the history. */
export async function removed(repository: Repository, { args: words }: Subcommand): Promise<Looked> {
  const asked = readArguments(words, { style: 'gnu' }).positionals.map(({ value }) => value);
  const paths = await repository.names('ls-files', '-z', '--full-name', '--', ...asked);
  const changed = new Map((await changedPaths(repository, 'HEAD')).map(({ path, status }) => [path, status]));
  const told1 = paths.map((path): Item => {
    const dirty = changed.has(path);
    return { name: shownFrom(repository.question.cwd, join(repository.top, path)), detail: dirty ? `changed, ${IN_NO_COMMIT}` : 'in the last commit', holdsData: dirty, becomes: { kind: 'gone' }, group: 'file' };
  });
  return known(told1, 'as `git ls-files` says', { files: await fileViews(repository, paths.filter((path) => changed.has(path)), { in: 'tree' }, { in: 'nothing' }), heading: IN_NO_COMMIT });
}

export async function worktree(repository: Repository, { args: words }: Subcommand): Promise<Looked> {
  const [action, path] = readArguments(words, { style: 'gnu' }).positionals.map(({ value }) => value);
  if (action !== 'remove' || path === undefined) return known([], 'only its registration changes');
  const folder = resolve(repository.question.cwd, path);
  const said = await repository.ask('-C', folder, 'status', '--porcelain', '-z', '--ignored');
  if (said.kind === 'nothing') return unknown(`${path} could not be asked (${said.why})`);
  const told1 = said.value.split('\0').filter((line) => /^[ MADRCU?!]{2} /.test(line)).map((line): Item => ({ name: join(path, line.slice(3)), detail: line.startsWith('??') ? 'untracked' : line.startsWith('!!') ? 'ignored' : 'changed', holdsData: true, becomes: { kind: 'gone' }, group: 'file' }));
  return known(told1, 'as `git status` in it says', { heading: IN_NO_COMMIT });
}

function shownFrom(cwd: string, path: string): string {
  const from = relative(cwd, path);
  return from === '' || from.startsWith('../../..') ? path : from;
}
