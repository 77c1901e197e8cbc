// Prints what the promises of speed and size are measured by, all from one run. Ratios count: machines are noisy.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBundled } from './bundled.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.includes(name);

spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
for (const name of readdirSync(join(root, 'test/bench')).filter((file) => file.endsWith('.ts')).sort()) {
  if (!wanted(name.replace('.ts', ''))) continue;
  console.log(`\n== ${name.replace('.ts', '')}`);
  await runBundled(`test/bench/${name}`, only);
}
if (wanted('size')) {
  console.log('\n== size');
  const vsix = readdirSync(root).find((name) => name.endsWith('.vsix'));
  for (const name of ['extension.js', 'server.js', 'hook.js']) if (existsSync(join(root, 'dist', name))) console.log(`dist/${name.padEnd(14)} ${(statSync(join(root, 'dist', name)).size / 1024).toFixed(0)} kB`);
  console.log(vsix ? `${vsix} ${(statSync(join(root, vsix)).size / 1048576).toFixed(2)} MB   (aim 3 MB)` : 'no VSIX yet: npm run package makes one');
}
