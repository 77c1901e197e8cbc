import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { adapterFor } from '../../src/assistants';
import type { Adapter, Machine } from '../../src/assistants/contract';
import { standingOf } from '../../src/assistants/switches';
import { describe } from '../../src/gate/doctor';
import { hostOf, stampOf, versionOf } from '../../src/gate/host-version';
import { thisMachine } from '../../src/gate/install';
import { assistantViews, lookAt, markSeen, NOWHERE, type Seen } from '../../src/gate/seen';
import { userFolder } from '../../src/platform/folder';

const HOME = '/home/me';
const SHOP = '/work-tree/shop';
const NOW: Seen = { at: '2026-03-01T10:00:00.000Z', stamp: '2.1.330' };

interface Made {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly extensions?: readonly string[];
  readonly home?: string;
}

/** A machine made of files, on which these assistants are installed as the installer would. */
function machine(made: Made, installed: readonly string[] = []): Machine {
  const files: Record<string, string> = { ...made.files };
  const here: Machine = {
    home: made.home ?? HOME,
    env: made.env ?? {},
    platform: 'posix',
    launcher: `${HOME}/.infrahold/bin/infrahold`,
    readFile: (path) => files[path] ?? null,
    isFolder: () => true,
    hasProgram: () => true,
    original: () => undefined,
    namesIn: (folder) => (folder === `${HOME}/.vscode/extensions` ? (made.extensions ?? []) : Object.keys(files).filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1))),
    hostOf: (name) => ({ path: `/usr/bin/${name}`, version: made.version ?? '2.1.330', stamp: made.version ?? '2.1.330' }),
  };
  for (const id of installed) for (const { path, after } of adapter(id).files(here, 'install')) files[path] = after ?? '';
  return here;
}

function adapter(id: string): Adapter {
  return adapterFor(id) ?? assert.fail(id);
}

const TRUST = '[features]\nhooks = true\n\n[hooks.state."/home/me/.codex/hooks.json:pre_tool_use:0:0"]\ntrusted_hash = "sha256:77"\n';

/** What an assistant stands like, with its hook installed. */
const STANDS: readonly (readonly [name: string, id: string, made: Made, seen: Seen | null, state: string, detail: RegExp, alarms: boolean])[] = [
  ['nothing speaks against it', 'claude', {}, NOW, 'guarded-and-seen', /^its hook called last at 2026-03-01/, false],
  ['its hook has not called', 'claude', {}, null, 'installed-not-seen', /has not called yet: use it once/, false],
  ['its host was updated', 'claude', { version: '2.2.0' }, NOW, 'installed-not-seen', /changed since its hook called last \(then 2\.1\.330, now 2\.2\.0\)/, true],
  ['its extension was updated', 'claude', { extensions: ['anthropic.claude-code-2.2.0', 'other.thing-1.0.0'] }, { ...NOW, stamp: '2.1.330, anthropic.claude-code-2.1.0' }, 'installed-not-seen', /now 2\.1\.330, anthropic\.claude-code-2\.2\.0\)/, true],
  ['it was seen by a version that kept no stamp', 'claude', {}, { ...NOW, stamp: null }, 'guarded-and-seen', /called last/, false],
  ['a project file of Claude', 'claude', { files: { [`${SHOP}/.claude/settings.json`]: '{ "disableAllHooks": true }' } }, NOW, 'not-guarded', /shop\/\.claude\/settings\.json switches every hook off \(disableAllHooks\): take that line out/, true],
  ['a local project file of Claude', 'claude', { files: { [`${SHOP}/.claude/settings.local.json`]: '{ // why not\n "disableAllHooks": true, }' } }, NOW, 'not-guarded', /settings\.local\.json switches/, true],
  ['a project file of Claude that says no', 'claude', { files: { [`${SHOP}/.claude/settings.json`]: '{ "disableAllHooks": false }' } }, NOW, 'guarded-and-seen', /called last/, false],
  ['a text that only names the key', 'claude', { files: { [`${SHOP}/.claude/settings.json`]: '{ "note": "\\"disableAllHooks\\": true" }' } }, NOW, 'guarded-and-seen', /called last/, false],
  ['a broken project file of Claude', 'claude', { files: { [`${SHOP}/.claude/settings.json`]: '{\n "a": \n' } }, NOW, 'guarded-and-seen', /called last.*; \/work-tree\/shop\/\.claude\/settings\.json is broken \(line \d: \w+\)/, false],
  ['managed hooks only', 'claude', { files: { '/etc/claude-code/managed-settings.json': '{ "allowManagedHooksOnly": true }' } }, NOW, 'not-guarded', /lets only hooks of the machine run \(allowManagedHooksOnly\): ask whoever looks after this machine/, true],
  ['managed hooks only, in a file of its own', 'claude', { files: { '/etc/claude-code/managed-settings.d/10-hooks.json': '{ "allowManagedHooksOnly": true }' } }, NOW, 'not-guarded', /10-hooks\.json lets only/, true],
  ['managed hooks only, and ours is one', 'claude', { files: { '/etc/claude-code/managed-settings.json': '{ "allowManagedHooksOnly": true }', '/etc/claude-code/managed-settings.d/50-infrahold.json': '{"command":"x hook --assistant claude"}' } }, NOW, 'guarded-and-seen', /called last/, false],
  ['managed hooks only on a Mac', 'claude', { home: '/Users/me', files: { '/Library/Application Support/ClaudeCode/managed-settings.json': '{ "allowManagedHooksOnly": true }' } }, NOW, 'not-guarded', /ClaudeCode\/managed-settings\.json lets only/, true],
  ['a project file of Gemini', 'gemini', { files: { [`${SHOP}/.gemini/settings.json`]: '{ "hooksConfig": { "enabled": false } }' } }, NOW, 'not-guarded', /hooksConfig\.enabled/, true],
  ['a project file of Gemini that names our hook', 'gemini', { files: { [`${SHOP}/.gemini/settings.json`]: '{ "hooksConfig": { "disabled": ["other", "infrahold"] } }' } }, NOW, 'not-guarded', /names the hook of Infrahold as disabled/, true],
  ['a project file of Gemini that names another hook', 'gemini', { files: { [`${SHOP}/.gemini/settings.json`]: '{ "hooksConfig": { "enabled": true, "disabled": ["other"] } }' } }, NOW, 'guarded-and-seen', /called last/, false],
  ['a project file of Qwen', 'qwen', { files: { [`${SHOP}/.qwen/settings.json`]: '{ "disableAllHooks": true }' } }, NOW, 'not-guarded', /\.qwen\/settings\.json switches/, true],
  ['a project file of Copilot', 'copilot', { files: { [`${SHOP}/.github/copilot/settings.json`]: '{ "disableAllHooks": true }' } }, NOW, 'not-guarded', /\.github\/copilot\/settings\.json switches/, true],
  ['the settings of VS Code', 'copilot', { files: { [`${HOME}/.config/Code/User/settings.json`]: '{ "chat.useHooks": false }' } }, NOW, 'not-guarded', /chat\.useHooks/, true],
  ['the settings of the workspace', 'copilot', { files: { [`${SHOP}/.vscode/settings.json`]: '{ "chat.useHooks": false, // off\n}' } }, NOW, 'not-guarded', /shop\/\.vscode\/settings\.json switches/, true],
  ['the settings of VS Code that say yes', 'copilot', { files: { [`${HOME}/.config/Code/User/settings.json`]: '{ "chat.useHooks": true }' } }, NOW, 'guarded-and-seen', /called last/, false],
  ['a policy of the machine for VS Code', 'copilot', { files: { '/etc/vscode/policy.json': '{ "ChatHooks": false }' } }, NOW, 'not-guarded', /\/etc\/vscode\/policy\.json/, true],
  ['a hook of Codex that is trusted', 'codex', { files: { [`${HOME}/.codex/config.toml`]: TRUST } }, NOW, 'guarded-and-seen', /called last/, false],
  ['a hook of Codex that nobody has trusted', 'codex', {}, NOW, 'installed-not-seen', /needs \/hooks/, true],
  ['a hook of Codex where another one is trusted', 'codex', { files: { [`${HOME}/.codex/config.toml`]: TRUST.replace('pre_tool_use', 'stop') } }, null, 'installed-not-seen', /needs \/hooks/, false],
  ['a hook of Codex that is switched off', 'codex', { files: { [`${HOME}/.codex/config.toml`]: `${TRUST}enabled = false\n` } }, NOW, 'not-guarded', /switched off in its config\.toml/, true],
  ['a project file of Codex', 'codex', { files: { [`${HOME}/.codex/config.toml`]: TRUST, [`${SHOP}/.codex/config.toml`]: '[features]\nhooks = false # why\n' } }, NOW, 'not-guarded', /shop\/\.codex\/config\.toml switches every hook off \(features\.hooks\)/, true],
  ['a project file of Codex, with dots', 'codex', { files: { [`${HOME}/.codex/config.toml`]: TRUST, [`${SHOP}/.codex/config.toml`]: 'features.hooks = false\n' } }, NOW, 'not-guarded', /features\.hooks/, true],
  ['a project file of Codex, on one line', 'codex', { files: { [`${HOME}/.codex/config.toml`]: TRUST, [`${SHOP}/.codex/config.toml`]: 'features = { hooks = false }\n' } }, NOW, 'not-guarded', /features\.hooks/, true],
  ['another table of Codex with that word', 'codex', { files: { [`${HOME}/.codex/config.toml`]: TRUST, [`${SHOP}/.codex/config.toml`]: '[tui]\nhooks = false\n' } }, NOW, 'guarded-and-seen', /called last/, false],
  ['managed hooks only in Codex', 'codex', { files: { [`${HOME}/.codex/config.toml`]: TRUST, '/etc/codex/requirements.toml': 'allow_managed_hooks_only = true\n' } }, NOW, 'not-guarded', /allow_managed_hooks_only/, true],
  ['a variable', 'opencode', { env: { OPENCODE_PURE: '1' } }, NOW, 'not-guarded', /OPENCODE_PURE is set/, true],
];

for (const [name, id, made, seen, state, detail, alarms] of STANDS) {
  test(`doctor, ${id}: ${name}: ${state}`, () => {
    const { view, alarm } = lookAt(adapter(id), machine(made, [id]), seen, { folders: [SHOP], trusted: true });
    assert.deepEqual([view.state, alarm !== null], [state, alarms], view.detail);
    assert.match(view.detail, detail);
  });
}

test('doctor: what is not installed says why and what to do', () => {
  const { view, alarm } = lookAt(adapter('claude'), machine({}), null, NOWHERE);
  assert.deepEqual([view.state, alarm], ['not-guarded', null]);
  assert.match(view.detail, /its hook is not installed: run Infrahold: Guard assistants…/);
  assert.match(lookAt(adapter('claude'), machine({ files: { [`${HOME}/.claude/settings.json`]: '{ "hooks": ' } }), NOW, NOWHERE).view.detail, /cannot be merged into \(line 1/);
});

test('doctor: VS Code’s agent runs no hook where the workspace is not trusted', () => {
  const { view, alarm } = lookAt(adapter('copilot'), machine({}, ['copilot']), NOW, { folders: [SHOP], trusted: false });
  assert.equal(view.state, 'installed-not-seen');
  assert.match(alarm ?? '', /not trusted/);
});

test('doctor: a switch in a folder that is not open is none', () => {
  assert.deepEqual(standingOf(machine({ files: { [`${SHOP}/.claude/settings.json`]: '{ "disableAllHooks": true }' } }), 'claude', ['/elsewhere']), { off: [], broken: [] });
});

test('doctor says the version, the time limit and what stays open', async () => {
  const here = machine({}, ['qwen']);
  const [qwen] = await describe([lookAt(adapter('qwen'), here, NOW, NOWHERE).view], here);
  assert.match(qwen?.detail ?? '', /\. version 2\.1\.330; its hook has 55 seconds; stays open when about a minute passes/);
});

test('a version is read from the package, asked for only where there is none, and not waited for', { skip: process.platform === 'win32' }, async () => {
  const home = mkdtempSync(join(tmpdir(), 'infrahold-doctor-'));
  try {
    const put = (path: string, text: string): void => {
      mkdirSync(join(home, path, '..'), { recursive: true });
      writeFileSync(join(home, path), text);
      chmodSync(join(home, path), 0o755);
    };
    put('lib/claude/package.json', '{ "name": "claude", "version": "9.8.7" }');
    put('lib/claude/bin/claude', '#!/bin/sh\nexit 1\n');
    put('bin/codex', '#!/bin/sh\necho "codex-cli 0.169.0"\n');
    put('bin/gemini', '#!/bin/sh\nexec sleep 30\n');
    const env = { HOME: home, PATH: `${home}/lib/claude/bin:${home}/bin:/usr/bin:/bin` };
    const folder = userFolder(env);
    const here = thisMachine(folder, env);
    assert.equal(hostOf('claude', env.PATH)?.stamp, '9.8.7');
    assert.match(stampOf(here, adapter('codex')), /^\d+ \d+$/);
    const began = Date.now();
    assert.deepEqual(await Promise.all(['claude', 'codex', 'gemini', 'pi'].map((id) => versionOf(here, adapter(id)))), ['9.8.7', '0.169.0', null, null]);
    assert.ok(Date.now() - began < 6000);
    // Seen with one version, and no longer after an update.
    const stateOf = (): string | undefined => assistantViews(here, folder).find(({ id }) => id === 'kiro')?.state;
    put('bin/kiro', 'one');
    for (const { path, after } of adapter('kiro').files(here, 'install')) put(path.slice(home.length + 1), after ?? '');
    assert.equal(stateOf(), 'installed-not-seen');
    markSeen(folder, 'kiro', new Date(), here);
    assert.equal(stateOf(), 'guarded-and-seen');
    put('bin/kiro', 'another one');
    assert.equal(stateOf(), 'installed-not-seen');
    markSeen(folder, 'kiro', new Date(), here);
    assert.equal(stateOf(), 'guarded-and-seen');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
