import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { house, type House } from '../gate/house';

let made: House;
before(() => {
  made = house();
});
after(() => {
  assert.deepEqual(made.ran(), []);
  made.remove();
});

function infrahold(args: readonly string[], input = ''): { exit: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(made.dist, 'hook.js'), ...args], { cwd: made.shop, env: made.env(), input, encoding: 'utf8' });
  return { exit: status, stdout, stderr };
}

const EXITS: readonly (readonly [args: readonly string[], exit: number, stdout: RegExp])[] = [
  [['check', '--', 'terraform', 'plan'], 0, /^allow\n/],
  [['check', '--', 'terraform destroy'], 3, /^hold\n {2}hold {2}stack-destruction: would delete everything/],
  [['check', '--', 'terraform', '-chdir=infra', 'destroy'], 3, /^hold/],
  [['check', '--', 'bash', '-c', 'terraform destroy'], 3, /^hold/],
  [['check', '--', 'rm', '-rf', '/'], 4, /^deny/],
  [['check', '--json', '--', 'terraform destroy'], 3, /^\{"disposition":"hold","coverage":"full","findings":\[\{"rule":"stack-destruction",.*"start":0,"end":17\}\]\}\n$/],
  [['check', '--shell', 'powershell', '--', 'Get-ChildItem'], 0, /^allow/],
  [['check', '--cwd', '/', '--shell=cmd', '--', 'dir'], 0, /^allow/],
  [['explain', '--', 'terraform destroy'], 0, /rule {5}stack-destruction\n {4}why .*\n {4}instead /],
  [['explain', '--', 'ls'], 0, /^allow: ls/],
];

for (const [args, exit, stdout] of EXITS) {
  test(`infrahold ${args.join(' ')}: exit ${exit}`, () => {
    const ran = infrahold(args);
    assert.equal(ran.exit, exit, ran.stderr);
    assert.match(ran.stdout, stdout);
    assert.equal(ran.stderr, '');
  });
}

const MISUSES: readonly (readonly [args: readonly string[], stderr: RegExp])[] = [
  [[], /usage: infrahold check/],
  [['chekc'], /no command chekc/],
  [['constructor'], /no command constructor/],
  [['check'], /the command goes after --/],
  [['check', '--'], /no command after --/],
  [['check', 'terraform', 'destroy'], /the command goes after --/],
  [['check', '--shell', 'fish', '--', 'ls'], /--shell must be one of/],
  [['check', '--wat', '--', 'ls'], /no option --wat/],
  [['check', '--batch', 'x'], /--batch takes nothing else/],
  [['install', 'nobody'], /no assistant called nobody; known are/],
];

for (const [args, stderr] of MISUSES) {
  test(`infrahold ${args.join(' ')}: usage, exit 2`, () => {
    const ran = infrahold(args);
    assert.equal(ran.exit, 2);
    assert.match(ran.stderr, stderr);
    assert.equal(ran.stdout, '');
  });
}

test('a batch answers every line in order, goes on after a bad one, and ends with 2', () => {
  const line = (id: string, text: string) => JSON.stringify({ id, proposal: { kind: 'command', shell: 'bash', cwd: '/home/me/shop', text } });
  const { exit, stdout } = infrahold(['check', '--batch'], [line('1', 'terraform plan'), '{', '', line('2', 'terraform destroy')].join('\n'));
  assert.equal(exit, 2);
  assert.deepEqual(stdout.trim().split('\n').map((one) => JSON.parse(one) as { id: string; disposition?: string; error?: string }).map(({ id, disposition, error }) => [id, disposition ?? typeof error]), [['1', 'allow'], [null, 'string'], ['2', 'hold']]);
});

test('files and a policy come with a line, and the disk is not looked at', () => {
  writeFileSync(join(made.shop, 'Makefile'), 'down:\n\ttrue\n');
  const ask = { id: 'm', proposal: { kind: 'command', shell: 'bash', cwd: made.shop, text: 'make down' }, files: { Makefile: 'down:\n\tterraform destroy -auto-approve\n' } };
  const deny = { ...ask, id: 'd', policy: 'version: 1\nrules:\n  stack-destruction: deny\n' };
  const disk = { ...ask, id: 'k', files: undefined };
  const { stdout } = infrahold(['check', '--batch'], [ask, deny, disk].map((one) => JSON.stringify(one)).join('\n'));
  assert.deepEqual(stdout.trim().split('\n').map((one) => (JSON.parse(one) as { disposition: string }).disposition), ['hold', 'deny', 'allow']);
});

test('a check writes nothing', () => {
  const before = existsSync(made.infrahold) ? readdirSync(made.infrahold).filter((name) => name !== 'run') : [];
  mkdirSync(join(made.shop, '.infrahold'), { recursive: true });
  writeFileSync(join(made.shop, '.infrahold', 'policy.yaml'), 'version: 1\nrules:\n  stack-destruction: deny\n');
  assert.equal(infrahold(['check', '--', 'terraform destroy']).exit, 4, 'the policy of the folder counts');
  assert.deepEqual(existsSync(made.infrahold) ? readdirSync(made.infrahold).filter((name) => name !== 'run') : [], before);
});

test('installing shows first, writes with --yes, is proved by the doctor, and is undone without a trace', () => {
  const settings = join(made.home, '.claude', 'settings.json');
  mkdirSync(join(made.home, '.claude'), { recursive: true });
  const own = '{\n    "model": "opus"\n}\n';
  writeFileSync(settings, own);
  const shown = infrahold(['install', 'claude', 'copilot']);
  assert.match(shown.stdout, /\+ .*hook --assistant claude/);
  assert.match(shown.stdout, /nothing was written; run it again with --yes/);
  assert.equal(readFileSync(settings, 'utf8'), own);
  assert.equal(infrahold(['install', 'claude', 'copilot', '--yes']).exit, 0);
  assert.equal(statSync(made.launcher).mode & 0o777, 0o755);
  const doctor = infrahold(['doctor']);
  assert.match(doctor.stdout, /launcher +works/);
  assert.match(doctor.stdout, /claude +installed, not yet seen/);
  assert.equal(infrahold(['uninstall', 'claude', 'copilot', '--yes']).exit, 0);
  assert.equal(readFileSync(settings, 'utf8'), own);
  assert.ok(!existsSync(join(made.home, '.copilot', 'hooks', 'infrahold.json')));
});

test('after the last hook is taken out the launcher has no opinion, for assistants that still call it', () => {
  assert.equal(infrahold(['install', 'claude', '--yes']).exit, 0);
  assert.equal(infrahold(['uninstall', '--all', '--yes']).exit, 0);
  const { status, stdout } = spawnSync(made.launcher, ['hook', '--assistant', 'claude'], { input: '{}', encoding: 'utf8', env: made.env() });
  assert.deepEqual([status, stdout], [0, '']);
});
