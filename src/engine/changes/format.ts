import type { Change, Context, Effect, FileChange, Lowered } from '../model';

/** A format: which paths it reads, and what it makes of a change. `path` is absolute or as proposed, with `/`. */
export type Format = {
  readonly name: string;
  matches(path: string, change: FileChange): boolean;
} & (
  | { readonly change: Change }
  /** For formats whose files make one program together: asked once, with all the files of the proposal that it matches. */
  | { readonly changes: (files: readonly FileChange[], context: Context) => Lowered | readonly Effect[] }
);
