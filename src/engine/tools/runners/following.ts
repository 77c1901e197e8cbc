import { NOTHING } from '../../effects';
import { absolute, folderOf } from '../../kinds/paths';
import { matchesPattern } from '../../shell/bash-patterns';
import type { Context, Invocation, Language, Lowered, Place, Word } from '../../model';

export interface Found {
  /** Absolute. */
  readonly path: string;
  /** As a person would say it: relative to where the command stands. */
  readonly shown: string;
  readonly text: string;
}

/** A file by its name, from where an invocation stands. `null` when it is not there, is no text, or nobody knows where it would be. */
export function fileAt(name: string, invocation: Invocation, context: Context, folder = invocation.cwd): Found | null {
  const path = absolute(name, folder, context.surroundings.homeDirectory, invocation.shell !== 'bash');
  const text = path === null ? null : context.surroundings.readFile(path);
  if (path === null || text === null || text.includes('\0')) return null;
  return { path, shown: shownFrom(path, invocation.cwd), text };
}

/** The first of several names that is there. */
export function firstFile(names: readonly string[], invocation: Invocation, context: Context, folder = invocation.cwd): Found | null {
  for (const name of names) {
    const found = fileAt(name, invocation, context, folder);
    if (found) return found;
  }
  return null;
}

/** Files whose names fit a pattern with `*` and `?` in its parts: `mk/*.mk`. Without either it is the one file. */
export function filesAt(pattern: string, invocation: Invocation, context: Context, folder = invocation.cwd): Found[] {
  if (!/[*?[]/.test(pattern)) {
    const one = fileAt(pattern, invocation, context, folder);
    return one ? [one] : [];
  }
  const path = absolute(pattern, folder, context.surroundings.homeDirectory, invocation.shell !== 'bash');
  let folders = [''];
  for (const part of (path ?? '').split('/').slice(1)) {
    folders = !/[*?[]/.test(part) ? folders.map((at) => `${at}/${part}`) : folders.flatMap((at) => (context.surroundings.listFiles(at === '' ? '/' : at) ?? []).map((name) => name.replace(/\/$/, '')).filter((name) => matchesPattern(name, part) === true).sort().map((name) => `${at}/${name}`));
    if (folders.length > MOST_FILES) folders.length = MOST_FILES;
  }
  return path === null ? [] : folders.flatMap((one) => fileAt(one, invocation, context) ?? []);
}

const MOST_FILES = 50;

/** What a script file would do when it is run by this invocation. */
export function followScript(found: Found, language: Language, invocation: Invocation, context: Context, parameters: readonly Word[] = []): Lowered {
  // Help on a script of PowerShell is written in its comments.
  if (language === 'powershell' && parameters.some(({ value }) => value === '-?')) return NOTHING;
  return context.follow({
    language, text: found.text, cwd: invocation.cwd, parameters, place: placeOf(invocation),
    env: { ...invocation.env, ...ownPlace(found.path, language) },
    link: (line) => `${found.shown}:${line}`,
  });
}

/** What a script knows of its own place: `$0`, `$BASH_SOURCE`, `$PSScriptRoot`, `%~dp0`. */
function ownPlace(path: string, language: Language): Readonly<Record<string, string>> {
  if (language === 'bash') return { '0': path, BASH_SOURCE: path };
  return language === 'powershell' || language === 'cmd' ? { PSScriptRoot: folderOf(path) } : {};
}

/** Text that stands in the command itself, or comes through a pipe. */
export function followText(text: string, language: Language, invocation: Invocation, context: Context, parameters: readonly Word[] = []): Lowered {
  return context.follow({ language, text, cwd: invocation.cwd, env: invocation.env, parameters, place: placeOf(invocation) });
}

/** Puts the command that led to something first in the chain. */
export function ledBy(invocation: Invocation, lowered: Lowered): Lowered {
  const command = [invocation.command.value.length < 60 ? invocation.command.value : invocation.program, ...invocation.args.map(({ value }) => value)].join(' ').slice(0, 80);
  return { ...lowered, effects: lowered.effects.map((effect) => ({ ...effect, chain: [command, ...effect.chain] })) };
}

export function placeOf(invocation: Invocation): Place {
  return { in: 'text', span: invocation.span };
}

/** A word as bash would have to read it. */
export function quoted({ value, known }: Pick<Word, 'value' | 'known'>): string {
  return /^[\w@%+=:,./-]+$/.test(value) || !known ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function shownFrom(path: string, cwd: string | null): string {
  return cwd !== null && path.startsWith(`${cwd.replace(/\/$/, '')}/`) ? path.slice(cwd.replace(/\/$/, '').length + 1) : path;
}
