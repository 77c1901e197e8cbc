import { effectOf } from '../../effects';
import type { Context, Effect, Invocation, Tool } from '../../model';

/** How one assistant is started without its guard. Shapes are tried on single words; `pair` on an option and the word behind it. */
interface Assistant {
  readonly name: string;
  /** Options that take the hooks away: nobody sees what it does. */
  readonly unhooked: RegExp;
  /** Options that take its questions away: the hooks still stand. */
  readonly unasked: RegExp;
  /** Variables that lead it to other settings. */
  readonly moved?: readonly string[];
  /** The first word of something that starts no work: `login`, `mcp list`. */
  readonly idle?: RegExp;
}

const HARMLESS = /^(?:--version|-v|-V|--help|-h|help|version|update|upgrade|doctor|completion|completions)$/;

const ASSISTANTS: Readonly<Record<string, Assistant>> = {
  claude: {
    name: 'Claude Code',
    unhooked: /^--(?:bare|safe-mode)$|^--setting-sources(?:=(?!.*user).*)?$|^--settings(?:=|\s).*(?:disableAllHooks|"hooks"\s*:\s*\{\s*\})/s,
    unasked: /^--(?:dangerously-skip-permissions|allow-dangerously-skip-permissions)$|^--permission-mode[= ]bypassPermissions$|^--allowedTools[= ].*\bBash\b(?!\()/,
    moved: ['CLAUDE_CONFIG_DIR', 'CLAUDE_CODE_MANAGED_SETTINGS_PATH'],
  },
  codex: { name: 'Codex', unhooked: /^--disable[= ]hooks$|^--dangerously-bypass-hook-trust$|^(?:-c|--config)[= ]features\.hooks\s*=\s*false/, unasked: /^--(?:yolo|dangerously-bypass-approvals-and-sandbox|full-auto)$|^(?:-a|--ask-for-approval)[= ]never$|^(?:-s|--sandbox)[= ]danger-full-access$/, moved: ['CODEX_HOME'] },
  copilot: { name: 'GitHub Copilot', unhooked: /^--(?:no-hooks|disable-hooks)$/, unasked: /^--(?:yolo|allow-all|allow-all-tools|allow-all-paths)$/, moved: ['COPILOT_HOME', 'XDG_CONFIG_HOME'] },
  gemini: { name: 'Gemini', unhooked: /^--no-hooks$/, unasked: /^(?:--yolo|-y)$|^--approval-mode[= ]yolo$/, moved: ['GEMINI_CLI_HOME', 'GEMINI_CONFIG_DIR', 'GEMINI_CLI_SYSTEM_SETTINGS_PATH'] },
  qwen: { name: 'Qwen', unhooked: /^--no-hooks$/, unasked: /^(?:--yolo|-y)$|^--approval-mode[= ]yolo$/, moved: ['QWEN_HOME'] },
  opencode: { name: 'OpenCode', unhooked: /^--pure$/, unasked: /^--(?:yolo|dangerously-skip-permissions|auto-approve)$/, moved: ['OPENCODE_PURE', 'OPENCODE_CONFIG', 'OPENCODE_CONFIG_DIR', 'OPENCODE_CONFIG_CONTENT', 'OPENCODE_DISABLE_DEFAULT_PLUGINS', 'XDG_CONFIG_HOME'] },
  kilo: { name: 'Kilo', unhooked: /^--pure$/, unasked: /^--(?:auto|yolo|dangerously-skip-permissions)$/, moved: ['KILO_PURE', 'KILO_CONFIG', 'XDG_CONFIG_HOME'] },
  cline: { name: 'Cline', unhooked: /^--(?:no-hooks|disable-hooks)$/, unasked: /^(?:--yolo|-y|--auto-approve(?:-all)?)$/, moved: ['CLINE_DIR'] },
  amp: { name: 'Amp', unhooked: /^--no-plugins$/, unasked: /^--dangerously-allow-all$/, moved: ['PLUGINS', 'AMP_SETTINGS_FILE', 'XDG_CONFIG_HOME'] },
  pi: { name: 'Pi', unhooked: /^(?:-ne|--no-extensions)$/, unasked: /^--yolo$/, moved: ['PI_CODING_AGENT_DIR'] },
  droid: { name: 'Droid', unhooked: /^--(?:no-hooks|disable-hooks)$/, unasked: /^--(?:skip-permissions-unsafe|auto[= ]high)$/, moved: ['FACTORY_HOME'] },
  auggie: { name: 'Augment', unhooked: /^--no-hooks$/, unasked: /^--(?:dangerously-skip-permissions|yolo)$/ },
  'cursor-agent': { name: 'Cursor', unhooked: /^--no-hooks$/, unasked: /^(?:--force|-f|--yolo)$/, moved: ['CURSOR_CONFIG_DIR'] },
  crush: { name: 'Crush', unhooked: /^--no-hooks$/, unasked: /^(?:--yolo|-y)$/, moved: ['CRUSH_GLOBAL_CONFIG'] },
  q: { name: 'Amazon Q', unhooked: /^--no-hooks$/, unasked: /^(?:--trust-all-tools|-a)$/ },
  kiro: { name: 'Kiro', unhooked: /^--no-hooks$/, unasked: /^(?:--trust-all-tools|-a)$/, moved: ['KIRO_HOME'] },
  'kiro-cli': { name: 'Kiro', unhooked: /^--no-hooks$/, unasked: /^(?:--trust-all-tools|-a)$/, moved: ['KIRO_HOME'] },
  aider: { name: 'Aider', unhooked: /^$/, unasked: /^--yes(?:-always)?$/ },
  grok: { name: 'Grok', unhooked: /^--no-hooks$/, unasked: /^(?:--yolo|--always-approve)$/ },
  devin: { name: 'Devin', unhooked: /^--no-hooks$/, unasked: /^--(?:yolo|dangerously-skip-permissions)$/ },
};

/** Starting an assistant that no guard watches, or one that asks nobody. */
const assistant: Tool = (invocation, context) => {
  const one = ASSISTANTS[invocation.program] as Assistant;
  const words = invocation.args.map(({ value }) => value);
  const prompted = words.map((word, i) => (/^-{1,2}[\w-]+$/.test(word) && words[i + 1] !== undefined && !words[i + 1]?.startsWith('-') ? `${word} ${words[i + 1]}` : word));
  const unhooked = find(words, prompted, one.unhooked) ?? sources(words) ?? settingsFile(words, invocation, context);
  const variable = (one.moved ?? []).find((name) => name in invocation.env && invocation.env[name] !== '');
  if (words.some((word) => HARMLESS.test(word)) && unhooked === undefined) return [plain(invocation, one)];
  if (unhooked !== undefined || variable !== undefined) {
    return [effectOf(invocation, { verb: 'unprotect', resource: { kind: 'guard', type: 'assistant', address: `the hooks of ${one.name}` }, note: unhooked ?? `${variable} leads it to other settings`, undo: 'no' })];
  }
  const unasked = find(words, prompted, one.unasked);
  return unasked === undefined ? [plain(invocation, one)] : [effectOf(invocation, { verb: 'create', resource: { kind: 'guard', type: 'assistant', address: `${one.name} without its permissions` }, note: unasked, undo: 'no' })];
};

function find(words: readonly string[], pairs: readonly string[], shape: RegExp): string | undefined {
  return words.find((word) => shape.test(word) && word !== '--setting-sources') ?? pairs.find((pair) => shape.test(pair));
}

/** `--setting-sources project` leaves out the person's own settings, where the hooks stand. */
function sources(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^--setting-sources(?:=|$)/.test(word));
  if (at < 0) return undefined;
  const given = (words[at] as string).includes('=') ? (words[at] as string).split('=')[1] : words[at + 1];
  return /\buser\b/.test(given ?? '') ? undefined : `--setting-sources ${given ?? ''}`;
}

function settingsFile(words: readonly string[], { cwd }: Invocation, { surroundings }: Context): string | undefined {
  const path = words[words.indexOf('--settings') + 1];
  if (!words.includes('--settings') || path === undefined || path.startsWith('{') || cwd === null) return undefined;
  const text = surroundings.readFile(path.startsWith('/') ? path : `${cwd}/${path}`);
  return text !== null && /"disableAllHooks"\s*:\s*true/.test(text) ? `--settings ${path}` : undefined;
}

function plain(invocation: Invocation, one: Assistant): Effect {
  return effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'assistant', address: one.name }, undo: 'yes' });
}

export const STARTED: Readonly<Record<string, Tool>> = Object.fromEntries(Object.keys(ASSISTANTS).map((name) => [name, assistant]));
