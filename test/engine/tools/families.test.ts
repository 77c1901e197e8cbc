import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { together } from '../../../src/engine/effects';
import type { Word } from '../../../src/engine/model';
import { IAC } from '../../../src/engine/tools/iac';
import { KUBERNETES } from '../../../src/engine/tools/kubernetes';
import { contextOf, invocationOf } from './invocations';

const TOOLS = { ...IAC, ...KUBERNETES };
const VOCABULARY = [
  'destroy', 'apply', 'delete', 'state', 'rm', 'ns', 'pod', 'stack', 'exec', 'kubectl', '--', '-f', '-', '--all', '-n', '--dry-run', '--replicas=0', '--yes', '-auto-approve', '-target', 'aws_db_instance.main', 'patch', '-p', '{"spec":null}', '[[[', '$X', '', '=', '/', 'a/b',
  'run', 'app', 'helm', 'get', '-h', '--context', 'kv', 'scale', '0', '*', '-m', 'shell', '-a', 'state=absent', '\u0000', '💥', '-k', '.', '{', '---', '-k8s', '---x', '-=', '--raw', '/api',
];

test('no words make a tool throw', () => {
  const word = fc.tuple(fc.oneof(fc.constantFrom(...VOCABULARY), fc.string({ maxLength: 12 })), fc.boolean()).map(([value, known]): Word => ({ value, known, glob: false, span: [0, 0] }));
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(TOOLS)), fc.array(word, { maxLength: 9 }), (program, args) => {
      const tool = TOOLS[program] as NonNullable<(typeof TOOLS)[string]>;
      const { effects } = together([tool({ ...invocationOf(program), program, args }, contextOf({}, TOOLS))]);
      for (const { resource, place } of effects) {
        assert.equal(typeof resource.address, 'string');
        assert.equal(place.in, 'text');
      }
    }),
    { numRuns: 600 },
  );
});

test('help changes nothing, whatever stands beside it', () => {
  for (const [text, program] of [['terraform destroy -help', 'terraform'], ['kubectl delete ns x --help', 'kubectl'], ['helm uninstall x -h', 'helm'], ['pulumi destroy --help', 'pulumi'], ['argocd app delete x --help', 'argocd'], ['vault secrets disable x -help', 'vault']] as const) {
    const tool = TOOLS[program] as NonNullable<(typeof TOOLS)[string]>;
    assert.deepEqual(together([tool(invocationOf(text), contextOf({}, TOOLS))]).effects.map(({ verb }) => verb), ['read'], text);
  }
});
