import { join } from 'node:path';
import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { Machine } from './contract';
import { managedFile, PLACES, systemOf, type MachineWide } from './managed-places';

/** A setting that keeps an installed hook from running. Its host reads it from a file of the project, of the person or of the machine. */
interface Switch {
  readonly assistant: string;
  readonly where: 'project' | 'home' | MachineWide;
  readonly file: string;
  readonly key: string;
  isOff(value: unknown): boolean;
  /** What it does; the file is named beside it. */
  readonly words: string;
}

/** What of a machine and of the folders that are open stands against an assistant's hook. */
export interface Standing {
  /** Installed or not, its hook does not run: why, and what to do. */
  readonly off: readonly string[];
  /** Files that its host reads and that are broken: it may have dropped what they say. */
  readonly broken: readonly string[];
}

const isTrue = (value: unknown): boolean => value === true;
const isFalse = (value: unknown): boolean => value === false;
const namesOurs = (value: unknown): boolean => Array.isArray(value) && value.includes('infrahold');

const SWITCHES: readonly Switch[] = [
  ...['.claude/settings.json', '.claude/settings.local.json'].map((file): Switch => ({ assistant: 'claude', where: 'project', file, key: 'disableAllHooks', isOff: isTrue, words: 'switches every hook off' })),
  { assistant: 'claude', where: 'claude', file: 'managed-settings.json', key: 'disableAllHooks', isOff: isTrue, words: 'switches every hook off' },
  { assistant: 'claude', where: 'claude', file: 'managed-settings.json', key: 'allowManagedHooksOnly', isOff: isTrue, words: 'lets only hooks of the machine run' },
  ...['.github/copilot/settings.json', '.github/copilot/settings.local.json'].map((file): Switch => ({ assistant: 'copilot', where: 'project', file, key: 'disableAllHooks', isOff: isTrue, words: 'switches every hook off' })),
  ...['.vscode/settings.json'].map((file): Switch => ({ assistant: 'copilot', where: 'project', file, key: 'chat.useHooks', isOff: isFalse, words: 'switches the hooks of VS Code’s agent off' })),
  ...['.config/Code/User', '.config/Code - Insiders/User', '.config/VSCodium/User', 'Library/Application Support/Code/User', 'AppData/Roaming/Code/User', '.vscode-server/data/Machine', '.vscode-remote/data/Machine'].map(
    (folder): Switch => ({ assistant: 'copilot', where: 'home', file: `${folder}/settings.json`, key: 'chat.useHooks', isOff: isFalse, words: 'switches the hooks of VS Code’s agent off' }),
  ),
  { assistant: 'copilot', where: 'vscode', file: 'policy.json', key: 'ChatHooks', isOff: isFalse, words: 'switches the hooks of VS Code’s agent off' },
  { assistant: 'copilot', where: 'vscode', file: 'policy.json', key: 'ChatAllowManagedHooksOnly', isOff: isTrue, words: 'lets only hooks of the machine run in VS Code’s agent' },
  { assistant: 'codex', where: 'project', file: '.codex/config.toml', key: 'features.hooks', isOff: isFalse, words: 'switches every hook off' },
  { assistant: 'codex', where: 'codex', file: 'requirements.toml', key: 'features.hooks', isOff: isFalse, words: 'switches every hook off' },
  { assistant: 'codex', where: 'codex', file: 'requirements.toml', key: 'allow_managed_hooks_only', isOff: isTrue, words: 'lets only hooks of the machine run' },
  ...(['project', 'gemini'] as const).flatMap((where): Switch[] => [
    { assistant: 'gemini', where, file: where === 'project' ? '.gemini/settings.json' : 'settings.json', key: 'hooksConfig.enabled', isOff: isFalse, words: 'switches every hook off' },
    { assistant: 'gemini', where, file: where === 'project' ? '.gemini/settings.json' : 'settings.json', key: 'hooksConfig.disabled', isOff: namesOurs, words: 'names the hook of Infrahold as disabled' },
  ]),
  { assistant: 'qwen', where: 'project', file: '.qwen/settings.json', key: 'disableAllHooks', isOff: isTrue, words: 'switches every hook off' },
  { assistant: 'qwen', where: 'qwen', file: 'settings.json', key: 'disableAllHooks', isOff: isTrue, words: 'switches every hook off' },
  { assistant: 'droid', where: 'project', file: '.factory/settings.json', key: 'hooksDisabled', isOff: isTrue, words: 'switches every hook off' },
  { assistant: 'droid', where: 'factory', file: 'settings.json', key: 'hooksDisabled', isOff: isTrue, words: 'switches every hook off' },
  { assistant: 'droid', where: 'factory', file: 'settings.json', key: 'allowManagedHooksOnly', isOff: isTrue, words: 'lets only hooks of the machine run' },
];

/** Variables that start a host without what hooks it. */
const VARIABLES: readonly (readonly [assistant: string, name: string, value: RegExp])[] = [['opencode', 'OPENCODE_PURE', /^(?:1|true)$/], ['kilo', 'KILO_PURE', /^(?:1|true)$/], ['amp', 'PLUGINS', /^off$/]];

/** Looks at every file that could switch an assistant's hook off. */
export function standingOf(machine: Machine, assistant: string, folders: readonly string[]): Standing {
  const found = SWITCHES.filter((one) => one.assistant === assistant).flatMap((one) => pathsOf(one, machine, folders).map((path) => ({ one, path, read: readSettings(machine, path) })));
  const off = found.flatMap(({ one, path, read }) => {
    if (read.kind !== 'read' || !one.isOff(read.at(one.key))) return [];
    // A hook of the machine's own runs where only those may, and whatever a project says; but Gemini lets a project name it as disabled.
    const survives = /^allow/.test(one.key) || (one.where === 'project' && one.key !== 'hooksConfig.disabled' && !one.key.startsWith('chat.'));
    if (survives && guardedByMachine(machine, assistant)) return [];
    return [`${path} ${one.words} (${one.key}): ${one.where === 'project' || one.where === 'home' ? 'take that line out' : 'ask whoever looks after this machine, or run `infrahold install --machine`'}`];
  });
  const set = VARIABLES.filter(([id, name, value]) => id === assistant && value.test(machine.env[name] ?? '')).map(([, name]) => `${name} is set: plugins are not loaded; unset it`);
  return { off: [...new Set([...off, ...set])], broken: [...new Set(found.flatMap(({ path, read }) => (read.kind === 'broken' ? [`${path} is broken (${read.why})`] : [])))] };
}

/** Every file that is looked at, there or not: so that a change of one is noticed. */
export function switchFiles(machine: Machine, folders: readonly string[]): readonly string[] {
  return [...new Set([...SWITCHES.flatMap((one) => pathsOf(one, machine, folders)), codexConfig(machine)])];
}

/** Codex skips a hook that nobody has trusted, without a word. A file of the machine's needs no trust. */
export function codexTrust(machine: Machine): 'trusted' | 'untrusted' | 'switched-off' {
  if (guardedByMachine(machine, 'codex')) return 'trusted';
  const states = (machine.readFile(codexConfig(machine)) ?? '').split(/^(?=\s*\[)/m).filter((section) => /^\s*\[hooks\.state\..*hooks\.json.*\]/.test(section) && /pre_?tool_?use/i.test(section));
  if (states.some((section) => /^\s*enabled\s*=\s*false/m.test(section))) return 'switched-off';
  return states.some((section) => /^\s*trusted_hash\s*=\s*["'][^"']+["']/m.test(section)) ? 'trusted' : 'untrusted';
}

function codexConfig({ env, home }: Machine): string {
  return join(env['CODEX_HOME'] || join(home, '.codex'), 'config.toml');
}

/** Whether a file of the machine's holds our hook for everybody. */
export function guardedByMachine(machine: Machine, assistant: string): boolean {
  const path = managedFile(assistant, systemOf(machine));
  return path !== null && (machine.readFile(path) ?? '').includes(`hook --assistant ${assistant}`);
}

function pathsOf({ where, file }: Switch, machine: Machine, folders: readonly string[]): readonly string[] {
  if (where === 'project') return folders.map((folder) => join(folder, file));
  if (where === 'home') return [join(machine.home, file)];
  const folder = PLACES[where][systemOf(machine)];
  const more = file === 'managed-settings.json' ? (machine.namesIn?.(join(folder, 'managed-settings.d')) ?? []).filter((name) => name.endsWith('.json')).map((name) => join(folder, 'managed-settings.d', name)) : [];
  return [join(folder, file), ...more];
}

type Settings = { readonly kind: 'none' } | { readonly kind: 'broken'; readonly why: string } | { readonly kind: 'read'; at(key: string): unknown };

function readSettings(machine: Machine, path: string): Settings {
  const text = machine.readFile(path)?.replace(/^\uFEFF/, ' ') ?? '';
  if (text.trim() === '') return { kind: 'none' };
  if (path.endsWith('.toml')) return { kind: 'read', at: (key) => tomlFlag(text, key) };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const error = errors[0];
  if (error || tree === undefined) return { kind: 'broken', why: error ? `line ${text.slice(0, error.offset).split('\n').length}: ${printParseErrorCode(error.error)}` : 'it is no JSON' };
  return {
    kind: 'read',
    at(key) {
      // The settings of VS Code have dots in their names.
      const node = findNodeAtLocation(tree, [key]) ?? findNodeAtLocation(tree, key.split('.'));
      return node && (getNodeValue(node) as unknown);
    },
  };
}

/** A flag of a TOML file, as `key = true` in its table, or with dots, or in a table on one line. */
function tomlFlag(text: string, key: string): boolean | undefined {
  const [table, name] = key.includes('.') ? (key.split('.') as [string, string]) : ['', key];
  let now = '';
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/^\s+|\s*#[^"']*$/g, '');
    const header = /^\[([^[\]]+)\]/.exec(line);
    if (header) now = (header[1] as string).replace(/["'\s]/g, '');
    const flat = /^([\w.\-"'\s]+?)\s*=\s*(true|false)\s*$/.exec(line);
    const full = flat ? [now, (flat[1] as string).replace(/["'\s]/g, '')].filter(Boolean).join('.') : '';
    if (flat && full === [table, name].filter(Boolean).join('.')) return flat[2] === 'true';
    const inside = now === '' && table !== '' ? new RegExp(`^${table}\\s*=\\s*\\{.*\\b${name}\\s*=\\s*(true|false)`).exec(line) : null;
    if (inside) return inside[1] === 'true';
  }
  return undefined;
}
