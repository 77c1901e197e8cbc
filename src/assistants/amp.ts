import { join } from 'node:path';
import { doubleUnderscore } from './family-host';
import { pluginHost } from './plugin-host';

/** Amp. There is no abstaining: what passes is allowed in words, and Amp asks nothing by itself. */
export const amp = pluginHost({
  id: 'amp',
  name: 'Amp',
  openWhen: ['it is started with PLUGINS=off', 'a remote executor: it needs an installation of its own'],
  nextStep: 'run "plugins: reload" in Amp',
  folder: ({ env, home }) => join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'amp'),
  programs: ['amp'],
  file: 'plugins/infrahold.ts',
  hook: `export default function infrahold(amp) {
  amp.on("tool.call", async (event) => {
    const reason = await ask({ cwd: event.input?.workdir || event.input?.cwd || process.cwd(), session_id: event.thread?.id, tool_use_id: event.toolUseID, tool_name: event.tool, tool_input: event.input });
    return reason === null ? { action: "allow" } : { action: "reject-and-continue", message: reason };
  });
}
`,
  shell: 'shell_command',
  tools: { shell_command: 'shell', Bash: 'shell', create_file: 'write', edit_file: 'edit', apply_patch: 'patch' },
  harmless: ['Read', 'read_file', 'Grep', 'glob', 'list_directory', 'finder', 'Task', 'oracle', 'librarian', 'web_search', 'read_web_page', 'mermaid', 'todo_read', 'todo_write', 'get_diagnostics', 'look_at', 'skill'],
  mcp: doubleUnderscore,
});
