// Puts an assistant where it can do no harm: a network that is loopback alone, and marking programs in the place of all that reach infrastructure.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMESPACES = ['--net', '--pid', '--mount', '--fork', '--mount-proc', '--kill-child'];
const MINUTES = 8;

/** Programs that could reach infrastructure. In the namespace each of them is the marking one. */
const REPLACED = [
  'terraform', 'tofu', 'terragrunt', 'pulumi', 'cdk', 'ansible-playbook', 'ansible', 'kubectl', 'oc', 'helm', 'eksctl', 'argocd', 'flux', 'aws', 'gcloud', 'gsutil', 'bq', 'az', 'doctl', 'hcloud', 'flyctl', 'heroku',
  'docker', 'podman', 'nerdctl', 'psql', 'mysql', 'mongosh', 'redis-cli', 'vault', 'nomad', 'consul', 'ssh', 'scp', 'shutdown', 'reboot', 'systemctl',
];

/** Whether this machine can: Linux, and the right to make namespaces (as root, or as a user who is root in one of their own). */
export function isolation() {
  if (process.platform !== 'linux') return { kind: 'impossible', why: 'it is not Linux' };
  const tries = process.getuid() === 0 ? [[]] : [['--map-root-user', '--user']];
  for (const flags of tries) {
    const { status } = spawnSync('unshare', [...flags, ...NAMESPACES, 'sh', '-c', 'ip link set lo up'], { encoding: 'utf8', timeout: 10_000 });
    if (status === 0) return { kind: 'possible', flags: [...flags, ...NAMESPACES] };
  }
  return { kind: 'impossible', why: process.getuid() === 0 ? 'unshare is missing or not allowed' : 'it needs root, or user namespaces' };
}

export function playIsolated({ root, place, dist, packages, isolated, id, full, only }) {
  const bin = join(place, 'bin');
  const marks = join(place, 'marks');
  mkdirSync(bin, { recursive: true });
  writeFileSync(marks, '');
  for (const name of REPLACED) {
    // All alike, so that one can be told from a real program by its content.
    writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "\${0##*/} $*" >>'${marks}'\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const inside = [process.execPath, join(root, 'test/live/inside.mjs'), JSON.stringify({ id, dist, place, bin, marks, packages, full, only })];
  return new Promise((resolve) => {
    const child = spawn('unshare', [...isolated.flags, 'sh', join(root, 'test/live/enter.sh'), bin, ...inside], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const late = setTimeout(() => child.kill('SIGKILL'), MINUTES * 60_000);
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(String(chunk).split('\n').filter((line) => !line.startsWith('[')).join('\n'));
    });
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', (error) => (errors += error.message));
    child.on('close', (status) => {
      clearTimeout(late);
      const last = output.trim().split('\n').at(-1) ?? '';
      const results = last.startsWith('[') ? JSON.parse(last) : null;
      resolve(results ? { results, fault: null } : { results: [], fault: `its run ended with ${status}: ${errors.slice(-2000)}` });
    });
  });
}
