import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brain, hook, house, until, type Brain, type House } from '../gate/house';

let made: House;
let window: Brain;
let serverFile: string;
before(async () => {
  made = house(process.env['INFRAHOLD_DIST'] ?? null);
  window = await brain(made);
  serverFile = join(made.root, 'server.cjs');
  writeFileSync(serverFile, SERVER);
});
after(async () => {
  await window.close();
  made.remove();
});

/** A server of the tests' own: it writes down which tools were called, and does nothing else. */
const SERVER = `
const { appendFileSync } = require('node:fs');
const tools = [{ name: 'volume_delete', description: 'd', inputSchema: { type: 'object' } }, { name: 'frobnicate', inputSchema: { type: 'object' }, annotations: { destructiveHint: true } }, { name: 'volume_list', inputSchema: { type: 'object' }, annotations: { readOnlyHint: true } }];
function answer({ id, method, params }) {
  if (method === 'initialize') return { jsonrpc: '2.0', id, result: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'railway', version: '1' } } };
  if (method === 'tools/list') return { jsonrpc: '2.0', id, result: { tools } };
  if (method === 'tools/call') { appendFileSync(process.env.CALLS, JSON.stringify(params) + '\\n'); return { jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: 'done \\u2028 ' + (params.arguments.text ?? '').length }] } }; }
  if (id !== undefined) return { jsonrpc: '2.0', id, result: {} };
  appendFileSync(process.env.CALLS, method + '\\n');
}
module.exports = answer;
if (require.main === module) {
  let open = '';
  process.stdin.on('data', (chunk) => {
    open += chunk;
    const lines = open.split('\\n');
    open = lines.pop();
    for (const line of lines) {
      if (line.includes('please leave')) process.exit(9);
      for (const one of [JSON.parse(line)].flat()) { const said = answer(one); if (said) process.stdout.write(JSON.stringify(said) + '\\n'); }
    }
  });
  process.stdin.on('end', () => process.exit(0));
}
`;

interface Said {
  readonly id?: unknown;
  readonly method?: string;
  readonly result?: { readonly isError?: boolean; readonly content?: readonly { readonly text: string }[]; readonly serverInfo?: unknown; readonly tools?: readonly unknown[] };
  readonly error?: { readonly message: string };
}

function client(more: readonly string[] = []) {
  const calls = join(made.root, `calls-${Math.random().toString(36).slice(2)}`);
  const child = spawn(made.launcher, ['mcp', ...more, '--', process.execPath, serverFile], { cwd: made.shop, env: made.env({ CALLS: calls }), stdio: ['pipe', 'pipe', 'pipe'] });
  made.started.push(child);
  const said: Said[] = [];
  let open = '';
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', (chunk: Buffer) => {
    open += chunk.toString();
    const lines = open.split('\n');
    open = lines.pop() ?? '';
    said.push(...lines.map((line) => JSON.parse(line) as Said));
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    child, said, ended,
    ran: () => (existsSync(calls) ? readFileSync(calls, 'utf8').split('\n').filter(Boolean) : []),
    raw: (line: string) => child.stdin.write(`${line}\n`),
    send: (message: unknown) => child.stdin.write(`${JSON.stringify(message)}\n`),
    async reply(id: unknown): Promise<Said> {
      await until(() => said.some((one) => one.id === id && one.method === undefined), () => `no answer to ${String(id)}: ${JSON.stringify(said)}`);
      return said.find((one) => one.id === id && one.method === undefined) as Said;
    },
  };
}

async function begun(more: readonly string[] = []) {
  const made = client(more);
  made.send({ jsonrpc: '2.0', id: 'i', method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'claude-code', version: '2' } } });
  await made.reply('i');
  made.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  made.send({ jsonrpc: '2.0', id: 'l', method: 'tools/list' });
  await made.reply('l');
  return made;
}

function call(id: unknown, name: string, args: Record<string, unknown> = {}, params: Record<string, unknown> = {}) {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args, ...params } };
}

function held() {
  return window.hold(({ resolution }) => resolution === null);
}

test('everything else passes as it is', async () => {
  const { reply, ran, child, send, ended } = await begun();
  assert.deepEqual((await reply('i')).result?.serverInfo, { name: 'railway', version: '1' });
  assert.equal((await reply('l')).result?.tools?.length, 3);
  send({ jsonrpc: '2.0', id: 1, method: 'ping' });
  assert.deepEqual((await reply(1)).result, {});
  send(call(2, 'volume_list', { text: 'x'.repeat(1024 * 1024) }));
  assert.equal((await reply(2)).result?.content?.[0]?.text, 'done \u2028 1048576');
  assert.equal(ran()[0], 'notifications/initialized');
  child.stdin.end();
  assert.equal(await ended, 0);
});

test('a call that would destroy waits: released, it runs once', async () => {
  const { reply, ran, send, child } = await begun();
  send(call(1, 'volume_delete', { volumeId: 'v1' }));
  const hold = await held();
  assert.deepEqual([hold.gate, hold.assistant, hold.kind, hold.what], ['proxy', 'claude', 'tool-call', 'railway.volume_delete({"volumeId":"v1"})']);
  // What comes later does not wait behind it.
  send({ jsonrpc: '2.0', id: 2, method: 'ping' });
  await reply(2);
  await window.answer(hold, 'release');
  assert.match((await reply(1)).result?.content?.[0]?.text ?? '', /^done/);
  assert.deepEqual(ran().filter((line) => line.includes('volume_delete')).length, 1);
  child.stdin.end();
});

test('rejected, the model is told so in words, and nothing ran', async () => {
  const { reply, ran, send, child } = await begun();
  send(call('a', 'volume_delete', { volumeId: 'v2' }));
  await window.answer(await held(), 'reject', 'keep the volume');
  const { result, error } = await reply('a');
  assert.equal(error, undefined);
  assert.equal(result?.isError, true);
  assert.match(result?.content?.[0]?.text ?? '', /keep the volume/);
  assert.deepEqual(ran().filter((line) => line.includes('volume_delete')), []);
  child.stdin.end();
});

test("what the server says of its own tool is known at the call, and a name of the person's counts before its own", async () => {
  const { reply, send, child } = await begun(['--name', 'prod-volumes']);
  send(call(1, 'frobnicate', { id: 1 }));
  const hold = await held();
  assert.match(hold.what, /^prod-volumes\.frobnicate/);
  await window.answer(hold, 'reject');
  await reply(1);
  child.stdin.end();
});

test('what was released at the hook is not asked about again at the proxy, and a second call is', async () => {
  const { reply, ran, send, child } = await begun();
  const args = { volumeId: 'v7' };
  const hooked = hook(made, 'claude', { hook_event_name: 'PreToolUse', session_id: 's', cwd: made.shop, tool_name: 'mcp__railway__volume_delete', tool_input: args, tool_use_id: 'm1' });
  const first = await held();
  assert.equal(first.gate, 'hook');
  await window.answer(first, 'release');
  assert.equal((await hooked.done).words, '');
  send(call(1, 'volume_delete', args));
  assert.match((await reply(1)).result?.content?.[0]?.text ?? '', /^done/);
  send(call(2, 'volume_delete', args));
  await window.answer(await held(), 'reject');
  assert.equal((await reply(2)).result?.isError, true);
  assert.equal(ran().filter((line) => line.includes('volume_delete')).length, 1);
  child.stdin.end();
});

test('a call that is taken back while it waits never reaches the server', async () => {
  const { ran, send, said, child } = await begun();
  send(call(5, 'volume_delete', { volumeId: 'v3' }));
  const hold = await held();
  send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 5, reason: 'late' } });
  await until(() => window.holds.get(hold.id)?.resolution?.kind === 'withdrawn', () => 'it still waits');
  assert.equal((await window.answer(hold, 'release')).kind, 'refused');
  assert.deepEqual(said.filter(({ id }) => id === 5), []);
  assert.deepEqual(ran(), ['notifications/initialized']);
  child.stdin.end();
});

test('a batch: the call waits, the rest does not', async () => {
  const { reply, ran, raw, child } = await begun();
  raw(JSON.stringify([{ jsonrpc: '2.0', id: 1, method: 'ping' }, call(2, 'volume_delete', { volumeId: 'v4' })]));
  await reply(1);
  await window.answer(await held(), 'reject', 'no');
  assert.equal((await reply(2)).result?.isError, true);
  assert.deepEqual(ran().filter((line) => line.includes('volume_delete')), []);
  child.stdin.end();
});

const UNREADABLE = ['{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"volume_delete",}}', 'tools/call volume_delete', '7'];
for (const line of UNREADABLE) {
  test(`what cannot be read is not passed on: ${line}`, async () => {
    const { said, ran, raw, child } = await begun();
    raw(line);
    await until(() => said.some(({ error }) => error !== undefined), () => 'no answer');
    assert.deepEqual(ran(), ['notifications/initialized']);
    child.stdin.end();
  });
}

test('a call without the name of a tool is refused', async () => {
  const { reply, send, child } = await begun();
  send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { arguments: {} } });
  assert.equal((await reply(1)).result?.isError, true);
  child.stdin.end();
});

test('the server goes: so does the proxy, with its exit code; one that cannot be started is said', async () => {
  const { raw, ended } = await begun();
  raw('{"jsonrpc":"2.0","method":"please leave"}');
  assert.equal(await ended, 9);
  const missing = spawn(made.launcher, ['mcp', '--', join(made.root, 'no-such-server')], { cwd: made.shop, env: made.env(), stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  missing.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  assert.equal(await new Promise((resolve) => missing.on('close', resolve)), 127);
  assert.match(stderr, /cannot be started/);
});

test('the client goes while a call waits: the hold is withdrawn', async () => {
  const { send, child, ended, ran } = await begun();
  send(call(1, 'volume_delete', { volumeId: 'v5' }));
  const hold = await held();
  child.stdin.end();
  await ended;
  await until(() => window.holds.get(hold.id)?.resolution?.kind === 'withdrawn', () => 'it still waits');
  assert.deepEqual(ran(), ['notifications/initialized']);
});

/** The same server over HTTP: one answer as JSON, or as a stream where the client reads one. */
async function overHttp(): Promise<{ readonly server: Server; readonly url: string; calls(): readonly string[] }> {
  const file = join(made.root, `http-calls-${Math.random().toString(36).slice(2)}`);
  process.env['CALLS'] = file;
  // eslint-disable-next-line
  const answer = require(serverFile) as (message: unknown) => unknown;
  const server = createServer((incoming, response) => {
    if (incoming.method === 'GET') return void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`event: endpoint\ndata: http://${incoming.headers.host}/messages\n\n`);
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const said = JSON.stringify(answer(JSON.parse(body)));
      const stream = incoming.headers.accept?.includes('event-stream') === true;
      response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json', 'mcp-session-id': 's1' }).end(stream ? `event: message\ndata: ${said}\n\n` : said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, calls: () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []) };
}

function post(url: string, body: unknown, headers: Record<string, string> = {}, method = 'POST'): Promise<{ status: number; text: string; session: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, session: response.headers['mcp-session-id'] as string | undefined }));
    });
    asking.on('error', reject);
    asking.end(method === 'GET' ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}

test('a server at an address stands behind the proxy in the same way', async () => {
  const real = await overHttp();
  const proxy = spawn(made.launcher, ['mcp', '--http', real.url, '--port', '0'], { cwd: made.shop, env: made.env(), stdio: ['pipe', 'pipe', 'pipe'] });
  made.started.push(proxy);
  let printed = '';
  proxy.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await until(() => printed.includes('\n'), () => 'it prints no address');
  const url = printed.trim();
  try {
    const begun = await post(url, { jsonrpc: '2.0', id: 1, method: 'initialize', params: { clientInfo: { name: 'Visual Studio Code' } } });
    assert.deepEqual([begun.status, begun.session, (JSON.parse(begun.text) as Said).result?.serverInfo], [200, 's1', { name: 'railway', version: '1' }]);
    const listed = await post(url, { jsonrpc: '2.0', id: 2, method: 'tools/list' }, { accept: 'application/json, text/event-stream' });
    assert.match(listed.text, /^event: message\ndata: \{.*volume_delete/);
    const rejected = post(url, call(3, 'frobnicate'));
    const hold = await held();
    assert.deepEqual([hold.gate, hold.assistant], ['proxy', 'copilot']);
    await window.answer(hold, 'reject', 'stay');
    assert.match((await rejected).text, /"isError":true/);
    assert.deepEqual(real.calls(), []);
    const released = post(url, call(4, 'volume_delete', { volumeId: 'v9' }));
    await window.answer(await held(), 'release');
    assert.match((await released).text, /done/);
    assert.equal(real.calls().length, 1);
    assert.equal((await post(url, '{"method":"tools/call",}')).status, 400);
    assert.equal((await post(url, call(5, 'volume_delete'), { origin: 'https://evil.example' })).status, 403);
    assert.equal((await post(url, call(6, 'volume_delete'), { host: 'evil.example' })).status, 403);
    assert.match((await post(url, '', {}, 'GET')).text, new RegExp(`data: ${new URL(url).origin}/messages`));
    assert.equal(real.calls().length, 1);
  } finally {
    proxy.kill();
    real.server.close();
    real.server.closeAllConnections();
  }
});

test('with the window gone what would be held is refused in words, and what is harmless passes', async () => {
  const { reply, ran, send, child } = await begun();
  await window.close();
  send(call(1, 'volume_delete', { volumeId: 'v6' }));
  const { result } = await reply(1);
  assert.equal(result?.isError, true);
  assert.match(result?.content?.[0]?.text ?? '', /No editor window is open/);
  send(call(2, 'volume_list'));
  assert.match((await reply(2)).result?.content?.[0]?.text ?? '', /^done/);
  assert.deepEqual(ran().filter((line) => line.includes('volume_delete')), []);
  child.stdin.end();
});
