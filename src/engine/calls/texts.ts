import { together } from '../effects';
import type { Context, Facts, Language, Lowered } from '../model';
import { type Argument, textOfValue } from './arguments';
import { HARMLESS_SERVERS, wordsOf } from './words';

/**
 * Arguments that are themselves a command, a query or a program go through the same readers as any other text.
 * `null` when no argument is one.
 */
export function textsIn(server: string, tool: string, found: readonly Argument[], cwd: string | null, facts: Facts, context: Context): Lowered | null {
  const language = languageOf(found);
  const texts = [...commandLines(server, tool, found), ...found.flatMap((argument) => textOf(argument, server, tool, language, found))];
  if (texts.length === 0) return null;
  return together(texts.map(({ pointer, text, language: read }) => context.follow({ language: read, text, cwd, facts, place: { in: 'argument', pointer }, link: `${server}.${tool}` })));
}

interface Text {
  readonly pointer: string;
  readonly text: string;
  readonly language: Language;
}

function textOf({ pointer, name, value }: Argument, server: string, tool: string, language: Language, found: readonly Argument[]): Text[] {
  if (typeof value !== 'string' || value.trim() === '') return [];
  const text = value;
  // What is typed into a page or said in a chat is no statement.
  if (HARMLESS_SERVERS.test(server.toLowerCase()) && !/^(?:code|script|function|command|cmd)$/.test(name)) return [];
  if (/neo4j|memgraph|cypher/i.test(`${server} ${tool}`) && /^(?:query|statement|cypher)$/.test(name)) return [{ pointer, text, language: 'cypher' }];
  if (SQL_NAMES.test(name) && looksLikeSql(text)) return [{ pointer, text, language: 'sql' }];
  if (/mongo|documentdb/i.test(server) && /\bdb\s*\.|\.(?:drop|delete|remove)/.test(text)) return [{ pointer, text, language: 'mongo' }];
  if (/redis|valkey/i.test(server) && /^(?:command|cmd|query)$/.test(name)) return found.some((one) => one.name === 'args' && Array.isArray(one.value)) ? [] : [{ pointer, text, language: 'redis' }];
  if (name === 'cypher') return [{ pointer, text, language: 'cypher' }];
  if (/^(?:code|script|source|program|snippet|function|cellsource|cell|content)$/.test(name) && (name !== 'content' || /cell|notebook|jupyter/i.test(`${server} ${tool}`)) && language !== 'unknown') return [{ pointer, text, language }];
  if (!COMMAND_NAMES.test(name)) return [];
  if (/^\s*(?:import \w[\w.]*(?:\s|;|$)|from \w[\w.]* import )/.test(text)) return [{ pointer, text, language: 'python' }];
  // `command: "storage_account_delete"` names a tool, it is not a command line.
  if (/^[A-Za-z]+(?:[_-][A-Za-z]+)+$/.test(text.trim())) return [];
  const program = programOf(server, tool);
  const [first = ''] = text.trim().split(/\s+/);
  const arrayFollows = found.some((one) => one.name === 'args' && Array.isArray(one.value));
  if (arrayFollows) return [];
  return [{ pointer, text: program !== null && first !== program && !SHELLY.test(first) ? `${program} ${text}` : text, language: shellOf(server, tool, found) }];
}

/** The shell that a call names, or that its server is called after. */
function shellOf(server: string, tool: string, found: readonly Argument[]): 'bash' | 'powershell' | 'cmd' {
  const said = found.find(({ name, value }) => /^(?:shell|shelltype|terminal)$/.test(name) && typeof value === 'string')?.value as string | undefined;
  const words = `${said ?? ''} ${server} ${tool}`;
  return /powershell|pwsh/i.test(words) ? 'powershell' : /^cmd(?:\.exe)?$/i.test(said ?? '') ? 'cmd' : 'bash';
}

const SQL_NAMES = /^(?:sql[a-z]*|query|queries|statement|statements|rawquery|migration|up|down|cypher|text|input|command)$/;
const COMMAND_NAMES = /^(?:command|commands|cmd|cmdline|commandline|clicommand|shellcommand|script|bash|shell|code|run|exec|input)$/;
const SHELLY = /^(?:sudo|env|bash|sh|cd|export|aws|gcloud|az|kubectl|helm|terraform|docker|git|rm|echo|ls|cat|curl|[A-Z_]+=)/;

function looksLikeSql(text: string): boolean {
  return /^\s*(?:--[^\n]*\n|\/\*[\s\S]*?\*\/|\s|;|\()*(?:drop|delete|truncate|update|alter|insert|create|select|with|merge|replace|grant|revoke|begin|start|set|do|call|exec|copy|explain|vacuum|reindex|lock|comment|declare|use|pragma|attach|detach|optimize|rename|show|describe|refresh|commit|rollback|end|purge|reset|undrop|restore|shutdown|kill|revoke|deny|system|dbcc|flush|install|load|cache|msck|checkpoint|analyze|disable|reassign)\b\s*(?:[\w"'`*([$@#]|;\s*\w)/i.test(text);
}

/** The command-line program that a server stands for, so that `args: ["delete", "pvc"]` is read as its command. */
function programOf(server: string, tool: string): string | null {
  const words = new Set([...wordsOf(server), ...wordsOf(tool)]);
  return PROGRAMS.find(([, names]) => names.some((name) => words.has(name)))?.[0] ?? null;
}

const PROGRAMS: readonly (readonly [string, readonly string[]])[] = [
  ['az', ['az', 'azcli']],
  ...'kubectl helm gcloud gsutil bq aws terraform tofu terragrunt pulumi docker podman git gh glab psql mysql sqlite3 mongosh heroku flyctl vercel netlify wrangler supabase doctl hcloud vault consul nomad argocd flux istioctl eksctl oc firebase railway npm pnpm cargo ansible cdk sam serverless'.split(' ').map((name): [string, string[]] => [name, [name]]),
];

/** Lists of words (`args: ["compute", "instances", "delete"]`) and a command split over several arguments. */
function commandLines(server: string, tool: string, found: readonly Argument[]): Text[] {
  const lists = /redis|valkey|upstash/i.test(server) ? found.filter(({ name, value }) => name === 'commands' && Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')) : [];
  if (lists.length > 0) return lists.map(({ pointer, value }) => ({ pointer, text: (value as string[]).map((word) => (/^[^\s"]+$/.test(word) ? word : JSON.stringify(word))).join(' '), language: 'redis' }));
  const list = found.find(({ name, value }) => /^(?:args|arguments|argv|command|cmd)$/.test(name) && Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'));
  const command = found.find(({ name, value }) => /^(?:command|cmd|program|executable|subcommand)$/.test(name) && typeof value === 'string');
  const program = programOf(server, tool);
  if (list) {
    const words = [...(command && command !== list ? [textOfValue(command.value)] : []), ...(list.value as string[])];
    const first = words[0] ?? '';
    if (/redis|valkey|upstash/i.test(server)) return [{ pointer: list.pointer, text: words.map((word) => (/^[^\s"]+$/.test(word) ? word : JSON.stringify(word))).join(' '), language: 'redis' }];
    const text = (program !== null && first !== program && !SHELLY.test(first) ? [program, ...words] : words).map(quoted).join(' ');
    return [{ pointer: list.pointer, text, language: 'bash' }];
  }
  return [];
}

export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function languageOf(found: readonly Argument[]): Language {
  const said = found.find(({ name, value }) => /^(?:language|lang|runtime|interpreter|kernel)$/.test(name) && typeof value === 'string')?.value as string | undefined;
  const code = found.find(({ name, value }) => /^(?:code|script|source|program|snippet|function|cellsource|cell|content)$/.test(name) && typeof value === 'string')?.value as string | undefined;
  const hint = `${said ?? ''}`.toLowerCase();
  if (/^(?:bash|sh|shell|zsh)/.test(hint)) return 'bash';
  if (/power/.test(hint)) return 'powershell';
  if (/^(?:py|ipy)/.test(hint)) return 'python';
  if (/^(?:js|javascript|ts|typescript|node|deno|bun)/.test(hint)) return 'javascript';
  if (/^ruby/.test(hint)) return 'ruby';
  if (/^sql/.test(hint)) return 'sql';
  if (code === undefined) return 'unknown';
  if (/^\s*(?:import \w|from \w+ import|def |print\()/m.test(code)) return 'python';
  if (/\b(?:const|let|await|async|require\(|=>|function)\b/.test(code)) return 'javascript';
  return looksLikeSql(code) ? 'sql' : 'unknown';
}
