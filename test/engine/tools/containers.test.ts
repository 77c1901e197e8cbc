import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { changes, effectsOf } from './effects-of';

describe('containers', () => {
  for (const [text, expected] of [
    ['docker compose -f a.yml down -v', ['delete data-store the volumes of a.yml (resource)']],
    ['docker compose down', ['stop regenerated the compose project (collection)']],
    ['docker volume rm a b', ['delete data-store a (resource)', 'delete data-store b (resource)']],
    ['docker stop api', ['stop regenerated api (resource)']],
    ['docker -H tcp://prod:2376 stop api', ['stop service api (collection)']],
    ['docker system prune -af', ['delete regenerated what no container uses (resource)']],
    ['docker service update --replicas 0 api', ['stop service api (resource)']],
    ['docker volume ls', []],
  ] as const) {
    test(text, () => assert.deepEqual(effectsOf(text), expected));
  }
});

test('the engine is a fact', () => {
  assert.equal(changes('DOCKER_HOST=ssh://web1 docker volume rm a')[0]?.environment.facts.host, 'ssh://web1');
  assert.equal(changes('docker --context prod volume rm a')[0]?.environment.facts['docker-context'], 'prod');
});

test("an image's own program gets the words behind it", () => {
  assert.ok(effectsOf('docker run --rm -v $PWD:/w hashicorp/terraform:1.9 destroy').some((line) => line.startsWith('delete stack')));
  assert.deepEqual(effectsOf('docker run --rm hashicorp/terraform:1.9 version'), ['create regenerated a container (resource)']);
});
