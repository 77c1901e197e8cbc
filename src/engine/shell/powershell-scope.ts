import type { Effect, Invocation, Nested, Wrapper } from '../model';
import type { Block, Expression, Stage, Statement } from './powershell-syntax';
import type { Value } from './powershell-values';
import type { ShellStart } from './reading';

/** What is known while a PowerShell text is walked through, and what was found. */
export interface Run {
  readonly text: string;
  readonly start: ShellStart;
  readonly variables: Map<string, Value>;
  /** Environment variables set in the text, by their names as written. */
  readonly env: Map<string, string | null>;
  readonly functions: Map<string, Block>;
  readonly aliases: Map<string, string>;
  /** Files that a download in this text writes. */
  readonly downloaded: Set<string>;
  /** What files hold that this text writes, by absolute path. */
  readonly written: Map<string, string>;
  cwd: string | null;
  readonly folders: (string | null)[];
  wrappers: readonly Wrapper[];
  readonly invocations: Invocation[];
  readonly nested: Nested[];
  readonly effects: Effect[];
  readonly unread: string[];
  /** Blocks, functions and loop turns that may still be run; no text makes this run without end. */
  budget: number;
  depth: number;
  readonly evaluate: (expression: Expression) => Value;
  readonly perform: (statements: readonly Statement[]) => Value[];
  /** Runs a block with `$_` and its parameters. */
  readonly call: (block: Block, item: Value | null, args: readonly Value[], named?: ReadonlyMap<string, Value>) => Value[];
}

export type Command = Extract<Stage, { is: 'command' }>;

/** A variable as the text would see it, or what the machine says. `undefined` when nobody does. */
export function environmentOf(run: Pick<Run, 'env' | 'start'>, name: string): string | null | undefined {
  const lower = name.toLowerCase();
  for (const [key, value] of run.env) if (key.toLowerCase() === lower) return value;
  for (const source of [run.start.env, run.start.surroundings.env]) {
    const key = Object.keys(source).find((one) => one.toLowerCase() === lower);
    if (key !== undefined && source[key] !== undefined) return source[key];
  }
  return usual(lower, run.start.surroundings.homeDirectory);
}

/** What these always are, more or less, where nobody says otherwise. */
function usual(name: string, home: string): string | undefined {
  switch (name) {
    case 'userprofile': case 'home': return home;
    case 'temp': case 'tmp': case 'tmpdir': return '/tmp';
    case 'appdata': return `${home}/AppData/Roaming`;
    case 'localappdata': return `${home}/AppData/Local`;
    case 'systemdrive': return 'C:';
    case 'systemroot': case 'windir': return 'C:\\Windows';
    case 'programfiles': return 'C:\\Program Files';
    case 'programdata': case 'allusersprofile': return 'C:\\ProgramData';
    case 'comspec': return 'C:\\Windows\\System32\\cmd.exe';
    default: return undefined;
  }
}
