import type { Account } from './aws-ask';
import { at, known, listed, objects, textAt, unknown } from './answers';
import { thousands } from './database-items';
import { sized } from './file-tree';
import type { Item, Looked } from './preview';

const MOST_LISTED = 5000;

/** What is in a bucket, or under a prefix of it: how many objects, how large, the newest, and whether older versions are kept. */
export async function bucketLook({ call, ask }: Account): Promise<Looked> {
  const place = placeOf(call);
  if (place === null) return unknown('which bucket it is about cannot be read from the command');
  const { bucket, prefix, isOne } = place;
  if (call.operation === 'sync') return unknown('what the source does not have is only known by comparing them');
  const [list, versions] = await Promise.all([ask('s3api', 'list-objects-v2', '--bucket', bucket, ...(prefix === '' ? [] : ['--prefix', prefix]), '--max-items', String(MOST_LISTED)), ask('s3api', 'get-bucket-versioning', '--bucket', bucket)]);
  if (list.kind === 'nothing') return unknown(list.why);
  const found = objects(list.value['Contents']).filter((object) => !isOne || textAt(object, 'Key') === prefix);
  const bytes = found.reduce((sum, object) => sum + (typeof object['Size'] === 'number' ? object['Size'] : 0), 0);
  const newest = found.map((object) => textAt(object, 'LastModified') ?? '').sort().at(-1)?.slice(0, 10);
  const isMore = !isOne && at(list.value, 'NextToken') !== undefined;
  const versioned = versions.kind === 'answered' ? (versions.value['Status'] === 'Enabled' ? 'versioned: older versions stay' : 'not versioned: nothing brings them back') : 'whether it is versioned is not known';
  const count = `${isMore ? 'more than ' : ''}${thousands(found.length)} object${found.length === 1 ? '' : 's'}`;
  const whole: Item = {
    name: `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`,
    detail: listed(count, `${isMore ? 'more than ' : ''}${sized(bytes)}`, newest !== undefined && newest !== '' && `newest ${newest}`, versioned),
    holdsData: found.length > 0,
    becomes: { kind: 'gone' },
    group: 'bucket',
  };
  const folders = isOne ? [] : foldersOf(found, prefix).map(([name, own]): Item => ({ name: `  ${name}`, detail: `${thousands(own.length)} object${own.length === 1 ? '' : 's'}`, holdsData: true, becomes: { kind: 'gone' }, group: 'folder' }));
  return known([whole, ...(folders.length > 1 ? folders.slice(0, 12) : [])], found.length === 0 ? 'nothing is in it' : '');
}

function placeOf(call: Account['call']): { readonly bucket: string; readonly prefix: string; readonly isOne: boolean } | null {
  if (call.service === 's3api') {
    const bucket = call.value('--bucket')?.value;
    const key = call.value('--key')?.value;
    return bucket === undefined ? null : { bucket, prefix: key ?? '', isOne: key !== undefined };
  }
  const places = call.positionals.filter(({ value }) => value.startsWith('s3://'));
  const word = call.operation === 'mv' ? places[0] : places.at(-1);
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(word?.known ? word.value : '') ?? [];
  return bucket === undefined ? null : { bucket, prefix, isOne: call.operation === 'rm' && !call.has('--recursive') };
}

function foldersOf(found: readonly Readonly<Record<string, unknown>>[], prefix: string): [string, unknown[]][] {
  const groups = new Map<string, unknown[]>();
  for (const object of found) {
    const rest = (textAt(object, 'Key') ?? '').slice(prefix.length).replace(/^\//, '');
    const name = rest.includes('/') ? `${rest.slice(0, rest.indexOf('/'))}/` : '(files)';
    groups.set(name, [...(groups.get(name) ?? []), object]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}
