/**
 * What a path guards, in words for a person: `Infrahold's own folder`, `the hooks of Claude Code`. `null` when it guards nothing.
 * These are the files by which an assistant could switch its own guard off. `path` is absolute; `home` is the person's home folder.
 */
export function guardPath(path: string, home: string): string | null {
  const text = path.replace(/\\/g, '/').replace(/\/+$/, '');
  const own = home !== '' && (text === home || text.startsWith(`${home}/`)) ? text.slice(home.length + 1) : (/^(?:\/(?:home|Users)\/[^/]+|\/root|[a-z]:\/Users\/[^/]+)\/(.*)$/i.exec(text)?.[1] ?? '');
  return GUARDS.find(([, shape]) => shape.test(text))?.[0] ?? (own === '' ? null : (OWN_GUARDS.find(([, shape]) => shape.test(own))?.[0] ?? null));
}

type Guard = readonly [guards: string, shape: RegExp];

/** Anywhere: user, workspace or machine wide. */
const GUARDS: readonly Guard[] = [
  ["Infrahold's policy and settings", /(?:^|\/)\.infrahold(?:\/|$)/],
  ["Infrahold's extension", /\/\.(?:vscode|vscode-server|vscode-insiders|cursor|windsurf|kiro)[\w-]*\/extensions\/infrahold\.infrahold/],
  ["Infrahold's programs and policy of the whole machine", /^(?:\/usr\/local\/lib|\/etc|[a-z]:\/Program(?:Data| Files))\/infrahold(?:\/|$)/i],
  ['the settings of assistants on the whole machine', /^(?:(?:\/etc|[a-z]:\/ProgramData)\/(?:codex|gemini-cli|qwen-code|github-copilot|factory|cursor|devin|windsurf|augment|claude-code)(?:\/(?!.*\.(?:log|md)$)|$)|\/etc\/vscode\/policy\.json$|\/Library\/Application Support\/(?:GeminiCli|QwenCode|Factory|Cursor|Devin|Windsurf)\/(?:settings|hooks)\.json$|[a-z]:\/ProgramData\/(?:OpenAI\/Codex|GitHub\/Copilot)(?:\/|$))/i],
  ['the settings and hooks of Claude Code', /(?:^|\/)\.claude\/(?:settings(?:\.local)?\.json|hooks(?:\/|$)|managed-settings\.json|plugins\/[^/]*\.json$)/],
  ['the managed settings of Claude Code', /^(?:\/etc\/claude-code|\/Library\/Application Support\/ClaudeCode|[a-z]:\/Program(?:Data| Files)\/ClaudeCode)\//i],
  ['the hooks and settings of Codex', /(?:^|\/)\.codex\/(?:hooks\.json|config\.toml|requirements\.toml|rules(?:\/|$)|hooks(?:\/|$)|managed_config\.toml)|^\/etc\/codex\//],
  ['the hooks of GitHub Copilot', /(?:^|\/)\.github\/(?:hooks(?:\/|$)|copilot\/settings[^/]*\.json)/],
  ['the hooks of Cursor', /(?:^|\/)\.cursor\/(?:hooks\.json|hooks(?:\/|$)|permissions\.json|cli\.json)/],
  ['the hooks of Windsurf', /(?:^|\/)\.windsurf\/hooks(?:\.json|\/|$)/],
  ['the hooks of Devin', /(?:^|\/)\.devin\/(?:hooks|settings|config)/],
  ['the hooks of Kiro', /(?:^|\/)\.kiro\/(?:hooks|agents)(?:\/|$)/],
  ['the settings of Gemini', /(?:^|\/)\.gemini\/(?:settings\.json|hooks|policies|trustedFolders\.json)/],
  ['the hooks of Antigravity', /(?:^|\/)\.agents\/(?:hooks\.json|plugins(?:\/|$))/],
  ['the hooks of Cline', /(?:^|\/)\.clinerules\/hooks(?:\/|$)/],
  ['the plugins of OpenCode', /(?:^|\/)\.opencode\/(?:plugins?|opencode\.jsonc?$)|(?:^|\/)opencode\.jsonc?$/],
  ['the plugins of Kilo', /(?:^|\/)\.kilo(?:code)?\/(?:plugins?|hooks|kilo\.jsonc?|config)/],
  ['the settings of Amp', /(?:^|\/)\.amp\/(?:settings|plugins?|hooks)/],
  ['the hooks of Droid', /(?:^|\/)\.factory\/(?:settings|hooks)/],
  ['the settings of Augment', /(?:^|\/)\.augment\/settings[^/]*\.json/],
  ['the settings of Qwen', /(?:^|\/)\.qwen\/settings\.json/],
  ['the settings of Crush', /(?:^|\/)\.?crush\.json$/],
  ['the settings of Junie', /(?:^|\/)\.junie\/config\.json/],
  ['the settings of Grok', /(?:^|\/)\.grok\/(?:settings|hooks|user-settings)/],
];

/** Below a person's home folder. Whole folders count here: their loss takes the hooks with it. */
const OWN_GUARDS: readonly Guard[] = [
  ['the settings and hooks of Claude Code', /^\.claude(?:\.json)?$/],
  ['the hooks and settings of Codex', /^\.codex$/],
  ['the hooks of GitHub Copilot', /^\.copilot(?:\/(?!logs|session-state|history)|$)/],
  ['the hooks of Cursor', /^\.cursor$/],
  ['the hooks of Windsurf', /^\.codeium(?:$|\/(?:windsurf|windsurf-next)?$|\/.*hooks\.json$)/],
  ['the hooks of Devin', /^\.config\/devin(?:\/|$)/],
  ['the hooks of Kiro', /^\.kiro(?:\/(?!logs|cache)|$)/],
  ['the settings of Gemini', /^\.gemini(?:\/(?!tmp|history|logs|antigravity\/brain)|$)/],
  ['the hooks of Cline', /^(?:Documents\/Cline\/Hooks|\.cline)(?:\/|$)/],
  ['the plugins of OpenCode', /^\.config\/opencode(?:\/|$)|^\.opencode$/],
  ['the plugins of Kilo', /^\.config\/kilo(?:\/|$)/],
  ['the settings of Amp', /^\.config\/amp(?:\/|$)/],
  ['the settings of goose', /^\.config\/goose(?:\/|$)/],
  ['the hooks of Droid', /^\.factory$/],
  ['the hooks of Pi', /^\.pi\/agent\/(?:settings\.json|extensions|hooks)|^\.pi$/],
  ["the start-up file of Infrahold's shims", /^\.bash_env$/],
];
