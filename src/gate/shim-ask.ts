import { ancestryOf, inputFileOf } from '../platform/ancestry';
import type { Reply } from '../assistants/contract';
import { PROTOCOL, type Answer, type Ask } from '../protocol/messages';

/** A shim's process waits as long as a person may be given to answer. */
export const SHIM_SECONDS = 3300;

/** A program that a shim is about to start. */
export interface ShimCall {
  readonly assistant: string;
  /** The shim's process, which will become the program's own. */
  readonly pid: number;
  readonly cwd: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What a shim asks, as a hook would: the command line that gives exactly these arguments. */
export function shimAsk({ assistant, pid, cwd, argv, env }: ShimCall): Ask {
  const input = inputFileOf(pid);
  const text = [...argv.map(quoted), ...(input === null ? [] : [`< ${quoted(input)}`])].join(' ');
  return {
    protocol: PROTOCOL,
    gate: 'shim',
    assistant,
    // Two processes are two calls, however alike.
    callId: `${pid}-${Date.now()}`,
    session: null,
    subagent: false,
    proposals: [{ kind: 'command', shell: 'bash', cwd, text }],
    waitSeconds: SHIM_SECONDS,
    env,
    ancestry: ancestryOf(pid),
  };
}

/** A launcher's question: process, folder, program and arguments, each ended by a NUL. Words when it is something else. */
export function readShimCall(body: string, assistant: string, env: Readonly<Record<string, string>>): ShimCall | string {
  const [pid = '', cwd = '', ...argv] = body.endsWith('\0') ? body.slice(0, -1).split('\0') : [];
  if (!/^\d+$/.test(pid) || argv.length === 0) return 'the question of the shim is cut off';
  return { assistant, pid: Number(pid), cwd, argv, env };
}

/** A shell says 126 of a program that may not be started. */
export function shimReply(answer: Answer): Reply {
  return answer.kind === 'pass' ? { stdout: '', stderr: '', exit: 0 } : { stdout: '', stderr: answer.words, exit: 126 };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) && !/^\w+=/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
