import { join } from 'node:path';
import { decisionDeny } from './answers';
import { doubleUnderscore, familyHost, group } from './family-host';

/** Devin CLI and the Devin Local tabs of Devin Desktop. Its settings file may have comments, which stay. */
export const devin = familyHost({
  id: 'devin',
  name: 'Devin CLI',
  waitSeconds: 3600,
  openWhen: ['its own time limit passes (Infrahold answers before)', 'the hook crashes: covered by the exit code of the installed command'],
  folder: ({ env, home, platform }) => (platform === 'windows' && env['APPDATA'] ? join(env['APPDATA'], 'devin') : join(home, '.config', 'devin')),
  programs: ['devin'],
  // On Windows it runs hooks in a POSIX shell as well.
  file: { kind: 'merge', name: 'config.json', list: ['hooks', 'PreToolUse'], entry: ({ posix }) => ({ ...(group(posix, 3600) as object), matcher: '' }) },
  events: ['PreToolUse'],
  tools: { exec: 'shell', write_to_process: 'typing', write: 'write', edit: 'edit', apply_patch: 'patch', notebook_edit: 'notebook', Bash: 'shell', Write: 'write', Edit: 'edit' },
  harmless: ['read', 'grep', 'glob', 'ls', 'web_search', 'web_fetch', 'run_subagent', 'todo_write', 'get_process_output'],
  mcp: doubleUnderscore,
  answer: decisionDeny('block', 2),
});
