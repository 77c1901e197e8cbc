import { effectOf } from '../../effects';
import type { Context, Effect, Invocation, Lowered, Tool, Word } from '../../model';
import { type Arguments, readArguments } from '../options';
import { isHelp, reading, subcommands } from '../subcommands';

/** `salt TARGET FUNCTION ARGUMENTS` and `salt-call FUNCTION ARGUMENTS`. */
export const salt: Tool = (invocation, context): Lowered | readonly Effect[] => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-c', '--config-dir', '-t', '--timeout', '-b', '--batch-size', '--out', '--output', '-l', '--log-level', '--return', '-u', '--user'] });
  const local = invocation.program === 'salt-call';
  const target = local ? undefined : args.positionals[0];
  const [name, ...words] = local ? args.positionals : args.positionals.slice(1);
  if (name === undefined || isHelp(args) || words.some(({ value }) => /^test=true$/i.test(value))) return [reading(invocation, args.positionals)];
  const host = target?.value ?? 'this host';
  if (/^cmd\.(?:run|shell|run_all|script|powershell)/.test(name.value)) return onHost(words[0], host, invocation, context);
  const found = FUNCTIONS.find(([shape]) => shape.test(name.value));
  if (!found) return [reading(invocation, args.positionals)];
  const [, verb, kind] = found;
  return [effectOf(invocation, { verb, resource: { kind, type: name.value, address: words.map(({ value }) => value).join(' ') || name.value }, reach: 'collection', facts: { host } })];
};

const FUNCTIONS: readonly (readonly [RegExp, Effect['verb'], Effect['resource']['kind']])[] = [
  [/^(?:service|docker|virt|lxc)\.(?:stop|kill|shutdown|poweroff|disable)$/, 'stop', 'service'],
  [/^system\.(?:shutdown|halt|poweroff|reboot)$/, 'stop', 'service'],
  [/^(?:mysql|postgres|mongodb|influxdb|cassandra_cql)\.(?:db_remove|db_drop|drop_\w+|user_remove)$/, 'delete', 'data-store'],
  [/^(?:lvm\.(?:lvremove|vgremove)|zfs\.destroy|zpool\.destroy|disk\.wipe|partition\.rm|btrfs\.delete)$/, 'delete', 'data-store'],
  [/^(?:file\.remove|file\.rmdir)$/, 'delete', 'infrastructure'],
  [/^(?:user|group)\.delete$/, 'delete', 'identity'],
  [/^(?:iptables|firewalld|nftables)\.(?:flush|delete)/, 'delete', 'network-control'],
  [/^(?:boto\w*|azurearm\w*|gcp\w*|virt|lxc)\.\w*(?:delete|destroy|purge|terminate)\w*$/, 'delete', 'infrastructure'],
];

function onHost(command: Word | undefined, host: string, invocation: Invocation, context: Context): Lowered | readonly Effect[] {
  if (command === undefined) return [reading(invocation)];
  return context.follow({ language: 'bash', text: command.value, cwd: null, place: { in: 'text', span: invocation.span }, facts: { host }, by: invocation });
}

const BOLT = ['-t', '--targets', '-n', '--nodes', '-q', '--query', '-i', '--inventoryfile', '-u', '--user', '-p', '--password', '--private-key', '--transport', '--params', '-e', '--execute', '-m', '--modulepath', '-c', '--concurrency'];

/** `bolt command run 'COMMAND' --targets HOSTS` */
export const bolt: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: BOLT });
  const [noun, verb, text] = args.positionals;
  if (noun?.value !== 'command' || verb?.value !== 'run' || args.has('--noop') || isHelp(args)) return [reading(invocation, args.positionals)];
  return onHost(text, hostsOf(args), invocation, context);
};

function hostsOf(args: Arguments): string {
  return args.value('-t', '--targets', '-n', '--nodes')?.value ?? 'the targets';
}

const KNIFE = ['-c', '--config', '-k', '--key', '-u', '--user', '-s', '--server-url', '-E', '--environment', '-x', '--ssh-user', '-i', '--identity-file', '-C', '--concurrency', '-a', '--attribute'];

const knifeRows = subcommands({
  grammar: { style: 'gnu', values: KNIFE },
  yes: ['-y', '--yes'],
  rows: [
    { words: 'node|client|environment|role|user|group delete', verb: 'delete', kind: 'identity', type: 'chef object' },
    { words: 'node|client|environment|role|cookbook bulk delete', verb: 'delete', kind: 'identity', type: 'chef objects', reach: 'collection' },
    { words: 'data bag delete', verb: 'delete', kind: 'data-store', type: 'data bag' },
    { words: 'cookbook delete', verb: 'delete', kind: 'infrastructure', type: 'cookbook' },
    { words: 'vault delete', verb: 'delete', kind: 'key', type: 'vault item' },
    { words: '* server delete', verb: 'delete', kind: 'service', type: 'server' },
    { words: 'delete', verb: 'delete', kind: 'infrastructure', type: 'chef object' },
  ],
});

/** `knife ssh QUERY COMMAND` runs on every node it finds. */
export const knife: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: KNIFE });
  const [verb, query, command] = args.positionals;
  return (verb?.value === 'ssh' || verb?.value === 'winrm') && command !== undefined ? onHost(command, query?.value ?? '', invocation, context) : knifeRows(invocation, context);
};

export const puppet = subcommands({
  grammar: { style: 'gnu', values: ['--certname', '--server', '--environment', '--modulepath', '-e', '--execute'] },
  harmless: ['--noop'],
  rows: [
    { words: 'node clean|deactivate|purge', verb: 'delete', kind: 'identity', type: 'node' },
    { words: 'cert|ca clean|revoke|destroy', verb: 'delete', kind: 'key', type: 'certificate', named: ['--certname'] },
    { words: 'apply|agent', verb: 'update', kind: 'other', type: 'catalog' },
  ],
});

/** Programs that keep secrets elsewhere: chamber, Infisical. */
export const secretKeeper = subcommands({
  grammar: { style: 'gnu', values: ['--env', '-e', '--path', '--projectId', '--project-id', '--type', '-b', '--backend', '-c', '--config', '-p', '--project'] },
  yes: ['-y', '--yes'],
  rows: [
    { words: 'delete|rm', verb: 'delete', kind: 'key', type: 'secret', undo: 'no' },
    { words: 'secrets|secret|folders|apps delete|rm|unset', verb: 'delete', kind: 'key', type: 'secret', undo: 'no' },
    { words: 'write|import|set', verb: 'update', kind: 'other', type: 'secret' },
  ],
});
