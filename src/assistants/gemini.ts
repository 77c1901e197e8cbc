import { join } from 'node:path';
import { isObject } from '../protocol/proposal';
import { decisionDeny } from './answers';
import { FAMILY_CANARY } from './canary';
import { familyHost } from './family-host';
import { GEMINI_HARMLESS, GEMINI_TOOLS } from './gemini-tools';

/** Gemini CLI. Its times are milliseconds; Claude's form of an answer is ignored and the tool runs. */
export const gemini = familyHost({
  id: 'gemini',
  name: 'Gemini CLI',
  waitSeconds: 3600,
  openWhen: ['its own time limit passes (Infrahold answers before)', 'a project file sets hooksConfig.enabled to false or names the hook as disabled (holding such a change is what guard-tampering is for)'],
  folder: ({ home }) => join(home, '.gemini'),
  programs: ['gemini'],
  file: { kind: 'merge', name: 'settings.json', list: ['hooks', 'BeforeTool'], entry: ({ here }) => ({ matcher: '*', hooks: [{ name: 'infrahold', type: 'command', command: here, timeout: 3_600_000 }] }) },
  shadow: [['settings.json', /"hooksConfig"\s*:\s*\{[^}]*"enabled"\s*:\s*false/, 'hooksConfig.enabled is false in its settings'], ['settings.json', /"disabled"\s*:\s*\[[^\]]*"infrahold"/, 'the hook is named as disabled in its settings']],
  events: ['BeforeTool'],
  tools: GEMINI_TOOLS,
  harmless: GEMINI_HARMLESS,
  mcp: (name, payload) => {
    const said = payload['mcp_context'];
    if (isObject(said) && typeof said['server_name'] === 'string' && typeof said['tool_name'] === 'string') return { server: said['server_name'], tool: said['tool_name'] };
    const match = /^mcp_([^_]+)_(.+)$/.exec(name);
    return match ? { server: match[1] as string, tool: match[2] as string } : null;
  },
  answer: decisionDeny('deny'),
  canary: { ...FAMILY_CANARY, hook_event_name: 'BeforeTool', tool_name: 'run_shell_command' },
});
