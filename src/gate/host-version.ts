import { realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Adapter, Host, Machine } from '../assistants/contract';
import { readWhole } from '../platform/files';
import { onPath, run } from '../platform/processes';

/** A program that hangs must not keep Doctor waiting. */
const MILLISECONDS = 2000;
const LEVELS = 6;

/** What is known of a program on PATH without running it: the version that its package says, or else its size and date. */
export function hostOf(name: string, path: string | undefined): Host | null {
  const found = onPath(name, path);
  if (found === null) return null;
  try {
    const real = realpathSync(found);
    const { size, mtimeMs } = statSync(real);
    const version = packageVersion(real);
    return { path: real, version, stamp: version ?? `${size} ${Math.round(mtimeMs)}` };
  } catch {
    // It went away in between.
    return null;
  }
}

/** Extensions of the editor that start a host of their own: what is installed of them, by folder name, changes with an update. */
const EXTENSIONS: Readonly<Record<string, RegExp>> = { claude: /^anthropic\.claude-code-/i, codex: /^openai\.chatgpt-/i, copilot: /^github\.copilot-chat-/i, cline: /^saoudrizwan\.claude-dev-/i, gemini: /^google\.gemini-cli-vscode-/i };

/** Differs when an assistant's host was changed; empty where nothing is known of it. */
export function stampOf(machine: Machine, { id, programs }: Pick<Adapter, 'id' | 'programs'>): string {
  const hosts = programs.flatMap((name) => machine.hostOf?.(name)?.stamp ?? []);
  const fits = EXTENSIONS[id];
  const extensions = fits === undefined ? [] : ['.vscode', '.vscode-server', '.vscode-insiders'].flatMap((place) => (machine.namesIn?.(join(machine.home, place, 'extensions')) ?? []).filter((name) => fits.test(name)));
  return [...hosts, ...extensions.sort()].join(', ');
}

/** The version of an assistant's program, in words. It is run only where its package does not say, and only for a person who asks. */
export async function versionOf(machine: Machine, { programs }: Pick<Adapter, 'programs'>): Promise<string | null> {
  for (const name of programs) {
    const host = machine.hostOf?.(name) ?? null;
    if (host === null) continue;
    if (host.version !== null) return host.version;
    const ran = await run(host.path, ['--version'], { cwd: machine.home, env: machine.env, milliseconds: MILLISECONDS, bytes: 4096 });
    const said = ran.kind === 'done' && ran.exit === 0 ? /\d+\.\d+[\w.+-]*/.exec(ran.stdout)?.[0] : undefined;
    if (said !== undefined) return said;
  }
  return null;
}

/** The package that a program belongs to says its version: `bin/x.js` and `dist/cli/x.js` are below it. */
function packageVersion(program: string): string | null {
  let folder = dirname(program);
  for (let level = 0; level < LEVELS && dirname(folder) !== folder; level += 1, folder = dirname(folder)) {
    const text = readWhole(join(folder, 'package.json'));
    if (text === null) continue;
    try {
      const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown };
      if (typeof name === 'string' && typeof version === 'string') return version;
    } catch {
      // Not a package of npm's.
    }
  }
  return null;
}
