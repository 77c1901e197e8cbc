import { join } from 'node:path';
import { OPENCODE_HARMLESS, OPENCODE_TOOLS, pluginHost, singleUnderscore } from './plugin-host';

/** opencode: a plugin that throws stops the call, and its words reach the model. */
export const opencode = pluginHost({
  id: 'opencode',
  name: 'opencode',
  openWhen: ['it is started with --pure or OPENCODE_PURE=1', 'version 2 does not load plugins of version 1', 'the plugin cannot be loaded'],
  nextStep: 'restart opencode',
  folder: ({ env, home }) => join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'opencode'),
  programs: ['opencode'],
  file: 'plugins/infrahold.js',
  hook: `export const Infrahold = async ({ directory }) => ({
  "tool.execute.before": async (input, output) => {
    const reason = await ask({ cwd: directory, session_id: input.sessionID, tool_use_id: input.callID, tool_name: input.tool, tool_input: output.args });
    if (reason !== null) throw new Error(reason);
  },
});
`,
  shell: 'bash',
  tools: OPENCODE_TOOLS,
  harmless: OPENCODE_HARMLESS,
  mcp: singleUnderscore,
});
