import { readArguments } from '../engine/tools/options';
import { count, known, unknown } from './answers';
import { changedPaths, counted, fileViews, type Repository, type Subcommand } from './git-ask';
import type { FileView, Item, Looked } from './preview';

/** A branch of a remote, and what would stand there afterwards; null when the branch goes. */
interface Push {
  readonly there: string;
  readonly from: string | null;
}

/** Commits that the remote's branch has and what is pushed has not, by what was fetched last. */
export async function pushed(repository: Repository, { args: words }: Subcommand): Promise<Looked> {
  const args = readArguments(words, {
    style: 'gnu', abbreviations: true,
    flags: ['--force', '--force-with-lease', '--force-if-includes', '--delete', '--mirror', '--prune', '--all', '--branches', '--tags', '--follow-tags', '--set-upstream', '--no-verify', '--atomic', '--quiet', '--verbose', '--porcelain'],
    values: ['-o', '--push-option', '--repo', '--receive-pack', '--exec', '--recurse-submodules'],
  });
  const [named, ...refs] = args.positionals.map(({ value }) => value);
  const remotes = await lines(repository, 'remote');
  const remote = named === undefined ? null : remotes.includes(named) ? named : await remoteAt(repository, named, remotes);
  if (named !== undefined && remote === null) return unknown(`${named} is no remote that was ever fetched, so what it has is not known`);
  const matching = refs.some((ref) => /^\+?(?:refs\/heads\/\*)?:(?:refs\/heads\/\*)?$/.test(ref));
  const whole = matching || args.has('--mirror', '--all', '--branches');
  // Only what is named is pruned: without names and `--all`, that is the current branch.
  const prunes = args.has('--mirror') || (args.has('--prune') && whole);
  const forces = args.has('-f', '--force', '--force-with-lease', '--mirror') || refs.some((ref) => ref.startsWith('+'));
  const pushes = whole ? await every(repository, remote ?? 'origin', prunes, forces) : refs.length > 0 ? refs.map((ref) => one(ref, remote as string)) : await current(repository, remote);
  if (pushes.length === 0) return whole ? known([], 'nothing on the remote is in the way, as of the last fetch') : unknown('which branch it would push is not known: the current one follows none');
  const parts = await Promise.all(pushes.map((push) => lostBy(repository, push)));
  const items = parts.flatMap((part) => part.items);
  const when = await repository.ask('log', '-1', '--format=%cr', pushes[0]?.there ?? '', '--');
  const source = `commits on ${remote ?? 'the remote'} as of the last fetch${when.kind === 'answered' && when.value.trim() !== '' ? ` (its newest is from ${when.value.trim()})` : ''}; newer ones may be there`;
  return known(items, source, { files: parts.flatMap((part) => part.files).slice(0, 20), uncounted: parts.reduce((sum, part) => sum + part.more, 0), heading: 'on the remote, and not in what is pushed' });

  function one(ref: string, to: string): Push {
    const [from = '', target = from] = ref.replace(/^\+/, '').split(':');
    const there = /^(?:refs\/)?tags\//.test(target) ? `refs/${target.replace(/^refs\//, '')}` : `refs/remotes/${to}/${target.replace(/^refs\/heads\//, '')}`;
    return { there: target === 'HEAD' ? `refs/remotes/${to}/HEAD` : there, from: args.has('-d', '--delete') || from === '' ? null : from };
  }
}

/** A remote may be written as its address. */
async function remoteAt({ ask }: Repository, url: string, remotes: readonly string[]): Promise<string | null> {
  for (const name of remotes) {
    const said = await ask('config', '--get-all', `remote.${name}.url`);
    if (said.kind === 'answered' && said.value.split('\n').includes(url)) return name;
  }
  return null;
}

/** Every branch that the remote had, forced to what is here or, where there is none of that name, deleted. */
async function every(repository: Repository, remote: string, prunes: boolean, forces: boolean): Promise<readonly Push[]> {
  const there = await lines(repository, 'for-each-ref', '--format=%(refname)', `refs/remotes/${remote}`);
  const here = new Set(await lines(repository, 'for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads'));
  return there.filter((ref) => !ref.endsWith('/HEAD')).flatMap((ref): Push[] => {
    const name = ref.slice(`refs/remotes/${remote}/`.length);
    return here.has(name) ? (forces ? [{ there: ref, from: `refs/heads/${name}` }] : []) : prunes ? [{ there: ref, from: null }] : [];
  });
}

async function current(repository: Repository, remote: string | null): Promise<readonly Push[]> {
  const head = await repository.ask('symbolic-ref', '--quiet', 'HEAD');
  if (head.kind === 'nothing') return [];
  const ref = head.value.trim();
  const follows = (await lines(repository, 'for-each-ref', '--format=%(push)', ref))[0] ?? '';
  const there = remote !== null && !follows.startsWith(`refs/remotes/${remote}/`) ? `refs/remotes/${remote}/${ref.replace('refs/heads/', '')}` : follows;
  return there === '' ? [] : [{ there, from: 'HEAD' }];
}

interface Lost {
  readonly items: readonly Item[];
  readonly files: readonly FileView[];
  readonly more: number;
}

async function lostBy(repository: Repository, { there, from }: Push): Promise<Lost> {
  const name = there.replace(/^refs\/(?:remotes|tags)\//, '');
  const exists = (await repository.ask('rev-parse', '--verify', '--quiet', `${there}^{commit}`)).kind === 'answered';
  if (!exists) return { items: [{ name, detail: 'was not there at the last fetch', holdsData: false, becomes: { kind: 'kept' } }], files: [], more: 0 };
  if (from !== null) {
    const commits = await counted(repository, there, '--not', from);
    const changed = commits && commits.items.length > 0 ? await changedPaths(repository, from, there) : [];
    return { items: commits?.items ?? [{ name, detail: `\`${from}\` is no commit here`, holdsData: true, becomes: { kind: 'changed', to: 'not known' } }], files: await fileViews(repository, changed.map(({ path }) => path), { in: 'commit', name: there }, { in: 'commit', name: from }), more: commits?.more ?? 0 };
  }
  const commits = await counted(repository, there, '--not', '--branches', '--tags', `--exclude=${name}`, '--remotes');
  const items = commits?.items ?? [];
  const base = items.length === 0 ? null : await repository.ask('merge-base', there, 'HEAD');
  const changed = base?.kind === 'answered' ? (await changedPaths(repository, base.value.trim(), there)).map(({ path }) => path) : [];
  return {
    items: [{ name, detail: items.length === 0 ? 'all its commits are on other branches' : `${count(items.length + (commits?.more ?? 0), 'commit')} that no other branch has`, holdsData: items.length > 0, becomes: { kind: 'gone' }, group: 'branch' }, ...items],
    files: base?.kind === 'answered' ? await fileViews(repository, changed, { in: 'commit', name: there }, { in: 'commit', name: base.value.trim() }) : [],
    more: commits?.more ?? 0,
  };
}

/** `branch -D`, `branch -f NAME TARGET`, `branch -M OLD NEW`, `update-ref -d`: commits that no other branch, tag or remote has. */
export async function branches(repository: Repository, { name: subcommand, args: words }: Subcommand): Promise<Looked> {
  const args = readArguments(words, { style: 'gnu', abbreviations: true, flags: ['--delete', '--force', '--move', '--copy', '--remotes', '--quiet'] });
  const names = args.positionals.map(({ value }) => value.replace(/^refs\/heads\//, ''));
  const moves = subcommand === 'branch' && !args.has('-D', '-d', '--delete');
  const gone = moves ? (args.has('-M', '-m', '--move', '-C', '-c', '--copy') ? names.slice(-1) : names.slice(0, 1)) : subcommand === 'update-ref' ? names.slice(0, 1) : names;
  const spared = moves && names.length > 1 ? [args.has('-M', '-m', '--move', '-C', '-c', '--copy') ? (names[0] as string) : (names[1] as string)] : [];
  const parts = await Promise.all(gone.map(async (name): Promise<Lost> => {
    const ref = `refs/heads/${name}`;
    const commits = await counted(repository, ref, '--not', 'HEAD', ...spared, ...gone.map((one) => `--exclude=${one}`), '--branches', '--remotes', '--tags');
    if (commits === null) return { items: [{ name: `branch ${name}`, detail: 'does not exist', holdsData: false, becomes: { kind: 'kept' }, group: 'branch' }], files: [], more: 0 };
    const number = commits.items.length + commits.more;
    const base = number === 0 ? null : await repository.ask('merge-base', ref, spared[0] ?? 'HEAD');
    const changed = base?.kind === 'answered' ? (await changedPaths(repository, base.value.trim(), ref)).map(({ path }) => path) : [];
    return {
      items: [{ name: `branch ${name}`, detail: number === 0 ? 'all its commits are on other branches' : `${count(number, 'commit')} that no other branch has`, holdsData: number > 0, becomes: moves ? { kind: 'changed', to: `at ${spared[0] ?? 'HEAD'}` } : { kind: 'gone' }, group: 'branch' }, ...commits.items],
      files: base?.kind === 'answered' ? await fileViews(repository, changed, { in: 'commit', name: ref }, { in: 'commit', name: base.value.trim() }) : [],
      more: commits.more,
    };
  }));
  return known(parts.flatMap(({ items }) => items), 'as `git log` says; what goes can be found in the reflog for a while', { files: parts.flatMap(({ files }) => files).slice(0, 20), uncounted: parts.reduce((sum, { more }) => sum + more, 0), heading: 'on no other branch, tag or remote' });
}

/** `filter-repo`, `filter-branch`: each commit gets another name, and paths that are filtered out leave all of history. */
export async function filtered(repository: Repository, { name, args: words }: Subcommand): Promise<Looked> {
  const args = readArguments(words, { style: 'gnu', values: ['--path', '--path-glob', '--path-regex', '--refs', '--replace-text', '--tree-filter', '--index-filter', '--msg-filter', '--env-filter', '--commit-filter', '--tag-name-filter', '--parent-filter', '--subdirectory-filter', '--setup', '--state-branch', '-d', '--original'] });
  const given = args.rest.length > 0 ? args.rest.map(({ value }) => value) : args.positionals.map(({ value }) => value);
  const range = name === 'filter-branch' ? (given.length > 0 ? given : ['HEAD']) : (args.value('--refs')?.value ?? '--all').split(' ');
  const total = await repository.ask('rev-list', '--count', ...range, '--');
  if (total.kind === 'nothing') return unknown(`the history could not be counted (${total.why})`);
  const refs = range.includes('--all') ? (await lines(repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags')) : range;
  const taken = args.has('--invert-paths') ? args.values('--path', '--path-glob').map(({ value }) => value) : [];
  const paths = await Promise.all(taken.map(async (path): Promise<Item> => {
    const said = await repository.ask('rev-list', '--count', ...range, '--', path);
    return { name: path, detail: `in ${said.kind === 'answered' ? count(Number(said.value), 'commit') : 'the history'}`, holdsData: true, becomes: { kind: 'gone' }, group: 'path' };
  }));
  const told = refs.map((ref): Item => ({ name: ref, detail: '', holdsData: true, becomes: { kind: 'changed', to: 'rewritten: other commits, no clone of it fits any more' }, group: 'branch' }));
  return known([...paths, ...told], `${count(Number(total.value), 'commit')} would get another name, as \`git rev-list\` counts`, { heading: 'history that others may have' });
}

/** What was reset or deleted by mistake is only in the reflog; afterwards it is nowhere. */
export async function expired(repository: Repository): Promise<Looked> {
  const commits = await counted(repository, '--reflog', '--not', 'HEAD', '--branches', '--remotes', '--tags');
  if (commits === null) return unknown('the reflog could not be read');
  return known(commits.items, 'commits that only the reflog has, as `git log` says; objects that not even it has are not counted', { uncounted: commits.more, heading: 'only in the reflog' });
}

async function lines({ ask }: Repository, ...args: readonly string[]): Promise<readonly string[]> {
  const said = await ask(...args);
  if (said.kind === 'nothing') throw new Error(`\`git ${args[0] ?? ''}\`: ${said.why}`);
  return said.value.split('\n').filter((line) => line !== '');
}
