import type { Machine } from './contract';

export type System = 'linux' | 'macos' | 'windows';

/** Hosts that read settings of a whole machine, from a folder that only its administrator can write to. */
export type MachineWide = 'claude' | 'codex' | 'gemini' | 'qwen' | 'copilot' | 'factory' | 'vscode';

export const PLACES: Readonly<Record<MachineWide, Readonly<Record<System, string>>>> = {
  claude: { linux: '/etc/claude-code', macos: '/Library/Application Support/ClaudeCode', windows: 'C:\\Program Files\\ClaudeCode' },
  codex: { linux: '/etc/codex', macos: '/etc/codex', windows: 'C:\\ProgramData\\OpenAI\\Codex' },
  gemini: { linux: '/etc/gemini-cli', macos: '/Library/Application Support/GeminiCli', windows: 'C:\\ProgramData\\gemini-cli' },
  qwen: { linux: '/etc/qwen-code', macos: '/Library/Application Support/QwenCode', windows: 'C:\\ProgramData\\qwen-code' },
  copilot: { linux: '/etc/github-copilot/policy.d', macos: '/etc/github-copilot/policy.d', windows: 'C:\\ProgramData\\GitHub\\Copilot\\policy.d' },
  factory: { linux: '/etc/factory', macos: '/Library/Application Support/Factory', windows: 'C:\\Program Files\\Factory' },
  vscode: { linux: '/etc/vscode', macos: '/etc/vscode', windows: 'C:\\ProgramData\\vscode' },
};

/** The file there that holds our hook, by assistant. */
const FILES: Readonly<Record<string, readonly [place: MachineWide, file: string]>> = {
  claude: ['claude', 'managed-settings.d/50-infrahold.json'],
  codex: ['codex', 'requirements.toml'],
  gemini: ['gemini', 'settings.json'],
  qwen: ['qwen', 'settings.json'],
  copilot: ['copilot', '50-infrahold.json'],
};

/** In the order they are written. */
export const MANAGED: readonly string[] = Object.keys(FILES);

export function managedFile(assistant: string, system: System): string | null {
  const found = FILES[assistant];
  if (found === undefined) return null;
  const [place, file] = found;
  return system === 'windows' ? `${PLACES[place].windows}\\${file.replaceAll('/', '\\')}` : `${PLACES[place][system]}/${file}`;
}

/** Adapters know two systems; where settings of the machine are kept there are three. */
export function systemOf({ platform, home }: Pick<Machine, 'platform' | 'home'>): System {
  return platform === 'windows' ? 'windows' : /^\/(?:Users|var\/root)(?:\/|$)/.test(home) ? 'macos' : 'linux';
}
