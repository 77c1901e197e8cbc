import { join } from 'node:path';
import { isObject } from '../protocol/proposal';
import { nestedDeny } from './answers';
import { FAMILY_CANARY } from './canary';
import { familyHost } from './family-host';

/** Augment's Auggie CLI. Its times are milliseconds; it starts the hook without a shell. */
export const auggie = familyHost({
  id: 'auggie',
  name: 'Auggie',
  waitSeconds: 3600,
  openWhen: ['its own time limit passes (Infrahold answers before)', 'the hook program is missing: it is started without a shell, so nothing can answer in its place'],
  folder: ({ home }) => join(home, '.augment'),
  programs: ['auggie'],
  file: { kind: 'merge', name: 'settings.json', list: ['hooks', 'PreToolUse'], entry: ({ platform, posix, powershell }) => ({ matcher: '.*', hooks: [platform === 'windows' ? { type: 'command', command: 'powershell', args: ['-NoProfile', '-Command', powershell], timeout: 3_600_000 } : { type: 'command', command: '/bin/sh', args: ['-c', posix], timeout: 3_600_000 }] }) },
  events: ['PreToolUse'],
  tools: { 'launch-process': 'shell', 'write-process': 'typing', 'save-file': 'write', 'str-replace-editor': 'edit', 'remove-files': 'delete', apply_patch: 'patch' },
  harmless: ['view', 'read-process', 'kill-process', 'list-processes', 'codebase-retrieval', 'web-search', 'web-fetch', 'grep-search', 'view-range-untruncated', 'search-untruncated', 'diagnostics', 'remember', 'view_tasklist', 'add_tasks', 'update_tasks', 'reorganize_tasklist', 'render-mermaid', 'sub-agent'],
  mcp: (name) => {
    const match = /^mcp:(.+)_([^_]+)$/.exec(name);
    return match ? { server: match[2] as string, tool: match[1] as string } : null;
  },
  answer: nestedDeny,
  translate: (payload) => (isObject(payload) && isObject(payload['tool_input']) && payload['tool_input']['old_str_1'] !== undefined ? { ...payload, tool_input: { ...payload['tool_input'], edits: numbered(payload['tool_input']) } } : payload),
  canary: { ...FAMILY_CANARY, tool_name: 'launch-process' },
});

/** `old_str_1`, `new_str_1`, `old_str_2`, … */
function numbered(input: Readonly<Record<string, unknown>>): { old_string: unknown; new_string: unknown }[] {
  return Object.keys(input).filter((key) => /^old_str_\d+$/.test(key)).map((key) => ({ old_string: input[key], new_string: input[key.replace('old', 'new')] }));
}
