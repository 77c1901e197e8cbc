import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { cancelledBy, isId, isToolCall, keyOf, messagesIn, refusedCall, unreadable, type McpGate, type Message } from './mcp-gate';
import { eachLine } from './mcp-lines';
import { isObject } from '../protocol/proposal';

/** A client that asked to hear of progress waits longer when it does. */
const PROGRESS = 10_000;

/** Runs a server and stands between it and the client, line by line. Gives the server's exit code. */
export function proxyStdio(command: readonly string[], gate: McpGate, input: Readable, output: Writable): Promise<number> {
  const [program = '', ...args] = command;
  const held = new Map<string, AbortController>();
  const server = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], windowsHide: true });
  // Either side may go away at any time; what happens then is said by `close`.
  server.stdin.on('error', () => undefined);
  output.on('error', () => server.kill());

  eachLine(input, fromClient, () => {
    for (const controller of held.values()) controller.abort();
    server.stdin.end();
  });
  const said = new Promise<void>((resolve) => {
    eachLine(
      server.stdout,
      (line) => {
        for (const message of messagesIn(line.toString('utf8')) ?? []) gate.received(message);
        output.write(line);
      },
      resolve,
    );
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => server.kill(signal));

  return new Promise((resolve) => {
    server.once('error', (error) => {
      process.stderr.write(`infrahold mcp: ${program} cannot be started: ${error.message}\n`);
      input.destroy();
      resolve(127);
    });
    server.once('close', (exit, signal) => {
      for (const controller of held.values()) controller.abort();
      // What still listens there would keep this process alive.
      input.destroy();
      void said.then(() => resolve(exit ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)));
    });
  });

  function fromClient(bytes: Buffer): void {
    const text = bytes.toString('utf8');
    if (text.trim() === '') return;
    const messages = messagesIn(text);
    // A server that reads more kindly than we do must not get what we could not judge.
    if (messages === null) return answer(unreadable());
    const calls = messages.filter(isToolCall);
    const rest = messages.filter((message) => !isToolCall(message) && !takesBack(message));
    for (const message of rest) gate.sent(message);
    if (calls.length === 0 && rest.length === messages.length) server.stdin.write(bytes);
    else if (rest.length > 0) server.stdin.write(`${JSON.stringify(rest.length === 1 ? rest[0] : rest)}\n`);
    for (const call of calls) void hold(call, messages.length === 1 ? bytes : Buffer.from(`${JSON.stringify(call)}\n`));
  }

  async function hold(call: Message, line: Buffer): Promise<void> {
    const { id } = call;
    const gone = new AbortController();
    const key = isId(id) ? keyOf(id) : null;
    if (key !== null) held.set(key, gone);
    const stop = tellProgress(call);
    const words = await gate.refusal(call, gone.signal);
    stop();
    if (key !== null) held.delete(key);
    // Taken back while it was held: nobody waits for an answer, and nothing runs.
    if (gone.signal.aborted) return;
    if (words === null) server.stdin.write(line);
    else if (isId(id)) answer(refusedCall(id, words));
  }

  /** Whether this takes back a call that is held: the server has never heard of it. */
  function takesBack(message: Message): boolean {
    const key = cancelledBy(message);
    const controller = key === null ? undefined : held.get(key);
    controller?.abort();
    return controller !== undefined;
  }

  function tellProgress({ params }: Message): () => void {
    const meta = isObject(params) && isObject(params['_meta']) ? params['_meta'] : {};
    const token = meta['progressToken'];
    if (!isId(token)) return () => undefined;
    let progress = 0;
    const timer = setInterval(() => {
      // It must grow, and stay below whatever the server will say.
      progress += 0.0001;
      answer(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: token, progress, message: 'Infrahold: it waits for a person to release it' } }));
    }, PROGRESS);
    return () => clearInterval(timer);
  }

  function answer(line: string): void {
    output.write(`${line}\n`);
  }
}
