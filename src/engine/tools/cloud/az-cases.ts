import type { EffectSeed } from '../../effects';
import type { ResourceKind } from '../../model';
import type { Arguments } from '../options';
import { kindOfNoun, reachOfKind } from './nouns';
import type { TreeCommand } from './tree';

/** az commands that mean more, or less, than their verb. `null` when the verb says it all. */
export function azCase({ group, leaf }: TreeCommand, args: Arguments, seed: EffectSeed): readonly EffectSeed[] | null {
  const name = `${group} ${leaf}`.trim();
  return CASES.find(([pattern]) => pattern.test(name))?.[1](seed, args, name) ?? null;
}

type Case = (seed: EffectSeed, args: Arguments, name: string) => readonly EffectSeed[];

const CASES: readonly (readonly [RegExp, Case])[] = [
  [/^account subscription cancel$|^account management-group delete$/, (seed) => [{ ...as(seed, 'delete', 'stack'), reach: 'account', undo: 'within-window' }]],
  [/^group delete$/, (seed) => [{ ...as(seed, 'delete', 'stack'), reach: 'stack', undo: 'from-code', note: 'every resource in the group' }]],
  [/^deployment (?:group|sub|mg|tenant) create$|^group deployment create$/, (seed, args) => (/^complete$/i.test(args.value('--mode')?.value ?? '') ? [{ ...as(seed, 'delete', 'stack'), reach: 'stack', note: '--mode Complete deletes what the template does not have' }] : [as(seed, 'update', 'change')])],
  [/^stack (?:group|sub|mg) create$/, (seed, args) => (/delete/i.test(args.value('--action-on-unmanage')?.value ?? '') ? [{ ...as(seed, 'delete', 'stack'), reach: 'stack', note: 'what the template no longer has is deleted' }] : [as(seed, 'update', 'change')])],
  [/^stack (?:group|sub|mg) delete$/, (seed) => [{ ...as(seed, 'delete', 'stack'), reach: 'stack' }]],
  [/^rest$/, (seed, args) => rest(seed, args)],
  [/^lock delete$|^resource lock delete$|^group lock delete$|^account lock delete$/, (seed) => [{ ...as(seed, 'unprotect', 'protection'), note: 'the lock goes' }]],
  [/purge$|^keyvault .*purge/, (seed) => [{ ...seed, verb: 'delete', undo: 'no', note: 'purging leaves nothing to recover' }]],
  [/^keyvault (?:\w+ )?delete$/, (seed) => [{ ...as(seed, 'delete', 'key'), undo: 'within-window' }]],
  [/^keyvault (?:secret|key|certificate) (?:set-attributes|set|create|import|rotate)$/, (seed) => [{ ...seed, verb: 'update' }]],
  [/^storage (?:blob|azcopy blob|file|copy)(?: \w+)? ?sync$/, (seed, args) => [/^true$/i.test(args.value('--delete-destination')?.value ?? '') ? { ...as(seed, 'delete', 'data-store'), reach: 'collection', undo: 'no' } : { ...seed, verb: 'update' }]],
  [/^storage (?:blob|file|fs directory|fs file|azcopy blob) (?:delete|delete-batch)$|^storage remove$|^storage (?:entity|message) (?:delete|clear)$/, (seed, _, name) => [{ ...as(seed, 'delete', /entity|message delete/.test(name) ? 'rows' : 'data-store'), reach: /batch|clear|remove/.test(name) ? 'collection' : 'resource', undo: 'within-window' }]],
  [/^storage (?:blob|container) lease break$|^storage .*upload|^storage .*copy/, (seed) => [as(seed, 'update', 'other')]],
  [/^storage blob service-properties (?:delete-policy )?update$|^storage account blob-service-properties update$/, (seed, args) => [/^false$/i.test(args.value('--enable', '--enable-delete-retention', '--enable-versioning', '--enable-container-delete-retention', '--enable-change-feed')?.value ?? '') ? { ...as(seed, 'unprotect', 'protection'), note: 'what is deleted is gone at once' } : { ...seed, verb: 'update' }]],
  [/^storage account failover$/, (seed) => [{ ...as(seed, 'stop', 'data-store'), undo: 'no', note: 'what was not copied yet is lost' }]],
  [/^storage blob restore$|revert$|^vm repair restore$/, (seed) => [{ ...as(seed, 'overwrite', 'data-store'), undo: 'no' }]],
  [/(?:restore|recover|undelete)(?:-\w+)*$/, (seed) => [{ ...seed, verb: 'create' }]],
  [/reimage$/, (seed) => [{ ...as(seed, 'replace', 'service'), undo: 'no', note: 'its disk is written anew' }]],
  [/slot swap$/, (seed) => [{ ...as(seed, 'stop', 'service'), undo: 'yes' }]],
  [/ scale$/, (seed) => [{ ...seed, verb: 'update' }]],
  [/^(?:aks )?disable-addons$|^aks (?:disable-addons|rotate-certs|addon disable)$/, (seed) => [{ ...as(seed, 'stop', 'service'), undo: 'yes' }]],
  [/^backup protection disable$/, (seed, args) => [args.has('--delete-backup-data') ? { ...as(seed, 'delete', 'backup'), undo: 'within-window' } : as(seed, 'unprotect', 'protection')]],
  [/^backup (?:vault|container|policy|item)|^dataprotection .* delete$/, (seed) => [seed.verb === 'delete' ? { ...seed, resource: { ...seed.resource, kind: 'backup' } } : seed]],
  [/^network nsg rule (?:create|update)$/, (seed, args) => [{ ...seed, ...opened(args) }]],
  [/^role assignment create$|^ad app permission/, (seed) => [as(seed, 'update', 'identity')]],
  [/^ad .*delete$|^role .*delete$|^identity .*delete$/, (seed) => [as(seed, 'delete', 'identity')]],
  [/^tag |^graph shared-query|^portal dashboard|^advisor /, (seed) => [as(seed, seed.verb, 'trivial')]],
  [/^acr repository (?:untag|delete-tag)$|^acr (?:task|run|build|webhook)\b/, (seed) => [as(seed, seed.verb === 'delete' ? 'delete' : 'update', 'trivial')]],
  [/^boards |^repos pr|^pipelines (?:runs|build)/, (seed) => [as(seed, 'update', 'other')]],
  [/^repos (?:ref )?delete$/, (seed) => [as(seed, 'delete', 'history')]],
  [/^(?:webapp|functionapp) config (?:appsettings|connection-string|access-restriction|hostname|ssl) (?:delete|remove|unbind)$/, (seed) => [as(seed, 'delete', 'infrastructure')]],
  [/^devops project delete$/, (seed) => [{ ...as(seed, 'delete', 'stack'), reach: 'stack' }]],
  [/^(?:sql|mysql|mariadb|postgres) (?:\w+-?\w* )?down$/, (seed) => [{ ...as(seed, 'delete', 'data-store') }]],
  [/^sql (?:failover-group|db replica) set-primary$/, (seed, args) => [args.has('--allow-data-loss') ? { ...as(seed, 'stop', 'data-store'), undo: 'no', note: 'what was not copied yet is lost' } : { ...as(seed, 'stop', 'data-store'), undo: 'yes' }]],
  [/^(?:feature|provider) unregister$/, (seed) => [{ ...as(seed, 'stop', 'infrastructure'), undo: 'yes' }]],
  [/^cosmosdb .*(?:delete)$/, (seed, _, name) => [as(seed, 'delete', /role/.test(name) ? 'identity' : 'data-store')]],
  [/^resource (?:delete)$/, (seed, args) => [{ ...seed, ...typed(`${args.value('--ids')?.value ?? ''} ${args.value('--resource-type')?.value ?? ''}`) }]],
  [/^(?:webapp|functionapp|containerapp|logicapp|container|vm|vmss|spring app|signalr) restart$/, (seed) => [{ ...as(seed, 'stop', 'service'), undo: 'yes' }]],
];

function as(seed: EffectSeed, verb: EffectSeed['verb'], kind: ResourceKind): EffectSeed {
  return { ...seed, verb, resource: { ...seed.resource, kind } };
}

/** `az rest --method delete --url …/resourceGroups/shop` deletes what the address names. */
function rest(seed: EffectSeed, args: Arguments): readonly EffectSeed[] {
  const method = args.value('--method', '-m')?.value.toLowerCase() ?? 'get';
  const url = args.value('--url', '--uri', '-u')?.value ?? '';
  if (method === 'get' || method === 'head' || method === 'options') return [as(seed, 'read', 'other')];
  const action = url.replace(/[?#].*$/, '').split('/').at(-1) ?? '';
  if (method === 'delete') return [{ ...seed, verb: 'delete', undo: 'from-code', ...typed(url) }];
  if (method === 'post' && /^(?:delete|purge|deallocate|powerOff|stop|reset|reimage|cancel)/i.test(action)) return [{ ...seed, verb: /delete|purge/i.test(action) ? 'delete' : 'stop', undo: 'from-code', ...typed(url) }];
  return [as(seed, 'update', 'infrastructure')];
}

/** The kind of thing that an Azure resource id names: its last type word. */
function typed(id: string): Partial<EffectSeed> {
  const path = id.trim().replace(/[?#].*$/, '').replace(/^https?:\/\/[^/]+/, '');
  const words = path.split('/').filter(Boolean);
  const last = /resourceGroups\/[^/]+\/?$/i.test(path) ? 'resource-groups' : (words.length % 2 === 0 ? words.at(-2) : words.at(-1)) ?? '';
  const spaced = last.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  const kind = /\/Microsoft\.(?:Sql|DBfor\w+|DocumentDB|Storage|Cache|EventHub|ServiceBus)\//i.test(path) ? 'data-store' : (kindOfNoun(spaced) ?? 'infrastructure');
  return { resource: { kind, type: last || 'azure resource', address: path || 'an azure resource' }, reach: reachOfKind(kind) };
}

/** The web's own ports are open by nature. */
function opened(args: Arguments): Partial<EffectSeed> {
  const from = args.value('--source-address-prefixes')?.value ?? '';
  const ports = args.value('--destination-port-ranges')?.value ?? '*';
  const everyone = /^(?:\*|internet|any|0\.0\.0\.0\/0|::\/0)$/i.test(from) && !/deny/i.test(args.value('--access')?.value ?? '') && !/outbound/i.test(args.value('--direction')?.value ?? '');
  return everyone && !/^(?:80|443|8080|8443)$/.test(ports) ? { verb: 'unprotect', undo: 'yes', note: 'open to the internet' } : {};
}
