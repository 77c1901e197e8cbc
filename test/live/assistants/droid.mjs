import { TASK } from '../model.mjs';

export const droid = {
  id: 'droid',
  name: 'Factory Droid',
  version: '0.215.0',
  packages: ['droid@0.215.0'],
  prepare(stage) {
    stage.put('.factory/settings.json', { enableDroidShield: false, cloudSessionSync: false, customModels: [{ model: 'fake-model', displayName: 'Fake', id: 'custom:fake', index: 0, baseUrl: `${stage.base}/v1`, apiKey: 'test', provider: 'generic-chat-completion-api', maxOutputTokens: 8000 }] });
    stage.put('.factory/mcp.json', { mcpServers: { shop: { type: 'stdio', ...stage.mcp, disabled: false } } });
  },
  start: (stage) => ({
    argv: [stage.package('@factory/cli-linux-x64/bin/droid'), 'exec', '--skip-permissions-unsafe', '-m', 'custom:fake', TASK],
    env: { FACTORY_AIRGAP_ENABLED: 'true', FACTORY_DISABLE_TELEMETRY: '1', DROID_DISABLE_AUTO_UPDATE: '1' },
  }),
  calls: {
    shell: (command) => [{ tool: 'Execute', input: { command, riskLevel: 'high', riskLevelReason: 'it destroys', summary: 'Destroy' } }],
    edit: (path, before, after) => [{ tool: 'Read', input: { file_path: path } }, { tool: 'Edit', input: { file_path: path, old_str: before, new_str: after } }],
    mcp: (tool, input) => [{ tool: `shop___${tool}`, input }],
  },
};
