import { parse } from 'jsonc-parser';
import { posix, win32 } from 'node:path';
import type { FileChange, Proposal, Shell } from '../engine/model';
import { isObject } from '../protocol/proposal';
import type { AskParts, Read, Reading } from './contract';
import { applyCell, applyReplacements, type Edited, type Replacement } from './edits';
import { applyPatch } from './patch';

/** What a tool does, whatever its host calls it. */
export type ToolKind =
  | 'shell' | 'powershell' | 'cmd'
  /** Text typed into a terminal that already runs. */
  | 'typing'
  | 'write' | 'edit' | 'patch' | 'notebook' | 'delete'
  /** An edit whose result only the host's model knows. */
  | 'sketch'
  | 'task'
  /** A command of the editor itself. */
  | 'editor-command'
  | 'code'
  /** Reads, searches, plans, asks, or starts something whose own calls come by themselves. */
  | 'harmless';

export interface FamilySpec {
  readonly tools: Readonly<Record<string, ToolKind>>;
  /** Server and tool of an MCP call, by the host's way to spell it; null when the name is none. */
  mcp(name: string, payload: Readonly<Record<string, unknown>>): { readonly server: string; readonly tool: string } | null;
  /** Events that come before a tool runs. */
  readonly events: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a payload with `tool_name` and `tool_input`, by whatever names a host of the family gives them. */
export function readFamily(payload: unknown, spec: FamilySpec, reading: Reading): Read {
  if (!isObject(payload)) return { kind: 'unread', why: 'its payload is not a JSON object' };
  const event = text(payload, 'hook_event_name', 'hookEventName', 'hookName', 'event');
  if (event !== null && !spec.events.includes(event)) return { kind: 'pass' };
  const name = text(payload, 'tool_name', 'toolName');
  if (name === null || name === '') return { kind: 'unread', why: 'its payload names no tool' };
  const kind = Object.hasOwn(spec.tools, name) ? spec.tools[name] : undefined;
  if (kind === 'harmless') return { kind: 'pass' };
  const cwd = text(payload, 'cwd', 'working_dir') ?? firstText(payload['workspace_roots']) ?? '';
  const input = atHome(inputOf(payload['tool_input'] ?? payload['toolInput'] ?? payload['toolArgs'] ?? payload['tool_args']), reading.home);
  if (input === null) return { kind: 'unread', why: `the arguments of ${name} are neither an object nor a text` };
  const made = proposalsOf(kind, name, input, { spec, payload, reading, cwd });
  if (typeof made === 'string') return { kind: 'unread', why: made };
  if (made.proposals.length === 0) return { kind: 'pass' };
  return { kind: 'ask', parts: { callId: text(payload, 'tool_use_id', 'toolUseId', 'tool_call_id'), session: text(payload, 'session_id', 'sessionId', 'conversation_id'), subagent: isSubagent(payload), cwd, ...made } };
}

type Made = Pick<AskParts, 'proposals' | 'incomplete'>;

interface Setting {
  readonly spec: FamilySpec;
  readonly payload: Fields;
  readonly reading: Reading;
  readonly cwd: string;
}

/** A text in place of arguments is a patch (as Copilot sends one) or JSON. */
function inputOf(read: unknown): Fields | null {
  if (read === undefined || read === null) return {};
  if (isObject(read)) return read;
  if (typeof read !== 'string') return null;
  try {
    const parsed: unknown = JSON.parse(read);
    if (isObject(parsed)) return parsed;
  } catch {
    // Not JSON: a bare text.
  }
  return { input: read };
}

/** Hosts expand `~/` in a path, so the file it names must be the one that is read. */
function atHome(input: Fields | null, home: string): Fields | null {
  return input === null ? null : Object.fromEntries(Object.entries(input).map(([key, value]) => [key, PATH_FIELDS.includes(key) && typeof value === 'string' && value.startsWith('~/') ? `${home}${value.slice(1)}` : value]));
}

const PATH_FIELDS = ['file_path', 'filePath', 'path', 'notebook_path', 'TargetFile', 'file', 'uri'];

function proposalsOf(kind: ToolKind | undefined, name: string, input: Fields, setting: Setting): Made | string {
  const { reading, cwd } = setting;
  const patch = text(input, 'input', 'patch', 'patchText', 'patch_text', 'command', 'diff');
  if (kind !== undefined && PATCHABLE.includes(kind) && patch !== null && /^\*\*\* Begin Patch|^\*\*\* (?:Add|Update|Delete) File: /m.test(patch)) {
    return edited(applyPatch(patch, (path) => absolute(path, cwd), reading.readFile), cwd, name);
  }
  switch (kind) {
    case 'shell':
      return commands(reading.platform === 'windows' && !/^bash$/i.test(name) ? 'powershell' : 'bash', name, input, cwd);
    case 'powershell':
      return commands('powershell', name, input, cwd);
    case 'cmd':
      return commands('cmd', name, input, cwd);
    case 'typing':
      return commands(reading.platform === 'windows' ? 'powershell' : 'bash', name, input, cwd);
    case 'write':
      return written(name, input, setting);
    case 'edit':
      return replaced(name, input, setting);
    case 'patch':
      return `the patch of ${name} has no file in it`;
    case 'sketch':
      return sketched(name, input, setting);
    case 'notebook':
      return notebook(name, input, setting);
    case 'delete':
      return deleted(name, input, setting);
    case 'task':
      return task(name, input, setting);
    case 'editor-command':
      return editorCommand(name, input, setting);
    case 'code':
      return { proposals: [toolCall('editor', name, input, cwd)], incomplete: null };
    default:
      return otherTool(name, input, setting);
  }
}

const PATCHABLE: readonly ToolKind[] = ['patch', 'edit', 'write'];

function commands(shell: Shell, name: string, input: Fields, cwd: string): Made | string {
  const found = input['command'] ?? input['commands'] ?? input['cmd'] ?? input['text'] ?? input['input'] ?? input['CommandLine'] ?? input['command_line'];
  const texts = Array.isArray(found) ? found : [found];
  if (texts.length === 0 || texts.some((one) => typeof one !== 'string')) return `${name} names no command that could be read`;
  const own = text(input, 'cwd', 'workdir', 'working_directory', 'directory', 'dir_path', 'Cwd');
  const where = own === null ? cwd : absolute(own, cwd);
  return { proposals: (texts as string[]).map((one) => ({ kind: 'command', shell, cwd: where, text: one })), incomplete: null };
}

function written(name: string, input: Fields, { reading, cwd }: Setting): Made | string {
  const path = pathOf(input, cwd);
  const content = text(input, 'content', 'file_text', 'file_content', 'contents', 'text', 'new_text', 'CodeContent');
  if (path === null || content === null) return `${name} does not say which file it writes, or what`;
  return edits([{ path, before: reading.readFile(path), after: content }], cwd);
}

function replaced(name: string, input: Fields, setting: Setting): Made | string {
  const { reading, cwd } = setting;
  const doing = text(input, 'command');
  if (doing === 'view') return { proposals: [], incomplete: null };
  const replacements = replacementsOf(input, cwd);
  if (replacements !== null) return edited(applyReplacements(replacements, reading.readFile), cwd, name);
  return inserted(input, setting) ?? written(name, input, setting);
}

/** Null when an entry of it cannot be read: a change that is half known must not pass for the whole. */
function replacementsOf(input: Fields, cwd: string): Replacement[] | null {
  const outer = pathOf(input, cwd);
  const many = input['edits'] ?? input['replacements'] ?? input['changes'] ?? input['ReplacementChunks'];
  const list = Array.isArray(many) ? many : [input];
  const read = list.map((one: unknown) => (isObject(one) ? replacementOf(one, outer, cwd) : null));
  return read.length === 0 || read.includes(null) ? null : (read as Replacement[]);
}

function replacementOf(one: Fields, outer: string | null, cwd: string): Replacement | null {
  const path = pathOf(one, cwd) ?? outer;
  const from = text(one, 'old_string', 'oldString', 'old_str', 'old_text', 'oldText', 'before', 'TargetContent');
  const to = text(one, 'new_string', 'newString', 'new_str', 'new_text', 'newText', 'after', 'ReplacementContent');
  return path === null || from === null || to === null ? null : { path, from, to, all: one['replace_all'] === true || one['replaceAll'] === true };
}

/** Lines put in after a line of a file. */
function inserted(input: Fields, { reading, cwd }: Setting): Made | null {
  const path = pathOf(input, cwd);
  const line = input['insert_line'];
  const fresh = text(input, 'new_str', 'new_text', 'insert_text');
  if (path === null || typeof line !== 'number' || fresh === null) return null;
  const before = reading.readFile(path);
  const lines = (before ?? '').split('\n');
  return edits([{ path, before, after: [...lines.slice(0, line), fresh.replace(/\n$/, ''), ...lines.slice(line)].join('\n') }], cwd);
}

function edited(result: Edited | null, cwd: string, name: string): Made | string {
  if (result === null || (result.files.length === 0 && result.incomplete !== null)) return `${name} does not say which file it changes, or how`;
  return { ...edits(result.files, cwd), incomplete: result.incomplete };
}

function edits(files: readonly FileChange[], cwd: string): Made {
  return { proposals: [{ kind: 'edit', cwd, files }], incomplete: null };
}

/** A sketch leaves out what stays, in comments. Without such a comment it is the whole file. */
function sketched(name: string, input: Fields, { reading, cwd }: Setting): Made | string {
  const path = pathOf(input, cwd);
  const code = text(input, 'code', 'content');
  if (path === null || code === null) return `${name} does not say which file it changes, or how`;
  const before = reading.readFile(path);
  const partial = /\.\.\.\s*existing code\s*\.\.\.|\.\.\.existing code/i.test(code);
  return { ...edits([{ path, before, after: code }], cwd), incomplete: partial && before !== null ? `${name} leaves out what stays in ${path}, so what would go cannot be read` : null };
}

function notebook(name: string, input: Fields, { reading, cwd }: Setting): Made | string {
  const path = pathOf(input, cwd);
  if (path === null) return `${name} does not say which notebook it changes`;
  const mode = text(input, 'edit_mode', 'editType') ?? 'replace';
  const source = linesOf(input['new_source'] ?? input['newCode']);
  const before = reading.readFile(path);
  const after = applyCell(before, text(input, 'cell_id', 'cellId'), mode, source, text(input, 'cell_type', 'language') ?? 'code');
  return edits([after === null ? { path, before: '', after: source } : { path, before, after }], cwd);
}

function linesOf(read: unknown): string {
  return Array.isArray(read) ? read.join('\n') : typeof read === 'string' ? read : '';
}

function deleted(name: string, input: Fields, { reading, cwd }: Setting): Made | string {
  const many = input['file_paths'] ?? input['paths'];
  const paths = Array.isArray(many) ? many.filter((one) => typeof one === 'string').map((one) => absolute(one, cwd)) : [pathOf(input, cwd)];
  if (paths.length === 0 || paths.includes(null)) return `${name} does not say which file it deletes`;
  return edits((paths as string[]).map((path) => ({ path, before: reading.readFile(path) ?? '', after: null })), cwd);
}

/** A task is given whole (`create_and_run_task`) or by its label in the workspace's tasks.json. */
function task(name: string, input: Fields, { reading, cwd }: Setting): Made | string {
  const folder = text(input, 'workspaceFolder') ?? cwd;
  const given = isObject(input['task']) ? input['task'] : null;
  const label = text(input, 'id', 'label', 'taskLabel');
  const found = given ?? taskIn(reading.readFile(`${folder}/.vscode/tasks.json`), label);
  const script = /^npm: (\S+)/.exec(label ?? '')?.[1] ?? (found?.['type'] === 'npm' ? text(found, 'script') : null);
  const command = script !== null && script !== undefined ? `npm run ${script}` : found === null ? null : text(found, 'command');
  if (command === null) return `${name} starts a task whose command could not be read`;
  const args = Array.isArray(found?.['args']) ? found['args'].map((one) => quoted(isObject(one) ? String(one['value'] ?? '') : String(one))) : [];
  const own = isObject(found?.['options']) ? text(found['options'], 'cwd') : null;
  const where = own === null ? folder : absolute(own.replaceAll('${workspaceFolder}', folder), folder);
  return { proposals: [{ kind: 'command', shell: reading.platform === 'windows' ? 'powershell' : 'bash', cwd: where, text: [command, ...args].join(' ').replaceAll('${workspaceFolder}', folder) }], incomplete: null };
}

function taskIn(tasks: string | null, label: string | null): Fields | null {
  if (tasks === null || label === null) return null;
  const read: unknown = parse(tasks, [], { allowTrailingComma: true });
  const list = isObject(read) && Array.isArray(read['tasks']) ? read['tasks'].filter(isObject) : [];
  return list.find((one) => one['label'] === label || label.endsWith(`: ${String(one['label'] ?? one['script'])}`)) ?? null;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** An editor command can type into a terminal; whatever it is, the engine sees its name and arguments. */
function editorCommand(name: string, input: Fields, { reading, cwd }: Setting): Made {
  const id = text(input, 'commandId', 'command', 'id') ?? '';
  const typed = isObject(input['args']) ? text(input['args'], 'text') : Array.isArray(input['args']) ? (input['args'].filter(isObject).map((one) => text(one, 'text')).find((one) => one !== null) ?? null) : null;
  const typing: Proposal[] = id.includes('sendSequence') && typed !== null ? [{ kind: 'command', shell: reading.platform === 'windows' ? 'powershell' : 'bash', cwd, text: typed.replaceAll('\r', '\n') }] : [];
  return { proposals: [toolCall('vscode', name, input, cwd), ...typing], incomplete: null };
}

/** An MCP tool, or one we have no name for. A text that is named like a command is judged as one besides. */
function otherTool(name: string, input: Fields, { spec, payload, reading, cwd }: Setting): Made {
  const { server, tool } = spec.mcp(name, payload) ?? { server: '', tool: name };
  const command = text(input, 'command', 'cmd', 'command_line', 'commandLine', 'shell_command', 'script', 'bash');
  const judged: Proposal[] = command === null ? [] : [{ kind: 'command', shell: reading.platform === 'windows' ? 'powershell' : 'bash', cwd: text(input, 'cwd', 'workdir', 'working_directory') ?? cwd, text: command }];
  return { proposals: [toolCall(server, tool, input, cwd), ...judged], incomplete: null };
}

function toolCall(server: string, tool: string, input: Fields, cwd: string): Proposal {
  return { kind: 'tool-call', cwd, server, tool, arguments: input };
}

function isSubagent(payload: Fields): boolean {
  return ['agent_id', 'agentId', 'agent_type', 'parent_agent_id', 'parentAgentId'].some((key) => typeof payload[key] === 'string' && payload[key] !== '');
}

function pathOf(input: Fields, cwd: string): string | null {
  const path = text(input, ...PATH_FIELDS);
  return path === null || path === '' ? null : absolute(path, cwd);
}

/** Absolute, with `file://` taken off; a relative path counts from the working directory. */
function absolute(path: string, cwd: string): string {
  const plain = path.startsWith('file://') ? decoded(path.slice('file://'.length)) : path;
  if (plain.startsWith('/') || /^(?:[a-z]:[\\/]|\\\\)/i.test(plain)) return plain;
  if (cwd === '') return plain;
  return /^[a-z]:[\\/]/i.test(cwd) ? win32.resolve(cwd, plain) : posix.resolve(cwd, plain);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The first of these fields that is a text. */
export function text(fields: Fields, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  return null;
}

function firstText(read: unknown): string | null {
  return Array.isArray(read) && typeof read[0] === 'string' ? read[0] : null;
}
