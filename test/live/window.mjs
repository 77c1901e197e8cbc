// A window without a face: the real server, spoken to over standard input as the extension does, with the test in the place of the person.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { until } from './until.mjs';

const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = createRequire(import.meta.url)('vscode-jsonrpc/node');

export async function openWindow({ dist, folders, env }) {
  const child = spawn(process.execPath, [join(dist, 'server.js'), '--stdio'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const holds = new Map();
  let started = false;
  connection.onNotification('infrahold/hold', (hold) => void holds.set(hold.id, hold));
  connection.onNotification('infrahold/status', () => void (started = true));
  connection.onError(() => undefined);
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {}, initializationOptions: { runtime: process.execPath, dist, folders, version: '0.0.0' } });
  await connection.sendNotification('initialized', {});
  await until(() => started, () => `the window did not start: ${errors}`);
  const waiting = () => [...holds.values()].find(({ resolution }) => resolution === null);
  return {
    child,
    /** What waits for the person, once something does. */
    async hold(seconds, why) {
      await until(() => waiting() !== undefined, () => `nothing was held; before it: ${JSON.stringify([...holds.values()].map(({ what, resolution }) => [what, resolution?.kind]))} ${why()} ${errors}`, seconds);
      return waiting();
    },
    waiting,
    holdOf: (id) => holds.get(id),
    async answer(hold, answer, words = '') {
      const done = await connection.sendRequest('infrahold/resolve', { id: hold.id, digest: hold.digest, answer, words, typed: hold.confirmation.kind === 'type' ? hold.confirmation.word : '' });
      if (done.kind !== 'done') throw new Error(`the answer was refused: ${done.why}`);
    },
    kill() {
      child.kill('SIGKILL');
      connection.dispose();
      return new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve()));
    },
  };
}
