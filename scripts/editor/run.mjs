// Runs the tests that need a real editor: test/editor/*.test.mjs, each with an editor of its own, then the tests inside the extension host.
// Arguments are parts of the names of those to run. The last line is `N passed, N failed`.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ensureHost } from './install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = join(root, 'test', 'editor');
const wanted = process.argv.slice(2);
ensureHost();
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .map((name) => join(folder, name));

let passed = 0;
let failed = 0;
const stream = run({ files, concurrency: 1, timeout: 600_000 });
stream.on('test:pass', ({ name, details, file }) => {
  if (isFile(name, file)) return;
  passed += 1;
  console.log(`ok    ${name} (${(details.duration_ms / 1000).toFixed(1)} s)`);
});
stream.on('test:fail', ({ name, details }) => {
  failed += 1;
  console.log(`FAIL  ${name}`);
  console.log(details.error?.cause?.stack ?? details.error?.stack ?? details.error);
});
stream.on('test:stdout', ({ message }) => process.stdout.write(message));
stream.on('test:stderr', ({ message }) => process.stderr.write(message));
await new Promise((resolve) => stream.on('end', resolve).resume());
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** A whole file is reported as a test of its own, on top of those in it. */
function isFile(name, file) {
  return name === file || name.endsWith('.test.mjs');
}
