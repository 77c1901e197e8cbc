import { join } from 'node:path';
import { decisionDeny } from './answers';
import { CANARY, DOCTOR } from './canary';
import { familyHost } from './family-host';

/** Crush. Its sub-agents run without hooks. */
export const crush = familyHost({
  id: 'crush',
  name: 'Crush',
  waitSeconds: 3600,
  openWhen: ['its sub-agents run without hooks', 'its own time limit passes (Infrahold answers before)'],
  folder: ({ home }) => join(home, '.config', 'crush'),
  programs: ['crush'],
  file: { kind: 'merge', name: 'crush.json', list: ['hooks', 'PreToolUse'], entry: ({ posix }) => ({ name: 'infrahold', matcher: '.*', command: posix, timeout: 3600 }) },
  events: ['PreToolUse'],
  tools: { bash: 'shell', write: 'write', edit: 'edit', multiedit: 'edit' },
  harmless: ['view', 'ls', 'grep', 'glob', 'fetch', 'agent', 'agentic_fetch', 'sourcegraph', 'diagnostics', 'references', 'todos', 'job_output', 'job_kill', 'download'],
  mcp: (name) => {
    const match = /^mcp_([^_]+)_(.+)$/.exec(name);
    return match ? { server: match[1] as string, tool: match[2] as string } : null;
  },
  answer: decisionDeny('deny', 2),
  canary: { event: 'PreToolUse', session_id: DOCTOR, cwd: '/', tool_name: 'bash', tool_input: { command: CANARY } },
});
