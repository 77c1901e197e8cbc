import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkLine } from '../../src/hook/check';

const WORLD = { tables: ['src/engine/tools/tables', 'src/engine/changes/tables', 'src/engine/calls/tables'], cache: new Map<string, string>() };

const MALFORMED: readonly (readonly [line: string, id: unknown, error: RegExp])[] = [
  ['{', null, /^not JSON/],
  ['[]', null, /must be an object/],
  ['{"id":"a"}', 'a', /proposal must be an object/],
  ['{"id":"a","proposal":{"kind":"wish"}}', 'a', /kind must be one of/],
  ['{"id":1,"proposal":{"kind":"command"}}', 1, /needs its text/],
  ['{"id":1,"proposal":{"kind":"command","text":"ls","shell":"fish"}}', 1, /shell must be one of/],
  ['{"id":1,"proposal":{"kind":"edit","files":[{"path":"a","before":"x"}]}}', 1, /a: before and after/],
  ['{"id":1,"proposal":{"kind":"edit","files":[{"path":"a","before":null,"after":null}]}}', 1, /cannot both be null/],
  ['{"id":1,"proposal":{"kind":"tool-call","server":"x"}}', 1, /needs its server and tool/],
  ['{"id":1,"proposal":{"kind":"command","text":"ls"},"policy":"versio: 1"}', 1, /policy, line 1: .*versio/],
  ['{"id":1,"proposal":{"kind":"command","text":"ls"},"files":{"a":1}}', 1, /files must map paths to texts/],
];

for (const [line, id, error] of MALFORMED) {
  test(`a malformed line says why: ${line}`, () => {
    const { text, malformed } = checkLine(line, WORLD);
    const answer = JSON.parse(text) as { id: unknown; error: string };
    assert.equal(malformed, true);
    assert.equal(answer.id, id);
    assert.match(answer.error, error);
  });
}

test('a good line gives the fixed shape, on one line', () => {
  const { text, malformed } = checkLine('{"id":"1","proposal":{"kind":"command","shell":"bash","cwd":"/home/me/shop","text":"true\\n"}}', WORLD);
  assert.equal(malformed, false);
  assert.equal(text, '{"id":"1","disposition":"allow","coverage":"full","findings":[]}\n');
});
