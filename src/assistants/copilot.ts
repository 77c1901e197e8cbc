import { join } from 'node:path';
import { flatAndNestedDeny } from './answers';
import { FAMILY_CANARY } from './canary';
import { readFamily, type FamilySpec, type ToolKind } from './claude-family';
import { posixCommand, powershellCommand } from './commands';
import type { Adapter, Machine } from './contract';
import { planOwnFile } from './own-file';

const WAIT = 900;

/** GitHub Copilot: VS Code's own agent, its Copilot harness, and Copilot CLI all read `~/.copilot/hooks/*.json`. */
export const copilot: Adapter = {
  id: 'copilot',
  name: 'GitHub Copilot',
  programs: ['copilot'],
  waitSeconds: WAIT,
  openWhen: ['its own time limit passes (Infrahold answers before)', 'the workspace is not trusted: VS Code then skips the hooks of the person too', 'chat.useHooks is off, or a policy says so'],
  nextStep: null,
  canary: FAMILY_CANARY,

  detect(machine) {
    if (machine.env['VSCODE_PID'] !== undefined || machine.env['VSCODE_IPC_HOOK'] !== undefined || machine.env['VSCODE_CWD'] !== undefined) return { present: true, because: 'it is part of VS Code' };
    if (machine.isFolder(configFolder(machine))) return { present: true, because: `${configFolder(machine)} is there` };
    return machine.hasProgram('copilot') ? { present: true, because: '`copilot` is on PATH' } : { present: false };
  },

  files: (machine, action) => planOwnFile(machine, action, join(configFolder(machine), 'hooks', 'infrahold.json'), fileOf(machine)),

  shadowedBy(machine) {
    const settings = machine.readFile(join(configFolder(machine), 'settings.json'));
    return settings !== null && /"disableAllHooks"\s*:\s*true/.test(settings) ? 'disableAllHooks is set in its settings' : null;
  },

  read: (payload, reading) => readFamily(payload, SPEC, reading),
  answer: flatAndNestedDeny,
};

function configFolder({ env, home }: Machine): string {
  return env['COPILOT_HOME'] || join(home, '.copilot');
}

/** The PascalCase key alone: both casings would fire twice, and VS Code's agent saw only this one fire. */
function fileOf({ launcher, platform }: Machine): string {
  const script = launcher.replace(/\.ps1$/, '');
  const entry = {
    type: 'command',
    bash: posixCommand(script, 'copilot'),
    powershell: powershellCommand(platform === 'windows' ? launcher : `${launcher}.ps1`, 'copilot'),
    timeoutSec: WAIT,
  };
  return `${JSON.stringify({ version: 1, hooks: { PreToolUse: [entry] } }, null, 2)}\n`;
}

const HARMLESS = [
  // VS Code's agent.
  'read_file', 'list_dir', 'file_search', 'grep_search', 'semantic_search', 'search_workspace_symbols', 'list_code_usages', 'get_errors', 'get_changed_files', 'get_terminal_output', 'terminal_last_command',
  'terminal_selection', 'await_terminal', 'kill_terminal', 'get_task_output', 'fetch_webpage', 'github_repo', 'get_search_view_results', 'get_vscode_api', 'get_project_setup_info', 'read_notebook_cell_output',
  'copilot_getNotebookSummary', 'read_project_structure', 'manage_todo_list', 'memory', 'runSubagent', 'search_subagent', 'execution_subagent', 'create_directory', 'view_image', 'open_simple_browser',
  'vscode_askQuestions', 'vscode_listCodeUsages', 'vscode_searchExtensions_internal', 'tool_search', 'configure_notebook', 'configure_python_environment', 'get_python_environment_details', 'get_python_executable_details',
  'create_new_workspace', 'test_failure', 'runTests', 'resolve_memory_file_uri', 'session_store_sql',
  // Copilot CLI, by its own and by Claude's names.
  'view', 'glob', 'grep', 'rg', 'web_fetch', 'web_search', 'task', 'read_bash', 'stop_bash', 'list_bash', 'read_powershell', 'stop_powershell', 'list_powershell', 'update_todo', 'report_intent', 'ask_user', 'report_progress',
  'fetch_copilot_cli_documentation', 'skill', 'read_agent', 'list_agents', 'task_complete', 'exit_plan_mode', 'store_memory', 'Read', 'Grep', 'Glob', 'LS', 'WebFetch', 'WebSearch', 'Agent', 'Task', 'TodoWrite', 'Skill',
];

const SPEC: FamilySpec = {
  events: ['PreToolUse', 'preToolUse'],
  tools: {
    ...Object.fromEntries(HARMLESS.map((name): [string, ToolKind] => [name, 'harmless'])),
    run_in_terminal: 'shell',
    send_to_terminal: 'typing',
    create_and_run_task: 'task',
    run_task: 'task',
    run_vscode_command: 'editor-command',
    create_file: 'write',
    replace_string_in_file: 'edit',
    multi_replace_string_in_file: 'edit',
    insert_edit_into_file: 'sketch',
    apply_patch: 'patch',
    edit_notebook_file: 'notebook',
    edit_file: 'edit',
    run_notebook_cell: 'code',
    bash: 'shell',
    Bash: 'shell',
    shell: 'shell',
    local_shell: 'shell',
    write_bash: 'typing',
    powershell: 'powershell',
    PowerShell: 'powershell',
    pwsh: 'powershell',
    write_powershell: 'typing',
    cmd: 'cmd',
    create: 'write',
    Write: 'write',
    edit: 'edit',
    Edit: 'edit',
    MultiEdit: 'edit',
    str_replace_editor: 'edit',
    str_replace: 'edit',
    ApplyPatch: 'patch',
    NotebookEdit: 'notebook',
  },
  mcp(name) {
    // VS Code writes `mcp_server_tool`, Claude-style hooks `mcp__server__tool`, the CLI `server-tool` or `server/tool`. None says where the server ends for sure.
    const parts = /^mcp__(.+?)__(.+)$/.exec(name) ?? /^mcp_([^_]+)_(.+)$/.exec(name) ?? /^([^/]+)\/(.+)$/.exec(name) ?? /^([A-Za-z][\w.]*)-(.+)$/.exec(name);
    return parts ? { server: parts[1] as string, tool: parts[2] as string } : null;
  },
};
