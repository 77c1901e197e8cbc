import { TASK } from '../model.mjs';

export const copilot = {
  id: 'copilot',
  name: 'Copilot CLI',
  version: '1.0.102',
  packages: ['@github/copilot@1.0.102'],
  // What the hook wrote to its standard error is not sent to its model.
  hearsErrors: false,
  prepare: (stage) => stage.put('.copilot/mcp-config.json', { mcpServers: { shop: { type: 'local', ...stage.mcp, tools: ['*'] } } }),
  start: (stage) => ({
    argv: [stage.package('@github/copilot-linux-x64/copilot'), '-p', TASK, '--allow-all'],
    env: { COPILOT_OFFLINE: 'true', COPILOT_AUTO_UPDATE: 'false', COPILOT_PROVIDER_BASE_URL: stage.base, COPILOT_PROVIDER_TYPE: 'anthropic', COPILOT_PROVIDER_API_KEY: 'test', COPILOT_MODEL: 'claude-sonnet-4.6' },
  }),
  calls: {
    shell: (command) => [{ tool: 'bash', input: { command, description: 'run it' } }],
    edit: (path, before, after) => [{ tool: 'edit', input: { path, old_str: before, new_str: after } }],
    mcp: (tool, input) => [{ tool: `shop-${tool}`, input }],
    subagent: (prompt) => [{ tool: 'task', input: { name: 'sub', description: 'sub', prompt, agent_type: 'general-purpose', mode: 'sync' } }],
  },
};
