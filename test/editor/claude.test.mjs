// Claude Code's recorded payloads through the hook that Infrahold installed for it, and the real gate, server and launcher.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as p from '../../scripts/editor/page.mjs';
import { guard, reject, release } from './answering.mjs';
import { pictured, startEditor } from './editor.mjs';
import { payload, propose, startHook } from './pretend-claude.mjs';

let editor;
let page;
before(async () => {
  editor = await startEditor({
    prepare: ({ home }) => {
      mkdirSync(join(home, '.claude'));
      writeFileSync(join(home, '.claude', 'settings.json'), '{\n    "model":   "opus"\n}\n');
    },
  });
  page = editor.page;
});
after(() => editor?.close());
const see = (name, body) => test(name, pictured(() => editor, name, body));

see('guarding Claude Code merges a hook into its settings', async () => {
  await p.waitStatus(page, /on$/);
  await guard(page, 'Claude Code');
  const text = readFileSync(join(editor.home, '.claude', 'settings.json'), 'utf8');
  assert.match(text, /"model": +"opus"/, 'what was there stays');
  assert.match(text, /infrahold.*hook.*claude/s);
});

see('a command: held, rejected with words, and nothing ran', async () => {
  const asked = propose(payload('Bash', { ...editor, id: 'toolu_1', input: { command: 'terraform -chdir=infra destroy -auto-approve' } }), editor);
  await p.waitStatus(page, /1 held/);
  const diff = await p.waitDiff(page, /DESTROYS 6, of which 2 hold data/);
  assert.match(diff.left, /terraform_data\.db .*shop-prod.*500 GB/);
  assert.match(diff.right, /\(gone\)/);
  assert.ok(diff.red > 0);
  await editor.shot('claude-command');
  await reject(page, 'leave production alone');
  const { ran, words } = await asked;
  assert.equal(ran, false);
  assert.match(words, /leave production alone/);
  assert.deepEqual(editor.ran(), []);
});

see('a command: released, and it ran exactly once; the release is used up', async () => {
  const asked = propose(payload('Bash', { ...editor, id: 'toolu_2', input: { command: 'terraform destroy -target=terraform_data.bucket' } }), editor);
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /terraform destroy/);
  await release(page);
  assert.equal((await asked).ran, true);
  assert.deepEqual(editor.ran(), ['terraform destroy -target=terraform_data.bucket']);
  const again = propose(payload('Bash', { ...editor, id: 'toolu_3', input: { command: 'terraform destroy -target=terraform_data.bucket' } }), editor);
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /terraform destroy/);
  await reject(page, 'once was enough');
  assert.match((await again).words, /once was enough/);
  assert.equal(editor.ran().length, 1);
});

see('an MCP call that edits a file is shown as the diff of that file', async () => {
  const before = editor.read('infra/main.tf');
  const input = { path: join(editor.shop, 'infra', 'main.tf'), edits: [{ oldText: 'prevent_destroy = true', newText: 'prevent_destroy = false' }] };
  const asked = propose({ ...payload('mcp__fakemcp__touch_file', { ...editor, id: 'toolu_mcp', input }), tool_name: 'mcp__filesystem__edit_file', mcp_server: { name: 'filesystem', source: 'dynamic' } }, editor);
  await p.waitStatus(page, /1 held/);
  const diff = await p.waitDiff(page, /prevent_destroy = false/);
  assert.match(diff.left, /prevent_destroy = true/);
  await editor.shot('claude-mcp-edit');
  await reject(page, 'not through a server either');
  assert.match((await asked).words, /not through a server either/);
  assert.equal(editor.read('infra/main.tf'), before);
});

see('an edit: rejected, and the file is as it was; released, and it is as proposed', async () => {
  const before = editor.read('infra/main.tf');
  const input = { file_path: join(editor.shop, 'infra', 'main.tf'), old_string: 'prevent_destroy = true', new_string: 'prevent_destroy = false' };
  const first = propose(payload('Edit', { ...editor, id: 'toolu_4', input }), editor);
  await p.waitStatus(page, /1 held/);
  const diff = await p.waitDiff(page, /prevent_destroy = false/);
  assert.match(diff.left, /prevent_destroy = true/);
  await editor.shot('claude-edit');
  await reject(page, 'it protects every order since 2019');
  assert.match((await first).words, /every order since 2019/);
  assert.equal(editor.read('infra/main.tf'), before);
  const second = propose(payload('Edit', { ...editor, id: 'toolu_5', input }), editor);
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /prevent_destroy = false/);
  await release(page);
  assert.equal((await second).ran, true);
  assert.equal(editor.read('infra/main.tf'), before.replace('prevent_destroy = true', 'prevent_destroy = false'));
});

see('a harmless command passes without a word', async () => {
  const { ran, words } = await propose(payload('Bash', { ...editor, id: 'toolu_6', input: { command: 'terraform plan' } }), editor);
  assert.deepEqual({ ran, words }, { ran: true, words: '' });
  assert.equal(await p.waitStatus(page, /on$/), 'Infrahold: on');
});

see('a hook that is killed takes its hold with it, and nothing ran', async () => {
  const count = editor.ran().length;
  const hook = startHook(payload('Bash', { ...editor, id: 'toolu_7' }), editor);
  await p.waitStatus(page, /1 held/);
  hook.kill();
  await p.waitStatus(page, /on$/);
  assert.match((await p.notification(page, 'nothing ran')).text, /nothing ran/);
  assert.equal(editor.ran().length, count);
});

see('several holds at once: all listed, answered in another order', async () => {
  const commands = ['terraform destroy', 'kubectl delete namespace shop', 'aws s3 rb s3://shop-uploads-prod --force'];
  const asked = commands.map((command, i) => propose(payload('Bash', { ...editor, id: `toolu_many_${i}`, input: { command } }), editor));
  await p.waitStatus(page, /3 held/);
  await p.statusItem(page).click();
  const rows = await p.rows(page, 'Holds', 'kubectl');
  for (const program of ['terraform', 'kubectl', 'aws']) assert.ok(rows.some((row) => row.includes(program) && row.includes('until')), rows.join('\n'));
  await editor.shot('several-holds');
  for (const [word, i] of [['aws s3', 2], ['terraform destroy', 0], ['kubectl', 1]]) {
    await p.runCommand(page, 'Infrahold: Review a hold');
    await p.pick(page, word);
    await page.locator('.tab.active', { hasText: word }).waitFor();
    await reject(page, `no to number ${i}`);
    const { ran, words } = await asked[i];
    assert.equal(ran, false);
    assert.match(words, new RegExp(`no to number ${i}`));
    await p.row(page, 'Holds', new RegExp(`${word}.*rejected`)).waitFor();
  }
});

see('a server that is killed while something is held ends in: nothing ran; it comes back by itself', async () => {
  const count = editor.ran().length;
  const asked = propose(payload('Bash', { ...editor, id: 'toolu_9', input: { command: 'terraform -chdir=infra destroy' } }), editor);
  await p.waitStatus(page, /1 held/);
  const [, pid] = readFileSync(join(editor.home, '.infrahold', 'run', 'index'), 'utf8').split('\n')[0].split('\t');
  process.kill(Number(pid), 'SIGKILL');
  const { ran, words } = await asked;
  assert.equal(ran, false);
  assert.match(words, /nothing ran/i);
  await p.waitStatus(page, /on$/);
  assert.equal(editor.ran().length, count);
  const again = propose(payload('Bash', { ...editor, id: 'toolu_10', input: { command: 'terraform -chdir=infra destroy' } }), editor);
  await p.waitStatus(page, /1 held/);
  await p.waitDiff(page, /DESTROYS/);
  await reject(page, 'still no');
  assert.match((await again).words, /still no/);
});

see('an editor that is reloaded while something is held ends in: nothing ran, and says so', async () => {
  const count = editor.ran().length;
  const asked = propose(payload('Bash', { ...editor, id: 'toolu_8', input: { command: 'terraform destroy' } }), editor);
  await p.waitStatus(page, /1 held/);
  await page.reload();
  const { ran, words } = await asked;
  assert.equal(ran, false);
  assert.match(words, /nothing ran/i);
  assert.equal(editor.ran().length, count);
  await p.waitStatus(page, /on$/);
  await page.waitForFunction(() => ![...document.querySelectorAll('.tabs-container .tab')].some((tab) => /Held/.test(tab.textContent)));
});
