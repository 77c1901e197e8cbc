import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import { repositoryOf } from '../../platform/git';

/** Tells when a commit, a checkout or a reset has moved what files are compared with. */
export interface Heads {
  watch(folders: readonly string[]): void;
}

export function watchHeads(moved: () => void): Heads {
  let watched: readonly string[] = [];
  return {
    watch(folders) {
      const wanted = [...new Set(folders.flatMap((folder) => repositoryOf(folder)?.repository.git ?? []))].flatMap((git) => [join(git, 'HEAD'), join(git, 'logs', 'HEAD')]);
      for (const path of watched.filter((one) => !wanted.includes(one))) unwatchFile(path);
      for (const path of wanted.filter((one) => !watched.includes(one))) {
        // The editor does not tell of files inside of `.git`.
        watchFile(path, { interval: 1000, persistent: false }, (now, before) => {
          if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) moved();
        });
      }
      watched = wanted;
    },
  };
}
