import { isRegenerated } from '../../kinds/folders';
import type { Effect, Word } from '../../model';
import { type Arguments, type Grammar, readArguments } from '../options';
import { read, trifle, work } from './effects';
import type { Subcommand } from './subcommand';

/** Git takes long options cut short as long as they are unique. */
const RESET: Grammar = { style: 'gnu', abbreviations: true, flags: ['--hard', '--soft', '--mixed', '--merge', '--keep', '--quiet', '--patch', '--intent-to-add', '--no-refresh', '--refresh', '--pathspec-file-nul', '--recurse-submodules'], values: ['--pathspec-from-file'] };

export const reset: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, RESET);
  const to = args.positionals[0]?.value ?? 'HEAD';
  if (args.has('--hard') || (args.has('--merge') && args.positionals.length > 0) || args.has('-u')) return [work(invocation, 'all uncommitted changes', { note: `back to ${to}` })];
  return [trifle(invocation, `the index, to ${to}`)];
};

const CLEAN: Grammar = { style: 'gnu', abbreviations: true, flags: ['--force', '--dry-run', '--quiet', '--interactive'], values: ['-e', '--exclude'] };

export const clean: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, CLEAN);
  const forced = args.has('-f', '--force') || args.has('-x', '-X');
  if (args.has('-n', '--dry-run') || !forced) return [read(invocation, 'untracked files')];
  const targets = args.positionals.map(({ value }) => value);
  if (targets.length > 0 && targets.every((value) => isRegenerated(value.split('/').filter((part) => part !== '' && part !== '.')))) return [trifle(invocation, targets.join(' '), 'delete')];
  const what = args.has('-X') ? 'ignored files' : args.has('-x') ? 'untracked and ignored files' : 'untracked files';
  return [work(invocation, targets.length > 0 ? `${what} in ${targets.join(' ')}` : what)];
};

const CHECKOUT: Grammar = {
  style: 'gnu', abbreviations: true,
  flags: ['--force', '--quiet', '--detach', '--track', '--no-track', '--merge', '--patch', '--ours', '--theirs', '--discard-changes', '--guess', '--no-guess', '--progress', '--overlay', '--no-overlay', '--ignore-other-worktrees', '--overwrite-ignore'],
  values: ['-b', '-B', '-c', '-C', '--orphan', '--conflict', '--pathspec-from-file', '--create', '--force-create'],
};

/** `checkout -- path`, `checkout .`, `checkout REF -- path` write over files; `checkout branch` refuses to. */
export const checkout: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, CHECKOUT);
  const dashes = invocation.args.some(({ value }) => value === '--');
  const branching = args.has('-b', '-c', '--create', '--orphan');
  if (args.has('-p', '--patch')) return [read(invocation, 'hunks it asks about')];
  // Picks a side of a conflict; what is not in conflict stays.
  if (args.has('--ours', '--theirs')) return [trifle(invocation, 'a side of each conflict')];
  if (args.has('-f', '--force', '--discard-changes')) return [work(invocation, 'all uncommitted changes')];
  if (args.has('-B', '-C', '--force-create')) return [trifle(invocation, 'a branch, from here')];
  if (branching) return [trifle(invocation, 'a branch', 'create')];
  const paths = dashes ? args.rest : args.positionals.filter((word, i) => isPath(word, i, args));
  if (paths.length === 0) return [trifle(invocation, args.positionals[0]?.value ?? 'HEAD')];
  if (paths.every(({ value }) => REGENERABLE.test(value))) return [trifle(invocation, paths.map(({ value }) => value).join(' '))];
  return [work(invocation, `uncommitted changes in ${paths.map(({ value }) => value).join(' ')}`)];
};

/** Files that a tool writes: putting back the committed one loses nothing. */
const REGENERABLE = /(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.lock|poetry\.lock|uv\.lock|go\.sum|composer\.lock|Gemfile\.lock|\.terraform\.lock\.hcl|[\w.-]+\.snap)$/;

/** Without dashes, a branch and a path look alike: a path has a suffix, is `.`, or comes after the branch. */
function isPath({ value, glob }: Word, i: number, args: Arguments): boolean {
  if (/^\.{1,2}$|^\.\/|^:\/|\/$/.test(value) || glob) return true;
  if (i > 0 && args.positionals.length > 1 && !args.has('--detach', '-t', '--track')) return true;
  return /\.(?:[jt]sx?|mjs|py|rb|go|rs|java|kt|cs|php|vue|svelte|css|s[ac]ss|html|md|json|ya?ml|toml|tf|tfvars|hcl|sql|sh|txt|lock|ini|cfg|xml|swift|c|h|cpp|lua|ex|exs)$/i.test(value) && !/^(?:release|hotfix|v\d)/.test(value);
}

const RESTORE: Grammar = { style: 'gnu', abbreviations: true, flags: ['--staged', '--worktree', '--patch', '--quiet', '--ours', '--theirs', '--merge', '--overlay', '--no-overlay', '--ignore-unmerged', '--progress'], values: ['-s', '--source', '--conflict', '--pathspec-from-file'] };

export const restore: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, RESTORE);
  const paths = args.positionals.map(({ value }) => value);
  if (args.has('-p', '--patch')) return [read(invocation, 'hunks it asks about')];
  if (args.has('-S', '--staged') && !args.has('-W', '--worktree')) return [trifle(invocation, `staged ${paths.join(' ')}`)];
  if (paths.length === 0) return [read(invocation, 'nothing')];
  if (paths.every((path) => REGENERABLE.test(path))) return [trifle(invocation, paths.join(' '))];
  return [work(invocation, `uncommitted changes in ${paths.join(' ')}`)];
};

export const stash: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu' });
  const action = args.positionals[0]?.value ?? 'push';
  if (action === 'drop') return [work(invocation, `stash ${args.positionals[1]?.value ?? 'stash@{0}'}`)];
  if (action === 'clear') return [work(invocation, 'every stash', { reach: 'collection' })];
  return [/^(?:list|show)$/.test(action) ? read(invocation, 'stashes') : trifle(invocation, 'a stash', action === 'push' || action === 'save' ? 'create' : 'update')];
};

const BRANCH: Grammar = { style: 'gnu', abbreviations: true, flags: ['--delete', '--force', '--list', '--all', '--remotes', '--merged', '--no-merged', '--move', '--copy', '--show-current', '--verbose', '--contains', '--edit-description', '--unset-upstream', '--track', '--no-track'], values: ['-u', '--set-upstream-to', '--sort', '--format', '--points-at'] };

/** `-d` refuses what is not merged; `-D` does not. */
export const branch: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, BRANCH);
  const names = args.positionals.map(({ value }) => value).join(' ');
  const forced = args.has('-D') || (args.has('-d', '--delete') && args.has('-f', '--force'));
  if (args.has('-r', '--remotes') && (forced || args.has('-d', '--delete'))) return [trifle(invocation, `remote-tracking ${names}`, 'delete')];
  if (forced) return [work(invocation, `branch ${names}`, { undo: 'within-window', note: 'merged or not' })];
  if (args.has('-M') || (args.has('-f', '--force') && args.positionals.length > 1)) {
    const kept = args.has('-M') && args.positionals.length < 2;
    return [kept || /^(?:main|master)$/.test(args.positionals.at(-1)?.value ?? '') ? trifle(invocation, `branch ${names}`) : work(invocation, `branch ${names}`, { verb: 'overwrite', undo: 'within-window' })];
  }
  if (args.has('-d', '--delete')) return [trifle(invocation, `merged branch ${names}`, 'delete')];
  return [names === '' || args.has('-l', '--list', '--merged', '--no-merged', '--contains') ? read(invocation, 'branches') : trifle(invocation, `branch ${names}`, 'create')];
};

const RM: Grammar = { style: 'gnu', abbreviations: true, flags: ['--cached', '--dry-run', '--force', '--quiet', '--ignore-unmatch', '--sparse'] };

/** `git rm` refuses files with changes unless forced; what it takes is in the history. */
export const rm: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, RM);
  const names = args.positionals.map(({ value }) => value);
  if (args.has('-n', '--dry-run')) return [read(invocation, names.join(' '))];
  if (args.has('--cached')) return [trifle(invocation, `${names.join(' ')} in the index`)];
  const sweeping = names.some((name) => /^(?:\.|\*|:\/|\.\/\*?)$/.test(name)) && args.has('-r');
  return sweeping || (args.has('-f', '--force') && args.has('-r')) ? [work(invocation, `${names.join(' ')} and what is changed in it`)] : [trifle(invocation, names.join(' '), 'delete')];
};

export const worktree: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-b', '-B', '--reason'] });
  const action = args.positionals[0]?.value;
  const name = args.positionals[1]?.value ?? 'worktrees';
  if (action === 'remove' && args.has('-f', '--force')) return [work(invocation, `worktree ${name}`)];
  return [action === 'list' || action === undefined ? read(invocation, 'worktrees') : trifle(invocation, `worktree ${name}`, action === 'add' ? 'create' : 'update')];
};

export const submodule: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['--branch', '-b', '--name', '--reference', '--depth', '--jobs', '-j'], optionsFirst: false });
  const [action, ...names] = args.positionals.map(({ value }) => value);
  if (action === 'deinit' && args.has('-f', '--force')) return [work(invocation, `submodule ${names.join(' ') || '--all'}`)];
  if (action === 'update' && args.has('-f', '--force')) return [work(invocation, 'uncommitted changes in submodules')];
  return [trifle(invocation, `submodule ${names.join(' ')}`)] satisfies readonly Effect[];
};

