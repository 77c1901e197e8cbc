import { isAbsolute, resolve } from 'node:path';
import type { Hold } from '../../gate/hold';
import { isInfrastructure } from '../../gate/families';
import type { Reviews } from '../../gate/reviewed';
import { readText } from '../../platform/surroundings';

const PAUSE = 250;
const LONGEST = 60_000;

/**
 * A person who releases an edit has seen it, from what was there to what would be. Once a file is exactly that, it counts as reviewed; but only
 * where what was there before was reviewed itself: the rest of the change was never shown.
 */
export function acceptReleased({ resolution, ask }: Hold, reviews: Reviews): void {
  if (resolution?.kind !== 'released') return;
  for (const proposal of ask.proposals) {
    if (proposal.kind !== 'edit') continue;
    for (const file of proposal.files) {
      const path = isAbsolute(file.path) ? file.path : resolve(proposal.cwd, file.path);
      if (!isInfrastructure(path)) continue;
      const reviewed = reviews.of(path);
      if (reviewed.kind === 'text' && reviewed.text === file.before) whenWritten(path, file.after, () => reviews.mark(path, file.after, resolution.by, resolution.at));
    }
  }
}

/** The assistant writes the file after its hook has been answered. */
function whenWritten(path: string, text: string | null, then: () => void): void {
  const end = Date.now() + LONGEST;
  const timer = setInterval(() => {
    const written = readText(path) === text;
    if (written || Date.now() > end) clearInterval(timer);
    if (written) then();
  }, PAUSE);
  timer.unref();
}
