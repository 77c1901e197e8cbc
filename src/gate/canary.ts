import type { Adapter } from '../assistants/contract';
import type { UserFolder } from '../platform/folder';
import { run } from '../platform/processes';
import { CANARY_WORDS } from './words';

/** Fires the launcher as an assistant's hook would. Whether it answered as it must. */
export async function canaryAnswers({ root, launcher }: UserFolder, { id, canary }: Adapter): Promise<boolean> {
  const [program, args] = process.platform === 'win32' ? ['powershell.exe', ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', launcher]] as const : [launcher, []] as const;
  const ran = await run(program, [...args, 'hook', '--assistant', id], { cwd: root, env: process.env, milliseconds: 10_000, bytes: 65_536, input: JSON.stringify(canary) });
  return ran.kind === 'done' && `${ran.stdout}${ran.stderr}`.includes(CANARY_WORDS);
}
