import { frame } from '../gate/frame';
import { placesIn } from '../gate/places';
import { shimAsk, shimReply, SHIM_SECONDS } from '../gate/shim-ask';
import { askWindow } from '../gate/window-client';
import { brokenWords, refuse } from '../gate/words';
import { whenDead } from '../platform/alive';
import { openWindows, ownerOf } from '../platform/windows';
import type { Answer, Ask } from '../protocol/messages';
import { alone } from './alone';
import type { Command, Runtime } from './runtime';

/** `infrahold shim --assistant ID --pid PID -- PROGRAM ARGUMENTS…`: what the launcher starts for a shim when it cannot reach a window by itself. */
export const shimCommand: Command = async (args, runtime) => {
  const at = args.indexOf('--');
  const [options, argv] = [args.slice(0, at < 0 ? args.length : at), at < 0 ? [] : args.slice(at + 1)];
  const value = (name: string) => options[options.indexOf(name) + 1] ?? '';
  if (argv.length === 0 || !options.includes('--assistant')) {
    process.stderr.write('infrahold shim: this is what the shims in a terminal run; it is of no use by hand\n');
    return 2;
  }
  const pid = Number(value('--pid')) || process.ppid;
  const dead = whenDead(pid);
  const answer = await answered(shimAsk({ assistant: value('--assistant'), pid, cwd: process.env['PWD'] || process.cwd(), argv, env: placesIn(process.env) }), runtime, dead.signal);
  dead.stop();
  process.stdout.write(frame(shimReply(answer)));
  return 0;
};

/** Asks the window that owns the folder, else any, else decides alone. */
export async function answered(ask: Ask, runtime: Runtime, gone?: AbortSignal): Promise<Answer> {
  const windows = openWindows(runtime.folder);
  const owner = ownerOf(ask.proposals[0]?.cwd ?? '', windows);
  for (const window of [...(owner ? [owner] : []), ...windows.filter((one) => one !== owner)]) {
    const asked = await askWindow(window, { ...ask, waitSeconds: Math.min(ask.waitSeconds, SHIM_SECONDS) }, gone);
    if (asked.kind === 'answered') return asked.value;
    if (asked.kind === 'lost') return refuse('broken', brokenWords('the editor went away while this was held'));
  }
  return alone(ask, runtime);
}
