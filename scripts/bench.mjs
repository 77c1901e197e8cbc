// Prints what the promises of speed and size are measured by, all from one run. Ratios count: machines are noisy.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBundled } from './bundled.mjs';
import { pack } from './package.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.includes(name);

/** Prints how long `require` of the extension takes, with an editor that is nothing. */
const LOADING = `
const load = require('node:module')._load;
require('node:module')._load = (name, ...rest) => (name === 'vscode' ? new Proxy({}, { get: (_, key) => (key === 'version' ? '1.100.0' : class {}) }) : load(name, ...rest));
const started = performance.now();
require(process.argv[1]);
console.log(performance.now() - started);
`;

spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
for (const name of readdirSync(join(root, 'test/bench')).filter((file) => file.endsWith('.ts')).sort()) {
  if (!wanted(name.replace('.ts', ''))) continue;
  console.log(`\n== ${name.replace('.ts', '')}`);
  await runBundled(`test/bench/${name}`, only);
}
if (wanted('size')) {
  console.log('\n== size');
  for (const name of ['extension.js', 'server.js', 'hook.js', 'commands.js']) console.log(`dist/${name.padEnd(14)} ${(statSync(join(root, 'dist', name)).size / 1024).toFixed(0)} kB`);
  const place = mkdtempSync(join(tmpdir(), 'infrahold-size-'));
  console.log(`VSIX                ${(pack(join(place, 'infrahold.vsix')).size / 1048576).toFixed(2)} MB   (aim 3 MB)`);
  rmSync(place, { recursive: true, force: true });
}
if (wanted('activation')) {
  console.log('\n== activation');
  // Loading its code is what an extension costs the editor at start; the server starts beside it. The editor's own part is measured in test/editor.
  const best = Math.min(...Array.from({ length: 8 }, () => Number(spawnSync(process.execPath, ['-e', LOADING, join(root, 'dist', 'extension.js')], { encoding: 'utf8' }).stdout)));
  console.log(`loading dist/extension.js ${best.toFixed(0)} ms   (aim 100 ms)`);
}
