import { join } from 'node:path';
import { isObject } from '../protocol/proposal';
import { stderrDeny } from './answers';
import { CANARY, DOCTOR } from './canary';
import { familyHost } from './family-host';

const entry = ({ posix, powershell }: { readonly posix: string; readonly powershell: string }) => ({ command: posix, powershell, show_output: false });

/** Cascade, the agent of Devin Desktop (which was Windsurf). Only exit code 2 stops a tool; its time limit is not documented. */
export const windsurf = familyHost({
  id: 'windsurf',
  name: 'Devin Desktop (was Windsurf)',
  waitSeconds: 55,
  openWhen: ['its hook time limit, which is not documented, passes (Infrahold answers within a minute: held first, let through when the same call comes again after its release)', 'Restricted Mode is on: then no hook runs'],
  folder: ({ home }) => join(home, '.codeium', 'windsurf'),
  programs: ['windsurf'],
  file: { kind: 'merge-many', name: 'hooks.json', lists: ['pre_run_command', 'pre_write_code', 'pre_mcp_tool_use'].map((event) => ({ list: ['hooks', event], entry })) },
  events: ['pre_run_command', 'pre_write_code', 'pre_mcp_tool_use'],
  tools: { pre_run_command: 'shell', pre_write_code: 'edit' },
  harmless: [],
  mcp: (name, payload) => (isObject(payload['tool_info']) ? { server: String(payload['tool_info']['mcp_server_name'] ?? ''), tool: String(payload['tool_info']['mcp_tool_name'] ?? name) } : null),
  answer: stderrDeny,
  translate(payload) {
    if (!isObject(payload)) return payload;
    const event = payload['agent_action_name'];
    const info = isObject(payload['tool_info']) ? payload['tool_info'] : {};
    if (typeof event !== 'string') return payload;
    if (!/^pre_(?:run_command|write_code|mcp_tool_use)$/.test(event)) return null;
    const mcp = event === 'pre_mcp_tool_use';
    return { ...payload, hook_event_name: event, session_id: payload['trajectory_id'], tool_use_id: payload['execution_id'], cwd: info['cwd'] ?? '', tool_name: mcp ? info['mcp_tool_name'] : event, tool_input: mcp ? (info['mcp_tool_arguments'] ?? {}) : info };
  },
  canary: { agent_action_name: 'pre_run_command', trajectory_id: DOCTOR, tool_info: { command_line: CANARY, cwd: '/' } },
});
