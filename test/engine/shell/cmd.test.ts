import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reading, runs } from './windows-reading';

const PIECES: Readonly<Record<string, readonly (readonly [text: string, ...runs: string[]])[]>> = {
  'names': [
    ['RD /S /Q a', 'rd /S /Q a'], ['rmdir a', 'rd a'], ['erase a', 'del a'], ['C:\\x\\Terraform.exe plan', 'terraform plan'], ['rd/s/q a', 'rd /s/q a'], ['npm.cmd test', 'npm test'],
  ],
  'operators': [
    ['git a & git b', 'git a', 'git b'], ['git a && git b || git c', 'git a', 'git b', 'git c'], ['(git a & git b) && git c', 'git a', 'git b', 'git c'], ['git a\r\ngit b', 'git a', 'git b'], ['git "a & b"', 'git a & b'], ['git a ^& b', 'git a & b'], ['git a 2>&1', 'git a'],
  ],
  'carets and variables': [
    ['ter^raform pl^an', 'terraform plan'], ['git ^\n a', 'git a'], ['set A=x& git %A% %a%', 'git x x'], ['set "A=x y" & git %A%', 'git x y'], ['git %NOBODY%', 'git ?%NOBODY%'], ['set A=abcdef& git %A:~1,3% %A:b=X%', 'git bcd aXcdef'], ['set A=x& git !A!', 'git x'], ['set /p A=? & git %A%', 'git ?%A%'], ['git %USERPROFILE%', 'git /home/me'],
  ],
  'if and for': [
    ['if exist a git b', 'git b'], ['if not exist "a b" (git c) else (git d)', 'git c', 'git d'], ['if /i "%x%"=="y" git a', 'git a'], ['if errorlevel 1 git a', 'git a'], ['if defined X git a else git b', 'git a else git b'],
    ['for %i in (a b) do git %i', 'git a', 'git b'], ['for %%i in (a,b) do @git %%i', 'git a', 'git b'], ['for /d %d in (a\\*) do rd /s "%d"', 'rd /s a\\*'], ['for /r C:\\a %f in (*.tmp) do del "%f"', 'del C:\\a\\**\\*.tmp'], ['for /f "tokens=*" %i in (a.txt) do git %i', 'git ?%i'], ['for %i in (a b) do (git %i & git x%i)', 'git a', 'git xa', 'git b', 'git xb'],
  ],
  'comments and built-ins': [
    ['rem git a'], [':: git a'], [':label'], ['@rem git a & git b'], ['call git a', 'git a'], ['call :label'], ['start "" /wait git a', 'git a'], ['start git a', 'git a'], ['@echo off', 'echo off'], ['goto :eof'],
  ],
  'wrappers': [['npx cdk destroy', 'cdk destroy'], ['docker exec web git a', 'docker exec web git a', 'git a']],
};

for (const [what, rows] of Object.entries(PIECES)) {
  describe(what, () => {
    for (const [text, ...expected] of rows) test(text, () => assert.deepEqual(runs('cmd', text), expected));
  });
}

test('folders change for what follows', () => {
  const folders = (text: string) => reading('cmd', text).invocations.filter(({ program }) => program === 'git').map(({ cwd }) => cwd);
  assert.deepEqual(folders('cd infra & git a & cd .. & git b & pushd C:\\x & git c & popd & git d'), ['/home/me/shop/infra', '/home/me/shop', 'C:\\x', '/home/me/shop']);
});

test('a pipe feeds a program, and a redirection is kept', () => {
  const [, last] = reading('cmd', 'echo DROP TABLE a | psql > out.txt').invocations;
  assert.deepEqual(last?.stdin, { kind: 'text', text: 'DROP TABLE a\n', complete: true });
  assert.deepEqual(last?.redirects.map(({ to, mode }) => [to.value, mode]), [['out.txt', 'overwrite']]);
  assert.deepEqual(reading('cmd', 'git a > nul 2>&1').invocations[0]?.redirects, []);
});
