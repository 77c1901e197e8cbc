import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ADAPTERS, adapterFor } from '../../src/assistants';
import { CANARY } from '../../src/assistants/canary';
import type { Machine } from '../../src/assistants/contract';
import type { PlannedFile } from '../../src/protocol/messages';
import { DOCUMENTED, POSIX, RECORDED } from './payloads';

describe('recorded payloads', () => {
  for (const [file, expected] of RECORDED) {
    test(file, () => assert.deepEqual(proposals(file.split('/')[0] as string, JSON.parse(readFileSync(`test/fixtures/payloads/${file}.json`, 'utf8'))), expected));
  }
});

describe('payloads of documented shapes', () => {
  for (const [id, payload, expected] of DOCUMENTED) test(`${id}: ${JSON.stringify(payload).slice(0, 110)}`, () => assert.deepEqual(proposals(id, payload), expected));
});

/** The exact form that each host takes for a deny; a letter more and some of them run the tool. */
const WORDS = 'held: would delete the stack';
const NESTED = { stdout: `{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"${WORDS}"}}`, stderr: '', exit: 0 };
const DECISION = { stdout: `{"decision":"deny","reason":"${WORDS}"}`, stderr: '', exit: 0 };
const DENIES: Readonly<Record<string, unknown>> = {
  claude: NESTED, codex: NESTED, qwen: NESTED, droid: NESTED, auggie: NESTED,
  copilot: { stdout: `{"permissionDecision":"deny","permissionDecisionReason":"${WORDS}",${NESTED.stdout.slice(1)}`, stderr: '', exit: 0 },
  gemini: DECISION, antigravity: DECISION,
  goose: { stdout: `{"decision":"block","reason":"${WORDS}"}`, stderr: '', exit: 0 },
  devin: { stdout: `{"decision":"block","reason":"${WORDS}"}`, stderr: WORDS, exit: 2 },
  crush: { ...DECISION, stderr: WORDS, exit: 2 }, junie: { ...DECISION, stderr: WORDS, exit: 2 }, grok: { ...DECISION, stderr: WORDS, exit: 2 },
  windsurf: { stdout: '', stderr: WORDS, exit: 2 }, kiro: { stdout: '', stderr: WORDS, exit: 2 },
  cursor: { stdout: `{"permission":"deny","user_message":"${WORDS}","agent_message":"${WORDS}"}`, stderr: '', exit: 0 },
  cline: { stdout: `{"cancel":true,"errorMessage":"${WORDS}"}`, stderr: '', exit: 0 },
  opencode: DECISION, kilo: DECISION, amp: DECISION, pi: DECISION,
};
/** What each host gets for a call that passes: silence, but where silence stops the tool or lets nothing through. */
const PASSES: Readonly<Record<string, string>> = { copilot: '{}', cursor: '{"permission":"allow"}', cline: '{"cancel":false}', opencode: '{"decision":"pass"}', kilo: '{"decision":"pass"}', amp: '{"decision":"pass"}', pi: '{"decision":"pass"}' };

for (const adapter of ADAPTERS) {
  describe(adapter.id, () => {
    test('denies in exactly its form', () => assert.deepEqual(adapter.answer({ kind: 'refuse', because: 'rejected', words: WORDS }), DENIES[adapter.id]));
    test('says nothing more than it must when a call passes', () => assert.deepEqual(adapter.answer({ kind: 'pass', released: false }), { stdout: PASSES[adapter.id] ?? '', stderr: '', exit: 0 }));
    test('reads the canary', () => {
      const read = adapter.read(adapter.canary, { ...POSIX, readFile: () => null });
      assert.equal(read.kind === 'ask' && read.parts.proposals[0]?.kind === 'command' ? read.parts.proposals[0].text : read, CANARY);
    });
    test('a payload of an unknown shape is never passed', () => {
      for (const payload of [null, 7, 'text', [], [{ a: 1 }]]) assert.equal(adapter.read(payload, POSIX).kind, 'unread', JSON.stringify(payload));
    });
    test('installs beside what is there, twice without harm, and is taken out byte for byte', () => {
      for (const text of ['{}', '{\n\t"a": 1\n}', '{\r\n  "a": 1\r\n}\r\n', '{\n  // mine\n  "a": [1, 2], /* yes */\n  "hooks": {}\n}\n']) {
        const empty: Record<string, string> = {};
        const paths = adapter.files(machine(empty), 'install').map(({ path }) => path);
        assert.ok(paths.length > 0);
        const files: Record<string, string> = {};
        if (adapter.files(machine({ [paths[0] as string]: text }), 'install').every(({ refused }) => refused === null)) files[paths[0] as string] = text;
        const was = { ...files };
        const here = machine(files);
        here.apply(adapter.files(here, 'install'));
        assert.ok(Object.values(files).some((one) => one.includes(`--assistant ${adapter.id}`) || one.includes(`"--assistant", "${adapter.id}"`)));
        assert.deepEqual(adapter.files(here, 'install'), []);
        here.apply(adapter.files(here, 'uninstall'));
        assert.deepEqual(files, was);
      }
    });
    test('a file that cannot be read as what it is stays as it is, with words', () => {
      const files: Record<string, string> = {};
      for (const { path } of adapter.files(machine({}), 'install')) files[path] = '{ "hooks": [broken';
      const plan = adapter.files(machine(files), 'install');
      assert.ok(plan.length > 0 && plan.every(({ refused, before, after }) => refused !== null && before === after));
    });
    test('says which failures stay open', () => assert.ok(adapter.openWhen.length > 0 && adapter.waitSeconds >= 10));
  });
}

function proposals(id: string, payload: unknown) {
  const read = adapterFor(id)?.read(payload, POSIX);
  return read?.kind === 'ask' ? read.parts.proposals : (read?.kind ?? 'no adapter');
}

function machine(files: Record<string, string>): Machine & { apply(plan: readonly PlannedFile[]): void } {
  const originals = new Map<string, { readonly original: string | null; readonly written: string | null }>();
  return {
    home: '/home/me', env: {}, platform: 'posix', launcher: '/home/me/.infrahold/bin/infrahold',
    readFile: (path) => files[path] ?? null,
    isFolder: () => false,
    hasProgram: () => false,
    original: (path) => (originals.get(path)?.written === (files[path] ?? null) ? originals.get(path)?.original : undefined),
    apply(plan) {
      for (const { path, before, after } of plan) {
        originals.set(path, { original: originals.get(path)?.original ?? before, written: after });
        if (after === null) delete files[path];
        else files[path] = after;
      }
    },
  };
}
