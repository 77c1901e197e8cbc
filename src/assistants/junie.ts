import { join } from 'node:path';
import { decisionDeny } from './answers';
import { doubleUnderscore, familyHost, group } from './family-host';

/** Junie CLI. In the IDE and over ACP it runs no hooks. */
export const junie = familyHost({
  id: 'junie',
  name: 'Junie CLI',
  waitSeconds: 55,
  openWhen: ['inside the IDE and over ACP no hook runs', 'its time limit for this hook is not documented (Infrahold answers within a minute: held first, let through when the same call comes again after its release)'],
  folder: ({ home }) => join(home, '.junie'),
  programs: ['junie'],
  file: { kind: 'merge', name: 'config.json', list: ['hooks', 'PreToolUse'], entry: ({ here }) => group(here, 60) },
  events: ['PreToolUse'],
  tools: { Bash: 'shell', Write: 'write', Edit: 'edit', MultiEdit: 'edit', bash: 'shell' },
  harmless: ['Read', 'Grep', 'Glob', 'LS', 'WebSearch', 'WebFetch', 'Task', 'TodoWrite'],
  mcp: doubleUnderscore,
  answer: decisionDeny('deny', 2),
});
