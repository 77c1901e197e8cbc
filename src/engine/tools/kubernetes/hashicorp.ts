import { effectOf, variable } from '../../effects';
import type { Context, Effect, Facts, Invocation, Lowered, Tool } from '../../model';
import { type Arguments, readArguments } from '../options';
import { reading, subcommands } from '../subcommands';

const VAULT = ['-address', '-agent-address', '-namespace', '-ns', '-ca-cert', '-ca-path', '-client-cert', '-client-key', '-tls-server-name', '-header', '-mfa', '-format', '-field', '-versions', '-version', '-mount', '-ttl', '-type', '-path', '-method', '-policy', '-wrap-ttl', '-mode', '-cas', '-description'];

const vaultRows = subcommands({
  grammar: { style: 'go', values: VAULT },
  harmless: ['-output-curl-string', '-output-policy', '-dry-run'],
  yes: ['-force', '-f', '-y'],
  facts: (args, invocation, context) => where(args, invocation, context, ['-address'], 'VAULT_ADDR', ['-namespace', '-ns']),
  rows: [
    { words: 'kv destroy', verb: 'delete', kind: 'key', type: 'secret', undo: 'no' },
    { words: 'kv metadata delete', verb: 'delete', kind: 'key', type: 'every version of secret', undo: 'no' },
    { words: 'kv metadata|undelete|enable-versioning|rollback|patch|put', verb: 'update', kind: 'other', type: 'secret' },
    { words: 'kv metadata get|put|patch', verb: 'update', kind: 'other', type: 'secret' },
    { words: 'kv delete', verb: 'delete', kind: 'key', type: 'secret', undo: 'within-window' },
    { words: 'delete', verb: 'delete', kind: 'key', type: 'secret', undo: 'no' },
    { words: 'secrets|secret disable', verb: 'delete', kind: 'key', type: 'every secret of the engine', reach: 'collection', undo: 'no' },
    { words: 'auth disable', verb: 'delete', kind: 'identity', type: 'sign-in method', undo: 'no' },
    { words: 'audit disable', verb: 'delete', kind: 'audit', type: 'audit device', undo: 'from-code' },
    { words: 'policy delete', verb: 'delete', kind: 'identity', type: 'policy', undo: 'from-code' },
    { words: 'token revoke', verb: 'update', kind: 'other', type: 'own token', with: ['-self'] },
    { words: 'token revoke', verb: 'delete', kind: 'identity', type: 'token', undo: 'no' },
    { words: 'lease revoke', verb: 'delete', kind: 'identity', type: 'logins given out under', reach: 'collection', undo: 'no', with: ['-prefix', '-force'] },
    { words: 'lease revoke', verb: 'delete', kind: 'identity', type: 'login', undo: 'no' },
    { words: 'namespace delete', verb: 'delete', kind: 'stack', type: 'namespace', reach: 'stack', undo: 'no' },
    { words: 'namespace lock', verb: 'stop', kind: 'service', type: 'namespace', undo: 'from-code' },
    { words: 'plugin deregister', verb: 'delete', kind: 'infrastructure', type: 'plugin', undo: 'from-code' },
    { words: 'operator seal', verb: 'stop', kind: 'service', type: 'vault', undo: 'from-code', note: 'nobody reads a secret until it is unsealed' },
    { words: 'operator step-down', verb: 'stop', kind: 'service', type: 'vault', undo: 'yes', note: 'another node takes over' },
    { words: 'operator rekey|rotate-keys', verb: 'replace', kind: 'key', type: 'the keys that unseal', undo: 'no' },
    { words: 'operator migrate', verb: 'overwrite', kind: 'data-store', type: 'the storage of vault', undo: 'no' },
    { words: 'operator raft remove-peer', verb: 'delete', kind: 'service', type: 'member of vault', undo: 'from-code' },
    { words: 'operator raft snapshot restore', verb: 'overwrite', kind: 'data-store', type: 'everything in vault', undo: 'no' },
    { words: 'transit|transform keys delete', verb: 'delete', kind: 'key', type: 'key', undo: 'no' },
    { words: 'pki reissue|issue|health-check', verb: 'update', kind: 'other', type: 'certificate' },
    { words: 'secrets|auth move|tune|enable', verb: 'update', kind: 'other', type: 'engine' },
    { words: 'write|login|unwrap', verb: 'update', kind: 'other', type: 'path' },
  ],
});

/** Vault and OpenBao. A write can take a key's protection away, or revoke and destroy by its path. */
export const vault: Tool = (invocation, context) => {
  const args = readArguments(invocation.args, { style: 'go', values: VAULT });
  const [verb, path, ...pairs] = args.positionals;
  if (verb?.value !== 'write' || path === undefined || args.has('-output-curl-string', '-output-policy', '-help', '-h')) return vaultRows(invocation, context);
  const facts = where(args, invocation, context, ['-address'], 'VAULT_ADDR', ['-namespace', '-ns']);
  if (pairs.some(({ value }) => /^(?:deletion_allowed|allow_plaintext_backup|exportable)=true$/.test(value))) {
    return [effectOf(invocation, { verb: 'unprotect', resource: { kind: 'protection', type: 'vault-key', address: path.value }, undo: 'yes', facts, note: 'its key can be deleted or taken out' })];
  }
  if (/^sys\/(?:seal|leases\/revoke|revoke|revoke-prefix|revoke-force|step-down)|\/(?:destroy|revoke)(?:\/|$)|\/delete\//.test(path.value)) {
    return [effectOf(invocation, { verb: 'delete', resource: { kind: 'key', type: 'vault-path', address: path.value }, undo: 'no', facts })];
  }
  return vaultRows(invocation, context);
};

const consulRows = subcommands({
  grammar: { style: 'go', values: ['-http-addr', '-token', '-token-file', '-datacenter', '-namespace', '-partition', '-ca-file', '-ca-path', '-client-cert', '-client-key', '-id', '-name', '-kind', '-reason', '-service', '-prefix', '-node', '-filter', '-flags', '-cas-index', '-modify-index', '-address', '-peer'] },
  facts: (args, invocation, context) => where(args, invocation, context, ['-http-addr'], 'CONSUL_HTTP_ADDR', ['-namespace', '-datacenter']),
  rows: [
    { words: 'kv delete', verb: 'delete', kind: 'data-store', type: 'keys under', reach: 'collection', with: ['-recurse'] },
    { words: 'kv delete', verb: 'delete', kind: 'data-store', type: 'key' },
    { words: 'kv put|import', verb: 'update', kind: 'other', type: 'key' },
    { words: 'snapshot restore', verb: 'overwrite', kind: 'data-store', type: 'everything in consul, from', undo: 'no' },
    { words: 'snapshot save', verb: 'create', kind: 'backup', type: 'snapshot' },
    { words: 'leave|force-leave', verb: 'stop', kind: 'service', type: 'member of consul', undo: 'from-code' },
    { words: 'operator raft remove-peer', verb: 'delete', kind: 'service', type: 'member of consul', undo: 'from-code' },
    { words: 'operator utilization|autopilot|raft *', verb: 'read', kind: 'other', type: 'consul' },
    { words: 'services deregister', verb: 'stop', kind: 'service', type: 'service', named: ['-id'], undo: 'from-code' },
    { words: 'config delete', verb: 'delete', kind: 'infrastructure', type: 'config entry', named: ['-name'], undo: 'from-code' },
    { words: 'intention delete', verb: 'delete', kind: 'network-control', type: 'intention', undo: 'from-code' },
    { words: 'acl * delete', verb: 'delete', kind: 'identity', type: 'acl object', named: ['-id', '-name'], undo: 'no' },
    { words: 'namespace|partition delete', verb: 'delete', kind: 'stack', type: 'namespace', reach: 'stack' },
    { words: 'peering delete', verb: 'delete', kind: 'network-control', type: 'peering', named: ['-name'], undo: 'from-code' },
    { words: 'maint', verb: 'stop', kind: 'service', type: 'what the node offers', with: ['-enable'], undo: 'yes', note: 'taken out of traffic' },
    { words: 'tls|keygen|reload|login|logout|lock|connect|event', verb: 'update', kind: 'other', type: 'consul' },
  ],
});

/** `consul exec COMMAND` runs on every node. */
export const consul: Tool = (invocation, context): Lowered | readonly Effect[] => {
  const args = readArguments(invocation.args, { style: 'go', values: ['-node', '-service', '-tag', '-prefix', '-http-addr', '-token', '-datacenter', '-wait'] });
  const command = args.positionals[0]?.value === 'exec' ? args.positionals[1] : undefined;
  if (command === undefined) return consulRows(invocation, context);
  return context.follow({ language: 'bash', text: command.value, cwd: null, place: { in: 'text', span: invocation.span }, facts: { host: args.value('-node', '-service')?.value ?? 'every node' }, by: invocation });
};

const nomadRows = subcommands({
  grammar: { style: 'go', values: ['-address', '-region', '-namespace', '-token', '-ca-cert', '-ca-path', '-client-cert', '-client-key', '-tls-server-name', '-check-index', '-var', '-var-file', '-deadline', '-m', '-meta', '-task', '-job', '-group', '-type', '-per-page', '-page-token', '-filter', '-secret', '-version'] },
  yes: ['-yes', '-y', '-force'],
  facts: (args, invocation, context) => where(args, invocation, context, ['-address'], 'NOMAD_ADDR', ['-namespace', '-region']),
  rows: [
    { words: 'stop', verb: 'delete', kind: 'service', type: 'job', with: ['-purge'], undo: 'from-code' },
    { words: 'stop', verb: 'stop', kind: 'service', type: 'job', undo: 'from-code' },
    { words: 'job stop', verb: 'delete', kind: 'service', type: 'job', with: ['-purge'], undo: 'from-code' },
    { words: 'job stop', verb: 'stop', kind: 'service', type: 'job', undo: 'from-code' },
    { words: 'job scale * 0', verb: 'stop', kind: 'service', type: 'job', undo: 'from-code' },
    { words: 'job scale * * 0', verb: 'stop', kind: 'service', type: 'job', undo: 'from-code' },
    { words: 'job run|scale|revert|restart|dispatch|promote|deployments|eval|periodic', verb: 'update', kind: 'other', type: 'job' },
    { words: 'run', verb: 'update', kind: 'other', type: 'job' },
    { words: 'volume delete', verb: 'delete', kind: 'data-store', type: 'volume' },
    { words: 'volume snapshot delete', verb: 'delete', kind: 'backup', type: 'snapshot', undo: 'no' },
    { words: 'volume deregister', verb: 'forget', kind: 'data-store', type: 'volume' },
    { words: 'volume detach', verb: 'stop', kind: 'data-store', type: 'volume', undo: 'from-code' },
    { words: 'node drain', verb: 'stop', kind: 'service', type: 'what runs on node', reach: 'collection', with: ['-enable'], undo: 'from-code' },
    { words: 'node drain|eligibility|config|meta', verb: 'update', kind: 'other', type: 'node' },
    { words: 'node purge', verb: 'delete', kind: 'service', type: 'node', undo: 'from-code' },
    { words: 'node pool delete', verb: 'delete', kind: 'infrastructure', type: 'node pool', undo: 'from-code' },
    { words: 'alloc stop', verb: 'stop', kind: 'service', type: 'allocation', undo: 'yes', note: 'it is placed again' },
    { words: 'alloc restart|signal|pause', verb: 'update', kind: 'other', type: 'allocation' },
    { words: 'namespace delete', verb: 'delete', kind: 'stack', type: 'namespace', reach: 'stack' },
    { words: 'quota delete', verb: 'delete', kind: 'protection', type: 'quota', undo: 'from-code' },
    { words: 'sentinel delete', verb: 'delete', kind: 'protection', type: 'policy', undo: 'from-code' },
    { words: 'acl * delete', verb: 'delete', kind: 'identity', type: 'acl object', undo: 'from-code' },
    { words: 'var purge', verb: 'delete', kind: 'key', type: 'variable', undo: 'no' },
    { words: 'system gc', verb: 'delete', kind: 'infrastructure', type: 'every job, allocation and node that has ended', reach: 'collection', undo: 'no' },
    { words: 'system reconcile', verb: 'update', kind: 'other', type: 'nomad' },
    { words: 'operator raft remove-peer', verb: 'delete', kind: 'service', type: 'member of nomad', undo: 'from-code' },
    { words: 'operator snapshot restore', verb: 'overwrite', kind: 'data-store', type: 'everything nomad knows, from', undo: 'no' },
    { words: 'operator snapshot save', verb: 'create', kind: 'backup', type: 'snapshot' },
    { words: 'operator root keyring remove', verb: 'delete', kind: 'key', type: 'key', undo: 'no' },
    { words: 'server force-leave', verb: 'stop', kind: 'service', type: 'member of nomad', undo: 'from-code' },
    { words: 'service delete', verb: 'stop', kind: 'service', type: 'registration', undo: 'from-code' },
    { words: 'deployment fail', verb: 'update', kind: 'other', type: 'deployment' },
    { words: 'recommendation dismiss', verb: 'update', kind: 'other', type: 'recommendation' },
  ],
});

/** `nomad alloc exec ALLOCATION COMMAND` runs in a task. */
export const nomad: Tool = (invocation, context): Lowered | readonly Effect[] => {
  const args = readArguments(invocation.args, { style: 'go', values: ['-task', '-job', '-address', '-namespace', '-region', '-e', '-group'] });
  const at = args.positionals[0]?.value === 'exec' ? 1 : args.positionals[0]?.value === 'alloc' && args.positionals[1]?.value === 'exec' ? 2 : 0;
  if (at === 0) return nomadRows(invocation, context);
  const words = args.positionals.slice(args.value('-job') || args.has('-job') ? at : at + 1);
  const command = words[0];
  if (command === undefined) return [reading(invocation, args.positionals)];
  const from = invocation.args.indexOf(command);
  return context.invoke({ ...invocation, program: command.value.split('/').at(-1) as string, command, args: invocation.args.slice(from + 1), cwd: null });
};

function where(args: Arguments, invocation: Invocation, context: Context, address: readonly string[], name: string, spaces: readonly string[]): Facts {
  const endpoint = args.value(...address)?.value ?? (variable(invocation, context, name) || undefined);
  const stack = args.value(...spaces)?.value;
  return { ...(endpoint !== undefined && { endpoint }), ...(stack !== undefined && { stack }) };
}
