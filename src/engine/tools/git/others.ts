import { cargoRun } from '../runners/compiled';
import type { Tool } from '../../model';
import { byDeeds, deed } from '../deeds';

/** Other version control. What is committed comes back; what is not does not. */
export const OTHERS: Readonly<Record<string, Tool>> = {
  svn: byDeeds({ style: 'gnu', values: ['-m', '--message', '-r', '--revision', '--username', '--password', '-F'], unattended: ['--non-interactive'] }, [
    deed('revert', 'delete', 'work', 'working copy', { when: ['-R', '--recursive', '--depth'] }),
    deed('revert', 'delete', 'work', 'file'),
    deed('delete|del|remove|rm', 'delete', 'history', 'path', { given: /^(?:https?|svn|svn\+ssh|file):\/\// }),
    deed('delete|del|remove|rm', 'delete', 'work', 'file', { when: ['--force'] }),
    deed('cleanup', 'delete', 'work', 'unversioned files', { when: ['--remove-unversioned', '--remove-ignored'] }),
  ]),
  svnadmin: byDeeds({ style: 'gnu' }, [deed('load|setrevprop|rmtxns', 'overwrite', 'history', 'repository'), deed('rmlocks', 'update', 'infrastructure', 'lock')]),
  hg: byDeeds({ style: 'gnu', values: ['-R', '--repository', '--cwd', '--config', '-r', '--rev', '-m'], harmless: ['-n', '--dry-run', '--print', '-p'] }, [
    deed('purge|clean', 'delete', 'work', 'untracked files'),
    deed('strip', 'delete', 'history', 'changesets'),
    deed('update|up|checkout|co', 'delete', 'work', 'working copy', { when: ['-C', '--clean'] }),
    deed('revert', 'delete', 'work', 'working copy'),
    deed('rollback', 'delete', 'history', 'the last transaction', { everything: 'the last transaction' }),
    deed('push', 'overwrite', 'history', 'branch', { when: ['-f', '--force'] }),
    deed('histedit|debugobsolete|prune', 'overwrite', 'history', 'changesets'),
    deed('shelve', 'delete', 'work', 'shelf', { when: ['-d', '--delete', '--cleanup'] }),
  ]),
  jj: byDeeds({ style: 'gnu', values: ['-R', '--repository', '-r', '--revision', '-m', '--message'], harmless: ['--dry-run'] }, [
    deed('abandon', 'delete', 'work', 'change', { undo: 'within-window' }),
    deed('op|operation abandon', 'delete', 'work', 'operations'),
    deed('restore', 'delete', 'work', 'working copy', { undo: 'within-window' }),
    deed('git push', 'delete', 'history', 'deleted bookmarks', { when: ['--deleted', '--all'], everything: 'deleted bookmarks' }),
    deed('workspace forget', 'update', 'trivial', 'workspace'),
  ]),
  p4: byDeeds({ style: 'gnu', values: ['-c', '-p', '-u', '-P', '-d'], harmless: ['-n'] }, [
    deed('obliterate', 'delete', 'history', 'files and their history', { when: ['-y'] }),
    deed('revert', 'delete', 'work', 'opened files'),
    deed('clean', 'delete', 'work', 'files that are not in the depot'),
    deed('client|depot|branch|label', 'delete', 'infrastructure', 'specification', { when: ['-d'] }),
  ]),
  fossil: byDeeds({ style: 'gnu', harmless: ['-n', '--dry-run'] }, [deed('clean', 'delete', 'work', 'extra files'), deed('revert', 'delete', 'work', 'working copy'), deed('purge|scrub|shun', 'delete', 'history', 'artifacts')]),
  dvc: byDeeds({ style: 'gnu', harmless: ['--dry', '--dry-run'] }, [deed('gc', 'delete', 'data-store', 'data that no commit uses', { everything: 'data that no commit uses' }), deed('destroy', 'delete', 'data-store', 'the DVC repository', { everything: 'the DVC repository' }), deed('remove', 'update', 'infrastructure', 'stage')]),
  lakectl: byDeeds({ style: 'cobra', values: ['-c', '--config'], unattended: ['-y', '--yes'] }, [deed('repo delete', 'delete', 'data-store', 'repository', { reach: 'stack' }), deed('branch|tag delete', 'delete', 'history', 'branch'), deed('branch revert|reset', 'overwrite', 'history', 'branch'), deed('fs rm', 'delete', 'data-store', 'object')]),
};

/** Taking back a published version breaks every build that names it. */
const CRATES = byDeeds({ style: 'gnu', values: ['--version', '--vers', '--index', '--registry', '--token', '-p', '--manifest-path'], harmless: ['--dry-run', '-n'] }, [
  deed('yank', 'delete', 'data-store', 'published crate', { unless: ['--undo'] }),
  deed('owner', 'delete', 'identity', 'crate owner', { when: ['-r', '--remove'] }),
  deed('clean', 'delete', 'regenerated', 'build output', { everything: 'build output' }),
]);

/** `cargo sqlx …` is a program of its own, as every `cargo-NAME` is. */
const cargo: Tool = (invocation, context) => {
  const [word, ...args] = invocation.args;
  return word && /^(?:sqlx|diesel|shuttle|lambda|loco|make)$/.test(word.value) ? context.invoke({ ...invocation, program: word.value === 'make' ? 'cargo-make' : word.value, command: word, args, redirects: [] }) : (cargoRun(invocation, context) ?? CRATES(invocation, context));
};

export const REGISTRIES: Readonly<Record<string, Tool>> = {
  cargo,
  gem: byDeeds({ style: 'gnu', values: ['-v', '--version', '-k', '--key', '--host'] }, [deed('yank', 'delete', 'data-store', 'published gem'), deed('owner', 'delete', 'identity', 'gem owner', { when: ['-r', '--remove'] })]),
  vsce: byDeeds({ style: 'gnu', values: ['-p', '--pat'], unattended: ['-f', '--force'] }, [deed('unpublish', 'delete', 'data-store', 'published extension'), deed('delete-publisher|logout', 'delete', 'identity', 'publisher')]),
  ovsx: byDeeds({ style: 'gnu', values: ['-p', '--pat'] }, [deed('unpublish', 'delete', 'data-store', 'published extension')]),
  skopeo: byDeeds({ style: 'gnu', values: ['--creds', '--authfile'] }, [deed('delete', 'delete', 'data-store', 'image in a registry')]),
  crane: byDeeds({ style: 'cobra' }, [deed('delete', 'delete', 'data-store', 'image in a registry')]),
  regctl: byDeeds({ style: 'cobra' }, [deed('tag|manifest|image|repo delete|rm', 'delete', 'data-store', 'image in a registry')]),
  oras: byDeeds({ style: 'cobra' }, [deed('manifest|blob delete', 'delete', 'data-store', 'artifact in a registry')]),
};
