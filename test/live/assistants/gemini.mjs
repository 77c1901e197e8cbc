import { TASK } from '../model.mjs';

export const gemini = {
  id: 'gemini',
  name: 'Gemini CLI',
  version: '0.61.0',
  packages: ['@google/gemini-cli@0.61.0'],
  prepare: (stage) => stage.put('.gemini/settings.json', {
    security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
    privacy: { usageStatisticsEnabled: false },
    telemetry: { enabled: false },
    general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
    ide: { enabled: false },
    mcpServers: { shop: stage.mcp },
  }),
  start: (stage) => ({
    argv: [process.execPath, stage.package('@google/gemini-cli/bundle/gemini.js'), '-p', TASK, '-m', 'gemini-2.5-pro', '--yolo'],
    env: { GEMINI_API_KEY: 'test', GOOGLE_GEMINI_BASE_URL: stage.base, GEMINI_CLI_NO_RELAUNCH: 'true', GEMINI_TELEMETRY_ENABLED: 'false', GEMINI_CLI_TRUST_WORKSPACE: 'true' },
  }),
  calls: {
    shell: (command) => [{ tool: 'run_shell_command', input: { command, description: 'run it' } }],
    edit: (path, before, after) => [{ tool: 'replace', input: { file_path: path, instruction: 'switch it off', old_string: before, new_string: after } }],
    mcp: (tool, input) => [{ tool: `mcp_shop_${tool}`, input }],
    subagent: (prompt) => [{ tool: 'invoke_agent', input: { agent_name: 'generalist', prompt } }],
  },
};
