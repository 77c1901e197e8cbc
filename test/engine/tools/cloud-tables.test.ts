import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { awsOperation } from '../../../src/engine/tools/cloud/aws-operations';
import { lineUnder } from '../../../src/engine/tools/cloud/table';
import { groupOf, patternsIn, patternsOf } from '../../../src/engine/tools/known-grammar';
import { table, world } from '../../world';

describe('the compiled tables', () => {
  const tables = ['aws', 'gcloud', 'az', 'tools'] as const;

  for (const name of tables) {
    test(`${name} is sorted, names its source, and every line is found`, () => {
      const text = table(name);
      const [provenance = '', ...lines] = text.trimEnd().split('\n');
      assert.match(provenance, /^# provenance: \S+/);
      const keys = lines.map((line) => line.slice(0, line.indexOf('|')));
      assert.deepEqual(keys, [...keys].sort());
      assert.equal(new Set(keys).size, keys.length);
      for (const [i, key] of keys.entries()) assert.equal(lineUnder(text, key), (lines[i] as string).slice(key.length + 1), key);
      assert.equal(lineUnder(text, 'zzz-no-such-key'), null);
      assert.equal(lineUnder(text, '# provenance'), null);
    });
  }

  // What a new compilation may not lose. Raise these when a table grows.
  const counts: readonly (readonly [name: string, atLeast: number, count: (text: string) => number])[] = [
    ['aws services', 425, () => linesOf('aws').length],
    ['aws operations', 18_340, () => linesOf('aws').reduce((sum, line) => sum + (line.match(/[:,]/g) ?? []).length, 0)],
    ['aws operations that destroy', 2_510, () => linesOf('aws').reduce((sum, line) => sum + line.split('|').filter((one) => /^D\d/.test(one)).reduce((n, one) => n + (one.match(/[:,]/g) ?? []).length, 0), 0)],
    ['gcloud commands, tracks laid over each other', 5_770, () => leavesOf('gcloud')],
    ['az commands', 10_500, () => leavesOf('az')],
    ['programs with a grammar', 480, () => linesOf('tools').filter((line) => !line.startsWith(':')).length],
    ['groups of tools', 78, () => linesOf('tools').filter((line) => line.startsWith(':')).length],
  ];
  for (const [name, atLeast, count] of counts) test(`knows at least ${atLeast} ${name}`, () => assert.ok(count('') >= atLeast, `only ${count('')}`));

  test('the four tables stay under 900 kB', () => assert.ok(tables.reduce((sum, name) => sum + table(name).length, 0) < 900_000));
});

describe('golden facts of AWS', () => {
  const surroundings = world();
  const facts: readonly (readonly [service: string, operation: string, letter: string, tier: number])[] = [
    ['rds', 'delete-db-instance', 'D', 3], ['rds', 'describe-db-instances', 'R', 2], ['rds', 'create-db-instance', 'C', 2], ['rds', 'modify-db-instance', 'S', 3], ['rds', 'backtrack-db-cluster', 'X', 3],
    ['elasticbeanstalk', 'rebuild-environment', 'X', 3], ['elasticbeanstalk', 'terminate-environment', 'D', 3], ['elasticbeanstalk', 'swap-environment-cnames', 'S', 2],
    ['kms', 'schedule-key-deletion', 'D', 3], ['kms', 'disable-key', 'S', 3], ['route53', 'change-resource-record-sets', 'X', 3], ['organizations', 'close-account', 'D', 3],
    ['ecs', 'update-service', 'S', 3], ['ec2', 'terminate-instances', 'D', 3], ['ec2', 'describe-instances', 'R', 2], ['ec2', 'delete-tags', 'D', 1], ['ec2', 'create-tags', 'C', 2], ['lambda', 'tag-resource', 'M', 2],
    ['s3api', 'delete-bucket', 'D', 3], ['s3api', 'put-bucket-versioning', 'W', 2], ['s3api', 'list-buckets', 'R', 2], ['dynamodb', 'delete-table', 'D', 3], ['dynamodb', 'scan', 'R', 2],
    ['cloudformation', 'delete-stack', 'D', 3], ['cloudformation', 'execute-change-set', 'X', 3], ['cloudtrail', 'stop-logging', 'W', 2], ['sqs', 'purge-queue', 'D', 3], ['neptunedata', 'execute-fast-reset', 'D', 3],
    ['lambda', 'invoke', 'E', 2], ['ssm', 'send-command', 'E', 2], ['iam', 'detach-role-policy', 'S', 2], ['logs', 'put-retention-policy', 'D', 3], ['cloudwatch', 'delete-dashboards', 'D', 1],
    // Not in the table: the verb decides.
    ['newservice', 'delete-thing', 'D', 2], ['newservice', 'describe-thing', 'R', 2], ['rds', 'purge-future-things', 'D', 2], ['newservice', 'list-deleted-things', 'R', 2],
  ];
  for (const [service, operation, letter, tier] of facts) test(`${service} ${operation} is ${letter}${tier}`, () => assert.deepEqual(awsOperation(surroundings, service, operation), { letter, tier }));
});

describe('golden facts of Google, Azure and the other tools', () => {
  const lines: readonly (readonly ['gcloud' | 'az', key: string, RegExp])[] = [
    ['gcloud', 'sql instances', /\|D (?:\w[\w-]*,)*delete\b/], ['gcloud', 'projects', /D [\w,-]*delete/], ['gcloud', 'compute instances', /S [\w,-]*stop/], ['gcloud', 'container clusters', /R [\w,-]*list/],
    ['az', 'group', /D delete/], ['az', 'lock', /W delete/], ['az', 'vm', /S [\w,-]*deallocate/], ['az', 'storage account', /R [\w,-]*list/], ['az', 'keyvault', /D [\w,-]*purge/],
  ];
  for (const [name, key, expected] of lines) test(`${name} ${key}`, () => assert.match(`|${lineUnder(table(name), key) ?? ''}`, expected));

  test('a grammar has its options, flags and rules', () => {
    const fly = groupOf(table('tools'), 'fly');
    assert.ok(fly?.values.includes('--app'));
    assert.ok(fly?.unattended.includes('--yes'));
    assert.ok(fly?.rules.some((rule) => rule.startsWith('D') && patternsIn(patternsOf(rule), 'v').some((one) => one.join(' ') === 'volumes destroy')));
    assert.equal(lineUnder(table('tools'), 'flyctl'), 'fly');
    assert.equal(lineUnder(table('tools'), 'restic'), 'restic');
  });
});

function linesOf(name: string): string[] {
  return table(name).trimEnd().split('\n').slice(1);
}

function leavesOf(name: string): number {
  return linesOf(name).reduce((sum, line) => sum + line.split('|').slice(1).reduce((n, one) => n + one.slice(2).split(',').length, 0), 0);
}
