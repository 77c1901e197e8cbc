import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePolicy } from '../../../src/engine/policy/parse';
import { withWaiver } from '../../../src/engine/policy/waiver-text';

const WAIVER = { rule: 'data-store-deletion', resource: 'aws_s3_bucket.scratch', until: '2026-12-31', reason: 'would delete it, "really"' };
const ENTRY = '- { rule: data-store-deletion, resource: "aws_s3_bucket.scratch", until: 2026-12-31, reason: "would delete it, \\"really\\"" }';

const CASES: readonly (readonly [name: string, before: string | null, after: string])[] = [
  ['there is no policy yet', null, `version: 1\nwaivers:\n  ${ENTRY}\n`],
  ['a policy without waivers', 'version: 1 # ours\nextends: recommended', `version: 1 # ours\nextends: recommended\nwaivers:\n  ${ENTRY}\n`],
  ['waivers that are nothing', 'version: 1\nwaivers:\nrules: {}\n', `version: 1\nwaivers:\n  ${ENTRY}\nrules: {}\n`],
  ['an empty list', 'version: 1\nwaivers: []\nrules: {}\n', `version: 1\nwaivers:\n  ${ENTRY}\nrules: {}\n`],
  [
    'waivers that are there stay as they are',
    'version: 1\nwaivers:\n    # old\n    - rule: service-stop\n      environment: development\n      until: 2026-12-01\n      reason: nights\nrules: {}\n',
    `version: 1\nwaivers:\n    # old\n    ${ENTRY}\n    - rule: service-stop\n      environment: development\n      until: 2026-12-01\n      reason: nights\nrules: {}\n`,
  ],
  ['other line endings', 'version: 1\r\nrules: {}\r\n', `version: 1\r\nrules: {}\r\nwaivers:\r\n  ${ENTRY}\r\n`],
];

for (const [name, before, after] of CASES) {
  test(`a waiver is added: ${name}`, () => {
    assert.equal(withWaiver(before, WAIVER), after);
    const { layer, problems } = parsePolicy({ name: 'workspace', source: 'policy.yaml', folder: '/home/me/shop', loosens: true, text: after });
    assert.deepEqual(problems.filter(({ severity }) => severity === 'error'), []);
    assert.ok(layer?.waivers.some((one) => one.rule === WAIVER.rule && one.resource === WAIVER.resource && one.reason === WAIVER.reason));
  });
}

test('a text that is no policy is left alone', () => {
  for (const text of ['- a\n- b\n', '{ version: 1 }', 'version: [\n', 'version: 1\nwaivers: all\n']) assert.equal(withWaiver(text, WAIVER), null, text);
});
