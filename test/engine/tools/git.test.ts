import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { changes, effectsOf } from './effects-of';

describe('what git takes away', () => {
  for (const [text, expected] of [
    ['git reset --har', ['delete work all uncommitted changes (resource)']],
    ['git clean -fdX', ['delete work ignored files (resource)']],
    ['git checkout main', ['update trivial main (resource)']],
    ['git checkout main src/a.ts', ['delete work uncommitted changes in src/a.ts (resource)']],
    ['git restore --staged .', ['update trivial staged . (resource)']],
    ['git restore -SW .', ['delete work uncommitted changes in . (resource)']],
    ['git push -uf origin main', ['overwrite history main of origin (resource)']],
    ['git push origin +a:b', ['overwrite history b of origin (resource)']],
    ['git push origin :old', ['delete history old of origin (resource)']],
    ['git push --force-with-lease origin feature', ['update trivial feature of origin (resource)']],
    ['git push --force-with-lease origin main', ['overwrite history main of origin (resource)']],
    ['git branch -d a', ['delete trivial merged branch a (resource)']],
    ['git branch -D a', ['delete work branch a (resource)']],
    ['git -c alias.x="reset --hard" x', ['delete work all uncommitted changes (resource)']],
    ['gh api -X DELETE repos/a/b', ['delete history repos/a/b (stack)']],
    ['gh api repos/a/b', []],
  ] as const) {
    test(text, () => assert.deepEqual(effectsOf(text), expected));
  }
});

test('an alias of the repository or the person is read', () => {
  const files = { '/home/me/.gitconfig': '[user]\n\tname = me\n[alias]\n\tnuke = clean -fdx\n\twipe = "!git reset --hard"\n' };
  assert.deepEqual(effectsOf('git nuke', { files }), ['delete work untracked and ignored files (resource)']);
  assert.deepEqual(effectsOf('git wipe', { files }), ['delete work all uncommitted changes (resource)']);
});

test('says where it lands', () => {
  const [effect] = changes('git -C ../api push --force upstream HEAD:release');
  assert.deepEqual(effect?.environment.facts, { path: '/home/me/api', 'git-remote': 'upstream', 'git-branch': 'release' });
});
