import { join } from 'node:path';
import { requireCached } from '../platform/cached-code';
import type * as Commands from './commands';
import type { Runtime } from './runtime';

/** The part with the engine in it, `commands.js` beside the hook. */
export function heavy({ here, folder }: Runtime): typeof Commands {
  return requireCached(join(here, 'commands.js'), join(folder.root, 'run', 'code')) as typeof Commands;
}
