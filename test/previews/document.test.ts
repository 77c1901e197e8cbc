import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inventoryDiff, wholeInventoryDiff } from '../../src/previews/document';
import type { Item } from '../../src/previews/preview';

const item = (name: string, detail: string, holdsData: boolean, becomes: Item['becomes'] = { kind: 'gone' }, group?: string): Item => ({ name, detail, holdsData, becomes, ...(group !== undefined && { group }) });

const DESTROY: readonly Item[] = [
  item('aws_db_instance.main', 'postgres 15.4, 500 GB, no protection', true),
  item('aws_s3_bucket.uploads', 'force_destroy', true),
  item('aws_db_instance.replica', 'postgres 15.4', true, { kind: 'empty', why: 'engine_version' }),
  ...Array.from({ length: 7 }, (_, i) => item(`aws_iam_role.r${i}`, '', false, { kind: 'gone' }, 'aws_iam_role')),
  ...Array.from({ length: 3 }, (_, i) => item(`aws_route53_record.d${i}`, 'shop.example.com', false, i === 0 ? { kind: 'changed', to: 'changed in place: ttl' } : { kind: 'gone' }, 'aws_route53_record')),
  item('aws_vpc.main', '10.0.0.0/16', false, { kind: 'kept' }, 'aws_vpc'),
];

const section = (items: readonly Item[], uncounted = 0, title: string | null = null) => ({ title, inventory: { items, uncounted, source: 'as the state file says' }, findingOf: ({ becomes }: Item) => (becomes.kind === 'kept' ? null : 0) });

test('what holds data comes first, the rest is folded into counts, and both sides have the same lines', () => {
  const { left, right, marks } = inventoryDiff('destroy', [section(DESTROY)]);
  assert.equal(left, `as the state file says

holds data
  aws_db_instance.main     postgres 15.4, 500 GB, no protection
  aws_s3_bucket.uploads    force_destroy
  aws_db_instance.replica  postgres 15.4
everything else: 11
  aws_iam_role        7
  aws_route53_record  3
  aws_vpc             1
`);
  assert.equal(right, `as the state file says

holds data
  (gone)
  (gone)
  aws_db_instance.replica  created again, EMPTY (engine_version)
everything else: 2
  (gone)
  aws_route53_record  2 gone, 1 changed
  aws_vpc             1
`);
  assert.deepEqual([...new Set(marks.map(({ line }) => line))], [4, 5, 6, 8, 9]);
});

test('what was folded is there one by one in a text of its own', () => {
  const whole = wholeInventoryDiff('destroy', [section(DESTROY)]);
  assert.equal(whole?.left.split('\n').length, 19);
  assert.match(whole?.left ?? '', /aws_iam_role\.r6/);
  assert.equal(wholeInventoryDiff('destroy', [section(DESTROY.slice(0, 8))]), null);
});

test('thousands of things are a screen, and secrets are hidden', () => {
  const many = Array.from({ length: 5000 }, (_, i) => item(`aws_s3_bucket.b${i}`, 'token=abcdefghijkl', true, { kind: 'gone' }, 'aws_s3_bucket'));
  const { left } = inventoryDiff('destroy', [section(many, 3)]);
  assert.ok(left.split('\n').length < 45);
  assert.match(left, /… and 4970 more/);
  assert.match(left, /everything else: 3/);
  assert.doesNotMatch(left, /abcdefghijkl/);
});

test('nothing is said to be nothing, and several commands have their headings', () => {
  const { left, right } = inventoryDiff('two', [section([], 0, 'terraform destroy'), section([item('a', '', false)], 0, 'rm -rf a')]);
  assert.equal(left, 'terraform destroy\nas the state file says\n\nnothing\n\nrm -rf a\nas the state file says\n\neverything else: 1\n  a\n');
  assert.equal(right.split('\n').length, left.split('\n').length);
});
