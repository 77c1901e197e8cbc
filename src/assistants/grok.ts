import { join } from 'node:path';
import { isObject } from '../protocol/proposal';
import { decisionDeny } from './answers';
import { doubleUnderscore, familyHost, group } from './family-host';

/** Grok Build: its own hook folder; arguments in camel case. */
export const grok = familyHost({
  id: 'grok',
  name: 'Grok Build',
  waitSeconds: 3600,
  openWhen: ['the hook crashes or its own time limit passes (Infrahold answers before)'],
  folder: ({ home }) => join(home, '.grok'),
  programs: ['grok'],
  file: { kind: 'own', files: ({ here }) => ({ 'hooks/infrahold.json': `${JSON.stringify({ hooks: { PreToolUse: [group(here, 3600)] } }, null, 2)}\n` }) },
  events: ['PreToolUse', 'preToolUse'],
  tools: { bash: 'shell', Bash: 'shell', shell: 'shell', run_terminal_cmd: 'shell', write: 'write', Write: 'write', create_file: 'write', edit: 'edit', Edit: 'edit', str_replace: 'edit', apply_patch: 'patch' },
  harmless: ['read', 'Read', 'view_file', 'grep', 'Grep', 'glob', 'Glob', 'ls', 'LS', 'search', 'web_search', 'web_fetch', 'todo', 'task', 'Task'],
  mcp: doubleUnderscore,
  answer: decisionDeny('deny', 2),
  translate: (payload) => (isObject(payload) && payload['cwd'] === undefined && typeof payload['workspaceRoot'] === 'string' ? { ...payload, cwd: payload['workspaceRoot'] } : payload),
});
