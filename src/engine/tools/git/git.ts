import { asLowered } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, Invocation, Lowered, Tool, Word } from '../../model';
import { aliasOf } from './aliases';
import { read } from './effects';
import { expire, filter, rewriteRef } from './history';
import { push, remoteBranch } from './push';
import type { Subcommand } from './subcommand';
import { branch, checkout, clean, reset, restore, rm, stash, submodule, worktree } from './work';

/** Git's own options stand before the subcommand; what it does stands after. */
export const git: Tool = (invocation, context) => {
  const { name, rest, folder, configured } = split(invocation, context);
  const inner: Invocation = { ...invocation, args: rest, cwd: folder };
  if (rest.some(({ value }) => value === '--help' || value === '-h')) return [read(inner, name)];
  if (Object.hasOwn(SUBCOMMANDS, name)) return asWritten(asLowered((SUBCOMMANDS[name] as Subcommand)(inner, context)), inner, invocation);
  const alias = HARMLESS.has(name) ? null : aliasOf(name, configured, inner, context);
  return alias === null ? [read(inner, name)] : aliased(alias, inner, context);
};

/** Whoever asks what would do it is given the whole command, and not only the words behind the subcommand. */
function asWritten(lowered: Lowered, inner: Invocation, invocation: Invocation): Lowered {
  return { ...lowered, effects: lowered.effects.map((effect) => (effect.by === inner ? { ...effect, by: invocation } : effect)) };
}

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  reset, clean, checkout, restore, switch: checkout, stash, branch, rm, worktree, submodule, push,
  'filter-branch': filter, 'filter-repo': filter, reflog: expire, gc: expire, prune: expire, repack: expire, 'update-ref': rewriteRef, replace: rewriteRef,
  lfs: expire, tag: rewriteRef, remote: remoteBranch, annex: expire, config: rewriteRef, 'read-tree': reset, 'checkout-index': checkout,
};

/** Common ones that need no look at aliases. */
const HARMLESS: ReadonlySet<string> = new Set(
  'status log diff show blame grep add commit fetch pull clone init merge rev-parse rev-list ls-files ls-tree ls-remote describe cherry-pick revert apply am format-patch shortlog help version cat-file show-ref for-each-ref bundle archive notes mv sparse-checkout maintenance name-rev merge-base whatchanged count-objects fsck difftool mergetool check-ignore hash-object range-diff var request-pull'.split(' '),
);

function split(invocation: Invocation, { surroundings }: Context): { name: string; rest: readonly Word[]; folder: string | null; configured: readonly string[] } {
  const configured: string[] = [];
  let folder = invocation.cwd;
  let i = 0;
  for (; i < invocation.args.length; i += 1) {
    const text = (invocation.args[i] as Word).value;
    if (!text.startsWith('-')) break;
    if (text === '-c' || text === '--config-env') configured.push(invocation.args[(i += 1)]?.value ?? '');
    else if (/^-c./.test(text)) configured.push(text.slice(2));
    else if (text === '-C') {
      const word = invocation.args[(i += 1)];
      folder = word && word.known ? absolute(word.value, folder, surroundings.homeDirectory) : null;
    } else if (VALUED.has(text)) i += 1;
  }
  return { name: invocation.args[i]?.value ?? '', rest: invocation.args.slice(i + 1), folder, configured };
}

const VALUED: ReadonlySet<string> = new Set(['--git-dir', '--work-tree', '--namespace', '--exec-path', '--super-prefix', '--attr-source', '--list-cmds']);

/** `!cmd` is a shell's, anything else is git's with the rest of the words behind it. */
function aliased(alias: string, invocation: Invocation, context: Context): Lowered {
  const words = invocation.args.map(({ value }) => quoted(value)).join(' ');
  const text = alias.startsWith('!') ? `${alias.slice(1)} ${words}` : `git ${alias} ${words}`;
  return followed(text, invocation, context, 'a git alias');
}

function followed(text: string, invocation: Invocation, context: Context, link: string): Lowered {
  return context.follow({ language: 'bash', text, cwd: invocation.cwd, env: invocation.env, place: { in: 'text', span: invocation.span }, link, by: invocation });
}

function quoted(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}
