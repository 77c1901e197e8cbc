import type { Difference } from './terraform-compare';
import { type Value, written } from './terraform-value';

/** How a difference opens a door of a store or a machine to everyone, in words for people. */
export function exposureOf(type: string, { path, before, after, certain, around }: Difference): string | null {
  if (after === null || !certain || /egress|outbound/.test(`${type}.${path}`)) return null;
  const name = path.slice(path.lastIndexOf('.') + 1);
  // Ports that widen under an address that was open already.
  const widens = PORTS.test(name) && SOURCES.some((source) => everyone(around(source)) !== null);
  const open = everyone(widens ? SOURCES.map(around).find((value) => everyone(value) !== null) : after);
  if (open === null || (!widens && before !== null && everyone(before) !== null)) return null;
  if (/authorized_networks/.test(path)) return `open to ${open}`;
  if (!OPEN_TYPES.test(type)) return null;
  // A rule that came as a whole says its ports itself; for one address in it, what stands around does.
  const entries = after.kind === 'object' ? after.entries : null;
  const setting = (name: string): Value | undefined => (entries === null ? around(name) : entries.get(name));
  if (OUT.test(wordOf(setting('type'))) || OUT.test(wordOf(setting('direction'))) || /^deny$/i.test(wordOf(setting('access')))) return null;
  const ports = portsOf(setting);
  const door = DOORS.find(([port]) => ports.some(([from, to]) => from <= port && port <= to));
  return door === undefined ? null : `${door[1]} open to ${open}`;
}

const OPEN_TYPES = /security_group|firewall|nsg|network_security|_sg$/;
const PORTS = /^(?:(?:from|to)_port|ports?|(?:ip_)?protocol|destination_port_ranges?|port_range)$/;
const SOURCES = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6', 'source_ranges', 'source_address_prefix', 'source_address_prefixes', 'source_addresses', 'source_ips', 'remote_ip_prefix'];
const OUT = /^(?:egress|outbound)$/i;

/** Ports that nobody means to open to the world. 22 and 3389 lead into machines, the rest into stores. */
const DOORS: readonly (readonly [number, string])[] = [
  [22, 'ssh'], [3389, 'remote desktop'], [5432, 'postgres'], [3306, 'mysql'], [1433, 'sql server'], [1521, 'oracle'], [27017, 'mongodb'], [6379, 'redis'],
  [9200, 'elasticsearch'], [5439, 'redshift'], [11211, 'memcached'], [9042, 'cassandra'], [2379, 'etcd'], [2049, 'nfs'], [9092, 'kafka'], [5984, 'couchdb'], [2375, 'docker'], [6443, 'the kubernetes api'], [10250, 'the kubelet'],
];

const PORT_ARGUMENTS = ['port', 'ports', 'destination_port_range', 'destination_port_ranges', 'port_range', 'port_range_min', 'port_range_max'];

function everyone(value: Value | undefined): string | null {
  if (value === undefined) return null;
  return /"(0\.0\.0\.0\/0|::\/0|\*|Internet|Any)"/.exec(written(value))?.[1] ?? null;
}

function portsOf(setting: (name: string) => Value | undefined): (readonly [number, number])[] {
  if (/^(?:-1|all)$/i.test(wordOf(setting('protocol')) || wordOf(setting('ip_protocol')))) return [[0, 65_535]];
  const [from] = numbersIn(setting('from_port'));
  const [to] = numbersIn(setting('to_port'));
  const allow = setting('allow');
  const allowed = allow?.kind === 'list' ? allow.items : allow ? [allow] : [];
  return [
    ...(from && to ? [[from[0], to[1]] as const] : []),
    ...PORT_ARGUMENTS.flatMap((name) => numbersIn(setting(name))),
    ...allowed.flatMap((one) => (one.kind === 'object' ? portsOf((name) => one.entries.get(name)) : [])),
  ];
}

function wordOf(value: Value | undefined): string {
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : '';
}

function numbersIn(value: Value | undefined): (readonly [number, number])[] {
  if (value?.kind === 'list') return value.items.flatMap(numbersIn);
  if (value?.kind !== 'scalar' || value.value === null) return [];
  const text = String(value.value);
  if (text === '*' || text === '-1' || /^all$/i.test(text)) return [[0, 65_535]];
  const range = /^(\d+)(?:-(\d+))?$/.exec(text);
  return range ? [[Number(range[1]), Number(range[2] ?? range[1])]] : [];
}
