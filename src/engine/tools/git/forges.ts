import { effectOf } from '../../effects';
import type { Context, Effect, Invocation, Tool } from '../../model';
import { byDeeds, deed, type Deed, deedsOf, type Grammared } from '../deeds';
import { readArguments } from '../options';
import { kindOfRequest } from './requests';

const GH: Grammared = {
  style: 'cobra',
  values: ['-R', '--repo', '--hostname', '-t', '--title', '-b', '--body', '-F', '-f', '-H', '-X', '--method', '-q', '--jq', '--template', '-e', '--env', '-o', '--org', '-u', '--user', '-L', '--limit', '-r', '--ref', '--json', '-m', '--milestone', '-a', '--assignee', '-l', '--label', '-B', '--base', '-c', '--comment'],
  unattended: ['--yes', '-y', '--confirm', '--admin'],
  facts: (args) => (args.value('-R', '--repo') ? { 'git-remote': args.value('-R', '--repo')?.value as string } : {}),
};

const GH_DEEDS: readonly Deed[] = [
  deed('repo delete', 'delete', 'history', 'repository', { reach: 'stack' }),
  deed('repo archive', 'stop', 'service', 'repository', { reach: 'collection', note: 'read-only for everyone' }),
  deed('repo rename|transfer', 'update', 'infrastructure', 'repository'),
  deed('repo sync', 'overwrite', 'history', 'branch', { when: ['--force'] }),
  deed('repo edit', 'unprotect', 'protection', 'repository visibility', { when: ['--visibility', '--accept-visibility-change-consequences'], given: /./, note: 'who can see it changes' }),
  deed('repo deploy-key delete', 'delete', 'key', 'deploy key'),
  deed('release delete', 'delete', 'history', 'release'),
  deed('release delete-asset', 'delete', 'history', 'release asset'),
  deed('secret delete|remove', 'delete', 'key', 'secret'),
  deed('secret set', 'update', 'key', 'secret'),
  deed('variable delete|remove', 'delete', 'infrastructure', 'variable'),
  deed('ssh-key|gpg-key delete', 'delete', 'key', 'key'),
  deed('workflow disable', 'stop', 'infrastructure', 'workflow', { undo: 'from-code', reach: 'collection' }),
  deed('ruleset delete', 'delete', 'protection', 'ruleset'),
  deed('codespace delete', 'delete', 'work', 'codespace'),
  deed('codespace stop', 'stop', 'service', 'codespace', { undo: 'yes' }),
  deed('issue|discussion delete', 'delete', 'data-store', 'issue'),
  deed('project delete', 'delete', 'infrastructure', 'project board'),
  deed('gist delete', 'delete', 'history', 'gist'),
  deed('environment delete', 'delete', 'infrastructure', 'environment'),
  deed('run delete|cancel', 'delete', 'trivial', 'run', { undo: 'yes' }),
  deed('cache delete', 'delete', 'regenerated', 'cache'),
  deed('label delete', 'delete', 'trivial', 'label'),
  deed('pr close|merge', 'update', 'trivial', 'pull request', { undo: 'yes' }),
  deed('auth logout', 'update', 'trivial', 'login', { undo: 'yes' }),
];

const gh: Tool = (invocation, context) => {
  const first = invocation.args.find(({ value }) => !value.startsWith('-'))?.value;
  if (first !== 'api') return deedsOf(invocation, context, GH, GH_DEEDS);
  return api(invocation, context);
};

/** `gh api`, `glab api`: any call of the forge, by method and path. Fields make it a POST; a GraphQL mutation says what it does. */
function api(invocation: Invocation, context: Context): Effect[] {
  const args = readArguments(invocation.args, { style: 'cobra', values: [...(GH.values as string[]), '--field', '--raw-field', '--input', '--header', '--cache', '-p', '--preview'] });
  const path = args.positionals[1]?.value ?? '';
  const fields = args.values('-f', '-F', '--field', '--raw-field').map(({ value }) => value);
  const method = (args.value('-X', '--method')?.value ?? (fields.length > 0 || args.has('--input') ? 'POST' : 'GET')).toUpperCase();
  if (/^\/?graphql$/.test(path)) return [graphql(invocation, fields.join('\n'))];
  const { verb, kind, reach } = kindOfRequest(method, path, fields, context);
  return [effectOf(invocation, { verb, resource: { kind, type: `${method} request`, address: path }, reach, undo: 'no', facts: { endpoint: invocation.program } })];
}

function graphql(invocation: Invocation, fields: string): Effect {
  const call = /\bmutation\b[^{]*\{\s*(?:\w+\s*:\s*)?(\w+)/s.exec(fields)?.[1];
  if (call === undefined) return effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'GraphQL query', address: 'graphql' }, undo: 'yes' });
  const lossy = /^(?:delete|remove|archive|purge)/i.test(call);
  const shared = /ref|repository|branch|tag/i.test(call);
  return effectOf(invocation, { verb: lossy ? 'delete' : 'update', resource: { kind: !lossy ? 'infrastructure' : /protection|rule/i.test(call) ? 'protection' : shared ? 'history' : 'infrastructure', type: 'GraphQL mutation', address: call }, undo: 'no' });
}

const GLAB: Grammared = { style: 'cobra', values: ['-R', '--repo', '-g', '--group', '-b', '--branch', '-s', '--scope'], unattended: ['-y', '--yes'], facts: GH.facts as NonNullable<Grammared['facts']> };

const GLAB_DEEDS: readonly Deed[] = [
  deed('repo|project delete', 'delete', 'history', 'repository', { reach: 'stack' }),
  deed('repo archive', 'read', 'other', 'repository archive'),
  deed('repo|project transfer', 'update', 'infrastructure', 'repository'),
  deed('release delete', 'delete', 'history', 'release'),
  deed('variable delete', 'delete', 'key', 'variable'),
  deed('ssh-key|deploy-key|gpg-key delete', 'delete', 'key', 'key'),
  deed('token revoke|rotate', 'delete', 'key', 'token'),
  deed('securefile remove', 'delete', 'key', 'secure file'),
  deed('schedule delete', 'delete', 'infrastructure', 'schedule'),
  deed('cluster *', 'update', 'infrastructure', 'cluster'),
  deed('mr|issue delete', 'delete', 'data-store', 'issue'),
  deed('label|milestone delete', 'delete', 'trivial', 'label'),
  deed('ci delete|cancel', 'delete', 'trivial', 'pipeline'),
  deed('snippet delete', 'delete', 'history', 'snippet'),
  deed('runner delete', 'delete', 'service', 'runner'),
];

const glab: Tool = (invocation, context) => (invocation.args.find(({ value }) => !value.startsWith('-'))?.value === 'api' ? api(invocation, context) : deedsOf(invocation, context, GLAB, GLAB_DEEDS));

const hub: Tool = byDeeds({ style: 'gnu', unattended: ['-y', '--yes'] }, [deed('delete', 'delete', 'history', 'repository', { reach: 'stack' }), deed('release delete', 'delete', 'history', 'release')]);

const tea: Tool = byDeeds({ style: 'gnu', values: ['-r', '--repo', '-l', '--login'] }, [
  deed('repo|repos delete|rm', 'delete', 'history', 'repository', { reach: 'stack' }),
  deed('release|releases delete|rm', 'delete', 'history', 'release'),
  deed('branch|branches unprotect', 'unprotect', 'protection', 'branch protection'),
]);

export const FORGES: Readonly<Record<string, Tool>> = { gh, glab, hub, tea };
