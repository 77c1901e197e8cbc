import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import Ajv from 'ajv';

const HOOK = join(process.env['INFRAHOLD_DIST'] ?? join(process.cwd(), 'dist'), 'hook.js');
let folder = '';

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'infrahold-review-'));
  git('init', '-q', '-b', 'main');
  commit('first', { 'infra/main.tf': 'resource "aws_db_instance" "main" {\n  engine = "postgres"\n}\n', 'README.md': '# shop\n' });
  commit('second', { 'infra/main.tf': '', 'README.md': '# the shop\n', 'Makefile': 'plan:\n\tterraform plan\n' });
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe('infrahold check --diff', () => {
  test('holds what a range of commits would destroy', () => {
    const { status, stdout } = infrahold('check', '--diff', 'HEAD~1..HEAD', '--json');
    const { disposition, findings } = JSON.parse(stdout);
    assert.equal(status, 3);
    assert.equal(disposition, 'hold');
    assert.deepEqual(findings.map((one: Record<string, unknown>) => [one['rule'], one['path'], one['side'], one['startLine'], one['endLine']]), [['data-store-deletion', 'infra/main.tf', 'before', 1, 3]]);
  });
  test('passes what destroys nothing', () => assert.equal(infrahold('check', '--diff', 'HEAD..HEAD').status, 0));
  test('prints SARIF that code scanning takes', () => {
    const log: any = JSON.parse(infrahold('check', '--diff', 'HEAD~1..HEAD', '--sarif').stdout);
    const validate = new Ajv({ strict: false }).compile(SARIF);
    assert.equal(validate(log), true, JSON.stringify(validate.errors));
    assert.equal(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, 'infra/main.tf');
  });
  test('says what is wrong with a range', () => {
    const { status, stderr } = infrahold('check', '--diff', 'nowhere..HEAD');
    assert.equal(status, 2);
    assert.match(stderr, /git diff:/);
  });
});

describe('infrahold check --plan', () => {
  test('holds what the plan deletes and replaces', () => {
    writeFileSync(
      join(folder, 'plan.json'),
      JSON.stringify({
        format_version: '1.2',
        resource_changes: [
          { address: 'aws_db_instance.main', type: 'aws_db_instance', mode: 'managed', change: { actions: ['delete', 'create'], replace_paths: [['engine']] } },
          { address: 'aws_lb.main', type: 'aws_lb', mode: 'managed', action_reason: 'delete_because_no_resource_config', change: { actions: ['delete'] } },
          { address: 'aws_sns_topic.a', type: 'aws_sns_topic', mode: 'managed', change: { actions: ['create'] } },
          { address: 'aws_sns_topic.b', type: 'aws_sns_topic', mode: 'managed', change: { actions: ['no-op'] } },
        ],
      }),
    );
    const { findings } = JSON.parse(infrahold('check', '--plan', 'plan.json', '--json').stdout);
    assert.deepEqual(findings.map((one: { rule: string; verb: string; pointer: string }) => [one.rule, one.verb, one.pointer]).sort(), [
      ['data-store-deletion', 'replace', '/resource_changes/0'],
      ['resource-deletion', 'delete', '/resource_changes/1'],
      ['resource-replacement', 'replace', '/resource_changes/0'],
    ]);
  });
  test('says when it is no plan', () => {
    writeFileSync(join(folder, 'no.json'), 'x');
    const { status, stderr } = infrahold('check', '--plan', 'no.json');
    assert.equal(status, 2);
    assert.match(stderr, /not the JSON that `terraform show -json` prints/);
  });
});

/** What GitHub asks of a SARIF file: the required parts of the 2.1.0 schema. */
const SARIF = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          tool: { type: 'object', required: ['driver'], properties: { driver: { type: 'object', required: ['name', 'rules'], properties: { rules: { type: 'array', items: { type: 'object', required: ['id', 'shortDescription'] } } } } } },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['ruleId', 'message', 'level', 'locations'],
              properties: {
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message: { type: 'object', required: ['text'] },
                locations: { type: 'array', minItems: 1, items: { type: 'object', required: ['physicalLocation'], properties: { physicalLocation: { type: 'object', required: ['artifactLocation', 'region'], properties: { region: { type: 'object', required: ['startLine'], properties: { startLine: { type: 'integer', minimum: 1 } } } } } } } },
              },
            },
          },
        },
      },
    },
  },
};

function infrahold(...args: string[]) {
  return spawnSync(process.execPath, [HOOK, ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, INFRAHOLD_HOME: join(folder, '.home') } });
}

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd: folder });
}

function commit(message: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  git('add', '-A');
  git('commit', '-q', '-m', message);
}
