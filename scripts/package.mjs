// Builds and packs infrahold-VERSION.vsix. Everything is bundled, so no dependency goes in.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Larger than this, and people notice the download. */
const MOST_BYTES = 3 << 20;

/** Packs the folder `from` (the project) as it stands into `out`; gives the file and its size. */
export function pack(out, from = root) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', '@vscode', 'vsce', 'vsce'), 'package', '--no-dependencies', '--skip-license', '--out', out], { cwd: from, encoding: 'utf8' });
  if (status !== 0) throw new Error(`vsce failed\n${stdout}${stderr}`);
  const { size } = statSync(out);
  if (size > MOST_BYTES) throw new Error(`${out} has ${size} bytes; at most ${MOST_BYTES} are allowed`);
  return { out, size };
}

export function build(flags = []) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), ...flags], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  build();
  const { out, size } = pack(join(root, `infrahold-${version}.vsix`));
  console.log(`${out} (${(size / 1024 / 1024).toFixed(2)} MB)`);
}
