import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type ProtocolConnection } from 'vscode-languageserver-protocol/node';
import { posixLauncher } from '../../src/gate/launcher';
import { METHODS, type AuditEntry, type HoldView, type ResolveResult, type StatusView } from '../../src/protocol/messages';

/** A person's machine for a test: a home, the built programs, and programs on PATH that leave a mark and do nothing else. */
export interface House {
  readonly root: string;
  readonly home: string;
  readonly infrahold: string;
  readonly dist: string;
  readonly shop: string;
  readonly bin: string;
  readonly launcher: string;
  env(more?: Record<string, string | undefined>): Record<string, string>;
  putLauncher(options?: { curl?: string | null; node?: string | null; hook?: string }): void;
  /** What the marking programs were run with. */
  ran(): readonly string[];
  audit(): readonly AuditEntry[];
  /** Programs that a failed test left behind are ended with it. */
  readonly started: ChildProcessWithoutNullStreams[];
  remove(): void;
}

const SYSTEM = '/usr/local/bin:/usr/bin:/bin';
const MARKED = ['terraform', 'tofu', 'kubectl', 'aws'];

/** Built anew for the tests; `built` takes a finished build instead. */
export function house(built: string | null = null): House {
  const root = mkdtempSync(join(tmpdir(), 'infrahold-house-'));
  const at = (...parts: string[]) => join(root, ...parts);
  const [home, dist, shop, bin] = [at('home'), built ?? at('dist'), at('shop'), at('bin')] as const;
  const infrahold = join(home, '.infrahold');
  for (const folder of [home, shop, bin]) mkdirSync(folder, { recursive: true });
  for (const name of MARKED) writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>'${at('marks')}'\n`, { mode: 0o755 });
  if (built === null) buildInto(dist);
  const made: House = {
    root, home, infrahold, dist, shop, bin,
    launcher: join(infrahold, 'bin', 'infrahold'),
    env: (more = {}) => Object.fromEntries(Object.entries({ HOME: home, PATH: `${bin}:${SYSTEM}`, ...more }).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    putLauncher({ curl = '/usr/bin/curl', node = process.execPath, hook = join(dist, 'hook.js') } = {}) {
      mkdirSync(join(infrahold, 'bin'), { recursive: true, mode: 0o700 });
      writeFileSync(made.launcher, posixLauncher({ root: infrahold, curl, node, hook, editor: null }), { mode: 0o755 });
    },
    ran: () => (text(at('marks')) ?? '').split('\n').filter(Boolean),
    audit: () => listed(join(infrahold, 'audit')).filter((file) => file.endsWith('.jsonl')).flatMap((file) => readFileSync(join(infrahold, 'audit', file), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as AuditEntry)),
    started: [],
    remove() {
      for (const child of made.started) if (child.exitCode === null) child.kill('SIGKILL');
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return made;
}

function buildInto(dist: string): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', '--out', dist], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** A window: the real server, spoken to as the extension does. */
export interface Brain {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  readonly holds: Map<string, HoldView>;
  status(): StatusView | null;
  /** The first hold that fits, once there is one. */
  hold(fits: (hold: HoldView) => boolean): Promise<HoldView>;
  answer(hold: HoldView, answer: 'release' | 'reject', words?: string): Promise<ResolveResult>;
  close(): Promise<void>;
}

export async function brain(made: House, folders: readonly string[] = [made.shop], env: Record<string, string> = {}): Promise<Brain> {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [join(made.dist, 'server.js'), '--stdio'], { env: made.env(env), stdio: ['pipe', 'pipe', 'pipe'] });
  made.started.push(child);
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const holds = new Map<string, HoldView>();
  let status: StatusView | null = null;
  connection.onNotification(METHODS.hold, (hold: HoldView) => void holds.set(hold.id, hold));
  connection.onNotification(METHODS.status, (view: StatusView) => void (status = view));
  connection.onError(() => undefined);
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {}, initializationOptions: { runtime: process.execPath, dist: made.dist, folders, version: '0.0.0' } });
  await connection.sendNotification('initialized', {});
  await until(() => status !== null, () => `the server did not start: ${errors.join('')}`);
  return {
    process: child,
    connection,
    holds,
    status: () => status,
    async hold(fits) {
      await until(() => [...holds.values()].some(fits), () => `no such hold; there are ${JSON.stringify([...holds.values()].map(({ what, resolution }) => ({ what, resolution })))} ${errors.join('')}`);
      return [...holds.values()].find(fits) as HoldView;
    },
    answer: (hold, answer, words = '') => connection.sendRequest(METHODS.resolve, { id: hold.id, digest: hold.digest, answer, words, typed: hold.confirmation.kind === 'type' ? hold.confirmation.word : '' }),
    async close() {
      if (child.exitCode === null && child.signalCode === null) {
        await connection.sendRequest('shutdown').catch(() => undefined);
        await connection.sendNotification('exit').catch(() => undefined);
        await new Promise((resolve) => (child.exitCode !== null ? resolve(null) : child.once('exit', resolve)));
      }
      connection.dispose();
    },
  };
}

/** A hook as an assistant's host runs it: the installed command in a shell, the payload on its input. */
export interface Hooked {
  readonly child: ChildProcessWithoutNullStreams;
  readonly done: Promise<{ readonly exit: number | null; readonly stdout: string; readonly stderr: string; readonly words: string }>;
}

export function hook(made: House, assistant: string, payload: unknown, env: Record<string, string | undefined> = {}, cwd = made.shop): Hooked {
  const child = spawn(made.launcher, ['hook', '--assistant', assistant], { cwd, env: made.env(env), stdio: ['pipe', 'pipe', 'pipe'] });
  made.started.push(child);
  child.stdin.on('error', () => undefined);
  child.stdin.end(typeof payload === 'string' ? payload : JSON.stringify(payload));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const done = new Promise<Awaited<Hooked['done']>>((resolve) => child.on('close', (exit) => resolve({ exit, stdout, stderr, words: wordsOf(stdout) || stderr.trim() })));
  return { child, done };
}

/** The words a denying answer has for the assistant; '' when it does not deny. */
export function wordsOf(stdout: string): string {
  try {
    const read = JSON.parse(stdout) as { permissionDecisionReason?: string; hookSpecificOutput?: { permissionDecision?: string; permissionDecisionReason?: string } };
    return read.hookSpecificOutput?.permissionDecision === 'deny' ? (read.hookSpecificOutput.permissionDecisionReason ?? '') : '';
  } catch {
    return '';
  }
}

export function bash(command: string, made: House, id = `toolu_${Math.random().toString(36).slice(2)}`, cwd = made.shop) {
  return { hook_event_name: 'PreToolUse', session_id: 's', cwd, tool_name: 'Bash', tool_input: { command }, tool_use_id: id };
}

export async function until(fits: () => boolean, why: () => string, seconds = 10): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!fits()) {
    if (Date.now() > end) throw new Error(why());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export function git(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main', ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function text(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
