import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIM_TOOLS } from '../../src/gate/shim-tools';
import { posixShim } from '../../src/gate/shims';

/** What a shim adds to a command that it lets pass by itself: an assistant's harmless one, and one of a person's that nobody asks about. */
const ROUNDS = 150;

const root = mkdtempSync(join(tmpdir(), 'infrahold-shims-'));
try {
  const [bin, shims] = [join(root, 'bin'), join(root, 'shims')];
  for (const folder of [bin, shims]) mkdirSync(folder);
  writeFileSync(join(bin, 'terraform'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  writeFileSync(join(shims, 'terraform'), posixShim('terraform', SHIM_TOOLS['terraform'] ?? { harmless: '' }, root), { mode: 0o755 });
  const path = `${shims}:${bin}:/usr/bin:/bin`;
  const rows = [
    { name: 'the program alone', program: join(bin, 'terraform'), args: ['plan'], env: { PATH: path } },
    { name: 'harmless, fast path', program: join(shims, 'terraform'), args: ['plan'], env: { PATH: path, CLAUDECODE: '1' } },
    { name: "a person's own", program: join(shims, 'terraform'), args: ['apply'], env: { PATH: path } },
  ];
  const best = rows.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round += 1) {
    rows.forEach(({ program, args, env }, i) => {
      const started = performance.now();
      // A person's command below an assistant would be asked about, and refused: this one has no launcher.
      const { status } = spawnSync(program, args, { env, stdio: 'ignore' });
      if (status !== 0 && status !== 126) throw new Error(`${program} gave ${status}`);
      best[i] = Math.min(best[i] as number, performance.now() - started);
    });
  }
  const [base = 0] = best;
  console.log(`shims: ${rows[0]?.name} ${base.toFixed(1)} ms`);
  for (const [i, { name }] of rows.entries()) if (i > 0) console.log(`  ${name.padEnd(20)} ${((best[i] as number) - base).toFixed(1)} ms more   (aim 3 ms)`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
