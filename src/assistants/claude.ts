import { join } from 'node:path';
import { nestedDeny } from './answers';
import { FAMILY_CANARY } from './canary';
import { readFamily, type FamilySpec, type ToolKind } from './claude-family';
import { isOurCommand, posixCommand, powershellCommand } from './commands';
import type { Adapter, Machine } from './contract';
import { planMerge } from './json-merge';

const WAIT = 3600;

/** Claude Code: the command line, its VS Code extension, and VS Code's Claude harness all read `~/.claude/settings.json`. */
export const claude: Adapter = {
  id: 'claude',
  name: 'Claude Code',
  programs: ['claude'],
  waitSeconds: WAIT,
  openWhen: [
    'a project file says disableAllHooks, or Claude Code is started with --bare or other settings (holding such a change is what guard-tampering is for)',
    'its settings file cannot be parsed',
    'before version 2.1.295: its own time limit passes',
  ],
  nextStep: null,
  canary: FAMILY_CANARY,

  detect(machine) {
    if (machine.isFolder(configFolder(machine))) return { present: true, because: `${configFolder(machine)} is there` };
    return machine.hasProgram('claude') ? { present: true, because: '`claude` is on PATH' } : { present: false };
  },

  files: (machine, action) =>
    planMerge(machine, action, {
      path: join(configFolder(machine), 'settings.json'),
      list: ['hooks', 'PreToolUse'],
      entry: { matcher: '*', hooks: [hookOf(machine)] },
      isOurs: (group) => commandsOf(group).some((command) => isOurCommand(command, 'claude')),
    }),

  shadowedBy(machine) {
    const settings = machine.readFile(join(configFolder(machine), 'settings.json'));
    return settings !== null && /"disableAllHooks"\s*:\s*true/.test(settings) ? 'disableAllHooks is set in its settings' : null;
  },

  read: (payload, reading) => readFamily(payload, SPEC, reading),
  answer: nestedDeny,
};

function configFolder({ env, home }: Machine): string {
  return env['CLAUDE_CONFIG_DIR'] || join(home, '.claude');
}

function hookOf({ launcher, platform }: Machine) {
  const windows = platform === 'windows';
  return {
    type: 'command',
    command: windows ? powershellCommand(launcher, 'claude') : posixCommand(launcher, 'claude'),
    ...(windows ? { shell: 'powershell' } : {}),
    timeout: WAIT,
    // Since 2.1.295 this also closes the time limit; older versions ignore it.
    onFailure: 'block',
    statusMessage: 'Infrahold is checking this action',
  };
}

function commandsOf(group: unknown): readonly unknown[] {
  const hooks = (group as { hooks?: unknown } | null)?.hooks;
  return Array.isArray(hooks) ? hooks.map((hook: { command?: unknown } | null) => hook?.command) : [];
}

const HARMLESS = [
  'Read', 'Grep', 'Glob', 'LS', 'WebFetch', 'WebSearch', 'TodoWrite', 'TodoRead', 'Task', 'Agent', 'Workflow', 'ToolSearch', 'AskUserQuestion', 'ExitPlanMode', 'EnterPlanMode',
  'BashOutput', 'TaskOutput', 'KillShell', 'KillBash', 'TaskStop', 'TaskCreate', 'TaskUpdate', 'TaskGet', 'TaskList', 'Skill', 'SlashCommand', 'NotebookRead', 'ListMcpResourcesTool', 'ReadMcpResourceTool',
  'LSP', 'SendMessage', 'EndConversation', 'StructuredOutput', 'CronList',
];

const SPEC: FamilySpec = {
  events: ['PreToolUse'],
  tools: {
    ...Object.fromEntries(HARMLESS.map((name): [string, ToolKind] => [name, 'harmless'])),
    Bash: 'shell',
    PowerShell: 'powershell',
    Monitor: 'shell',
    Write: 'write',
    Edit: 'edit',
    MultiEdit: 'edit',
    NotebookEdit: 'notebook',
    mcp__ide__executeCode: 'code',
    mcp__ide__getDiagnostics: 'harmless',
  },
  mcp(name, payload) {
    if (!name.startsWith('mcp__')) return null;
    const said = (payload['mcp_server'] as { name?: unknown } | undefined)?.name;
    const rest = name.slice('mcp__'.length);
    const server = typeof said === 'string' && rest.startsWith(`${said}__`) ? said : (rest.split('__')[0] as string);
    return { server, tool: rest.slice(server.length + 2) };
  },
};
