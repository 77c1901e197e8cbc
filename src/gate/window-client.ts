import { request } from 'node:http';
import type { Reply } from '../assistants/contract';
import type { Window } from '../platform/windows';
import type { Answer, Ask } from '../protocol/messages';
import { unframe } from './frame';
import type { HookCall } from './hook-call';

/** How asking a window went. `absent`: nobody listens there, so nothing was judged. `lost`: it went away while it was asked. */
export type Asked<T> = { readonly kind: 'answered'; readonly value: T } | { readonly kind: 'absent' } | { readonly kind: 'lost' };

/** Hands a host's payload to a window and waits for what the host must read. */
export async function handOver(window: Pick<Window, 'socket'>, call: HookCall, seconds: number, forwarded: boolean, gone?: AbortSignal): Promise<Asked<Reply>> {
  const env = Object.entries(call.env).filter(([, value]) => !/[\r\n]/.test(value)).map(([name, value]) => Buffer.from(`${name}=${value}`, 'utf8').toString('latin1'));
  const headers = { 'x-infrahold-env': env, ...(forwarded ? { 'x-infrahold-forwarded': '1' } : {}) };
  const asked = await post(window.socket, `/v1/hook?assistant=${encodeURIComponent(call.assistant)}`, call.body, headers, seconds, gone);
  if (asked.kind !== 'answered') return asked;
  const reply = unframe(asked.value);
  return reply ? { kind: 'answered', value: reply } : { kind: 'lost' };
}

/** Asks a window in our own protocol. */
export async function askWindow(window: Pick<Window, 'socket'>, ask: Ask, gone?: AbortSignal): Promise<Asked<Answer>> {
  const asked = await post(window.socket, '/v1/ask', JSON.stringify(ask), {}, ask.waitSeconds, gone);
  if (asked.kind !== 'answered') return asked;
  try {
    return { kind: 'answered', value: JSON.parse(asked.value) as Answer };
  } catch {
    return { kind: 'lost' };
  }
}

function post(socketPath: string, path: string, body: string, headers: Record<string, string | string[]>, seconds: number, gone?: AbortSignal): Promise<Asked<string>> {
  return new Promise((resolve) => {
    let connected = false;
    const lost = () => resolve(connected ? { kind: 'lost' } : { kind: 'absent' });
    const asking = request({ socketPath, path, method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) }, ...(gone ? { signal: gone } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => (response.complete && response.statusCode === 200 ? resolve({ kind: 'answered', value: Buffer.concat(chunks).toString('utf8') }) : lost()));
      response.on('error', lost);
      response.on('close', lost);
    });
    asking.on('socket', (socket) => socket.once('connect', () => (connected = true)));
    asking.on('error', lost);
    // The window answers before; this is for one that hangs.
    asking.setTimeout(seconds * 1000, () => asking.destroy());
    asking.end(body);
  });
}
