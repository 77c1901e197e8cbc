import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { inventory, missing, only, type Stage, stage } from './stage';

const skip = missing('git');

function shop(t: TestContext, isRepository = true): Stage {
  const made = stage(t);
  made.write('.gitignore', 'node_modules/\n.env\n');
  made.write('src/a.ts', 'a\n');
  made.write('src/deep/b.ts', 'b\n');
  made.write('data/rows.csv', '1,2\n'.repeat(1000));
  made.write('README.md', '# shop\n');
  if (isRepository) {
    made.run('git', 'init', '-q', '-b', 'main');
    made.run('git', 'add', '-A');
    made.run('git', 'commit', '-qm', 'one');
  }
  made.write('src/new.ts', 'n\n');
  made.write('src/a.ts', 'edited\n');
  made.write('.env', 'KEY=1\n');
  made.write('node_modules/x/index.js', 'x\n');
  return made;
}

function all({ folder }: Stage): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !/^\.git(?:\/|$)/.test(name) && statSync(join(folder, name)).isFile()).sort();
}

/** Each runs for real afterwards, in the folder that the test made; `words` are what is run, for a shell has opened patterns up by then. */
const COMMANDS: readonly { readonly text: string; readonly words: readonly string[]; readonly lost: Readonly<Record<string, string>> }[] = [
  { text: 'rm -rf src', words: ['rm', '-rf', 'src'], lost: { 'src/a.ts': 'in no commit', 'src/new.ts': 'in no commit' } },
  { text: 'rm -rf src data', words: ['rm', '-rf', 'src', 'data'], lost: { 'src/': '2 in no commit' } },
  { text: 'rm -rf ./data README.md missing', words: ['rm', '-rf', 'data', 'README.md'], lost: {} },
  { text: "find src -name '*.ts' -delete", words: ['find', 'src', '-name', '*.ts', '-delete'], lost: { 'src/a.ts': 'in no commit', 'src/new.ts': 'in no commit' } },
  { text: "find . -type f -name '*.md' -mtime -7 -delete", words: ['find', '.', '-type', 'f', '-name', '*.md', '-mtime', '-7', '-delete'], lost: {} },
  { text: "find . -type d -name deep -exec rm -rf {} +", words: ['find', '.', '-type', 'd', '-name', 'deep', '-exec', 'rm', '-rf', '{}', '+'], lost: {} },
  { text: 'rm -rf s*', words: ['rm', '-rf', 'src'], lost: { 'src/a.ts': 'in no commit', 'src/new.ts': 'in no commit' } },
];

for (const { text, words, lost } of COMMANDS) {
  test(`${text} takes what the look says`, { skip }, async (t) => {
    const made = shop(t);
    const before = all(made);
    const sights = await made.look(text);
    const { items } = inventory(sights);
    made.run(words[0] as string, ...words.slice(1));
    const after = all(made);
    const gone = before.filter((name) => !after.includes(name));
    const told = items.map(({ name }) => name);
    assert.deepEqual(gone.filter((name) => !told.some((one) => one === name || (one.endsWith('/') && name.startsWith(one)))), [], 'gone and not told');
    assert.deepEqual(told.filter((one) => existsSync(join(made.folder, one))), [], 'told and still there');
    assert.deepEqual(Object.fromEntries(items.filter(({ holdsData }) => holdsData).map(({ name, detail }) => [name, detail.split(', ').at(-1)])), lost);
  });
}

test('counts, sizes and the newest change are said', { skip }, async (t) => {
  const made = shop(t);
  utimesSync(join(made.folder, 'data/rows.csv'), new Date('2026-03-04T05:06:00Z'), new Date('2026-03-04T05:06:00Z'));
  utimesSync(join(made.folder, 'data'), new Date('2026-03-04T05:06:00Z'), new Date('2026-03-04T05:06:00Z'));
  const { items } = inventory(await made.look('rm -rf data README.md'));
  assert.equal(items.find(({ name }) => name === 'data/')?.detail, '1 file, 3.9 KB, last changed 2026-03-04 05:06, all of it in the last commit');
});

test('texts that no commit has are shown whole', { skip }, async (t) => {
  const made = shop(t);
  const looked = only(await made.look('rm -rf src'));
  assert.deepEqual(looked.kind === 'known' ? looked.files?.map(({ path, before, after }) => [path.slice(made.folder.length + 1), before, after]).sort() : [], [['src/a.ts', 'edited\n', ''], ['src/new.ts', 'n\n', '']]);
});

test('a repository that goes as well says what no remote has', { skip }, async (t) => {
  const made = shop(t);
  const { items } = inventory(await made.look(`rm -rf ${made.folder}`, { cwd: join(made.folder, '..') }));
  assert.deepEqual([items[0]?.name, items[0]?.detail, items[0]?.holdsData], ['the git repository shop', '1 commit, no remote has a copy', true]);
  assert.equal(items[1]?.name, 'shop/');
});

test('links are taken and not followed', { skip }, async (t) => {
  const made = shop(t, false);
  made.write('../outside/precious.txt', 'p\n');
  symlinkSync('../outside', join(made.folder, 'link'));
  const { items, source } = inventory(await made.look('rm -rf link src'));
  assert.deepEqual(items.map(({ name, holdsData }) => [name, holdsData]), [['src/', true], ['link', false]]);
  assert.match(source, /no repository has a copy/);
  unlinkSync(join(made.folder, 'link'));
  assert.equal(existsSync(join(made.folder, '../outside/precious.txt')), true);
});

test('what cannot be known is not made up', { skip }, async (t) => {
  const made = shop(t);
  for (const [text, why] of [['rm -rf "$TARGET"/data', /only known when it runs/], ['cat list | xargs rm -rf', /another program|only known/], ['find . -newerXY "$WHEN" -delete', /cannot be asked/]] as const) {
    const looked = only(await made.look(text));
    assert.equal(looked.kind, 'unknown', text);
    assert.match(looked.kind === 'unknown' ? looked.why : '', why);
  }
  assert.match(inventory(await made.look('rm -rf nowhere')).source, /nothing of that name is there/);
});

test('PowerShell and cmd are read in their own way', { skip }, async (t) => {
  const made = shop(t);
  for (const [text, shell] of [['Remove-Item -Recurse -Force src, data', 'powershell'], ['Remove-Item -Recurse -Force .\\src; Remove-Item -Rec data', 'powershell'], ['rd /s /q src data', 'cmd']] as const) {
    const found = (await made.look(text, { shell })).flatMap(({ looked }) => (looked.kind === 'known' ? looked.inventory.items : []));
    assert.ok(found.some(({ detail }) => /2 in no commit|in no commit/.test(detail)), text);
    assert.ok(found.every(({ becomes }) => becomes.kind === 'gone'), text);
  }
});
