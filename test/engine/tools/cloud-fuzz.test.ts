import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { together } from '../../../src/engine/effects';
import type { Word } from '../../../src/engine/model';
import { CLOUD } from '../../../src/engine/tools/cloud';
import { HTTP } from '../../../src/engine/tools/http';
import { knownTool } from '../../../src/engine/tools/known';
import { contextOf, invocationOf } from './invocations';

const TOOLS = { ...CLOUD, ...HTTP };
const VOCABULARY = [
  'rds', 'delete-db-instance', 's3', 'rm', 'sync', 'sql', 'instances', 'delete', 'group', 'storage', 'ssm', 'send-command', '--parameters', 'commands=["ls",', '--cli-input-json', '{"a":', '{"A":{"B":[1,null]}}', 'null', '--', '-', '--=', '--region', '--query', '--name', '*', '0', '=0', '--desired-count', '-X', 'DELETE', 'https://',
  'http://[::1', '://', '@', '@x', '@-', '-d', 'mutation {', 'mutation', 'apps:destroy', ':', '::', 'pg:', '--app', '-C', 'x y', '|', '<', '#', '', '(', '[', '\\', '$X', '\u0000', '💥', '__proto__', 'constructor', 'toString', '--method', '--url', 'file://', 'file:///etc/x', 'gs://', 's3://',
];
const PROGRAMS = [...Object.keys(TOOLS), 'heroku', 'fly', 'wrangler', 'vault', 'restic', 'kafka-topics.sh', 'constructor', '__proto__', ':fly', '#', ''];

test('no words make a reader of clouds, requests or known tools throw', () => {
  const word = fc.tuple(fc.oneof(fc.constantFrom(...VOCABULARY), fc.string({ maxLength: 12 })), fc.boolean()).map(([value, known]): Word => ({ value, known, glob: false, span: [0, 0] }));
  fc.assert(
    fc.property(fc.constantFrom(...PROGRAMS), fc.array(word, { maxLength: 9 }), (program, args) => {
      const invocation = { ...invocationOf('x'), program, args };
      const context = contextOf({}, TOOLS);
      const tool = Object.hasOwn(TOOLS, program) ? TOOLS[program as keyof typeof TOOLS] : knownTool;
      const read = tool?.(invocation, context) ?? null;
      for (const { resource, place } of read === null ? [] : together([read]).effects) {
        assert.equal(typeof resource.address, 'string');
        assert.equal(place.in, 'text');
      }
    }),
    { numRuns: 800 },
  );
});

test('a global option anywhere changes nothing', () => {
  const base = ['rds', 'delete-db-instance', '--db-instance-identifier', 'shop'];
  const kinds = (words: readonly string[]): string[] => {
    const tool = TOOLS['aws'];
    assert.ok(tool);
    const args = words.map((value, i): Word => ({ value, known: true, glob: false, span: [i, i] }));
    return together([tool({ ...invocationOf('aws'), args }, contextOf({}, TOOLS))]).effects.map(({ verb, resource }) => `${verb} ${resource.kind} ${resource.address}`);
  };
  const option = fc.constantFrom(['--profile', 'prod'], ['--region=eu-west-1'], ['--output', 'json'], ['--no-cli-pager'], ['--debug'], ['--query', 'DBInstances[0]'], ['--color', 'off'], ['--regio', 'us-east-1']);
  fc.assert(
    fc.property(option, fc.constantFrom(0, 1, 2, 4), (words, at) => {
      assert.deepEqual(kinds([...base.slice(0, at), ...words, ...base.slice(at)]), ['delete data-store shop']);
    }),
    { numRuns: 60 },
  );
});
