import type { Word, Wrapper } from '../model';
import { PACKAGE_PROGRAMS, WRAPPERS, type Wrapping } from './wrappers';

/** What a wrapper would run. */
export type Inner<W extends Word> =
  | { readonly kind: 'words'; readonly words: readonly W[] }
  /** `from` are the words the text was made of. */
  | { readonly kind: 'text'; readonly text: string; readonly from: readonly W[] }
  /** Commands come from standard input. */
  | { readonly kind: 'stdin' };

export interface Unwrapped<W extends Word> {
  readonly wrapper: Wrapper;
  readonly inner: readonly Inner<W>[];
  readonly keeps: boolean;
  /** Variables set for the inner command. */
  readonly env: Readonly<Record<string, string | null>>;
}

/** Takes one wrapper off; `null` when the words are not a wrapper with a command. `program` is the base name of the first word. */
export function unwrap<W extends Word>(program: string, words: readonly W[]): Unwrapped<W> | null {
  const ways = WRAPPERS.get(program) ?? [UNLISTED];
  for (const way of ways) {
    const found = unwrapBy(way, program, words);
    if (found !== null) return found;
  }
  return null;
}

/** Where a container's command starts (`docker run -w /app`); unknown elsewhere. */
export function folderInside({ program, args }: Wrapper): string | null {
  if (!CONTAINERS.has(program)) return null;
  const at = args.findLastIndex((word) => /^(?:-w|--workdir)$/.test(word));
  const given = args.findLast((word) => word.startsWith('--workdir='))?.slice('--workdir='.length) ?? (at < 0 ? undefined : args[at + 1]);
  return given?.startsWith('/') ? given : null;
}

const CONTAINERS: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl', 'finch', 'docker-compose', 'podman-compose']);

/** `anything exec -- command` runs the command, whatever it is. */
const UNLISTED: Wrapping = { takes: 'words', after: 'exec', marker: '--', keeps: true };

function unwrapBy<W extends Word>(way: Wrapping, program: string, words: readonly W[]): Unwrapped<W> | null {
  const own = ownWords(way, words);
  if (own === null) return null;
  const { end, first, options, env, texts } = own;
  if (way.never !== undefined && options.some((option) => listed(way.never, option))) return null;
  const args = words.slice(1, end).map((word) => word.value);
  const where = way.elsewhere === 'first' ? first?.value : way.elsewhere === 'there' ? program : undefined;
  const wrapper: Wrapper = where === undefined ? { program, args } : { program, args, elsewhere: where };
  const inner = innerOf(way, program, withEntrypoint(words, end), texts, options);
  if (inner.length === 0) return null;
  const set = way.sets !== undefined && first !== undefined ? { ...env, [way.sets]: first.known ? first.value : null } : env;
  return { wrapper, inner, keeps: way.keeps ?? false, env: set };
}

/** `docker run --entrypoint sh image -c '…'`: the image's own words are arguments of another program. */
function withEntrypoint<W extends Word>(words: readonly W[], end: number): readonly W[] {
  const rest = words.slice(end);
  const at = words.slice(0, end).findIndex((word) => word.value === '--entrypoint' || word.value.startsWith('--entrypoint='));
  const option = words[at];
  if (at < 0 || option === undefined) return rest;
  const entry = option.value.includes('=') ? { ...option, value: option.value.slice('--entrypoint='.length) } : words[at + 1];
  return entry === undefined || entry.value === '' ? rest : [entry, ...rest];
}

interface Own<W extends Word> {
  /** Where the command begins. */
  readonly end: number;
  readonly first: W | undefined;
  readonly options: readonly string[];
  readonly env: Readonly<Record<string, string | null>>;
  /** Command lines given as the value of an option. */
  readonly texts: readonly W[];
}

/** The wrapper's own words: subcommands, options with their values, positionals, variables. */
function ownWords<W extends Word>(way: Wrapping, words: readonly W[]): Own<W> | null {
  const after = way.after === undefined ? [] : way.after.split(' ');
  const options: string[] = [];
  const texts: W[] = [];
  const env: Record<string, string | null> = {};
  let first: W | undefined;
  let skipped = 0;
  let i = 1;
  for (; i < words.length; i += 1) {
    const word = words[i] as W;
    const value = word.value;
    if (way.marker !== undefined && listed(way.marker, value) && after.length === 0) return { end: i + 1, first, options, env, texts };
    if (value === '--') {
      if (after.length > 0) return null;
      // `aws-vault exec prod -- cmd`: what stands before is its own, even when it is one word short.
      i += 1;
      if (skipped >= (way.skip ?? 0)) break;
      i -= 1;
      continue;
    }
    // Behind the image, words belong to its entry point.
    if (skipped > 0 && options.includes('--entrypoint')) break;
    if (/^-./.test(value) && !(after.length > 0 && value === after[0])) {
      i += option(way, words, i, options, texts);
      continue;
    }
    if (after.length > 0) {
      if (value !== after[0]) return null;
      after.shift();
      continue;
    }
    const equals = value.indexOf('=');
    if (way.assignments && equals > 0 && /^\w+$/.test(value.slice(0, equals))) {
      env[value.slice(0, equals)] = word.known ? value.slice(equals + 1) : null;
      continue;
    }
    if (skipped < (way.skip ?? 0)) {
      skipped += 1;
      first ??= word;
      continue;
    }
    if (way.marker === undefined && way.takes !== 'option') break;
    first ??= word;
  }
  if (after.length > 0 || (way.marker !== undefined && texts.length === 0)) return null;
  return { end: Math.min(i, words.length), first, options, env, texts };
}

/** Reads one option word; gives how many words its value takes besides. */
function option<W extends Word>(way: Wrapping, words: readonly W[], at: number, options: string[], texts: W[]): number {
  const word = words[at] as W;
  const value = word.value;
  const equals = value.startsWith('--') ? value.indexOf('=') : -1;
  const name = equals > 0 ? value.slice(0, equals) : value;
  options.push(name);
  if (listed(way.option, name)) {
    const text = equals > 0 ? { ...word, value: value.slice(equals + 1) } : words[at + 1];
    if (text !== undefined) texts.push(text);
    return equals > 0 ? 0 : 1;
  }
  if (value.startsWith('--') || listed(way.values, value)) return equals < 0 && listed(way.values, name) ? 1 : 0;
  for (let k = 1; k < value.length; k += 1) {
    const letter = `-${value[k]}`;
    if (k > 1 || value.length > 2) options.push(letter);
    const isText = listed(way.option, letter);
    if (!isText && !listed(way.values, letter)) continue;
    const glued = value.slice(k + 1);
    if (isText) {
      const text = glued === '' ? words[at + 1] : { ...word, value: glued };
      if (text !== undefined) texts.push(text);
    }
    return glued === '' ? 1 : 0;
  }
  return 0;
}

function innerOf<W extends Word>(way: Wrapping, program: string, rest: readonly W[], texts: readonly W[], options: readonly string[]): Inner<W>[] {
  if (texts.length > 0) {
    const all = way.takes === 'option' && way.option?.includes('--scripts') ? [...texts, ...rest.filter((word) => !word.value.startsWith('-'))] : texts;
    return all.map((word): Inner<W> => ({ kind: 'text', text: word.value, from: [word] }));
  }
  if (rest.length === 0 || way.takes === 'option') {
    const reads = way.reads === true || (way.reads !== undefined && options.some((name) => listed(way.reads as string, name)));
    return reads ? [{ kind: 'stdin' }] : [];
  }
  if (way.takes === 'texts') return rest.map((word): Inner<W> => ({ kind: 'text', text: word.value, from: [word] }));
  if (way.takes === 'keys') return typed(program, rest);
  if (way.takes === 'text' || (rest.length === 1 && /\s/.test(rest[0]?.value ?? '') && rest[0]?.known)) {
    return [{ kind: 'text', text: rest.map((word) => word.value).join(' '), from: rest }];
  }
  return [{ kind: 'words', words: way.packages ? [packaged(rest[0] as W), ...rest.slice(1)] : rest }];
}

/** `tmux send-keys 'make' Enter`, `screen -X stuff 'make^M'`; `screen -dm cmd` runs its words. */
function typed<W extends Word>(program: string, rest: readonly W[]): Inner<W>[] {
  if (program === 'screen' && rest[0]?.value !== 'stuff') return [{ kind: 'words', words: rest }];
  const words = (program === 'screen' ? rest.slice(1) : rest).filter((word) => !/^(?:Enter|C-m|C-c|C-l|C-u|KPEnter|Space)$/.test(word.value));
  const text = words.map((word) => word.value.replace(/\\015|\^M|\\r|\\n/g, '\n')).join(' ');
  return words.length === 0 ? [] : [{ kind: 'text', text, from: words }];
}

/** `prisma@5.1` runs prisma; `aws-cdk` runs cdk; `@scope/name` runs name. */
function packaged<W extends Word>(word: W): W {
  const name = word.value.replace(/(?<=.)@[^/@]*$/, '').replace(/==.*$/, '').replace(/\[[^\]]*\]$/, '');
  const program = Object.hasOwn(PACKAGE_PROGRAMS, name) ? (PACKAGE_PROGRAMS[name] as string) : name.startsWith('@') ? (name.split('/')[1] ?? name) : name;
  return program === word.value ? word : { ...word, value: program };
}

function listed(list: string | undefined, name: string): boolean {
  return list !== undefined && list !== '' && ` ${list} `.includes(` ${name} `);
}
