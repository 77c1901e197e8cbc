import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { TASK } from '../model.mjs';

export const opencode = {
  id: 'opencode',
  name: 'opencode',
  version: '1.18.33',
  packages: ['opencode-ai@1.18.33'],
  companions: ['@opencode-ai/plugin@1.18.33'],
  prepare(stage) {
    const model = { name: 'fake-model', tool_call: true, limit: { context: 128_000, output: 8000 } };
    stage.put('.config/opencode/opencode.json', {
      $schema: 'https://opencode.ai/config.json', model: 'fake/fake-model', small_model: 'fake/fake-model', share: 'disabled', autoupdate: false,
      provider: { fake: { npm: '@ai-sdk/openai-compatible', name: 'fake', options: { baseURL: `${stage.base}/v1`, apiKey: 'test' }, models: { 'fake-model': model } } },
      permission: { '*': 'allow', external_directory: 'allow' },
      mcp: { shop: { type: 'local', command: [stage.mcp.command, ...stage.mcp.args] } },
    });
    // It would install this for its plugins, and wait for a network that is not there.
    for (const name of ['node_modules', 'package.json', 'package-lock.json']) symlinkSync(join(stage.packages, 'companions', name), join(stage.home, '.config/opencode', name));
  },
  start: (stage) => ({
    argv: [stage.package('opencode-linux-x64/bin/opencode'), 'run', TASK],
    env: { OPENCODE_DISABLE_MODELS_FETCH: '1', OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_LSP_DOWNLOAD: '1', OPENCODE_DISABLE_SHARE: '1' },
  }),
  calls: {
    shell: (command) => [{ tool: 'bash', input: { command, description: 'run it' } }],
    edit: (path, before, after) => [{ tool: 'read', input: { filePath: path } }, { tool: 'edit', input: { filePath: path, oldString: before, newString: after } }],
    mcp: (tool, input) => [{ tool: `shop_${tool}`, input }],
    subagent: (prompt) => [{ tool: 'task', input: { description: 'sub', prompt, subagent_type: 'general' } }],
  },
};
