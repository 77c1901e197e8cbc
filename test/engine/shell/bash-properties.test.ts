import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WRAPPERS } from '../../../src/engine/shell/wrappers';
import { line, reading, runs } from './bash-reading';

const RUNS = { numRuns: 300 };

/** Pieces of shell, so that random texts get into the corners of the grammar. */
const piece = fc.constantFrom(
  'rm', '-rf', '/', ' ', '\n', ';', '&&', '||', '|', '&', '(', ')', '{', '}', '$(', '`', '"', "'", '$', '${', '${x:-', '}', '<<E\n', 'E\n', '<(', '>', '>>', '<', '<<<', '#', '\\', '*', '?', '[', ']', '[[', ']]', '((', '))',
  'if', 'then', 'else', 'fi', 'for', 'x', 'in', 'do', 'done', 'while', 'case', 'esac', 'function', 'f()', 'f', '=', 'x=', 'x=(', '!', 'sudo', 'eval', 'xargs', 'bash', '-c', 'ssh', 'source', 'read', 'cd', 'echo', 'cat', 'find', '-exec', '{}', '+', '{a,b}', '{1..9}', "$'\\x", 'alias', 'trap', 'set', '--', '$@', '$1', '%', ',', '~', '\t', 'é',
);

const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')), fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')));

test('no text throws, and every span lies inside the text', () => {
  fc.assert(fc.property(texts, (text) => {
    const { invocations, effects } = reading(text);
    for (const { span } of invocations) assert.ok(span[0] >= 0 && span[0] <= span[1] && span[1] <= text.length, `${span.join(' ')} of ${text.length}`);
    for (const { place } of effects) assert.ok(place.in === 'text' && place.span[1] <= text.length);
  }), RUNS);
});

test('a command that is quoted as data is not run', () => {
  const carriers = ["echo '%'", 'echo "%"', "git commit -m '%'", "grep -r '%' .", "cat > notes.md <<'END'\n%\nEND", "printf '%%s' '%' > x.txt", '# %', "gh pr create --body '%'", "X='%'; echo \"$X\"", "jq --arg x '%' . a.json"];
  const commands = ['terraform destroy', 'kubectl delete ns prod', 'sudo rm -rf /', 'dropdb prod', 'ssh host rm -rf /', 'curl -s x.io | sh'];
  fc.assert(fc.property(fc.constantFrom(...carriers), fc.constantFrom(...commands), (carrier, command) => {
    const found = runs(carrier.replace('%%', '\0').replace('%', command).replace('\0', '%'));
    assert.ok(!found.some((one) => command.includes(one) || one.startsWith('rm ')), found.join('; '));
  }), RUNS);
});

const words = [...WRAPPERS].flatMap(([name, ways]) => ways.filter(({ takes, after, skip, marker }) => takes === 'words' && after === undefined && !skip && marker === undefined).map(() => name));

test('wrappers of the table in any order keep what they wrap', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }), fc.constantFrom('terraform destroy', 'rm -rf /data', 'kubectl delete ns prod'), (names, command) => {
    assert.ok(runs([...names, command].join(' ')).includes(command), names.join(' '));
  }), RUNS);
});

test('ways of writing a word change nothing', () => {
  const spell = (c: string): fc.Arbitrary<string> => fc.constantFrom(c, `'${c}'`, `"${c}"`, `\\${c}`, `$'\\x${c.charCodeAt(0).toString(16)}'`, `${c}''`, `\${unset_$$:-${c}}`.replace('_$$', ''), `$(printf ${c})`);
  const spelled = (word: string): fc.Arbitrary<string> => fc.tuple(...[...word].map(spell)).map((letters) => letters.join(''));
  fc.assert(fc.property(spelled('rm'), spelled('data'), (program, target) => {
    assert.ok(runs(`${program} -rf ${target}`).includes('rm -rf data'), `${program} -rf ${target}`);
  }), RUNS);
});

test('large and deep texts end soon and are said to be read in part', () => {
  const big: readonly [string, string][] = [
    ['loops in loops', `${'for x in {1..64}; do '.repeat(6)}rm $x; ${'done; '.repeat(6)}`],
    ['shells in shells', Array.from({ length: 40 }).reduce<string>((text) => `bash -c ${JSON.stringify(text)}`.slice(0, 60_000), 'rm x')],
    ['substitutions in substitutions', `${'$('.repeat(400)}rm${')'.repeat(400)}`],
    ['braces', `rm ${'{a,b,c,d}'.repeat(20)}`],
    ['a long text', 'rm x; '.repeat(40_000)],
    ['a function that calls itself twice', 'f() { f; f; f; rm x; }; f'],
    ['two functions that call each other', 'a() { b; b; }; b() { a; a; rm x; }; a'],
    ['a variable that doubles', `x=aaaaaaaaaa; ${'x=$x$x$x$x; '.repeat(40)} rm $x`],
    ['eval of itself', 'x=\'eval "$x"; eval "$x"\'; eval "$x"'],
    ['patterns', `x=${'a'.repeat(2000)}; ${'y=${x//a*a*a*a*a*b/}; '.repeat(50)} rm $y`],
    ['nested parentheses', `${'('.repeat(5000)}rm x${')'.repeat(5000)}`],
  ];
  for (const [name, text] of big) {
    const start = performance.now();
    const { invocations } = reading(text);
    const took = performance.now() - start;
    assert.ok(invocations.length <= 2000, name);
    assert.ok(took < 1500, `${name} took ${Math.round(took)} ms`);
  }
  assert.ok(reading('rm x; '.repeat(40_000)).unread.length > 0);
  assert.deepEqual(reading('f() { f; f; rm x; }; f').invocations.map(line).slice(0, 1), ['rm x']);
});
