import { type EffectSeed, effectOf } from '../../effects';
import type { FactKey, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { operationByVerb } from './aws-operations';
import { reachOfKind } from './nouns';
import { cloudSigns } from './signs';
import { byVerb, standing, type TreeCommand } from './tree';
import { kindOfGroup, treeSeed } from './tree-seeds';

/**
 * Command lines of other clouds. None has a table: the groups name the thing and the last word is the verb
 * (`doctl compute droplet delete`, `hcloud server rebuild`, `aliyun ecs DeleteInstance`, `linode-cli databases mysql-delete`).
 */
export const otherCloud: Tool = (invocation) => {
  const { program } = invocation;
  const args = readArguments(invocation.args, { style: 'cobra', values: VALUES });
  const words = args.positionals;
  const command = spelled(words);
  const address = addressOf(command, invocation.args, args.options);
  const read: EffectSeed = { verb: 'read', resource: { kind: 'other', type: program, address: words.slice(0, 4).map(({ value }) => value).join(' ') || program } };
  if (command === null || args.has('--help', '-h', '--dry-run', '--dryrun', '--check', '--validate-only') || command.operation.letter === 'R' || LOCAL.test(words.slice(0, 2).map(({ value }) => value).join(' '))) return [effectOf(invocation, read)];
  const seed = decided(command, treeSeed(program, command, address));
  const facts = factsOf(args.options);
  return [seed, ...cloudSigns(args, seed)].map((one) => effectOf(invocation, { ...one, facts, unattended: args.has('--force', '-f', '--yes', '-y', '--auto-approve') }));
};

/** Options whose value would otherwise be taken for a word of the command. */
const VALUES = [
  '--context', '-c', '--config', '--profile', '-p', '--region', '-o', '--output', '--format', '--access-token', '-t', '--token', '--api-url', '-u', '--compartment-id', '--endpoint', '--os-cloud', '--os-project-name', '--os-region-name',
  '--os-auth-url', '--id', '--instance-id', '--name', '--zone', '-z', '--project', '--project-id', '--folder-id', '--folder-name', '--cloud-id', '--image', '--bucket-name', '-bn', '--namespace', '-ns', '--RegionId', '--InstanceId', '--resource-group', '-g', '--cluster', '--autonomous-database-id', '--type', '--description', '--display-name', '--label', '--labels', '--tag', '--tags', '--comment', '--notes', '--message', '--user-data', '--snapshot-name', '--image-name', '--volume-name', '--droplet-name', '--backup-name', '--title',
];

/** What only concerns this machine: contexts, logins, profiles. */
const LOCAL = /^(?:auth|context|config|configure|profile|login|logout|init|completion|update|version|plugin|account get|setup|session|iam oauth-tokens|target|help)\b/;

/** `DeleteInstance` and `mysql-delete` are commands with the noun in the same word. */
function spelled(words: readonly Word[]): TreeCommand | null {
  for (let depth = 1; depth < Math.min(words.length, 4); depth += 1) {
    const leaf = (words[depth] as Word).value;
    // Behind a verb stand names and texts.
    if (/^(?:create|list|get|describe|show|update|add|enable|attach|start|resize)(?:-[a-z-]+)?$/.test(leaf)) break;
    const group = words.slice(0, depth).map(({ value }) => value).join(' ');
    const camel = /^([A-Z][a-z]+)([A-Z]\w*)$/.exec(leaf);
    if (camel) {
      const noun = (camel[2] as string).replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
      return { group: `${group} ${noun}`, leaf: (camel[1] as string).toLowerCase(), names: words.slice(depth + 1), operation: operationByVerb((camel[1] as string).toLowerCase()), listed: false };
    }
    const tail = /^([a-z][\w-]*)-(delete|remove|rebuild|terminate|destroy|shutdown|reboot|poweroff|reset|rm|cancel)$/.exec(leaf);
    if (tail) return { group: `${group} ${tail[1]}`, leaf: tail[2] as string, names: words.slice(depth + 1), operation: operationByVerb(tail[2] as string), listed: false };
  }
  return byVerb(words);
}

function decided(command: TreeCommand, seed: EffectSeed): EffectSeed {
  const name = `${command.group} ${command.leaf}`;
  const kind = kindOfGroup(command.group, command.leaf);
  if (name.endsWith('project purge')) return { ...seed, verb: 'delete', resource: { ...seed.resource, kind: 'stack' }, reach: 'account', undo: 'no' };
  if (/(?:rebuild|reinstall|reimage)$/.test(name)) return { ...seed, verb: 'replace', undo: 'no', note: 'its disk is written anew' };
  if (/(?:poweroff|power-off|shutdown|halt|power-cycle)$/.test(name)) return { ...seed, verb: 'stop', undo: 'from-code', resource: { ...seed.resource, kind: kind === 'data-store' ? kind : 'service' } };
  if (/(?:^| )(?:reset)$/.test(name)) return { ...seed, verb: 'stop', undo: 'yes', resource: { ...seed.resource, kind: kind === 'data-store' ? kind : 'service' } };
  if (/enable-(?:protection|backup)/.test(name)) return { ...seed, verb: 'update' };
  if (/backups?[- ]cancel/.test(name)) return { ...seed, verb: 'delete', resource: { ...seed.resource, kind: 'backup' }, undo: 'no', note: 'its backups are deleted' };
  if (/disable-protection|disable-backup/.test(name)) return { ...seed, verb: 'unprotect', undo: 'yes' };
  if (/(?:tag|label)s? (?:delete|remove|rm)$|(?:remove|unset)-label$|(?:ssh-key|context) list$/.test(name)) return { ...seed, resource: { ...seed.resource, kind: 'trivial' } };
  // `unset`, `remove` and `detach` of one property of a thing leave the thing.
  if (name.endsWith(' unset')) return { ...seed, verb: 'update' };
  return seed.verb === 'delete' ? { ...seed, reach: reachOfKind(kind) } : seed;
}

function addressOf(command: TreeCommand | null, args: readonly Word[], options: readonly { readonly name: string; readonly value: Word | null }[]): string {
  const named = command === null ? '' : standing(command.names, args).slice(0, 5).map(({ value }) => value).join(' ');
  const identified = options.find(({ name, value }) => value !== null && /(?:-id|Id|-name|Name|^--name|^--id|-bn|^--cluster)$/.test(name) && !/compartment|project|folder|cloud|region/i.test(name))?.value?.value;
  return named || identified || (command === null ? '' : `${command.group} ${command.leaf}`);
}

function factsOf(options: readonly { readonly name: string; readonly value: Word | null }[]): Partial<Record<FactKey, string>> {
  const profile = options.find(({ name, value }) => value !== null && /^--(?:profile|context|os-cloud|project|project-id|resource-group)$/.test(name))?.value?.value;
  return profile === undefined ? {} : { stack: profile };
}
