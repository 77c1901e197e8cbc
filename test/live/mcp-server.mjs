// An MCP server over standard input with one tool that would destroy. Called, it leaves a mark in the file it was given and does nothing else.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [, , marks] = process.argv;
const TOOL = { name: 'delete_database', description: 'Deletes a database with all that is in it', inputSchema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } };

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  if (method === 'initialize') return reply(id, { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'shop', version: '1.0.0' } });
  if (method === 'tools/list') return reply(id, { tools: [TOOL] });
  if (method === 'tools/call') {
    appendFileSync(marks, `mcp ${params.name} ${params.arguments.name}\n`);
    return reply(id, { content: [{ type: 'text', text: `deleted ${params.arguments.name}` }] });
  }
  return reply(id, {});
});

function reply(id, result) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
}
