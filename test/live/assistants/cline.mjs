import { TASK } from '../model.mjs';

/** A rejected call ends its run, and the words go to the person, not to its model. */
export const cline = {
  id: 'cline',
  name: 'Cline CLI',
  version: '3.0.65',
  packages: ['cline@3.0.65'],
  endsWhenRejected: true,
  comesBack: true,
  hearsErrors: false,
  prepare(stage) {
    stage.put('.cline/data/settings/cline_mcp_settings.json', { mcpServers: { shop: { ...stage.mcp, type: 'stdio', disabled: false } } });
    const signed = stage.run([program(stage), 'auth', '-p', 'openai-compatible', '-k', 'test', '-m', 'fake-model', '-b', `${stage.base}/v1`], ENV);
    if (signed.status !== 0) throw new Error(`cline auth: ${signed.stdout}${signed.stderr}`);
  },
  start: (stage) => ({ argv: [program(stage), '-P', 'openai-compatible', '-m', 'fake-model', TASK], env: ENV }),
  calls: {
    shell: (command) => [{ tool: 'run_commands', input: { commands: [command] } }],
    edit: (path, before, after) => [{ tool: 'editor', input: { path, old_text: before, new_text: after } }],
    mcp: (tool, input) => [{ tool: `shop__${tool}`, input }],
    subagent: (prompt) => [{ tool: 'spawn_agent', input: { systemPrompt: 'You help.', task: prompt } }],
  },
};

const ENV = { CLINE_TELEMETRY_DISABLED: '1', CLINE_NO_AUTO_UPDATE: '1', CLINE_DISABLE_AUTO_UPDATE: '1', OTEL_SDK_DISABLED: 'true' };

function program(stage) {
  return stage.package('@cline/cli-linux-x64/bin/cline');
}
