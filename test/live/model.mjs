// A model that says what a test has written: on loopback, in the four protocols that assistants speak. It answers the nth request of a
// conversation with the nth turn, counted by the tool calls already in the request, so that it has no state to lose.
import http from 'node:http';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';

/** Words of the first message to a sub-agent. */
export const SUBTASK = 'SUBTASK-OF-THE-TEST';
/** Words of the first message to the assistant. */
export const TASK = 'do the task of the test';

export async function startModel() {
  let script = { turns: [], sub: [], isSub: (text) => text.includes(SUBTASK) };
  let said = '';
  const offered = new Set();
  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const text = unpacked(Buffer.concat(chunks), request.headers['content-encoding']);
      try {
        answer(new URL(request.url, 'http://model').pathname, request.method, text, response);
      } catch (error) {
        json(response, 500, { error: { message: String(error.stack) } });
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    base: `http://127.0.0.1:${port}`,
    /** The turns of the next conversation, those of a sub-agent, and how one is known. */
    play(turns, sub = [], isSub = (text) => text.includes(SUBTASK)) {
      script = { turns, sub, isSub };
      said = '';
    },
    /** Whether some request since then held these words: the model has read them. */
    wasTold: (words) => said.includes(JSON.stringify(words).slice(1, -1)),
    /** Names of the tools that the assistant offered. */
    offered: () => [...offered],
    lastRequest: () => said.slice(-3000),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };

  function answer(path, method, text, response) {
    if (method === 'HEAD') return void response.writeHead(200).end();
    const speaks = PROTOCOLS.find(({ fits }) => fits.test(path));
    if (method !== 'POST' || !speaks) return json(response, /\/models$/.test(path) ? 200 : 404, { object: 'list', data: [{ id: 'fake-model', object: 'model', created: 1, owned_by: 'test' }], models: [] });
    if (/count_?tokens$/i.test(path)) return json(response, 200, { input_tokens: 10, totalTokens: 10 });
    const body = JSON.parse(text);
    const asked = speaks.read(body);
    said += text;
    for (const name of asked.tools) offered.add(name);
    const turns = script.isSub(asked.first) ? script.sub : script.turns;
    // Titles and summaries are asked for without tools.
    const turn = asked.tools.length === 0 ? { text: asked.filler ?? 'ok' } : (turns[Math.min(asked.calls, turns.length - 1)] ?? { text: 'done' });
    const calls = turn.calls ?? (turn.tool === undefined ? [] : [turn]);
    speaks.write(response, { body, path, text: turn.text, calls: calls.map((call) => ({ ...call, id: id('call_') })) });
  }
}

const PROTOCOLS = [
  { fits: /\/messages(?:\/count_tokens)?$/, read: readAnthropic, write: writeAnthropic },
  { fits: /\/chat\/completions$/, read: readChat, write: writeChat },
  { fits: /\/responses$/, read: readResponses, write: writeResponses },
  { fits: /:(?:stream)?generateContent$|:countTokens$/i, read: readGemini, write: writeGemini },
];

function readAnthropic({ messages = [], tools = [] }) {
  const calls = messages.filter(({ role, content }) => role === 'assistant' && Array.isArray(content) && content.some(({ type }) => type === 'tool_use')).length;
  return { first: JSON.stringify(messages[0] ?? ''), calls, tools: tools.map(({ name }) => name) };
}

function writeAnthropic(response, { body, text, calls }) {
  const content = [...(text === undefined ? [] : [{ type: 'text', text }]), ...calls.map(({ tool, input, id: callId }) => ({ type: 'tool_use', id: callId.replace('call_', 'toolu_'), name: tool, input }))];
  const message = { id: id('msg_'), type: 'message', role: 'assistant', model: body.model, content, stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn', stop_sequence: null, usage: { input_tokens: 10, output_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 } };
  if (!body.stream) return json(response, 200, message);
  const say = stream(response, (type, more) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  say('message_start', { message: { ...message, content: [], stop_reason: null } });
  content.forEach((part, index) => {
    say('content_block_start', { index, content_block: part.type === 'text' ? { type: 'text', text: '' } : { ...part, input: {} } });
    say('content_block_delta', { index, delta: part.type === 'text' ? { type: 'text_delta', text: part.text } : { type: 'input_json_delta', partial_json: JSON.stringify(part.input) } });
    say('content_block_stop', { index });
  });
  say('message_delta', { delta: { stop_reason: message.stop_reason, stop_sequence: null }, usage: { output_tokens: 10 } });
  say('message_stop', {});
  response.end();
}

function readChat({ messages = [], tools = [] }) {
  return { first: JSON.stringify(messages.find(({ role }) => role === 'user') ?? ''), calls: messages.filter(({ role, tool_calls: made }) => role === 'assistant' && made?.length > 0).length, tools: tools.map((one) => one.function?.name) };
}

function writeChat(response, { body, text, calls }) {
  const made = calls.map(({ tool, input, id: callId }, index) => ({ index, id: callId, type: 'function', function: { name: tool, arguments: JSON.stringify(input) } }));
  const finish = made.length > 0 ? 'tool_calls' : 'stop';
  const base = { id: id('chatcmpl-'), created: 1, model: body.model };
  const usage = { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 };
  if (!body.stream) return json(response, 200, { ...base, object: 'chat.completion', choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content: text ?? null, ...(made.length > 0 ? { tool_calls: made } : {}) } }], usage });
  const say = stream(response, (delta, end = null, more = {}) => `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: end }], ...more })}\n\n`);
  say({ role: 'assistant', content: text ?? '' });
  if (made.length > 0) say({ tool_calls: made });
  say({}, finish, { usage });
  response.end('data: [DONE]\n\n');
}

function readResponses({ input, tools = [] }) {
  const items = Array.isArray(input) ? input : [];
  const isCall = ({ type }) => type === 'function_call' || type === 'custom_tool_call' || type === 'local_shell_call';
  const offered = [...tools, ...items.filter(({ type }) => type === 'additional_tools').flatMap((one) => one.tools ?? [{ name: 'exec' }])];
  // Several calls in a row were one turn.
  return { first: JSON.stringify(items.filter(({ role }) => role === 'user')), calls: items.filter((one, i) => isCall(one) && !(i > 0 && isCall(items[i - 1]))).length, tools: offered.map((one) => one.name ?? one.type) };
}

function writeResponses(response, { body, text, calls }) {
  const output = [
    ...(text === undefined ? [] : [{ type: 'message', id: id('msg_'), role: 'assistant', status: 'completed', content: [{ type: 'output_text', text, annotations: [] }] }]),
    ...calls.map(({ tool, input, custom, namespace, id: callId }) => ({ ...(custom ? { type: 'custom_tool_call', input } : { type: 'function_call', arguments: JSON.stringify(input) }), id: id('fc_'), call_id: callId, name: tool, ...(namespace ? { namespace } : {}), status: 'completed' })),
  ];
  const whole = { id: id('resp_'), object: 'response', created_at: 1, model: body.model, status: 'completed', output, parallel_tool_calls: true, tools: [], usage: { input_tokens: 10, input_tokens_details: { cached_tokens: 0 }, output_tokens: 10, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 20 } };
  if (!body.stream) return json(response, 200, whole);
  let sequence = 0;
  const say = stream(response, (type, more) => `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...more })}\n\n`);
  say('response.created', { response: { ...whole, status: 'in_progress', output: [], usage: null } });
  output.forEach((item, output_index) => {
    const at = { item_id: item.id, output_index };
    const begun = { ...item, status: 'in_progress', ...(item.content ? { content: [] } : {}), ...(item.arguments === undefined ? {} : { arguments: '' }), ...(item.input === undefined ? {} : { input: '' }) };
    say('response.output_item.added', { output_index, item: begun });
    if (item.type === 'message') {
      say('response.content_part.added', { ...at, content_index: 0, part: { type: 'output_text', text: '', annotations: [] } });
      say('response.output_text.delta', { ...at, content_index: 0, delta: text });
      say('response.output_text.done', { ...at, content_index: 0, text });
      say('response.content_part.done', { ...at, content_index: 0, part: item.content[0] });
    } else if (item.type === 'function_call') {
      say('response.function_call_arguments.delta', { ...at, delta: item.arguments });
      say('response.function_call_arguments.done', { ...at, arguments: item.arguments });
    } else say('response.custom_tool_call_input.delta', { ...at, delta: item.input });
    say('response.output_item.done', { output_index, item });
  });
  say('response.completed', { response: whole });
  response.end();
}

function readGemini({ contents = [], tools = [], generationConfig = {} }) {
  const schema = generationConfig.responseJsonSchema ?? generationConfig.responseSchema;
  return {
    first: JSON.stringify(contents.filter(({ role }) => role === 'user')),
    calls: contents.filter(({ role, parts = [] }) => role === 'model' && parts.some(({ functionCall }) => functionCall)).length,
    tools: tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name)),
    filler: schema ? JSON.stringify(valueFor(schema)) : 'ok',
  };
}

function writeGemini(response, { path, text, calls }) {
  const parts = [...(text === undefined ? [] : [{ text }]), ...calls.map(({ tool, input, id: callId }) => ({ functionCall: { name: tool, args: input, id: callId } }))];
  const whole = { candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }], usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 10, totalTokenCount: 20 }, modelVersion: 'fake' };
  if (!/stream/i.test(path)) return json(response, 200, whole);
  stream(response, (one) => `data: ${JSON.stringify(one)}\n\n`)(whole);
  response.end();
}

/** The least value that a JSON schema allows. */
function valueFor({ enum: values, type, properties }) {
  if (values) return values[0];
  const kind = String(Array.isArray(type) ? type[0] : (type ?? '')).toLowerCase();
  if (kind === 'object' || properties) return Object.fromEntries(Object.entries(properties ?? {}).map(([key, one]) => [key, valueFor(one)]));
  return { array: [], boolean: false, number: 1, integer: 1 }[kind] ?? 'fake';
}

function stream(response, format) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  return (...parts) => response.write(format(...parts));
}

function json(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function unpacked(bytes, encoding) {
  return (encoding === 'gzip' ? gunzipSync(bytes) : encoding === 'br' ? brotliDecompressSync(bytes) : bytes).toString('utf8') || '{}';
}

function id(prefix) {
  return `${prefix}${Math.random().toString(36).slice(2, 14)}${Date.now().toString(36)}`;
}
