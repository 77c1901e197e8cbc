import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { METHODS } from '../../src/protocol/messages';
import { brain, house, until, type Brain, type House } from '../gate/house';

let made: House;
let window: Brain;
before(async () => {
  made = house(process.env['INFRAHOLD_DIST'] ?? null);
  window = await brain(made);
  await window.connection.sendRequest(METHODS.install, { ids: ['claude'], uninstall: false });
});
after(async () => {
  await window.close();
  made.remove();
});

const bypasses = () => made.audit().filter(({ event }) => event === 'bypass');
const problems = () => window.status()?.problems ?? [];

test('what Infrahold itself writes and takes out is no bypass', async () => {
  await new Promise((resolve) => setTimeout(resolve, 5500));
  await window.connection.sendRequest(METHODS.install, { ids: ['claude'], uninstall: true });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.deepEqual([bypasses(), problems()], [[], []]);
  await window.connection.sendRequest(METHODS.install, { ids: ['claude'], uninstall: false });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.deepEqual([bypasses(), problems()], [[], []]);
});

const CHANGES: readonly (readonly [name: string, change: (path: string, text: string) => void])[] = [
  ['its hook is taken out', (path) => writeFileSync(path, '{}\n')],
  ['it is broken', (path, text) => writeFileSync(path, `${text}}`)],
  ['it is removed', (path) => void spawnSync('unlink', [path])],
];
for (const [name, change] of CHANGES) {
  test(`a guarded file is changed from outside: ${name}`, async () => {
    const path = join(made.home, '.claude', 'settings.json');
    const text = readFileSync(path, 'utf8');
    const already = bypasses().length;
    change(path, text);
    await until(() => bypasses().length === already + 1, () => JSON.stringify(made.audit().at(-1)), 4);
    await until(() => problems().some((one) => one.includes('Claude Code')), () => JSON.stringify(problems()));
    const entry = bypasses().at(-1);
    assert.deepEqual([entry?.assistant, entry?.what], ['claude', `changed behind the gate: ${path}`]);
    writeFileSync(path, text);
    await until(() => !problems().some((one) => one.includes('Claude Code')), () => JSON.stringify(problems()), 4);
  });
}

test('a project file that switches hooks off is shown within seconds, and so is that it is gone', async () => {
  const path = join(made.shop, '.claude', 'settings.local.json');
  mkdirSync(join(made.shop, '.claude'), { recursive: true });
  writeFileSync(path, '{ "disableAllHooks": true }\n');
  await until(() => problems().some((one) => one.includes('Claude Code is not guarded') && one.includes(path)), () => JSON.stringify(problems()), 7);
  rmSync(path);
  await until(() => problems().length === 0, () => JSON.stringify(problems()), 7);
});

test('an update of a host has to be seen anew', async () => {
  const program = join(made.bin, 'claude');
  writeFileSync(program, '#!/bin/sh\necho 1.0.0\n', { mode: 0o755 });
  const seen = await window.connection.sendRequest<readonly { id: string; state: string; detail: string }[]>(METHODS.doctor, null);
  const view = seen.find(({ id }) => id === 'claude');
  assert.equal(view?.state, 'guarded-and-seen', view?.detail);
  assert.match(view?.detail ?? '', /version 1\.0\.0; its hook has 60 minutes; stays open when /);
  assert.deepEqual(problems(), []);
  writeFileSync(program, '#!/bin/sh\necho 1.0.0 and more\n', { mode: 0o755 });
  await until(() => problems().some((one) => /Claude Code: it has changed since its hook called last/.test(one)), () => JSON.stringify(problems()), 7);
  await window.connection.sendRequest(METHODS.doctor, null);
  await until(() => problems().length === 0, () => JSON.stringify(problems()), 7);
});
