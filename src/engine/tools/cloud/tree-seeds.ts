import type { EffectSeed } from '../../effects';
import type { ResourceKind } from '../../model';
import { kindOfNoun, reachOfKind } from './nouns';
import { stopOf } from './stops';
import type { TreeCommand } from './tree';

/** What a command of a grouped tool would do when its options decide nothing. `tool` is only a name for people. */
export function treeSeed(tool: string, command: TreeCommand, address: string): EffectSeed {
  const { group, leaf, operation } = command;
  const kind = kindOfGroup(group, leaf);
  const of = (verb: EffectSeed['verb'], other: Partial<EffectSeed> = {}): EffectSeed => ({ verb, resource: { kind, type: `${tool} ${group}`, address }, ...other });
  const last = group.split(' ').at(-1) ?? '';

  switch (operation.letter) {
    case 'R': return of('read');
    case 'C': return of('create');
    case 'M': return of('update', { resource: { kind: 'trivial', type: group, address } });
    case 'D': return of('delete', { reach: reachOfKind(kind), undo: kind === 'backup' || /purge|destroy-versions/.test(leaf) ? 'no' : kind === 'data-store' || kind === 'stack' || kind === 'key' ? 'from-backup' : 'from-code' });
    case 'W': return of('unprotect', { undo: 'yes', note: `${leaf} weakens it` });
    case 'P': return /^(?:remove|revoke|delete|deny|unshare)/.test(leaf) ? of('delete', { undo: 'from-code', note: 'takes access away', resource: { kind: 'identity', type: group, address } }) : leaf.startsWith('set-iam-policy') ? of('overwrite', { undo: 'no', note: 'replaces everybody who has access', resource: { kind: 'identity', type: group, address } }) : of('update');
    case 'S': return leaf === 'cancel' ? of('stop', { undo: 'yes', resource: { kind: 'other', type: group, address } }) : stopping(`${leaf}-${last}`, kind, of);
    case 'X': return /^(?:rebuild|reimage|reinstall|recreate)/.test(leaf) ? of('replace', { reach: reachOfKind(kind) }) : /^(?:restore|revert|overwrite|reset)/.test(leaf) ? of('overwrite', { undo: 'no' }) : of('update');
    default: return of('update');
  }
}

/** The last words say most: `compute instances` is a service although `compute networks` decides who gets through. */
export function kindOfGroup(group: string, leaf: string): ResourceKind {
  const words = group.split(' ');
  const whole = kindOfNoun(group.replace(/ /g, '-'));
  const last = kindOfNoun(words.slice(-1).join('-')) ?? kindOfNoun(words.slice(-2).join('-'));
  const holding = words.length > 1 && HOLDS_DATA.test(words[0] as string) && (last === null || last === 'service' || last === 'stack' || last === 'infrastructure');
  // `delete-pool` of one-word groups: the noun stands in the verb.
  const own = kindOfNoun(leaf.replace(/^[a-z]+-?/, ''));
  return holding ? 'data-store' : (last ?? whole ?? own ?? 'infrastructure');
}

const HOLDS_DATA = /^(?:sql|spanner|bigtable|redis|memcache|memorystore|filestore|alloydb|firestore|datastore|bigquery|bq|postgres|mysql|mariadb|cosmosdb|kusto|synapse|netapp|netappfiles|oracle-database|managed-kafka|lustre|looker|metastore|storage|databases?|dbaas|rdb|redisenterprise|managed-cassandra|dms|managed-[a-z]*(?:sql|db|redis|kafka|mongodb|clickhouse|opensearch|elasticsearch|greenplum)|db|search|eventhubs|servicebus|backup-dr|healthcare|healthcareapis)$/;

function stopping(words: string, kind: ResourceKind, of: (verb: EffectSeed['verb'], other?: Partial<EffectSeed>) => EffectSeed): EffectSeed {
  const sort = stopOf(words);
  const seed = of('stop', { undo: 'yes' });
  if (sort === 'routine') return of('update');
  if (sort === 'passing') return { ...seed, resource: { ...seed.resource, kind: 'other' } };
  if (kind === 'identity') return of('delete', { undo: 'from-code', note: 'takes access away' });
  if (kind === 'key' || kind === 'protection' || kind === 'audit') return seed;
  const stoppable = kind === 'backup' || kind === 'trivial' || kind === 'other' ? 'infrastructure' : kind;
  return { ...seed, undo: sort === 'comes-back' ? 'yes' : 'from-code', resource: { ...seed.resource, kind: stoppable } };
}
