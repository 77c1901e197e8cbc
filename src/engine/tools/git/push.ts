import type { Effect, Facts, Invocation } from '../../model';
import { readArguments } from '../options';
import { history, read, repositoryOf, trifle } from './effects';
import type { Subcommand } from './subcommand';

/**
 * `git push` in its many ways to lose what is on the other side: `--force`, `+ref`, `:ref`, `--delete`, `--mirror`, `--prune`.
 * `--force-with-lease` looks first whether someone else has pushed: on one's own branch that is how a rebase is published.
 */
export const push: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, {
    style: 'gnu', abbreviations: true,
    flags: ['--force', '--force-with-lease', '--force-if-includes', '--delete', '--mirror', '--prune', '--all', '--tags', '--follow-tags', '--dry-run', '--set-upstream', '--no-verify', '--atomic', '--quiet', '--verbose', '--porcelain', '--branches', '--signed', '--no-force-with-lease'],
    values: ['-o', '--push-option', '--repo', '--receive-pack', '--exec', '--recurse-submodules'],
  });
  const [remote, ...refs] = args.positionals.map(({ value }) => value);
  const facts = (ref: string | undefined): Facts => ({ ...(remote === undefined ? {} : { 'git-remote': remote }), ...(ref === undefined || ref === '' ? {} : { 'git-branch': ref }) });
  const where = remote ?? `the remote of ${repositoryOf(invocation)}`;
  if (args.has('-n', '--dry-run')) return [read(invocation, where)];
  if (args.has('--mirror')) return [history(invocation, `every branch and tag of ${where}`, facts(undefined), { reach: 'collection', note: '--mirror deletes what is not here' })];
  if (args.has('--prune')) return [history(invocation, `branches of ${where}`, facts(undefined), { verb: 'delete', reach: 'collection', note: '--prune deletes what is not here' })];
  const deleting = args.has('-d', '--delete');
  const forced = args.has('-f', '--force');
  const leased = args.has('--force-with-lease');
  if (refs.length === 0) {
    if (forced) return [history(invocation, `the current branch of ${where}`, facts(undefined), { note: '--force' })];
    return [leased ? trifle(invocation, where) : pushed(invocation, where)];
  }
  return refs.map((ref) => one(ref));

  function one(ref: string): Effect {
    const target = targetOf(ref);
    const address = `${target} of ${where}`;
    if (ref.startsWith('refs/tags/') || (deleting && TAG.test(target))) return deleting || forced ? tag(address, facts(target)) : pushed(invocation, address);
    if (deleting || /^\+?:/.test(ref)) return TAG.test(target) || ref.includes('refs/tags/') ? tag(address, facts(target)) : history(invocation, address, facts(target), { verb: 'delete' });
    if (forced || ref.startsWith('+')) return history(invocation, address, facts(target), { note: forced ? '--force' : 'the + before the branch' });
    if (leased && SHARED.test(target)) return history(invocation, address, facts(target), { note: 'a branch that others build on' });
    return leased ? trifle(invocation, address) : pushed(invocation, address);
  }

  /** A tag that others may have fetched or released from. */
  function tag(address: string, tagFacts: Facts): Effect {
    return history(invocation, address, tagFacts, { verb: 'delete', resource: { kind: 'history', type: 'tag', address } });
  }
};

const SHARED = /^(?:refs\/heads\/)?(?:main|master|trunk|develop|development|production|prod|staging|stable|live|release(?:[/-].*)?|releases?\/.*|hotfix\/.*|gh-pages)$/;
const TAG = /^(?:refs\/tags\/|v\d+(?:\.\d+)+)/;

/** The branch on the other side: what stands after the colon, else the ref itself. */
function targetOf(ref: string): string {
  const bare = ref.replace(/^\+/, '');
  return (bare.includes(':') ? bare.slice(bare.indexOf(':') + 1) : bare).replace(/^refs\/heads\//, '') || bare;
}

function pushed(invocation: Invocation, address: string): Effect {
  return { ...trifle(invocation, address, 'create') };
}

/** `git remote …`: the name of a place, not the place. */
export const remoteBranch: Subcommand = (invocation) => {
  const action = invocation.args.find(({ value }) => !value.startsWith('-'))?.value;
  return [action === undefined || /^(?:show|get-url)$/.test(action) ? read(invocation, 'remotes') : trifle(invocation, 'a remote')];
};
