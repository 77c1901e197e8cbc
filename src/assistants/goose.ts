import { join } from 'node:path';
import { decisionDeny } from './answers';
import { CANARY, DOCTOR } from './canary';
import { familyHost } from './family-host';

/** goose, as an open plugin. `{}` counts as no decision and is blocked, so silence is silence. A matcher of `*` would drop the rule. */
export const goose = familyHost({
  id: 'goose',
  name: 'goose',
  waitSeconds: 3600,
  openWhen: ['disabledPlugins of its settings names the plugin'],
  folder: ({ home }) => join(home, '.agents', 'plugins', 'infrahold'),
  alsoAt: ['.config/goose'],
  programs: ['goose'],
  file: {
    kind: 'own',
    files: ({ here }) => ({
      'plugin.json': `${JSON.stringify({ name: 'infrahold', version: '1.0.0', description: 'Holds what would destroy infrastructure until a person has released it' }, null, 2)}\n`,
      'hooks/hooks.json': `${JSON.stringify({ hooks: { PreToolUse: [{ hooks: [{ type: 'command', command: here, timeout: 3600, on_failure: 'block' }] }] } }, null, 2)}\n`,
    }),
  },
  events: ['PreToolUse'],
  tools: { developer__shell: 'shell', shell: 'shell', developer__write: 'write', write: 'write', developer__edit: 'edit', edit: 'edit', developer__text_editor: 'edit' },
  harmless: ['developer__read', 'developer__tree', 'developer__image_processor', 'read', 'tree', 'todo__todo_write', 'todo__todo_read', 'platform__search_available_extensions', 'subagent__delegate', 'delegate', 'analyze__analyze'],
  mcp: (name) => {
    const match = /^(.+?)__(.+)$/.exec(name);
    return match ? { server: match[1] as string, tool: match[2] as string } : null;
  },
  answer: decisionDeny('block'),
  canary: { event: 'PreToolUse', session_id: DOCTOR, working_dir: '/', tool_name: 'developer__shell', tool_input: { command: CANARY } },
});
