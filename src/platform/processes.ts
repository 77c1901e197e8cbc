import { spawn } from 'node:child_process';
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
}

/** Runs a program with its arguments, without a shell, for a bounded time and output. */
export function run(program: string, args: readonly string[], { cwd, env, milliseconds, bytes, input }: RunOptions): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], shell: false, windowsHide: true, detached: process.platform !== 'win32' });
    let stdout = Buffer.alloc(0);
    let stderr = Buffer.alloc(0);
    let cut = false;
    const timer = setTimeout(() => {
      end(child.pid);
      resolve({ kind: 'late' });
    }, milliseconds);
    child.stdout.on('data', (chunk: Buffer) => {
      if (stdout.length + chunk.length > bytes) cut = true;
      else stdout = Buffer.concat([stdout, chunk]);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < 16_384) stderr = Buffer.concat([stderr, chunk]);
    });
    // A program that does not read its input closes the pipe, which is no fault.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ kind: 'missing', why: error.message });
    });
    child.on('close', (exit) => {
      clearTimeout(timer);
      resolve({ kind: 'done', exit: exit ?? -1, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8'), cut });
    });
  });
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

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
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
