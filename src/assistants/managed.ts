import type { PlannedFile } from '../protocol/messages';
import type { Adapter, Machine } from './contract';
import { readSettings } from './json-merge';
import { placed } from './json-splice';
import { managedFile, type System } from './managed-places';

/**
 * The file of a whole machine that guards an assistant for everybody on it, or takes that back. It holds the very entry that a person's own file would,
 * and what keeps project files from switching hooks off. Null for assistants that have no such file.
 */
export function planManaged(adapter: Adapter, machine: Machine, system: System, action: 'install' | 'uninstall', ownFolder: string): PlannedFile | null {
  const path = managedFile(adapter.id, system);
  if (path === null) return null;
  const before = machine.readFile(path);
  // The same adapter, asked about a home that has nothing but this file.
  const here: Machine = { ...machine, home: '/', env: {}, readFile: () => before, original: () => machine.original(path) };
  if (adapter.id === 'codex') return plannedRequirements(adapter, here, path, before, action, ownFolder);
  const [planned] = adapter.files(here, action);
  if (planned?.refused) return { ...planned, path, refused: planned.refused.replaceAll(planned.path, path) };
  const merged = planned === undefined ? before : planned.after;
  const kept = KEPT[adapter.id];
  const after = action === 'uninstall' || merged === null || kept === undefined ? merged : withKept(merged, kept);
  if (after === null && action === 'install') return null;
  if (typeof after === 'object' && after !== null) return { path, before, after: before, refused: `${path} cannot be merged into (${after.wrong}); put it right and try again. Nothing was written.` };
  return after === before ? null : { path, before, after, refused: null };
}

type Kept = readonly [key: string, inner: string | null, value: boolean];

/** Settings of the machine that a project's own file cannot undo. They are what the host does by itself, so they stay when our hook goes from a file that was changed since. */
const KEPT: Readonly<Record<string, Kept>> = { gemini: ['hooksConfig', 'enabled', true], qwen: ['disableAllHooks', null, false] };

function withKept(text: string, [key, inner, value]: Kept): string | { readonly wrong: string } {
  const now = readSettings(text, [key]);
  if (inner === null) return now === value ? text : placed(text, [key], value);
  if (now === undefined) return placed(text, [key], { [inner]: value });
  if (typeof now !== 'object' || now === null || Array.isArray(now)) return { wrong: `"${key}" is not an object` };
  return readSettings(text, [key, inner]) === value ? text : placed(text, [key, inner], value);
}

const BEGIN = '# Infrahold begins: written by `infrahold install --machine`, taken out by `infrahold uninstall --machine`.';
const END = '# Infrahold ends.';

/** Codex reads what a machine requires from TOML. A hook that stands there needs no trust, and survives `--disable hooks`. */
function plannedRequirements(adapter: Adapter, here: Machine, path: string, before: string | null, action: 'install' | 'uninstall', ownFolder: string): PlannedFile | null {
  const original = here.original(path);
  const rest = withoutBlock(before ?? '');
  if (action === 'uninstall') {
    if (before === null || rest === before) return null;
    return { path, before, after: original !== undefined && withoutBlock(original ?? '') === (original ?? '') ? original : rest, refused: null };
  }
  const wrong = faultIn(rest);
  if (wrong !== null) return { path, before, after: before, refused: `${path} cannot be added to (${wrong}); put it right and try again. Nothing was written.` };
  const eol = rest.includes('\r\n') ? '\r\n' : '\n';
  const block = [BEGIN, ...(hasTable(rest, 'features') ? [] : ['[features]', 'hooks = true', '']), ...(hasTable(rest, 'hooks') ? [] : ['[hooks]', `${here.platform === 'windows' ? 'windows_managed_dir' : 'managed_dir'} = ${JSON.stringify(ownFolder)}`, '']), ...entryOf(adapter, here), END, ''];
  const after = `${rest}${rest === '' || rest.endsWith('\n') ? '' : eol}${block.join(eol)}`;
  return after === before ? null : { path, before, after, refused: null };
}

function entryOf(adapter: Adapter, here: Machine): readonly string[] {
  const [planned] = adapter.files({ ...here, readFile: () => null, original: () => undefined }, 'install');
  const { hooks } = JSON.parse(planned?.after ?? '') as { hooks: { PreToolUse: readonly [{ matcher: string; hooks: readonly [{ type: string; command: string; commandWindows: string; timeout: number }] }] } };
  const [{ matcher, hooks: [{ type, command, commandWindows, timeout }] }] = hooks.PreToolUse;
  const texts = Object.entries({ type, command: here.platform === 'windows' ? commandWindows : command }).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return ['[[hooks.PreToolUse]]', `matcher = ${JSON.stringify(matcher)}`, '[[hooks.PreToolUse.hooks]]', ...texts, `timeout = ${timeout}`];
}

function withoutBlock(text: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  return begin < 0 || end < 0 ? text : text.slice(0, begin) + text.slice(end + END.length).replace(/^\r?\n/, '');
}

/** What of a file that others wrote would make the addition mean something else; TOML says no table twice. */
function faultIn(text: string): string | null {
  if (/^\s*(?:hooks|features)\s*[.=]/m.test(text.split(/^\s*\[/m)[0] ?? '')) return 'its hooks or features are not written as tables';
  if (hasTable(text, 'features') && !/^\s*hooks\s*=\s*true/m.test(sectionOf(text, 'features'))) return 'its [features] does not say hooks = true';
  if (hasTable(text, 'hooks') && !/^\s*(?:windows_)?managed_dir\s*=/m.test(sectionOf(text, 'hooks'))) return 'its [hooks] names no managed_dir';
  return null;
}

function hasTable(text: string, name: string): boolean {
  return new RegExp(`^\\s*\\[\\s*${name}\\s*\\]`, 'm').test(text);
}

function sectionOf(text: string, name: string): string {
  return text.split(/^(?=\s*\[)/m).find((section) => hasTable(section, name)) ?? '';
}
