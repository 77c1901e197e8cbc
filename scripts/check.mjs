// Types, lint, architecture and dead code. Exits 1 with the first kind of fault that was found, after showing all of them.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules/.bin', name);
const steps = [
  ['types', bin('tsc'), ['-p', '.']],
  ['types of the engine alone', bin('tsc'), ['-p', 'src/engine']],
  ['types of the picture', bin('tsc'), ['-p', 'media/graph']],
  ['lint', bin('oxlint'), ['--deny-warnings', 'src', 'test', 'scripts', 'media']],
  ['architecture', process.execPath, ['scripts/test.mjs', 'architecture']],
  ['dead code', bin('knip'), []],
];
let failed = 0;
for (const [name, command, args] of steps) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  if (status !== 0) {
    failed += 1;
    process.stdout.write(stdout ?? '');
    process.stderr.write(stderr ?? '');
  }
}
process.exitCode = failed === 0 ? 0 : 1;
