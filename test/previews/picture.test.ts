import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folded, openAtFirst, READABLE } from '../../media/graph/folding';
import { laidOut } from '../../media/graph/layout';
import { pictureOf, pictureOfItems } from '../../src/previews/picture';
import { becomesIn, type Command } from '../../src/previews/terraform-command';
import type { Instance } from '../../src/previews/terraform-state';
import { readArguments } from '../../src/engine/tools/options';

const one = (address: string, dependsOn: readonly string[] = []): Instance => ({ address, type: address.replace(/^(?:module\.[^.]+\.)*/, '').split('.')[0] ?? '', values: {}, dependsOn });
const command = (subcommand: string, ...words: string[]): Command => ({
  program: 'terraform', subcommand, folder: '/shop',
  args: readArguments(words.map((value) => ({ value, known: true, glob: false, span: [0, 0] })), { style: 'go', values: ['-target', '-replace'] } as never),
} as Command);
const isData = ({ type }: Instance) => type === 'aws_db_instance';

const SHOP = [one('aws_vpc.main'), one('aws_db_instance.main', ['aws_vpc.main']), one('aws_instance.web[0]', ['aws_db_instance.main']), one('aws_instance.web[1]', ['aws_db_instance.main']), one('aws_route53_record.www', ['aws_instance.web']), one('aws_s3_bucket.logs')];

const fatesOf: readonly { readonly what: string; readonly command: Command; readonly fates: Readonly<Record<string, string>>; readonly edges: number; readonly note: string }[] = [
  {
    what: 'a replacement: what depends on it, however far, and what it was made from',
    command: command('apply', '-replace=aws_db_instance.main'),
    fates: { 'aws_vpc.main': 'stays', 'aws_db_instance.main': 'replaced', 'aws_instance.web[0]': 'depends', 'aws_instance.web[1]': 'depends', 'aws_route53_record.www': 'depends' },
    edges: 5,
    note: '1 other thing stays and has no part in it',
  },
  {
    what: 'a destroy: all of it',
    command: command('destroy'),
    fates: Object.fromEntries(SHOP.map(({ address }) => [address, 'gone'])),
    edges: 5,
    note: '',
  },
  {
    what: 'a destroy of what nothing depends on',
    command: command('destroy', '-target=aws_s3_bucket.logs'),
    fates: { 'aws_s3_bucket.logs': 'gone' },
    edges: 0,
    note: '5 other things stay and have no part in it',
  },
];

for (const { what, command: asked, fates, edges, note } of fatesOf) {
  test(`the picture of ${what}`, () => {
    const view = pictureOf(SHOP, becomesIn(asked, SHOP), isData);
    assert.deepEqual(Object.fromEntries(view.nodes.map(({ id, fate }) => [id, fate]).sort()), Object.fromEntries(Object.entries(fates).sort()));
    assert.equal(view.edges.length, edges);
    assert.equal(view.note, note);
    assert.deepEqual(view.nodes.filter(({ data }) => data).map(({ id }) => id), Object.keys(fates).filter((id) => id.startsWith('aws_db')));
  });
}

test('what is known by name only goes with the one that the command names', () => {
  const item = (name: string, holdsData: boolean) => ({ name, detail: '', holdsData, becomes: { kind: 'gone' } as const });
  const view = pictureOfItems([item('pod/web', false), item('persistentvolumeclaim/data', true)], 'namespace shop');
  assert.deepEqual(view.edges, [['pod/web', 'namespace shop'], ['persistentvolumeclaim/data', 'namespace shop']]);
  assert.deepEqual(view.nodes.map(({ label, group, data }) => [label, group, data]), [['namespace shop', 'namespace shop', false], ['pod/web', 'pod', false], ['persistentvolumeclaim/data', 'persistentvolumeclaim', true]]);
  assert.deepEqual(pictureOfItems([item('pod/web', false)], 'pod/web').edges, []);
});

/** Forty modules of fifty things: each was made from the one before it in its module, and from the network. */
const LARGE = [one('aws_vpc.main'), ...Array.from({ length: 1999 }, (_, i) => one(`module.m${i % 40}.aws_${['instance', 'db_instance', 'iam_role'][i % 3]}.r${i}`, ['aws_vpc.main', ...(i >= 40 && i % 5 > 0 ? [`module.m${i % 40}.aws_${['instance', 'db_instance', 'iam_role'][(i - 40) % 3]}.r${i - 40}`] : [])]))];

test('2,000 things: folded by module and type at first, and every one of them is in a box', () => {
  const view = pictureOf(LARGE, becomesIn(command('destroy'), LARGE), isData);
  assert.equal(view.nodes.length, 2000);
  const { boxes, edges } = folded(view, openAtFirst(view));
  assert.ok(boxes.length <= READABLE && boxes.length > 10, `${boxes.length} boxes`);
  assert.equal(boxes.reduce((sum, { size }) => sum + size, 0), 2000);
  assert.match(boxes.find(({ group }) => group.startsWith('module.m0'))?.text ?? '', /^▸ module\.m0.*✕\d+ ◆\d+$/);
  const laid = laidOut({ boxes, edges }, 1000);
  assert.equal(laid.spots.size, boxes.length);
});

test('no two boxes lie on each other, and all are inside the picture', () => {
  const view = pictureOf(SHOP, becomesIn(command('destroy'), SHOP), isData);
  const { spots, width, height } = laidOut(folded(view, openAtFirst(view)), 800);
  const all = [...spots.values()];
  for (const [i, a] of all.entries()) {
    assert.ok(a.x - a.width / 2 >= 0 && a.x + a.width / 2 <= width && a.y + a.height / 2 <= height);
    for (const b of all.slice(i + 1)) assert.ok(Math.abs(a.x - b.x) * 2 >= a.width + b.width || Math.abs(a.y - b.y) * 2 >= a.height + b.height);
  }
  const at = (id: string) => spots.get(id)?.x ?? Number.NaN;
  assert.ok(at('aws_route53_record.www') < at('aws_instance.web[0]') && at('aws_instance.web[0]') < at('aws_db_instance.main') && at('aws_db_instance.main') < at('aws_vpc.main'));
});

test('an opened group shows its things; of one that is too large the worst stand out and the rest stay folded', () => {
  const view = pictureOf(LARGE, becomesIn(command('destroy'), LARGE), isData);
  const group = view.nodes[1]?.group ?? '';
  const size = view.nodes.filter((node) => node.group === group).length;
  const before = folded(view, new Set());
  const after = folded(view, new Set([group]));
  assert.equal(after.boxes.length, before.boxes.length + size - 1);
  const many = { nodes: Array.from({ length: 500 }, (_, i) => ({ id: `n${i}`, label: `n${i}`, group: 'all', fate: i === 499 ? 'gone' : 'stays', data: false }) as const), edges: [], note: '' };
  const { boxes } = folded(many, new Set(['all']));
  assert.deepEqual([boxes.length, boxes[0]?.id, boxes.at(-1)?.size], [READABLE + 1, 'n499', 200]);
});
