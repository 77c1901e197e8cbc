import { FAMILY_CANARY } from './canary';
import type { ToolKind } from './claude-family';
import type { Adapter } from './contract';
import { familyHost, type FamilyHost } from './family-host';
import { askingText } from './plugin-text';

/** What one host of JavaScript plugins does differently. Their plugins wait without a limit, so that a hold may take as long as a person does. */
export interface PluginHost extends Pick<FamilyHost, 'id' | 'name' | 'openWhen' | 'nextStep' | 'folder' | 'alsoAt' | 'programs' | 'shadow' | 'tools' | 'harmless' | 'mcp'> {
  /** File of the plugin below its folder. */
  readonly file: string;
  /** What follows the shared part: the host's own way to be asked before a tool runs. */
  readonly hook: string;
  readonly shell: string;
}

export function pluginHost(host: PluginHost): Adapter {
  return familyHost({
    ...host,
    waitSeconds: 3600,
    file: { kind: 'own', files: ({ launcher }) => ({ [host.file]: `${askingText(launcher, host.id)}\n${host.hook}` }) },
    events: ['PreToolUse'],
    // The plugin lets nothing through without this word.
    answer: (answer) => ({ stdout: JSON.stringify(answer.kind === 'pass' ? { decision: 'pass' } : { decision: 'deny', reason: answer.words }), stderr: '', exit: 0 }),
    canary: { ...FAMILY_CANARY, tool_name: host.shell },
  });
}

export const OPENCODE_TOOLS: Readonly<Record<string, ToolKind>> = { bash: 'shell', shell: 'shell', write: 'write', edit: 'edit', multiedit: 'edit', patch: 'patch', apply_patch: 'patch' };
export const OPENCODE_HARMLESS = ['read', 'grep', 'glob', 'list', 'ls', 'webfetch', 'websearch', 'codesearch', 'task', 'todowrite', 'todoread', 'skill', 'question', 'lsp', 'plan_enter', 'plan_exit', 'invalid', 'batch'];

/** opencode and Kilo write `server_tool`; where the server ends cannot be told for sure, and is only shown. */
export function singleUnderscore(name: string): { readonly server: string; readonly tool: string } | null {
  const match = /^([^_]+)_(.+)$/.exec(name);
  return match ? { server: match[1] as string, tool: match[2] as string } : null;
}
