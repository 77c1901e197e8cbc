import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a program ended. `missing`: it could not be started. `late`: it was ended at its time limit. */
export type Ran =
  | { readonly kind: 'done'; readonly exit: number; readonly stdout: string; readonly stderr: string; readonly cut: boolean }
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'late' };

export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly milliseconds: number;
  readonly bytes: number;
  /** What it reads from standard input; nothing without it. */
  readonly input?: string;
  /** Ends it early, as its time limit does. */
  readonly signal?: AbortSignal;
}

/** Runs a program with its arguments, without a shell, for a bounded time and output. One that prints more is ended, and its answer is cut. */
export function run(program: string, args: readonly string[], { cwd, env, milliseconds, bytes, input, signal }: RunOptions): Promise<Ran> {
  // Loaded when something is really run: the hook shares this file and must not pay for it.
  const { spawn } = require('node:child_process') as typeof import('node:child_process');
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ kind: 'late' });
    const child = spawn(program, [...args], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], shell: false, windowsHide: true, detached: process.platform !== 'win32' });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let length = 0;
    let said = 0;
    let cut = false;
    const late = () => {
      end(child.pid);
      settle({ kind: 'late' });
    };
    const timer = setTimeout(late, milliseconds);
    signal?.addEventListener('abort', late, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      if (cut) return;
      length += chunk.length;
      cut = length > bytes;
      if (cut) end(child.pid);
      else stdout.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (said < 16_384) stderr.push(chunk);
      said += chunk.length;
    });
    // A program that does not read its input closes the pipe, which is no fault.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.on('error', (error) => settle({ kind: 'missing', why: error.message }));
    child.on('close', (exit) => settle({ kind: 'done', exit: exit ?? -1, stdout: text(stdout), stderr: text(stderr), cut }));

    function settle(ran: Ran): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', late);
      resolve(ran);
    }
  });
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

/** Ends a program and what it started: it was given a process group of its own. */
function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The program a PATH leads to, or null. Nothing is run. */
export function onPath(program: string, path: string | undefined = process.env['PATH']): string | null {
  const names = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'].map((end) => program + end) : [program];
  for (const folder of (path ?? '').split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      if (folder !== '' && isProgram(file)) return file;
    }
  }
  return null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
