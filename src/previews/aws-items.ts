import { isObject } from '../protocol/proposal';
import { at, listed, objects, textAt } from './answers';
import { sized } from './file-tree';

type Described = Readonly<Record<string, unknown>>;

/** The things in an answer of AWS: the first list of objects in it, or else its first object, or itself. `Reservations` hold instances. */
export function describedIn(answer: Described): readonly Described[] {
  const lists = Object.entries(answer).filter(([, value]) => Array.isArray(value) && value.some(isObject));
  const list = lists.find(([key]) => !/^(?:Tags|TagList|Failures|failures)$/.test(key));
  if (list !== undefined && list[0] === 'Reservations') return objects(list[1]).flatMap((reservation) => objects(reservation['Instances']));
  const inner = Object.entries(answer).filter(([key, value]) => isObject(value) && key !== 'ResponseMetadata');
  if (inner.length === 1 && Object.keys(answer).length <= 2) return [inner[0]?.[1] as Described];
  // A thing that has lists of its own is told by its name.
  if (list !== undefined && !Object.keys(answer).some((key) => /(?:Name|Arn|Id|Identifier|Status)$/.test(key))) return objects(list[1]);
  return Object.keys(answer).length === 0 ? [] : [answer];
}

/** What it is called: what the command called it, else its own name. */
export function nameOf(thing: Described, asked: readonly string[]): string {
  const values = Object.entries(thing).filter(([key, value]) => /(?:Name|Id|Identifier|Arn|ARN|name|arn)$/.test(key) && typeof value === 'string') as [string, string][];
  const same = values.find(([, value]) => asked.includes(value)) ?? values.find(([, value]) => asked.some((one) => one.endsWith(`/${value}`) || one.endsWith(`:${value}`)));
  return same?.[1] ?? values.find(([key]) => /(?:Identifier|Name|name)$/.test(key))?.[1] ?? values[0]?.[1] ?? asked[0] ?? 'it';
}

/** What a person should know of it, from whatever of these it has. No value of a secret is among them. */
export function detailOf(thing: Described): string {
  return listed(...TELLS.flatMap((tell) => tell(thing) ?? []).filter((part, i, all) => all.indexOf(part) === i).slice(0, 8));
}

type Tell = (thing: Described) => string | undefined;

const TELLS: readonly Tell[] = [
  (thing) => joined(textAt(thing, 'Engine') ?? textAt(thing, 'engine'), textAt(thing, 'EngineVersion')),
  first('Name', 'Description', 'description'),
  first('DBInstanceClass', 'CacheNodeType', 'NodeType', 'InstanceType', 'Runtime', 'VolumeType', 'Class', 'LaunchType', 'launchType', 'KeySpec', 'Type'),
  (thing) => gigabytes(thing['AllocatedStorage'] ?? thing['Size'] ?? thing['StorageCapacity'] ?? thing['VolumeSize']),
  (thing) => bytesOf(thing['TableSizeBytes'] ?? at(thing, 'SizeInBytes', 'Value') ?? thing['storedBytes'] ?? thing['CodeSize'] ?? thing['BackupSizeInBytes']),
  (thing) => counted(thing['ItemCount'], 'item'),
  (thing) => counted(textAt(thing, 'Attributes', 'ApproximateNumberOfMessages'), 'message'),
  (thing) => counted(textAt(thing, 'Attributes', 'SubscriptionsConfirmed'), 'subscriber'),
  (thing) => counted(thing['NumberOfNodes'] ?? thing['NumCacheNodes'], 'node'),
  (thing) => counted(thing['runningCount'], 'running task'),
  (thing) => counted(thing['registeredContainerInstancesCount'], 'container instance'),
  (thing) => counted(thing['ResourceRecordSetCount'] ?? at(thing, 'ResourceRecordSetCount'), 'record'),
  (thing) => counted(thing['imageCount'], 'image'),
  (thing) => counted(thing['DesiredCapacity'], 'instance wanted', 'instances wanted'),
  (thing) => protection([thing['DeletionProtection'], thing['DeletionProtectionEnabled'], thing['TerminationProtected'], thing['EnableTerminationProtection']].find((one) => typeof one === 'boolean')),
  (thing) => (thing['BackupRetentionPeriod'] === 0 ? 'no automatic backups' : typeof thing['BackupRetentionPeriod'] === 'number' ? `backups of ${thing['BackupRetentionPeriod']} days` : undefined),
  (thing) => (thing['MultiAZ'] === true ? 'multi-AZ' : undefined),
  (thing) => (Array.isArray(thing['ReadReplicaDBInstanceIdentifiers']) && thing['ReadReplicaDBInstanceIdentifiers'].length > 0 ? `replicas: ${thing['ReadReplicaDBInstanceIdentifiers'].join(', ')}` : undefined),
  (thing) => (objects(thing['Attachments']).length > 0 ? `attached to ${objects(thing['Attachments']).flatMap((one) => textAt(one, 'InstanceId') ?? []).join(', ')}` : undefined),
  (thing) => textAt(thing, 'State', 'Name') ?? textAt(thing, 'DBInstanceStatus') ?? textAt(thing, 'Status') ?? textAt(thing, 'status') ?? textAt(thing, 'TableStatus') ?? textAt(thing, 'KeyState') ?? textAt(thing, 'State'),
  (thing) => tags(thing),
  (thing) => since(textAt(thing, 'InstanceCreateTime') ?? textAt(thing, 'LaunchTime') ?? textAt(thing, 'CreationDateTime') ?? textAt(thing, 'ClusterCreateTime') ?? textAt(thing, 'CreateTime') ?? textAt(thing, 'CreatedDate') ?? textAt(thing, 'CreateDate') ?? textAt(thing, 'CreationTime') ?? textAt(thing, 'createdAt') ?? textAt(thing, 'StartTime')),
  (thing) => (textAt(thing, 'LastAccessedDate') === undefined ? undefined : `last read ${textAt(thing, 'LastAccessedDate')?.slice(0, 10)}`),
];

function first(...keys: readonly string[]): Tell {
  return (thing) => keys.map((key) => textAt(thing, key)).find((text) => text !== undefined && text.length <= 80);
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  const told = parts.filter((part) => part !== undefined).join(' ');
  return told === '' ? undefined : told;
}

function gigabytes(value: unknown): string | undefined {
  return typeof value === 'number' && value > 0 ? `${value} GB` : undefined;
}

function bytesOf(value: unknown): string | undefined {
  return typeof value === 'number' && value > 0 ? sized(value) : undefined;
}

function counted(value: unknown, one: string, many = `${one}s`): string | undefined {
  const number = Number(value);
  return value === undefined || value === null || !Number.isFinite(number) ? undefined : `${number} ${number === 1 ? one : many}`;
}

function protection(flag: boolean | undefined): string | undefined {
  return flag === undefined ? undefined : flag ? 'deletion protection on' : 'no protection';
}

/** The tags that say whose it is. */
function tags(thing: Described): string | undefined {
  const all = objects(thing['Tags'] ?? thing['TagList'] ?? thing['tags']).flatMap((tag): [string, string][] => [[textAt(tag, 'Key') ?? textAt(tag, 'key') ?? '', textAt(tag, 'Value') ?? textAt(tag, 'value') ?? '']]);
  const told = all.filter(([key, value]) => /^(?:name|env|environment|stage|owner|team|service|app)$/i.test(key) && value !== '').slice(0, 3).map(([key, value]) => (/^name$/i.test(key) ? value : `${key} ${value}`));
  return told.length === 0 ? undefined : told.join(', ');
}

function since(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `since ${/^\d{4}-/.test(text) ? text.slice(0, 10) : /^\d{10}/.test(text) ? new Date(Number(text.slice(0, 10)) * 1000).toISOString().slice(0, 10) : text}`;
}
