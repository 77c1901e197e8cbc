import { userFolder, type UserFolder } from '../platform/folder';
import { tableFolders, type SurroundingsOptions } from '../platform/surroundings';

/** What main builds once and every command receives. */
export interface Runtime {
  /** Folder of the built files. */
  readonly here: string;
  readonly folder: UserFolder;
  readonly world: SurroundingsOptions;
}

/** A command of `infrahold`: gives its exit code. */
export type Command = (args: readonly string[], runtime: Runtime) => Promise<number>;

export function runtimeOf(here: string): Runtime {
  return { here, folder: userFolder(), world: { tables: tableFolders(here), cache: new Map() } };
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
