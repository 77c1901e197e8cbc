import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { decide } from '../../src/engine/decide';
import { keepEditorPolicy, openPolicies, releaseText } from '../../src/gate/policies';
import { unreleasedIn } from '../../src/gate/unreleased-policy';
import { userFolder, type UserFolder } from '../../src/platform/folder';
import { world } from '../world';

const TODAY = '2026-11-25';
const STOP = 'kubectl scale deployment api --replicas=0';
const ALLOW = 'version: 1\nrules:\n  service-stop: allow\n';
const DENY = 'version: 1\nrules:\n  service-stop: deny\n';

let folder: UserFolder;
let shop = '';
let place = '';
const source = () => join(shop, '.infrahold', 'policy.yaml');
const write = (text: string) => writeFileSync(source(), text);
const at = (trusted = true, text = STOP) => decide(openPolicies(folder, () => TODAY, true, () => trusted).at(shop).policy, { kind: 'command', shell: 'bash', cwd: shop, text }, world()).disposition;
const words = () => openPolicies(folder, () => TODAY, true).at(shop).words.join('\n');

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'infrahold-policies-'));
  shop = join(place, 'shop');
  mkdirSync(join(shop, '.infrahold'), { recursive: true });
  folder = userFolder({ INFRAHOLD_HOME: join(place, 'home') });
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

describe('what a workspace loosens', () => {
  /** What is done, in order, and what a stop of a service then comes to. */
  const TABLE: readonly (readonly [string, () => void, boolean, string])[] = [
    ['no policy', () => undefined, true, 'hold'],
    ['loosened, unreleased', () => write(ALLOW), true, 'hold'],
    ['loosened, released', () => (write(ALLOW), releaseText(folder, source(), ALLOW)), true, 'allow'],
    ['loosened, released, in a workspace that is not trusted', () => (write(ALLOW), releaseText(folder, source(), ALLOW)), false, 'hold'],
    ['changed by one byte after its release', () => (releaseText(folder, source(), ALLOW), write(`${ALLOW} `)), true, 'hold'],
    ['changed and put back', () => (releaseText(folder, source(), ALLOW), write(DENY), at(), write(ALLOW)), true, 'allow'],
    ['the same text at another place', () => (releaseText(folder, join(place, 'other', '.infrahold', 'policy.yaml'), ALLOW), write(ALLOW)), true, 'hold'],
    ['tightened, at once', () => write(DENY), true, 'deny'],
    ['tightened, in a workspace that is not trusted', () => write(DENY), false, 'deny'],
    ['a tightening taken out again, unreleased', () => (write(DENY), at(), write('version: 1\n')), true, 'deny'],
    ['a tightening taken out again, released', () => (write(DENY), at(), write('version: 1\n'), releaseText(folder, source(), 'version: 1\n')), true, 'hold'],
    ['a tightening loosened in one go, unreleased', () => (write(DENY), at(), write(ALLOW)), true, 'deny'],
    ['removed', () => (write(DENY), at(), unlinkSync(source())), true, 'deny'],
    ['removed, and that was released', () => (write(DENY), at(), unlinkSync(source()), releaseText(folder, source(), null)), true, 'hold'],
    ['broken after a tightening', () => (write(DENY), at(), write('version: 1\nrulez: {}\n')), true, 'deny'],
    ['broken after a released loosening', () => (write(ALLOW), releaseText(folder, source(), ALLOW), at(), write('version: 1\nrulez: {}\n')), true, 'hold'],
    ['a milder name for a place, unreleased', () => write('version: 1\nrules: { service-stop: { production: deny } }\nenvironments: { development: { any: [{ kube-context: "*" }] } }\n'), true, 'hold'],
  ];
  for (const [name, prepare, trusted, expected] of TABLE) {
    test(name, () => {
      prepare();
      assert.equal(at(trusted), expected);
    });
  }

  test('an unreleased policy cannot call production development', () => {
    write('version: 1\nrules: { service-stop: { production: deny } }\nenvironments: { development: { any: [{ kube-context: "*prod*" }] } }\n');
    assert.equal(at(true, 'kubectl --context prod scale deployment api --replicas=0'), 'deny');
  });

  test('what is weaker, gone or broken is said', () => {
    write(DENY);
    at();
    write('version: 1\n');
    assert.match(words(), /holds less than before; until a person releases it/);
    unlinkSync(source());
    assert.match(words(), /is gone; until a person releases that/);
    write('version: [');
    assert.match(words(), /is broken/);
    write(DENY);
    assert.equal(words(), '');
  });
});

describe("the editor's own setting", () => {
  const set = (value: object | null) => keepEditorPolicy(folder, value === null ? null : JSON.stringify(value));
  /** What the setting says, what the person's own file says, and what a stop of a service then comes to. */
  const TABLE: readonly (readonly [string, object | null, string | null, string])[] = [
    ['none', null, null, 'hold'],
    ['tightens', { rules: { 'service-stop': 'deny' } }, null, 'deny'],
    ['never loosens', { rules: { 'service-stop': 'allow' } }, null, 'hold'],
    ['never loosens by a preset', { extends: 'watch' }, null, 'hold'],
    ['fixes what the person would loosen', { rules: { 'service-stop': 'hold' } }, ALLOW, 'hold'],
    ['opens what it marks', { rules: { 'service-stop': 'hold' }, 'may-loosen': ['service-stop'] }, ALLOW, 'allow'],
    ['leaves alone what it does not name', { rules: { 'key-destruction': 'deny' } }, ALLOW, 'allow'],
    ['is broken', { rulez: {} }, null, 'hold'],
  ];
  for (const [name, value, user, expected] of TABLE) {
    test(name, () => {
      if (user !== null) {
        mkdirSync(dirname(folder.policy), { recursive: true });
        writeFileSync(folder.policy, user);
      }
      set(value);
      assert.equal(at(), expected);
    });
  }
  test('taken out again it is gone, and broken its last good text counts', () => {
    assert.equal(set({ rules: { 'service-stop': 'deny' } }), true);
    assert.equal(set({ rules: { 'service-stop': 'deny' } }), false);
    assert.equal(at(), 'deny');
    set({ rulez: {} });
    assert.equal(at(), 'deny');
    assert.match(words(), /^the setting infrahold\.policy:1 is broken \(unknown key `rulez`/);
    set(null);
    assert.equal(at(), 'hold');
    assert.equal(words(), '');
  });
});

describe('a waiver that ends too late does not count until it is near', () => {
  const waived = (until: string) => `version: 1\nwaivers:\n  - { rule: service-stop, resource: "*", until: ${until}, reason: x }\n`;
  const TABLE: readonly (readonly [string, string | null, string])[] = [
    ['2026-12-09', null, 'allow'],
    ['2027-02-23', null, 'allow'],
    ['2027-02-24', null, 'hold'],
    ['2026-11-24', null, 'hold'],
    ['2027-02-24', 'version: 1\nlimits: { waiver-days: 120 }\n', 'allow'],
    ['2026-12-09', 'version: 1\nlimits: { waiver-days: 7 }\n', 'hold'],
  ];
  for (const [until, user, expected] of TABLE) {
    test(`${until} ${user ?? ''}`, () => {
      write(waived(until));
      releaseText(folder, source(), waived(until));
      if (user !== null) {
        mkdirSync(dirname(folder.policy), { recursive: true });
        writeFileSync(folder.policy, user);
      }
      assert.equal(at(), expected);
    });
  }
});

describe('what a person is told before they release a policy', () => {
  const told = () => unreleasedIn([shop], folder, TODAY)[0];
  test('nothing for a text that only tightens, or is released', () => {
    write(DENY);
    assert.equal(told(), undefined);
    write(ALLOW);
    releaseText(folder, source(), ALLOW);
    assert.equal(told(), undefined);
  });
  test('each loosening with its line', () => {
    write('version: 1\nrules:\n  data-store-deletion: deny\n  service-stop: { development: warn }\nwaivers:\n  - { rule: data-store-deletion, resource: "tmp_*", until: 2026-12-01, reason: x }\ncommands:\n  - { run: "make down", with: allow }\n');
    const lines = told()?.lines.map(({ line, words: one }) => `${line} ${one}`) ?? [];
    assert.equal(lines.length, 3, lines.join('\n'));
    assert.match(lines[0] ?? '', /^4 service-stop in development would only warn, not hold/);
    assert.match(lines[1] ?? '', /^6 data-store-deletion would be waived for tmp_\* until 2026-12-01$/);
    assert.match(lines[2] ?? '', /^8 commands like `make down` would pass$/);
  });
  test('a byte after the release is all of it again, beside what was released', () => {
    releaseText(folder, source(), ALLOW);
    write(`# mine\n${ALLOW}`);
    assert.equal(told()?.before, ALLOW);
    assert.match(told()?.words[0] ?? '', /^service-stop everywhere would pass/);
  });
  test('a policy that is gone', () => {
    write('version: 1\nextends: strict\n');
    at();
    unlinkSync(source());
    assert.equal(told()?.text, null);
    assert.ok((told()?.words.length ?? 0) > 3);
  });
});
