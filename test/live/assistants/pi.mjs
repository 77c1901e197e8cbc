import { TASK } from '../model.mjs';

/** It has neither MCP nor sub-agents. */
export const pi = {
  id: 'pi',
  name: 'pi',
  version: '0.73.1',
  packages: ['@mariozechner/pi-coding-agent@0.73.1'],
  prepare(stage) {
    const model = { id: 'fake-model', name: 'fake', reasoning: false, input: ['text'], cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, contextWindow: 128_000, maxTokens: 8000 };
    stage.put('.pi/agent/models.json', { providers: { fake: { baseUrl: `${stage.base}/v1`, api: 'openai-completions', apiKey: 'test', models: [model] } } });
    stage.put('.pi/agent/settings.json', { defaultProvider: 'fake', defaultModel: 'fake-model' });
  },
  start: (stage) => ({
    argv: [process.execPath, stage.package('@mariozechner/pi-coding-agent/dist/cli.js'), '--provider', 'fake', '--model', 'fake-model', '-p', TASK],
    env: { PI_OFFLINE: '1', PI_TELEMETRY: '0', PI_SKIP_VERSION_CHECK: '1' },
  }),
  calls: {
    shell: (command) => [{ tool: 'bash', input: { command } }],
    edit: (path, before, after) => [{ tool: 'edit', input: { path, edits: [{ oldText: before, newText: after }] } }],
  },
};
