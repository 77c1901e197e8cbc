import { effectAt } from '../effects';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf, sideText } from './places';

/** Files that tell a platform how an app runs: the volumes of `fly.toml`. */
export const platformFiles: Format = {
  name: 'platform-files',
  matches: (path, change) => change.before !== null && change.after !== null && FLY.test(path),
  change: volumes,
};

const FLY = /(?:^|\/)fly(?:\.[\w-]+)?\.toml$/;

interface Mount {
  readonly source: string;
  readonly destination: string;
  readonly line: number;
  readonly endLine: number;
}

/** A volume that the app lets go of: it starts with an empty folder, and the data is where nobody looks. */
function volumes(change: FileChange): Effect[] {
  const after = mountsIn(sideText(change, 'after'));
  return mountsIn(sideText(change, 'before')).filter(({ source }) => !after.some((one) => one.source === source)).map(({ source, destination, line, endLine }) => {
    const instead = after.find((one) => one.destination === destination);
    const place = instead ? linesOf(change.path, 'after', instead.line, instead.endLine) : linesOf(change.path, 'before', line, endLine);
    return effectAt(place, { verb: 'replace', resource: { kind: 'data-store', type: 'volume', address: `the data in ${destination}` }, note: instead ? `volume ${source} becomes ${instead.source}` : `volume ${source} is no longer mounted` });
  });
}

function mountsIn(text: string): Mount[] {
  const lines = text.split('\n');
  return lines.flatMap((line, i): Mount[] => {
    if (!/^\s*\[{1,2}\s*mounts?\s*\]{1,2}/.test(line)) return [];
    const next = lines.findIndex((one, k) => k > i && /^\s*\[/.test(one));
    const body = lines.slice(i + 1, next < 0 ? lines.length : next);
    const value = (key: string): { readonly text: string; readonly at: number } => {
      const at = body.findIndex((one) => new RegExp(`^\\s*${key}\\s*=`).test(one));
      return { text: /=\s*["']([^"']*)["']/.exec(body[at] ?? '')?.[1] ?? '', at };
    };
    const [source, destination] = [value('source'), value('destination')];
    return source.text === '' ? [] : [{ source: source.text, destination: destination.text, line: i + 1, endLine: i + 2 + Math.max(source.at, destination.at) }];
  });
}
