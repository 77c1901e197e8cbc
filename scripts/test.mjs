// Runs the node:test files whose path contains one of the arguments (all of them without any): bundles each with esbuild, then runs them.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv.slice(2);
// What needs an editor or an assistant has a runner of its own.
const APART = ['editor/', 'host/', 'live/', 'fixtures/'];
const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !APART.some((folder) => file.startsWith(folder)))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`no test file's path contains ${wanted.join(' or ')}`);
  process.exit(2);
}

const out = mkdtempSync(join(tmpdir(), 'infrahold-test-'));
try {
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(files.map((file) => [file.replace(/\.ts$/, ''), join('test', file)])),
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    target: 'node20',
    sourcemap: 'inline',
    external: ['esbuild', 'vscode', '@vscode/test-electron', 'playwright-core'],
    logLevel: 'warning',
  });
  // Tests that start the built programs find them here; other runs may go on beside this one.
  const dist = join(out, 'dist');
  spawnSync(process.execPath, ['scripts/build.mjs', '--out', dist], { cwd: root, stdio: 'inherit' });
  const names = files.map((file) => join(out, file.replace(/\.ts$/, '.js')));
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-reporter=spec', '--test-concurrency=2', '--test-timeout=600000', ...names], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, INFRAHOLD_DIST: dist, NODE_PATH: join(root, 'node_modules') },
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
