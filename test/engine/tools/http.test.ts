import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { HTTP } from '../../../src/engine/tools/http';
import { mutations } from '../../../src/engine/tools/http/graphql';
import { isLoopbackHost, targetOf } from '../../../src/engine/tools/http/targets';
import { together } from '../../../src/engine/effects';
import { contextOf, invocationOf } from './invocations';

const FILES = { '/w/drop.json': '{"query":"mutation { volumeDelete(volumeId: \\"1\\") }"}', '/w/add.json': '{"query":"mutation { volumeCreate(name: \\"1\\") { id } }"}' };

/** `verb kind` of every effect. */
function effects(text: string): string[] {
  const invocation = invocationOf(text);
  const tool = HTTP[invocation.program];
  assert.ok(tool);
  return together([tool(invocation, contextOf({ files: FILES }, HTTP))]).effects.map(({ verb, resource }) => `${verb} ${resource.kind}`);
}

describe('what a request would do', () => {
  const cases: readonly (readonly [text: string, ...expected: string[]])[] = [
    ['curl https://api.digitalocean.com/v2/droplets', 'read other'],
    ['curl -X DELETE https://api.digitalocean.com/v2/droplets/123', 'delete service'],
    ['curl -XDELETE https://api.digitalocean.com/v2/databases/9cc1-22', 'delete data-store'],
    ['curl -X DELETE https://api.cloudflare.com/client/v4/zones/1/dns_records/2', 'delete network-control'],
    ['curl -X DELETE https://api.github.com/repos/acme/shop', 'delete history'],
    ['curl -X DELETE https://api.github.com/repos/acme/shop/issues/comments/1', 'delete trivial'],
    ['curl -X DELETE http://localhost:3000/users/1', 'delete other'],
    ['curl -X DELETE https://shop.example.com/api/users/1', 'delete other'],
    ['curl -X DELETE http://localhost:9200/orders', 'delete data-store'],
    ['curl -X DELETE http://localhost:9200/orders/_doc/1', 'delete rows'],
    ['curl -X DELETE https://uploads.s3.amazonaws.com/a.txt', 'delete data-store'],
    ['curl --unix-socket /var/run/docker.sock -X DELETE http://localhost/containers/x', 'delete regenerated'],
    ['curl --unix-socket /var/run/docker.sock -X DELETE http://localhost/volumes/x', 'delete data-store'],
    ['curl -G -d q=1 https://api.digitalocean.com/v2/droplets', 'read other'],
    ['curl -I -X HEAD https://api.digitalocean.com/v2/droplets', 'read other'],
    ['curl -d @drop.json https://backboard.railway.app/graphql/v2', 'delete data-store'],
    ['curl -d @add.json https://backboard.railway.app/graphql/v2', 'create infrastructure'],
    ['curl -X POST -H X-HTTP-Method-Override:DELETE https://api.digitalocean.com/v2/droplets/1', 'delete service'],
    ['wget --method=DELETE https://api.hetzner.cloud/v1/servers/1', 'delete service'],
    ['http DELETE https://api.hetzner.cloud/v1/servers/1', 'delete service'],
    ['http :3000/health', 'read other'],
    ['xh post api.hetzner.cloud/v1/servers name=x', 'create infrastructure'],
    ['curl -X POST https://api.hetzner.cloud/v1/servers/1/actions/rebuild', 'replace service'],
    ['curl -X POST https://api.hetzner.cloud/v1/servers/1/actions/reboot', 'stop service'],
  ];
  for (const [text, ...expected] of cases) test(text, () => assert.deepEqual(effects(text), expected));
});

test('targets are known by host, port, socket and path', () => {
  const cases = [
    ['https://api.heroku.com/apps/x', null, 'cloud'], ['https://evil.example.com/api.heroku.com', null, 'own'], ['https://notgoogleapis.com/x', null, 'own'], ['https://compute.googleapis.com/x', null, 'cloud'],
    ['https://10.0.0.1:6443/api/v1/namespaces/x', null, 'kubernetes'], ['http://localhost:9200/x', null, 'search'], ['http://localhost/x', '/var/run/docker.sock', 'docker'], ['http://a:8200/v1/sys/seal', null, 'keys'], ['https://shop.example.com/api/v1/users', null, 'own'],
  ] as const;
  for (const [url, socket, expected] of cases) assert.equal(targetOf(url, socket), expected, url);
});

test('this machine is known, whatever it calls itself', () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]', 'shop.localhost', 'host.docker.internal']) assert.ok(isLoopbackHost(host), host);
  for (const host of ['localhost.example.com', '10.0.0.1', 'example.com']) assert.ok(!isLoopbackHost(host), host);
});

test('only mutations that take away count', () => {
  assert.deepEqual(mutations('{"query":"mutation { volumeDelete(volumeId: \\"1\\") }"}'), [{ name: 'volumeDelete', verb: 'delete' }]);
  assert.deepEqual(mutations('mutation d($id: String!) { deleteProject(id: $id) { ok } a: pauseService(id: 1) { ok } }'), [{ name: 'deleteProject', verb: 'delete' }, { name: 'pauseService', verb: 'stop' }]);
  assert.deepEqual(mutations('query { deletedUsers { id } }'), []);
  assert.deepEqual(mutations('mutation { createUser(name: "deleteMe()") { id undeleted } }'), []);
});
