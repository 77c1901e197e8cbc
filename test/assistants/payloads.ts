import type { Proposal } from '../../src/engine/model';
import type { Reading } from '../../src/assistants/contract';

const MAIN_TF = 'resource "aws_db_instance" "prod" {\n  deletion_protection = true\n}\n';
const OFF = MAIN_TF.replace('true', 'false');
export const POSIX: Reading = { platform: 'posix', home: '/home/user', readFile: (path) => (path === '/workspace/main.tf' ? MAIN_TF : null) };

const command = (text: string, cwd = '/workspace'): Proposal => ({ kind: 'command', shell: 'bash', cwd, text });
const edit = (path: string, before: string | null, after: string | null): Proposal => ({ kind: 'edit', cwd: '/workspace', files: [{ path, before, after }] });
const call = (server: string, tool: string, args: Record<string, unknown>): Proposal => ({ kind: 'tool-call', cwd: '/workspace', server, tool, arguments: args });
const PATCHED: Proposal = { kind: 'edit', cwd: '/workspace', files: [{ path: '/workspace/new.txt', before: null, after: 'hello\n' }, { path: '/workspace/main.tf', before: MAIN_TF, after: OFF }] };
const NEW = edit('/workspace/new.txt', null, 'hello\n');
const CHANGED = edit('/workspace/main.tf', MAIN_TF, OFF);
const TOUCH = call('fakemcp', 'touch_file', { path: '/workspace/mcp.txt' });
const DESTROY = command('terraform destroy -auto-approve');
const NAMESPACE = command('kubectl delete namespace prod');

/** Payloads recorded from the real assistant, and what they propose. */
export const RECORDED: readonly (readonly [file: string, expected: readonly Proposal[] | 'pass'])[] = [
  ['codex/Bash', [DESTROY]],
  ['codex/Bash-codemode', [DESTROY]],
  ['codex/Bash-subagent-codemode', [NAMESPACE]],
  ['codex/apply_patch', [PATCHED]],
  ['codex/mcp__fakemcp__touch_file', [TOUCH]],
  ['codex/collaborationspawn_agent-codemode', 'pass'],
  ['gemini/run_shell_command', [DESTROY]],
  ['gemini/run_shell_command-2', [command('ls', '/workspace')]],
  ['gemini/write_file', [NEW]],
  ['gemini/replace', [CHANGED]],
  ['gemini/mcp_fakemcp_touch_file', [TOUCH]],
  ['gemini/read_file', 'pass'],
  ['qwen/run_shell_command', [DESTROY]],
  ['qwen/run_shell_command-2', [NAMESPACE]],
  ['qwen/write_file', [NEW]],
  ['qwen/edit', [CHANGED]],
  ['qwen/mcp__fakemcp__touch_file', [TOUCH]],
  ['qwen/agent', 'pass'],
  ['qwen/read_file', 'pass'],
  ['droid/Execute', [DESTROY]],
  ['droid/Create', [NEW]],
  ['droid/Edit', [CHANGED]],
  ['droid/Read', 'pass'],
  ['cline/run_commands', [command('echo one'), command('echo two')]],
  ['cline/editor', [NEW]],
  ['cline/editor-2', [CHANGED]],
  ['cline/fakemcp__touch_file', [TOUCH]],
  ['cline/read_files', 'pass'],
  ['opencode/bash', [DESTROY]],
  ['opencode/bash-2', [NAMESPACE]],
  ['opencode/write', [NEW]],
  ['opencode/edit', [CHANGED]],
  ['opencode/fakemcp_touch_file', [TOUCH]],
  ['opencode/task', 'pass'],
  ['opencode/read', 'pass'],
  ['pi/bash', [DESTROY]],
  ['pi/write', [NEW]],
  ['pi/edit', [CHANGED]],
  ['pi/read', 'pass'],
];

const plugin = (tool: string, args: unknown) => ({ hook_event_name: 'PreToolUse', cwd: '/workspace', session_id: 's', tool_use_id: 't', tool_name: tool, tool_input: args });

/** Payloads of the shapes that the hosts' documents and sources give; none of these hosts was run here. */
export const DOCUMENTED: readonly (readonly [id: string, payload: unknown, expected: readonly Proposal[] | 'pass'])[] = [
  ['cursor', { hook_event_name: 'beforeShellExecution', conversation_id: 'c', command: DESTROY.kind === 'command' ? DESTROY.text : '', cwd: '', workspace_roots: ['/workspace'] }, [DESTROY]],
  ['cursor', { hook_event_name: 'beforeMCPExecution', conversation_id: 'c', tool_name: 'touch_file', tool_input: '{"path":"/workspace/mcp.txt"}', mcp_server_name: 'fakemcp', workspace_roots: ['/workspace'] }, [TOUCH]],
  ['cursor', { hook_event_name: 'preToolUse', tool_name: 'Write', tool_input: { file_path: '/workspace/new.txt', content: 'hello\n' }, cwd: '', workspace_roots: ['/workspace'] }, [NEW]],
  ['cursor', { hook_event_name: 'preToolUse', tool_name: 'Delete', tool_input: { file_path: '/workspace/main.tf' }, cwd: '/workspace' }, [edit('/workspace/main.tf', MAIN_TF, null)]],
  ['cursor', { hook_event_name: 'afterFileEdit', file_path: '/workspace/main.tf' }, 'pass'],
  ['windsurf', { agent_action_name: 'pre_run_command', trajectory_id: 't', tool_info: { command_line: 'terraform destroy -auto-approve', cwd: '/workspace' } }, [DESTROY]],
  ['windsurf', { agent_action_name: 'pre_write_code', trajectory_id: 't', tool_info: { file_path: '/workspace/main.tf', edits: [{ old_string: 'deletion_protection = true', new_string: 'deletion_protection = false' }], cwd: '/workspace' } }, [CHANGED]],
  ['windsurf', { agent_action_name: 'pre_mcp_tool_use', trajectory_id: 't', tool_info: { mcp_server_name: 'fakemcp', mcp_tool_name: 'touch_file', mcp_tool_arguments: { path: '/workspace/mcp.txt' }, cwd: '/workspace' } }, [TOUCH]],
  ['windsurf', { agent_action_name: 'post_run_command', tool_info: {} }, 'pass'],
  ['devin', plugin('exec', { command: 'terraform destroy -auto-approve' }), [DESTROY]],
  ['devin', plugin('edit', { file_path: '/workspace/main.tf', old_string: 'deletion_protection = true', new_string: 'deletion_protection = false' }), [CHANGED]],
  ['kiro', plugin('execute_bash', { command: 'terraform destroy -auto-approve' }), [DESTROY]],
  ['kiro', plugin('fs_write', { command: 'create', path: '/workspace/new.txt', file_text: 'hello\n' }), [NEW]],
  ['kiro', plugin('fs_write', { command: 'str_replace', path: '/workspace/main.tf', old_str: 'deletion_protection = true', new_str: 'deletion_protection = false' }), [CHANGED]],
  ['kiro', plugin('use_aws', { service_name: 'rds', operation_name: 'delete-db-instance', parameters: { 'db-instance-identifier': 'shop' }, region: 'eu-west-1' }), [command("aws rds delete-db-instance --db-instance-identifier 'shop' --region 'eu-west-1'")]],
  ['kiro', plugin('@fakemcp/touch_file', { path: '/workspace/mcp.txt' }), [TOUCH]],
  ['antigravity', { conversationId: 'c', workspacePaths: ['/workspace'], toolCall: { name: 'run_command', args: { CommandLine: 'terraform destroy -auto-approve', Cwd: '/workspace' } } }, [DESTROY]],
  ['antigravity', { conversationId: 'c', workspacePaths: ['/workspace'], toolCall: { name: 'write_to_file', args: { TargetFile: '/workspace/new.txt', CodeContent: 'hello\n' } } }, [NEW]],
  ['antigravity', { conversationId: 'c', workspacePaths: ['/workspace'], toolCall: { name: 'replace_file_content', args: { TargetFile: '/workspace/main.tf', TargetContent: 'deletion_protection = true', ReplacementContent: 'deletion_protection = false' } } }, [CHANGED]],
  ['antigravity', { conversationId: 'c', workspacePaths: ['/workspace'], toolCall: { name: 'view_file', args: {} } }, 'pass'],
  ['cline', { hookName: 'PreToolUse', workspaceRoots: ['/workspace'], preToolUse: { toolName: 'execute_command', parameters: { command: 'terraform destroy -auto-approve' } } }, [DESTROY]],
  ['cline', { hookName: 'PreToolUse', workspaceRoots: ['/workspace'], preToolUse: { toolName: 'replace_in_file', parameters: { path: '/workspace/main.tf', diff: '------- SEARCH\n  deletion_protection = true\n=======\n  deletion_protection = false\n+++++++ REPLACE\n' } } }, [CHANGED]],
  ['kilo', plugin('bash', { command: 'terraform destroy -auto-approve' }), [DESTROY]],
  ['auggie', { hook_event_name: 'PreToolUse', conversation_id: 'c', workspace_roots: ['/workspace'], tool_name: 'launch-process', tool_input: { command: 'terraform destroy -auto-approve' } }, [DESTROY]],
  ['auggie', { hook_event_name: 'PreToolUse', workspace_roots: ['/workspace'], tool_name: 'str-replace-editor', tool_input: { command: 'str_replace', path: '/workspace/main.tf', old_str_1: 'deletion_protection = true', new_str_1: 'deletion_protection = false' } }, [CHANGED]],
  ['auggie', { hook_event_name: 'PreToolUse', workspace_roots: ['/workspace'], tool_name: 'remove-files', tool_input: { file_paths: ['main.tf'] } }, [edit('/workspace/main.tf', MAIN_TF, null)]],
  ['amp', plugin('shell_command', { command: 'terraform destroy -auto-approve', workdir: '/workspace' }), [DESTROY]],
  ['amp', plugin('edit_file', { path: '/workspace/main.tf', old_str: 'deletion_protection = true', new_str: 'deletion_protection = false' }), [CHANGED]],
  ['goose', { event: 'PreToolUse', session_id: 's', working_dir: '/workspace', tool_name: 'developer__shell', tool_input: { command: 'terraform destroy -auto-approve' } }, [DESTROY]],
  ['goose', { event: 'PreToolUse', working_dir: '/workspace', tool_name: 'developer__edit', tool_input: { path: '/workspace/main.tf', before: 'deletion_protection = true', after: 'deletion_protection = false' } }, [CHANGED]],
  ['crush', { event: 'PreToolUse', cwd: '/workspace', tool_name: 'bash', tool_input: { command: 'terraform destroy -auto-approve' } }, [DESTROY]],
  ['crush', { event: 'PreToolUse', cwd: '/workspace', tool_name: 'mcp_fakemcp_touch_file', tool_input: { path: '/workspace/mcp.txt' } }, [TOUCH]],
  ['junie', plugin('Bash', { command: 'terraform destroy -auto-approve' }), [DESTROY]],
  ['grok', { hookEventName: 'PreToolUse', workspaceRoot: '/workspace', toolName: 'bash', toolInput: { command: 'terraform destroy -auto-approve' } }, [DESTROY]],
  ['kilo', plugin('edit', { filePath: '/workspace/main.tf', oldString: 'deletion_protection = true', newString: 'deletion_protection = false' }), [CHANGED]],
  ['kilo', plugin('fakemcp_touch_file', { path: '/workspace/mcp.txt' }), [TOUCH]],
  ['devin', plugin('mcp__fakemcp__touch_file', { path: '/workspace/mcp.txt' }), [TOUCH]],
  ['antigravity', { conversationId: 'c', workspacePaths: ['/workspace'], toolCall: { name: 'mcp__fakemcp__touch_file', args: { path: '/workspace/mcp.txt' } } }, [TOUCH]],
  ['auggie', { hook_event_name: 'PreToolUse', workspace_roots: ['/workspace'], tool_name: 'mcp:touch_file_fakemcp', tool_input: { path: '/workspace/mcp.txt' } }, [TOUCH]],
  ['amp', plugin('mcp__fakemcp__touch_file', { path: '/workspace/mcp.txt' }), [TOUCH]],
  ['goose', { event: 'PreToolUse', working_dir: '/workspace', tool_name: 'fakemcp__touch_file', tool_input: { path: '/workspace/mcp.txt' } }, [TOUCH]],
  ['crush', { event: 'PreToolUse', cwd: '/workspace', tool_name: 'edit', tool_input: { file_path: '/workspace/main.tf', old_string: 'deletion_protection = true', new_string: 'deletion_protection = false' } }, [CHANGED]],
  ['junie', plugin('Edit', { file_path: '/workspace/main.tf', old_string: 'deletion_protection = true', new_string: 'deletion_protection = false' }), [CHANGED]],
  ['grok', { hookEventName: 'PreToolUse', workspaceRoot: '/workspace', toolName: 'edit', toolInput: { file_path: '/workspace/main.tf', old_string: 'deletion_protection = true', new_string: 'deletion_protection = false' } }, [CHANGED]],
  ['grok', { hookEventName: 'PreToolUse', workspaceRoot: '/workspace', toolName: 'mcp__fakemcp__touch_file', toolInput: { path: '/workspace/mcp.txt' } }, [TOUCH]],
  ['junie', plugin('mcp__fakemcp__touch_file', { path: '/workspace/mcp.txt' }), [TOUCH]],
];
