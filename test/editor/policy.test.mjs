// The policy in a real editor: written with help, loosened only by a person, waived from a hold, answered by a second person, summed up.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as p from '../../scripts/editor/page.mjs';
import { pictured, startEditor } from './editor.mjs';
import { askHook } from './pretend-claude.mjs';

const POLICY = '.infrahold/policy.yaml';
const LOOSE = 'version: 1\nrules:\n  service-stop: { development: allow }\nwaivers:\n  - { rule: data-store-deletion, resource: "old_*", until: 2020-01-01, reason: "long over" }\n  - { rule: data-store-deletion, resource: "far_*", until: 2099-01-01, reason: "too far" }\n';

let editor;
let page;
before(async () => {
  editor = await startEditor({
    settings: { 'files.autoSave': 'off' },
    prepare: ({ shop, home }) => {
      mkdirSync(join(shop, '.infrahold'), { recursive: true });
      writeFileSync(join(shop, POLICY), 'version: 1\n');
      mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 });
    },
  });
  page = editor.page;
  await p.waitStatus(page, /on$/);
});
after(() => editor?.close());
const see = (name, body) => test(name, pictured(() => editor, name, body));
const hook = (call) => askHook(editor, call);
const onDisk = () => readFileSync(join(editor.shop, POLICY), 'utf8');

see('keys, rules and dispositions are offered where the cursor stands', async () => {
  await p.openFile(page, 'policy.yaml');
  await page.locator('.editor-group-container .view-line', { hasText: 'version: 1' }).first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('ru');
  await suggested('rules');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('  ');
  await page.keyboard.press('Control+Space');
  await suggested('stack-destruction');
  await editor.shot('policy-completion');
  await page.keyboard.type('service');
  await suggested('service-stop');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Space');
  await suggested('deny');
  await page.keyboard.press('Escape');
});

see('a key says what it means', async () => {
  const text = await p.hover(page, page.locator('.view-line span span', { hasText: /^service-stop$/ }).first());
  assert.match(text, /service-stop: .*By itself: hold/s);
  await editor.shot('policy-hover');
  await page.mouse.move(700, 700);
});

see('a wrong word is an error at its line; an old waiver is a warning and one that ends too late an error', async () => {
  await write('version: 1\nrulez: {}\n');
  await page.locator('.squiggly-error').first().waitFor();
  assert.ok((await p.problems(page)).some((one) => /did you mean .?rules/.test(one)));
  await editor.shot('policy-error');
  await page.keyboard.press('Control+Shift+M');
  await write(LOOSE);
  await page.locator('.squiggly-warning').first().waitFor();
  const found = await p.problems(page);
  assert.ok(found.some((one) => /^Warning: this waiver ended on 2020-01-01/.test(one)), found.join('\n'));
  assert.ok(found.some((one) => /^Error: a waiver ends by/.test(one)), found.join('\n'));
  await page.keyboard.press('Control+Shift+M');
});

see('what loosens does not count until a person has seen it in words and released it', async () => {
  await p.waitStatus(page, /with problems/);
  assert.equal(check('kubectl --context dev scale deployment api --replicas=0'), 3);
  await p.runCommand(page, 'Infrahold: Release this policy…');
  const asked = await p.dialog(page);
  assert.equal(asked.message, 'Release this policy?');
  assert.match(asked.detail, /service-stop in development would pass, not hold/);
  const diff = await p.waitDiff(page, /Once released, this would no longer be held/);
  assert.match(diff.right, /service-stop: \{ development: allow \}/);
  assert.doesNotMatch(diff.left, /service-stop: \{/, 'nothing was released before');
  await editor.shot('policy-loosening');
  await page.keyboard.press('Enter');
  await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
  assert.equal(check('kubectl --context dev scale deployment api --replicas=0'), 3, 'Enter releases nothing');
  await p.runCommand(page, 'Infrahold: Release this policy…');
  await (await p.dialog(page)).click('Release it');
  await p.waitStatus(page, /on$/);
  assert.equal(check('kubectl --context dev scale deployment api --replicas=0'), 0);
  await write(`${LOOSE}# a word more\n`);
  assert.equal(check('kubectl --context dev scale deployment api --replicas=0'), 3, 'a byte later it is another text');
  await write(LOOSE);
});

see('an assistant that edits the policy is held, and the banner says what would pass', async () => {
  const asked = hook({ tool_name: 'Write', tool_input: { file_path: join(editor.shop, POLICY), content: `${LOOSE}commands:\n  - { run: "make down", with: allow }\n` } });
  const diff = await p.waitDiff(page, /commands like `make down` would/);
  assert.match(diff.left, /with this change to the policy/);
  await editor.shot('policy-edit-held');
  await p.clickTitle(page, 'Reject');
  assert.match(await asked, /deny/);
  await p.waitStatus(page, /on$/);
});

see('explain says which rule, which policy and which line', async () => {
  const asked = hook({ tool_name: 'Bash', tool_input: { command: 'psql -h db.internal shop -c "DROP TABLE orders"' } });
  await p.waitStatus(page, /1 held/);
  await p.runCommand(page, 'Infrahold: Explain this hold');
  await page.locator('.tab', { hasText: 'Why it is held' }).waitFor();
  await page.waitForTimeout(1500);
  await editor.shot('policy-explain');
  await p.statusItem(page).click();
  await p.pick(page, 'orders');
  await p.waitDiff(page, /orders/);
  await p.clickTitle(page, 'Reject');
  await asked;
  await p.waitStatus(page, /on$/);
});

see('release and waive: reason, day, the edit in a diff, and the same thing passes from then on', async () => {
  const drop = { tool_name: 'Bash', tool_input: { command: 'psql -h db.internal shop -c "DROP TABLE orders"' } };
  // Rejected before, it would be held whatever a waiver says, so this is another table.
  drop.tool_input.command = drop.tool_input.command.replace('orders', 'mails');
  const asked = hook(drop);
  await p.waitStatus(page, /1 held/);
  await p.runCommand(page, 'Infrahold: Release and waive…');
  await p.typeInto(page, 'mails come back every night');
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
  const question = await p.dialog(page);
  assert.match(question.detail, /data-store-deletion would be waived for .*mails/);
  const diff = await p.waitDiff(page, /mails come back/);
  assert.doesNotMatch(diff.left, /mails come back/);
  await editor.shot('policy-waiver');
  await question.click('Release and waive');
  const input = p.quickInput(page).locator('input[type=text]').first();
  await page.waitForTimeout(500);
  if (await input.isVisible()) await p.typeInto(page, await input.getAttribute('placeholder'));
  assert.doesNotMatch(await asked, /deny/);
  await p.notification(page, 'waived until');
  assert.match(onDisk(), /mails/);
  assert.doesNotMatch(await hook(drop), /deny/);
});

see('two people: the request is answered from its diff with a key, and releases once', async () => {
  const key = join(editor.home, '.ssh', 'id_second');
  assert.equal(spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]).status, 0);
  writeFileSync(join(editor.shop, '.infrahold', 'allowed_signers'), `second@example.com namespaces="infrahold" ${readFileSync(`${key}.pub`, 'utf8')}`);
  await write(`${onDisk()}release:\n  production: { people: 2, signers: .infrahold/allowed_signers }\n`);
  const asked = hook({ tool_name: 'Bash', tool_input: { command: 'kubectl --context prod delete namespace shop' } });
  await p.waitStatus(page, /1 held/);
  await p.runCommand(page, 'Infrahold: Copy request for a second person');
  await p.notification(page, 'the request is on your clipboard');
  // The link that was copied opens the same, wherever it is clicked; the editor asks first whether it may.
  const link = /vscode:\/\/\S+/.exec(await page.evaluate(() => navigator.clipboard.readText()))[0];
  await p.runCommand(page, 'Developer: Open URL');
  await p.typeInto(page, link);
  const may = await p.dialog(page);
  assert.match(may.message, /Infrahold.*open this URI/s);
  await may.click('Open');
  const linked = await p.dialog(page);
  assert.equal(linked.message, 'Be the second person who releases this?');
  assert.match(linked.detail, /kubectl --context prod delete namespace shop/);
  await p.waitDiff(page, /requested by/);
  await editor.shot('policy-link');
  await linked.click('No');
  await p.runCommand(page, 'Infrahold: Answer a request…');
  await page.waitForTimeout(500);
  await page.keyboard.press('Enter');
  const question = await p.dialog(page);
  assert.match(question.detail, /kubectl --context prod delete namespace shop/);
  await p.waitDiff(page, /requested by/);
  await editor.shot('policy-second-person');
  await question.click('Sign…');
  await p.typeInto(page, 'second@example.com');
  await p.pick(page, 'id_second');
  await p.notification(page, 'your signed answer is on your clipboard');
  const answer = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(answer, /^infrahold-answer:/);
  // While the second one's key lies in the first one's home it is no second person's.
  await releaseWith(answer);
  assert.match((await p.notification(page, 'answer does not count')).text, /signed with a key of the one who asks/);
  rmSync(`${key}.pub`);
  await releaseWith(answer);
  assert.doesNotMatch(await asked, /deny/);
});

see('what would have been held is summed up by rule, assistant and week', async () => {
  await p.waitStatus(page, /on$|problems$/);
  await p.statusItem(page).click();
  await p.pick(page, 'Watch only');
  await (await p.dialog(page)).click('Watch only');
  await p.waitStatus(page, /watch only/);
  assert.doesNotMatch(await hook({ tool_name: 'Bash', tool_input: { command: 'terraform destroy -auto-approve' } }), /deny/);
  await p.runCommand(page, 'Infrahold: What would have been held');
  await page.locator('.tab', { hasText: 'What would have been held' }).waitFor();
  await page.waitForTimeout(1500);
  await editor.shot('policy-watch');
  assert.deepEqual(editor.ran().filter((one) => !/^kubectl .* (?:get|api-resources) /.test(one)), [], 'only previews ran, and they read');
});

/** Types the word that production asks for, then pastes the second person's answer. */
async function releaseWith(answer) {
  await p.clickTitle(page, 'Release once');
  await p.quickInput(page).locator('input[placeholder="prod"]').waitFor();
  await p.typeInto(page, 'prod');
  await p.quickInput(page).locator('input[placeholder^="infrahold-answer"]').waitFor();
  await p.typeInto(page, answer);
}

async function suggested(label) {
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: label }).first().waitFor();
}

/** As a person would have it written by something else: the editor shows what is on disk. */
async function write(text) {
  await page.keyboard.press('Escape');
  if (await page.locator('.tab.dirty').count()) await p.runCommand(page, 'File: Revert File');
  writeFileSync(join(editor.shop, POLICY), text);
  await page.waitForTimeout(1500);
}

/** Exit code of the command-line check, with the released texts of this home: 0 passes, 3 is held. */
function check(command) {
  return spawnSync(process.execPath, [join(editor.extension, 'dist', 'hook.js'), 'check', '--cwd', editor.shop, '--', ...command.split(' ')], { env: { ...process.env, HOME: editor.home, INFRAHOLD_HOME: '' } }).status;
}
