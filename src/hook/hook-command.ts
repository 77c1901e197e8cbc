import type { Reading, Reply } from '../assistants/contract';
import { frame } from '../gate/frame';
import { answerHook, folderOf, type HookCall } from '../gate/hook-call';
import { placesIn } from '../gate/places';
import { brokenWords, refuse } from '../gate/words';
import { adapterFor } from '../assistants';
import { openWindows, ownerOf } from '../platform/windows';
import { say, standardInput } from '../platform/standard-streams';
import { readText } from '../platform/surroundings';
import { heavy } from './heavy';
import type { Command, Runtime } from './runtime';

const MAX_BODY = 32 * 1024 * 1024;

/** `infrahold hook --assistant ID`: a host's payload on standard input, its answer on standard output. */
export const hookCommand: Command = async (args, runtime) => {
  const reply = await answer(args[args.indexOf('--assistant') + 1] ?? '', runtime);
  if (args.includes('--framed')) say(1, frame(reply));
  else {
    if (reply.stdout !== '') say(1, `${reply.stdout}\n`);
    if (reply.stderr !== '') say(2, `${reply.stderr}\n`);
  }
  return args.includes('--framed') ? 0 : reply.exit;
};

async function answer(assistant: string, runtime: Runtime): Promise<Reply> {
  const call: HookCall = { assistant, body: await standardInput(MAX_BODY), env: placesIn(process.env) };
  const folder = folderOf(call.body) || process.cwd();
  const windows = openWindows(runtime.folder);
  const owner = ownerOf(folder, windows);
  const seconds = adapterFor(assistant)?.waitSeconds ?? 60;
  for (const window of [...(owner ? [owner] : []), ...windows.filter((one) => one !== owner)]) {
    const { handOver } = await import('../gate/window-client');
    const asked = await handOver(window, call, seconds - 5, false);
    if (asked.kind === 'answered') return asked.value;
    if (asked.kind === 'lost') return answerHook(call, reading(), () => Promise.resolve(refuse('broken', brokenWords('the editor went away while this was held'))));
  }
  return answerHook(call, reading(), (ask) => heavy(runtime).alone(ask, runtime));
}

function reading(): Reading {
  return { platform: process.platform === 'win32' ? 'windows' : 'posix', home: process.env['HOME'] ?? '', readFile: readText };
}
