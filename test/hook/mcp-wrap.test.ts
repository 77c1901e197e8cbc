import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'jsonc-parser';
import { unwrapServer, wrapServer } from '../../src/assistants/mcp-config';

const LAUNCHER = '/home/me/.infrahold/bin/infrahold';

interface Row {
  readonly name: string;
  readonly text: string;
  /** What the server's entry starts when it is wrapped. */
  readonly starts: readonly string[];
}

const proxied = (...command: string[]) => [LAUNCHER, 'mcp', '--name', 'db', '--', ...command];
const ROWS: readonly Row[] = [
  { name: 'VS Code, with comments', text: '{\n  // servers of the team\n  "servers": {\n    "db": {\n      "type": "stdio",\n      "command": "npx", // from npm\n      "args": ["-y", "db-mcp"],\n      "env": { "A": "1" },\n    },\n  },\n}\n', starts: proxied('npx', '-y', 'db-mcp') },
  { name: 'Claude, arguments on lines of their own', text: '{\r\n\t"mcpServers": {\r\n\t\t"db": {\r\n\t\t\t"command": "uvx",\r\n\t\t\t"args": [\r\n\t\t\t\t"db-mcp",\r\n\t\t\t\t"--url=postgres://x"\r\n\t\t\t]\r\n\t\t}\r\n\t}\r\n}', starts: proxied('uvx', 'db-mcp', '--url=postgres://x') },
  { name: 'arguments before the command', text: '{"mcpServers":{"db":{"args":["a"],"command":"run-db"}}}', starts: proxied('run-db', 'a') },
  { name: 'no arguments', text: '{"mcpServers": {"db": {"command": "run-db", "env": {}}}}', starts: [LAUNCHER, 'mcp', '--name=db', '--', 'run-db'] },
  { name: 'an empty list of arguments', text: '{"mcpServers": {"db": {"command": "run-db", "args": [ ]}}}', starts: proxied('run-db') },
  { name: 'an argument that looks like the end of options', text: '{"servers": {"db": {"command": "npx", "args": ["--", "x", "--"]}}}', starts: proxied('npx', '--', 'x', '--') },
  { name: 'escapes', text: '{"servers": {"db": {"command": "C:\\\\run \\u0041", "args": ["\\"q\\""]}}}', starts: proxied('C:\\run A', '"q"') },
  { name: "VS Code's settings", text: '{"editor.tabSize": 2, "mcp": {"servers": {"db": {"command": "x", "args": ["y"]}}}}', starts: proxied('x', 'y') },
  { name: 'opencode', text: '{"mcp": {"db": {"type": "local", "command": ["npx", "-y", "db-mcp"]}}}', starts: proxied('npx', '-y', 'db-mcp') },
];

for (const { name, text, starts } of ROWS) {
  test(`wrapped, and byte for byte as it was after it is unwrapped: ${name}`, () => {
    const wrapped = wrapServer(text, 'db', LAUNCHER);
    assert.equal(wrapped.kind, 'text');
    const now = wrapped.kind === 'text' ? wrapped.text : '';
    assert.deepEqual(startedBy(now), starts);
    assert.equal(wrapServer(now, 'db', LAUNCHER).kind, 'same');
    assert.deepEqual(unwrapServer(now, 'db', LAUNCHER), { kind: 'text', text });
    assert.equal(unwrapServer(text, 'db', LAUNCHER).kind, 'same');
  });
}

test('two servers of one file are wrapped and unwrapped apart', () => {
  const text = '{"servers": {"db": {"command": "a", "args": ["1"]}, "other": {"command": "b"}}}';
  const both = textOf(wrapServer(textOf(wrapServer(text, 'db', LAUNCHER)), 'other', LAUNCHER));
  assert.equal(textOf(unwrapServer(textOf(unwrapServer(both, 'db', LAUNCHER)), 'other', LAUNCHER)), text);
});

const REFUSED: readonly (readonly [text: string, why: RegExp])[] = [
  ['{"servers": {"db": {"type": "http", "url": "http://127.0.0.1:9/mcp"}}}', /infrahold mcp --name db --http http:\/\/127\.0\.0\.1:9\/mcp/],
  ['{"servers": {"other": {"command": "x"}}}', /no server called db; it has other/],
  ['{"servers": {"db": {"command": "x",,}}}', /line 1/],
  ['{"servers": {"db": {"command": "x", "args": "y"}}}', /no list/],
  ['[]', /not a JSON object/],
];
for (const [text, why] of REFUSED) {
  test(`refused with words: ${text}`, () => {
    const wrapped = wrapServer(text, 'db', LAUNCHER);
    assert.equal(wrapped.kind, 'refused');
    assert.match(wrapped.kind === 'refused' ? wrapped.why : '', why);
  });
}

function textOf(rewritten: ReturnType<typeof wrapServer>): string {
  assert.equal(rewritten.kind, 'text');
  return rewritten.kind === 'text' ? rewritten.text : '';
}

function startedBy(text: string): unknown {
  const read = parse(text, [], { allowTrailingComma: true }) as { servers?: Entries; mcpServers?: Entries; mcp?: Entries & { servers?: Entries } };
  const entry = (read.servers ?? read.mcpServers ?? read.mcp?.servers ?? read.mcp)?.['db'] as { command: string | string[]; args?: string[] };
  return Array.isArray(entry.command) ? entry.command : [entry.command, ...(entry.args ?? [])];
}
type Entries = Readonly<Record<string, unknown>>;
