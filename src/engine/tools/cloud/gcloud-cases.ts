import type { EffectSeed } from '../../effects';
import type { ResourceKind } from '../../model';
import type { Arguments } from '../options';
import type { TreeCommand } from './tree';

/** gcloud commands that mean more, or less, than their verb. `null` when the verb says it all. */
export function gcloudCase({ group, leaf }: TreeCommand, args: Arguments, seed: EffectSeed): readonly EffectSeed[] | null {
  const name = `${group} ${leaf}`;
  return CASES.find(([pattern]) => pattern.test(name))?.[1](seed, args) ?? null;
}

type Case = (seed: EffectSeed, args: Arguments) => readonly EffectSeed[];

const CASES: readonly (readonly [RegExp, Case])[] = [
  [/^projects delete$/, (seed) => [{ ...seed, reach: 'account', undo: 'within-window' }]],
  [/^(?:billing projects unlink|beta billing projects unlink)$/, (seed) => [{ ...as(seed, 'stop', 'stack'), reach: 'account', undo: 'from-code', note: 'every paid service in it stops' }]],
  [/^resource-manager (?:org-policies disable-enforce|liens delete)$|^org-policies (?:delete|reset)$/, (seed) => [as(seed, 'unprotect', 'protection')]],
  [/^resource-manager org-policies deny$/, harmless],
  [/^storage (?:rm|objects delete)$/, (seed, args) => [{ ...as(seed, 'delete', 'data-store'), reach: args.has('-r', '-R', '--recursive', '-a', '--all-versions') || /\*/.test(seed.resource.address) ? 'collection' : 'resource', undo: 'no' }]],
  [/^storage rsync$/, (seed, args) => [args.has('--delete-unmatched-destination-objects') ? { ...as(seed, 'delete', 'data-store'), reach: 'collection', undo: 'no', note: 'what the source does not have is deleted' } : { ...seed, verb: 'update' }]],
  [/^storage (?:mv|cp|restore|objects update)$/, harmless],
  [/^(?:spanner databases|bigtable (?:instances )?tables|firestore databases|workbench instances|kms keys versions|storage) restore$/, (seed) => [{ ...seed, verb: 'create' }]],
  [/^sql (?:instances restore-backup|backups restore)$|^redis instances import$/, (seed) => [{ ...as(seed, 'overwrite', 'data-store'), undo: 'no', note: 'what it holds now is gone' }]],
  [/^access-context-manager .* replace-all$/, (seed) => [as(seed, 'overwrite', 'network-control')]],
  [/recreate-instances$/, (seed) => [{ ...as(seed, 'replace', 'service'), reach: 'collection' }]],
  [/rolling-action (?:replace|restart)$/, (seed) => [{ ...as(seed, 'stop', 'service'), undo: 'yes' }]],
  [/^(?:run|app|deployment-manager|infra-manager|functions) .*(?:replace|update|apply|deploy)$|^(?:run|app|functions) deploy$|^builds submit$|^deploy releases/, (seed) => [as(seed, 'update', 'change')]],
  [/^sql import/, (seed) => [as(seed, 'update', 'change')]],
  [/update-traffic$|set-traffic$|^app versions migrate$|^compute instances set-machine-type$|^container clusters resize$|managed resize$/, (seed) => [{ ...seed, verb: 'update' }]],
  [/^compute instances detach-disk$/, (seed) => [as(seed, 'stop', 'data-store')]],
  [/^pubsub (?:lite-)?subscriptions seek$/, (seed) => [{ ...as(seed, 'overwrite', 'data-store'), undo: 'no', note: 'messages are skipped or sent again' }]],
  [/^(?:scheduler jobs|tasks queues) pause$/, (seed) => [{ ...as(seed, 'stop', 'service'), undo: 'yes' }]],
  [/^services disable$/, (seed) => [{ ...as(seed, 'stop', 'service'), undo: 'from-code', note: 'what the API runs goes with it' }]],
  [/^dns record-sets (?:transaction execute|import)$/, (seed, args) => [args.has('--delete-all-existing') ? { ...as(seed, 'delete', 'network-control'), reach: 'collection' } : as(seed, 'update', 'network-control')]],
  [/^dns record-sets (?:transaction (?:remove|abort)|changes)/, harmless],
  [/^compute firewall-rules (?:create|update)$/, (seed, args) => [{ ...seed, ...opened(args) }]],
  [/add-iam-policy-binding$/, (seed, args) => [/allUsers|allAuthenticatedUsers/.test(args.value('--member')?.value ?? '') && !/run|functions/.test(seed.resource.type) ? { ...seed, verb: 'unprotect', undo: 'yes', note: 'open to everyone' } : { ...seed, verb: 'update' }]],
  [/^(?:secrets|kms keys) versions disable$/, (seed) => [as(seed, 'stop', 'key')]],
  [/^artifacts docker tags delete$|^container images untag$/, (seed) => [as(seed, 'delete', 'trivial')]],
  [/^app instances delete$|^compute os-login|^compute (?:project-info|instances) remove-metadata$/, harmless],
];

function as(seed: EffectSeed, verb: EffectSeed['verb'], kind: ResourceKind): EffectSeed {
  return { ...seed, verb, resource: { ...seed.resource, kind } };
}

function harmless(seed: EffectSeed): readonly EffectSeed[] {
  return [{ ...seed, verb: 'update', resource: { ...seed.resource, kind: 'other' } }];
}

/** The web's own ports are open by nature, and pings do no harm. */
function opened(args: Arguments): Partial<EffectSeed> {
  const ranges = args.value('--source-ranges')?.value ?? '';
  const allowed = args.value('--allow', '--rules')?.value ?? '';
  const everyone = /0\.0\.0\.0\/0|::\/0/.test(ranges);
  const web = /^(?:(?:tcp:(?:80|443|8080|8443)|icmp|tcp:80-443)(?:,|$))+$/.test(allowed);
  return everyone && !web ? { verb: 'unprotect', undo: 'yes', note: 'open to the internet' } : {};
}
