import { createServer, request as overHttp, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { request as overHttps } from 'node:https';
import { cancelledBy, isId, isToolCall, keyOf, messagesIn, refusedCall, unreadable, type McpGate, type Message } from './mcp-gate';
import { brokenWords } from '../gate/words';

const MAX_BODY = 32 * 1024 * 1024;
/** Headers that belong to one connection, and the one that would have the answer packed. */
const OWN = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'accept-encoding', 'upgrade', 'proxy-connection']);

/** Stands before a server that speaks over HTTP, on this machine's own address alone. */
export function proxyHttp(target: URL, port: number, gate: McpGate): Promise<Server> {
  const held = new Map<string, AbortController>();
  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
      response.end(brokenWords(error instanceof Error ? error.message : String(error)));
    });
  });
  server.requestTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page in a browser can reach this address by a name of its own, but not without telling.
    if (!isLocal(`http://${request.headers.host ?? ''}`) || (request.headers.origin !== undefined && !isLocal(request.headers.origin))) return void response.writeHead(403).end();
    const body = await bodyOf(request);
    if (request.method !== 'POST') return forward(request, response, body);
    const messages = messagesIn(body.toString('utf8'));
    if (messages === null) return json(response, 400, unreadable());
    if (messages.length === 1 && takesBack(messages[0] as Message)) return void response.writeHead(202).end();
    const calls = messages.filter(isToolCall);
    const refusals = await Promise.all(calls.map((call) => hold(call, response)));
    if (response.destroyed) return;
    const words = refusals.find((one) => one !== null);
    if (words !== undefined && words !== null) return refuse(response, messages, words);
    for (const message of messages) gate.sent(message);
    return forward(request, response, body);
  }

  async function hold(call: Message, response: ServerResponse): Promise<string | null> {
    const gone = new AbortController();
    const leave = () => gone.abort();
    response.once('close', leave);
    const key = isId(call['id']) ? keyOf(call['id']) : null;
    if (key !== null) held.set(key, gone);
    const words = await gate.refusal(call, gone.signal);
    response.off('close', leave);
    if (key !== null) held.delete(key);
    return gone.signal.aborted ? (words ?? brokenWords('the client took its call back')) : words;
  }

  function takesBack(message: Message): boolean {
    const key = cancelledBy(message);
    const controller = key === null ? undefined : held.get(key);
    controller?.abort();
    return controller !== undefined;
  }

  function forward(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const send = target.protocol === 'https:' ? overHttps : overHttp;
      const headers = { ...kept(request.headers), ...(body.length > 0 || request.method === 'POST' ? { 'content-length': body.length } : {}) };
      const asking = send(new URL(request.url ?? '/', target.origin), { method: request.method ?? 'GET', headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, kept(answer.headers));
        const isStream = /^text\/event-stream/i.test(answer.headers['content-type'] ?? '');
        relay(answer, response, isStream);
        answer.once('end', resolve);
        answer.once('error', reject);
      });
      asking.once('error', reject);
      response.once('close', () => asking.destroy());
      asking.end(body);
    });
  }

  /** Hands on what the server says as it comes, and looks at the messages in it. An older server names the address to write to: that has to be ours. */
  function relay(answer: IncomingMessage, response: ServerResponse, isStream: boolean): void {
    let open = '';
    answer.setEncoding('utf8');
    answer.on('data', (chunk: string) => {
      open += chunk;
      if (!isStream) {
        response.write(chunk);
        if (open.length > MAX_BODY) open = '';
        return;
      }
      const end = open.lastIndexOf('\n') + 1;
      const [whole, rest] = [open.slice(0, end), open.slice(end)];
      open = rest;
      response.write(whole.replaceAll(`data: ${target.origin}/`, `data: http://${response.req.headers.host ?? ''}/`));
      for (const line of whole.split(/\r?\n/)) if (line.startsWith('data:')) look(line.slice(5));
    });
    answer.on('end', () => {
      if (isStream) response.write(open);
      else look(open);
      response.end();
    });
  }

  function look(text: string): void {
    for (const message of messagesIn(text) ?? []) gate.received(message);
  }
}

/** A batch with a refused call is refused whole: its parts may depend on each other. */
function refuse(response: ServerResponse, messages: readonly Message[], words: string): void {
  const answers = messages.filter(({ id }) => isId(id)).map((message) => (isToolCall(message) ? refusedCall(message['id'], words) : JSON.stringify({ jsonrpc: '2.0', id: message['id'], error: { code: -32600, message: words } })));
  json(response, 200, messages.length === 1 ? (answers[0] ?? unreadable()) : `[${answers.join(',')}]`);
}

function json(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

function kept(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string | string[]] => !OWN.has(entry[0]) && entry[1] !== undefined));
}

function isLocal(address: string): boolean {
  try {
    return /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(address).hostname);
  } catch {
    return false;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('the message is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
