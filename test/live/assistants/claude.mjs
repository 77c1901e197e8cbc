import { TASK } from '../model.mjs';

export const claude = {
  id: 'claude',
  name: 'Claude Code',
  version: '2.1.330',
  packages: ['@anthropic-ai/claude-code@2.1.330'],
  prepare: (stage) => stage.put('mcp.json', { mcpServers: { shop: stage.mcp } }),
  start: (stage) => ({
    argv: [stage.package('@anthropic-ai/claude-code-linux-x64/claude'), '-p', TASK, '--dangerously-skip-permissions', '--mcp-config', `${stage.home}/mcp.json`],
    // As root it wants to be told that this is a sandbox.
    env: { ANTHROPIC_BASE_URL: stage.base, ANTHROPIC_API_KEY: 'test', IS_SANDBOX: '1', DISABLE_AUTOUPDATER: '1', DISABLE_TELEMETRY: '1', DISABLE_ERROR_REPORTING: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' },
  }),
  calls: {
    shell: (command) => [{ tool: 'Bash', input: { command, description: 'run it' } }],
    edit: (path, before, after) => [{ tool: 'Read', input: { file_path: path } }, { tool: 'Edit', input: { file_path: path, old_string: before, new_string: after } }],
    mcp: (tool, input) => [{ tool: 'ToolSearch', input: { query: `select:mcp__shop__${tool}`, max_results: 5 } }, { tool: `mcp__shop__${tool}`, input }],
    subagent: (prompt) => [{ tool: 'Agent', input: { description: 'sub', prompt, subagent_type: 'general-purpose', run_in_background: false } }],
  },
};
