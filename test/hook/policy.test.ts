import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

const HOOK = join(process.env['INFRAHOLD_DIST'] ?? join(process.cwd(), 'dist'), 'hook.js');
const BASE = 'version: 1\nrules:\n  service-stop: deny\n';
let folder = '';

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'infrahold-policy-'));
  mkdirSync(join(folder, '.infrahold'));
  writeFileSync(join(folder, 'base.yaml'), BASE);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Policy, arguments, exit code and what is printed. */
const RUNS: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['version: 1\n', ['check'], 0, /^says the same as recommended$/m],
  ['version: 1\nrules:\n  stack-destruction: deny\n', ['check'], 0, /^stricter than recommended; without it stack-destruction everywhere would be held, not deny/m],
  ['version: 1\nrules:\n  stack-destruction: allow\n', ['check'], 0, /^looser than recommended, once a person has released it: stack-destruction everywhere would pass/m],
  ['version: 1\nrule: {}\n', ['check'], 1, /policy\.yaml:2:1: error: unknown key `rule` in the policy; did you mean `rules`\?/],
  ['version: 1\nwaivers:\n  - { rule: service-stop, resource: a, until: 2020-01-01, reason: x }\n', ['check'], 0, /:3: warning: this waiver ended on 2020-01-01/],
  ['version: 1\n', ['show', 'strict'], 0, /^# Infrahold preset: strict$/m],
  ['version: 1\n', ['show', 'lax'], 2, /a preset is one of recommended, strict, watch/],
  ['version: 1\n', ['nonsense'], 2, /no command nonsense/],
];
describe('infrahold policy', () => {
  for (const [text, args, status, printed] of RUNS) {
    test(`${args.join(' ')}: ${JSON.stringify(text)}`, () => {
      writeFileSync(join(folder, '.infrahold/policy.yaml'), text);
      const ran = infrahold('policy', ...args);
      assert.equal(ran.status, status, ran.stderr);
      assert.match(ran.stdout + ran.stderr, printed);
    });
  }
});

describe('infrahold policy test', () => {
  test('says which case is not as expected, and why', () => {
    writeFileSync(join(folder, 'p.yaml'), 'version: 1\nrules:\n  stack-destruction: deny\n');
    writeFileSync(join(folder, 'cases.yaml'), 'cases:\n  - { command: terraform destroy, expect: deny }\n  - { command: terraform plan, expect: hold }\n  - { call: { server: railway, tool: volume_delete }, expect: hold }\n  - { edit: { path: a.tf, before: "resource \\"aws_lb\\" \\"a\\" {}" }, expect: hold }\n');
    const { status, stdout } = infrahold('policy', 'test', 'cases.yaml', 'p.yaml');
    assert.equal(status, 1);
    assert.deepEqual(stdout.trim().split('\n'), ['ok 1: terraform destroy', 'not ok 2: terraform plan is allow, expected hold', 'ok 3: railway.volume_delete', 'ok 4: edit of a.tf', '3 passed, 1 failed']);
  });
});

describe('infrahold policy fetch', () => {
  test('a pinned text counts only with its hash, and without a network afterwards', () => {
    const pin = createHash('sha256').update(BASE).digest('hex');
    const policy = join(folder, '.infrahold/policy.yaml');
    writeFileSync(policy, `version: 1\nextends: { from: ../base.yaml, sha256: ${pin} }\n`);
    assert.match(infrahold('policy', 'fetch').stdout, /base\.yaml: kept/);
    writeFileSync(join(folder, 'base.yaml'), 'version: 1\n');
    assert.equal(infrahold('check', '--', 'kubectl scale deployment api --replicas=0').status, 4);
    assert.match(infrahold('policy', 'fetch').stdout, /not the pinned one/);
    assert.equal(readFileSync(policy, 'utf8').includes(pin), true);
  });
  test('an unfetched pin is a fault, not a gap', () => {
    writeFileSync(join(folder, '.infrahold/policy.yaml'), `version: 1\nextends: { from: x.yaml, sha256: ${'a'.repeat(64)} }\n`);
    assert.match(infrahold('policy', 'check').stdout, /has not been fetched/);
  });
});

function infrahold(...args: string[]) {
  return spawnSync(process.execPath, [HOOK, ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, INFRAHOLD_HOME: join(folder, '.home') } });
}
