import { tableFolders } from '../platform/surroundings';
import type { SurroundingsOptions } from '../platform/surroundings';

/** What main builds once and every command receives. */
export interface Runtime {
  /** Folder of the built files. */
  readonly here: string;
  readonly world: SurroundingsOptions;
}

/** A command of `infrahold`: gives its exit code. */
export type Command = (args: readonly string[], runtime: Runtime) => Promise<number>;

export function runtimeOf(here: string): Runtime {
  return { here, world: { tables: tableFolders(here), cache: new Map() } };
}
