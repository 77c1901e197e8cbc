import { files } from './files';
import { git } from './git';
import { helm } from './helm';
import { kubernetes } from './kubernetes';
import type { Preview } from './preview';
import { terraform } from './terraform';

/** The first that matches an invocation is asked. */
export const PREVIEWS: readonly Preview[] = [terraform, kubernetes, helm, git, files];
