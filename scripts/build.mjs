// Builds dist/ (or the folder after --out): the extension, the server and the hook as one CommonJS file each, and the compiled tables beside them.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = process.argv.includes('--out') ? process.argv[process.argv.indexOf('--out') + 1] : join(root, 'dist');

export const SHARED = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // Without it jsonc-parser's UMD build is taken, which cannot be bundled.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'tables'), { recursive: true });
const entryPoints = { extension: 'src/extension/main.ts', server: 'src/server/main.ts', hook: 'src/hook/main.ts' };
for (const [name, entry] of Object.entries(entryPoints)) {
  if (!existsSync(join(root, entry))) continue;
  await build({
    ...SHARED,
    absWorkingDir: root,
    entryPoints: { [name]: entry },
    outdir: dist,
    external: ['vscode'],
    // A person's own Node may be 20; the extension host and the server run in VS Code's.
    target: 'node20',
    minify: !process.argv.includes('--dev'),
    sourcemap: process.argv.includes('--dev') ? 'inline' : false,
  });
}
for (const folder of ['src/engine/tools/tables', 'src/engine/changes/tables', 'src/engine/calls/tables']) {
  if (!existsSync(join(root, folder))) continue;
  for (const file of readdirSync(join(root, folder)).filter((one) => one.endsWith('.txt'))) {
    cpSync(join(root, folder, file), join(dist, 'tables', file));
  }
}
writeFileSync(join(dist, 'version'), JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
