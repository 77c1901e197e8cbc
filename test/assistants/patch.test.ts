import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyPatch } from '../../src/assistants/patch';

const FILES: Readonly<Record<string, string>> = {
  '/w/a.txt': 'one\ntwo\nthree\n',
  '/w/twice.txt': 'block a\n  size = 1\nblock b\n  size = 1\n',
  '/w/dos.txt': 'one\r\ntwo\r\n',
};

type Files = readonly (readonly [path: string, before: string | null, after: string | null])[];

const CASES: readonly (readonly [name: string, patch: string, files: Files, incomplete: RegExp | null])[] = [
  ['a line', '*** Update File: a.txt\n@@\n one\n-two\n+2\n three', [['/w/a.txt', 'one\ntwo\nthree\n', 'one\n2\nthree\n']], null],
  ['a line by its anchor', '*** Update File: twice.txt\n@@ block b\n-  size = 1\n+  size = 2', [['/w/twice.txt', FILES['/w/twice.txt'] as string, 'block a\n  size = 1\nblock b\n  size = 2\n']], null],
  ['two hunks in order', '*** Update File: a.txt\n@@\n-one\n+1\n@@\n-three\n+3', [['/w/a.txt', 'one\ntwo\nthree\n', '1\ntwo\n3\n']], null],
  ['lines added at the end', '*** Update File: a.txt\n@@\n+four', [['/w/a.txt', 'one\ntwo\nthree\n', 'one\ntwo\nthree\nfour\n']], null],
  ['a file with DOS line ends', '*** Update File: dos.txt\n@@\n-two\n+2', [['/w/dos.txt', 'one\r\ntwo\r\n', 'one\r\n2\r\n']], null],
  ['a new file', '*** Add File: new.txt\n+x\n+y', [['/w/new.txt', null, 'x\ny\n']], null],
  ['a deleted file', '*** Delete File: a.txt', [['/w/a.txt', 'one\ntwo\nthree\n', null]], null],
  ['a moved file', '*** Update File: a.txt\n*** Move to: b.txt\n@@\n-one\n+1', [['/w/a.txt', 'one\ntwo\nthree\n', null], ['/w/b.txt', null, '1\ntwo\nthree\n']], null],
  ['a hunk that does not fit', '*** Update File: a.txt\n@@\n-nowhere\n+x', [['/w/a.txt', 'nowhere', 'x']], /does not fit/],
  ['a file that is not there', '*** Delete File: gone.txt', [['/w/gone.txt', '', null]], /could not be read/],
];

for (const [name, patch, files, incomplete] of CASES) {
  test(`a patch is applied: ${name}`, () => {
    const result = applyPatch(`*** Begin Patch\n${patch}\n*** End Patch\n`, (path) => `/w/${path}`, (path) => FILES[path] ?? null);
    assert.deepEqual(result?.files, files.map(([path, before, after]) => ({ path, before, after })));
    if (incomplete === null) assert.equal(result?.incomplete, null);
    else assert.match(result?.incomplete ?? '', incomplete);
  });
}

test('a text without a section is no patch', () => {
  assert.equal(applyPatch('rm -rf /', (path) => path, () => null), null);
});
