import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { checkAnswer, fingerprintsIn, readAnswer, readRequest, signRequest, type Request, type SignedAnswer, type Terms, written } from '../../src/gate/second-person';
import { userFolder } from '../../src/platform/folder';
import { onPath } from '../../src/platform/processes';

const skip = onPath('ssh-keygen') === null ? 'ssh-keygen is not on this machine' : false;
const NOW = new Date('2026-11-24T12:00:00Z');
const REQUEST: Request = { infrahold: 'request', version: 1, digest: 'd'.repeat(64), what: 'terraform destroy', where: 'production', banner: ['DESTROYS 14'], requester: 'ada@example.com', at: NOW.toISOString() };

let place = '';
const key = (name: string) => join(place, name, '.ssh', 'id_ed25519');

before(() => {
  if (skip) return;
  place = mkdtempSync(join(tmpdir(), 'infrahold-people-'));
  for (const name of ['ada', 'bob', 'eve']) {
    mkdirSync(join(place, name, '.ssh'), { recursive: true, mode: 0o700 });
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', key(name)]);
  }
});
after(() => rmSync(place, { recursive: true, force: true }));

describe('a second person', { skip }, () => {
  test('a request and an answer survive being pasted into a chat', async () => {
    assert.deepEqual(readRequest(`please look:\n${written(REQUEST)}\nthanks`), REQUEST);
    const answer = await signed('bob');
    assert.deepEqual(readAnswer(`> ${written(answer)}`), answer);
    assert.match(String(readRequest('infrahold-request:AAAAAAAAAAAAAAAAAAAAAAAA')), /this is no request/);
    assert.match(String(readAnswer(written(REQUEST))), /this is no answer/);
  });

  test('the right key, once', async () => {
    const answer = await signed('bob');
    const shared = await terms();
    const first = await checkAnswer(answer, REQUEST.digest, shared);
    assert.equal(first.kind, 'good');
    assert.deepEqual(await checkAnswer(answer, REQUEST.digest, shared), { kind: 'refused', why: 'it has been used before' });
  });

  /** Who signs as whom, with what changed, and why it is refused. */
  const REFUSED: readonly (readonly [string, () => Promise<SignedAnswer>, Partial<Terms>, RegExp])[] = [
    ['a key nobody allowed', () => signed('eve', 'bob@example.com'), {}, /not one that the signers file allows for bob@example\.com/],
    ['a key of the right file under another name', () => signed('bob', 'eve@example.com'), {}, /not one that the signers file allows for eve/],
    ['a key that had ended', () => signed('bob'), { allowedSigners: 'expired' }, /not one that the signers file allows/],
    ['the requester under their own name', () => signed('ada', 'ada@example.com'), {}, /the one who asks cannot be the second/],
    ['the requester under another name, with their own key', () => signed('ada', 'bob@example.com'), { allowedSigners: 'ada is bob' }, /signed with a key of the one who asks/],
    ['something else was signed', async () => ({ ...(await signed('bob')), digest: 'e'.repeat(64) }), {}, /given for something else/],
    ['the digest was changed after signing', async () => ({ ...(await signed('bob', 'bob@example.com', { ...REQUEST, digest: 'e'.repeat(64) })), digest: REQUEST.digest }), {}, /not one that the signers file allows/],
    ['an old answer', () => signed('bob', 'bob@example.com', REQUEST, new Date('2026-11-24T10:00:00Z')), {}, /not from the last 60 minutes/],
    ['no signature at all', async () => ({ ...(await signed('bob')), signature: 'nothing' }), {}, /not one that the signers file allows/],
  ];
  for (const [name, answer, changed, why] of REFUSED) {
    test(`refused: ${name}`, async () => {
      const checked = await checkAnswer(await answer(), REQUEST.digest, { ...(await terms()), ...(changed.allowedSigners === undefined ? {} : { allowedSigners: SIGNERS[changed.allowedSigners]?.() ?? '' }) });
      assert.equal(checked.kind, 'refused');
      assert.match(checked.kind === 'refused' ? checked.why : '', why);
    });
  }
});

const publicKey = (name: string) => readFileSync(`${key(name)}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
const SIGNERS: Readonly<Record<string, () => string>> = {
  normal: () => `bob@example.com namespaces="infrahold" ${publicKey('bob')}\nada@example.com namespaces="infrahold" ${publicKey('ada')}\n`,
  expired: () => `bob@example.com namespaces="infrahold",valid-before="20260101000000Z" ${publicKey('bob')}\n`,
  'ada is bob': () => `bob@example.com namespaces="infrahold" ${publicKey('ada')}\n`,
};

async function terms(): Promise<Terms> {
  return {
    allowedSigners: SIGNERS['normal']?.() ?? '',
    requester: 'ada@example.com',
    requesterKeys: await fingerprintsIn([`${key('ada')}.pub`], process.env),
    now: NOW,
    folder: userFolder({ INFRAHOLD_HOME: mkdtempSync(join(place, 'home-')) }),
    env: process.env,
  };
}

async function signed(who: string, signer = `${who}@example.com`, request = REQUEST, at = NOW): Promise<SignedAnswer> {
  const answer = await signRequest(request, signer, key(who), at.toISOString(), process.env);
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}
