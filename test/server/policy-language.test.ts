import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { completePolicy, policyHover, type Schema } from '../../src/server/policy-language';

const SCHEMA = JSON.parse(readFileSync('media/policy.schema.json', 'utf8')) as Schema;

/** The text with `|` where the cursor stands, labels that must be offered, labels that must not. */
const COMPLETIONS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['|', ['version', 'rules', 'waivers'], ['service-stop', 'allow']],
  ['version: 1\n|', ['rules', 'extends', 'limits'], ['version', 'deny']],
  ['version: 1\nru|', ['rules'], ['version']],
  ['version: |', ['1'], ['rules']],
  ['version: 1\nextends: |', ['recommended', 'strict', 'watch'], ['rules']],
  ['version: 1\nrules:\n  |', ['stack-destruction', 'service-stop'], ['rules', 'allow']],
  ['version: 1\nrules:\n  service-stop: hold\n  |', ['stack-destruction'], ['service-stop']],
  ['version: 1\nrules:\n  service-stop: |', ['recommended', 'allow', 'warn', 'hold', 'deny'], ['production', 'service-stop']],
  ['version: 1\nrules:\n  service-stop: { |', ['production', 'default'], ['allow']],
  ['version: 1\nrules:\n  service-stop: { production: |', ['hold', 'deny'], ['production']],
  ['version: 1\nrules:\n  service-stop: { production: d| }\n', ['deny'], ['default']],
  ['version: 1\nenvironments:\n  |', ['production', 'shared', 'development'], ['any']],
  ['version: 1\nenvironments:\n  production:\n    any:\n      - { | }\n', ['aws-profile', 'kube-context', 'path'], ['any']],
  ['version: 1\nwaivers:\n  - |', ['rule', 'resource', 'until', 'reason'], ['waivers']],
  ['version: 1\nwaivers:\n  - { rule: | }\n', ['data-store-deletion'], ['allow']],
  ['version: 1\nwaivers:\n  - { rule: service-stop, until: | }\n', ['2026-12-09', '2027-02-23'], ['rule']],
  ['version: 1\nwaivers:\n  - { rule: service-stop, | }\n', ['resource', 'environment'], ['rule']],
  ['version: 1\nwaivers:\n  - { rule: service-stop, environment: | }\n', ['production', 'development'], ['allow']],
  ['version: 1\nlimits:\n  pause: |', ['true', 'false'], ['pause']],
  ['version: 1\nmay-loosen: [ | ]\n', ['service-stop'], ['allow']],
  ['version: 1\nassistants:\n  cursor:\n    rules:\n      |', ['service-stop'], ['rules']],
  ['version: 1\nprotect:\n  - { resource: "a.*", with: | }\n', ['warn', 'hold', 'deny'], ['allow']],
  ['version: 1\nrelease:\n  production: { | }\n', ['people', 'signers'], ['production']],
  ['version: 1\n# ru|', [], ['rules', 'version']],
];
describe('completion', () => {
  for (const [marked, wanted, unwanted] of COMPLETIONS) {
    test(JSON.stringify(marked), () => {
      const at = marked.indexOf('|');
      const above = marked.slice(0, at).split('\n');
      const labels = completePolicy(marked.replace('|', ''), { line: above.length - 1, character: above.at(-1)?.length ?? 0 }, SCHEMA, '2026-11-25').map(({ label }) => label);
      assert.deepEqual(wanted.filter((one) => !labels.includes(one)), [], labels.join(' '));
      assert.deepEqual(unwanted.filter((one) => labels.includes(one)), [], labels.join(' '));
    });
  }
});

/** The text with `|` in a word, and what its hover says; null for none. */
const HOVERS: readonly (readonly [string, RegExp | null])[] = [
  ['ver|sion: 1\n', /^\*\*version\*\*: Version of this file/],
  ['version: 1\nrules:\n  stack-|destruction: deny\n', /^\*\*stack-destruction\*\*: Deletes everything/i],
  ['version: 1\nrules:\n  stack-destruction: de|ny\n', /^\*\*deny\*\*: it is refused/],
  ['version: 1\nwaivers:\n  - { rule: serv|ice-stop, until: 2026-12-01, reason: x }\n', /^\*\*service-stop\*\*: /],
  ['version: 1\nwaivers:\n  - { rule: service-stop, unt|il: 2026-12-01, reason: x }\n', /Last day it counts/],
  ['version: 1\nlimits: { wai|ver-days: 3 }\n', /How far ahead a waiver may end/],
  ['version: 1\nprotect:\n  - { resource: "a|.*", with: deny }\n', /Glob over a resource's address/],
  ['version: 1\nnons|ense: 3\n', null],
];
describe('hover', () => {
  for (const [marked, said] of HOVERS) {
    test(JSON.stringify(marked), () => {
      const above = marked.slice(0, marked.indexOf('|')).split('\n');
      const hover = policyHover(marked.replace('|', ''), { line: above.length - 1, character: above.at(-1)?.length ?? 0 }, SCHEMA);
      if (said === null) assert.equal(hover, null);
      else assert.match(hover ?? '', said);
    });
  }
});
