import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { verifyChain } from '../audit/audit';
import { CANARY, CANARY_WORDS } from '../gate/hook-call';
import { thisMachine } from '../gate/install';
import { openPolicies } from '../gate/policies';
import { assistantViews } from '../gate/seen';
import { openWindows } from '../platform/windows';
import type { UserFolder } from '../platform/folder';
import { today, type Command } from './runtime';

/** `infrahold doctor`: what is guarded and seen working, and what is wrong. Exit 1 when something is. */
export const doctorCommand: Command = async (_args, { folder }) => {
  const machine = thisMachine(folder);
  const assistants = assistantViews(machine, folder);
  const chain = verifyChain(folder);
  const windows = openWindows(folder);
  const { words } = openPolicies(folder, today, false).at(process.cwd());
  const launcher = launcherState(folder);
  const lines = [
    `launcher    ${launcher ?? `works: ${folder.launcher}`}`,
    `windows     ${windows.length === 0 ? 'none is open: what would be held is refused' : windows.map(({ folders }) => folders.join(', ') || '(no folder)').join('; ')}`,
    `record      ${chain.kind === 'whole' ? `${chain.lines} lines, whole` : `broken at ${chain.file}:${chain.line}: ${chain.why}`}`,
    `policy      ${words.length === 0 ? 'no fault' : words.join('; ')}`,
    ...assistants.map(({ id, state, detail }) => `${id.padEnd(11)} ${state}: ${detail}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const wrong = launcher !== null || chain.kind === 'broken' || words.length > 0 || assistants.some(({ present, state }) => present && state === 'not-guarded');
  return wrong ? 1 : 0;
};

/** Fires the launcher with the canary, as an assistant's hook would. Null when it answered as it must. */
function launcherState({ launcher }: UserFolder): string | null {
  if (!existsSync(launcher)) return `missing: ${launcher}; run \`infrahold install\``;
  if (process.platform === 'win32') return null;
  const payload = JSON.stringify({ hook_event_name: 'PreToolUse', session_id: 'infrahold-doctor', cwd: process.cwd(), tool_name: 'Bash', tool_input: { command: CANARY } });
  try {
    const answer = execFileSync(launcher, ['hook', '--assistant', 'claude'], { input: payload, encoding: 'utf8', timeout: 10_000, stdio: ['pipe', 'pipe', 'pipe'] });
    return answer.includes(CANARY_WORDS) ? null : `answers wrongly: ${answer.slice(0, 200)}`;
  } catch (error) {
    return `fails: ${String(error).slice(0, 200)}`;
  }
}
