import { join } from 'node:path';
import { nestedDeny } from './answers';
import { doubleUnderscore, familyHost } from './family-host';

/** Codex: command line, IDE extension, app-server and code mode share `$CODEX_HOME/hooks.json`. Its deny must have exactly three fields and words. */
export const codex = familyHost({
  id: 'codex',
  name: 'Codex',
  waitSeconds: 3600,
  openWhen: ['its own time limit passes (Infrahold answers before)', 'the hook has not been trusted, or its command was changed since', 'text typed into a program that already runs (`write_stdin`) is never shown to a hook: programs that take commands are held when they start'],
  nextStep: 'start Codex, run /hooks, and trust the hook of Infrahold: Codex skips a new hook without a word until a person has reviewed it',
  folder: ({ env, home }) => env['CODEX_HOME'] || join(home, '.codex'),
  programs: ['codex'],
  file: {
    kind: 'merge',
    name: 'hooks.json',
    list: ['hooks', 'PreToolUse'],
    entry: ({ posix, powershell }) => ({ matcher: '*', hooks: [{ type: 'command', command: posix, commandWindows: `powershell -NoProfile -Command "${powershell.replaceAll('"', '\\"')}"`, timeout: 3600 }] }),
  },
  shadow: [['config.toml', /^\s*hooks\s*=\s*false/m, 'hooks = false is set in its config.toml'], ['hooks.json', /^\s*(?![\s{])/, 'its hooks.json is not JSON']],
  events: ['PreToolUse', 'PermissionRequest'],
  tools: { Bash: 'shell', shell: 'shell', local_shell: 'shell', exec_command: 'shell', write_stdin: 'typing', apply_patch: 'patch', Edit: 'edit', Write: 'write' },
  harmless: ['update_plan', 'view_image', 'web_search', 'collaborationspawn_agent', 'collaborationwait_agent', 'collaborationsend_message', 'collaborationclose_agent', 'list_mcp_resources', 'read_mcp_resource', 'request_user_input', 'tool_search'],
  mcp: doubleUnderscore,
  answer: nestedDeny,
});
