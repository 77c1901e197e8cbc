// One real editor for a test file: its own home, a copy of the shop as workspace, Infrahold installed from its package.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHAT_FILES, CHAT_SETTINGS, openChat } from '../../scripts/editor/chat.mjs';
import { startHost } from '../../scripts/editor/host.mjs';
import { launch, openWorkbench, waitStatus } from '../../scripts/editor/page.mjs';
import { packFolder } from './fake-model-package.mjs';
import { writeState } from './shop-state.mjs';
import { stage } from './stage.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const shots = join(root, 'test', 'editor', 'shots');

/** Programs that would destroy. In a test each is a script that leaves a mark and does nothing else, first on PATH. */
const MARKED = ['terraform', 'tofu', 'kubectl', 'aws', 'helm', 'docker', 'psql', 'gcloud', 'az'];

export async function startEditor({ fakeServer = false, chat = false, trust = false, settings = {}, prepare = () => undefined, dir = mkdtempSync(join(tmpdir(), 'infrahold-e2e-')), viewport } = {}) {
  const place = { dir, home: join(dir, 'home'), shop: join(dir, 'shop'), bin: join(dir, 'bin'), marks: join(dir, 'marks'), script: join(dir, 'script.json'), modelLog: join(dir, 'model.jsonl') };
  for (const folder of [place.home, place.bin]) mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'examples', 'shop'), place.shop, { recursive: true });
  for (const name of MARKED) writeFileSync(join(place.bin, name), `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> '${place.marks}'\n`, { mode: 0o755 });
  writeState(place.shop);
  writeFileSync(place.script, '{}');
  writeFileSync(place.modelLog, '');
  prepare(place);
  const staged = await stage({ fakeServer });
  const vsix = [staged.vsix, ...(chat ? [packFolder(join(root, 'test', 'editor', 'fake-model'), join(dir, 'fake-model.vsix'))] : [])];
  const env = { HOME: place.home, PATH: `${place.bin}:${process.env.PATH}`, FAKE_MODEL_SCRIPT: place.script, FAKE_MODEL_LOG: place.modelLog };
  const host = await startHost({ vsix, env, trust, settings: { ...(chat ? CHAT_SETTINGS : {}), ...settings }, files: chat ? CHAT_FILES : {} });
  const browser = await launch();
  const open = () => (chat ? openChat(browser, host.url(place.shop)) : openWorkbench(browser, host.url(place.shop), viewport ? { viewport } : {}));
  const page = await open();
  await waitStatus(page, /Infrahold/);
  return {
    ...place,
    host,
    env,
    page,
    browser,
    extension: staged.folder,
    size: staged.size,
    /** Another window on the same workspace. */
    open,
    /** What the fake programs were run with, one line each. */
    ran: () => (existsSync(place.marks) ? readFileSync(place.marks, 'utf8').split('\n').filter(Boolean) : []),
    /** What the model was asked, one request each. */
    asked: () => readFileSync(place.modelLog, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)),
    script: (steps) => writeFileSync(place.script, JSON.stringify(steps)),
    read: (path) => readFileSync(join(place.shop, path), 'utf8'),
    async shot(name) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `${name}.png`) });
    },
    async close() {
      await browser.close();
      await host.close();
      staged.remove();
      rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Runs a test's body; when it fails, keeps a picture of the editor and the end of its log. */
export function pictured(editor, name, body) {
  return async () => {
    try {
      await body();
    } catch (error) {
      await editor().shot(`failed-${name.replace(/[^a-z0-9]+/gi, '-')}`);
      console.error(editor().host.log().slice(-3000));
      throw error;
    }
  };
}
