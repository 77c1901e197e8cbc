import type { Context, Invocation, Word } from '../../model';
import { kebab } from '../../lookup';

/** One option of an AWS command with every word that follows it (`--instance-ids i-1 i-2` has two values). */
export interface AwsOption {
  readonly name: string;
  readonly values: readonly Word[];
}

export interface AwsCall {
  /** '' when it could not be found. */
  readonly service: string;
  readonly operation: string;
  /** Words before the first option that are not the operation: `s3 rm s3://bucket/key`, `wait db-instance-available`. */
  readonly positionals: readonly Word[];
  readonly options: readonly AwsOption[];
  /** Whether an option is there under its name or a prefix of it; the AWS CLI takes every unique prefix. */
  has(...names: string[]): boolean;
  /** The first value of the first of these options that is there. */
  value(...names: string[]): Word | undefined;
  values(...names: string[]): readonly Word[];
  /** Every value as one text, with `file://` and `--cli-input-json` read where they can be: what to search for signs. */
  readonly text: string;
  /** Files named by `file://` that could not be read. */
  readonly unread: readonly string[];
}

/** Reads the words of an `aws` command. Options of the whole program may stand before, between and after service and operation. */
export function readAwsCall(invocation: Invocation, context: Context): AwsCall {
  const options: AwsOption[] = [];
  const positionals: Word[] = [];
  const unread: string[] = [];
  const { args } = invocation;
  let commands = 0;

  for (let i = 0; i < args.length; i += 1) {
    const word = args[i] as Word;
    const text = word.value;
    if (!text.startsWith('--') || text === '--') {
      if (text !== '--') positionals.push(word);
      if (!text.startsWith('-')) commands += 1;
      continue;
    }
    const equals = text.indexOf('=');
    const name = equals > 0 ? text.slice(0, equals) : text;
    const values: Word[] = equals > 0 ? [{ ...word, value: text.slice(equals + 1) }] : [];
    const most = equals > 0 || isFlag(name, positionals[0]?.value) ? 0 : commands < 2 || isGlobal(name) || positionals[0]?.value === 's3' ? 1 : MANY;
    while (values.length < most && i + 1 < args.length && !isOption(args[i + 1] as Word)) values.push(args[(i += 1)] as Word);
    options.push({ name: GLOBAL_VALUES.find((one) => name.length > 4 && one.startsWith(name)) ?? name, values });
  }

  const written = options.map((option) => ({ ...option, values: option.values.map(read) }));
  const input = written.find(({ name }) => name.length > 8 && '--cli-input-json'.startsWith(name))?.values[0];
  const all = input ? [...written, ...fromJson(input)] : written;
  const named = (names: readonly string[]) => all.filter(({ name }) => names.some((one) => one === name || (name.length > 4 && one.startsWith(name))));
  return {
    service: positionals[0]?.value ?? '',
    operation: positionals[1]?.value ?? '',
    positionals: positionals.slice(2),
    options: all,
    has: (...names) => named(names).some(({ values }) => !/^(?:false|no)$/i.test(values[0]?.value ?? '')),
    value: (...names) => named(names).find(({ values }) => values.length > 0)?.values[0],
    values: (...names) => named(names).flatMap(({ values }) => values),
    text: all.flatMap(({ name, values }) => [name, ...values.map(({ value }) => value)]).join(' '),
    unread,
  };

  /** `file://x` stands for what is in the file. */
  function read(word: Word): Word {
    const path = /^fileb?:\/\/(.+)$/.exec(word.value)?.[1];
    if (path === undefined) return word;
    const absolute = path.startsWith('/') ? path : path.startsWith('~/') ? `${context.surroundings.homeDirectory}${path.slice(1)}` : invocation.cwd === null ? null : `${invocation.cwd}/${path.replace(/^\.\//, '')}`;
    const text = absolute === null || !word.known ? null : context.surroundings.readFile(absolute);
    if (text === null) unread.push(path);
    return text === null ? word : { ...word, value: text };
  }
}

/** Options of the whole program that take one value. */
const GLOBAL_VALUES = [
  '--endpoint-url', '--output', '--query', '--profile', '--region', '--color', '--ca-bundle', '--cli-read-timeout', '--cli-connect-timeout', '--cli-binary-format',
  '--cli-input-json', '--cli-input-yaml',
];

const GLOBAL_FLAGS = /^--(?:no-|debug$|v2-debug$|cli-auto-prompt$|version$|dry-?run$|force$|recursive$|quiet$)/;

/** A list option takes every word up to the next option. Only `s3` has positionals that may follow one, so its options take one value. */
const MANY = 1000;

function isGlobal(name: string): boolean {
  return name.length > 4 && GLOBAL_VALUES.some((one) => one.startsWith(name));
}

function isFlag(name: string, service: string | undefined): boolean {
  return GLOBAL_FLAGS.test(name) || (service === 's3' && S3_FLAGS.has(name));
}

const S3_FLAGS: ReadonlySet<string> = new Set(['--delete', '--exact-timestamps', '--size-only', '--only-show-errors', '--follow-symlinks', '--human-readable', '--summarize', '--ignore-glacier-warnings', '--force-glacier-transfer', '--dryrun']);

function isOption({ value }: Word): boolean {
  return value.startsWith('--') && value.length > 2;
}

/** `{"DBInstanceIdentifier": "shop"}` as if it were written `--db-instance-identifier shop`. */
function fromJson(word: Word): AwsOption[] {
  let value: unknown;
  try {
    value = JSON.parse(word.value);
  } catch {
    return [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, inner]) => ({ name: optionOf(name, inner), values: inner === true || inner === false ? [] : textsOf(inner).map((text) => ({ ...word, value: text })) }));
}

function optionOf(name: string, inner: unknown): string {
  return inner === false ? `--no-${kebab(name)}` : `--${kebab(name)}`;
}

function textsOf(inner: unknown): string[] {
  if (Array.isArray(inner)) return inner.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one)));
  return [typeof inner === 'object' ? JSON.stringify(inner) : String(inner)];
}
