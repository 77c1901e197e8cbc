import { join } from 'node:path';
import { ADAPTERS } from '../assistants';
import { MANAGED } from '../assistants/managed-places';
import { openAudit } from '../audit/audit';
import { applyPlan, launcherOptions, planInstall, retireLauncher, thisMachine, writeLauncher } from '../gate/install';
import { machineWide } from '../gate/machine-wide';
import { removeShims } from '../gate/shims';
import { nobody } from '../audit/nobody';
import { onPath } from '../platform/processes';
import type { PlannedFile } from '../protocol/messages';
import type { Command, Runtime } from './runtime';

export const installCommand: Command = (args, runtime) => change(args, runtime, false);
export const uninstallCommand: Command = (args, runtime) => change(args, runtime, true);

async function change(args: readonly string[], { folder, here }: Runtime, uninstall: boolean): Promise<number> {
  if (args.includes('--machine')) return changeMachine(args, here, uninstall);
  const yes = args.includes('--yes');
  const ids = args.filter((arg) => arg !== '--yes' && arg !== '--all');
  const unknown = ids.filter((id) => !ADAPTERS.some((adapter) => adapter.id === id));
  if (unknown.length > 0) {
    process.stderr.write(`infrahold: no assistant called ${unknown.join(', ')}; known are ${ADAPTERS.map(({ id }) => id).join(', ')}\n`);
    return 2;
  }
  const machine = thisMachine(folder);
  const plan = planInstall(machine, ids.length > 0 ? ids : null, uninstall);
  if (!yes) {
    process.stdout.write(plan.length === 0 ? 'nothing to write\n' : `${plan.map(shown).join('\n')}\nnothing was written; run it again with --yes to write this\n`);
    return 0;
  }
  if (!uninstall) writeLauncher(folder, await launcherOptions(folder, join(here, 'hook.js'), null));
  const { written, refused } = applyPlan(folder, plan);
  if (uninstall && ids.length === 0) removeShims(folder);
  if (uninstall && ids.length === 0 && refused.length === 0) retireLauncher(folder);
  if (written.length > 0) openAudit(folder, () => new Date()).write({ event: 'install', ...nobody(), what: `${uninstall ? 'uninstalled' : 'installed'}: ${written.join(', ')}`, note: 'from the command line' });
  process.stdout.write([...written.map((path) => `wrote ${path}\n`), ...(written.length + refused.length === 0 ? ['nothing to write\n'] : [])].join(''));
  for (const why of refused) process.stderr.write(`${why}\n`);
  return refused.length > 0 ? 1 : 0;
}

/** `--machine`: settings for everybody on this machine, which only its administrator can write. */
function changeMachine(args: readonly string[], here: string, uninstall: boolean): number {
  const ids = args.filter((arg) => !['--machine', '--yes', '--all'].includes(arg));
  const unknown = ids.filter((id) => !MANAGED.includes(id));
  if (unknown.length > 0) {
    process.stderr.write(`infrahold: ${unknown.join(', ')} cannot be guarded for a whole machine; ${MANAGED.join(', ')} can\n`);
    return 2;
  }
  const guard = machineWide(process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux');
  const plan = guard.plan(ids, uninstall);
  if (!args.includes('--yes')) {
    process.stdout.write(plan.length === 0 ? 'nothing to write\n' : `${plan.map(shown).join('\n')}\n${uninstall ? '' : `and the launcher ${guard.launcher}, with the programs it starts\n`}nothing was written; run it again as administrator with --yes to write this\n`);
    return 0;
  }
  if (process.getuid !== undefined && process.getuid() !== 0) {
    process.stderr.write('infrahold: settings of a whole machine belong to its administrator; run this with sudo. Nothing was written.\n');
    return 1;
  }
  const { written, refused } = guard.apply(plan, uninstall, here, { curl: onPath('curl'), node: onPath('node') });
  if (uninstall && ids.length === 0 && refused.length === 0) guard.retire();
  process.stdout.write([...written.map((path) => `wrote ${path}\n`), ...(written.length + refused.length === 0 ? ['nothing to write\n'] : [])].join(''));
  for (const why of refused) process.stderr.write(`${why}\n`);
  return refused.length > 0 ? 1 : 0;
}

/** A file's change, the lines that stay left out. */
function shown({ path, before, after, refused }: PlannedFile): string {
  if (refused !== null) return `${path}\n  refused: ${refused}`;
  if (after === null) return `${path}\n  would be removed`;
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const gone = old.slice(start, old.length - end).map((line) => `- ${line}`);
  const added = fresh.slice(start, fresh.length - end).map((line) => `+ ${line}`);
  return [`${path}${before === null ? ' (new)' : `, line ${start + 1}`}`, ...gone, ...added].join('\n');
}

function linesOf(text: string | null): string[] {
  return text === null ? [] : text.replace(/\n$/, '').split('\n');
}
