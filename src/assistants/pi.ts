import { join } from 'node:path';
import { pluginHost, singleUnderscore } from './plugin-host';

/** pi: an extension that blocks stops the call. It refuses to start when an extension does not load. */
export const pi = pluginHost({
  id: 'pi',
  name: 'pi',
  openWhen: ['it is started with -ne (no extensions)'],
  nextStep: 'run /reload in pi, or restart it',
  folder: ({ home }) => join(home, '.pi', 'agent'),
  programs: ['pi'],
  file: 'extensions/infrahold/index.js',
  hook: `export default function infrahold(pi) {
  pi.on("tool_call", async (event, ctx) => {
    const reason = await ask({ cwd: ctx?.cwd || process.cwd(), tool_use_id: event.toolCallId, tool_name: event.toolName, tool_input: event.input });
    return reason === null ? undefined : { block: true, reason };
  });
}
`,
  shell: 'bash',
  tools: { bash: 'shell', write: 'write', edit: 'edit' },
  harmless: ['read', 'grep', 'find', 'ls'],
  mcp: singleUnderscore,
});
