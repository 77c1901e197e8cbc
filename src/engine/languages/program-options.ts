import type { Nested, Word } from '../model';
import { SCRIPT, text, told, type Value } from './values';
import { kebab } from '../lookup';

/** The words that a program is started with, by the name that its language has for them. Empty where nobody knows them. */
export function wordsOf({ parameters, language, text: source, link }: Nested): ReadonlyMap<string, Value> {
  if (parameters === undefined) return new Map();
  const words = parameters.map(wordOf);
  const list = (...before: Value[]): Value => ({ is: 'list', items: [...before, ...words], told: true });
  switch (language) {
    case 'python': return new Map([['sys.argv', list(SCRIPT)]]);
    case 'javascript': return new Map([['process.argv', link === undefined ? list(SCRIPT) : list(SCRIPT, SCRIPT)], ['Bun.argv', list(SCRIPT, SCRIPT)], ['Deno.args', list()]]);
    case 'ruby': case 'perl': return new Map([['ARGV', list()]]);
    case 'php': return new Map([['argv', list(SCRIPT)]]);
    case 'lua': return new Map([['arg', list(SCRIPT)]]);
    case 'go': return new Map([['os.Args', list(SCRIPT)]]);
    case 'csharp': case 'kotlin': return new Map([['args', list()]]);
    case 'java': return new Map([[/\bmain\s*\(\s*(?:final\s+)?String\s*(?:\[\]|\.\.\.)\s*(\w+)/.exec(source)?.[1] ?? 'args', list()]]);
    default: return new Map();
  }
}

function wordOf({ value, known }: Word): Value {
  return known ? told(value) : text(value, false);
}

/** What the options come to that a program declares: `add_argument('--apply', action='store_true')`, `@click.option`, `.option('--apply')`, `minimist(…)`. */
export function optionsOf({ parameters, language, text: source }: Nested): ReadonlyMap<string, Value> {
  if (parameters === undefined || !parameters.every(({ known }) => known)) return new Map();
  const words = parameters.map(({ value }) => value);
  const declared = language === 'python' ? pythonOptions(source) : language === 'javascript' ? scriptOptions(source) : [];
  const values = new Map<string, Value>();
  const taken = new Set<number>();
  for (const { names, key, takes, standard } of declared) {
    const at = words.findIndex((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));
    const word = words[at];
    if (word === undefined) {
      if (standard !== null) values.set(key, told(standard));
      continue;
    }
    taken.add(at);
    if (takes && !word.includes('=')) taken.add(at + 1);
    values.set(key, told(takes ? (word.includes('=') ? word.slice(word.indexOf('=') + 1) : (words[at + 1] ?? '')) : standard === 'true' ? 'false' : 'true'));
  }
  const left = words.filter((word, i) => !taken.has(i) && !word.startsWith('-'));
  if (language === 'python') placesIn(source).forEach((name, i) => left[i] === undefined || values.set(name, told(left[i])));
  return values;
}

interface Declared {
  readonly names: readonly string[];
  readonly key: string;
  readonly takes: boolean;
  /** What it is when it is not given; `null` where nobody knows. */
  readonly standard: string | null;
}

function pythonOptions(source: string): Declared[] {
  const flags = [...source.slice(0, LONGEST).matchAll(/(?:add_argument|(?:click\.)?option)\(\s*((?:["']--?[\w/-]+["']\s*,?\s*)+)([^()\n]{0,200}(?:\n[^()\n]{0,200}){0,6}?)\)/g)].flatMap(([, list, rest]): Declared[] => {
    const names = [...(list as string).matchAll(/--?[\w-]+/g)].map(([name]) => name);
    const long = names.find((name) => name.startsWith('--')) ?? names[0];
    const key = /\bdest\s*=\s*["'](\w+)/.exec(rest as string)?.[1] ?? /^["'](\w+)["']/.exec(rest as string)?.[1] ?? keyOf(long ?? '');
    const off = /store_false/.test(rest as string) || (/\bis_flag\s*=\s*True/.test(rest as string) && /\bdefault\s*=\s*True/.test(rest as string));
    // `--apply/--no-apply` of click: the words say both.
    if (/\/--/.test(list as string)) return [];
    if (off || /store_true|BooleanOptionalAction|\bis_flag\s*=\s*True/.test(rest as string)) return /BooleanOptionalAction|\bdefault\s*=\s*(?!False|True)/.test(rest as string) ? [] : [{ names, key, takes: false, standard: String(off) }];
    return [{ names, key, takes: true, standard: /\bdefault\s*=\s*["']([^"'\n]*)["']/.exec(rest as string)?.[1] ?? null }];
  });
  // Typer: a parameter that is false unless its option is given.
  const parameters = [...source.slice(0, LONGEST).matchAll(/\b(\w+)\s*:\s*bool\s*=\s*(?:typer\.Option\(\s*)?False\b/g)].map(([, name]): Declared => ({ names: [`--${(name as string).replaceAll('_', '-')}`], key: name as string, takes: false, standard: 'false' }));
  return [...flags, ...(/\btyper\b/.test(source) ? parameters : [])];
}

/** Names of what stands without an option, in their order. */
function placesIn(source: string): string[] {
  return [...source.slice(0, LONGEST).matchAll(/\badd_argument\(\s*["']([a-z]\w*)["']([^)\n]*)|\badd_subparsers\([^)\n]*\bdest\s*=\s*["'](\w+)/g)].flatMap(([, name, rest, dest]) => (/nargs/.test(rest ?? '') ? [] : [name ?? dest ?? '']));
}

function scriptOptions(source: string): Declared[] {
  const own = source.slice(0, LONGEST);
  const found: Declared[] = [];
  // commander: `.option('-a, --apply', 'text')`; what takes a value says so in brackets.
  for (const [, flags, rest] of own.matchAll(/\.option\(\s*["']((?:-\w,?\s*)?--[\w-]+)["']([^)\n]*)/g)) if (!/\bdefault\b|,\s*true\b|\.env\(/.test(rest as string)) found.push(flag([...(flags as string).matchAll(/--?[\w-]+/g)].map(([name]) => name)));
  // yargs: `.option('apply', { type: 'boolean' })`; parseArgs: `apply: { type: 'boolean' }`
  for (const [, name, rest] of own.matchAll(/(?:\.option\(\s*["']|[{,]\s*["']?)([\w-]+)["']?\s*[,:]\s*\{([^{}]{0,200}type\s*:\s*["']boolean["'][^{}]{0,200})\}/g)) if (!/default\s*:\s*(?!false)/.test(rest as string)) found.push(flag([`--${name}`]));
  // minimist and its kind: every member is an option, and absent without its word.
  if (/\b(?:minimist|yargs-parser|mri)\b/.test(own) && !/\bdefault\s*:/.test(own)) for (const [, name] of own.matchAll(/\b(?:argv|args|opts|options|flags)\.([a-z]\w*)\b/g)) if (name !== undefined && !found.some(({ key }) => key === keyOf(name))) found.push(flag([`--${name}`, `--${kebab(name)}`]));
  return found;
}

function flag(names: readonly string[]): Declared {
  return { names, key: keyOf(names.find((name) => name.startsWith('--')) ?? ''), takes: false, standard: 'false' };
}

/** An option by one name, however it is written: `--dry-run`, `dryRun` and `dry_run` are `dry_run`. */
export function keyOf(name: string): string {
  return kebab(name.replace(/^-+/, '')).replaceAll('-', '_');
}

/** Declarations stand at the top or in `main`. */
const LONGEST = 60_000;
