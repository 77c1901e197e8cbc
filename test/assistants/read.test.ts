import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Proposal } from '../../src/engine/model';
import { adapterFor } from '../../src/assistants';
import type { Read, Reading } from '../../src/assistants/contract';

const MAIN_TF = 'resource "aws_db_instance" "prod" {\n  deletion_protection = true\n}\n';
const FILES: Readonly<Record<string, string>> = {
  '/workspace/main.tf': MAIN_TF,
  '/workspace/dos.tf': 'a = 1\r\nb = 2\r\n',
  '/workspace/.vscode/tasks.json': '{ // tasks\n "tasks": [{ "label": "down", "type": "shell", "command": "terraform", "args": ["destroy", "-auto-approve"], }] }',
  '/workspace/book.ipynb': '{"cells":[{"id":"c1","cell_type":"code","source":"1"}]}',
  '/home/user/.claude/settings.json': '{}',
};
const POSIX: Reading = { platform: 'posix', home: '/home/user', readFile: (path) => FILES[path] ?? null };
const OFF = MAIN_TF.replace('true', 'false');

const command = (text: string, shell: 'bash' | 'powershell' = 'bash', cwd = '/workspace'): Proposal => ({ kind: 'command', shell, cwd, text });
const edit = (path: string, before: string | null, after: string | null): Proposal => ({ kind: 'edit', cwd: '/workspace', files: [{ path, before, after }] });
const call = (server: string, tool: string, args: Record<string, unknown>): Proposal => ({ kind: 'tool-call', cwd: '/workspace', server, tool, arguments: args });

/** Recorded payloads, and what they propose. */
const RECORDED: readonly (readonly [file: string, expected: readonly Proposal[] | 'pass'])[] = [
  ['claude/Bash', [command('terraform destroy -auto-approve')]],
  ['claude/Bash-subagent', [command('kubectl delete namespace prod')]],
  ['claude/Monitor', [command('echo monitored; touch monitored.txt')]],
  ['claude/Edit', [edit('/workspace/main.tf', MAIN_TF, OFF)]],
  ['claude/Write', [edit('/workspace/new.txt', null, 'hello\n')]],
  ['claude/mcp__fakemcp__touch_file', [call('fakemcp', 'touch_file', { path: '/workspace/mcp.txt' })]],
  ['claude/Read', 'pass'],
  ['claude/Agent', 'pass'],
  ['claude/ToolSearch', 'pass'],
  ['claude/PostToolUse-Edit', 'pass'],
  ['copilot/Bash-pascalcase', [command('terraform destroy -auto-approve')]],
  ['copilot/Bash-subagent-pascalcase', [command('kubectl delete namespace prod')]],
  ['copilot/Edit-pascalcase', [edit('/workspace/main.tf', MAIN_TF, OFF)]],
  ['copilot/Edit-gptmodel', [{ kind: 'edit', cwd: '/workspace', files: [{ path: '/workspace/new.txt', before: null, after: 'hello\n' }, { path: '/workspace/main.tf', before: MAIN_TF, after: OFF }] }]],
  ['copilot/Write-pascalcase', [edit('/workspace/new.txt', null, 'hello\n')]],
  ['copilot/fakemcp-touch_file-pascalcase', [call('fakemcp', 'touch_file', { path: '/workspace/mcp.txt' })]],
  ['copilot/Read-pascalcase', 'pass'],
  ['copilot/Agent-pascalcase', 'pass'],
  ['copilot/camel-bash', [command('terraform destroy -auto-approve')]],
  ['copilot/camel-apply_patch', [{ kind: 'edit', cwd: '/workspace', files: [{ path: '/workspace/new.txt', before: null, after: 'hello\n' }, { path: '/workspace/main.tf', before: MAIN_TF, after: OFF }] }]],
];

for (const [file, expected] of RECORDED) {
  test(`a recorded payload is read: ${file}`, () => {
    const payload: unknown = JSON.parse(readFileSync(`test/fixtures/payloads/${file}.json`, 'utf8'));
    assert.deepEqual(proposalsOf(adapterFor(file.split('/')[0] as string)?.read(payload, POSIX)), expected);
  });
}

/** Tools of VS Code's agent and of Claude that no recording shows. */
const TOOLS: readonly (readonly [assistant: string, tool: string, input: unknown, expected: readonly Proposal[] | 'pass' | RegExp])[] = [
  ['copilot', 'run_in_terminal', { command: 'terraform destroy', explanation: 'x', goal: 'y', mode: 'sync' }, [command('terraform destroy')]],
  ['copilot', 'send_to_terminal', { id: '1', command: 'yes' }, [command('yes')]],
  ['copilot', 'create_and_run_task', { workspaceFolder: '/workspace', task: { label: 'x', type: 'shell', command: 'terraform', args: ['destroy', 'a b'] } }, [command("terraform destroy 'a b'")]],
  ['copilot', 'run_task', { workspaceFolder: '/workspace', id: 'shell: down' }, [command('terraform destroy -auto-approve')]],
  ['copilot', 'run_task', { workspaceFolder: '/workspace', id: 'npm: nuke' }, [command('npm run nuke')]],
  ['copilot', 'run_task', { workspaceFolder: '/workspace', id: 'shell: unknown' }, /could not be read/],
  ['copilot', 'create_file', { filePath: '/workspace/a.tf', content: 'x\n' }, [edit('/workspace/a.tf', null, 'x\n')]],
  ['copilot', 'replace_string_in_file', { filePath: '/workspace/main.tf', oldString: 'true', newString: 'false' }, [edit('/workspace/main.tf', MAIN_TF, OFF)]],
  ['copilot', 'multi_replace_string_in_file', { explanation: 'x', replacements: [{ filePath: '/workspace/main.tf', oldString: 'true', newString: 'false' }, { filePath: '/workspace/main.tf', oldString: 'false', newString: 'null' }] }, [edit('/workspace/main.tf', MAIN_TF, MAIN_TF.replace('true', 'null'))]],
  ['copilot', 'multi_replace_string_in_file', { replacements: [{ filePath: '/workspace/main.tf', oldString: 'true' }] }, /does not say which file/],
  ['copilot', 'insert_edit_into_file', { filePath: '/workspace/main.tf', code: '// ...existing code...\n' }, [edit('/workspace/main.tf', MAIN_TF, '// ...existing code...\n')]],
  ['copilot', 'run_vscode_command', { commandId: 'infrahold.release', name: 'x', args: [] }, [call('vscode', 'run_vscode_command', { commandId: 'infrahold.release', name: 'x', args: [] })]],
  ['copilot', 'run_vscode_command', { commandId: 'workbench.action.terminal.sendSequence', args: { text: 'terraform destroy\r' } }, [call('vscode', 'run_vscode_command', { commandId: 'workbench.action.terminal.sendSequence', args: { text: 'terraform destroy\r' } }), command('terraform destroy\n')]],
  ['copilot', 'mcp_railway_volume_delete', { id: '1' }, [call('railway', 'volume_delete', { id: '1' })]],
  ['copilot', 'read_file', { filePath: '/workspace/main.tf' }, 'pass'],
  ['copilot', 'run_in_terminal', {}, /names no command/],
  ['copilot', 'str_replace_editor', { command: 'view', path: '/workspace/main.tf' }, 'pass'],
  ['copilot', 'str_replace_editor', { command: 'insert', path: '/workspace/main.tf', insert_line: 1, new_str: '  x = 1' }, [edit('/workspace/main.tf', MAIN_TF, MAIN_TF.replace('{\n', '{\n  x = 1\n'))]],
  ['claude', 'MultiEdit', { file_path: 'main.tf', edits: [{ old_string: 'true', new_string: 'false' }] }, [edit('/workspace/main.tf', MAIN_TF, OFF)]],
  ['claude', 'Edit', { file_path: '/workspace/dos.tf', old_string: 'a = 1\nb = 2', new_string: 'a = 3\nb = 4' }, [edit('/workspace/dos.tf', 'a = 1\r\nb = 2\r\n', 'a = 3\r\nb = 4\r\n')]],
  ['claude', 'Edit', { file_path: '~/.claude/settings.json', old_string: '{}', new_string: '{"disableAllHooks":true}' }, [edit('/home/user/.claude/settings.json', '{}', '{"disableAllHooks":true}')]],
  ['claude', 'Edit', { file_path: '/workspace/main.tf', old_string: 'nowhere', new_string: 'x' }, [edit('/workspace/main.tf', 'nowhere', 'x')]],
  ['claude', 'Edit', { file_path: '/workspace/main.tf', old_string: '$&', new_string: "$'" }, [edit('/workspace/main.tf', '$&', "$'")]],
  ['claude', 'Edit', { file_path: '/workspace/main.tf', old_string: 'true', new_string: '$&' }, [edit('/workspace/main.tf', MAIN_TF, MAIN_TF.replace('true', () => '$&'))]],
  ['claude', 'Edit', { file_path: '/workspace/main.tf' }, /does not say which file/],
  ['claude', 'NotebookEdit', { notebook_path: '/workspace/book.ipynb', cell_id: 'c1', new_source: '2' }, [edit('/workspace/book.ipynb', FILES['/workspace/book.ipynb'] as string, `${JSON.stringify({ cells: [{ id: 'c1', cell_type: 'code', source: '2' }] }, null, 1)}\n`)]],
  ['claude', 'PowerShell', { command: 'Remove-Item x' }, [command('Remove-Item x', 'powershell')]],
  ['claude', 'SomethingNew', { script: 'terraform destroy' }, [call('', 'SomethingNew', { script: 'terraform destroy' }), command('terraform destroy')]],
  ['claude', 'mcp__my__server__drop_it', { a: 1 }, [call('my', 'server__drop_it', { a: 1 })]],
];

for (const [assistant, tool, input, expected] of TOOLS) {
  test(`a tool is read: ${assistant} ${tool} ${JSON.stringify(input).slice(0, 60)}`, () => {
    const read = adapterFor(assistant)?.read({ hook_event_name: 'PreToolUse', session_id: 's', cwd: '/workspace', tool_name: tool, tool_input: input, tool_use_id: 't' }, POSIX);
    if (expected instanceof RegExp) assert.match(read?.kind === 'unread' ? read.why : JSON.stringify(read), expected);
    else assert.deepEqual(proposalsOf(read), expected);
  });
}

const UNREAD: readonly (readonly [payload: unknown, why: RegExp])[] = [
  [null, /not a JSON object/],
  ['terraform destroy', /not a JSON object/],
  [[], /not a JSON object/],
  [{}, /names no tool/],
  [{ hook_event_name: 'PreToolUse', tool_input: { command: 'x' } }, /names no tool/],
  [{ tool_name: 'Bash', tool_input: 7 }, /neither an object nor a text/],
  [{ tool_name: 'Bash', tool_input: { command: 7 } }, /names no command/],
];

for (const [payload, why] of UNREAD) {
  test(`what cannot be read is said to be: ${JSON.stringify(payload)}`, () => {
    for (const id of ['claude', 'copilot']) {
      const read = adapterFor(id)?.read(payload, POSIX);
      assert.match(read?.kind === 'unread' ? read.why : JSON.stringify(read), why);
    }
  });
}

test('an edit that does not apply says that it is incomplete', () => {
  const read = adapterFor('claude')?.read({ tool_name: 'Edit', cwd: '/workspace', tool_input: { file_path: '/workspace/main.tf', old_string: 'nowhere', new_string: 'x' } }, POSIX);
  assert.equal(read?.kind === 'ask' && read.parts.incomplete, 'the text to replace was not found in /workspace/main.tf');
});

test('a subagent and the call are known', () => {
  const read = adapterFor('claude')?.read(JSON.parse(readFileSync('test/fixtures/payloads/claude/Bash-subagent.json', 'utf8')), POSIX);
  assert.deepEqual(read?.kind === 'ask' && [read.parts.subagent, read.parts.callId], [true, 'toolu_69teq6c5ngmwthi4qd']);
});

function proposalsOf(read: Read | undefined): readonly Proposal[] | string {
  return read?.kind === 'ask' ? read.parts.proposals : read?.kind === 'pass' ? 'pass' : `unread: ${read?.why}`;
}
