import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { askedIn, readRequest, signRequest, written, type Request } from '../../src/gate/second-person';
import { onPath } from '../../src/platform/processes';
import { METHODS, type HoldView, type RequestResult, type SignResult } from '../../src/protocol/messages';
import { bash, brain, hook, house, type Brain, type House } from './house';

const skip = onPath('ssh-keygen') === null ? 'ssh-keygen is not on this machine' : false;
const POLICY = 'version: 1\nrelease:\n  production: { people: 2, signers: .infrahold/allowed_signers }\nenvironments:\n  production:\n    any:\n      - { kube-namespace: "prod*" }\n';

/** Two machines: the first asks, the second answers in a window of their own. */
let first: House;
let second: House;
let window: Brain;
let other: Brain;
const keyOf = (home: string, name: string) => join(home, '.ssh', name);
const publicKey = (path: string) => readFileSync(`${path}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');

before(async () => {
  if (skip) return;
  first = house();
  second = house(first.dist);
  for (const [home, name] of [[first.home, 'id_ada'], [second.home, 'id_bob'], [second.home, 'id_eve'], [second.home, 'id_old']] as const) {
    mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 });
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyOf(home, name)]);
  }
  mkdirSync(join(first.shop, '.infrahold'));
  writeFileSync(join(first.shop, '.infrahold', 'policy.yaml'), POLICY);
  const lines = [`bob@example.com namespaces="infrahold" ${publicKey(keyOf(second.home, 'id_bob'))}`, `old@example.com namespaces="infrahold",valid-before="20200101000000Z" ${publicKey(keyOf(second.home, 'id_old'))}`, `ada@example.com namespaces="infrahold" ${publicKey(keyOf(first.home, 'id_ada'))}`];
  writeFileSync(join(first.shop, '.infrahold', 'allowed_signers'), `${lines.join('\n')}\n`);
  window = await brain(first);
  other = await brain(second);
  first.putLauncher();
});
after(async () => {
  if (skip) return;
  await window.close();
  await other.close();
  second.remove();
  first.remove();
});

describe('two people', { skip }, () => {
  /** Who signs, with which key, what was tampered with, and why it does not count. */
  const REFUSED: readonly (readonly [string, (request: Request) => Promise<string>, RegExp])[] = [
    ['a key that nobody allowed', (request) => by(request, 'bob@example.com', keyOf(second.home, 'id_eve')), /not one that the signers file allows/],
    ['a key that has expired', (request) => by(request, 'old@example.com', keyOf(second.home, 'id_old')), /not one that the signers file allows/],
    ['the requester, signing for themselves', (request) => by(request, 'ada@example.com', keyOf(first.home, 'id_ada')), /signed with a key of the one who asks/],
    ['an answer to another command', (request) => by({ ...request, digest: 'e'.repeat(64) }, 'bob@example.com', keyOf(second.home, 'id_bob')), /given for something else/],
    ['an old answer', (request) => by(request, 'bob@example.com', keyOf(second.home, 'id_bob'), new Date(Date.now() - 2 * 3_600_000)), /not from the last 60 minutes/],
    ['no answer', () => Promise.resolve(''), /asks for 2 people/],
  ];
  for (const [name, answer, why] of REFUSED) {
    test(`refused: ${name}`, async () => {
      const { hold, request, asked } = await held(`kubectl delete pvc data -n production --wait=${REFUSED.findIndex(([one]) => one === name)}m`);
      assert.match(JSON.stringify(await release(hold, await answer(request))), new RegExp(`"refused".*${why.source}`));
      await window.answer(hold, 'reject');
      assert.notEqual((await asked).words, '');
    });
  }

  test('the second one sees the same in their own window, signs there, and it is released once', async () => {
    const { hold, asked } = await held('kubectl delete pvc orders -n production');
    const text = hold.secondPerson?.request ?? '';
    const read = await other.connection.sendRequest<RequestResult>(METHODS.readRequest, { text });
    assert.ok(read.kind === 'read', JSON.stringify(read));
    assert.equal(read.request.what, hold.what);
    assert.deepEqual(read.request.banner, hold.banner);
    assert.equal(read.request.diffs[0]?.left, hold.diffs[0]?.left);
    const signed = await other.connection.sendRequest<SignResult>(METHODS.signRequest, { text, keyFile: keyOf(second.home, 'id_bob'), signer: 'bob@example.com' });
    assert.ok(signed.kind === 'signed', JSON.stringify(signed));
    assert.match(JSON.stringify(await release(hold, signed.answer)), /"done".*and bob@example\.com/);
    assert.equal((await asked).words, '');
    assert.ok(second.audit().some(({ what }) => what.startsWith('signed for ')), 'the second one has it in their record');

    const again = await held('kubectl delete pvc orders -n production');
    assert.equal(again.hold.digest, hold.digest);
    assert.match(JSON.stringify(await release(again.hold, signed.answer)), /"refused".*used before/);
    await window.answer(again.hold, 'reject');
    await again.asked;
  });

  test('a request that shows another command than it is for is not signed', async () => {
    const { hold, request, asked } = await held('kubectl delete pvc carts -n production');
    const shown = { ...request, what: 'kubectl get pods', asked: { assistant: 'claude', gate: 'hook', proposals: [{ kind: 'command', shell: 'bash', cwd: first.shop, text: 'kubectl get pods' }] } } as Request;
    assert.match(String(askedIn(shown)), /somebody has changed it/);
    const text = written(shown);
    assert.equal((await other.connection.sendRequest<RequestResult>(METHODS.readRequest, { text })).kind, 'refused');
    assert.equal((await other.connection.sendRequest<SignResult>(METHODS.signRequest, { text, keyFile: keyOf(second.home, 'id_bob'), signer: 'bob@example.com' })).kind, 'refused');
    await window.answer(hold, 'reject');
    await asked;
  });
});

async function held(command: string): Promise<{ hold: HoldView; request: Request; asked: ReturnType<typeof hook>['done'] }> {
  const asked = hook(first, 'claude', bash(command, first)).done;
  const { id } = await window.hold(({ resolution, what }) => resolution === null && what === command);
  // The preview is part of what is shown, so it is waited for.
  for (let i = 0; i < 200 && window.holds.get(id)?.preview.state === 'running'; i += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  const hold = (await window.connection.sendRequest<HoldView[]>(METHODS.holds, null)).find((one) => one.id === id) as HoldView;
  const request = readRequest(hold.secondPerson?.request ?? '');
  assert.ok(typeof request !== 'string', String(request));
  return { hold, request, asked };
}

function release(hold: HoldView, signed: string): Promise<unknown> {
  return window.connection.sendRequest(METHODS.resolve, { id: hold.id, digest: hold.digest, answer: 'release', words: '', typed: hold.confirmation.kind === 'type' ? hold.confirmation.word : '', signed });
}

async function by(request: Request, signer: string, key: string, at = new Date()): Promise<string> {
  const answer = await signRequest(request, signer, key, at.toISOString(), process.env);
  assert.ok(typeof answer !== 'string', String(answer));
  return written(answer);
}
