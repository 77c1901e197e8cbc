import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { changes, effectsOf } from './effects-of';

describe('machines', () => {
  for (const [text, expected] of [
    ['systemctl stop postgresql', ['stop service postgresql (collection)']],
    ['systemctl restart postgresql', ['update service postgresql (resource)']],
    ['kill 123', ['stop regenerated 123 (resource)']],
    ['kill -9 -1', ['stop service every process of the machine (host)']],
    ['pkill postgres', ['stop service postgres (collection)']],
    ['shutdown -c', []],
    ['mkfs.ext4 /dev/sda1', ['overwrite disk /dev/sda1 (host)']],
    ['mkfs.ext4 /dev/loop0', ['overwrite disk /dev/loop0 (resource)']],
    ['zfs destroy tank/a@b', ['delete backup tank/a@b (resource)']],
    ['iptables -P INPUT DROP', ['overwrite network-control the policy of INPUT (host)']],
    ['ip link set eth0 down', ['delete network-control eth0 down (resource)']],
    ['apt-get purge postgresql-15', ['delete data-store postgresql-15 (resource)']],
    ['apt-get remove cowsay', ['delete regenerated cowsay (resource)']],
    ['userdel -r bob', ['delete identity bob (resource)', 'delete files the home of bob (collection)']],
    ['docker run --rm alpine reboot', ['create regenerated a container (resource)', 'stop regenerated alpine (resource)']],
  ] as const) {
    test(text, () => assert.deepEqual(effectsOf(text), expected));
  }
});

test('another machine is a fact', () => {
  assert.equal(changes('ssh web1 sudo systemctl stop nginx')[0]?.environment.facts.host, 'web1');
});
