import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { MANAGED, managedFile, type System } from '../../src/assistants/managed-places';
import { machineWide, type MachineWideGuard } from '../../src/gate/machine-wide';

const POSIX = { skip: process.platform === 'win32' };
const LAUNCHER = '/usr/local/lib/infrahold/bin/infrahold';

/** A machine whose root is a folder of the test's; `files` stand there before. */
function onMachine(files: Readonly<Record<string, string>>, work: (guard: MachineWideGuard, root: string, at: (path: string) => string | null, apply: (uninstall: boolean, ids?: readonly string[]) => ReturnType<MachineWideGuard['apply']>) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'infrahold-machine-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(root + path), { recursive: true });
      writeFileSync(root + path, text);
    }
    const here = join(root, 'built');
    mkdirSync(join(here, 'tables'), { recursive: true });
    for (const name of ['hook.js', 'commands.js', 'tables/one.txt', 'extension.js']) writeFileSync(join(here, name), name);
    const guard = machineWide('linux', root);
    work(guard, root, (path) => (existsSync(root + path) ? readFileSync(root + path, 'utf8') : null), (uninstall, ids = []) => guard.apply(guard.plan(ids, uninstall), uninstall, here, { curl: '/usr/bin/curl', node: null }));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const WRITTEN: readonly (readonly [id: string, path: string, contents: readonly RegExp[]])[] = [
  ['claude', '/etc/claude-code/managed-settings.d/50-infrahold.json', [/"PreToolUse"/, /"onFailure": "block"/, /'\/usr\/local\/lib\/infrahold\/bin\/infrahold' hook --assistant claude \|\| \{/]],
  ['codex', '/etc/codex/requirements.toml', [/^\[features\]\nhooks = true$/m, /^\[hooks\]\nmanaged_dir = "\/usr\/local\/lib\/infrahold\/bin"$/m, /^\[\[hooks\.PreToolUse\]\]\nmatcher = "\*"\n\[\[hooks\.PreToolUse\.hooks\]\]\ntype = "command"\ncommand = "'\/usr\/local\/lib\/infrahold\/bin\/infrahold' hook --assistant codex \|\| .*"\ntimeout = 3600$/m]],
  ['gemini', '/etc/gemini-cli/settings.json', [/"BeforeTool"/, /"hooksConfig": \{\n {4}"enabled": true\n {2}\}/, /hook --assistant gemini/]],
  ['qwen', '/etc/qwen-code/settings.json', [/"PreToolUse"/, /"disableAllHooks": false/, /hook --assistant qwen/]],
  ['copilot', '/etc/github-copilot/policy.d/50-infrahold.json', [/"version": 1/, /"PreToolUse"/, /hook --assistant copilot/]],
];

test('a whole machine: every file that its administrator needs, readable for everybody and writable for nobody else; gone again without a trace', POSIX, () => {
  onMachine({}, (guard, root, at, apply) => {
    const before = process.umask(0o077);
    try {
      assert.deepEqual(guard.plan([], false).map(({ path }) => path).sort(), WRITTEN.map(([, path]) => path).sort());
      assert.deepEqual(apply(false).refused, []);
    } finally {
      process.umask(before);
    }
    for (const [, path, contents] of WRITTEN) {
      for (const pattern of contents) assert.match(at(path) ?? '', pattern);
      assert.deepEqual([statSync(root + path).mode & 0o777, statSync(dirname(root + path)).mode & 0o777], [0o644, 0o755], path);
    }
    const launcher = at(LAUNCHER) ?? '';
    assert.match(launcher, /^root="\$HOME\/\.infrahold"$/m);
    assert.match(launcher, /^hook='\/usr\/local\/lib\/infrahold\/dist\/hook\.js'$/m);
    assert.equal(spawnSync('sh', ['-n'], { input: launcher }).status, 0);
    assert.equal(statSync(root + LAUNCHER).mode & 0o777, 0o755);
    assert.deepEqual([at('/usr/local/lib/infrahold/dist/tables/one.txt'), at('/usr/local/lib/infrahold/dist/extension.js')], ['tables/one.txt', null]);
    assert.deepEqual(guard.plan([], false), [], 'a second time there is nothing to do');
    assert.deepEqual(apply(true).refused, []);
    guard.retire();
    for (const [, path] of WRITTEN) assert.equal(at(path), null, path);
    assert.match(at(LAUNCHER) ?? '', /no opinion/);
    assert.equal(at('/usr/local/lib/infrahold/dist/hook.js'), null);
  });
});

const THERE: readonly (readonly [id: string, path: string, text: string])[] = [
  ['gemini', '/etc/gemini-cli/settings.json', '{\n  // ours\n  "model":   "pro",\n  "hooksConfig": { "enabled": false, "notifications": true },\n}\n'],
  ['qwen', '/etc/qwen-code/settings.json', '{"disableAllHooks":true,"hooks":{"PreToolUse":[ {"hooks":[]} ]}}'],
  ['codex', '/etc/codex/requirements.toml', '# the company\nallowed_approval_policies = ["on-request"]'],
  ['codex', '/etc/codex/requirements.toml', '[features]\r\nhooks = true\r\n\r\n[[hooks.PreToolUse]]\r\nmatcher = "x"\r\n'],
  ['codex', '/etc/codex/requirements.toml', '[hooks]\nmanaged_dir = "/opt/hooks"\n'],
];

for (const [id, path, text] of THERE) {
  test(`a whole machine, ${id}: put beside what is there, and every byte back: ${JSON.stringify(text).slice(0, 40)}`, POSIX, () => {
    onMachine({ [path]: text }, (guard, _root, at, apply) => {
      apply(false, [id]);
      const now = at(path) ?? '';
      assert.match(now, new RegExp(`hook --assistant ${id}`));
      if (id === 'gemini') assert.match(now, /"hooksConfig": \{ "enabled": true, "notifications": true \}/);
      if (id === 'qwen') assert.match(now, /"disableAllHooks":false/);
      if (id === 'codex') for (const table of ['features', 'hooks']) assert.equal(now.split(`[${table}]`).length, 2, `[${table}] stands there once`);
      assert.deepEqual(guard.plan([id], false), []);
      apply(true, [id]);
      assert.equal(at(path), text);
    });
  });
}

const REFUSED: readonly (readonly [id: string, path: string, text: string, why: RegExp])[] = [
  ['gemini', '/etc/gemini-cli/settings.json', '{ "hooksConfig": 1 }', /\/etc\/gemini-cli\/settings\.json cannot be merged into \("hooksConfig" is not an object\)/],
  ['gemini', '/etc/gemini-cli/settings.json', '{ "hooks": [', /\/etc\/gemini-cli\/settings\.json cannot be merged into \(line 1/],
  ['codex', '/etc/codex/requirements.toml', '[features]\nhooks = false\n', /does not say hooks = true/],
  ['codex', '/etc/codex/requirements.toml', 'features = { hooks = true }\n', /not written as tables/],
  ['codex', '/etc/codex/requirements.toml', '[hooks]\nother = 1\n', /names no managed_dir/],
  ['copilot', '/etc/github-copilot/policy.d/50-infrahold.json', '{}', /was not written by Infrahold/],
];

for (const [id, path, text, why] of REFUSED) {
  test(`a whole machine, ${id}: refused with words and left alone: ${text.trim().replace('\n', ' ')}`, POSIX, () => {
    onMachine({ [path]: text }, (_guard, _root, at, apply) => {
      const { written, refused } = apply(false, [id]);
      assert.deepEqual(written, []);
      assert.match(refused.join('\n'), why);
      assert.equal(at(path), text);
    });
  });
}

const PLACES: readonly (readonly [system: System, id: string, path: string])[] = [
  ['macos', 'claude', '/Library/Application Support/ClaudeCode/managed-settings.d/50-infrahold.json'],
  ['windows', 'claude', 'C:\\Program Files\\ClaudeCode\\managed-settings.d\\50-infrahold.json'],
  ['macos', 'codex', '/etc/codex/requirements.toml'],
  ['windows', 'codex', 'C:\\ProgramData\\OpenAI\\Codex\\requirements.toml'],
  ['macos', 'gemini', '/Library/Application Support/GeminiCli/settings.json'],
  ['windows', 'gemini', 'C:\\ProgramData\\gemini-cli\\settings.json'],
  ['macos', 'qwen', '/Library/Application Support/QwenCode/settings.json'],
  ['windows', 'copilot', 'C:\\ProgramData\\GitHub\\Copilot\\policy.d\\50-infrahold.json'],
];

test('a whole machine: where its files stand on other systems, and how its launcher is called there', () => {
  for (const [system, id, path] of PLACES) assert.equal(managedFile(id, system), path);
  assert.equal(managedFile('cursor', 'linux'), null);
  const plan = machineWide('windows', '/no-such-root').plan([], false);
  assert.equal(plan.length, MANAGED.length);
  for (const { path, after } of plan) assert.match(after ?? '', /C:(?:\\\\)+Program Files(?:\\\\)+Infrahold(?:\\\\)+bin(?:\\\\)+infrahold/, path);
});
