import { isObject } from '../protocol/proposal';
import { HOLDS_DATA } from './known';
import type { Becomes, Item, Question } from './preview';
import type { Instance } from './terraform-state';

/** An instance as a person should see it: what it is, how large, what protects it, and what becomes of it. */
export function itemOf(instance: Instance, becomes: Becomes, question: Pick<Question, 'kindOf'>): Item {
  return { name: instance.address, detail: detailOf(instance), holdsData: becomes.kind !== 'kept' && holdsData(instance, question), becomes, group: groupOf(instance) };
}

/** Stand-ins of tests and demonstrations have only their names to tell what they stand for. */
const STAND_INS = /^(?:terraform_data|null_resource|random_\w+|local_file)$/;
const DATA_NAMES = /(?:^|[._-])(?:db|database|bucket|volume|data|storage|backup)s?(?:$|[._\-[])/i;

export function holdsData({ type, address }: Instance, { kindOf }: Pick<Question, 'kindOf'>): boolean {
  return HOLDS_DATA.has(kindOf(type)) || (/^(?:terraform_data|null_resource)$/.test(type) && DATA_NAMES.test(address.slice(address.indexOf(type) + type.length)));
}

/** Its type, in its module; a stand-in by its own name as well. */
function groupOf({ address, type }: Instance): string {
  const plain = address.replace(KEYS, '');
  return STAND_INS.test(type) ? plain : plain.replace(/\.[^.]+$/, '');
}

/** `[0]`, `["eu-west-1"]`. */
export const KEYS = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g;

function detailOf({ values: all }: Instance): string {
  // terraform_data keeps what it was given under `input`.
  const values = isObject(all['input']) ? all['input'] : all;
  const told = TELLING.flatMap((tell) => tell(values) ?? []);
  return [...new Set(told)].slice(0, 6).join(', ');
}

type Values = Readonly<Record<string, unknown>>;
type Tell = (values: Values) => string | undefined;

/** What tells a person what a thing is, most telling first. */
const TELLING: readonly Tell[] = [
  ({ engine, engine_version: version, database_version: google }) => (word(engine) ? [word(engine), word(version)].filter(Boolean).join(' ') : word(google)?.replaceAll('_', ' ').toLowerCase()),
  first('identifier', 'db_name', 'cluster_identifier', 'bucket', 'table_name', 'cluster_id', 'domain_name', 'display_name', 'function_name', 'repository', 'name'),
  (values) => size(values['allocated_storage'] ?? values['size_gb'] ?? values['disk_size_gb'] ?? values['disk_size'] ?? values['size'] ?? values['storage_gb']),
  first('instance_class', 'instance_type', 'machine_type', 'node_type', 'vm_size', 'tier', 'sku_name', 'sku'),
  first('image', 'ami', 'availability_zone', 'record', 'fqdn'),
  ({ replicas }) => (typeof replicas === 'number' ? `${replicas} replicas` : undefined),
  ({ versioning }) => (versioning === true || enabled(versioning) === true ? 'versioned' : enabled(versioning) === false ? 'not versioned' : undefined),
  ({ deletion_protection: flag, deletion_protection_enabled: table, enable_deletion_protection: balancer }) => protection([flag, table, balancer].find((one) => typeof one === 'boolean')),
  ({ force_destroy: flag }) => (flag === true ? 'force_destroy: goes with everything in it' : undefined),
  ({ skip_final_snapshot: flag }) => (flag === true ? 'no final snapshot' : undefined),
  ({ backup_retention_period: days }) => (days === 0 ? 'no automatic backups' : undefined),
  ({ cidr_block: block, ip_cidr_range: range }) => word(block) ?? word(range),
  (values) => (['engine', 'name', 'identifier', 'bucket'].some((key) => word(values[key])) ? undefined : word(values['id'])),
];

function first(...keys: readonly string[]): Tell {
  return (values) => keys.map((key) => word(values[key])).find((value) => value !== undefined);
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 120 ? value : undefined;
}

function size(value: unknown): string | undefined {
  return typeof value === 'number' && value > 0 ? `${value} GB` : word(value);
}

function enabled(value: unknown): boolean | undefined {
  const inner = Array.isArray(value) ? value[0] : undefined;
  return isObject(inner) && typeof inner['enabled'] === 'boolean' ? inner['enabled'] : undefined;
}

function protection(flag: unknown): string | undefined {
  return flag === true ? 'deletion protection on' : flag === false ? 'no protection' : undefined;
}
