import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { effectsOf } from './effects-of';

describe('what a target is', () => {
  for (const [text, expected] of [
    ['rm -rf src', ['delete files src (collection)']],
    ['rm -rf /', ['delete files / (host)']],
    ['rm -rf ~/Documents', ['delete files /home/me/Documents (host)']],
    ['rm -rf .', ['delete files the working folder /home/me/shop (stack)']],
    ['rm -rf ..', ['delete files .. (host)']],
    ['rm -rf node_modules package-lock.json', ['delete regenerated node_modules (resource)', 'delete regenerated package-lock.json (resource)']],
    ['rm a.ts', ['delete files a.ts (resource)']],
    ['rm -rf notes.md', ['delete files notes.md (resource)']],
    ['rm terraform.tfstate', ['delete state terraform.tfstate (resource)']],
    ['rm prod.db', ['delete data-store prod.db (resource)']],
    ['rm test.db', ['delete regenerated test.db (resource)']],
    ['rm -rf /tmp/x', ['delete regenerated /tmp/x (resource)']],
    ['rm -rf .git', ['delete history .git (resource)']],
    ['rm ~/.claude/settings.json', ['delete guard the settings and hooks of Claude Code (resource)']],
    ['rm "$X"', ['delete files $X (resource)']],
    ['rm -rf "$X"', ['run-unseen files $X (collection)']],
    ['rm -rf "$X/node_modules"', ['delete regenerated $X/node_modules (resource)']],
    ['cd build && rm -rf *', ['delete regenerated * (resource)']],
    ['find . -name "*.ts" -delete', ['delete files ./*.ts (collection)']],
    ['dd if=a of=/dev/sda', ['overwrite disk /dev/sda (host)']],
    ['echo x > /dev/null', []],
    ['echo x > notes.txt', []],
    ['echo x > terraform.tfstate', ['overwrite state terraform.tfstate (resource)']],
    ['docker run --rm alpine rm -rf /etc', ['create regenerated a container (resource)', 'delete regenerated /etc (resource)']],
  ] as const) {
    test(text, () => assert.deepEqual(effectsOf(text), expected));
  }
});

test('a mount leads out of a container', () => {
  assert.deepEqual(effectsOf('docker run --rm -v /srv:/data alpine rm -rf /data/photos').slice(1), ['delete files /data/photos (collection)']);
  assert.deepEqual(effectsOf('docker run --rm -v $PWD:/app alpine rm -rf /app/dist').slice(1), ['delete regenerated /app/dist (resource)']);
});

test('what git ignores is made again, unless it is precious', () => {
  const files = { '/home/me/shop/.gitignore': 'public/js\nuploads\n*.gen.ts\n' };
  assert.deepEqual(effectsOf('rm -rf public/js', { files }), ['delete regenerated public/js (resource)']);
  assert.deepEqual(effectsOf('rm -rf uploads', { files }), ['delete files uploads (collection)']);
  assert.deepEqual(effectsOf('rm -rf public', { files }), ['delete files public (collection)']);
});

test('a folder that looks like a file is a folder where it can be seen', () => {
  assert.deepEqual(effectsOf('rm -rf site.old', { files: { '/home/me/shop/site.old/a': '' } }), ['delete files site.old (collection)']);
});

test('bin is a build output beside obj, and a folder of scripts elsewhere', () => {
  assert.deepEqual(effectsOf('rm -rf bin obj'), ['delete regenerated bin (resource)', 'delete regenerated obj (resource)']);
  assert.deepEqual(effectsOf('rm -rf bin'), ['delete files bin (collection)']);
});

test('Windows paths and options', () => {
  assert.deepEqual(effectsOf('rd /s /q C:\\', { shell: 'cmd' }), ['delete files C:\\ (host)']);
  assert.deepEqual(effectsOf('del *.obj', { shell: 'cmd' }), ['delete regenerated *.obj (resource)']);
  assert.deepEqual(effectsOf('Remove-Item -Rec -Fo src', { shell: 'powershell' }), ['delete files src (collection)']);
});
