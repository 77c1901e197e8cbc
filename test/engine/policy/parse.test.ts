import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { parsePolicy, type PolicyText } from '../../../src/engine/policy/parse';
import { PRESETS } from '../../../src/engine/policy/presets';
import { RULES } from '../../../src/engine/rules';

const FROM: Omit<PolicyText, 'text'> = { name: 'workspace', source: '.infrahold/policy.yaml', folder: '/home/me/shop', loosens: true };

test('the policy of the design document is read whole', () => {
  const { layer, problems } = parsePolicy({
    ...FROM,
    text: `version: 1
extends: recommended                 # a comment
environments:
  production:
    any:
      - { path: "envs/prod/**" }
      - { aws-profile: "*prod*" }
rules:
  stack-destruction: deny
  service-stop: { production: hold, development: warn }
protect:
  - { resource: "aws_db_instance.*", with: deny }
waivers:
  - { rule: data-store-deletion, resource: "aws_s3_bucket.scratch_*", environment: development, until: 2026-12-31, reason: "scratch buckets" }
release:
  production: { people: 2, signers: .infrahold/allowed_signers }
`,
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(layer?.presets, ['recommended']);
  assert.deepEqual(layer?.rules, { 'stack-destruction': { default: 'deny' }, 'service-stop': { production: 'hold', development: 'warn' } });
  assert.equal(layer?.lines['service-stop'], 10);
  assert.deepEqual(layer?.protect, [{ resource: 'aws_db_instance.*', with: 'deny', line: 12 }]);
  assert.equal(layer?.waivers[0]?.until, '2026-12-31');
  assert.deepEqual(layer?.release, { production: { people: 2, signers: '.infrahold/allowed_signers' } });
});

/** Text, then the problem as `line:column message`. */
const BROKEN: readonly (readonly [string, string])[] = [
  ['', '1:1 the policy is a map of keys'],
  ['rules: {}\n', '1:1 the policy needs `version`'],
  ['version: 2\n', '1:10 `version` is 1 in this language'],
  ['version: 1\nrule:\n  service-stop: hold\n', '2:1 unknown key `rule` in the policy; did you mean `rules`?'],
  ['version: 1\nrules:\n  stack-destructoin: deny\n', '3:3 unknown key `stack-destructoin` in `rules`; did you mean `stack-destruction`?'],
  ['version: 1\nrules:\n  service-stop: hodl\n', '3:17 `rules.service-stop` is one of recommended, allow, warn, hold, deny, or these by environment'],
  ['version: 1\nrules:\n  service-stop: { prodution: hold }\n', '3:19 unknown key `prodution` in `rules.service-stop`; did you mean `production`?'],
  ['version: 1\nprotect:\n  - { resource: "a.*" }\n', '3:5 `protect.0` needs `with`'],
  ['version: 1\nprotect:\n  - { resource: "a.*", with: block }\n', '3:30 `protect.0.with` is one of warn, hold, deny'],
  ['version: 1\nwaivers:\n  - { rule: service-stop, until: soon, reason: x }\n', '3:34 `waivers.0.until` is a date, written YYYY-MM-DD'],
  ['version: 1\nlimits:\n  answer-within: 5\n', '3:18 `limits.answer-within` is at least 10'],
  ['version: 1\nterminals: all\n', '2:12 `terminals` is one of assistants, everyone'],
  ['version: 1\nrules:\n  service-stop: hold\n  service-stop: warn\n', '4:3 this key stands here twice; keep one of them'],
  ['version: 1\nprotect:\n  - { resource: "{a,b}{c,d}{e,f}{g,h}", with: deny }\n', '3:17 this pattern has too many alternatives; split it into several entries'],
  ['version: 1\nenvironments:\n  production:\n    any:\n      - { aws-profil: x }\n', '5:11 unknown key `aws-profil` in `environments.production.any.0`; did you mean `aws-profile`?'],
];
for (const [text, expected] of BROKEN) {
  test(`says what is wrong: ${JSON.stringify(text)}`, () => {
    const { layer, problems } = parsePolicy({ ...FROM, text });
    assert.equal(layer, null);
    assert.deepEqual(problems.map(({ line, column, message }) => `${line}:${column} ${message}`), [expected]);
  });
}

test('the presets are policies of the same language and name only rules that exist', () => {
  const ids = new Set(RULES.map((rule) => rule.id));
  for (const [name, text] of Object.entries(PRESETS)) {
    const { layer, problems } = parsePolicy({ ...FROM, source: name, text });
    assert.deepEqual(problems, [], name);
    assert.ok(Object.keys(layer?.rules ?? {}).every((rule) => ids.has(rule)), name);
  }
  assert.deepEqual(Object.keys(parsePolicy({ ...FROM, text: PRESETS.recommended }).layer?.rules ?? {}), RULES.map((rule) => rule.id));
});

test('the schema names every rule', () => {
  const schema = JSON.parse(readFileSync(join(process.cwd(), 'media/policy.schema.json'), 'utf8'));
  assert.deepEqual(Object.keys(schema.properties.rules.properties), RULES.map((rule) => rule.id));
});

test('the compiled validator is that of the schema', async () => {
  const { validatorText } = await import(join(process.cwd(), 'scripts/policy-validator.mjs'));
  assert.equal(readFileSync(join(process.cwd(), 'src/engine/policy/validate.generated.ts'), 'utf8'), validatorText());
});

test('the reference page is that of the schema', async () => {
  const { referenceText } = await import(join(process.cwd(), 'scripts/policy-reference.mjs'));
  assert.equal(readFileSync(join(process.cwd(), 'media/policy.md'), 'utf8'), referenceText());
});

const bomb = `version: 1\n${['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)].join('\n')}\n`;
const HOSTILE: readonly (readonly [string, string])[] = [
  ['alias bomb', bomb],
  ['10,000 globs', `version: 1\nprotect:\n${Array.from({ length: 10_000 }, (_, i) => `  - { resource: "a${i}*{b,c}", with: deny }`).join('\n')}\n`],
  ['catastrophic pattern', `version: 1\nprotect:\n  - { resource: "${'*a'.repeat(100)}", with: deny }\n`],
  ['5 MB', `version: 1\n# ${'x'.repeat(5 * 1024 * 1024)}\n`],
  ['duplicate keys', `version: 1\nrules: {}\nrules: {}\n`],
  ['not UTF-8', 'version: 1\n# \uFFFD\uFFFD\n'],
  ['deep nesting', `version: 1\nrules: ${'['.repeat(5_000)}`],
];
for (const [name, text] of HOSTILE) {
  test(`a hostile policy is bounded and refused: ${name}`, () => {
    const started = performance.now();
    const { layer, problems } = parsePolicy({ ...FROM, text });
    assert.equal(layer, null);
    assert.ok(problems.length > 0 && (problems[0]?.line ?? 0) >= 1);
    // The promise is 200 ms; a loaded machine gets room.
    assert.ok(performance.now() - started < 2_000);
  });
}
