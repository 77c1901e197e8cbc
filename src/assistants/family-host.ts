import { join } from 'node:path';
import type { Answer } from '../protocol/messages';
import { FAMILY_CANARY } from './canary';
import { readFamily, type FamilySpec, type ToolKind } from './claude-family';
import { isOurCommand, posixCommand, powershellCommand } from './commands';
import type { Adapter, Machine, Reply } from './contract';
import { planMerge } from './json-merge';
import { planOwnFile } from './own-file';

/** What one host of Claude's family does differently. Everything else is shared. */
export interface FamilyHost {
  readonly id: string;
  readonly name: string;
  readonly waitSeconds: number;
  readonly openWhen: readonly string[];
  readonly nextStep?: string;
  /** Its folder in the home of the person. */
  folder(machine: Machine): string;
  /** Other folders that show that it is here. */
  readonly alsoAt?: readonly string[];
  readonly programs: readonly string[];
  readonly file: HookFile;
  /** Settings that switch our hook off: a file of its folder, what it says there, and words. */
  readonly shadow?: readonly (readonly [file: string, pattern: RegExp, words: string])[];
  readonly tools: Readonly<Record<string, ToolKind>>;
  readonly harmless: readonly string[];
  readonly events: readonly string[];
  readonly mcp: FamilySpec['mcp'];
  answer(answer: Answer): Reply;
  /** Its payload in the family's words, where it has words of its own. `null`: nothing that could destroy. */
  translate?(payload: unknown): unknown;
  readonly canary?: unknown;
}

/** Where its hook entry goes. */
export type HookFile =
  /** One more element of a list in a file that others write too. */
  | { readonly kind: 'merge'; readonly name: string; readonly list: readonly string[]; readonly top?: Readonly<Record<string, unknown>>; entry(command: Commands): unknown }
  /** Several lists of one file. */
  | { readonly kind: 'merge-many'; readonly name: string; readonly top?: Readonly<Record<string, unknown>>; readonly lists: readonly { readonly list: readonly string[]; entry(command: Commands): unknown }[] }
  /** Files that are ours alone, by path below its folder. */
  | { readonly kind: 'own'; files(command: Commands): Readonly<Record<string, string>> };

/** The installed command in both shells, and as the launcher's path. */
export interface Commands {
  readonly posix: string;
  readonly powershell: string;
  readonly launcher: string;
  readonly platform: Machine['platform'];
  /** The one for this machine. */
  readonly here: string;
}

export function familyHost(host: FamilyHost): Adapter {
  const spec: FamilySpec = { events: host.events, mcp: host.mcp, tools: { ...Object.fromEntries(host.harmless.map((name): [string, ToolKind] => [name, 'harmless'])), ...host.tools } };
  return {
    id: host.id,
    name: host.name,
    programs: host.programs,
    waitSeconds: host.waitSeconds,
    openWhen: host.openWhen,
    nextStep: host.nextStep ?? null,
    canary: host.canary ?? FAMILY_CANARY,
    detect(machine) {
      const folder = [host.folder(machine), ...(host.alsoAt ?? []).map((one) => join(machine.home, one))].find((one) => machine.isFolder(one));
      if (folder !== undefined) return { present: true, because: `${folder} is there` };
      const program = host.programs.find((one) => machine.hasProgram(one));
      return program === undefined ? { present: false } : { present: true, because: `\`${program}\` is on PATH` };
    },
    files: (machine, action) => filesOf(host, machine, action),
    shadowedBy(machine) {
      const found = (host.shadow ?? []).find(([file, pattern]) => pattern.test(machine.readFile(join(host.folder(machine), file)) ?? ''));
      return found === undefined ? null : found[2];
    },
    read(payload, reading) {
      const plain = host.translate === undefined ? payload : host.translate(payload);
      return plain === null && payload !== null ? { kind: 'pass' } : readFamily(plain, spec, reading);
    },
    answer: (answer) => host.answer(answer),
  };
}

function filesOf(host: FamilyHost, machine: Machine, action: 'install' | 'uninstall'): ReturnType<Adapter['files']> {
  const commands = commandsFor(machine, host.id);
  const { file } = host;
  const isOurs = (element: unknown): boolean => textsIn(element).some((text) => isOurCommand(text, host.id));
  switch (file.kind) {
    case 'own':
      return Object.entries(file.files(commands)).flatMap(([name, text]) => planOwnFile(machine, action, join(host.folder(machine), name), text));
    case 'merge':
      return planMerge(machine, action, { path: join(host.folder(machine), file.name), list: file.list, entry: file.entry(commands), isOurs, ...(file.top ? { top: file.top } : {}) });
    case 'merge-many': {
      // Each list is planned on what the one before would leave, so that the plan is one file.
      const path = join(host.folder(machine), file.name);
      const before = machine.readFile(path);
      let now = before;
      for (const { list, entry } of file.lists) {
        const seen: Machine = { ...machine, readFile: (one) => (one === path ? now : machine.readFile(one)), original: action === 'uninstall' && now === before ? machine.original : () => undefined };
        const [planned] = planMerge(seen, action, { path, list, entry: entry(commands), isOurs, ...(file.top ? { top: file.top } : {}) });
        if (planned?.refused) return [{ ...planned, before }];
        if (planned) now = planned.after;
      }
      return now === before ? [] : [{ path, before, after: now, refused: null }];
    }
  }
}

function commandsFor({ launcher, platform }: Machine, id: string): Commands {
  const script = launcher.replace(/\.ps1$/, '');
  const posix = posixCommand(script, id);
  const powershell = powershellCommand(platform === 'windows' ? launcher : `${launcher}.ps1`, id);
  return { posix, powershell, launcher: script, platform, here: platform === 'windows' ? powershell : posix };
}

/** Every text inside a value, so that an entry is known by its command wherever a host puts it. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

/** `mcp__server__tool`, as Claude writes it. */
export function doubleUnderscore(name: string): { readonly server: string; readonly tool: string } | null {
  const match = /^mcp__(.+?)__(.+)$/.exec(name);
  return match ? { server: match[1] as string, tool: match[2] as string } : null;
}

/** A group of Claude's shape with one command. */
export function group(command: string, timeout: number, more: Readonly<Record<string, unknown>> = {}): unknown {
  return { matcher: '*', hooks: [{ type: 'command', command, timeout, ...more }] };
}
