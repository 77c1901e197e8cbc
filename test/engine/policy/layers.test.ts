import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { decide } from '../../../src/engine/decide';
import type { Disposition, Effect, EnvironmentClass } from '../../../src/engine/model';
import { judged, limitsOf, overruled, policyFor, releaseOf } from '../../../src/engine/policy/judge';
import { assemble } from '../../../src/engine/policy/layers';
import { loosenings } from '../../../src/engine/policy/loosening';
import type { LayerName } from '../../../src/engine/policy/policy';
import { RULES } from '../../../src/engine/rules';
import { world } from '../../world';

type Layers = Partial<Record<LayerName, string>>;

/** What the texts are worth together. A layer in `released` had exactly its text released by a person; machine and user need no release. */
function policy(layers: Layers, released: readonly LayerName[] = [], today: string | null = '2026-11-24') {
  const order: readonly LayerName[] = ['machine', 'user', 'workspace', 'folder'];
  const texts = order.flatMap((name) => {
    const text = layers[name];
    return text === undefined ? [] : [{ name, source: name, folder: '/home/me/shop', loosens: name === 'machine' || name === 'user' || released.includes(name), text: `version: 1\n${text}` }];
  });
  const { policy: assembled, problems } = assemble(texts, today);
  assert.deepEqual(Object.values(problems).flat(), []);
  return assembled;
}

function effect(environment: EnvironmentClass = 'unknown', address = 'shop'): Effect {
  return {
    verb: 'delete', resource: { kind: 'data-store', type: 'database', address }, reach: 'resource', environment: { class: environment, facts: {} },
    undo: 'no', place: { in: 'text', span: [0, 1] }, unattended: false, note: null, chain: [], by: null,
  };
}

const HOLD = 'rules: { data-store-deletion: hold }';
const DENY = 'rules: { data-store-deletion: deny }';
const ALLOW = 'rules: { data-store-deletion: allow }';
const OPEN = `${DENY}\nmay-loosen: [data-store-deletion]`;

/** Layers, which of the lower ones are released, and what the rule (hold by itself) comes to. */
const COMBINATIONS: readonly (readonly [string, Layers, readonly LayerName[], Disposition])[] = [
  ['nothing written', {}, [], 'hold'],
  ['machine tightens', { machine: DENY }, [], 'deny'],
  ['machine loosens', { machine: ALLOW }, [], 'allow'],
  ['user tightens', { user: DENY }, [], 'deny'],
  ['user loosens what nobody above wrote', { user: ALLOW }, [], 'allow'],
  ['user cannot loosen the machine', { machine: DENY, user: ALLOW }, [], 'deny'],
  ['user loosens what the machine opened', { machine: OPEN, user: ALLOW }, [], 'allow'],
  ['user tightens the machine', { machine: HOLD, user: DENY }, [], 'deny'],
  ['workspace tightens at once', { workspace: DENY }, [], 'deny'],
  ['workspace loosens, not released', { workspace: ALLOW }, [], 'hold'],
  ['workspace loosens, released', { workspace: ALLOW }, ['workspace'], 'allow'],
  ['workspace cannot loosen the machine, released or not', { machine: DENY, workspace: ALLOW }, ['workspace'], 'deny'],
  ['workspace cannot loosen the user', { user: HOLD, workspace: ALLOW }, ['workspace'], 'hold'],
  ['workspace loosens what the user opened, released', { user: OPEN, workspace: ALLOW }, ['workspace'], 'allow'],
  ['workspace loosens what the user opened, not released', { user: OPEN, workspace: ALLOW }, [], 'deny'],
  ['folder tightens the workspace', { workspace: HOLD, folder: DENY }, [], 'deny'],
  ['folder cannot loosen the workspace', { workspace: DENY, folder: ALLOW }, ['workspace', 'folder'], 'deny'],
  ['folder loosens what the workspace opened', { workspace: OPEN, folder: ALLOW }, ['workspace', 'folder'], 'allow'],
  ['folder loosens what an unreleased workspace opened, still not under the recommended', { workspace: 'may-loosen: [data-store-deletion]', folder: ALLOW }, [], 'hold'],
  ['strict in the workspace counts at once', { workspace: 'extends: strict' }, [], 'hold'],
  ['watch in the workspace does not, unreleased', { workspace: 'extends: watch' }, [], 'hold'],
  ['watch in the workspace, released', { workspace: 'extends: watch' }, ['workspace'], 'warn'],
  ['a file overrides the preset it extends', { user: `extends: watch\n${DENY}` }, [], 'deny'],
  ['watch for the person', { user: 'extends: watch' }, [], 'warn'],
  ['a preset below does not open what the machine fixed', { machine: DENY, user: `extends: recommended\n${ALLOW}` }, [], 'deny'],
  ['nor does `may-loosen` below it', { machine: DENY, user: OPEN, workspace: ALLOW }, ['workspace'], 'deny'],
  ['nor a released preset of the workspace', { user: DENY, workspace: `extends: watch\n${ALLOW}` }, ['workspace'], 'deny'],
  ['a preset of the machine fixes what it tightens', { machine: 'extends: strict', user: ALLOW }, [], 'hold'],
  ['what the machine opens of its preset', { machine: 'extends: strict\nmay-loosen: [data-store-deletion]', user: ALLOW }, [], 'allow'],
  ['a preset that says no more than the rule itself fixes nothing', { machine: 'extends: recommended', user: ALLOW }, [], 'allow'],
  ['what the machine opened and the user fixed', { machine: OPEN, user: DENY, workspace: ALLOW }, ['workspace'], 'deny'],
];
describe('layers', () => {
  for (const [name, layers, released, expected] of COMBINATIONS) {
    test(name, () => assert.equal(judged(policy(layers, released), 'data-store-deletion', effect(), 'hold').disposition, expected));
  }
  test('strict denies in production', () => assert.equal(judged(policy({ workspace: 'extends: strict' }), 'data-store-deletion', effect('production'), 'hold').disposition, 'deny'));
  test('an environment has its own disposition', () => {
    const written = policy({ user: 'rules: { service-stop: { production: deny, development: allow } }' });
    assert.deepEqual(['production', 'development', 'unknown'].map((one) => judged(written, 'service-stop', effect(one as EnvironmentClass), 'hold').disposition), ['deny', 'allow', 'hold']);
  });
  test('who decided is said with its line', () => assert.equal(judged(policy({ user: DENY }), 'data-store-deletion', effect(), 'hold').by, 'user:2'));
  test('one assistant may be treated more strictly', () => {
    const written = policy({ workspace: 'assistants: { cursor: { rules: { data-store-deletion: deny } } }' });
    assert.equal(judged(policyFor(written, 'cursor'), 'data-store-deletion', effect(), 'hold').disposition, 'deny');
    assert.equal(judged(policyFor(written, 'claude'), 'data-store-deletion', effect(), 'hold').disposition, 'hold');
  });
  test('limits: an unreleased workspace only shortens', () => {
    assert.equal(limitsOf(policy({ workspace: 'limits: { answer-within: 900 }' })).answerWithin, 600);
    assert.equal(limitsOf(policy({ workspace: 'limits: { answer-within: 900 }' }, ['workspace'])).answerWithin, 900);
    assert.equal(limitsOf(policy({ machine: 'limits: { pause: false }', user: 'limits: { pause: true }' })).pause, false);
  });
  test('limits: what an upper layer wrote is only shortened', () => {
    assert.equal(limitsOf(policy({ machine: 'limits: { answer-within: 120 }', user: 'limits: { answer-within: 900 }' })).answerWithin, 120);
    assert.equal(limitsOf(policy({ machine: 'limits: { waiver-days: 7 }', workspace: 'limits: { waiver-days: 90 }' }, ['workspace'])).waiverDays, 7);
    assert.equal(limitsOf(policy({ user: 'extends: strict\nlimits: { waiver-days: 60 }' })).waiverDays, 60);
    assert.equal(limitsOf(policy({ user: 'extends: recommended', workspace: 'limits: { answer-within: 900 }' }, ['workspace'])).answerWithin, 900);
  });
  test('the most people any layer asks for', () => assert.equal(releaseOf(policy({ machine: 'release: { production: { people: 2 } }', user: 'release: { production: { people: 1 } }' }), 'production').people, 2));
});

const DROP = 'psql shop -c "DROP TABLE orders"';
const WAIVER = 'waivers:\n  - { rule: data-store-deletion, resource: "order*", until: 2026-12-01, reason: "scratch" }';
/** Policy of the workspace, whether released, the day, the command and its disposition. */
const DECISIONS: readonly (readonly [string, string, boolean, string | null, string, Disposition])[] = [
  ['no policy', '', false, '2026-11-24', DROP, 'hold'],
  ['a waiver, released', WAIVER, true, '2026-11-24', DROP, 'allow'],
  ['a waiver on its last day', WAIVER, true, '2026-12-01', DROP, 'allow'],
  ['a waiver that has ended', WAIVER, true, '2026-12-02', DROP, 'hold'],
  ['a waiver nobody released', WAIVER, false, '2026-11-24', DROP, 'hold'],
  ['a waiver without a known day', WAIVER, true, null, DROP, 'hold'],
  ['a waiver for another resource', WAIVER.replace('order*', 'users'), true, '2026-11-24', DROP, 'hold'],
  ['a waiver never covers a stack', 'waivers:\n  - { rule: stack-destruction, resource: "*", until: 2026-12-01, reason: "x" }', true, '2026-11-24', 'terraform destroy', 'hold'],
  ['a command the team knows to be fine', 'commands:\n  - { run: "psql shop *", with: allow }', true, '2026-11-24', DROP, 'allow'],
  ['the same, not released', 'commands:\n  - { run: "psql shop *", with: allow }', false, '2026-11-24', DROP, 'hold'],
  ['the same with an argument nobody can read', 'commands:\n  - { run: "psql *", with: allow }', true, '2026-11-24', 'psql $DB -c "DROP TABLE orders"', 'hold'],
  ['a command the team holds', 'commands:\n  - { run: "deploy *", with: hold }', false, '2026-11-24', 'deploy prod/eu', 'hold'],
  ['quoted text is no invocation', 'commands:\n  - { run: "deploy *", with: hold }', false, '2026-11-24', 'echo "deploy prod"', 'allow'],
  ['a protected resource', 'protect:\n  - { resource: "orders", with: deny }', false, '2026-11-24', DROP, 'deny'],
  ['another resource', 'protect:\n  - { resource: "users", with: deny }', false, '2026-11-24', DROP, 'hold'],
];
describe('decisions under a policy', () => {
  for (const [name, workspace, released, today, text, expected] of DECISIONS) {
    test(name, () => {
      const verdict = decide(policy({ workspace }, released ? ['workspace'] : [], today), { kind: 'command', shell: 'bash', cwd: '/home/me/shop', text }, world());
      assert.equal(verdict.disposition, expected);
    });
  }
});

/** What a layer above writes, a released workspace below it, and the command's disposition. */
const OVERRULED: readonly (readonly [string, string, string, Disposition])[] = [
  ['a waiver for a rule that the machine wrote', DENY, WAIVER, 'deny'],
  ['a waiver for a rule that the machine opened', OPEN, WAIVER, 'allow'],
  ['a waiver for a rule that the machine wrote for another environment', 'rules: { data-store-deletion: { production: deny } }', WAIVER, 'allow'],
  ['a command that is fine, under a rule that the machine wrote', HOLD, 'commands:\n  - { run: "psql shop *", with: allow }', 'hold'],
  ['a command that is fine, under a rule that the machine opened', OPEN, 'commands:\n  - { run: "psql shop *", with: allow }', 'allow'],
  ['a command that is fine, under one that the machine holds', 'commands:\n  - { run: "psql *", with: hold }', 'commands:\n  - { run: "psql shop *", with: allow }', 'hold'],
];
describe('what a layer above fixed', () => {
  for (const [name, machine, workspace, expected] of OVERRULED) {
    test(name, () => {
      const verdict = decide(policy({ machine, workspace }, ['workspace']), { kind: 'command', shell: 'bash', cwd: '/home/me/shop', text: DROP }, world());
      assert.equal(verdict.disposition, expected);
    });
  }
  test('who wrote it is said of each entry that does not count', () => {
    const lines = overruled(policy({ machine: DENY, workspace: `${ALLOW}\n${WAIVER}` }, ['workspace'])).map(({ source, line, by }) => `${source}:${line} ${by}`);
    assert.deepEqual(lines, ['workspace:2 machine:2', 'workspace:4 machine:2']);
  });
  test('a waiver that counts in one environment is not overruled', () => {
    const layers = { machine: 'rules: { data-store-deletion: { production: deny } }', workspace: WAIVER };
    assert.deepEqual(overruled(policy(layers, ['workspace'])), []);
    assert.equal(loosenings(policy({ machine: layers.machine }), policy(layers, ['workspace']), RULES).length, 1);
  });
  test('a waiver that an upper layer overrules is no loosening to release', () => {
    assert.deepEqual(loosenings(policy({ machine: DENY }), policy({ machine: DENY, workspace: WAIVER }, ['workspace']), RULES), []);
  });
});

/** Before, after, and what a person is told. */
const LOOSENINGS: readonly (readonly [string, string, readonly RegExp[]])[] = [
  ['', 'rules: { stack-destruction: { development: allow } }', [/^stack-destruction in development would pass, not hold: deletes everything/]],
  ['rules: { stack-destruction: deny }', '', [/^stack-destruction everywhere would be held, not deny/]],
  ['', DENY, []],
  ['', WAIVER, [/^data-store-deletion would be waived for order\* until 2026-12-01$/]],
  ['protect:\n  - { resource: "a.*", with: deny }', '', [/^a\.\* would no longer be protected$/]],
  ['release: { production: { people: 2 } }', '', [/^one person could release in production, where 2 must agree now$/]],
  ['environments: { production: { any: [{ aws-profile: "acme" }] } }', '', [/"acme".* would no longer count as production$/]],
  ['limits: { pause: false }', '', [/^the guard could be paused$/]],
  ['partial-coverage: hold', '', [/^what cannot be read would pass$/]],
  ['', 'commands:\n  - { run: "make *", with: allow }', [/^commands like `make \*` would pass$/]],
];
describe('what would no longer be held', () => {
  for (const [before, after, expected] of LOOSENINGS) {
    test(`${before || '(nothing)'} -> ${after || '(nothing)'}`, () => {
      const words = loosenings(policy({ workspace: before }, ['workspace']), policy({ workspace: after }, ['workspace']), RULES);
      assert.equal(words.length, expected.length, words.join('\n'));
      expected.forEach((pattern, i) => assert.match(words[i] as string, pattern));
    });
  }
});
