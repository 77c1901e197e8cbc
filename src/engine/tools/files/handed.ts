import type { Invocation, Word, Wrapper } from '../../model';
import { readFind } from './find-reading';

/** A target as a program would get it, and whether it stands for one thing or many. */
export interface Handed {
  readonly word: Word;
  readonly each: { readonly recursive: boolean; readonly many: boolean };
}

/**
 * The targets of an invocation when some of them come from a program around it: `find … -exec rm {} +`, `find … | xargs rm`.
 * What cannot be seen stays an unknown word, so that a recursive delete of it is one of an unread target.
 */
export function handedOver(targets: readonly Word[], invocation: Invocation, recursive: boolean): Handed[] {
  const finder = invocation.wrappers.findLast(({ program }) => FINDERS.has(program));
  const fed = invocation.wrappers.some(({ program }) => program === 'xargs' || program === 'parallel');
  const handed = targets.flatMap((word) => (finder && /^\{[}/]/.test(word.value) ? found(finder, word, recursive) : [{ word, each: { recursive, many: fed && !word.known } }]));
  if (handed.length > 0 || !fed) return handed;
  // xargs hands over names that nobody has read.
  return [{ word: { value: '$(names from a pipe)', known: false, glob: false, span: invocation.span }, each: { recursive, many: true } }];
}

const FINDERS: ReadonlySet<string> = new Set(['find', 'gfind', 'fd', 'fdfind']);

/** What `find` would hand to the program it starts, as words. */
function found({ args }: Wrapper, { span }: Word, recursive: boolean): Handed[] {
  const words = args.map((value): Word => ({ value, known: !/[$`]/.test(value), glob: false, span }));
  return readFind(words).targets.map((target) => ({ word: target.word, each: { recursive: recursive || target.deep, many: target.many } }));
}
