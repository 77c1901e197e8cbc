import { adapterFor } from '../assistants';
import type { Adapter, Reading, Reply } from '../assistants/contract';
import { nestedDeny } from '../assistants/answers';
import { CANARY } from '../assistants/canary';
import { PROTOCOL, type Answer, type Ask, type GateName } from '../protocol/messages';
import { brokenWords, CANARY_WORDS, refuse } from './words';

/** What a hook hands over: whose hook it is, what the host wrote to its standard input, and where the assistant stands. */
export interface HookCall {
  readonly assistant: string;
  readonly body: string;
  readonly env: Readonly<Record<string, string>>;
  readonly gate?: GateName;
}

/** From a host's payload to what the host must read. Whatever goes wrong on the way is a refusal with words. */
export async function answerHook(call: HookCall, reading: Reading, ask: (ask: Ask) => Promise<Answer>): Promise<Reply> {
  const adapter = adapterFor(call.assistant);
  if (!adapter) return unknownAssistant(call.assistant);
  try {
    return adapter.answer(await answered(call, adapter, reading, ask));
  } catch (error) {
    return adapter.answer(refuse('broken', brokenWords(error instanceof Error ? error.message : String(error))));
  }
}

async function answered(call: HookCall, adapter: Adapter, reading: Reading, ask: (ask: Ask) => Promise<Answer>): Promise<Answer> {
  const payload = parsed(call.body);
  if (payload === undefined) return refuse('broken', brokenWords('its payload is not JSON'));
  const read = adapter.read(payload, reading);
  if (read.kind === 'pass') return { kind: 'pass', released: false };
  if (read.kind === 'unread') return refuse('broken', brokenWords(read.why));
  if (read.parts.proposals.some((one) => one.kind === 'command' && one.text.trim() === CANARY)) return refuse('denied', CANARY_WORDS);
  const { callId, session, subagent, proposals, incomplete } = read.parts;
  return ask({ protocol: PROTOCOL, gate: call.gate ?? 'hook', assistant: adapter.id, callId, session, subagent, proposals, incomplete, waitSeconds: adapter.waitSeconds, env: call.env });
}

/** Which folder the payload is about, to find the window that owns it. '' when it does not say. */
export function folderOf(body: string): string {
  const payload = parsed(body);
  if (typeof payload !== 'object' || payload === null) return '';
  const { cwd, workspace_roots: roots } = payload as { cwd?: unknown; workspace_roots?: unknown };
  if (typeof cwd === 'string' && cwd !== '') return cwd;
  return Array.isArray(roots) && typeof roots[0] === 'string' ? roots[0] : '';
}

/** In every form at once: whichever host this is, one of them stops it. */
export function unknownAssistant(id: string): Reply {
  const words = brokenWords(`no assistant called ${JSON.stringify(id.slice(0, 40))} is known`);
  return { ...nestedDeny(refuse('broken', words)), stderr: words, exit: 2 };
}

/** `undefined` when it is not JSON. A byte order mark, as PowerShell writes one, is none of its text. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
