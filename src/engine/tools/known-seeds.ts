import type { EffectSeed } from '../effects';
import type { Invocation, ResourceKind, Undo } from '../model';
import { kindOfNoun, reachOfKind } from './cloud/nouns';
import type { Group } from './known-grammar';
import type { Match } from './known-match';
import type { Arguments } from './options';
import { lookup } from '../lookup';

/** What a matched command comes to, in the words of effects. */
export function seedOfMatch(match: Match, group: Group, invocation: Invocation, args: Arguments, unattended: boolean): EffectSeed {
  const kind = kindOf(match, group);
  const address = addressOf(match, invocation, args);
  const type = `${invocation.program} ${match.words.join(' ')}`.trim();
  const of = (verb: EffectSeed['verb'], as: ResourceKind, other: Partial<EffectSeed> = {}): EffectSeed => ({
    verb, resource: { kind: as, type, address }, undo: UNDO[match.undo] ?? 'from-backup', note: match.worse === null ? null : `with ${match.worse}`, ...other,
  });
  if (match.code === 'U' && SETS.test(match.words.join(' ')) && invocation.args.some(({ value }) => CONNECTS.test(value))) return of('overwrite', 'key', { note: 'the service would use another database' });
  switch (match.code) {
    case 'N': return of('delete', 'stack', { reach: 'account', undo: 'no' });
    case 'D': return of('delete', kind, { reach: reachOfKind(kind) });
    case 'T': return of('delete', 'trivial');
    case 'V': return LOSES.has(kind) ? of('overwrite', kind) : of('replace', kind);
    case 'S': return of('stop', kind === 'key' || kind === 'stack' || kind === 'data-store' || kind === 'network-control' ? kind : 'service', { undo: 'from-code' });
    case 's': return of('stop', kind === 'data-store' || kind === 'stack' ? kind : 'service', { undo: 'yes' });
    case 'W': return of('unprotect', kind, { undo: 'yes' });
    case 'F': return of('update', 'state');
    case 'A': return of('update', 'change', { unattended });
    case 'R': return of('read', 'other');
    default: return of('update', 'other', { note: null });
  }
}

/** Setting a variable changes nothing anybody minds, unless it says where the data is. */
const SETS = /\b(?:set|variables|config|env|secrets?|add|put|import)\b/;
const CONNECTS = /^(?:\w+_)?(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|MONGO(?:DB)?|REDIS|CLICKHOUSE|DIRECT)(?:_\w+)?_?(?:URL|URI|DSN|HOST)(?:=|$)/;

const UNDO: readonly Undo[] = ['no', 'from-backup', 'within-window', 'from-code', 'yes'];
const LOSES: ReadonlySet<ResourceKind> = new Set(['data-store', 'backup', 'key', 'identity', 'network-control']);

/** The nouns of the command decide, and where it has none, what its tool is for. */
function kindOf(match: Match, group: Group): ResourceKind {
  const nouns = match.words.filter((word) => !word.startsWith('-') && !VERB.test(word));
  const noun = nouns.join('-').replace(/^pg-/, 'postgres-').replace(/_/g, '-') || match.words.join('-').replace(VERB_PREFIX, '').replace(/_/g, '-');
  const own = lookup(CATEGORIES, group.category) ?? 'infrastructure';
  const named = noun === '' ? null : kindOfNoun(noun);
  if (named === null || named === 'trivial') return own;
  // In a database's own tool a service, an instance or a cluster is the database.
  return own === 'data-store' && (named === 'service' || named === 'stack' || named === 'infrastructure') ? 'data-store' : named;
}

const VERB = /^(?:delete|destroy|remove|rm|del|un|uninstall|purge|drop|reset|clear|stop|restart|rebuild|revoke|disable|unset|terminate|wipe|clean|cleanup|prune|forget|expire|undo|down|\*)$/i;
const VERB_PREFIX = /^(?:delete|destroy|remove|purge|drop|clear|forget)[-_]/;

/** What a group of tools is for. */
const CATEGORIES: Readonly<Record<string, ResourceKind>> = {
  'paas-db': 'data-store', db: 'data-store', msg: 'data-store', bigdata: 'data-store', kv: 'data-store', backup: 'backup', 'backup-obj': 'data-store', orm: 'data-store', migration: 'data-store', ml: 'data-store', registry: 'data-store',
  paas: 'stack', 'k8s-cluster': 'stack', 'local-cluster': 'regenerated', iac: 'stack', cloud: 'stack', k8s: 'infrastructure', gitops: 'stack', mesh: 'infrastructure', secrets: 'key', orch: 'service', container: 'service',
  vm: 'service', vcs: 'history', forge: 'infrastructure', ci: 'infrastructure', saas: 'infrastructure', os: 'service', net: 'network-control', users: 'identity', disk: 'data-store', fs: 'files', pkg: 'other', config: 'infrastructure',
};

function addressOf(match: Match, invocation: Invocation, args: Arguments): string {
  const named = match.names.slice(0, 3).map(({ value }) => value).join(' ');
  const option = args.value('-a', '--app', '--name', '-n', '--project', '--project-id', '--project-ref', '--site', '--cluster', '--topic', '--group', '--db-url', '--url', '--env', '-e')?.value;
  return named || option || `${invocation.program} ${match.words.join(' ')}`.trim();
}
