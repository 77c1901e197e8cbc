import { chmodSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { delimiter } from 'node:path';
import type { Reply } from '../assistants/contract';
import { remove } from '../platform/files';
import { userFolder } from '../platform/folder';
import { PROTOCOL, type Answer, type Ask } from '../protocol/messages';
import { isObject, readProposal } from '../protocol/proposal';
import { frame } from './frame';
import type { HookCall } from './hook-call';
import { whenDead } from '../platform/alive';
import { readShimCall, shimAsk, shimReply } from './shim-ask';
import { brokenWords, refuse } from './words';

export interface Doors {
  /** A host's payload, as its hook got it. `forwarded`: another window has sent it here, so that it must not be sent on. */
  hook(call: HookCall, gone: AbortSignal, forwarded: boolean): Promise<Reply>;
  /** A proposal of a gate that knows our protocol: a shim, the proxy. */
  ask(ask: Ask, gone: AbortSignal): Promise<Answer>;
  about(): unknown;
}

/** A file an assistant writes whole is in the payload; more than this is no file a person would look through. */
const MAX_BODY = 32 * 1024 * 1024;
/** A dot is sent this often while a person thinks: it fails when the hook was killed, which is how that is noticed. */
const HEARTBEAT = 2000;

/** Listens for hooks on a Unix socket that only the person can reach (a named pipe on Windows). */
export async function listen(socket: string, doors: Doors): Promise<Server> {
  if (process.platform !== 'win32') remove(socket);
  const server = createServer((request, response) => void serve(request, response, doors));
  // A hold lasts longer than Node's own limits on a request.
  server.requestTimeout = 0;
  server.timeout = 0;
  server.keepAliveTimeout = 1;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  if (process.platform !== 'win32') chmodSync(socket, 0o600);
  return server;
}

async function serve(request: IncomingMessage, response: ServerResponse, doors: Doors): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://infrahold');
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    if (request.method === 'GET' && url.pathname === '/v1/about') return json(response, doors.about());
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const body = await bodyOf(request);
    if (url.pathname === '/v1/hook') return await hook(url, request, response, body, gone.signal, doors);
    if (url.pathname === '/v1/shim') return await shim(url, request, response, body, gone.signal, doors);
    if (url.pathname === '/v1/ask') return await proposal(response, body, gone.signal, doors);
    response.writeHead(404).end();
  } catch (error) {
    // Without the words of an answer the hook refuses by itself.
    if (!response.headersSent) response.writeHead(500);
    response.end(String(error));
  }
}

async function hook(url: URL, request: IncomingMessage, response: ServerResponse, body: string, gone: AbortSignal, doors: Doors): Promise<void> {
  const call: HookCall = { assistant: url.searchParams.get('assistant') ?? '', body, env: envOf(request) };
  return framed(response, doors.hook(call, gone, request.headers['x-infrahold-forwarded'] !== undefined));
}

async function shim(url: URL, request: IncomingMessage, response: ServerResponse, body: string, gone: AbortSignal, doors: Doors): Promise<void> {
  const call = readShimCall(body, url.searchParams.get('assistant') ?? '', envOf(request));
  if (typeof call === 'string') return framed(response, Promise.resolve(shimReply(refuse('broken', brokenWords(call)))));
  // Whoever asks for the shim may outlive it, but then nobody is left to start the program.
  const dead = whenDead(call.pid);
  try {
    await framed(response, doors.ask(shimAsk(call), AbortSignal.any([gone, dead.signal])).then(shimReply));
  } finally {
    dead.stop();
  }
}

/** A reply as the launcher takes it apart. */
async function framed(response: ServerResponse, answer: Promise<Reply>): Promise<void> {
  const early = await Promise.race([answer, later(25)]);
  if (early !== undefined) return void response.end(frame(early));
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
  const heart = setInterval(() => response.write('.'), HEARTBEAT);
  try {
    response.write('.');
    response.end(`\n${frame(await answer)}`);
  } finally {
    clearInterval(heart);
  }
}

async function proposal(response: ServerResponse, body: string, gone: AbortSignal, doors: Doors): Promise<void> {
  const ask = askIn(body);
  const answer = typeof ask === 'string' ? refuse('broken', brokenWords(ask)) : await doors.ask(ask, gone);
  json(response, answer);
}

/** An ask out of JSON that somebody else wrote, or words that say what is wrong with it. */
export function askIn(body: string): Ask | string {
  let read: unknown;
  try {
    read = JSON.parse(body);
  } catch {
    return 'the question is not JSON';
  }
  if (!isObject(read)) return 'the question is not an object';
  if (typeof read['protocol'] !== 'number' || read['protocol'] > PROTOCOL) return `it speaks protocol ${String(read['protocol'])}, this window speaks ${PROTOCOL}; reload the window`;
  if (!Array.isArray(read['proposals']) || read['proposals'].length === 0) return 'it proposes nothing';
  const proposals = read['proposals'].map(readProposal);
  const wrong = proposals.find((one) => typeof one === 'string');
  if (typeof wrong === 'string') return wrong;
  const gate = read['gate'];
  if (gate !== 'hook' && gate !== 'shim' && gate !== 'proxy' && gate !== 'editor') return `no gate is called ${String(gate)}`;
  return {
    protocol: read['protocol'],
    gate,
    assistant: typeof read['assistant'] === 'string' ? read['assistant'] : '',
    callId: typeof read['callId'] === 'string' ? read['callId'] : null,
    session: typeof read['session'] === 'string' ? read['session'] : null,
    subagent: read['subagent'] === true,
    proposals: proposals as Ask['proposals'],
    waitSeconds: typeof read['waitSeconds'] === 'number' && read['waitSeconds'] > 0 ? read['waitSeconds'] : 60,
    env: isObject(read['env']) ? Object.fromEntries(Object.entries(read['env']).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {},
    ...(Array.isArray(read['ancestry']) ? { ancestry: read['ancestry'].filter((one): one is number => typeof one === 'number') } : {}),
    incomplete: typeof read['incomplete'] === 'string' ? read['incomplete'] : null,
  };
}

/** `X-Infrahold-Env: NAME=value`, once a variable. */
function envOf(request: IncomingMessage): Record<string, string> {
  const env: Record<string, string> = {};
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const value = Buffer.from(request.rawHeaders[i + 1] as string, 'latin1').toString('utf8');
    const equals = value.indexOf('=');
    if (request.rawHeaders[i]?.toLowerCase() === 'x-infrahold-env' && equals > 0) env[value.slice(0, equals)] = value.slice(equals + 1);
  }
  // What looks things up for a hold must not be asked about itself.
  const { shims } = userFolder();
  return env['PATH'] === undefined ? env : { ...env, PATH: env['PATH'].split(delimiter).filter((one) => one !== shims).join(delimiter) };
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY) reject(new Error('the payload is too large'));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function later(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
