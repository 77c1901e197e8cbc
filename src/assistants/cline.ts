import { isObject } from '../protocol/proposal';
import { cancelDeny } from './answers';
import { CANARY, DOCTOR } from './canary';
import { LAUNCHER_GONE } from './commands';
import { familyHost } from './family-host';

/** Cline: a hook is an executable file with the event's name. The extension gives it 30 seconds and then runs the tool. */
export const cline = familyHost({
  id: 'cline',
  name: 'Cline',
  waitSeconds: 25,
  openWhen: ['30 seconds pass (Infrahold answers before: held first, let through when the same call comes again after its release)', 'another hook file of the workspace fails: Cline may then drop our answer', 'it is started with --yolo'],
  folder: ({ home }) => home,
  alsoAt: ['.cline', 'Documents/Cline'],
  programs: ['cline'],
  file: {
    kind: 'own',
    files: ({ launcher, platform }) => (platform === 'windows' ? { 'Documents/Cline/Hooks/PreToolUse.ps1': windowsScript(launcher) } : { 'Documents/Cline/Hooks/PreToolUse': posixScript(launcher), '.cline/hooks/PreToolUse': posixScript(launcher) }),
  },
  events: ['PreToolUse', 'tool_call'],
  tools: { run_commands: 'shell', execute_command: 'shell', editor: 'edit', write_to_file: 'write', replace_in_file: 'edit', apply_patch: 'patch', new_rule: 'write' },
  harmless: ['read_files', 'read_file', 'list_files', 'search_files', 'list_code_definition_names', 'spawn_agent', 'ask_followup_question', 'attempt_completion', 'plan_mode_respond', 'web_fetch', 'web_search', 'browser_action', 'access_mcp_resource', 'load_mcp_documentation', 'new_task', 'focus_chain', 'skills', 'use_skill'],
  mcp: (name, payload) => {
    const input = payload['tool_input'];
    if (name === 'use_mcp_tool' && isObject(input)) return { server: String(input['server_name'] ?? ''), tool: String(input['tool_name'] ?? '') };
    const match = /^(.+?)__(.+)$/.exec(name);
    return match ? { server: match[1] as string, tool: match[2] as string } : null;
  },
  answer: cancelDeny,
  translate(payload) {
    if (!isObject(payload)) return payload;
    const old = isObject(payload['preToolUse']) ? payload['preToolUse'] : {};
    const call = isObject(payload['tool_call']) ? payload['tool_call'] : {};
    const name = call['name'] ?? old['toolName'] ?? old['tool'];
    const input = call['input'] ?? old['parameters'] ?? {};
    const roots = payload['workspaceRoots'];
    if (name === undefined && payload['hookName'] !== 'PreToolUse' && payload['hookName'] !== 'tool_call') return null;
    const inner = name === 'use_mcp_tool' && isObject(input) && isObject(input['arguments']) ? { ...input, ...input['arguments'] } : input;
    const converted = name === 'replace_in_file' && isObject(inner) ? { ...inner, edits: searchReplace(String(inner['diff'] ?? '')) } : inner;
    return { hook_event_name: 'PreToolUse', session_id: payload['taskId'], tool_use_id: call['id'], parent_agent_id: payload['parent_agent_id'], cwd: Array.isArray(roots) ? roots[0] : '', tool_name: name, tool_input: converted };
  },
  canary: { hookName: 'PreToolUse', taskId: DOCTOR, workspaceRoots: ['/'], preToolUse: { toolName: 'execute_command', parameters: { command: CANARY } } },
});

/** `------- SEARCH` … `=======` … `+++++++ REPLACE`, and the older spelling with `<<<<<<<` and `>>>>>>>`. */
function searchReplace(diff: string): { old_string: string; new_string: string }[] {
  return [...diff.matchAll(/^(?:-{3,}|<{3,}) SEARCH>?\r?\n([\s\S]*?)^={3,}\r?\n([\s\S]*?)^(?:\+{3,}|>{3,}) REPLACE>?/gm)].map((match) => ({ old_string: (match[1] ?? '').replace(/\r?\n$/, ''), new_string: (match[2] ?? '').replace(/\r?\n$/, '') }));
}

/** The exit code counts for nothing, so a missing launcher is answered by the script itself. */
function posixScript(launcher: string): string {
  return `#!/bin/sh\n# Written by Infrahold. Cline runs it before each tool; take it out with Infrahold: Remove guard.\nif [ "$(uname -s 2>/dev/null | cut -c1-5)" = MINGW ]; then echo '{"cancel":false}'; exit 0; fi\n'${launcher.replaceAll("'", `'\\''`)}' hook --assistant cline || echo '{"cancel":true,"errorMessage":"${LAUNCHER_GONE}"}'\n`;
}

function windowsScript(launcher: string): string {
  return `# Written by Infrahold. Cline runs it before each tool; take it out with Infrahold: Remove guard.\ntry { & '${launcher.replaceAll("'", "''")}.ps1' hook --assistant cline } catch { '{"cancel":true,"errorMessage":"${LAUNCHER_GONE}"}' }\n`;
}
