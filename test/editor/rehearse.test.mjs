// A newcomer's first minute: nothing is guarded yet, the shop has never been applied, and a rehearsal shows what a hold is.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as p from '../../scripts/editor/page.mjs';
import { reject, release } from './answering.mjs';
import { pictured, startEditor } from './editor.mjs';

let editor;
let page;
before(async () => {
  editor = await startEditor({ prepare: ({ shop }) => rmSync(join(shop, 'infra', 'terraform.tfstate')) });
  page = editor.page;
});
after(() => editor?.close());
const see = (name, body) => test(name, pictured(() => editor, name, body));

see('a rehearsal holds a command and an edit, and lets a harmless one pass', async () => {
  await p.waitStatus(page, /on$/);
  await p.runCommand(page, 'Infrahold: Rehearse');
  assert.equal(await p.waitStatus(page, /2 held/), 'Infrahold: 2 held');
  const diff = await p.waitDiff(page, /DESTROYS 8, of which 3 hold data/);
  assert.match(diff.left, /aws_db_instance\.orders .*shop-orders.*500 GB/);
  assert.match(diff.right, /\(gone\)/);
  assert.match(diff.left, /this is a rehearsal: nothing of it is ever\s+executed/);
  await editor.shot('rehearsal-command');
});

see('releasing it in a rehearsal runs nothing', async () => {
  await release(page);
  await p.waitStatus(page, /1 held/);
  assert.deepEqual(editor.ran(), []);
});

see('the edit is of the file in the workspace, and rejecting it leaves the file as it was', async () => {
  const before = editor.read('infra/main.tf');
  const diff = await p.waitDiff(page, /UNPROTECTS terraform_data\.db/);
  assert.match(diff.left, /prevent_destroy = true/);
  assert.match(diff.right, /prevent_destroy = false/);
  await editor.shot('rehearsal-edit');
  await reject(page, 'no');
  await p.waitStatus(page, /on$/);
  assert.equal(editor.read('infra/main.tf'), before);
});

see('the record has all of it', async () => {
  await p.runCommand(page, 'Infrahold: Show record');
  const rows = await p.rows(page, 'Record', 'rejected');
  assert.equal(rows.length, 4, rows.join('\n'));
});

see('explain says what would happen to a command', async () => {
  await p.runCommand(page, 'Infrahold: Explain a command…');
  await p.typeInto(page, 'make teardown');
  await page.locator('.view-line', { hasText: 'stack-destruction' }).first().waitFor();
  assert.deepEqual(editor.ran(), []);
});

see('the walkthrough opens', async () => {
  await p.runCommand(page, 'Welcome: Open Walkthrough...');
  await p.pick(page, 'Get started with Infrahold');
  await page.getByText('Three made-up proposals').first().waitFor();
  await editor.shot('walkthrough');
});
