import { files } from './files';
import { git } from './git';
import { helm } from './helm';
import { kubernetes } from './kubernetes';
import { postgres } from './postgres';
import type { Preview } from './preview';
import { sqlite } from './sqlite';
import { terraform } from './terraform';

/** The first that matches an invocation is asked. */
export const PREVIEWS: readonly Preview[] = [terraform, kubernetes, helm, sqlite, postgres, git, files];
