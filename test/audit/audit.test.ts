import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { openAudit, verifyChain } from '../../src/audit/audit';
import { nobody } from '../../src/audit/nobody';
import { userFolder, type UserFolder } from '../../src/platform/folder';

let root: string;
let folder: UserFolder;
beforeEach(() => {
  if (root) rmSync(root, { recursive: true, force: true });
  root = mkdtempSync(join(tmpdir(), 'infrahold-audit-'));
  folder = userFolder({ INFRAHOLD_HOME: join(root, 'i') });
});
after(() => rmSync(root, { recursive: true, force: true }));

const seed = (what: string) => ({ event: 'verdict', ...nobody(), what, note: null }) as const;
const JANUARY = new Date('2026-01-31T23:59:00Z');
const FEBRUARY = new Date('2026-02-01T00:01:00Z');

test('lines are chained over the months and read newest first', () => {
  openAudit(folder, () => JANUARY).write(seed('one'));
  openAudit(folder, () => JANUARY).write(seed('two'));
  openAudit(folder, () => FEBRUARY).write(seed('three'));
  assert.deepEqual(openAudit(folder, () => FEBRUARY).read(2).map(({ what }) => what), ['three', 'two']);
  assert.deepEqual(verifyChain(folder), { kind: 'whole', lines: 3 });
  assert.equal((statSync(folder.audit).mode & 0o777).toString(8), '700');
  assert.equal((statSync(join(folder.audit, '2026-01.jsonl')).mode & 0o777).toString(8), '600');
});

const TAMPERINGS: readonly (readonly [name: string, change: (lines: string[]) => string[]])[] = [
  ['a changed line', ([a, b, c]) => [a as string, (b as string).replace('two', 'TWO'), c as string]],
  ['a missing line', ([a, , c]) => [a as string, c as string]],
  ['two lines swapped', ([a, b, c]) => [b as string, a as string, c as string]],
  ['a line that is no entry', ([a, , c]) => [a as string, 'x', c as string]],
];

for (const [name, change] of TAMPERINGS) {
  test(`the chain shows ${name}`, () => {
    const audit = openAudit(folder, () => JANUARY);
    for (const what of ['one', 'two', 'three']) audit.write(seed(what));
    const path = join(folder.audit, '2026-01.jsonl');
    writeFileSync(path, `${change(readFileSync(path, 'utf8').trim().split('\n')).join('\n')}\n`);
    assert.equal(verifyChain(folder).kind, 'broken');
  });
}

test('a line longer than what is read from the end is chained as well', () => {
  const audit = openAudit(folder, () => JANUARY);
  audit.write(seed('x'.repeat(100_000)));
  audit.write(seed('short'));
  assert.deepEqual(verifyChain(folder), { kind: 'whole', lines: 2 });
});

test('several writers take turns, and no line is lost', async () => {
  const audits = Array.from({ length: 8 }, () => openAudit(folder, () => JANUARY));
  await Promise.all(audits.map(async (audit, i) => {
    for (let n = 0; n < 10; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      audit.write(seed(`${i}-${n}`));
    }
  }));
  assert.deepEqual(verifyChain(folder), { kind: 'whole', lines: 80 });
});

test('a lock that a killed process left is taken over', () => {
  const audit = openAudit(folder, () => JANUARY);
  audit.write(seed('one'));
  writeFileSync(join(folder.audit, '.lock'), '');
  const started = Date.now();
  audit.write(seed('two'));
  assert.ok(Date.now() - started < 5000);
  assert.deepEqual(verifyChain(folder), { kind: 'whole', lines: 2 });
});
