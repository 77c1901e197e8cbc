import { known, unknown } from './answers';
import { repository, type Repository, type Subcommand } from './git-ask';
import { branches, expired, filtered, pushed } from './git-history';
import { cleaned, removed, reset, restored, stashed, switched, worktree } from './git-work';
import type { Looked, Preview, Question } from './preview';
import { lookup } from '../engine/lookup';

/** What `reset --hard`, `clean`, `checkout`, `restore`, `stash drop`, `branch -D`, `push --force` and rewriting would throw away, by questions to git that only read. */
export const git: Preview = {
  id: 'git',
  matches: (invocation, effects) => invocation.program === 'git' && lookOf(subcommandOf(invocation)) !== null && effects.some(({ resource }) => resource.kind === 'work' || resource.kind === 'history'),

  async look(question) {
    const subcommand = subcommandOf(question.invocation);
    const unread = question.invocation.args.find(({ known: isKnown, glob }) => !isKnown && !glob);
    if (unread) return unknown(`\`${unread.value}\` is only known when it runs`);
    const opened = await repository(question, subcommand.where);
    if (opened.kind === 'nothing') return unknown(opened.why);
    const look = lookOf(subcommand);
    return look === null ? known([], '') : look(opened.value, subcommand);
  },
};

type Look = (repository: Repository, subcommand: Subcommand) => Promise<Looked>;

const LOOKS: Readonly<Record<string, Look>> = {
  reset, 'read-tree': reset, checkout: restored, restore: restored, switch: switched, 'checkout-index': restored, clean: cleaned, stash: stashed, rm: removed, worktree,
  push: pushed, branch: branches, 'update-ref': branches, 'filter-repo': filtered, 'filter-branch': filtered, reflog: expired, gc: expired, prune: expired,
};

function lookOf({ name }: Subcommand): Look | null {
  return lookup(LOOKS, name) ?? null;
}

function subcommandOf({ args }: Question['invocation']): Subcommand {
  const where: string[] = [];
  let at = 0;
  while (args[at]?.value.startsWith('-')) {
    const word = (args[at] as (typeof args)[number]).value;
    const takesValue = ['-C', '--git-dir', '--work-tree'].includes(word);
    if (takesValue) where.push(word, args[at + 1]?.value ?? '');
    else if (/^--(?:git-dir|work-tree)=/.test(word)) where.push(word);
    at += takesValue || ['-c', '--namespace', '--exec-path', '--super-prefix', '--config-env'].includes(word) ? 2 : 1;
  }
  return { name: args[at]?.value ?? '', args: args.slice(at + 1), where };
}
