import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { askWindow } from '../../src/gate/window-client';
import { bash, brain, hook, house, until, type Brain, type House } from './house';

const DESTROY = 'terraform destroy -auto-approve';
const ASSISTANTS = ['claude', 'copilot'];

let made: House;
before(async () => {
  made = house();
});
beforeEach(() => {
  rmSync(join(made.infrahold, 'run'), { recursive: true, force: true });
  made.putLauncher();
});
after(() => {
  assert.deepEqual(made.ran(), [], 'nothing may ever have run');
  made.remove();
});

/** Whatever fails, the host reads a denial in its own form, and the words say that nothing ran. */
async function refused(asked: ReturnType<typeof hook>, words: RegExp): Promise<void> {
  const answer = await asked.done;
  assert.match(answer.words, words);
  assert.match(answer.words, /nothing ran/i);
  assert.ok(answer.exit === 0 || answer.exit === 2, `exit ${answer.exit}`);
}

for (const assistant of ASSISTANTS) {
  test(`${assistant}: the server is killed while it holds`, async () => {
    const window = await brain(made);
    const asked = hook(made, assistant, bash(DESTROY, made));
    await window.hold(({ resolution }) => resolution === null);
    window.process.kill('SIGKILL');
    await refused(asked, /The editor went away/);
    window.connection.dispose();
  });

  test(`${assistant}: the editor closes while it holds`, async () => {
    const window = await brain(made);
    const asked = hook(made, assistant, bash(DESTROY, made));
    await window.hold(({ resolution }) => resolution === null);
    await window.close();
    await refused(asked, /closing|went away/);
    assert.equal(made.audit().at(-1)?.resolution?.kind, 'withdrawn');
  });

  test(`${assistant}: no window is open: harmless passes, the rest is refused`, async () => {
    assert.equal((await hook(made, assistant, bash('terraform plan', made)).done).words, '');
    await refused(hook(made, assistant, bash(DESTROY, made)), /No editor window is open/);
    assert.equal(made.audit().at(-1)?.note, 'no editor window was open; nothing ran');
  });

  test(`${assistant}: a window that was killed left its socket: the next hook decides alone`, async () => {
    const window = await brain(made);
    window.process.kill('SIGKILL');
    await until(() => window.process.signalCode !== null, () => 'it lives');
    window.connection.dispose();
    assert.ok(existsSync(join(made.infrahold, 'run', 'index')));
    assert.equal((await hook(made, assistant, bash('ls', made)).done).words, '');
    await refused(hook(made, assistant, bash(DESTROY, made)), /No editor window is open/);
  });

  test(`${assistant}: without curl the hook asks the window itself`, async () => {
    const window = await brain(made);
    made.putLauncher({ curl: null });
    const asked = hook(made, assistant, bash(DESTROY, made));
    const hold = await window.hold(({ resolution }) => resolution === null);
    await window.answer(hold, 'reject', 'by way of node');
    await refused(asked, /by way of node/);
    const killed = hook(made, assistant, bash(DESTROY, made));
    await window.hold(({ id, resolution }) => resolution === null && id !== hold.id);
    window.process.kill('SIGKILL');
    await refused(killed, /went away/);
    window.connection.dispose();
  });

  test(`${assistant}: without curl and without Node everything is refused, with words`, async () => {
    made.putLauncher({ curl: null, node: null, hook: join(made.dist, 'gone.js') });
    await refused(hook(made, assistant, bash('ls', made), { PATH: '/usr/bin:/bin' }), /nothing can run it/);
    made.putLauncher({ curl: null, node: '/nowhere/node' });
    mkdirSync(join(made.root, 'few'), { recursive: true });
    await refused(hook(made, assistant, bash('ls', made), { PATH: join(made.root, 'few') }), /nothing can run it/);
  });

  test(`${assistant}: a hook program that prints nonsense, nothing, or dies is refused`, async () => {
    const broken = join(made.root, 'broken.js');
    for (const text of ['console.log("ok")', '', 'process.kill(process.pid, "SIGKILL")', 'throw new Error("x")', 'console.log("infrahold 1 0")', 'process.exit(127)']) {
      writeFileSync(broken, text);
      made.putLauncher({ hook: broken });
      await refused(hook(made, assistant, bash('ls', made)), /gave no answer|nothing can run it/);
    }
  });

  test(`${assistant}: something else that listens on the socket gives no answer`, async () => {
    const window = await brain(made);
    const { createServer } = await import('node:http');
    const socket = join(made.infrahold, 'run', 'other.sock');
    const impostor = createServer((_request, response) => response.end('{"decision":"allow"}')).listen(socket);
    writeFileSync(join(made.infrahold, 'run', 'index'), `${made.shop}\t${process.pid}\t${socket}\n`);
    await refused(hook(made, assistant, bash('ls', made)), /went away|no answer/);
    impostor.close();
    await window.close();
  });
}

test('nobody answers in time: that is said, and is no decision', async () => {
  const window = await brain(made);
  const [line] = readFileSync(join(made.infrahold, 'run', 'index'), 'utf8').split('\n');
  const asked = askWindow({ socket: (line as string).split('\t')[2] as string }, { protocol: 1, gate: 'shim', assistant: 'claude', callId: null, session: null, subagent: false, proposals: [{ kind: 'command', shell: 'bash', cwd: made.shop, text: DESTROY }], waitSeconds: 2, env: {} });
  const hold = await window.hold(({ resolution }) => resolution === null);
  const answer = await asked;
  assert.match(JSON.stringify(answer), /"because":"expired".*nobody answered within 1 second; nothing ran/);
  await until(() => window.holds.get(hold.id)?.resolution?.kind === 'expired', () => 'it is not over');
  assert.equal((await window.answer(hold, 'release')).kind, 'refused');
  await window.close();
});

test('the window that has the folder open answers, whichever was asked', async () => {
  const other = join(made.root, 'other');
  mkdirSync(other, { recursive: true });
  const [first, second] = [await brain(made, [made.shop]), await brain(made, [other])] as const;
  const inOther = hook(made, 'claude', bash(DESTROY, made, 'w1', other), {}, made.shop);
  const hold = await second.hold(({ resolution }) => resolution === null);
  assert.equal(first.holds.size, 0);
  await second.answer(hold, 'reject', 'from the second');
  await refused(inOther, /from the second/);
  const nowhere = hook(made, 'claude', bash(DESTROY, made, 'w2', '/'), {}, '/');
  await until(() => first.holds.size + second.holds.size === 2, () => 'no window took it');
  await Promise.all([first, second].flatMap((window) => [...window.holds.values()].filter(({ resolution }) => resolution === null).map((one) => window.answer(one, 'reject', 'some window'))));
  await refused(nowhere, /some window/);
  await Promise.all([first.close(), second.close()]);
});

test('the folder of the sockets is the person\'s alone', async () => {
  const window = await brain(made);
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  assert.equal(mode(join(made.infrahold, 'run')), '700');
  const [line] = readFileSync(join(made.infrahold, 'run', 'index'), 'utf8').split('\n');
  assert.equal(mode((line as string).split('\t')[2] as string), '600');
  await window.close();
  assert.equal(readFileSync(join(made.infrahold, 'run', 'index'), 'utf8'), '');
});

test('a mode: watching lets pass and records, pausing ends, and the guard is held all the same', async () => {
  const window: Brain = await brain(made);
  const set = (mode: string, minutes: number | null = null) => window.connection.sendRequest('infrahold/setMode', { mode, minutes });
  await set('watch');
  assert.equal((await hook(made, 'claude', bash(DESTROY, made)).done).words, '');
  assert.equal(made.audit().at(-1)?.note, 'watch only: it passed');
  const guarded = hook(made, 'copilot', { hook_event_name: 'PreToolUse', session_id: 's', cwd: made.shop, tool_name: 'run_vscode_command', tool_input: { commandId: 'infrahold.toggle' }, tool_use_id: 'g' });
  await refused(guarded, /only a person may/);
  await set('paused', 15);
  assert.equal((await hook(made, 'claude', bash(DESTROY, made)).done).words, '');
  assert.equal(window.status()?.mode.kind, 'paused');
  await set('on');
  const held = hook(made, 'claude', bash(DESTROY, made));
  await window.answer(await window.hold(({ resolution, what }) => resolution === null && what === DESTROY), 'reject');
  await held.done;
  assert.deepEqual(made.audit().filter(({ event }) => event === 'mode').map(({ what }) => what), ['watch', 'paused', 'on']);
  mkdirSync(join(made.shop, '.infrahold'), { recursive: true });
  writeFileSync(join(made.shop, '.infrahold', 'policy.yaml'), 'version: 1\nlimits:\n  pause: false\n');
  await assert.rejects(set('paused', 15), /the policy forbids/);
  await window.close();
  forgetPolicy();
});

test('a policy that is broken is said, and its last good version still tightens', async () => {
  const policy = join(made.shop, '.infrahold', 'policy.yaml');
  mkdirSync(join(made.shop, '.infrahold'), { recursive: true });
  writeFileSync(policy, 'version: 1\nrules:\n  stack-destruction: deny\n');
  const window = await brain(made);
  await refused(hook(made, 'claude', bash(DESTROY, made)), /Denied by Infrahold/);
  writeFileSync(policy, 'version: 1\nrulez: {}\n');
  await refused(hook(made, 'claude', bash(DESTROY, made)), /Denied by Infrahold/);
  await until(() => (window.status()?.problems ?? []).some((words) => /policy\.yaml:2 is broken/.test(words)), () => JSON.stringify(window.status()));
  await window.close();
  forgetPolicy();
});

test('a rejected effect that comes back by another route is held with a note', async () => {
  const window = await brain(made);
  const first = hook(made, 'claude', bash('terraform destroy -auto-approve', made));
  const hold = await window.hold(({ resolution }) => resolution === null);
  await window.answer(hold, 'reject');
  await first.done;
  writeFileSync(join(made.shop, 'down.sh'), 'terraform destroy -auto-approve\n');
  const second = hook(made, 'claude', bash('sh ./down.sh', made));
  const again = await window.hold(({ resolution }) => resolution === null);
  assert.match(again.again ?? '', /was rejected at/);
  await window.answer(again, 'reject');
  await second.done;
  await window.close();
});

/** As if the shop had never had a policy: one that is only taken away counts on. */
function forgetPolicy(): void {
  rmSync(join(made.shop, '.infrahold'), { recursive: true, force: true });
  rmSync(join(made.infrahold, 'policies'), { recursive: true, force: true });
}
