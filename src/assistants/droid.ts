import { join } from 'node:path';
import { nestedDeny } from './answers';
import { FAMILY_CANARY } from './canary';
import { doubleUnderscore, familyHost, group } from './family-host';

/** Factory Droid. The event map stands at the top of hooks.json, without a wrapper. */
export const droid = familyHost({
  id: 'droid',
  name: 'Factory Droid',
  waitSeconds: 3600,
  openWhen: ['its own time limit passes (Infrahold answers before)', 'a session that was started before the install'],
  folder: ({ home }) => join(home, '.factory'),
  programs: ['droid'],
  file: { kind: 'merge', name: 'hooks.json', list: ['PreToolUse'], entry: ({ here }) => group(here, 3600) },
  shadow: [['settings.json', /"hooksDisabled"\s*:\s*true/, 'hooksDisabled is set in its settings'], ['hooks.json', /"hooksDisabled"\s*:\s*true/, 'hooksDisabled is set in its hooks file']],
  events: ['PreToolUse'],
  tools: { Execute: 'shell', Create: 'write', Edit: 'edit', MultiEdit: 'edit', ApplyPatch: 'patch', Bash: 'shell', Write: 'write' },
  harmless: ['Read', 'LS', 'Grep', 'Glob', 'Task', 'TodoWrite', 'WebSearch', 'FetchUrl', 'ExitSpecMode', 'AskUser', 'Skill', 'GenerateDroid'],
  mcp: doubleUnderscore,
  answer: nestedDeny,
  canary: { ...FAMILY_CANARY, tool_name: 'Execute' },
});
