import { NOTHING, together } from '../effects';
import type { Change, Context, FileChange, Lowered, Proposal } from '../model';

/** A format: which paths it reads, and what it makes of a change. `path` is absolute or as proposed, with `/`. */
export interface Format {
  readonly name: string;
  matches(path: string, change: FileChange): boolean;
  readonly change: Change;
}

/** Every format that knows the path is asked; a file may be of several (a CI workflow is YAML and runs commands). */
export const FORMATS: readonly Format[] = [];

/** What one file's change would do. */
export function changeOf(file: FileChange, proposal: Extract<Proposal, { kind: 'edit' }>, context: Context): Lowered {
  if (file.before === file.after) return NOTHING;
  const path = absolute(file.path.replaceAll('\\', '/'), proposal.cwd);
  return together(FORMATS.filter((format) => format.matches(path, file)).map((format) => format.change({ ...file, path }, context)));
}

function absolute(path: string, cwd: string): string {
  return path.startsWith('/') || /^[a-z]:\//i.test(path) || cwd === '' ? path : `${cwd}/${path.replace(/^\.\//, '')}`;
}
