import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { AuditSeed } from '../../src/audit/audit';
import { RECOMMENDED } from '../../src/engine/policy/policy';
import { openGate } from '../../src/gate/gate';
import type { Hold } from '../../src/gate/hold';
import type { Answer, Ask, AuditEntry } from '../../src/protocol/messages';
import { adapterFor, ADAPTERS } from '../../src/assistants';
import { world } from '../world';

const DESTROY = 'terraform destroy -auto-approve';
const MINUTE = 60;

/** A gate whose clock stands still until the test moves it, and a person who answers. */
function stage(context: TestContext, files: Record<string, string> = {}) {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const written: AuditSeed[] = [];
  const waiting = new Map<string, Hold>();
  const there = { ...files };
  const gate = openGate({
    policies: { at: () => ({ policy: RECOMMENDED, problems: {}, words: [] }) },
    audit: {
      write(seed) {
        written.push(seed);
        return { ...seed, protocol: 1, at: '', previous: '' } satisfies AuditEntry;
      },
      read: () => [],
    },
    surroundings: () => world({ files: there }),
    now: () => Date.now(),
    onHold: (hold) => void waiting.set(hold.id, hold),
    onRecorded: () => undefined,
    onMode: () => undefined,
  });
  const asked = (more: Partial<Ask> = {}, gone = new AbortController()) => {
    const told: { answer: Answer | null } = { answer: null };
    void gate.ask({ ...ASK, ...more }, gone.signal).then((answer) => (told.answer = answer));
    return told;
  };
  return {
    gate, written, files: there, asked,
    holds: () => [...waiting.values()],
    open: () => gate.holds().filter(({ resolution }) => resolution === null),
    async pass(seconds: number) {
      context.mock.timers.tick(seconds * 1000);
      await settled();
    },
    answer(how: 'release' | 'reject') {
      const [hold] = gate.holds().filter(({ resolution }) => resolution === null);
      assert.ok(hold, 'nothing is open');
      const { kind } = how === 'release' ? gate.release(hold.id, hold.digest, 'me') : gate.reject(hold.id, hold.digest, 'me', 'use the staging one');
      assert.equal(kind, 'done');
    },
  };
}

const ASK: Ask = { protocol: 1, gate: 'hook', assistant: 'qwen', callId: 'call-1', session: 's', subagent: false, proposals: [{ kind: 'command', shell: 'bash', cwd: '/shop', text: DESTROY }], waitSeconds: 55, env: {} };
const command = (text: string): Pick<Ask, 'proposals'> => ({ proposals: [{ kind: 'command', shell: 'bash', cwd: '/shop', text }] });
const settled = async () => {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
};
const kindOf = ({ answer }: { answer: Answer | null }) => (answer === null ? 'waits' : answer.kind === 'pass' ? 'pass' : answer.because);

describe('a host that cannot wait for a person', () => {
  for (const { id, waitSeconds } of ADAPTERS.filter((adapter) => adapter.waitSeconds < 120)) {
    test(`${id}: is answered before its own limit and its launcher's, and the hold stays open`, async (context) => {
      const at = stage(context);
      const told = at.asked({ assistant: id, waitSeconds });
      await at.pass(waitSeconds - 8);
      assert.equal(kindOf(told), 'waits');
      await at.pass(2);
      assert.equal(kindOf(told), 'pending');
      assert.match(told.answer?.kind === 'refuse' ? told.answer.words : '', /held by Infrahold; a person has been asked; try exactly the same call again once it is released.*Nothing ran/);
      assert.equal(at.open().length, 1);
    });
  }

  test('those hosts are the ones with less than two minutes', () => {
    assert.deepEqual(ADAPTERS.filter(({ waitSeconds }) => waitSeconds < 120).map(({ id }) => id).sort(), ['cline', 'junie', 'qwen', 'windsurf']);
    assert.equal(adapterFor('claude')?.waitSeconds, 3600);
  });
});

/** What happens after the host was told to come back: what the person does, what then comes, and what it hears. */
const RETURNS: readonly (readonly [name: string, person: 'release' | 'reject' | null, seconds: number, again: Partial<Ask>, hears: string])[] = [
  ['released: the same call passes', 'release', 5, { callId: 'call-2' }, 'pass'],
  ['released: a call without an id passes', 'release', 5, { callId: null, session: null }, 'pass'],
  ['released: nine minutes later it still passes', 'release', 9 * MINUTE, { callId: 'call-2' }, 'pass'],
  ['released: eleven minutes later it is held anew', 'release', 11 * MINUTE, { callId: 'call-2' }, 'waits'],
  ['released: another command is held', 'release', 5, { callId: 'call-2', ...command(`${DESTROY} -lock=false`) }, 'waits'],
  ['released: another assistant is held', 'release', 5, { callId: 'call-2', assistant: 'cline' }, 'waits'],
  ['released: another session is held', 'release', 5, { callId: 'call-2', session: 'other' }, 'waits'],
  ['released: another gate is held', 'release', 5, { callId: 'call-2', gate: 'proxy' }, 'waits'],
  ['rejected: the same call hears the rejection, and nobody is asked twice', 'reject', 5, { callId: 'call-2' }, 'rejected'],
  ['still open: the same call joins the hold', null, 5, { callId: 'call-2' }, 'waits'],
  ['nobody answered for the whole time: it is asked anew', null, 11 * MINUTE, { callId: 'call-2' }, 'waits'],
];

describe('the call that comes back', () => {
  for (const [name, person, seconds, again, hears] of RETURNS) {
    test(name, async (context) => {
      const at = stage(context);
      const first = at.asked();
      await at.pass(50);
      assert.equal(kindOf(first), 'pending');
      if (person !== null) at.answer(person);
      await at.pass(seconds);
      const second = at.asked(again);
      await settled();
      assert.equal(kindOf(second), hears);
    });
  }

  test('passes once, and that is recorded', async (context) => {
    const at = stage(context);
    at.asked();
    await at.pass(50);
    at.answer('release');
    const [second, file] = [at.asked({ callId: 'call-2' }), at.asked({ callId: 'call-2' })];
    await settled();
    assert.deepEqual([kindOf(second), kindOf(file)], ['pass', 'pass'], 'a second hook file brings the same call');
    const third = at.asked({ callId: 'call-3' });
    await settled();
    assert.equal(kindOf(third), 'waits');
    assert.deepEqual(at.written.map(({ event, resolution, note }) => [event, resolution?.kind ?? null, note]), [
      ['verdict', null, null],
      ['resolution', 'released', null],
      ['resolution', 'released', 'the same call came again after its release; it passes this once'],
      ['verdict', null, null],
    ]);
  });

  test('joins the open hold as often as it comes, and hears the answer', async (context) => {
    const at = stage(context);
    at.asked();
    await at.pass(50);
    const second = at.asked({ callId: 'call-2' });
    await at.pass(50);
    assert.equal(kindOf(second), 'pending');
    const third = at.asked({ callId: 'call-3' });
    await at.pass(5);
    assert.equal(at.open().length, 1);
    at.answer('release');
    await settled();
    assert.equal(kindOf(third), 'pass');
    const fourth = at.asked({ callId: 'call-4' });
    await settled();
    assert.equal(kindOf(fourth), 'waits', 'the release was heard, so that it is spent');
  });

  test('a hook that is killed after it was told leaves the hold open; one killed before takes it away', async (context) => {
    const at = stage(context);
    const [early, late] = [new AbortController(), new AbortController()];
    at.asked(command('kubectl delete namespace prod'), early);
    early.abort();
    await settled();
    assert.equal(at.open().length, 0);
    at.asked({}, late);
    await at.pass(50);
    late.abort();
    await settled();
    assert.equal(at.open().length, 1);
    await at.pass(10 * MINUTE);
    assert.equal(at.open().length, 0);
    assert.equal(at.holds().at(-1)?.resolution?.kind, 'expired');
  });

  test('a script that was changed after the release is held anew', async (context) => {
    const at = stage(context, { '/shop/down.sh': 'terraform destroy -target=aws_sqs_queue.mail\n' });
    at.asked(command('sh ./down.sh'));
    await at.pass(50);
    at.answer('release');
    at.files['/shop/down.sh'] = 'terraform destroy -target=aws_db_instance.main\n';
    const second = at.asked({ callId: 'call-2', ...command('sh ./down.sh') });
    await settled();
    assert.equal(kindOf(second), 'waits');
  });

  test('a host that waits long enough is never told to come back', async (context) => {
    const at = stage(context);
    const told = at.asked({ assistant: 'claude', waitSeconds: 3600 });
    await at.pass(9 * MINUTE);
    assert.equal(kindOf(told), 'waits');
    await at.pass(2 * MINUTE);
    assert.equal(kindOf(told), 'expired');
  });
});
