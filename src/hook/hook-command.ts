import type { Reading, Reply } from '../assistants/contract';
import { frame } from '../gate/frame';
import { answerHook, folderOf, type HookCall } from '../gate/hook-call';
import { placesIn } from '../gate/places';
import { handOver } from '../gate/window-client';
import { brokenWords, refuse } from '../gate/words';
import { adapterFor } from '../assistants';
import { openWindows, ownerOf } from '../platform/windows';
import { readText } from '../platform/surroundings';
import type { Answer, Ask } from '../protocol/messages';
import { today, type Command, type Runtime } from './runtime';

const MAX_BODY = 32 * 1024 * 1024;

/** `infrahold hook --assistant ID`: a host's payload on standard input, its answer on standard output. */
export const hookCommand: Command = async (args, runtime) => {
  const reply = await answer(args[args.indexOf('--assistant') + 1] ?? '', runtime);
  if (args.includes('--framed')) process.stdout.write(frame(reply));
  else {
    if (reply.stdout !== '') process.stdout.write(`${reply.stdout}\n`);
    if (reply.stderr !== '') process.stderr.write(`${reply.stderr}\n`);
  }
  return args.includes('--framed') ? 0 : reply.exit;
};

async function answer(assistant: string, runtime: Runtime): Promise<Reply> {
  const call: HookCall = { assistant, body: await standardInput(), env: placesIn(process.env) };
  const folder = folderOf(call.body) || process.cwd();
  const windows = openWindows(runtime.folder);
  const owner = ownerOf(folder, windows);
  const seconds = adapterFor(assistant)?.waitSeconds ?? 60;
  for (const window of [...(owner ? [owner] : []), ...windows.filter((one) => one !== owner)]) {
    const asked = await handOver(window, call, seconds - 5, false);
    if (asked.kind === 'answered') return asked.value;
    if (asked.kind === 'lost') return answerHook(call, reading(), () => Promise.resolve(refuse('broken', brokenWords('the editor went away while this was held'))));
  }
  return answerHook(call, reading(), (ask) => alone(ask, runtime));
}

/** The engine is loaded only when there is nobody else to ask. */
async function alone(ask: Ask, { folder, world }: Runtime): Promise<Answer> {
  const [{ decideAlone }, { openPolicies }, { openAudit }, { realSurroundings }] = await Promise.all([import('../gate/alone'), import('../gate/policies'), import('../audit/audit'), import('../platform/surroundings')]);
  return decideAlone(ask, openPolicies(folder, today, true), openAudit(folder, () => new Date()), realSurroundings(world));
}

function reading(): Reading {
  return { platform: process.platform === 'win32' ? 'windows' : 'posix', home: process.env['HOME'] ?? '', readFile: readText };
}

/** More than the limit is cut, so that it is no JSON any more and is refused. */
async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
