import { asLowered, together } from '../effects';
import type { Context, Invocation, Lowered, Word } from '../model';
import type { Match } from './known-match';
import type { Arguments } from './options';

/** The SQL or the command line that a known tool is given to run elsewhere. */
export function codeRun(match: Match, invocation: Invocation, args: Arguments, context: Context): Lowered {
  if (match.code === 'B') return shell(match, invocation, args, context);
  return together([missing(invocation, args, context), ...statements(match, invocation, args, context).map((text) => follow('sql', text, match, invocation, context))]);
}

function statements(match: Match, invocation: Invocation, args: Arguments, context: Context): readonly string[] {
  const given = ['-q', '-c', '-e', '--command', '--execute', '--sql', '--query', '-Q'].flatMap((name) => valueAfter(name, invocation, args));
  const files = ['--file', '-f', '-i'].flatMap((name) => valueAfter(name, invocation, args)).flatMap((path) => fileText(path, invocation, context));
  const piped = invocation.stdin?.kind === 'text' ? [invocation.stdin.text] : invocation.stdin?.kind === 'file' ? fileText(invocation.stdin.path, invocation, context) : [];
  // `turso db shell shop "DROP TABLE x"`: a positional word with a space in it is a statement.
  const inline = match.names.map(({ value }) => value).filter((value) => /\s/.test(value));
  return [...given, ...files, ...piped, ...inline];
}

/** A file of statements that is not there, or not text, is left unread and said to be. */
function missing(invocation: Invocation, args: Arguments, context: Context): Lowered {
  const paths = ['--file', '-f', '-i'].flatMap((name) => valueAfter(name, invocation, args)).filter((path) => fileText(path, invocation, context).length === 0);
  return { effects: [], coverage: paths.length > 0 ? 'partial' : 'full', unread: paths };
}

function shell(match: Match, invocation: Invocation, args: Arguments, context: Context): Lowered {
  const given = ['-C', '--command', '-c'].flatMap((name) => valueAfter(name, invocation, args));
  if (given.length > 0) return together(given.map((text) => follow('bash', text, match, invocation, context)));
  const words = args.rest.length > 0 ? args.rest : match.names;
  const [command, ...rest] = words;
  if (command === undefined) return asLowered([]);
  if (rest.length === 0) return follow('bash', command.value, match, invocation, context);
  const wrapper = { program: invocation.program, args: match.words, elsewhere: 'remote' };
  return context.invoke({ ...invocation, program: command.value.split('/').at(-1) ?? command.value, command, args: rest, cwd: null, wrappers: [...invocation.wrappers, wrapper] });
}

function follow(language: 'sql' | 'bash', text: string, match: Match, invocation: Invocation, context: Context): Lowered {
  return context.follow({ language, text, cwd: null, place: { in: 'text', span: invocation.span }, link: `${invocation.program} ${match.words.join(' ')}`, by: invocation });
}

/** The value of an option whether or not the grammar knows that it has one. */
function valueAfter(name: string, invocation: Invocation, args: Arguments): string[] {
  const known = args.value(name);
  if (known !== undefined) return [known.value];
  const at = invocation.args.findIndex(({ value }) => value === name);
  const next: Word | undefined = at < 0 ? undefined : invocation.args[at + 1];
  return next === undefined || next.value.startsWith('-') ? [] : [next.value];
}

function fileText(path: string, invocation: Invocation, context: Context): string[] {
  const absolute = path.startsWith('/') ? path : invocation.cwd === null ? null : `${invocation.cwd}/${path.replace(/^\.\//, '')}`;
  const text = absolute === null ? null : context.surroundings.readFile(absolute);
  return text === null ? [] : [text];
}
