// The packages of real assistants: heavy, so that each has a folder of its own outside the project, filled once.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const MINUTES = 4;

/** Nothing of a package is run while it is installed: all that is needed lies in it. */
export async function ensurePackages({ id, version, packages, companions = [] }) {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'infrahold', 'assistants', `${id}-${version}`);
  const whole = join(folder, '.whole');
  if (existsSync(whole)) return { kind: 'there', folder };
  mkdirSync(folder, { recursive: true });
  console.log(`installing ${packages.join(', ')}…`);
  // Without --force an older release is taken where this Node is older than what the newest asks for.
  const install = (into, names, more) => run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--force', '--fetch-retries=1', '--prefix', into, ...more, ...names]);
  const done = [await install(folder, packages, ['--no-save'])];
  // What it would install for itself while it runs, with the lock file that it looks for.
  if (companions.length > 0) done.push(await install(join(folder, 'companions'), companions, ['--save-exact']));
  const fault = done.find(({ status }) => status !== 0);
  if (fault) return { kind: 'missing', why: fault.output.split('\n').find((line) => /npm error/i.test(line)) ?? `npm ended with ${fault.status}` };
  writeFileSync(whole, '');
  return { kind: 'there', folder };
}

function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: MINUTES * 60_000 });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ status: null, output: `npm error ${error.message}` }));
    child.on('close', (status) => resolve({ status, output }));
  });
}
