import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { applyPlan, planInstall, thisMachine } from '../../src/gate/install';
import { userFolder } from '../../src/platform/folder';

const TEXT = '{\n  "model":   "opus"\n}\n';
const posix = { skip: process.platform === 'win32' };

/** A home on the real disk, guarded through the installer. */
function inHome(work: (home: string, settings: string, change: (uninstall: boolean) => ReturnType<typeof applyPlan>) => void): void {
  const home = mkdtempSync(join(tmpdir(), 'infrahold-disk-'));
  try {
    const env = { HOME: home, PATH: '/usr/bin:/bin' };
    const folder = userFolder(env);
    const settings = join(home, '.claude', 'settings.json');
    mkdirSync(dirname(settings));
    work(home, settings, (uninstall) => applyPlan(folder, planInstall(thisMachine(folder, env), ['claude'], uninstall)));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const BYTES: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['a byte order mark', Buffer.from([0xef, 0xbb, 0xbf, ...Buffer.from('{\r\n  "model": "opus"\r\n}\r\n')])],
  ['an empty file', Buffer.alloc(0)],
  ['text beyond ASCII', Buffer.from('{ "name": "Zoë 😀 \u2028", // ü\n }')],
  ['four megabytes', Buffer.from(`{ "text":  "${'x'.repeat(4_000_000)}" }`)],
];

for (const [name, bytes] of BYTES) {
  test(`on disk: installed, and every byte back after uninstalling: ${name}`, () => {
    inHome((_home, settings, change) => {
      writeFileSync(settings, bytes);
      assert.deepEqual(change(false), { written: [settings], refused: [] });
      assert.match(readFileSync(settings, 'utf8'), /hook --assistant claude/);
      assert.deepEqual(change(true), { written: [settings], refused: [] });
      assert.ok(readFileSync(settings).equals(bytes));
    });
  });
}

test('on disk: a file that was not there is not there after uninstalling', () => {
  inHome((_home, settings, change) => {
    change(false);
    assert.equal(statSync(settings).mode & 0o777, 0o600);
    change(true);
    assert.equal(lstatSync(settings, { throwIfNoEntry: false }), undefined);
  });
});

test('on disk: a link stays a link, and the file that it names is written and put back', posix, () => {
  inHome((home, settings, change) => {
    const target = join(home, 'dotfiles-settings.json');
    writeFileSync(target, TEXT, { mode: 0o640 });
    symlinkSync('../dotfiles-settings.json', settings);
    assert.deepEqual(change(false).refused, []);
    assert.equal(readlinkSync(settings), '../dotfiles-settings.json');
    assert.match(readFileSync(target, 'utf8'), /hook --assistant claude/);
    change(true);
    assert.equal(readlinkSync(settings), '../dotfiles-settings.json');
    assert.equal(readFileSync(target, 'utf8'), TEXT);
    assert.equal(statSync(target).mode & 0o777, 0o640);
  });
});

/** Everything of a file that writing would change. */
function whatStands(path: string): string {
  const { ino, mode, size, mtimeMs, ctimeMs } = lstatSync(path);
  return JSON.stringify([ino, mode, size, mtimeMs, ctimeMs]);
}

const REFUSED: readonly (readonly [name: string, make: (settings: string, home: string) => void, why: RegExp])[] = [
  ['a read-only file', (settings) => (writeFileSync(settings, TEXT), chmodSync(settings, 0o444)), /is read-only; make it writable/],
  ['a link to a read-only file', (settings, home) => (writeFileSync(join(home, 'store'), TEXT), chmodSync(join(home, 'store'), 0o444), symlinkSync(join(home, 'store'), settings)), /is read-only; make it writable/],
  ['a link that leads nowhere', (settings, home) => symlinkSync(join(home, 'gone'), settings), /is a link to a file that is not there/],
  ['a folder of that name', (settings) => mkdirSync(settings), /is not a file/],
  ['bytes that are no UTF-8', (settings) => writeFileSync(settings, Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d])), /is not text in UTF-8/],
  ['UTF-16', (settings) => writeFileSync(settings, Buffer.from('\uFEFF{ "a": 1 }', 'utf16le')), /is not text in UTF-8/],
];

for (const [name, make, why] of REFUSED) {
  test(`on disk: ${name} is refused with words and left alone`, posix, () => {
    inHome((_home, settings, change) => {
      make(settings, _home);
      const was = whatStands(settings);
      const { written, refused } = change(false);
      assert.deepEqual(written, []);
      assert.match(refused.join('\n'), why);
      assert.equal(whatStands(settings), was);
    });
  });
}

test('on disk: a guarded file that was made read-only since keeps its hook when it is to be taken out, with words', posix, () => {
  inHome((_home, settings, change) => {
    writeFileSync(settings, TEXT);
    change(false);
    chmodSync(settings, 0o400);
    assert.match(change(true).refused.join('\n'), /is read-only/);
    assert.match(readFileSync(settings, 'utf8'), /hook --assistant claude/);
    chmodSync(settings, 0o600);
    assert.deepEqual(change(true).refused, []);
    assert.equal(readFileSync(settings, 'utf8'), TEXT);
  });
});
