import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { verifyChain } from '../../src/audit/audit';
import { userFolder } from '../../src/platform/folder';
import { bash, brain, hook, house, until, type Brain, type House } from './house';

const DESTROY = 'terraform destroy -auto-approve';

let made: House;
let window: Brain;
before(async () => {
  made = house();
  window = await brain(made);
});
after(async () => {
  await window.close();
  made.remove();
});

test('the server writes the launcher, executable', () => {
  assert.equal(hookable(), true);
});

for (const assistant of ['claude', 'copilot']) {
  test(`${assistant}: a harmless command passes, and the hook says nothing that could be taken for leave`, async () => {
    const { exit, stdout, stderr } = await hook(made, assistant, bash('terraform plan', made)).done;
    assert.deepEqual({ exit, stdout: stdout.trim(), stderr }, { exit: 0, stdout: assistant === 'copilot' ? '{}' : '', stderr: '' });
  });

  test(`${assistant}: rejected with words`, async () => {
    const asked = hook(made, assistant, bash(DESTROY, made));
    const hold = await window.hold(({ resolution }) => resolution === null);
    assert.equal(hold.what, DESTROY);
    assert.equal(hold.assistant, assistant);
    assert.equal((await window.answer(hold, 'reject', 'not on a Friday')).kind, 'done');
    const { exit, words } = await asked.done;
    assert.equal(exit, 0);
    assert.match(words, /nothing ran/i);
    assert.match(words, /not on a Friday/);
  });

  test(`${assistant}: released, once`, async () => {
    const asked = hook(made, assistant, bash(DESTROY, made));
    const hold = await window.hold(({ resolution }) => resolution === null);
    assert.equal((await window.answer(hold, 'release')).kind, 'done');
    const { exit, stdout } = await asked.done;
    assert.deepEqual([exit, stdout.trim()], [0, assistant === 'copilot' ? '{}' : '']);
    assert.equal((await window.answer(hold, 'release')).kind, 'refused');
    const again = hook(made, assistant, bash(DESTROY, made));
    const second = await window.hold(({ resolution, id }) => resolution === null && id !== hold.id);
    await window.answer(second, 'reject', '');
    assert.match((await again.done).words, /rejected/);
  });
}

test('a release names exactly what was shown', async () => {
  const asked = hook(made, 'claude', bash(DESTROY, made));
  const hold = await window.hold(({ resolution }) => resolution === null);
  assert.deepEqual(await window.connection.sendRequest('infrahold/resolve', { id: hold.id, digest: 'other', answer: 'release', words: '', typed: '' }), hold.confirmation.kind === 'type' ? { kind: 'refused', why: `to release this, type ${hold.confirmation.word}` } : { kind: 'refused', why: 'what was shown is not what waits; look at it again' });
  await window.answer(hold, 'reject');
  await asked.done;
});

test('an edit is held with the file before and after', async () => {
  const path = join(made.shop, 'main.tf');
  const before = 'resource "aws_db_instance" "main" {\n  deletion_protection = true\n}\n';
  writeFileSync(path, before);
  const asked = hook(made, 'claude', { hook_event_name: 'PreToolUse', session_id: 's', cwd: made.shop, tool_name: 'Write', tool_input: { file_path: path, content: '' }, tool_use_id: 'w1' });
  const hold = await window.hold(({ resolution }) => resolution === null);
  // What the state says of it may stand behind the edit itself already, or come a moment later.
  assert.deepEqual(hold.diffs.slice(0, 1).map(({ left, right }) => [left, right]), [[before, '']]);
  assert.match(hold.banner[0] ?? '', /DELETES aws_db_instance\.main/);
  assert.ok(hold.diffs[0]?.marks.some(({ side, line }) => side === 'left' && line === 1), JSON.stringify(hold.diffs[0]?.marks));
  await window.answer(hold, 'reject', 'keep it');
  assert.match((await asked.done).words, /keep it/);
});

test('the same call through two hook files is one hold, and both get the answer in their own form', async () => {
  const first = hook(made, 'claude', bash(DESTROY, made, 'same'));
  const second = hook(made, 'copilot', bash(DESTROY, made, 'same'));
  const third = hook(made, 'claude', bash(DESTROY, made, 'same'));
  const hold = await window.hold(({ resolution }) => resolution === null);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal([...window.holds.values()].filter(({ resolution }) => resolution === null).length, 1);
  await window.answer(hold, 'reject', 'once');
  for (const { words } of await Promise.all([first.done, second.done, third.done])) assert.match(words, /once/);
});

test('two calls with the same text are two holds', async () => {
  const asked = [hook(made, 'claude', bash(DESTROY, made, 'a')), hook(made, 'claude', bash(DESTROY, made, 'b'))];
  await until(() => waiting().length === 2, () => `there are ${waiting().length}`);
  for (const hold of waiting()) await window.answer(hold, 'reject', '');
  await Promise.all(asked.map(({ done }) => done));
});

test('a killed hook takes its hold with it', async () => {
  const asked = hook(made, 'claude', bash(DESTROY, made));
  const hold = await window.hold(({ resolution }) => resolution === null);
  asked.child.kill('SIGKILL');
  await until(() => window.holds.get(hold.id)?.resolution !== null, () => 'it still waits');
  assert.equal(window.holds.get(hold.id)?.resolution?.kind, 'withdrawn');
  assert.equal((await window.answer(hold, 'release')).kind, 'refused');
});

test('fifty at once are all listed, answered in another order, and each gets its own answer', async () => {
  const asked = Array.from({ length: 50 }, (_, i) => hook(made, 'claude', bash(`terraform destroy -target=terraform_data.web[${i}]`, made)));
  await until(() => waiting().length === 50, () => `there are ${waiting().length}`, 30);
  for (const hold of waiting().reverse()) await window.answer(hold, 'reject', `no ${hold.what}`);
  const answers = await Promise.all(asked.map(({ done }) => done));
  answers.forEach(({ words }, i) => assert.match(words, new RegExp(`web\\[${i}\\]`)));
});

const MALFORMED: readonly (readonly [name: string, assistant: string, payload: string, words: RegExp])[] = [
  ['not JSON', 'claude', '{"tool_name":', /not JSON/],
  ['empty', 'claude', '', /not JSON/],
  ['a list', 'copilot', '[]', /not a JSON object/],
  ['no tool', 'copilot', '{"hook_event_name":"PreToolUse"}', /names no tool/],
  ['arguments of another kind', 'claude', '{"tool_name":"Bash","tool_input":7}', /neither an object nor a text/],
  ['an unknown assistant', 'nobody', '{}', /no assistant called/],
  ['an assistant with a path for a name', '../../etc', '{}', /no assistant called|could not judge/],
];

for (const [name, assistant, payload, words] of MALFORMED) {
  test(`a payload that cannot be read is refused with words: ${name}`, async () => {
    const answer = await hook(made, assistant, payload).done;
    assert.match(answer.words, words);
    assert.match(answer.words, /nothing ran/);
    if (assistant === 'nobody') assert.equal(answer.exit, 2);
  });
}

test('the record has every line, whole and in order, without a secret', async () => {
  const asked = hook(made, 'claude', bash('PGPASSWORD=hunter22 terraform destroy', made));
  const hold = await window.hold(({ resolution }) => resolution === null);
  await window.answer(hold, 'reject', '');
  await asked.done;
  const entries = made.audit();
  assert.ok(entries.length > 100);
  assert.equal(verifyChain(userFolder({ INFRAHOLD_HOME: made.infrahold })).kind, 'whole');
  assert.doesNotMatch(JSON.stringify(entries), /hunter22/);
  assert.deepEqual(made.ran().filter((line) => line.includes('destroy')), []);
});

function waiting() {
  return [...window.holds.values()].filter(({ resolution }) => resolution === null);
}

function hookable(): boolean {
  made.putLauncher();
  return true;
}
