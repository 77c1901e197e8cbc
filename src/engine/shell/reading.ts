import type { Effect, Invocation, Nested, Surroundings, Word } from '../model';

/** What a shell reader knows before the first word. */
export interface ShellStart {
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string | null>>;
  /** `$1`, `$2`, … of a script. */
  readonly parameters: readonly Word[];
  /** The text is a script that is started now, with these parameters and no others; else nobody knows with which. */
  readonly started?: boolean;
  readonly surroundings: Surroundings;
}

/** What a shell reader makes of a text. Never fails: what it could not read stands in `unread`. */
export interface Reading {
  readonly invocations: readonly Invocation[];
  /** Texts that would be run by another reader: `bash -c '…'`, heredocs to interpreters, `sh` fed by a known pipe. */
  readonly nested: readonly Nested[];
  /** Effects of the shell itself: a download piped into a shell, a redirection over something that matters. */
  readonly effects: readonly Effect[];
  readonly unread: readonly string[];
  /** Files the text writes before it uses them, by absolute path: they hold this, whatever the disk says. */
  readonly written?: ReadonlyMap<string, string>;
}

export type ShellReader = (text: string, start: ShellStart) => Reading;
