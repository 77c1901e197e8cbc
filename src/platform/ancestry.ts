import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, statSync } from 'node:fs';

const MAX_DEPTH = 32;

/** A process and those above it, nearest first. Only itself when the system does not say. */
export function ancestryOf(pid: number): readonly number[] {
  const parent = process.platform === 'linux' ? parentInProc : parents();
  const found: number[] = [];
  for (let at: number | null = pid; at !== null && at > 1 && found.length < MAX_DEPTH; at = parent(at)) found.push(at);
  return found;
}

/** The plain file that a process reads as its standard input, or null: a terminal, a pipe, nothing, or a system that does not say. */
export function inputFileOf(pid: number): string | null {
  try {
    const path = readlinkSync(`/proc/${pid}/fd/0`);
    return path.startsWith('/') && statSync(path).isFile() ? path : null;
  } catch {
    return null;
  }
}

/** `pid (name) state parent …`; the name may hold anything. */
function parentInProc(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) || null;
  } catch {
    return null;
  }
}

function parents(): (pid: number) => number | null {
  try {
    const lines = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8', timeout: 2000 }).trim().split('\n');
    const known = new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
    return (pid) => known.get(pid) ?? null;
  } catch {
    return () => null;
  }
}
