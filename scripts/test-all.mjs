// `npm test`: installs what is missing, checks, runs every test there is here, and prints `N passed, N failed` as its last line.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
let passed = 0;
let failed = 0;

if (!existsSync(join(root, 'node_modules/esbuild'))) {
  console.log('installing packages (npm ci)…');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) finish('npm ci failed; see above');
}

await step('build', ['scripts/build.mjs'], () => ({ passed: 0, failed: 0 }));
await step('check', ['scripts/check.mjs'], (output) => ({ passed: count(/^ok {3}/gm, output), failed: count(/^FAIL /gm, output) }));
await step('tests without an editor', ['scripts/test.mjs'], nodeCounts);
if (!process.argv.includes('--no-editor')) await step('tests in a real editor', ['scripts/editor/run.mjs'], plainCounts);
if (!process.argv.includes('--no-assistants')) await step('real assistants, without a network', ['scripts/live.mjs'], plainCounts);
finish();

/** Runs one script, shows what it prints, and adds its counts. A script that fails without counting counts as one failure. */
async function step(name, args, counts) {
  console.log(`\n== ${name}`);
  const { status, output } = await run(args);
  const got = counts(output) ?? { passed: 0, failed: 0 };
  passed += got.passed;
  failed += got.failed + (status !== 0 && got.failed === 0 ? 1 : 0);
  if (status !== 0) console.log(`== ${name}: failed`);
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(quiet(String(chunk)));
    });
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** Thousands of table rows pass: only what failed, what was skipped and the sums are worth reading. */
function quiet(text) {
  return text
    .split('\n')
    .filter((line) => !/^\s*[✔▶]/.test(line))
    .join('\n');
}

function nodeCounts(output) {
  return { passed: last(/^ℹ pass (\d+)$/gm, output), failed: last(/^ℹ fail (\d+)$/gm, output) };
}

function plainCounts(output) {
  const match = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1);
  return match ? { passed: Number(match[1]), failed: Number(match[2]) } : undefined;
}

function last(pattern, output) {
  return Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
}

function count(pattern, output) {
  return output.match(pattern)?.length ?? 0;
}

function finish(why) {
  if (why) {
    console.log(why);
    failed += 1;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
