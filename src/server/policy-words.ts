import { isAbsolute, resolve } from 'node:path';
import type { Hold } from '../gate/hold';
import { loosenedByEdit, unreleasedIn } from '../gate/unreleased-policy';
import type { UserFolder } from '../platform/folder';

/** For the banner of a hold that would change a policy: what would no longer be held. */
export function loosenedLines({ ask }: Hold, folder: UserFolder, today: string): readonly string[] {
  const words = ask.proposals.flatMap((proposal) => {
    if (proposal.kind !== 'edit') return [];
    return proposal.files.flatMap(({ path, before, after }) => {
      const at = isAbsolute(path) ? path : resolve(proposal.cwd, path);
      return loosenedByEdit(at, before, after, folder, today);
    });
  });
  return words.length === 0 ? [] : ['with this change to the policy, once it counts:', ...words.map((one) => `- ${one}`)];
}

/** For the status: policies that loosen what does not count. */
export function unreleasedWords(folders: readonly string[], folder: UserFolder, today: string, trusted: boolean): readonly string[] {
  return unreleasedIn(folders, folder, today).map(({ source, words }) => `${source}: what it loosens (${words.length === 1 ? words[0] : `${words[0]}, and ${words.length - 1} more`}) does not count ${trusted ? 'until a person has released it (Infrahold: Release this policy…)' : 'because this workspace is not trusted'}`);
}
