// Warnings in the workspace's own files, before any assistant has proposed anything, and errors of the policy file where they stand.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as p from '../../scripts/editor/page.mjs';
import { pictured, startEditor } from './editor.mjs';

let editor;
let page;
before(async () => {
  editor = await startEditor({ prepare: ({ shop, home }) => commitAll(shop, home) });
  page = editor.page;
});
after(() => editor?.close());
const see = (name, body) => test(name, pictured(() => editor, name, body));

see('the package is under 3 MB, installs and runs', async () => {
  assert.ok(editor.size < 3 << 20, `${editor.size} bytes`);
  await p.waitStatus(page, /on$/);
});

see('a target of the Makefile that destroys is flagged, with a hover', async () => {
  await p.openFile(page, 'Makefile');
  await flagged().first().waitFor();
  const found = await entries('Makefile');
  assert.ok(found.some((one) => /would delete .*infra.* at line 13 .*infrahold/.test(one)), found.join('\n'));
  assert.ok(!found.some((one) => /at line 4 /.test(one)), 'terraform plan is not flagged');
  await editor.shot('inline-makefile');
  assert.match(await p.hover(page, flagged().first()), /infrahold/);
});

see('a script of package.json that destroys is flagged', async () => {
  await p.openFile(page, 'package.json');
  await flagged().first().waitFor();
  const found = await entries('package.json');
  assert.ok(found.some((one) => /infrahold/.test(one)), found.join('\n'));
});

see('a step of a CI workflow that destroys is flagged', async () => {
  await p.openFile(page, 'deploy.yml');
  await flagged().first().waitFor();
});

see('Terraform that would destroy what was committed is flagged as it is typed', async () => {
  await p.openFile(page, 'main.tf');
  await page.locator('.view-line', { hasText: 'prevent_destroy' }).waitFor();
  assert.equal(await flagged().count(), 0);
  const file = join(editor.shop, 'infra', 'main.tf');
  writeFileSync(file, readFileSync(file, 'utf8').replace('prevent_destroy = true', 'prevent_destroy = false'));
  await flagged().first().waitFor();
  const found = await entries('main.tf');
  assert.ok(found.some((one) => /prevent_destroy|protect/i.test(one)), found.join('\n'));
  await editor.shot('inline-terraform');
});

see('a wrong word in the policy is an error on its line', async () => {
  await p.openFile(page, 'policy.yaml');
  const file = join(editor.shop, '.infrahold', 'policy.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('extends: recommended', 'extends: recomended'));
  await flagged().first().waitFor();
  const found = await entries('policy.yaml');
  assert.ok(found.some((one) => /^Error: .*extends.* at line 3 /.test(one)), found.join('\n'));
  await editor.shot('policy-error');
});

see('a policy can forbid pausing', async () => {
  mkdirSync(join(editor.home, '.infrahold'), { recursive: true });
  writeFileSync(join(editor.home, '.infrahold', 'policy.yaml'), 'version: 1\nlimits: { pause: false }\n');
  for (let tries = 0; ; tries++) {
    await p.statusItem(page).click();
    await p.quickInput(page).locator('.quick-input-list .monaco-list-row', { hasText: 'On' }).first().waitFor();
    const offered = await p.quickInput(page).locator('.quick-input-list .monaco-list-row').count();
    await page.keyboard.press('Escape');
    if (offered === 1) break;
    assert.ok(tries < 10, `${offered} modes are offered`);
    await page.waitForTimeout(500);
  }
});

function flagged() {
  return page.locator('.editor-group-container.active .squiggly-error, .editor-group-container.active .squiggly-warning');
}

/** What the Problems panel lists under one file. */
async function entries(file) {
  const all = await p.problems(page);
  await page.keyboard.press('Control+Shift+M');
  const start = all.findIndex((one) => one.includes(`in file ${file}`));
  const rest = all.slice(start + 1);
  const end = rest.findIndex((one) => /problems? in file/.test(one));
  return start === -1 ? [] : rest.slice(0, end === -1 ? undefined : end);
}

function commitAll(shop, home) {
  const env = { ...process.env, HOME: home, GIT_CONFIG_GLOBAL: join(home, '.gitconfig'), GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' };
  for (const args of [['init', '-q'], ['add', '-A'], ['commit', '-q', '-m', 'shop']]) {
    const { status, stderr } = spawnSync('git', args, { cwd: shop, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
}
