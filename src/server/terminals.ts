import { nobody } from '../audit/nobody';
import { digestOf } from '../gate/digest';
import { thisMachine } from '../gate/install';
import { judge } from '../gate/judge';
import { assistantViews } from '../gate/seen';
import { MARKERS } from '../gate/shim-markers';
import { SHIM_TOOLS } from '../gate/shim-tools';
import { forgetTerminals, markTerminal, writeShims, writeTerminals } from '../gate/shims';
import { PROTOCOL, type Ask, type RanUnseen, type SeenInTerminal } from '../protocol/messages';
import type { GuardedWindow } from './window';

/** The editor's terminals, as far as the guard is concerned. */
export interface Terminals {
  /** Puts the shims in their place, and says in which folders everyone's commands are asked about. */
  refresh(): void;
  seen(command: SeenInTerminal): Promise<RanUnseen | null>;
}

/** A shim asks a moment after the shell has said that the command runs; a hook was answered up to its longest wait before. */
const SHIM_ASKS_WITHIN = 3000;
const HOOK_ASKED_WITHIN = 15 * 60_000;
/** A command that a hook has just let pass runs in the assistant's terminal. */
const JUST_NOW = 15_000;

export function terminals(window: GuardedWindow): Terminals {
  const { folder, gate } = window;
  const known = new Map<number, string>();

  return { refresh, seen };

  function refresh(): void {
    try {
      forgetTerminals(folder);
      writeShims(folder);
      const folders = ['/', ...window.folders()].filter((one) => asksEveryone(one === '/' ? '' : one));
      writeTerminals(folder, process.pid, folders);
    } catch {
      // Without shims the hooks guard all the same; the folder of the guard has words of its own when it cannot be written.
    }
  }

  async function seen({ commandLine, cwd, shell, variables }: SeenInTerminal): Promise<RanUnseen | null> {
    const started = Date.now();
    for (const pid of forgetTerminals(folder)) known.delete(pid);
    const assistant = assistantIn(commandLine, shell, variables, started) ?? (asksEveryone(cwd) ? 'terminal' : null);
    if (assistant === null) return null;
    const ask: Ask = { protocol: PROTOCOL, gate: 'shim', assistant, callId: null, session: null, subagent: false, proposals: [{ kind: 'command', shell: 'bash', cwd, text: commandLine }], waitSeconds: 1, env: {} };
    const judged = judge(ask, window.policies.at(cwd).policy, window.surroundings());
    if (judged.disposition !== 'hold' && judged.disposition !== 'deny') return null;
    await new Promise((resolve) => setTimeout(resolve, SHIM_ASKS_WITHIN));
    const flagged = judged.findings.map(({ finding }) => finding).filter(({ disposition }) => disposition === 'hold' || disposition === 'deny');
    if (gate.saw(commandLine, flagged.map(({ effect }) => effect), started - HOOK_ASKED_WITHIN) !== null) return null;
    const messages = [...new Set(flagged.map(({ message }) => message))];
    const reason = reasonFor(commandLine, assistant);
    gate.record({
      ...nobody(),
      event: 'bypass',
      assistant,
      gate: 'shim',
      cwd,
      what: commandLine,
      disposition: judged.disposition,
      rules: [...new Set(flagged.map(({ rule }) => rule))],
      messages: messages.slice(0, 20),
      digest: digestOf(ask),
      note: `ran without a hold: ${reason}`,
    });
    return { message: messages[0] ?? 'part of it could not be read', reason };
  }

  /** By what the terminal was opened with, or because a hook has just seen this very command: then the terminal is the assistant's from now on. */
  function assistantIn(commandLine: string, shell: number | null, variables: readonly string[], at: number): string | null {
    const marked = MARKERS.find(([variable]) => variables.includes(variable))?.[1] ?? (shell === null ? undefined : known.get(shell));
    if (marked !== undefined) return marked;
    const asked = gate.saw(commandLine, [], at - JUST_NOW);
    if (asked !== null && shell !== null && asked !== 'terminal') {
      known.set(shell, asked);
      markTerminal(folder, shell, asked);
    }
    return asked;
  }

  function asksEveryone(cwd: string): boolean {
    return window.policies.at(cwd).policy.layers.some(({ terminals: whose }) => whose === 'everyone');
  }

  function reasonFor(commandLine: string, assistant: string): string {
    const [program = ''] = commandLine.trim().split(/\s/);
    if (program.includes('/')) return 'the program was started by its path, which no shim sees';
    const view = assistantViews(thisMachine(folder), folder).find(({ id }) => id === assistant);
    const hook = view === undefined ? 'this assistant has no hook' : view.state === 'not-guarded' ? `the hook of ${view.name} is not installed` : `the hook of ${view.name} did not ask`;
    return `${hook}, and ${Object.hasOwn(SHIM_TOOLS, program) ? 'the shims are not first on the PATH of this terminal: open a new one' : `there is no shim for ${program}`}`;
  }
}
