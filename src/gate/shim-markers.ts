/**
 * Variables that an assistant sets for the commands it starts, with its id. The first that is set names it; an id that no adapter has is only a name for people.
 * What an editor sets in a person's own terminals too (such as CURSOR_TRACE_ID) is no marker.
 */
export const MARKERS: readonly (readonly [variable: string, id: string])[] = [
  ['CLAUDECODE', 'claude'], ['COPILOT_CLI', 'copilot'], ['COPILOT_AGENT', 'copilot'],
  ['CODEX_THREAD_ID', 'codex'], ['CODEX_SANDBOX', 'codex'], ['CODEX_SANDBOX_NETWORK_DISABLED', 'codex'], ['CODEX_CI', 'codex'],
  ['GEMINI_CLI', 'gemini'], ['GEMINI_SESSION_ID', 'gemini'], ['QWEN_CODE', 'qwen'], ['QWEN_CODE_SESSION_ID', 'qwen'],
  ['CURSOR_AGENT', 'cursor'], ['FACTORY_PROJECT_DIR', 'droid'], ['CLINE_ACTIVE', 'cline'], ['ROO_ACTIVE', 'roo'], ['ZOO_ACTIVE', 'zoo'],
  ['OPENCODE', 'opencode'], ['OPENCODE_CLIENT', 'opencode'], ['KILO', 'kilo'], ['GOOSE_TERMINAL', 'goose'], ['AUGMENT_AGENT', 'auggie'], ['ANTIGRAVITY_AGENT', 'antigravity'],
  ['DEVIN_PROJECT_DIR', 'devin'], ['GROK_PLUGIN_ROOT', 'grok'], ['GROK_WORKSPACE_ROOT', 'grok'], ['JUNIE_DATA', 'junie'], ['PI_CODING_AGENT', 'pi'], ['TRAE_AI_SHELL_ID', 'trae'],
  ['AI_AGENT', 'terminal'],
];

/**
 * Programs below which every command is an assistant's: globs over `NAME/ARGUMENTS` of a process, where the system gives its arguments run together.
 * A name is what the kernel calls the process; scripts that Node or Python runs are known by the path of their package.
 */
export const ANCESTORS: readonly (readonly [globs: readonly string[], id: string])[] = [
  [['claude/*', '*/bin/claude', '*/@anthropic-ai/claude-code/*'], 'claude'],
  [['codex/*', '*/bin/codex', '*/@openai/codex/*'], 'codex'],
  [['*/bin/gemini*', '*/@google/gemini-cli/*'], 'gemini'],
  [['*/@github/copilot/*'], 'copilot'],
  [['cursor-agent/*', '*/cursor-agent/*'], 'cursor'],
  [['*/@qwen-code/*'], 'qwen'],
  [['opencode/*', '*/bin/opencode*', '*/opencode-ai/*'], 'opencode'],
  [['kilo/*', '*/@kilocode/*'], 'kilo'],
  [['aider/*', '*/bin/aider*'], 'aider'],
  [['goose/*', '*/bin/goose*'], 'goose'],
  [['crush/*', '*/bin/crush*'], 'crush'],
  [['droid/*', '*/bin/droid*'], 'droid'],
  [['auggie/*', '*/@augmentcode/auggie/*'], 'auggie'],
  [['amp/*', '*/@sourcegraph/amp/*'], 'amp'],
  [['kiro-cli*/*', '*/bin/kiro-cli*'], 'kiro'],
  [['*/bin/cline*', '*/node_modules/cline/*'], 'cline'],
  [['junie/*', '*/bin/junie*'], 'junie'],
];

/** Processes that are called by what runs them, so that only their arguments tell. */
export const RUNTIMES = ['node', 'MainThread', 'python', 'bun', 'deno', 'npm', 'npx', 'ruby', 'java', 'electron'].map((name) => `${name}*/`).join(' | ');
