// Runs real assistants against a scripted model, each in a network namespace with loopback alone, and shows that what they propose is held.
// `node scripts/live.mjs [ids…]`: the named ones, or three. `--all`: every one. `--full`: with the answer after more than a minute.
// `--record`: writes what was proven to test/live/proofs.json. `--only WORDS`: scenes with these words in their name. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ASSISTANTS, assistantCalled, BY_DEFAULT } from '../test/live/assistants/index.mjs';
import { ensurePackages } from './live/packages.mjs';
import { isolation, playIsolated } from './live/isolation.mjs';
import { recordProofs } from './live/proofs.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : null;
const named = args.filter((arg) => !arg.startsWith('--') && arg !== only);
const unknown = named.filter((id) => assistantCalled(id) === undefined);
if (unknown.length > 0) {
  console.error(`no assistant called ${unknown.join(', ')}; there are ${ASSISTANTS.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}
const ids = args.includes('--all') ? ASSISTANTS.map(({ id }) => id) : named.length > 0 ? named : BY_DEFAULT;

const isolated = isolation();
if (isolated.kind === 'impossible') {
  console.log(`skipped: real assistants are only run without a network, and that is not possible here: ${isolated.why}`);
  console.log('0 passed, 0 failed');
  process.exit(0);
}

const work = mkdtempSync(join(tmpdir(), 'infrahold-live-'));
let passed = 0;
let failed = 0;
try {
  const dist = join(work, 'dist');
  const built = spawnSync(process.execPath, ['scripts/build.mjs', '--out', dist], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}`);
  const ready = [];
  for (const id of ids) {
    const assistant = assistantCalled(id);
    const packages = await ensurePackages(assistant);
    if (packages.kind === 'missing') console.log(`skipped: ${assistant.name} ${assistant.version} could not be installed: ${packages.why}`);
    else ready.push({ assistant, packages: packages.folder });
  }
  // Two at a time: they mostly wait.
  const queue = [...ready];
  const next = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await play(one);
  };
  await Promise.all([next(), next()]);
  async function play({ assistant, packages }) {
    const place = join(work, assistant.id);
    mkdirSync(place, { recursive: true });
    const { results, fault } = await playIsolated({ root, place, dist, packages, isolated, id: assistant.id, full: args.includes('--full'), only });
    passed += results.filter(({ ok }) => ok).length;
    failed += results.filter(({ ok }) => !ok).length + (fault === null ? 0 : 1);
    if (fault !== null) console.log(`FAIL  ${assistant.name}: ${fault}`);
    if (args.includes('--record')) recordProofs(root, assistant, results);
  }
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
