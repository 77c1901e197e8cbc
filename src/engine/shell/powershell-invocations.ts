import type { Invocation, Redirect, Span, Stdin, Word } from '../model';
import type { Run } from './powershell-scope';
import { itemsOf, textOf, type Value } from './powershell-values';

export interface Added {
  readonly program: string;
  /** As written; the program's name when it was not. */
  readonly command?: Word;
  readonly args: readonly (Value | string | undefined)[];
  readonly span: Span;
  readonly stdin?: Stdin | null;
  readonly redirects?: readonly Redirect[];
}

/** Puts down an invocation as it stands at this point of the text. */
export function addInvocation(run: Run, added: Added): void {
  run.invocations.push({
    program: added.program,
    command: added.command ?? { value: added.program, known: true, glob: false, span: added.span },
    args: added.args.flatMap((arg) => (arg === undefined ? [] : typeof arg === 'string' ? [word(arg, true, added.span)] : wordsOf(arg, added.span))),
    span: added.span,
    shell: 'powershell',
    cwd: run.cwd,
    env: Object.fromEntries(run.env),
    stdin: added.stdin ?? null,
    redirects: added.redirects ?? [],
    wrappers: run.wrappers,
  } satisfies Invocation);
}

/** A value as arguments: a list is several. */
export function wordsOf(value: Value, span: Span): Word[] {
  return itemsOf(value).slice(0, 200).map((item) => {
    const { text, known } = textOf(item);
    return word(text, known, span);
  });
}

export function word(value: string, known: boolean, span: Span): Word {
  return { value, known, glob: /[*?]|\[[^\][]{1,80}\]/.test(value), span };
}

/** What a native program would read from the pipe. */
export function stdinOf(input: Value | null): Stdin | null {
  if (!input) return null;
  const items = itemsOf(input);
  const only = items.length === 1 ? (items[0] as Value) : null;
  if (only?.is === 'file') return { kind: 'file', path: only.path };
  const download = items.find((item) => item.is === 'download');
  if (download?.is === 'download') return { kind: 'download', from: download.from };
  const texts = items.map(textOf);
  if (items.length === 0 || items.some((item) => item.is !== 'text') || texts.every((text) => !text.known)) return { kind: 'unread' };
  return { kind: 'text', text: `${texts.map(({ text }) => text).join('\n')}\n`, complete: texts.every((text) => text.known) };
}
