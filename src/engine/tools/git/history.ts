import { effectOf } from '../../effects';
import { readArguments } from '../options';
import { history, read, repositoryOf, trifle, work } from './effects';
import type { Subcommand } from './subcommand';

/** `filter-branch`, `filter-repo`: every commit becomes another. */
export const filter: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu' });
  if (args.has('--analyze', '--dry-run', '--help', '-h', '--version') || invocation.args.length === 0) return [read(invocation, 'its history')];
  return [history(invocation, `the whole history of ${repositoryOf(invocation)}`, {}, { note: 'every commit gets another name' })];
};

/** The reflog and unreachable objects are what brings a lost commit back. */
export const expire: Subcommand = (invocation) => {
  // The subcommand's own name is gone; its words tell which it was.
  const words = invocation.args.map(({ value }) => value);
  const args = readArguments(invocation.args, { style: 'gnu', values: ['--expire', '--expire-unreachable', '--prune'] });
  if (args.has('-n', '--dry-run')) return [read(invocation, 'what would go')];
  const [action] = args.positionals.map(({ value }) => value);
  const now = words.some((word, i) => /^--(?:expire(?:-unreachable)?|prune)=(?:now|all|0.*|\d+\.(?:second|minute|hour)s?\.ago)$/.test(word) || (/^--(?:expire(?:-unreachable)?|prune)$/.test(word) && /^(?:now|all|0)$/.test(words[i + 1] ?? '')));
  if (action === 'delete' || (action === 'expire' && (now || args.has('--all'))) || now) return [work(invocation, `the reflog and unreachable commits of ${repositoryOf(invocation)}`, { note: 'what was reset or deleted by mistake cannot be found again' })];
  if (action === 'drop' || action === 'dropunused') return [work(invocation, 'annexed file contents')];
  if (action === 'prune' && args.has('--force', '-f')) return [work(invocation, 'large files that are nowhere else')];
  if (action === 'migrate' && args.positionals[1]?.value === 'info') return [read(invocation, 'its large files')];
  if (action === 'migrate') return [history(invocation, `the whole history of ${repositoryOf(invocation)}`, {})];
  return [trifle(invocation, 'loose objects')];
};

/** `update-ref -d`, `tag -d`, `replace -d`: names go, commits stay until they are collected. `config` changes what git runs. */
export const rewriteRef: Subcommand = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-m', '-F', '-u', '--message'] });
  const [first, second] = args.positionals.map(({ value }) => value);
  if (first !== undefined && /^(?:core\.hookspath|core\.fsmonitor|core\.sshcommand)$/i.test(first)) return [effectOf(invocation, { verb: 'update', resource: { kind: 'trivial', type: 'git setting', address: first }, undo: 'yes' })];
  if (first !== undefined && REFUSALS.test(first) && (args.has('--unset', '--unset-all') || /^(?:false|no|off|0|ignore|warn)$/i.test(second ?? ''))) return [effectOf(invocation, { verb: 'unprotect', resource: { kind: 'protection', type: 'git setting', address: first }, undo: 'yes', note: 'the repository would take forced pushes and deletes' })];
  if (args.has('-d', '--delete') && first?.startsWith('refs/heads/')) return [work(invocation, `branch ${first}`, { undo: 'within-window' })];
  if (args.has('--stdin')) return [trifle(invocation, 'refs')];
  if (first !== undefined && first.startsWith('refs/heads/') && second !== undefined) return [trifle(invocation, first)];
  if (args.has('-d', '--delete', '-f', '--force')) return [trifle(invocation, first ?? 'a ref', 'delete')];
  return [first === undefined || args.has('-l', '--list', '--get', '--get-all') ? read(invocation, 'refs') : trifle(invocation, first, 'create')];
};

/** What makes a repository refuse the loss of commits. */
const REFUSALS = /^receive\.(?:denynonfastforwards|denydeletes|denycurrentbranch|denydeletecurrent|fsckobjects)$/i;
