import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';

import { decide } from '../../src/engine/decide';
import { RULES } from '../../src/engine/rules';
import { RECOMMENDED } from '../../src/engine/policy/policy';
import { corpus } from '../corpus';
import { world } from '../world';

const WORLD = world();
const HELD = corpus().filter(({ shell, expect, difficulty, text }) => shell === 'bash' && difficulty === 'plain' && (expect === 'hold' || expect === 'deny') && !/[\n']/.test(text));
// What a person's own shell would do with a `cd` or a variable of the outer text does not hold elsewhere.
const WRAPPERS: readonly (readonly [string, (text: string) => string])[] = [
  ['sudo', (text) => `sudo ${text}`],
  ['env', (text) => `env A=1 ${text}`],
  ['timeout', (text) => `timeout 60 ${text}`],
  ['nohup', (text) => `nohup ${text} &`],
  ['bash -c', (text) => `bash -c '${text}'`],
  ['sh -ec', (text) => `sh -ec '${text}'`],
  ['subshell', (text) => `(${text})`],
  ['after &&', (text) => `true && ${text}`],
  ['after ;', (text) => `echo start; ${text}`],
  ['if', (text) => `if true; then ${text}; fi`],
  ['eval', (text) => `eval '${text}'`],
  ['heredoc', (text) => `bash <<'E'\n${text}\nE`],
  ['function', (text) => `go() { ${text}; }; go`],
  ['redirected', (text) => `${text} 2>&1`],
];
/** A wrapper in front of a compound line only wraps its first command. */
const SIMPLE = /^[^|&;<>()`$]*$/;

describe('a held command stays held', () => {
  for (const [name, wrap] of WRAPPERS) {
    test(name, () => {
      const prefix = /^(?:sudo|env|timeout|nohup|redirected)$/.test(name);
      const lines = HELD.filter(({ text }) => (!prefix || (SIMPLE.test(text) && !/^\w+=/.test(text))) && !text.includes('#'));
      const lost = lines.filter(({ text }) => isQuiet(wrap(text))).map(({ family, line, text }) => `${family}.tsv:${line} ${wrap(text)}`);
      assert.deepEqual(lost, []);
    });
  }
});

const QUOTED: readonly (readonly [string, (text: string) => string])[] = [
  ['echo', (text) => `echo '${text}'`],
  ['a commit message', (text) => `git commit -m '${text}'`],
  ['grep', (text) => `grep -rn '${text}' docs`],
  ['a comment', (text) => `ls # ${text}`],
  ['a document', (text) => `cat > notes.md <<'E'\n${text}\nE`],
  ['a variable nobody runs', (text) => `note='${text}'`],
];
describe('the same as data is harmless', () => {
  for (const [name, quote] of QUOTED) {
    test(name, () => assert.deepEqual(HELD.filter(({ text }) => !isQuiet(quote(text))).map(({ family, line, text }) => `${family}.tsv:${line} ${quote(text)}`), []));
  }
});

test('what a rule offers instead is not held', () => {
  const offered = RULES.flatMap(({ id, instead }) => [...instead.matchAll(/`([^`]+)`/g)].map((match) => ({ id, text: match[1] as string })));
  assert.ok(offered.length >= 4);
  assert.deepEqual(offered.filter(({ text }) => !isQuiet(text)), []);
});

test('no text makes the engine throw or take long', () => {
  const pieces = fc.constantFrom('rm -rf ', '$(', ')', '`', '"', "'", '\\', '\n', '|', '&&', ';', '{', '}', '<<E', 'terraform destroy', '${x', '$x', 'psql -c ', '*', '#', '\u202e', '\0');
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      const started = performance.now();
      isQuiet(text);
      assert.ok(performance.now() - started < 1_000, JSON.stringify(text));
    }),
    { numRuns: 300 },
  );
});

function isQuiet(text: string): boolean {
  const { disposition } = decide(RECOMMENDED, { kind: 'command', shell: 'bash', cwd: '/home/me/shop', text }, WORLD);
  return disposition === 'allow' || disposition === 'warn';
}
