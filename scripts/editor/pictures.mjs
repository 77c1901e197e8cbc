// Takes the pictures of the README: node scripts/editor/pictures.mjs writes media/readme/*.png. They are not packed into the extension.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guard, reject } from '../../test/editor/answering.mjs';
import { startEditor } from '../../test/editor/editor.mjs';
import { payload, propose } from '../../test/editor/pretend-claude.mjs';
import * as p from './page.mjs';

const out = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'media', 'readme');
mkdirSync(out, { recursive: true });

const editor = await startEditor({
  dir: '/tmp/acme',
  viewport: { width: 1400, height: 620 },
  prepare: ({ home }) => {
    mkdirSync(join(home, '.claude'));
    writeFileSync(join(home, '.claude', 'settings.json'), '{ "model": "opus" }\n');
  },
});
const { page } = editor;
try {
  await p.waitStatus(page, /on$/);
  await guard(page, 'Claude Code');
  await p.runCommand(page, 'Notifications: Clear All Notifications');
  const command = propose(payload('Bash', { ...editor, id: 'a', input: { command: 'make teardown' } }), editor);
  await p.waitDiff(page, /hold data/);
  await picture('hold-command');
  await p.hover(page, page.locator('.monaco-diff-editor .editor.original .squiggly-error').first());
  await picture('hold-hover');
  await page.mouse.move(700, 500);
  await reject(page, 'Leave production alone. Change only the web image.');
  await command;
  const edit = propose(payload('Edit', { ...editor, id: 'b', input: { file_path: join(editor.shop, 'infra', 'main.tf'), old_string: 'prevent_destroy = true', new_string: 'prevent_destroy = false' } }), editor);
  await p.waitDiff(page, /prevent_destroy = false/);
  await picture('hold-edit');
  await reject(page, 'It protects every order since 2019.');
  await edit;
} finally {
  await editor.close();
}

async function picture(name) {
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(out, `${name}.png`) });
}
