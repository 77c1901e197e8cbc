// A change that would destroy, in the real editor: flagged, noted above its block, explained, and mended by each action; also when it happens on disk.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as p from '../../scripts/editor/page.mjs';
import { pictured, startEditor } from './editor.mjs';

const DB = 'resource "aws_db_instance" "orders" {\n  engine              = "postgres"\n  engine_version      = "15.4"\n  deletion_protection = true\n}\n';
const UNPROTECTED = DB.replace('deletion_protection = true', 'deletion_protection = false');
const RENAMED = DB.replace('"orders"', '"baskets"');

let editor;
let page;
before(async () => {
  editor = await startEditor({
    settings: { 'editor.formatOnSave': false, 'files.autoSave': 'off' },
    prepare: ({ shop, home }) => {
      writeFileSync(join(shop, 'infra', 'orders.tf'), DB);
      writeFileSync(join(shop, 'infra', 'archive.tf'), DB.replaceAll('orders', 'archive'));
      commitAll(shop, home);
    },
  });
  page = editor.page;
  await p.waitStatus(page, /on$/);
});
after(() => editor?.close());
const see = (name, body) => test(name, pictured(() => editor, name, body));

see('what would weaken a protection is flagged, noted above its block, and explained', async () => {
  await p.openFile(page, 'orders.tf');
  await page.locator('.view-line', { hasText: 'deletion_protection' }).waitFor();
  assert.equal(await lenses().count(), 0);
  await put(UNPROTECTED);
  await flagged().first().waitFor();
  await lenses().first().waitFor();
  assert.match(await noteText(), /^would weaken the protection of aws_db_instance\.orders: deletion_protection switched off$/);
  await p.hover(page, flagged().first());
  // The diagnostic's own text comes first, the explanation when the server has answered.
  const shown = page.locator('.monaco-resizable-hover:visible', { hasText: 'Why:' }).first();
  await shown.waitFor();
  const told = await shown.innerText();
  assert.match(told, /protection-removal/);
  assert.match(told, /Why:/);
  assert.match(told, /Instead:/);
  await editor.shot('inline-note');
  await page.mouse.move(900, 700);
});

see('restoring the protection mends it', async () => {
  const offered = await act('deletion_protection', /^Restore the protection of aws_db_instance\.orders: deletion_protection = true$/);
  assert.deepEqual(offered.slice(0, 3).map((one) => one.replace(/ (?:until|of|:).*/, '').replace(/:.*/, '')), ['Restore the protection', 'Mark as reviewed', 'Waive protection-removal for aws_db_instance.orders']);
  await quiet();
  await saved(DB);
});

see('a rename is mended by a moved block', async () => {
  await put(RENAMED);
  await lenses().first().waitFor();
  assert.match(await noteText(), /^would delete aws_db_instance\.orders, which holds data: renamed to aws_db_instance\.baskets without a moved block$/);
  await act('"baskets"', /^Add a moved block: aws_db_instance\.orders is aws_db_instance\.baskets now$/);
  await quiet();
  await editor.shot('inline-moved');
  await saved(`${RENAMED}\nmoved {\n  from = aws_db_instance.orders\n  to   = aws_db_instance.baskets\n}\n`);
});

see('a block that went is mended by a removed block that keeps the thing, or put back', async () => {
  await put('# nothing here\n');
  await lenses().first().waitFor();
  await act('nothing here', /^Keep aws_db_instance\.orders: add a removed block/);
  await quiet();
  await saved('# nothing here\n\nremoved {\n  from = aws_db_instance.orders\n\n  lifecycle {\n    destroy = false\n  }\n}\n');
  await put('# nothing here\n');
  await lenses().first().waitFor();
  await act('nothing here', /^Restore aws_db_instance\.orders$/);
  await quiet();
  await saved(DB);
});

see('a waiver stands in the policy where the person sees it, and counts once they let it', async () => {
  await put(UNPROTECTED);
  await lenses().first().waitFor();
  await act('deletion_protection', /^Waive protection-removal for aws_db_instance\.orders until \d{4}-\d\d-\d\d, in \.infrahold\/policy\.yaml$/);
  const asked = await p.dialog(page);
  assert.match(asked.message, /Let this policy count\?/);
  assert.match(asked.detail, /^- \{ rule: protection-removal, resource: "aws_db_instance\.orders", path: "infra\/orders\.tf", until: \d{4}-/);
  await editor.shot('inline-waiver');
  await asked.click('Save and let it count');
  await page.waitForFunction(() => !document.querySelector('.monaco-dialog-box'));
  await until(() => existsSync(join(editor.shop, '.infrahold', 'policy.yaml')) && readFileSync(join(editor.shop, '.infrahold', 'policy.yaml'), 'utf8').includes('aws_db_instance.orders'));
  await p.openFile(page, 'orders.tf');
  await quiet();
});

see('marking as reviewed accepts exactly what is there, and the next change is compared with it', async () => {
  await put(RENAMED);
  await lenses().first().waitFor();
  await act('"baskets"', /^Mark as reviewed: would delete aws_db_instance\.orders/);
  await (await p.dialog(page)).click('Mark as reviewed');
  await quiet();
  await put(DB.replaceAll('orders', 'returns'));
  await lenses().first().waitFor();
  assert.match(await noteText(), /would delete aws_db_instance\.baskets/);
});

see('the note opens what was reviewed beside what is there now', async () => {
  await lenses().first().locator('a').first().click();
  const diff = await p.waitDiff(page, /"baskets"/);
  assert.match(diff.left, /"baskets"/);
  assert.match(diff.right, /"returns"/);
  await editor.shot('inline-compare');
  await page.keyboard.press('Control+F4');
});

see('a file that is not open is flagged when it changes on disk', async () => {
  writeFileSync(join(editor.shop, 'infra', 'archive.tf'), '# gone\n');
  const wanted = /would delete aws_db_instance\.archive/;
  await p.problems(page);
  await page.locator('.markers-panel .monaco-list-row', { hasText: wanted }).first().waitFor();
  await editor.shot('inline-behind');
  await page.keyboard.press('Control+Shift+M');
});

function flagged() {
  return page.locator('.editor-group-container.active .squiggly-error, .editor-group-container.active .squiggly-warning');
}

function lenses() {
  return page.locator('.editor-group-container.active .codelens-decoration', { hasText: 'would' });
}

async function noteText() {
  return (await lenses().first().innerText()).replace(/\u00a0/g, ' ').trim();
}

/** Nothing is flagged, and stays so: what was flagged before may still stand for a moment. */
async function quiet() {
  const seen = async () => (await flagged().count()) + (await lenses().count());
  for (let still = 0, left = 60; still < 6; left -= 1) {
    const count = await seen();
    if (left <= 0) assert.equal(count, 0);
    still = count === 0 ? still + 1 : 0;
    await page.waitForTimeout(200);
  }
}

/** As another program would write it; the editor follows, for nothing is unsaved. */
async function put(text) {
  writeFileSync(join(editor.shop, 'infra', 'orders.tf'), text);
  const shown = text.split('\n').find((line) => /deletion_protection|nothing here/.test(line));
  await page.locator('.view-line', { hasText: shown.trim() }).first().waitFor();
}

async function saved(text) {
  await page.keyboard.press('Control+S');
  await until(() => readFileSync(join(editor.shop, 'infra', 'orders.tf'), 'utf8') === text, () => readFileSync(join(editor.shop, 'infra', 'orders.tf'), 'utf8'));
}

/** Opens the quick fixes on a line and takes one; gives all that were offered. */
async function act(line, wanted) {
  await page.locator('.editor-group-container.active .view-line', { hasText: line }).first().click();
  await page.keyboard.press('Control+.');
  const rows = page.locator('.action-widget .monaco-list-row.action');
  await rows.filter({ hasText: wanted }).first().waitFor();
  const offered = (await rows.allInnerTexts()).map((one) => one.replace(/\u00a0/g, ' ').trim());
  if (/Restore the protection|moved block/.test(String(wanted))) await editor.shot(/moved/.test(String(wanted)) ? 'inline-actions-rename' : 'inline-actions');
  await rows.filter({ hasText: wanted }).first().click();
  return offered;
}

async function until(fits, told = () => 'it did not come', seconds = 15) {
  const end = Date.now() + seconds * 1000;
  while (!fits()) {
    assert.ok(Date.now() < end, told());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function commitAll(shop, home) {
  const env = { ...process.env, HOME: home, GIT_CONFIG_GLOBAL: join(home, '.gitconfig'), GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' };
  for (const args of [['init', '-q'], ['add', '-A'], ['commit', '-q', '-m', 'shop']]) {
    const { status, stderr } = spawnSync('git', args, { cwd: shop, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
}
