// Compiles mcp.json (tools of published MCP servers with the class of what they do) to src/engine/calls/tables/mcp.txt.
// Usage: node scripts/data/mcp.mjs FOLDER-WITH-mcp.json
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { servers } = JSON.parse(readFileSync(join(process.argv[2] ?? '.', 'mcp.json'), 'utf8'));
const rank = 'R?UESXD';
const classes = new Map();
let count = 0;
for (const tools of Object.values(servers)) {
  for (const [name, { c }] of Object.entries(tools)) {
    count += 1;
    const key = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll(/[-.: ]/g, '_').toLowerCase();
    // Two servers may name different things alike; the graver meaning counts.
    if (!classes.has(key) || rank.indexOf(classes.get(key)) < rank.indexOf(c)) classes.set(key, c);
  }
}
const lines = [...classes].filter(([, c]) => c !== '?').map(([name, c]) => `${name}|${c}`).sort();
const head = [
  '# provenance: tool names and classes read from the sources of 68 MCP servers (awslabs/mcp Apache-2.0, microsoft/mcp MIT, github-mcp-server MIT,',
  '# hashicorp/terraform-mcp-server MPL-2.0, supabase Apache-2.0, containers/kubernetes-mcp-server Apache-2.0 and others), November 2026; names are facts',
  `# counts: ${count} tools of ${Object.keys(servers).length} servers`,
  '# name|class: D destroys, X replaces, S disrupts, E runs its arguments, U changes, R reads',
];
writeFileSync(join(root, 'src/engine/calls/tables/mcp.txt'), `${[...head, ...lines].join('\n')}\n`);
