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
