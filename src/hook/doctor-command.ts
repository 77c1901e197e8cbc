import { existsSync, readdirSync } from 'node:fs';
import { verifyChain } from '../audit/audit';
import { claude } from '../assistants/claude';
import { canaryAnswers } from '../gate/canary';
import { thisMachine } from '../gate/install';
import { openPolicies } from '../gate/policies';
import { describe } from '../gate/doctor';
import { assistantViews } from '../gate/seen';
import { openWindows } from '../platform/windows';
import type { UserFolder } from '../platform/folder';
import { today, type Command } from './runtime';

/** `infrahold doctor`: what is guarded and seen working, and what is wrong. Exit 1 when something is. */
export const doctorCommand: Command = async (_args, { folder }) => {
  const machine = thisMachine(folder);
  const assistants = await describe(assistantViews(machine, folder, { folders: [process.cwd()], trusted: true }), machine);
  const chain = verifyChain(folder);
  const windows = openWindows(folder);
  const { words } = openPolicies(folder, today, false).at(process.cwd());
  const launcher = await launcherState(folder);
  const lines = [
    `launcher    ${launcher ?? `works: ${folder.launcher}`}`,
    `windows     ${windows.length === 0 ? 'none is open: what would be held is refused' : windows.map(({ folders }) => folders.join(', ') || '(no folder)').join('; ')}`,
    `record      ${chain.kind === 'whole' ? `${chain.lines} lines, whole` : `broken at ${chain.file}:${chain.line}: ${chain.why}`}`,
    `policy      ${words.length === 0 ? 'no fault' : words.join('; ')}`,
    `terminals   ${shimsIn(folder)}`,
    ...assistants.map(({ id, state, detail }) => `${id.padEnd(11)} ${STATES[state]}: ${detail}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const wrong = launcher !== null || chain.kind === 'broken' || words.length > 0 || assistants.some(({ present, state }) => present && state === 'not-guarded');
  return wrong ? 1 : 0;
};

const STATES = { 'guarded-and-seen': 'guarded and seen', 'installed-not-seen': 'installed, not yet seen', 'not-guarded': 'not guarded' } as const;

function shimsIn({ shims }: UserFolder): string {
  const count = existsSync(shims) ? readdirSync(shims).length : 0;
  return count === 0 ? 'no shims: what is started there is not asked about' : `${count} shims, for VS Code's terminals`;
}

/** What is wrong with the launcher, in words; null when it answers as it must. */
async function launcherState(folder: UserFolder): Promise<string | null> {
  if (!existsSync(folder.launcher)) return `missing: ${folder.launcher}; run \`infrahold install\``;
  return (await canaryAnswers(folder, claude)) ? null : `it does not answer the canary: ${folder.launcher}`;
}
