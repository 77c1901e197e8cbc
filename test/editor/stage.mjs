// Packs the extension from a folder of its own, so that a build elsewhere in the project does not get in the way.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { pack } from '../../scripts/package.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const PARTS = ['package.json', 'media', 'README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore'];

/** Gives the package's path and a way to delete it. `fakeServer` puts the talking double in the server's place. */
export async function stage({ fakeServer = false } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'infrahold-stage-'));
  const folder = join(dir, 'extension');
  mkdirSync(folder);
  for (const part of PARTS) if (existsSync(join(root, part))) cpSync(join(root, part), join(folder, part), { recursive: true });
  if (fakeServer) {
    await build({ absWorkingDir: root, entryPoints: { extension: 'src/extension/main.ts', server: 'test/editor/fake-server.ts' }, outdir: join(folder, 'dist'), bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], external: ['vscode'], target: 'node20', minify: true, logLevel: 'warning' });
  } else {
    const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--out', join(folder, 'dist')], { stdio: 'inherit' });
    if (status !== 0) throw new Error('the build failed');
  }
  const { out, size } = pack(join(dir, 'infrahold.vsix'), folder);
  return { vsix: out, size, folder, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
