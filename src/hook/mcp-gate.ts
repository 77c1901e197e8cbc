import type { ToolAnnotations } from '../engine/model';
import { brokenWords } from '../gate/words';
import { PROTOCOL, type Answer, type Ask } from '../protocol/messages';
import { isObject } from '../protocol/proposal';

/** A message of the Model Context Protocol: JSON-RPC, from either side. */
export type Message = Readonly<Record<string, unknown>>;

export interface McpGateOptions {
  /** The server's name as the person configured it; else its own word for itself counts. */
  readonly name: string | null;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Names this proxy among others. */
  readonly session: string;
  ask(ask: Ask, gone: AbortSignal): Promise<Answer>;
}

/** What stands between a client and its server: it looks at everything, and holds only calls of tools. */
export interface McpGate {
  /** Something the client sends on. */
  sent(message: Message): void;
  /** Something the server says. */
  received(message: Message): void;
  /** Words for the model when a call is refused, null when it may go on. Whatever goes wrong is a refusal. */
  refusal(call: Message, gone: AbortSignal): Promise<string | null>;
}

/** A host that stops waiting earlier takes its call back, and then the hold ends too. */
const WAIT_SECONDS = 3300;

export function openMcpGate({ name, cwd, env, session, ask }: McpGateOptions): McpGate {
  const asked = new Map<string, 'initialize' | 'tools/list'>();
  const annotations = new Map<string, ToolAnnotations>();
  let own = '';
  let client = '';
  let calls = 0;

  return {
    sent(message) {
      const { method, id, params } = message;
      if (method === 'initialize' && isObject(params) && isObject(params['clientInfo'])) client = String(params['clientInfo']['name'] ?? '');
      if (isId(id) && (method === 'initialize' || method === 'tools/list')) asked.set(keyOf(id), method);
    },

    received({ id, result, method }) {
      if (!isId(id) || method !== undefined) return;
      const question = asked.get(keyOf(id));
      asked.delete(keyOf(id));
      if (!isObject(result)) return;
      if (question === 'initialize' && isObject(result['serverInfo'])) own = String(result['serverInfo']['name'] ?? '');
      if (question !== 'tools/list' || !Array.isArray(result['tools'])) return;
      for (const tool of result['tools']) if (isObject(tool) && typeof tool['name'] === 'string') annotations.set(tool['name'], hintsIn(tool['annotations']));
    },

    async refusal({ id, params }, gone) {
      if (!isObject(params) || typeof params['name'] !== 'string') return brokenWords('the call names no tool');
      const given = params['arguments'] ?? {};
      if (!isObject(given)) return brokenWords('the arguments of the call are no object');
      const tool = params['name'];
      const hints = annotations.get(tool);
      try {
        const answer = await ask(
          {
            protocol: PROTOCOL,
            gate: 'proxy',
            assistant: assistantOf(client),
            callId: `${(calls += 1)}-${isId(id) ? keyOf(id) : ''}`,
            session,
            subagent: false,
            proposals: [{ kind: 'tool-call', cwd, server: name ?? own, tool, arguments: given, ...(hints ? { annotations: hints } : {}) }],
            waitSeconds: WAIT_SECONDS,
            env,
          },
          gone,
        );
        return answer.kind === 'pass' ? null : answer.words;
      } catch (error) {
        return brokenWords(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** Messages in one text: one, or several in a list. Null when it is not JSON or something else. */
export function messagesIn(text: string): readonly Message[] | null {
  try {
    const read: unknown = JSON.parse(text);
    const all = Array.isArray(read) ? read : [read];
    return all.every(isObject) ? all : null;
  } catch {
    return null;
  }
}

export function isToolCall(message: Message): boolean {
  return message['method'] === 'tools/call';
}

/** The id of the request that a notification takes back, or null when it is something else. */
export function cancelledBy({ method, params }: Message): string | null {
  return method === 'notifications/cancelled' && isObject(params) && isId(params['requestId']) ? keyOf(params['requestId']) : null;
}

/** What a refused call gets: a result that says it failed, which is what a model is shown. An error of the protocol may be kept from it. */
export function refusedCall(id: unknown, words: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id, result: { content: [{ type: 'text', text: words }], isError: true } });
}

export function unreadable(): string {
  return JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32700, message: brokenWords('what the client sent is not JSON-RPC') } });
}

export function isId(id: unknown): id is string | number {
  return typeof id === 'string' || typeof id === 'number';
}

export function keyOf(id: string | number): string {
  return JSON.stringify(id);
}

function hintsIn(read: unknown): ToolAnnotations {
  if (!isObject(read)) return {};
  return {
    ...(typeof read['destructiveHint'] === 'boolean' ? { destructiveHint: read['destructiveHint'] } : {}),
    ...(typeof read['readOnlyHint'] === 'boolean' ? { readOnlyHint: read['readOnlyHint'] } : {}),
  };
}

/** Who a client says it is. Its id counts for the policy and for people; nothing is released by it. */
const CLIENTS: readonly (readonly [RegExp, string])[] = [
  [/claude/i, 'claude'], [/visual studio code|copilot|vscode/i, 'copilot'], [/codex/i, 'codex'], [/cursor/i, 'cursor'], [/gemini/i, 'gemini'], [/qwen/i, 'qwen'], [/cline/i, 'cline'],
  [/kiro/i, 'kiro'], [/opencode/i, 'opencode'], [/kilo/i, 'kilo'], [/goose/i, 'goose'], [/windsurf|devin/i, 'windsurf'], [/crush/i, 'crush'], [/junie/i, 'junie'],
];

function assistantOf(client: string): string {
  return CLIENTS.find(([pattern]) => pattern.test(client))?.[1] ?? 'mcp';
}
