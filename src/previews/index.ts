import { files } from './files';
import { git } from './git';
import type { Preview } from './preview';
import { terraform } from './terraform';

/** The first that matches an invocation is asked. */
export const PREVIEWS: readonly Preview[] = [terraform, git, files];
