// The real Copilot agent in the real editor, driven by a scripted model: what the agent proposes is held by the hook that Infrahold installed.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { lastAnswer, ownQuestion, say } from '../../scripts/editor/chat.mjs';
import * as p from '../../scripts/editor/page.mjs';
import { guard, reject, release } from './answering.mjs';
import { pictured, startEditor } from './editor.mjs';

let editor;
let page;
before(async () => {
  editor = await startEditor({ chat: true });
  page = editor.page;
  editor.script({
    RUNCMD: { tool: 'run_in_terminal', input: { command: 'terraform -chdir=infra destroy -auto-approve', explanation: 'Clean up', goal: 'Clean up', isBackground: false, mode: 'sync', timeout: 30000 } },
    EDITFILE: { tool: 'replace_string_in_file', input: { filePath: join(editor.shop, 'infra', 'main.tf'), oldString: 'prevent_destroy = true', newString: 'prevent_destroy = false' } },
  });
});
after(() => editor?.close());
const see = (name, body) => test(name, pictured(() => editor, name, body));

see('guarding Copilot writes a hook file of its own', async () => {
  await p.waitStatus(page, /on$/);
  await guard(page, 'GitHub Copilot');
  assert.ok(existsSync(join(editor.home, '.copilot', 'hooks', 'infrahold.json')));
});

see('its command is held and rejected: it did not run, and the model reads the words', async () => {
  await say(page, 'please RUNCMD now');
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /DESTROYS 6, of which 2 hold data/);
  await editor.shot('copilot-command');
  assert.deepEqual(editor.ran(), []);
  await reject(page, 'use a plan first');
  await until(() => results().some((text) => text.includes('use a plan first')));
  assert.deepEqual(editor.ran(), []);
  await editor.shot('copilot-rejected');
});

see('its command is held and released: it ran exactly once', async () => {
  await say(page, 'please RUNCMD again');
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /DESTROYS 6, of which 2 hold data/);
  await release(page);
  // Infrahold said nothing, so the editor's own question comes as it always would.
  await ownQuestion(page).click();
  await until(() => editor.ran().length > 0);
  await until(async () => /tool has answered/.test(await lastAnswer(page)));
  assert.deepEqual(editor.ran(), ['terraform -chdir=infra destroy -auto-approve']);
});

see('its edit is held and rejected: the file is as it was, and the model reads the words', async () => {
  const before = editor.read('infra/main.tf');
  await say(page, 'please EDITFILE now');
  await p.waitStatus(page, /1 held/);
  const diff = await p.waitDiff(page, /prevent_destroy = false/);
  assert.match(diff.left, /prevent_destroy = true/);
  await editor.shot('copilot-edit');
  await reject(page, 'keep the lock on the database');
  await until(() => results().some((text) => text.includes('keep the lock on the database')));
  assert.equal(editor.read('infra/main.tf'), before);
});

see('its edit is held and released: it was made exactly once', async () => {
  const before = editor.read('infra/main.tf');
  await say(page, 'please EDITFILE again');
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /prevent_destroy = false/);
  await release(page);
  // The editor empties a file before it writes it: in between it is neither the one nor the other.
  await until(() => ![before, ''].includes(editor.read('infra/main.tf')));
  await until(async () => /tool has answered/.test(await lastAnswer(page)));
  assert.equal(editor.read('infra/main.tf'), before.replace('prevent_destroy = true', 'prevent_destroy = false'));
});

see('after that the status bar knows that Copilot is guarded and was seen', async () => {
  assert.match(await p.hover(page, p.statusItem(page)), /GitHub Copilot: guarded and seen working/);
});

/** What tools answered to the model. */
function results() {
  return editor.asked().flatMap((request) => request.results);
}

async function until(look, seconds = 20) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((done) => setTimeout(done, 100))) if (await look()) return;
  throw new Error(`not within ${seconds} s: ${look}`);
}
