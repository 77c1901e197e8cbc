import { aws } from './aws';
import { az, gcloud } from './clouds';
import { containers } from './containers';
import { deployers } from './deployers';
import { files } from './files';
import { git } from './git';
import { helm } from './helm';
import { kubernetes } from './kubernetes';
import { postgres } from './postgres';
import { pulumi } from './pulumi';
import type { Preview } from './preview';
import { sqlite } from './sqlite';
import { terraform } from './terraform';

/** The first that matches an invocation is asked. */
export const PREVIEWS: readonly Preview[] = [terraform, kubernetes, helm, aws, deployers, pulumi, gcloud, az, containers, sqlite, postgres, git, files];
