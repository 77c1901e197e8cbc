// The face alone, on a server that only talks: what a person sees and can answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as p from '../../scripts/editor/page.mjs';
import { pictured, startEditor } from './editor.mjs';

let editor;
let page;
before(async () => {
  editor = await startEditor({ fakeServer: true });
  page = editor.page;
});
after(() => editor?.close());
const see = (name, body) => test(name, pictured(() => editor, name, body));

see('the status bar says on, and who is guarded and was seen', async () => {
  assert.equal(await p.waitStatus(page, /on$/), 'Infrahold: on');
  const text = await p.hover(page, p.statusItem(page));
  assert.match(text, /Claude Code: guarded and seen working/);
  assert.match(text, /GitHub Copilot: guard installed, not seen working yet/);
  assert.match(text, /Codex: not guarded/);
  await editor.shot('status-bar');
});

see('two holds: both counted and listed, the first opens in the diff editor', async () => {
  await p.runCommand(page, 'Infrahold: Rehearse');
  assert.equal(await p.waitStatus(page, /2 held/), 'Infrahold: 2 held');
  const diff = await p.waitDiff(page, /DESTROYS 14/);
  assert.match(diff.left, /aws_db_instance\.main +postgres 15\.4/);
  assert.match(diff.right, /\(gone\)/);
  assert.match(diff.right, /DESTROYS 14/);
  assert.ok(diff.red > 0, 'the lost lines are red');
  assert.deepEqual(await p.tabs(page), ['inventory.txt']);
  assert.deepEqual((await p.titleButtons(page)).slice(0, 3), ['Release once', 'Reject', 'Reject with words…']);
  assert.match((await p.notification(page, 'terraform destroy')).text, /^A rehearsal is held\. Review · Reject · terraform destroy/);
  await editor.shot('hold-command');
});

see('a flagged line tells what, why and what instead', async () => {
  const text = await p.hover(page, page.locator('.monaco-diff-editor .editor.original .squiggly-error').first());
  assert.match(text, /What would delete aws_db_instance\.main, which holds data/);
  assert.match(text, /Why what it holds goes with it/);
  assert.match(text, /Instead plan first/);
  assert.match(text, /Where production, aws-account 1234/);
  await editor.shot('hold-hover');
  await page.mouse.move(700, 600);
});

see('flagged lines stand in Problems', async () => {
  const found = await p.problems(page);
  assert.ok(found.some((one) => one.startsWith('Error: would delete aws_s3_bucket.uploads')), found.join('\n'));
  await page.keyboard.press('Control+Shift+M');
});

see('closing the editor is no answer: the hold stays and opens again from the list', async () => {
  await page.keyboard.press('Control+F4');
  await p.statusItem(page).click();
  assert.deepEqual((await p.rows(page, 'Holds', 'variables.tf')).map((row) => row.replace(/ rehearsal, until.*/, '')), ['terraform destroy -auto-approve', 'edit of main.tf and 1 more', 'main.tf 1 flagged line', 'variables.tf nothing flagged']);
  assert.equal(await p.waitStatus(page, /held/), 'Infrahold: 2 held');
  await p.row(page, 'Holds', 'terraform destroy').click();
  await p.waitDiff(page, /DESTROYS 14/);
  await editor.shot('holds-view');
});

see('a release in production asks for its name, and takes no other', async () => {
  await p.clickTitle(page, 'Release once');
  await p.typeInto(page, 'yes');
  await editor.shot('typed-confirmation');
  assert.match(await p.quickInput(page).innerText(), /type exactly: acme-prod/);
  assert.equal(await p.waitStatus(page, /held/), 'Infrahold: 2 held');
  await p.typeInto(page, 'acme-prod');
  assert.equal(await p.waitStatus(page, /1 held/), 'Infrahold: 1 held');
});

see('after an answer its editor closes and the next hold comes', async () => {
  const diff = await p.waitDiff(page, /DELETES aws_s3_bucket/);
  assert.deepEqual(await p.tabs(page), ['main.tf']);
  assert.match(diff.left, /^# DELETES/);
  assert.doesNotMatch(diff.right, /resource "aws_s3_bucket"/);
  await editor.shot('hold-edit');
});

see('the notification of an answered hold is gone, that of the other is still there', async () => {
  await p.notification(page, 'edit of main.tf');
  assert.equal(await page.locator('.notification-toast', { hasText: 'terraform destroy' }).count(), 0);
});

see('the second file of an edit opens from the list', async () => {
  await p.row(page, 'Holds', 'variables.tf').click();
  await p.waitDiff(page, /2 of 2/);
  assert.deepEqual(await p.tabs(page), ['main.tf', 'variables.tf']);
});

see('a release by key asks in a modal dialog whose default is to keep it', async () => {
  await page.keyboard.press('Control+Shift+Enter');
  const asked = await p.dialog(page);
  assert.equal(asked.message, 'Release this once?');
  assert.match(asked.detail, /DELETES aws_s3_bucket/);
  await editor.shot('modal');
  await page.keyboard.press('Enter');
  await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
  assert.equal(await p.waitStatus(page, /held/), 'Infrahold: 1 held');
});

see('rejecting with words closes every file of the hold and stands in the record', async () => {
  await p.clickTitle(page, 'Reject with words');
  await p.typeInto(page, 'keep the bucket');
  assert.equal(await p.waitStatus(page, /on$/), 'Infrahold: on');
  await page.waitForFunction(() => document.querySelectorAll('.tabs-container .tab').length === 0);
  await p.runCommand(page, 'Infrahold: Show record');
  const rows = await p.rows(page, 'Record', 'rejected');
  assert.match(rows[0], /^edit of 2 files rejected, copilot/);
  assert.match(rows[1], /^terraform destroy -auto-approve released, claude/);
  await editor.shot('record');
});

see('an answered hold is not answered twice', async () => {
  await p.runCommand(page, 'Infrahold: Release once');
  assert.match((await p.notification(page, 'nothing is held')).text, /nothing is held/);
});

see('guarding shows the file as a diff before it is written', async () => {
  await p.runCommand(page, 'Infrahold: Guard assistants…');
  await p.quickInput(page).locator('.monaco-list-row', { hasText: 'Codex' }).waitFor();
  await editor.shot('guard-choose');
  await p.quickInput(page).locator('.monaco-button', { hasText: 'OK' }).click();
  const diff = await p.waitDiff(page, /infrahold hook claude/);
  assert.doesNotMatch(diff.left, /infrahold/);
  const asked = await p.notification(page, 'Left: now. Right: after.');
  assert.deepEqual(asked.buttons, ['Write this file', 'Cancel']);
  await editor.shot('guard-diff');
  await asked.click('Write this file');
  assert.match((await p.notification(page, 'wrote')).text, /\.claude\/settings\.json/);
});

see('the doctor reports', async () => {
  await p.runCommand(page, 'Infrahold: Doctor');
  await page.locator('.tab', { hasText: 'Infrahold Doctor' }).waitFor();
  await editor.shot('doctor');
});

see('pausing asks a modal question; Escape and Enter leave it on; a click pauses', async () => {
  for (const key of ['Escape', 'Enter']) {
    await p.statusItem(page).click();
    await p.pick(page, 'Pause for 15 minutes');
    assert.equal((await p.dialog(page)).message, 'Infrahold: Pause for 15 minutes?');
    await page.keyboard.press(key);
    await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    assert.equal(await p.waitStatus(page, /Infrahold/), 'Infrahold: on');
  }
  await p.statusItem(page).click();
  await p.pick(page, 'Pause for 15 minutes');
  const asked = await p.dialog(page);
  await editor.shot('pause');
  await asked.click('Pause');
  assert.equal(await p.waitStatus(page, /paused/), 'Infrahold: paused, 15 min');
  await p.statusItem(page).click();
  await p.pick(page, 'On');
  assert.equal(await p.waitStatus(page, /on$/), 'Infrahold: on');
});
