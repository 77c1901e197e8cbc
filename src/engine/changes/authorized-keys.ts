import { effectAt } from '../effects';
import type { Effect, FileChange } from '../model';
import type { Format } from './format';
import { linesOf, sideText, untemplated } from './places';

/** SSH's authorized_keys: a key that was let in for one thing only, and may do more now. */
export const authorizedKeys: Format = {
  name: 'authorized-keys',
  matches: (path, change) => change.before !== null && change.after !== null && /(?:^|\/)authorized_keys2?(?:\.[\w.-]+)?$/.test(untemplated(path)),
  change: (change) => {
    const before = new Map(keysIn(sideText(change, 'before')).map((one) => [one.key, one]));
    return keysIn(sideText(change, 'after')).flatMap((now) => {
      const note = freed(before.get(now.key)?.options ?? now.options, now.options);
      return note === null ? [] : [effectOf(change, now, note)];
    });
  },
};

interface Key {
  readonly key: string;
  readonly options: string;
  readonly comment: string;
  readonly line: number;
}

function keysIn(text: string): Key[] {
  return text.split('\n').flatMap((raw, i): Key[] => {
    const match = /^\s*(?!#)(.*?)\s*\b((?:ssh-|ecdsa-|sk-)[\w@.-]+)\s+([\w+/=]+)\s*(.*)$/.exec(raw.trimEnd());
    return match ? [{ options: match[1] as string, key: `${match[2]} ${match[3]}`, comment: (match[4] as string).trim(), line: i + 1 }] : [];
  });
}

/** Options that narrow what a key may do, and what stops to. */
function freed(was: string, is: string): string | null {
  if (was === is) return null;
  const gone = (pattern: RegExp): boolean => pattern.test(was) && !pattern.test(is);
  if (gone(/\bcommand="/i)) return 'it may run any command';
  if (gone(/--append-only\b/)) return 'it may delete what it has written';
  if (gone(/--read-only\b|\brrsync\s+(?:-\w+\s+)*-ro\b/)) return 'it may write';
  if (gone(/--restrict-to-(?:path|repository)\b/)) return 'it reaches everything';
  return gone(/(?:^|,)from="/i) ? 'it may come from everywhere' : null;
}

function effectOf(change: FileChange, { comment, line }: Key, note: string): Effect {
  return effectAt(linesOf(change.path, 'after', line, line), { verb: 'unprotect', resource: { kind: 'protection', type: 'access list', address: `what the key ${comment === '' ? `in line ${line}` : comment} reaches` }, note, undo: 'yes' });
}
