import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { decide } from '../src/engine/decide';
import { lower } from '../src/engine/lower';
import { RECOMMENDED } from '../src/engine/policy/policy';
import { corpus, meets } from './corpus';
import { world } from './world';

const WORLD = world();
const LINES = corpus();

test('the corpus is well formed, large, and half of it harmless', () => {
  const bad = LINES.filter(({ difficulty, expect, shell, text, reason }) => !/^(plain|flags|wrapped|obfuscated|look-alike)$/.test(difficulty) || !/^(allow|warn|hold|deny)$/.test(expect) || !/^(bash|powershell|cmd)$/.test(shell) || text === '' || reason === '');
  assert.deepEqual(bad.map(({ family, line }) => `${family}.tsv:${line}`), []);
  assert.ok(LINES.length >= 800);
  assert.ok(LINES.filter(({ expect }) => expect === 'allow').length >= LINES.length * 0.4);
});

for (const family of new Set(LINES.map((line) => line.family))) {
  describe(family, () => {
    test('every line gets the disposition it expects', () => {
      const wrong = LINES.filter((line) => line.family === family).flatMap(({ line, shell, text, expect, reason }) => {
        const got = decide(RECOMMENDED, { kind: 'command', shell, cwd: '/home/me/shop', text }, WORLD).disposition;
        return meets(expect, got) ? [] : [`${family}.tsv:${line} expected ${expect}, got ${got}: ${JSON.stringify(text)} (${reason})`];
      });
      assert.deepEqual(wrong, []);
    });
  });
}

test('most look-alikes lower to an effect, so that they prove something', () => {
  const alike = LINES.filter(({ difficulty }) => difficulty === 'look-alike');
  const silent = alike.filter(({ shell, text }) => lower({ kind: 'command', shell, cwd: '/home/me/shop', text }, WORLD).effects.length === 0);
  assert.ok(silent.length <= alike.length * 0.5, `${silent.length} of ${alike.length} lower to nothing`);
});
