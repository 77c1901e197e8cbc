import { join } from 'node:path';
import { isObject } from '../protocol/proposal';
import { permissionDeny } from './answers';
import { DOCTOR, CANARY } from './canary';
import { familyHost } from './family-host';

const WAIT = 3600;
const entry = ({ here }: { readonly here: string }) => ({ command: here, timeout: WAIT, failClosed: true });

/** Cursor, IDE and command line. Every command fires two events, so each kind of action is hooked at one of them only. */
export const cursor = familyHost({
  id: 'cursor',
  name: 'Cursor',
  waitSeconds: WAIT,
  openWhen: ['completions by Tab and cloud agents run no hooks of this machine', 'the workspace is not trusted'],
  folder: ({ home }) => join(home, '.cursor'),
  programs: ['cursor', 'cursor-agent'],
  file: {
    kind: 'merge-many',
    name: 'hooks.json',
    top: { version: 1 },
    lists: [
      { list: ['hooks', 'beforeShellExecution'], entry },
      { list: ['hooks', 'beforeMCPExecution'], entry },
      { list: ['hooks', 'preToolUse'], entry: (commands) => ({ ...entry(commands), matcher: 'Write|Edit|StrReplace|MultiEdit|Delete|NotebookEdit|ApplyPatch' }) },
    ],
  },
  events: ['beforeShellExecution', 'beforeMCPExecution', 'preToolUse', 'PreToolUse'],
  tools: { Shell: 'shell', Write: 'write', Edit: 'edit', StrReplace: 'edit', MultiEdit: 'edit', Delete: 'delete', NotebookEdit: 'notebook', ApplyPatch: 'patch' },
  harmless: ['Read', 'Grep', 'Glob', 'LS', 'Task', 'WebSearch', 'WebFetch', 'TodoWrite', 'SemanticSearch'],
  mcp: (name, payload) => {
    const server = payload['mcp_server_name'];
    if (typeof server === 'string') return { server, tool: name };
    return name.startsWith('MCP:') ? { server: '', tool: name.slice(4) } : null;
  },
  answer: permissionDeny,
  translate(payload) {
    if (!isObject(payload)) return payload;
    const roots = payload['workspace_roots'];
    const cwd = typeof payload['cwd'] === 'string' && payload['cwd'] !== '' ? payload['cwd'] : Array.isArray(roots) ? roots[0] : '';
    // `beforeShellExecution` has the command at its top and names no tool.
    if (payload['hook_event_name'] === 'beforeShellExecution') return { ...payload, cwd, tool_name: 'Shell', tool_input: { command: payload['command'] } };
    return { ...payload, cwd };
  },
  canary: { hook_event_name: 'beforeShellExecution', conversation_id: DOCTOR, command: CANARY, cwd: '/' },
});
