import { join } from 'node:path';
import { OPENCODE_HARMLESS, OPENCODE_TOOLS, pluginHost, singleUnderscore } from './plugin-host';

/** Kilo Code from 7: command line and VS Code extension, made from opencode. */
export const kilo = pluginHost({
  id: 'kilo',
  name: 'Kilo Code',
  openWhen: ['it is started with KILO_PURE=1', 'the plugin cannot be loaded'],
  nextStep: 'restart Kilo',
  folder: ({ env, home }) => join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'kilo'),
  programs: ['kilo', 'kilocode'],
  file: 'plugin/infrahold.js',
  hook: `export default {
  id: "infrahold",
  server: async ({ directory }) => ({
    "tool.execute.before": async (input, output) => {
      const reason = await ask({ cwd: directory, session_id: input.sessionID, tool_use_id: input.callID, tool_name: input.tool, tool_input: output.args });
      if (reason !== null) throw new Error(reason);
    },
  }),
};
`,
  shell: 'bash',
  tools: OPENCODE_TOOLS,
  harmless: OPENCODE_HARMLESS,
  mcp: singleUnderscore,
});
