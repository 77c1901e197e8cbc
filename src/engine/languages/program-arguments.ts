import type { Nested } from '../model';

/** What the words behind a program's name make of it. */
export interface Started {
  /** The program's text, where a word chooses one of its commands only with that one. */
  readonly text: string;
  /** Help is asked for: the program ends where it reads its words. */
  readonly help: boolean;
  /** Functions that read the words themselves, and end there when help is asked for. */
  readonly commands: ReadonlySet<string>;
  /** It is told to change nothing, and looks whether it is. */
  readonly dry: boolean;
}

/** Reads the words that a program is given, as the libraries do that most programs leave it to. */
export function started({ text, parameters = [], language }: Nested): Started {
  const words = parameters.filter(({ known }) => known).map(({ value }) => value);
  const before = words.includes('--') && language !== 'go' ? words.slice(0, words.indexOf('--')) : words;
  const help = before.some((word) => word === '--help' || (word === '-h' && !/['"]-h['"]/.test(text)) || (word === '-help' && language === 'go'));
  const dry = before.some((word) => /^--(?:dry[-_]?run|noop|no-op|what-?if|simulate)$/.test(word)) && LOOKS_WHETHER.test(text.replace(/(?:#|\/\/)[^\n]*/g, ''));
  const chosen = language === 'python' ? pythonCommands(text, before) : null;
  return { text: chosen?.text ?? text, help, dry, commands: chosen?.functions ?? new Set() };
}

/** A condition about the flag. */
const LOOKS_WHETHER = /(?:\b(?:if|unless|elif|and|or|not|return|when)\b|&&|\|\||[!?])[^\n]{0,80}?(?:(?<![-\w'"])\w{0,40}dry_?run|['"]dry-run['"]|\bno_?op\b|\bwhat_?if\b|\bsimulate\b)/i;

/** Calls that read the words of a command line, and say the help and end when it is asked for. */
export const READS_WORDS =
  /(?:ArgumentParser\(\)|OptionParser(?:\.new)?\(\)|^(?:parser|ap|argparser|cli|arg_parser))\.(?:parse_args|parse_known_args|parse_intermixed_args|parse_args_into_dataclasses)$|^(?:end|(?:.*\.)?OptionParser\.new\(\)|opts|parser|opt_parser|option_parser)\.(?:parse|order|permute)!?$|^(?:docopt(?:\.docopt)?|fire\.Fire|Fire|typer\.run|absl\.app\.run|app\.run|defopt\.run|clize\.run|tyro\.cli|cyclopts\.run)$|(?:^typer\.Typer|^cyclopts\.App|^click\.Group)\(\)$|^(?:commander\.)?(?:program|Command\(\))(?:\.\w+\(\))*\.(?:parse|parseAsync)$|^(?:commander|cac\(\)|sade\(\)|yargs(?:\/yargs)?(?:\(\))?)(?:\.\w+\(\))*\.(?:parse|parseSync|parseAsync)$|^(?:meow|minimist-cli|citty\.runMain|@oclif\/core\.run|Thor\.start)$|^(?:\w+\.)*(?:Cli|Args|Opts?|Options|Arguments|Opt)\.(?:parse|from_args)$|^Command\.new\(\)(?:\.\w+\(\))*\.get_matches$|^flag\.Parse$|^github\.com\/spf13\/(?:pflag\.Parse|cobra\b.*)$|(?:^|\.)(?:rootCmd|RootCmd|cmd|root)\.(?:Execute|ExecuteContext)$|\bCommandLine(?:\(\))?\.execute$/;

/** Click, Typer and argparse: functions that a mark or a parser makes commands, and the one that the words choose. */
function pythonCommands(text: string, words: readonly string[]): { text: string; functions: ReadonlySet<string> } | null {
  const marked = [...text.matchAll(/^@([\w.]+)\.(command|group|callback|default|register|meta\.default)\b([^\n]*)\n((?:@[^\n]*\n|[ \t)][^\n]*\n){0,60})(?:async\s+)?def\s+(\w+)/gm)].map(([, of, kind, rest, , name]) => ({ of: of as string, kind: kind as string, called: /^\(\s*(?:name\s*=\s*)?["']([\w-]+)["']/.exec(rest as string)?.[1] ?? (name as string).replaceAll('_', '-'), name: name as string }));
  const parsers = new Map([...text.matchAll(/\b(\w{1,60})[ \t]*=[ \t]*[\w.]{1,80}\.add_parser\(\s*["']([\w-]+)["']/g)].map(([, variable, command]) => [variable as string, command as string]));
  const chosen = words.filter((word) => !word.startsWith('-'));
  let whole = text;
  if (parsers.size > 1 && chosen.some((word) => [...parsers.values()].includes(word))) {
    // What another command would call is not called.
    whole = text.replace(/^([ \t]*)(\w{1,60})\.set_defaults\([^)\n]*\)/gm, (line, _indent, variable: string) => (parsers.has(variable) && !chosen.includes(parsers.get(variable) as string) ? line.replace(/[^\n]/g, ' ') : line));
  }
  const inner = marked.filter(({ of, kind, called }) => kind === 'command' && !/^(?:rich_)?click$|^typer$/.test(of) && chosen.includes(called));
  if (inner.length > 0) whole = `${whole}\n${inner.map(({ name }) => `${name}()`).join('\n')}\n`;
  return { text: whole, functions: new Set(marked.map(({ name }) => name)) };
}
