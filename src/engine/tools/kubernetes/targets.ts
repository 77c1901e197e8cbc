import type { Word } from '../../model';
import type { Target } from './objects';
import type { Run } from './run';

/** The objects that the words behind a verb name: `TYPE NAME…`, `TYPE/NAME…`, `TYPE,TYPE -l SELECTOR`, `TYPE --all`. */
export function targetsOf({ args, words }: Pick<Run, 'args' | 'words'>): Target[] {
  const many = args.has('--all', '-A', '--all-namespaces') || args.value('-l', '--selector', '--field-selector') !== undefined;
  const note = args.has('-A', '--all-namespaces') ? 'in every namespace' : null;
  const [first, ...rest] = words;
  if (first === undefined) return [];
  // What has ended already is only a record of it.
  if (ENDED.test(args.value('--field-selector')?.value ?? '') && /^(?:po|pods?)$/.test(first.value)) return [];
  if (!first.known) return [{ kind: kindInside(first), name: null, many: true, note: 'what it names cannot be read' }];
  if (first.value.includes('/')) return words.map((word) => slashed(word, note));
  return first.value.split(',').filter((kind) => kind !== '').flatMap((kind): Target[] => {
    const names = rest.filter(({ value }) => !value.includes('/'));
    if (names.length === 0 || many) return [{ kind, name: null, many: true, note }];
    return names.map((word) => ({ kind, name: word.value, many: isMany(word), note: word.known ? note : 'its name cannot be read' }));
  });
}

const ENDED = /^status\.phase(?:==?(?:Succeeded|Failed|Completed)|!=Running,status\.phase!=Pending)$/i;

/** An object with a name that is written out. */
export function named(kind: string, name: string): Target {
  return { kind, name, many: false, note: null };
}

function slashed(word: Word, note: string | null): Target {
  if (!word.known && !/^[\w.]+\//.test(word.value)) return { kind: kindInside(word), name: null, many: true, note: 'what it names cannot be read' };
  const slash = word.value.indexOf('/');
  if (slash < 0) return { kind: 'object', name: word.value, many: false, note };
  return { kind: word.value.slice(0, slash), name: word.value.slice(slash + 1), many: isMany(word), note: word.known ? note : 'its name cannot be read' };
}

/** `$(kubectl get pods -o name)` may be one name or a hundred; `$POD` is one. */
function isMany(word: Word): boolean {
  return !word.known && /\$\(|`/.test(word.value);
}

/** A command that lists names says what it lists: `$(kubectl get pods -o name)`. */
function kindInside(word: Word): string {
  return /\bget\s+(?:-\S+\s+)*([a-z][\w.]*)/i.exec(word.value)?.[1] ?? 'object';
}
