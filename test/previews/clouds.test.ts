import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { inventory, missing, only, type Stage, stage } from './stage';

/** A client that is not on every machine: it prints what was recorded for these words, and refuses every other. */
function client(t: TestContext, program: string, answers: Readonly<Record<string, string>>): Stage {
  const shop = stage(t);
  const tools = join(shop.folder, '../tools');
  const cases = Object.entries(answers).map(([words, answer]) => `  "${words}") cat <<'END'\n${answer}\nEND\n  ;;`);
  shop.write(join(tools, program), `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\n  *) echo "ERROR: not allowed: $*" >&2; exit 1 ;;\nesac\n`, 0o755);
  shop.env['PATH'] = `${tools}:${shop.env['PATH']}`;
  return shop;
}

test('gcloud is asked to describe what it would delete', async (t) => {
  const shop = client(t, 'gcloud', { 'sql instances describe shop-prod --project=acme --format=json --quiet': '{"name":"shop-prod","databaseVersion":"POSTGRES_15","settings":{"tier":"db-custom-2-8192","dataDiskSizeGb":"100"},"region":"europe-west1","state":"RUNNABLE","createTime":"2023-01-02T03:04:05Z"}' });
  const { items } = inventory(await shop.look('gcloud sql instances delete shop-prod --project acme --quiet'));
  assert.deepEqual(items.map(({ name, detail, holdsData }) => [name.includes('shop-prod'), detail, holdsData]), [[true, 'postgres 15, db-custom-2-8192, 100 GB, europe-west1, RUNNABLE, since 2023-01-02', true]]);
  const refused = only(await shop.look('gcloud sql instances delete other --project acme --quiet'));
  assert.match(refused.kind === 'unknown' ? refused.why : '', /not allowed/);
});

test('an Azure resource group is shown with everything that is in it', async (t) => {
  const shop = client(t, 'az', { 'resource list --resource-group shop-prod --output json --only-show-errors': '[{"name":"shop-db","type":"Microsoft.DBforPostgreSQL/flexibleServers","location":"westeurope"},{"name":"shop-vnet","type":"Microsoft.Network/virtualNetworks","location":"westeurope"},{"name":"shopfiles","type":"Microsoft.Storage/storageAccounts","sku":{"name":"Standard_LRS"},"location":"westeurope"}]' });
  const { items } = inventory(await shop.look('az group delete --name shop-prod --yes --no-wait'));
  assert.deepEqual(items.map(({ name, holdsData }) => [name, holdsData]), [['DBforPostgreSQL/flexibleServers shop-db', true], ['Network/virtualNetworks shop-vnet', false], ['Storage/storageAccounts shopfiles', true]]);
});

const PULUMI_STATE = JSON.stringify({ version: 3, deployment: { resources: [
  { urn: 'urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod', type: 'pulumi:pulumi:Stack' }, { urn: 'urn:pulumi:prod::shop::pulumi:providers:aws::default', type: 'pulumi:providers:aws' },
  { urn: 'urn:pulumi:prod::shop::aws:rds/instance:Instance::orders', type: 'aws:rds/instance:Instance', id: 'orders-1', protect: true }, { urn: 'urn:pulumi:prod::shop::aws:s3/bucket:Bucket::uploads', type: 'aws:s3/bucket:Bucket', id: 'uploads-1', retainOnDelete: true }, { urn: 'urn:pulumi:prod::shop::aws:iam/role:Role::app', type: 'aws:iam/role:Role', id: 'app' },
] } });

test('a Pulumi stack is shown by its own state, and its program runs only when asked for', async (t) => {
  const shop = client(t, 'pulumi', {
    'stack export --stack prod --non-interactive': PULUMI_STATE,
    'preview --json --stack prod --non-interactive': JSON.stringify({ steps: [{ op: 'same' }, { op: 'create', newState: { type: 'aws:sqs/queue:Queue', urn: 'a::b::q' } }, { op: 'replace', replaceReasons: ['identifier'], oldState: { type: 'aws:rds/instance:Instance', urn: 'urn:pulumi:prod::shop::aws:rds/instance:Instance::orders', id: 'orders-1' } }, { op: 'delete', oldState: { type: 'aws:iam/role:Role', urn: 'urn:pulumi:prod::shop::aws:iam/role:Role::app', id: 'app' } }] }),
  });
  const gone = inventory(await shop.look('pulumi destroy --yes --stack prod'));
  assert.deepEqual(gone.items.map(({ name, detail, holdsData, becomes }) => [name, detail, holdsData, becomes.kind]), [['aws:rds/instance:Instance orders', 'orders-1, protected: its deletion would be refused', true, 'gone'], ['aws:s3/bucket:Bucket uploads', 'uploads-1, kept when the stack goes', false, 'kept'], ['aws:iam/role:Role app', 'app', false, 'gone']]);
  assert.match(gone.source, /the state of stack prod as Pulumi has it/);
  const one = inventory(await shop.look('pulumi destroy --yes --stack prod --target urn:pulumi:prod::shop::aws:iam/role:Role::app'));
  assert.deepEqual(one.items.map(({ name }) => name), ['aws:iam/role:Role app']);
  assert.match(inventory(await shop.look('pulumi up --yes --stack prod')).source, /not known until it runs: ask for a fuller look/);
  const full = inventory(await shop.look('pulumi up --yes --stack prod', { full: true }));
  assert.deepEqual(full.items.map(({ name, becomes }) => [name, becomes.kind, becomes.kind === 'empty' ? becomes.why : '']), [['aws:rds/instance:Instance orders', 'empty', 'identifier'], ['aws:iam/role:Role app', 'gone', '']]);
  assert.match(full.source, /by a preview of it, it creates 1 thing/);
  const refused = only(await shop.look('pulumi destroy --yes --stack other'));
  assert.match(refused.kind === 'unknown' ? refused.why : '', /not allowed/);
});

test('a volume says when it was made and what uses it', { skip: missing('docker') }, async (t) => {
  const shop = stage(t);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const path = (request.url ?? '').replace(/^\/v[\d.]+/, '');
    const answer = path === '/_ping' ? 'OK' : path === '/volumes/pgdata' ? { Name: 'pgdata', Driver: 'local', CreatedAt: '2023-05-06T07:08:09Z', Labels: { 'com.docker.compose.project': 'shop' } } : path.startsWith('/containers/json') ? [{ Id: 'a'.repeat(64), Names: ['/shop-db-1'], Image: 'postgres', State: 'running', Created: 1 }] : path.startsWith('/volumes?') ? { Volumes: [{ Name: 'pgdata', Driver: 'local' }] } : null;
    response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json', 'api-version': '1.47' });
    response.end(answer === 'OK' ? 'OK' : JSON.stringify(answer ?? { message: `get ${path}: no such volume` }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => server.close());
  shop.env['DOCKER_HOST'] = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  shop.write('compose.yaml', 'name: shop\nservices: {}\n');
  for (const command of ['docker volume rm pgdata', 'docker compose down -v', 'docker-compose down --volumes']) {
    const { items } = inventory(await shop.look(command));
    assert.deepEqual(items.map(({ name, detail, holdsData }) => [name, detail, holdsData]), [['volume pgdata', 'of shop, since 2023-05-06, used by shop-db-1', true]], command);
  }
  assert.match(inventory(await shop.look('docker volume rm nothing')).source, /1 of 1 are not there/);
  assert.deepEqual(asked.filter((request) => !/^(?:GET|HEAD) /.test(request)), []);
});
