import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Packs an extension that needs no build. */
export function packFolder(folder, out) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', '@vscode', 'vsce', 'vsce'), 'package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', out], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`vsce failed\n${stdout}${stderr}`);
  return out;
}
