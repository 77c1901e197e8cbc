import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hunksOf, lineNow, linesOf } from '../../../src/server/inline/lines';

const BEFORE = 'a\nb\nc\nd\ne\nf';

const CASES: readonly (readonly [name: string, after: string, line: number, expected: number])[] = [
  ['nothing changed', BEFORE, 4, 4],
  ['a line above was added', 'x\na\nb\nc\nd\ne\nf', 4, 5],
  ['lines above were removed', 'c\nd\ne\nf', 4, 2],
  ['the line itself is gone: the one before it', 'a\nb\nc\ne\nf', 4, 3],
  ['the line was replaced: what stands in its place', 'a\nb\nc\nD\ne\nf', 4, 4],
  ['a block is gone: the line before the block', 'a\nf', 3, 1],
  ['the first line is gone', 'b\nc\nd\ne\nf', 1, 1],
  ['everything is gone', '', 3, 1],
  ['the end is gone', 'a\nb', 6, 2],
];

for (const [name, after, line, expected] of CASES) {
  test(`a line of the old text is found in the new one: ${name}`, () => assert.equal(lineNow(hunksOf(BEFORE, after), line, after.split('\n').length), expected));
}

test('putting every stretch back gives the old text, and every line has a place', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '}', 'x = 1'), { maxLength: 30 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const [old, now] = [linesOf(before), linesOf(after)];
      const out: string[] = [];
      let at = 0;
      for (const hunk of hunksOf(before, after)) {
        out.push(...now.slice(at, hunk.after[0]), ...old.slice(...hunk.before));
        at = hunk.after[1];
      }
      assert.deepEqual([...out, ...now.slice(at)], old);
      old.forEach((_, i) => {
        const line = lineNow(hunksOf(before, after), i + 1, now.length);
        assert.ok(line >= 1 && line <= now.length);
      });
    }),
    { numRuns: 500 },
  );
});

test('line endings alone are no difference, and texts that share nothing are one stretch in bounded time', () => {
  assert.deepEqual(hunksOf('a\r\nb\r\n', 'a\nb\n'), []);
  const many = (word: string): string => Array.from({ length: 8000 }, (_, i) => `${word}${i}`).join('\n');
  assert.deepEqual(hunksOf(many('a'), many('b')), [{ before: [0, 8000], after: [0, 8000] }]);
});
