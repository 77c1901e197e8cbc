import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openPolicies, releaseText } from '../../src/gate/policies';
import { userFolder } from '../../src/platform/folder';
import type { AuditEntry } from '../../src/protocol/messages';
import { policyFlags } from '../../src/server/policy-flags';
import type { GuardedWindow } from '../../src/server/window';

const TODAY = '2026-11-25';
let place = '';
before(() => void (place = mkdtempSync(join(tmpdir(), 'infrahold-flags-'))));
after(() => rmSync(place, { recursive: true, force: true }));

const seen = (message: string, rules = ['data-store-deletion']) => ({ event: 'verdict', rules, messages: [message], what: 'edit of infra/main.tf' }) as unknown as AuditEntry;
const waiver = (rest: string) => `version: 1\nwaivers:\n  - { rule: data-store-deletion, ${rest}, reason: x }\n`;

/** The text, whether it is released and the workspace trusted, what stands in the record, and what is flagged. */
const TABLE: readonly (readonly [string, boolean, boolean, readonly AuditEntry[], readonly RegExp[]])[] = [
  ['version: 1\n', false, true, [], []],
  ['version: 1\nrulez: {}\n', false, true, [], [/^2 error unknown key/]],
  [waiver('resource: "a_*", until: 2020-01-01'), true, true, [], [/^3 warning this waiver ended on 2020-01-01/]],
  [waiver('resource: "a_*", until: 2027-06-01'), true, true, [], [/^3 error a waiver ends by 2027-02-23 at the latest/]],
  [waiver('resource: "a_*", until: 2026-12-01'), true, true, [], [/^3 hint nothing that came by in the last 30 days needed this waiver/]],
  [waiver('resource: "a_*", until: 2026-12-01'), true, true, [seen('would delete a_b, which holds data')], []],
  [waiver('resource: "a_*", until: 2026-12-01'), true, true, [seen('would delete b, which holds data')], [/hint nothing/]],
  [waiver('resource: "a_*", until: 2026-12-01'), true, true, [seen('would delete a_b', ['service-stop'])], [/hint nothing/]],
  [waiver('path: "infra/**", until: 2026-12-01'), true, true, [seen('would delete x')], []],
  [waiver('resource: "a_*", until: 2026-12-01'), false, true, [seen('would delete a_b')], [/^3 hint data-store-deletion would be waived for a_\* until 2026-12-01; does not count until a person has released it/]],
  [waiver('resource: "a_*", until: 2026-12-01'), false, false, [seen('would delete a_b')], [/does not count: this workspace is not trusted/]],
];
test('what an upper layer does not let loosen is said', () => {
  const folder = userFolder({ INFRAHOLD_HOME: join(place, 'home-above') });
  const path = join(place, 'shop', '.infrahold', 'policy.yaml');
  mkdirSync(folder.root, { recursive: true });
  writeFileSync(folder.policy, 'version: 1\nrules:\n  data-store-deletion: deny\n');
  const text = waiver('resource: "a_*", until: 2026-12-01');
  releaseText(folder, path, text);
  const window = { folder, policies: openPolicies(folder, () => TODAY, false), trusted: () => true } as unknown as GuardedWindow;
  const flags = policyFlags(path, text, window, TODAY, () => [seen('would delete a_b')]);
  assert.deepEqual(flags.map(({ startLine, severity, message }) => `${startLine} ${severity} ${message}`), [`3 warning data-store-deletion is written at ${folder.policy}:3, which does not mark it \`may-loosen\`: this loosens nothing`]);
});

for (const [i, [text, released, trusted, entries, expected]] of TABLE.entries()) {
  test(`${i + 1}: ${JSON.stringify(text)}`, () => {
    const folder = userFolder({ INFRAHOLD_HOME: join(place, `home-${i}`) });
    const path = join(place, 'shop', '.infrahold', 'policy.yaml');
    if (released) releaseText(folder, path, text);
    const window = { folder, policies: openPolicies(folder, () => TODAY, false), trusted: () => trusted } as unknown as GuardedWindow;
    const flags = policyFlags(path, text, window, TODAY, () => entries).map(({ startLine, severity, message }) => `${startLine} ${severity} ${message}`);
    assert.equal(flags.length, expected.length, flags.join('\n'));
    expected.forEach((pattern, j) => assert.match(flags[j] ?? '', pattern));
  });
}
