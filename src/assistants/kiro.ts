import { join } from 'node:path';
import { isObject } from '../protocol/proposal';
import { stderrDeny } from './answers';
import { FAMILY_CANARY } from './canary';
import { familyHost } from './family-host';

/** Kiro IDE from 1.0 and Kiro CLI from 3.0. Standard output may become context of the model, so there never is any. */
export const kiro = familyHost({
  id: 'kiro',
  name: 'Kiro',
  waitSeconds: 900,
  openWhen: ['its own time limit passes (what Kiro then does is not documented; Infrahold answers before)', 'before IDE 1.0 its hooks get no tool data', 'Kiro CLI 2: hooks live in each agent file, and are not installed there'],
  folder: ({ env, home }) => env['KIRO_HOME'] || join(home, '.kiro'),
  programs: ['kiro', 'kiro-cli'],
  file: {
    kind: 'own',
    files: ({ here }) => ({
      'hooks/infrahold.json': `${JSON.stringify({ version: 'v1', hooks: [{ name: 'infrahold', description: 'Holds what would destroy infrastructure until a person has released it', trigger: 'PreToolUse', matcher: '*', action: { type: 'command', command: here }, timeout: 900, enabled: true }] }, null, 2)}\n`,
    }),
  },
  shadow: [['hooks/infrahold.json', /"enabled"\s*:\s*false/, 'the hook is switched off in its file']],
  events: ['PreToolUse', 'preToolUse'],
  tools: { shell: 'shell', execute_bash: 'shell', executeBash: 'shell', execute_cmd: 'cmd', fs_write: 'edit', fsWrite: 'write', write: 'edit', str_replace: 'edit', strReplace: 'edit', fs_append: 'edit', fsAppend: 'edit', delete_file: 'delete', deleteFile: 'delete' },
  harmless: ['read', 'fs_read', 'readFile', 'readMultipleFiles', 'listDirectory', 'fileSearch', 'grepSearch', 'grep', 'glob', 'web', 'web_search', 'web_fetch', 'introspect', 'thinking', 'todo_list', 'knowledge', 'report_issue'],
  mcp: (name) => {
    const match = /^@([^/]+)\/(.+)$/.exec(name);
    return match ? { server: match[1] as string, tool: match[2] as string } : null;
  },
  answer: stderrDeny,
  canary: { ...FAMILY_CANARY, tool_name: 'execute_bash' },
  translate: (payload) => (isObject(payload) && payload['tool_name'] === 'use_aws' && isObject(payload['tool_input']) ? { ...payload, tool_name: 'shell', tool_input: { command: awsCommand(payload['tool_input']) } } : payload),
});

/** `use_aws` is the AWS command line by other means. */
function awsCommand(input: Readonly<Record<string, unknown>>): string {
  const words = ['aws', String(input['service_name'] ?? ''), String(input['operation_name'] ?? '')];
  const named = isObject(input['parameters']) ? Object.entries(input['parameters']).map(([key, value]) => `--${key.replace(/^--/, '').replaceAll('_', '-')} ${quoted(typeof value === 'string' ? value : JSON.stringify(value))}`) : [];
  return [...words, ...named, ...(['region', 'profile_name'] as const).flatMap((key) => (typeof input[key] === 'string' ? [`--${key === 'region' ? 'region' : 'profile'} ${quoted(input[key])}`] : []))].join(' ');
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
