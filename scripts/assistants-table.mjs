// Writes the table of assistants into the README, between its markers, from test/live/proofs.json, the recorded payloads and the adapters.
import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = mkdtempSync(join(tmpdir(), 'infrahold-table-'));
try {
  const outfile = join(out, 'table.cjs');
  await build({ absWorkingDir: root, entryPoints: ['test/assistants/table.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], logLevel: 'warning' });
  const { tableText } = createRequire(import.meta.url)(outfile);
  const path = join(root, 'README.md');
  const readme = readFileSync(path, 'utf8');
  writeFileSync(path, readme.replace(/<!-- table -->[\s\S]*?<!-- \/table -->/, () => `<!-- table -->\n${tableText(root)}\n<!-- /table -->`));
} finally {
  rmSync(out, { recursive: true, force: true });
}
