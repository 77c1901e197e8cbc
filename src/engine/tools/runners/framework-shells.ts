import { asLowered, NOTHING, together, unread } from '../../effects';
import { lookup } from '../../lookup';
import type { Context, Invocation, Language, Lowered, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { fileAt, followScript, followText, ledBy } from './following';

/** A word of a framework's command that takes program text or statements. */
interface Shell {
  readonly verbs: RegExp;
  readonly language: Language;
  /** Options behind which the text stands. */
  readonly code?: readonly string[];
  /** The first word behind the verb is the text, or names a file of it. */
  readonly bare?: true;
  /** Without either it reads what comes through a pipe. */
  readonly piped?: true;
  /** Words behind `--` go to the database's own client. */
  readonly client?: true;
}

const SHELLS: Readonly<Record<string, readonly Shell[]>> = {
  rails: [{ verbs: /^(?:runner|r)$/, language: 'ruby', bare: true, piped: true }, { verbs: /^(?:console|c)$/, language: 'ruby', piped: true }, { verbs: /^(?:dbconsole|db)$/, language: 'sql', piped: true }],
  'manage.py': [{ verbs: /^shell(?:_plus)?$/, language: 'python', code: ['-c', '--command'], piped: true }, { verbs: /^dbshell$/, language: 'sql', piped: true, client: true }],
  artisan: [{ verbs: /^tinker$/, language: 'php', code: ['--execute'], piped: true }, { verbs: /^db$/, language: 'sql', piped: true }],
  console: [{ verbs: /^(?:dbal:run-sql|doctrine:query:sql|doctrine:query:dql|dbal:query)$/, language: 'sql', bare: true }, { verbs: /^psysh$/, language: 'php', piped: true }],
  flask: [{ verbs: /^shell$/, language: 'python', piped: true }],
  mix: [{ verbs: /^(?:run|eval)$/, language: 'ruby', code: ['-e', '--eval'] }, { verbs: /^eval$/, language: 'ruby', bare: true }],
  wp: [{ verbs: /^eval$/, language: 'php', bare: true }, { verbs: /^shell$/, language: 'php', piped: true }],
  drush: [{ verbs: /^(?:php:eval|php-eval|eval|ev)$/, language: 'php', bare: true }],
};

const VALUES = ['-e', '--environment', '--env', '--settings', '--pythonpath', '-i', '--interface', '--database', '--connection', '-c', '--command', '--execute', '--eval', '--path', '--url'];

/** A framework's tool together with the program text that it may be given: `rails runner …`, `manage.py shell -c …`, `artisan tinker --execute=…`. */
export function withCode(name: string, tool: Tool): Tool {
  return (invocation, context) => together([asLowered(tool(invocation, context)), codeOf(name, invocation, context)]);
}

function codeOf(name: string, invocation: Invocation, context: Context): Lowered {
  const args = readArguments(invocation.args, { style: 'gnu', values: VALUES });
  const words = args.positionals.filter(({ value }, i) => !(i === 0 && value.startsWith('-')));
  const shells = (lookup(SHELLS, name) ?? []).filter(({ verbs }) => verbs.test(words[0]?.value ?? ''));
  if (shells.length === 0 || args.has('--help') || isForTests(args.value('-e', '--environment', '--env')?.value, invocation)) return NOTHING;
  return together(shells.map((shell) => given(shell, words.slice(1), args, invocation, context)));
}

function given({ language, code, bare, piped, client }: Shell, words: readonly Word[], args: ReturnType<typeof readArguments>, invocation: Invocation, context: Context): Lowered {
  const texts = code ? args.values(...code) : [];
  if (texts.length > 0) return together(texts.map(({ value }) => followText(value, language, invocation, context)));
  const [first, ...rest] = words;
  if (bare && first && first.value !== '-') {
    const found = /^[\w./-]+\.\w+$/.test(first.value) ? fileAt(first.value, invocation, context) : null;
    if (found) return ledBy(invocation, followScript(found, language, invocation, context, rest));
    // A file that is not there: its name is no program.
    return /^[\w./-]+\.(?:rb|py|php|exs)$/.test(first.value) ? unread(`the script ${first.value}`) : followText(first.value, language, invocation, context, rest);
  }
  if (client && args.rest.length > 0) return together(args.rest.filter(({ value }) => /\s/.test(value)).map(({ value }) => followText(value, language, invocation, context)));
  const { stdin } = invocation;
  if (!piped || stdin === null) return NOTHING;
  if (stdin.kind === 'text') return followText(stdin.text, language, invocation, context);
  const found = stdin.kind === 'file' ? fileAt(stdin.path, invocation, context) : null;
  return found ? ledBy(invocation, followScript(found, language, invocation, context)) : NOTHING;
}

/** A database that tests make is emptied by every one of them. */
function isForTests(named: string | undefined, { env }: Invocation): boolean {
  const stage = named ?? ['RAILS_ENV', 'RACK_ENV', 'APP_ENV', 'MIX_ENV', 'DJANGO_SETTINGS_MODULE', 'FLASK_ENV'].map((name) => env[name]).find((value) => typeof value === 'string');
  return /^(?:.*\.)?(?:test|testing|tests)$/i.test(stage ?? '');
}
