// The picture of a hold, and what five holds look like.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as p from '../../scripts/editor/page.mjs';
import { guard, reject } from './answering.mjs';
import { pictured, startEditor } from './editor.mjs';
import { payload, propose } from './pretend-claude.mjs';

let editor;
let page;
before(async () => {
  editor = await startEditor({
    settings: { 'infrahold.notifications': 'none' },
    prepare: ({ dir, home, shop, bin }) => {
      mkdirSync(join(home, '.claude'));
      writeFileSync(join(home, '.claude', 'settings.json'), '{}\n');
      applied(shop);
      grown(shop);
      clustered(dir, bin);
      pushed(shop, join(dir, 'origin.git'));
    },
  });
  page = editor.page;
  await guard(page, 'Claude Code');
  await p.runCommand(page, 'Notifications: Clear All Notifications');
});
after(() => editor?.close());
const see = (name, body) => test(name, pictured(() => editor, name, body));
let calls = 0;
const ask = (command) => propose(payload('Bash', { ...editor, id: `toolu_picture_${(calls += 1)}`, input: { command } }), editor);

see('on request a hold is drawn: what is replaced, what depends on it, what stays', async () => {
  const asked = ask('terraform -chdir=infra apply -auto-approve -replace=terraform_data.db');
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /terraform_data\.db/);
  await p.runCommand(page, 'Infrahold: Show the picture');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe');
  await frame.locator('.node').first().waitFor();
  const labels = await frame.locator('.node').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label').split(';')[0]).sort());
  assert.deepEqual(labels, [
    'terraform_data.db: replaced, created again empty, holds data',
    'terraform_data.dns: depends on what goes',
    'terraform_data.web[0]: depends on what goes',
    'terraform_data.web[1]: depends on what goes',
    'terraform_data.web[2]: depends on what goes',
  ]);
  assert.equal(await frame.locator('.edge').count(), 6);
  const focused = () => frame.locator('.node:focus').getAttribute('data-id');
  await frame.locator('.node[data-id="terraform_data.db"]').click();
  await page.keyboard.press('ArrowLeft');
  assert.match(await focused(), /^terraform_data\.web/);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await focused(), 'terraform_data.dns');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  assert.match(await frame.locator('.node:focus').getAttribute('aria-label'), /^group terraform_data, 5 things: 1 replaced, created again empty, 4 depends on what goes, 1 hold data/);
  await page.keyboard.press('Enter');
  assert.equal(await frame.locator('.node').count(), 5);
  await frame.locator('summary').click();
  assert.match(await frame.locator('#list').innerText(), /replaced, created again empty: 1\s+terraform_data\.db, holds data\s+! depends on what goes: 4/);
  await editor.shot('graph');
  await p.runCommand(page, 'Infrahold: Reject with words…');
  await p.pick(page, '-replace=terraform_data.db');
  await p.typeInto(page, 'not the database');
  assert.match((await asked).words, /not the database/);
  await page.waitForFunction(() => ![...document.querySelectorAll('.tab')].some((tab) => /Picture/.test(tab.textContent)));
});

const HOLDS = [
  { shot: 'hold-destroy', command: 'terraform -chdir=infra destroy -auto-approve', shows: /DESTROYS 6, of which 2 hold data/ },
  { shot: 'hold-kubectl-namespace', command: 'kubectl delete namespace shop', shows: /orders-data/ },
  { shot: 'hold-git-push-force', command: 'git push --force origin main', shows: /one order at a time/ },
  { shot: 'hold-rm-rf', command: 'rm -rf /var/lib/postgresql', shows: /postgresql/ },
];

for (const { shot, command, shows } of HOLDS) {
  see(`what ${command} looks like`, async () => {
    const asked = ask(command);
    await p.waitStatus(page, /1 held/);
    await p.waitDiff(page, shows);
    await cleared();
    await editor.shot(shot);
    await reject(page, 'only for the picture');
    assert.equal((await asked).ran, false);
    await p.waitStatus(page, /Infrahold: on/);
  });
}

see('what an edit that replaces looks like', async () => {
  const input = { file_path: join(editor.shop, 'orders', 'main.tf'), old_string: 'storage_encrypted = false', new_string: 'storage_encrypted = true' };
  const asked = propose(payload('Edit', { ...editor, id: 'toolu_picture_edit', input }), editor);
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /storage_encrypted = true/);
  await cleared();
  await editor.shot('hold-replace-in-edit');
  await p.runCommand(page, 'Infrahold: Show the picture');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe');
  await frame.locator('.node.replaced').waitFor();
  assert.equal(await frame.locator('.node.depends').count(), 2);
  await p.runCommand(page, 'Infrahold: Reject with words…');
  await p.pick(page, 'main.tf');
  await p.typeInto(page, 'only for the picture');
  assert.equal((await asked).ran, false);
});

see('a state of 1,000 is folded by module and type, and a group opens', async () => {
  const asked = ask('terraform -chdir=large destroy -auto-approve');
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /DESTROYS 1000/);
  await p.runCommand(page, 'Infrahold: Show the picture');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe');
  await frame.locator('.node.group').first().waitFor();
  assert.match(await frame.locator('#note').innerText(), /^1000 things in \d+ boxes, \d+ of them folded/);
  const before = await frame.locator('.node').count();
  assert.ok(before < 120, `${before} boxes`);
  await frame.locator('.node.group').first().click();
  await page.keyboard.press('Enter');
  assert.ok((await frame.locator('.node').count()) > before);
  await editor.shot('graph-large');
  await p.runCommand(page, 'Infrahold: Reject with words…');
  await p.pick(page, 'chdir=large');
  await p.typeInto(page, 'only for the picture');
  assert.equal((await asked).ran, false);
});

/** Nothing lies over what is to be seen. */
async function cleared() {
  await page.mouse.move(600, 700);
  await page.waitForFunction(() => document.querySelectorAll('.notification-toast').length === 0);
  await page.waitForTimeout(400);
}

/** A kubectl that answers each `get` from a recording, and does nothing else. */
function clustered(dir, bin) {
  const object = (kind, name, more = {}) => ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, ...more });
  const items = [
    object('PersistentVolumeClaim', 'orders-data', { spec: { volumeName: 'pvc-1', resources: { requests: { storage: '500Gi' } } }, status: { phase: 'Bound', capacity: { storage: '500Gi' } } }),
    object('Deployment', 'web', { apiVersion: 'apps/v1', spec: { replicas: 3 }, status: { readyReplicas: 3 } }),
    object('Service', 'web', { spec: { type: 'LoadBalancer' } }),
    object('Secret', 'orders-db', {}),
    ...['a', 'b', 'c'].map((end) => object('Pod', `web-${end}`, { status: { phase: 'Running' } })),
  ];
  writeFileSync(join(dir, 'cluster.json'), JSON.stringify({ kind: 'List', items }));
  writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\ncase " $* " in *" get "*" json "*) cat '${join(dir, 'cluster.json')}' ;; *) exit 1 ;; esac\n`, { mode: 0o755 });
}

/** Ten modules of a hundred things, each made from its module's network and the one before it. */
function grown(shop) {
  const types = ['aws_vpc', 'aws_instance', 'aws_db_instance', 'aws_iam_role', 'aws_lambda_function'];
  const typeOf = (rank) => types[rank === 0 ? 0 : 1 + (rank % 4)];
  const resources = Array.from({ length: 1000 }, (_, i) => {
    const [module, rank] = [`module.m${i % 10}`, Math.floor(i / 10)];
    const dependencies = rank === 0 ? [] : [`${module}.aws_vpc.r0`, ...(rank % 6 > 0 ? [`${module}.${typeOf(rank - 1)}.r${rank - 1}`] : [])];
    return { mode: 'managed', module, type: typeOf(rank), name: `r${rank}`, provider: 'provider["registry.terraform.io/hashicorp/aws"]', instances: [{ schema_version: 1, attributes: { id: `r${i}` }, dependencies }] };
  });
  mkdirSync(join(shop, 'large'));
  writeFileSync(join(shop, 'large', 'terraform.tfstate'), JSON.stringify({ version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'large', outputs: {}, resources, check_results: null }));
}

/** A database in a configuration and in its state, with two things that were made from it. */
function applied(shop) {
  const folder = join(shop, 'orders');
  mkdirSync(folder);
  writeFileSync(join(folder, 'main.tf'), 'resource "aws_db_instance" "orders" {\n  identifier        = "orders-prod"\n  engine            = "postgres"\n  allocated_storage = 500\n  storage_encrypted = false\n}\n');
  const resource = (type, name, attributes, dependencies) => ({ mode: 'managed', type, name, provider: 'provider["registry.terraform.io/hashicorp/aws"]', instances: [{ schema_version: 1, attributes, dependencies }] });
  const on = ['aws_db_instance.orders'];
  const resources = [
    resource('aws_db_instance', 'orders', { id: 'orders-prod', identifier: 'orders-prod', engine: 'postgres', engine_version: '15.4', allocated_storage: 500, storage_encrypted: false }, []),
    resource('aws_route53_record', 'orders', { id: 'orders', name: 'orders.example.com' }, on),
    resource('aws_ssm_parameter', 'url', { id: 'url', name: '/orders/url' }, on),
  ];
  writeFileSync(join(folder, 'terraform.tfstate'), JSON.stringify({ version: 4, terraform_version: '1.9.0', serial: 3, lineage: 'orders', outputs: {}, resources, check_results: null }));
}

/** A remote that has a commit which the shop's branch has lost: a push by force would take it away. */
function pushed(shop, origin) {
  const git = (...args) => execFileSync('git', ['-C', shop, '-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false', ...args], { stdio: 'ignore' });
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', origin]);
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'the shop');
  git('remote', 'add', 'origin', origin);
  git('commit', '-q', '--allow-empty', '-m', 'one order at a time');
  git('push', '-q', '-u', 'origin', 'main');
  git('commit', '-q', '--amend', '--allow-empty', '-m', 'two at a time');
}
