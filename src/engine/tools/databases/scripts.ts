import { effectOf, together, unread } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, Facts, Invocation, Language, Lowered, Word } from '../../model';

/** Reads what a client is given to run: words of the command line, files, and what comes down its standard input. */
export function scripts(invocation: Invocation, context: Context, language: Language, facts: Facts, given: { readonly texts: readonly Word[]; readonly files: readonly Word[] }): Lowered {
  const parts: Lowered[] = [
    ...given.texts.map((word) => followed(word.value, null)),
    ...given.files.map((word) => file(word.value, word.known)),
  ];
  if (given.texts.length === 0 && given.files.length === 0) parts.push(...standardInput());
  return together(parts);

  function standardInput(): Lowered[] {
    const { stdin } = invocation;
    if (stdin?.kind === 'text') return [followed(stdin.text, null), ...(stdin.complete ? [] : [unread('a part of what is piped in')])];
    if (stdin?.kind === 'file') return [file(stdin.path, true)];
    if (stdin?.kind === 'download') return [unseen(`a download from ${stdin.from}`)];
    return stdin?.kind === 'unread' ? [unseen('what is piped in')] : [];
  }

  function followed(text: string, link: string | null): Lowered {
    return context.follow({ language, text, cwd: invocation.cwd, place: { in: 'text', span: invocation.span }, facts, by: invocation, ...(link === null ? {} : { link: (line: number) => `${link}:${line}` }) });
  }

  function file(path: string, known: boolean): Lowered {
    if (path === '-') return together(standardInput());
    const place = known ? absolute(path, invocation.cwd, context.surroundings.homeDirectory) : null;
    const text = place === null ? null : context.surroundings.readFile(place);
    return text === null ? unseen(path) : followed(text, path);
  }

  /** What nobody can read is run against a database all day; whether that matters hangs on which database it is. */
  function unseen(what: string): Lowered {
    const effect = effectOf(invocation, { verb: 'run-unseen', resource: { kind: 'data-store', type: language, address: what }, undo: 'no', note: 'nobody can see what it tells the database', facts });
    return { ...unread(`${what} could not be read`), effects: [effect] };
  }
}
