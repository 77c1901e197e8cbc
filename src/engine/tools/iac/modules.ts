import { asLowered, type EffectSeed, effectAt } from '../../effects';
import { kubernetesKind } from '../../kinds/kubernetes';
import { kindByWords } from '../../kinds/words';
import type { Context, Facts, Invocation, Lowered, Place } from '../../model';

/** One task: a module and what it is given. */
export interface Task {
  readonly name: string;
  /** The arguments as one text, for modules that take a command. */
  readonly text: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly facts: Facts;
  readonly invocation: Invocation;
  readonly context: Context;
  /** Run on more hosts than one can see. */
  readonly many: boolean;
  readonly place?: Place;
  readonly link?: string;
}

/** What a task would do; `null` when it is none of those that take something away. */
export function moduleLowered(task: Task): Lowered | null {
  const name = task.name.split('.').at(-1) ?? task.name;
  const seed = COMMANDS.has(name) ? null : seedOf(name, task);
  if (COMMANDS.has(name)) return commandLowered(task);
  if (seed === null) return null;
  const effect = effectAt(task.place ?? { in: 'text', span: task.invocation.span }, { facts: task.facts, reach: task.many ? 'collection' : 'resource', ...seed }, task.invocation);
  return asLowered([task.link === undefined ? effect : { ...effect, chain: [task.link] }]);
}

const COMMANDS: ReadonlySet<string> = new Set(['command', 'shell', 'raw', 'win_command', 'win_shell', 'expect']);

function commandLowered({ name, text, values, facts, invocation, context, place, link }: Task): Lowered {
  const written = [values.cmd, values._raw_params, values.command].find((one): one is string => typeof one === 'string');
  const argv = Array.isArray(values.argv) ? values.argv.filter((one) => typeof one === 'string').join(' ') : undefined;
  const command = (written ?? argv ?? text).replace(/\s(?:chdir|creates|removes|executable|warn)=\S+/g, '');
  return context.follow({
    language: name.includes('win_') ? 'powershell' : 'bash',
    text: command,
    cwd: null,
    place: place ?? { in: 'text', span: invocation.span },
    facts,
    by: invocation,
    ...(link !== undefined && { link }),
  });
}

function seedOf(name: string, { values, many }: Task): EffectSeed | null {
  const state = String(values.state ?? '').toLowerCase();
  const target = String(values.name ?? values.path ?? values.dest ?? values.db ?? values.id ?? values.instance_ids ?? values.stack_name ?? name);
  if (name === 'reboot' || name === 'win_reboot') return { verb: 'stop', resource: { kind: 'service', type: 'host', address: 'every host it runs on' }, undo: 'yes', note: 'a restart' };
  if (name === 'file' || name === 'win_file') {
    if (state !== 'absent') return null;
    return { verb: 'delete', resource: { kind: TEMPORARY.test(target) ? 'regenerated' : ROOTS.test(target) ? 'data-store' : 'other', type: 'file', address: target }, undo: 'no' };
  }
  if (SERVICES.test(name)) {
    return state === 'stopped' || values.enabled === false && state === 'stopped'
      ? { verb: 'stop', resource: { kind: 'service', type: 'unit', address: target }, undo: many ? 'from-code' : 'yes' }
      : null;
  }
  if (!GONE.has(state)) return null;
  if (name === 'k8s' || name === 'kubernetes') {
    const kind = String(values.kind ?? (values.definition as { kind?: unknown } | undefined)?.kind ?? 'object');
    return { verb: 'delete', resource: { kind: kubernetesKind(kind), type: kind.toLowerCase(), address: `${kind.toLowerCase()}/${target}` }, ...(/^namespace$/i.test(kind) && { reach: 'stack' }) };
  }
  if (name === 'terraform' || name === 'helm' || name === 'cloudformation') return { verb: 'delete', resource: { kind: 'stack', type: name, address: target }, reach: 'stack' };
  if (state === 'stopped') return { verb: 'stop', resource: { kind: 'service', type: name, address: target } };
  if (!HOLDS.test(name)) return null;
  return { verb: 'delete', resource: { kind: kindByWords(name), type: name, address: target } };
}

/** Words for `state` that take the thing away. */
const GONE: ReadonlySet<string> = new Set(['absent', 'deleted', 'terminated', 'destroyed', 'purged', 'stopped']);

const SERVICES = /^(?:service|systemd|systemd_service|win_service|sysvinit|supervisorctl|runit|docker_container|podman_container)$/;

/** Modules whose objects live in a cloud, a cluster or a database; a package or a line in a file is none of them. */
const HOLDS =
  /^(?:ec2|rds|s3|aws|elb|elasticache|dynamodb|redshift|route53|iam|cloudfront|efs|ecs|eks|lambda|kinesis|sns|sqs|kms|secretsmanager|azure|gcp|gce|google|digital_ocean|hcloud|linode|vultr|openstack|os|proxmox|vmware|docker_volume|docker_swarm|docker_stack|docker_network|docker_compose|podman_volume|postgresql|mysql|mongodb|redis|influxdb|elasticsearch|rabbitmq|kafka|cassandra|mssql|lvol|lvg|filesystem|parted|zfs|zpool|user|group|acme|openssl|hashivault|vault|consul|nomad|nsupdate|cloudflare_dns|github|gitlab|keycloak|ldap|rhev|ovirt)(?:_|$)/;

const TEMPORARY = /^(?:\/tmp|\/var\/tmp|\/var\/cache|\/dev\/shm|\/run)\/|(?:^|\/)(?:node_modules|dist|build|\.cache|__pycache__)(?:\/|$)/;

/** Folders in which machines keep what they hold. */
const ROOTS = /^\/?$|^\/(?:var\/lib|var\/www|srv|home|root|data|mnt|etc|usr|opt|boot|var)(?:\/[^/]+)?\/?$|^\/var\/lib\//;
