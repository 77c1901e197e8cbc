import { effectAt } from '../effects';
import { storedAt } from '../kinds/stored';
import type { Effect } from '../model';
import type { Format } from './format';
import { linesOf, sideText } from './places';

/** Files whose deletion is a loss by itself: stored data, and migrations that have run somewhere. */
export const keptFiles: Format = {
  name: 'kept-files',
  matches: (path, change) => change.before !== null && (change.after === null || change.after.trim() === '') && change.before.trim() !== '' && path !== '',
  change: (change) => {
    const end = Math.max(1, sideText(change, 'before').split('\n').length);
    const resource = resourceAt(change.path);
    // What an emptied text file said is seen by whoever reads its own format.
    if (change.after !== null && resource.kind === 'files') return [];
    return [effectAt(linesOf(change.path, 'before', 1, end), { verb: 'delete', resource, note: change.after === null ? null : 'emptied' })];
  },
};

function resourceAt(path: string): Effect['resource'] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const stored = storedAt(path);
  if (stored !== null) return { kind: stored.kind, type: 'file', address: name };
  if (/(?:^|\/)(?:migrations?|migrate|versions|changelog)\/[^/]+\.(?:sql|py|rb|js|ts|xml|ya?ml|php|cs|go|exs?)$/i.test(path)) return { kind: 'state', type: 'migration', address: name };
  return { kind: 'files', type: 'file', address: name };
}
