import { join } from 'node:path';
import { nestedDeny } from './answers';
import { FAMILY_CANARY } from './canary';
import { doubleUnderscore, familyHost } from './family-host';
import { GEMINI_HARMLESS, GEMINI_TOOLS } from './gemini-tools';

/** Qwen Code: Gemini's tools, Claude's form. It gives up after about a minute whatever it is told, so a hold is answered before, and the same call let through after its release. */
export const qwen = familyHost({
  id: 'qwen',
  name: 'Qwen Code',
  waitSeconds: 55,
  openWhen: ['about a minute passes (Infrahold answers before: held first, let through when the same call comes again after its release)', 'a project file says disableAllHooks'],
  folder: ({ home }) => join(home, '.qwen'),
  programs: ['qwen'],
  file: { kind: 'merge', name: 'settings.json', list: ['hooks', 'PreToolUse'], entry: ({ here }) => ({ matcher: '*', hooks: [{ type: 'command', name: 'infrahold', command: here, timeout: 60 }] }) },
  shadow: [['settings.json', /"disableAllHooks"\s*:\s*true/, 'disableAllHooks is set in its settings']],
  events: ['PreToolUse'],
  tools: GEMINI_TOOLS,
  harmless: GEMINI_HARMLESS,
  mcp: doubleUnderscore,
  answer: nestedDeny,
  canary: { ...FAMILY_CANARY, tool_name: 'run_shell_command' },
});
