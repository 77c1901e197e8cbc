// Tests that run inside the extension host, through @vscode/test-electron's runTests, as on a desktop. Without a `code` of one's own
// (INFRAHOLD_CODE) the same call is given the stand-in.
import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { runTests } from '@vscode/test-electron';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hostAt } from '../../scripts/editor/install.mjs';
import { writeState } from './shop-state.mjs';
import { stage } from './stage.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const dir = mkdtempSync(join(tmpdir(), 'infrahold-inside-'));
const results = join(dir, 'results.json');
const home = join(dir, 'home');
const shop = join(dir, 'shop');
let staged;
let failure = null;
try {
  mkdirSync(home);
  cpSync(join(root, 'examples', 'shop'), shop, { recursive: true });
  writeState(shop);
  staged = await stage({ fakeServer: process.env.INFRAHOLD_FAKE_SERVER === '1' });
  await build({ absWorkingDir: root, entryPoints: { index: 'test/editor/inside/index.ts' }, outdir: join(dir, 'out'), bundle: true, platform: 'node', format: 'cjs', external: ['vscode'], target: 'node20', logLevel: 'warning' });
  await runTests({
    vscodeExecutablePath: process.env.INFRAHOLD_CODE ?? join(root, 'scripts', 'editor', 'code-host.mjs'),
    extensionDevelopmentPath: staged.folder,
    extensionTestsPath: join(dir, 'out', 'index.js'),
    launchArgs: [shop, '--disable-extensions'],
    // The home is the test's own; the editor it runs in is not installed anew for that.
    extensionTestsEnv: { INFRAHOLD_INSIDE_RESULTS: results, HOME: home, INFRAHOLD_HOST_CACHE: hostAt().root },
  });
} catch (error) {
  failure = error;
}
const told = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
staged?.remove();
rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });

test('the tests inside the extension host ran, and runTests agrees with them', () => {
  assert.ok(told.length > 0, String(failure));
  assert.equal(failure !== null, told.some(({ error }) => error !== null), String(failure));
});
for (const { name, error } of told) test(`inside: ${name}`, () => assert.equal(error, null));
