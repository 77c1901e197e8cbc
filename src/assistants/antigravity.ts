import { join } from 'node:path';
import { isObject } from '../protocol/proposal';
import { decisionDeny } from './answers';
import { CANARY, DOCTOR } from './canary';
import { doubleUnderscore, familyHost } from './family-host';

/** Google Antigravity: IDE, `agy` and the app. Arguments are in PascalCase, the answer has two fields and not one more. */
export const antigravity = familyHost({
  id: 'antigravity',
  name: 'Antigravity',
  waitSeconds: 900,
  openWhen: ['its own time limit passes (what it then does is not documented; Infrahold answers before)'],
  folder: ({ home }) => join(home, '.gemini', 'config'),
  alsoAt: ['.gemini/antigravity', '.gemini/antigravity-cli', '.antigravity'],
  programs: ['antigravity', 'agy'],
  file: { kind: 'merge', name: 'hooks.json', list: ['infrahold', 'PreToolUse'], entry: ({ here }) => ({ matcher: '*', hooks: [{ type: 'command', command: here, timeout: 900 }] }) },
  shadow: [['hooks.json', /"infrahold"\s*:\s*\{[^}]*"enabled"\s*:\s*false/, 'the hook is switched off in its file']],
  events: ['PreToolUse'],
  tools: { run_command: 'shell', write_to_file: 'write', replace_file_content: 'edit', multi_replace_file_content: 'edit', send_command_input: 'typing' },
  harmless: ['view_file', 'list_dir', 'find_by_name', 'grep_search', 'codebase_search', 'read_url_content', 'search_web', 'command_status', 'invoke_subagent', 'browser_subagent', 'notify_user', 'task_boundary', 'view_code_item', 'view_file_outline', 'read_terminal', 'schedule'],
  mcp: doubleUnderscore,
  answer: decisionDeny('deny'),
  translate(payload) {
    if (!isObject(payload)) return payload;
    const call = payload['toolCall'];
    const roots = payload['workspacePaths'];
    if (!isObject(call)) return { ...payload };
    const args = isObject(call['args']) ? call['args'] : {};
    return { hook_event_name: 'PreToolUse', session_id: payload['conversationId'], cwd: args['Cwd'] ?? (Array.isArray(roots) ? roots[0] : ''), tool_name: call['name'], tool_input: args };
  },
  canary: { conversationId: DOCTOR, workspacePaths: ['/'], toolCall: { name: 'run_command', args: { CommandLine: CANARY, Cwd: '/' } } },
});
