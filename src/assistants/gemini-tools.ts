import type { FamilyHost } from './family-host';

/** What Gemini CLI and those made from it call their tools. */
export const GEMINI_TOOLS: FamilyHost['tools'] = { run_shell_command: 'shell', write_file: 'write', replace: 'edit', edit: 'edit', notebook_edit: 'notebook' };

export const GEMINI_HARMLESS = ['read_file', 'read_many_files', 'list_directory', 'glob', 'search_file_content', 'grep_search', 'google_web_search', 'web_fetch', 'save_memory', 'write_todos', 'invoke_agent', 'agent', 'delegate_to_agent', 'codebase_investigator', 'activate_skill', 'tool_search', 'skill', 'todo_write', 'exit_plan_mode', 'ask_user', 'task_stop', 'lsp', 'web_search', 'list_mcp_resources', 'read_mcp_resource'];
