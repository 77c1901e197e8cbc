import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Sight } from '../../src/previews/look';
import { inventory, missing, only, type Stage, stage } from './stage';

const skip = missing('git');

/** Three commits on main, the last two not pushed; a feature branch of one commit; a stash; changes of every sort in the work tree. */
function shop(t: TestContext): Stage {
  const made = stage(t);
  const git = (...args: string[]) => made.run('git', ...args);
  git('init', '-q', '-b', 'main');
  made.write('.gitignore', '*.log\ncache/\n');
  made.write('a.txt', 'a1\n');
  made.write('b.txt', 'b1\n');
  made.write('src/c.txt', 'c1\n');
  made.write('with space é.txt', 's1\n');
  git('add', '-A');
  git('commit', '-qm', 'one');
  git('init', '-q', '--bare', '../remote.git');
  git('remote', 'add', 'origin', '../remote.git');
  git('push', '-q', '-u', 'origin', 'main');
  made.write('a.txt', 'a2\n');
  git('commit', '-qam', 'two');
  made.write('b.txt', 'b3\n');
  made.write('late.txt', 'late\n');
  git('add', '-A');
  git('commit', '-qm', 'three');
  git('checkout', '-q', '-b', 'feature', 'HEAD~1');
  made.write('feature.txt', 'f1\n');
  git('add', '-A');
  git('commit', '-qm', 'feature work');
  git('checkout', '-q', 'main');
  made.write('a.txt', 'stashed\n');
  made.write('stash-new.txt', 'also\n');
  git('stash', 'push', '-q', '-u', '-m', 'half done');
  return made;
}

/** Changes in the work tree: edited, staged, new, deleted, untracked, ignored. */
function dirty(made: Stage): void {
  made.write('a.txt', 'a-edited\n');
  made.write('with space é.txt', 's-edited\n');
  made.write('staged.txt', 'staged\n');
  made.run('git', 'add', 'staged.txt');
  made.write('src/c.txt', 'c-staged\n');
  made.run('git', 'add', 'src/c.txt');
  made.write('src/c.txt', 'c-staged-then-edited\n');
  rmSync(join(made.folder, 'b.txt'));
  // Only its time is another: git would have to write its index to know that.
  utimesSync(join(made.folder, 'late.txt'), 1, 1);
  made.write('untracked.txt', 'untracked\n');
  made.write('notes/n.md', '# n\n');
  made.write('debug.log', 'log\n');
  made.write('cache/x', 'x\n');
}

function files({ folder }: Stage): Map<string, string> {
  return new Map(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('.git/') && name !== '.git' && statSync(join(folder, name)).isFile()).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function commitsOf(made: Stage, ...range: string[]): string[] {
  return made.run('git', 'log', '--format=%h', ...range).split('\n').filter((line) => line !== '');
}

const WORK: readonly { readonly command: string; readonly also?: (made: Stage) => void }[] = [
  { command: 'git reset --hard' },
  { command: 'git reset --hard HEAD~2' },
  { command: 'git reset --hard origin/main' },
  { command: 'git reset --hard feature', also: (made) => made.write('feature.txt', 'mine, untracked\n') },
  { command: 'git checkout -- .' },
  { command: 'git checkout .' },
  { command: 'git checkout -- a.txt src' },
  { command: 'git checkout HEAD~2 -- a.txt b.txt' },
  { command: 'git checkout HEAD -- .' },
  { command: 'git restore .' },
  { command: 'git restore --staged --worktree .' },
  { command: 'git restore --source=HEAD~2 a.txt b.txt late.txt' },
  { command: 'git checkout -f' },
  { command: 'git checkout -f HEAD' },
  { command: 'git switch --discard-changes main' },
  { command: 'git clean -f' },
  { command: 'git clean -fd' },
  { command: 'git clean -fdx' },
  { command: 'git clean -fdX' },
  { command: 'git clean -ffdxq -e debug.log' },
  { command: 'git clean -fd notes' },
  { command: 'git rm -rfq .' },
];

for (const { command, also } of WORK) {
  test(`${command} takes what the look says`, { skip }, async (t) => {
    const made = shop(t);
    dirty(made);
    also?.(made);
    const before = files(made);
    const branch = commitsOf(made, 'HEAD');
    const sights = await made.look(command);
    const { items } = inventory(sights);
    // Only now it really happens, in the repository that this test made.
    made.run('git', ...command.split(' ').slice(1));
    const after = files(made);
    const left = commitsOf(made, 'HEAD');
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
    const lostByCommits = branch.filter((hash) => !left.includes(hash));
    assert.deepEqual(items.flatMap(({ name }) => /^commit (\w+)$/.exec(name)?.[1] ?? []).sort(), [...lostByCommits].sort());

    const told = items.filter(({ name, becomes }) => !name.startsWith('commit ') && becomes.kind !== 'kept').map(({ name }) => name.replace(/\/$/, ''));
    const untold = changed.filter((name) => !told.some((one) => one === name || name.startsWith(`${one}/`)));
    // A file that only commits change is told by these commits.
    assert.deepEqual(lostByCommits.length > 0 || /feature|HEAD~2/.test(command) ? untold.filter((name) => /staged|edited|untracked|mine/.test(before.get(name) ?? '')) : untold, [], 'changed and not told');
    const unchanged = told.filter((one) => !changed.some((name) => one === name || name.startsWith(`${one}/`)) && !(command.includes(' rm ') || before.get(one) === undefined));
    assert.deepEqual(unchanged, [], 'told and not changed');

    const views = only(sights);
    assert.ok(views.kind === 'known' && views.files !== undefined);
    for (const view of views.files) {
      const name = relative(made.folder, view.path);
      assert.equal(view.before, before.get(name) ?? '', `${name} now`);
      assert.equal(view.after, after.get(name) ?? '', `${name} after`);
    }
    const textsLost = changed.filter((name) => before.get(name) !== undefined);
    if (!/clean| rm /.test(command)) assert.deepEqual(textsLost.filter((name) => !views.files?.some(({ path }) => path === join(made.folder, name))), [], 'changed files without a diff');
  });
}

test('a stash that is dropped or cleared is shown with its files', { skip }, async (t) => {
  const made = shop(t);
  made.write('a.txt', 'second\n');
  made.run('git', 'stash', 'push', '-qm', 'second');
  const all = inventory(await made.look('git stash clear')).items.map(({ name }) => name);
  assert.deepEqual(all, ['stash@{0}', 'stash@{1}']);
  const sights = await made.look('git stash drop stash@{1}');
  const { items } = inventory(sights);
  assert.deepEqual(items.map(({ name }) => name), ['stash@{1}']);
  assert.match(items[0]?.detail ?? '', /half done, 2 files/);
  const looked = only(sights);
  assert.deepEqual(looked.kind === 'known' ? looked.files?.map(({ path, before, after }) => [relative(made.folder, path), before, after]) : [], [['a.txt', 'stashed\n', 'a2\n'], ['stash-new.txt', 'also\n', '']]);
  made.run('git', 'stash', 'drop', '-q', 'stash@{1}');
  assert.equal(made.run('git', 'stash', 'list', '--format=%gd').trim(), 'stash@{0}');
});

test('a forced push loses the commits that the remote has and what is pushed has not', { skip }, async (t) => {
  const made = shop(t);
  made.run('git', 'push', '-q', 'origin', 'main', 'feature');
  const cases: readonly [command: string, prepare: () => void][] = [
    ['git push --force', () => void made.run('git', 'reset', '-q', '--hard', 'HEAD~2')],
    ['git push -f origin main', () => undefined],
    ['git push origin +main', () => undefined],
    ['git push --force origin HEAD~1:main', () => void made.run('git', 'reset', '-q', '--hard', 'origin/main')],
    ['git push origin --delete feature', () => undefined],
    ['git push origin :feature', () => undefined],
    ['git push --mirror origin', () => void made.run('git', 'branch', '-q', '-D', 'feature')],
    ['git push --prune origin', () => undefined],
    ['git push --prune --all origin', () => undefined],
    ["git push --prune origin 'refs/heads/*:refs/heads/*'", () => undefined],
  ];
  for (const [command, prepare] of cases) {
    prepare();
    const sights = await made.look(command);
    const { items, source } = inventory(sights);
    const remote = join(made.folder, '../remote.git');
    const reach = () => new Set(made.run('git', '-C', remote, 'rev-list', '--abbrev-commit', '--branches').split('\n').filter((line) => line !== ''));
    const refs = () => made.run('git', '-C', remote, 'for-each-ref', '--format=%(refname:short)').split('\n').filter((line) => line !== '');
    const copy = join(made.folder, '../copy.git');
    made.run('cp', '-r', remote, copy);
    const [before, refsBefore] = [reach(), refs()];
    made.run('git', ...command.replaceAll("'", '').split(' ').slice(1));
    const [after, refsAfter] = [reach(), refs()];
    const lost = [...before].filter((hash) => !after.has(hash)).sort();
    const local = new Set(commitsOf(made, '--branches'));
    const told = items.flatMap(({ name }) => /^commit (\w+)$/.exec(name)?.[1] ?? []).sort();
    // A branch that goes while a local one keeps its commits loses nothing for good; one that is forced back is told in full.
    assert.deepEqual(told.filter((hash) => !local.has(hash)), lost.filter((hash) => !local.has(hash)), command);
    const goneRefs = refsBefore.filter((ref) => !refsAfter.includes(ref)).map((ref) => `origin/${ref}`);
    assert.deepEqual(items.filter(({ becomes, name }) => becomes.kind === 'gone' && name.startsWith('origin/')).map(({ name }) => name), goneRefs, command);
    assert.match(source, /as of the last fetch/);
    // Back to what it was, for the next.
    rmSync(remote, { recursive: true });
    made.run('mv', copy, remote);
    made.run('git', 'fetch', '-q', 'origin');
  }
});

test('a forced push is shown as the files it takes back', { skip }, async (t) => {
  const made = shop(t);
  made.run('git', 'push', '-q', 'origin', 'main');
  made.run('git', 'reset', '-q', '--hard', 'HEAD~1');
  const looked = only(await made.look('git push --force origin main'));
  assert.deepEqual(looked.kind === 'known' ? looked.files?.map(({ path, before, after }) => [relative(made.folder, path), before, after]) : [], [['b.txt', 'b3\n', 'b1\n'], ['late.txt', 'late\n', '']]);
});

test('a branch takes the commits that nothing else has', { skip }, async (t) => {
  const made = shop(t);
  const all = () => commitsOf(made, '--branches', '--remotes', '--tags', 'HEAD');
  const before = all();
  const sights = await made.look('git branch -D feature');
  const { items } = inventory(sights);
  made.run('git', 'branch', '-q', '-D', 'feature');
  const after = all();
  assert.deepEqual(items.flatMap(({ name }) => /^commit (\w+)$/.exec(name)?.[1] ?? []), before.filter((hash) => !after.includes(hash)));
  assert.equal(items[0]?.detail, '1 commit that no other branch has');
  const looked = only(sights);
  assert.deepEqual(looked.kind === 'known' ? looked.files?.map(({ path, before: now, after: then }) => [relative(made.folder, path), now, then]) : [], [['feature.txt', 'f1\n', '']]);
});

test('rewriting gives every commit another name', { skip }, async (t) => {
  const made = shop(t);
  const { items, source } = inventory(await made.look("git filter-branch -f --index-filter 'git rm -q --cached --ignore-unmatch a.txt' -- --branches"));
  assert.match(source, /^4 commits would get another name/);
  assert.ok(items.length > 0);
  const purged = inventory(await made.look('git filter-repo --invert-paths --path a.txt --force'));
  assert.deepEqual(purged.items.filter(({ becomes }) => becomes.kind === 'gone').map(({ name, detail }) => [name, detail]), [['a.txt', 'in 3 commits']]);
});

test('what only the reflog has is listed before it is expired', { skip }, async (t) => {
  const made = shop(t);
  const [tip] = commitsOf(made, 'HEAD');
  made.run('git', 'reset', '-q', '--hard', 'HEAD~1');
  const { items } = inventory(await made.look('git reflog expire --expire=now --all'));
  assert.ok(items.some(({ name }) => name === `commit ${tip}`));
});

test('the repository is the one that -C and cd lead to', { skip }, async (t) => {
  const made = shop(t);
  made.write('a.txt', 'edited\n');
  for (const command of ['git -C src reset --hard', 'cd src && git checkout -- ..', `git -C ${made.folder} reset --hard`]) {
    assert.deepEqual(inventory(await made.look(command)).items.map(({ name }) => name.replace('../', '')), ['a.txt'], command);
  }
  made.write('src/new.txt', 'n\n');
  assert.deepEqual(inventory(await made.look('git -C src clean -f')).items.map(({ name, detail }) => [name, /^2 B/.test(detail)]), [['new.txt', true]]);
});

test('programs that the repository itself names are not run', { skip }, async (t) => {
  const made = shop(t);
  const trap = made.write('../trap.sh', `#!/bin/sh\ntouch "${join(made.folder, '../sprung')}"\ncat\n`, 0o755);
  for (const name of ['core.fsmonitor', 'diff.external', 'diff.odd.textconv', 'diff.odd.command', 'filter.odd.clean', 'filter.odd.smudge', 'core.pager', 'gpg.program', 'core.sshCommand']) made.run('git', 'config', name, trap);
  made.run('git', 'config', 'log.showSignature', 'true');
  made.write('.gitattributes', '*.txt diff=odd filter=odd\n');
  made.write('a.txt', 'edited\n');
  for (const command of ['git reset --hard HEAD~1', 'git checkout -- .', 'git stash clear', 'git push --force origin main', 'git branch -D feature', 'git clean -fdx']) await made.look(command);
  assert.equal(readdirSync(join(made.folder, '..')).includes('sprung'), false);
});

test('outside of a repository nothing is made up', { skip }, async (t) => {
  const looked: Sight['looked'] = only(await stage(t).look('git reset --hard'));
  assert.match(looked.kind === 'unknown' ? looked.why : '', /not a git repository/);
});
