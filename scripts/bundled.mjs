import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Bundles one TypeScript program to a temporary file and runs it in the project's folder; its exit code becomes ours. */
export async function runBundled(entry, args = [], nodeFlags = []) {
  const out = mkdtempSync(join(tmpdir(), 'infrahold-run-'));
  try {
    const outfile = join(out, 'program.js');
    await build({ absWorkingDir: root, entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], target: 'node20', external: ['esbuild', 'vscode'], logLevel: 'warning' });
    process.exitCode = spawnSync(process.execPath, [...nodeFlags, outfile, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
