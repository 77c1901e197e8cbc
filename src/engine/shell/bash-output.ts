import { DECODERS, TRANSFORMS, escapes } from './bash-decoding';
import { baseName, folderOf, homeOf, resolvePath, textOfFile, withoutEnd } from './bash-paths';
import { EMPTY, type Feed, type Field, type Flow, type Run, type Scope, type Value, joined, known, text } from './bash-state';
import { template } from './bash-templates';
import { lookup } from '../lookup';

/** More than this of a known text is not computed. */
const LONGEST = 64 * 1024;

interface Io {
  readonly run: Run;
  readonly scope: Scope;
  readonly program: string;
  readonly args: readonly Field[];
  readonly stdin: Flow | null;
}

/** What a program would print, where its words say it. Runs nothing. */
export function printed(run: Run, scope: Scope, program: string, args: readonly Field[], feed: Feed | null): Flow {
  const io: Io = { run, scope, program, args, stdin: feed === null ? null : feed.flow };
  const flow = Object.hasOwn(PRINTERS, program) ? (PRINTERS[program] as (io: Io) => Flow | null)(io) : null;
  if (flow !== null) return flow.kind === 'text' && flow.text.length > LONGEST ? text(flow.text.slice(0, LONGEST), false) : flow;
  const filtered = io.stdin !== null && FILTERS.has(program) ? through(io.stdin, program) : null;
  const by = [program, ...args.map((arg) => arg.value)];
  const each = filtered === null && io.stdin !== null ? template(program, args.map((arg) => arg.value)) : null;
  return filtered ?? { kind: 'unread', by, ...beginning(io), ...(each === null ? {} : { each }) };
}

/** Where a filter's pipe began, or what the file that it reads was made from. */
function beginning({ run, scope, program, args, stdin }: Io): { from?: readonly string[] } {
  if (!FILTERS.has(program)) return {};
  const read = stdin ?? args.flatMap(({ value, known: sure }) => (sure && !value.startsWith('-') ? [run.written.get(resolvePath(scope.cwd, value))] : [])).find((flow) => flow !== undefined);
  return read?.kind === 'unread' ? { from: read.from ?? read.by } : {};
}

/** Programs whose output is made of what they read. */
const FILTERS = new Set([
  'sed', 'gsed', 'awk', 'gawk', 'mawk', 'grep', 'egrep', 'fgrep', 'rg', 'head', 'tail', 'cut', 'tr', 'sort', 'uniq', 'tee', 'cat', 'tac', 'rev', 'less', 'more', 'jq', 'yq', 'pv', 'tar', 'unzip',
  'funzip', 'bsdtar', 'envsubst', 'dos2unix', 'iconv', 'xargs', 'column', 'fold', 'nl', 'paste', 'perl', 'sponge', 'col', 'expand', 'dd', 'buffer', 'mbuffer', 'unexpand', 'strings', 'shuf',
]);

/** What is left of a flow after a filter that is not worked out: its origin, not its text. */
function through(flow: Flow, program: string): Flow | null {
  // What picks lines out of a list of files leaves files of that list.
  if (flow.kind === 'paths') return /^(?:[efz]?grep|rg|head|tail|sort|uniq|shuf|tac)$/.test(program) ? flow : null;
  if (flow.kind === 'download' || flow.kind === 'decoded') return flow;
  if (flow.kind === 'file') return null;
  return flow.kind === 'text' ? { kind: 'unread', by: ['a filtered text'] } : null;
}

const PRINTERS: Readonly<Record<string, (io: Io) => Flow | null>> = {
  echo: echoed,
  printf: formatted,
  print: echoed,
  cat: files,
  bat: files,
  zcat: decoder,
  tee: ({ stdin }) => stdin ?? EMPTY,
  yes: ({ args }) => (args.length === 0 || /^(y|yes)$/i.test(args[0]?.value ?? '') ? { kind: 'answers' } : repeated(args)),
  true: () => EMPTY,
  false: () => EMPTY,
  ':': () => EMPTY,
  pwd: ({ scope }) => (scope.cwd === null ? null : text(`${scope.cwd}\n`)),
  basename: ({ args }) => onPath(args, (path, suffix) => (suffix !== undefined && path.endsWith(suffix) && baseName(path) !== suffix ? baseName(path).slice(0, -suffix.length) : baseName(path))),
  dirname: ({ args }) => onPath(args, folderOf),
  realpath: resolved,
  readlink: (io) => (io.args.some((arg) => /^-\w*[fem]/.test(arg.value)) ? resolved(io) : null),
  which: named,
  command: named,
  type: named,
  mktemp: temporary,
  seq: counted,
  whoami: ({ run, scope }) => (scope.elsewhere ? null : text(`${run.surroundings.env.USER ?? baseName(run.surroundings.homeDirectory)}\n`)),
  git: repository,
  ls: listed,
  find: found,
  curl: downloaded,
  wget: downloaded,
  http: downloaded,
  https: downloaded,
  xh: downloaded,
  fetch: downloaded,
  lynx: downloaded,
  nc: downloaded,
  ncat: downloaded,
  telnet: downloaded,
  gsutil: bucket,
  aws: bucket,
  gh: gist,
  python: literalProgram,
  python3: literalProgram,
  perl: literalProgram,
  ruby: literalProgram,
  node: literalProgram,
  php: literalProgram,
  ...Object.fromEntries(Object.keys(TRANSFORMS).map((name) => [name, transform])),
  ...Object.fromEntries(Object.keys(DECODERS).map((name) => [name, decoder])),
};

function valuesAfterOptions(args: readonly Field[], option: RegExp): readonly Field[] {
  const first = args.findIndex((arg) => !option.test(arg.value));
  return first < 0 ? [] : args.slice(first);
}

/** An unknown word in a text leaves its origin when it came from a download or a decoder. */
function textOf(value: string, args: readonly Field[]): Flow {
  const dark = args.find((arg) => arg.flow?.kind === 'download' || arg.flow?.kind === 'decoded')?.flow;
  return dark ?? text(value, args.every((arg) => arg.known && !arg.glob));
}

function echoed({ args }: Io): Flow {
  const words = valuesAfterOptions(args, /^-[neE]+$/);
  const options = args.slice(0, args.length - words.length).map((arg) => arg.value).join('');
  if (words.length > 0 && words.every((word) => word.glob && word.known)) return { kind: 'paths', paths: words };
  const line = words.map((word) => word.value).join(' ');
  return textOf((options.includes('e') ? escapes(line) : line) + (options.includes('n') ? '' : '\n'), words);
}

function formatted({ args }: Io): Flow | null {
  if (args[0]?.value === '-v') return EMPTY;
  const [format, ...words] = args[0]?.value === '--' ? args.slice(1) : args;
  if (format === undefined) return null;
  const values = words.map((word) => word.value);
  let out = '';
  let used = 0;
  do {
    out += escapes(format.value).replace(/%(?:%|[-+ #0]*\d*(?:\.\d+)?([sdiuxXobqcf]))/g, (whole, kind: string | undefined) => {
      if (kind === undefined) return '%';
      const value = values[used++] ?? '';
      if (kind === 'b') return escapes(value);
      if (kind === 'x') return Number(value).toString(16);
      if (kind === 'o') return Number(value).toString(8);
      if (kind === 'c') return value.slice(0, 1);
      return whole.startsWith('%.') ? value.slice(0, Number(/\d+/.exec(whole)?.[0] ?? value.length)) : value;
    });
  } while (used > 0 && used < values.length && out.length < LONGEST);
  return textOf(out, args);
}

function files({ run, scope, args, stdin }: Io): Flow | null {
  const paths = args.filter((arg) => !/^-./.test(arg.value));
  if (paths.length === 0) return stdin ?? EMPTY;
  const flows = paths.map((path): Flow => {
    if (path.flow !== undefined) return path.flow;
    if (path.value === '-' || path.value === '/dev/stdin') return stdin ?? EMPTY;
    if (!path.known || path.glob) return { kind: 'unread', by: ['cat', path.value] };
    return contentOf(run, scope, path.value);
  });
  return flows.length === 1 ? (flows[0] as Flow) : joined(flows.map((flow) => loaded(run, scope, flow)));
}

/** What a file holds: as the text wrote it, else its path, for it may never be asked for. */
export function contentOf(run: Run, scope: Scope, path: string): Flow {
  const whole = resolvePath(scope.cwd, path);
  return run.written.get(whole) ?? { kind: 'file', path: whole };
}

/** A file's text in place of its path, where it can be read. */
export function loaded(run: Run, scope: Scope, flow: Flow): Flow {
  if (flow.kind !== 'file') return flow;
  const content = textOfFile(run, scope, flow.path);
  return content !== null && content.length <= LONGEST ? text(content) : flow;
}

function repeated(args: readonly Field[]): Flow {
  return textOf(`${args.map((arg) => arg.value).join(' ')}\n`.repeat(4), args);
}

function onPath(args: readonly Field[], change: (path: string, suffix?: string) => string): Flow | null {
  const words = args.filter((arg) => !/^-./.test(arg.value));
  const path = words[0];
  return path?.known && !path.glob ? text(`${change(path.value, words[1]?.value)}\n`) : null;
}

function resolved({ scope, args }: Io): Flow | null {
  return onPath(args, (path) => resolvePath(scope.cwd, path));
}

/** `$(which rm)` is `rm`, wherever it is installed. */
function named({ args }: Io): Flow | null {
  const words = args.filter((arg) => !arg.value.startsWith('-'));
  return words.length > 0 && words.every((word) => word.known) ? text(`${words.map((word) => word.value).join('\n')}\n`) : null;
}

/** `mktemp`: a name nobody has yet; with `-d` the folder is there from now on. */
function temporary({ args, run, scope }: Io): Flow | null {
  const values = args.map((arg) => arg.value);
  const at = values.findIndex((value) => value === '-p' || value === '--tmpdir');
  const folder = /^(?:--tmpdir=|-p)(.+)$/.exec(values.find((value) => /^(?:--tmpdir=|-p).+$/.test(value)) ?? '')?.[1] ?? (at >= 0 ? values[at + 1] : undefined);
  const template = values.find((value, i) => !value.startsWith('-') && i !== at + 1) ?? (at < 0 ? values.find((value) => !value.startsWith('-')) : undefined) ?? 'tmp.XXXXXXXXXX';
  const inFolder = folder !== undefined || values.some((value) => /^-\w*t/.test(value)) || template === 'tmp.XXXXXXXXXX';
  const made = template.includes('/') || !inFolder ? template : `${folder ?? '/tmp'}/${template}`;
  const path = resolvePath(scope.cwd, made);
  if (path !== null && values.some((value) => /^(?:-\w*d\w*|--directory)$/.test(value))) run.folders.add(path);
  return text(`${made}\n`, args.every((arg) => arg.known));
}

function counted({ args }: Io): Flow | null {
  const numbers = args.filter((arg) => !/^-[a-z]/.test(arg.value)).map((arg) => (arg.known ? Number(arg.value) : Number.NaN));
  if (numbers.length === 0 || numbers.length > 3 || numbers.some(Number.isNaN)) return null;
  const [from, by, to] = numbers.length === 1 ? [1, 1, numbers[0] as number] : numbers.length === 2 ? [numbers[0] as number, 1, numbers[1] as number] : (numbers as [number, number, number]);
  if (by === 0) return null;
  const count = Math.min(Math.max(0, Math.floor((to - from) / by) + 1), 200);
  return text(Array.from({ length: count }, (_, i) => `${from + i * by}\n`).join(''));
}

/** `git rev-parse --show-toplevel`, found by looking for `.git` upwards. */
function repository({ run, scope, args }: Io): Flow | null {
  if (args[0]?.value !== 'rev-parse' || !args.some((arg) => arg.value === '--show-toplevel') || scope.cwd === null || scope.elsewhere) return null;
  for (let path = scope.cwd, i = 0; i < 12; path = folderOf(path), i += 1) {
    if (run.surroundings.listFiles(path)?.some((name) => name === '.git/' || name === '.git')) return text(`${path}\n`);
    if (path === '/' || !path.startsWith('/')) break;
  }
  return null;
}

function listed({ args }: Io): Flow | null {
  const paths = args.filter((arg) => !arg.value.startsWith('-'));
  if (paths.length === 0) return { kind: 'paths', paths: [known('*', true)] };
  return { kind: 'paths', paths: paths.map((path): Value => (path.glob || !path.known ? path : known(`${withoutEnd(path.value, '/')}/*`, true))) };
}

function found({ args }: Io): Flow | null {
  return args.some((arg) => /^-(exec|ok|printf|ls|delete)/.test(arg.value)) ? null : { kind: 'paths', paths: foundPaths(args) };
}

/** What `find` would name, as globs: `find . -name '*.pyc'` gives `./ ** /*.pyc` (without the blanks). */
export function foundPaths(args: readonly Field[]): readonly Value[] {
  const start = args.findIndex((arg) => /^[-(!]/.test(arg.value) && !/^-[HLPO]/.test(arg.value));
  const roots = args.slice(0, start < 0 ? args.length : start).filter((arg) => !/^-[HLPO]/.test(arg.value));
  let names: Field[] = [];
  let deepest = '';
  const rest = start < 0 ? [] : args.slice(start);
  rest.forEach((arg, i) => {
    const value = rest[i + 1];
    const negated = /^(!|-not)$/.test(rest[i - 1]?.value ?? '');
    if (/^-i?(name|path|wholename)$/.test(arg.value) && value && !negated) names.push(value);
    if (arg.value === '-maxdepth') deepest = value?.value ?? '';
    // What stands before `-prune -o` is left out, not found.
    if (arg.value === '-prune' && /^(-o|-or)$/.test(value?.value ?? '')) names = [];
  });
  return (roots.length > 0 ? roots : [known('.')]).flatMap((root) => {
    const top = (withoutEnd(root.value, '/') || root.value.slice(0, 1));
    const between = deepest === '1' ? '' : '**/';
    if (deepest === '0') return [{ ...root, value: top }];
    const found = names.length > 0 ? names.map((name) => ({ value: name.value.includes('/') ? name.value : `${top === '/' ? '' : top}/${between}${name.value}`, known: name.known })) : [{ value: `${top === '/' ? '' : top}/${between}*`, known: true }];
    return found.map(({ value, known: sure }): Value => (root.known && sure ? { value, known: true, glob: true } : { value, known: false, glob: true, bare: '' }));
  });
}

function downloaded({ program, args }: Io): Flow {
  const values = args.map((arg) => arg.value);
  const url = values.find((value) => /^(?:https?|ftp|s3|gs):\/\//.test(value)) ?? values.find((value) => !value.startsWith('-') && /[./]/.test(value)) ?? values.at(-1) ?? program;
  const into = downloadsInto(program, args);
  return into !== null && into !== '-' ? EMPTY : { kind: 'download', from: url };
}

/** The file a download is written to; `-` or `null` when it is printed. */
export function downloadsInto(program: string, args: readonly Field[]): string | null {
  const values = args.map((arg) => arg.value);
  const url = values.find((value) => /^(?:https?|ftp):\/\//.test(value)) ?? values.findLast((value) => !value.startsWith('-') && value.includes('/'));
  const fromUrl = (): string => baseName((url ?? 'index.html').replace(/[?#].*$/, '')) || 'index.html';
  // `-qO-` is a cluster whose last option has its value glued on.
  const glued = (short: string): string | undefined => values.map((value) => new RegExp(`^-[a-z]*?${short}(.+)$`).exec(value)?.[1]).find((value) => value !== undefined);
  const option = (short: string, long: string): string | undefined => {
    const i = values.findIndex((value) => value === `--${long}` || new RegExp(`^-[A-Za-z]*${short}$`).test(value));
    return i >= 0 ? values[i + 1] : (values.find((value) => value.startsWith(`--${long}=`))?.slice(long.length + 3) ?? glued(short));
  };
  if (program === 'curl') return option('o', 'output') ?? (values.some((value) => /^-[A-Za-z]*O[A-Za-z]*$/.test(value) || value === '--remote-name') ? fromUrl() : null);
  if (program === 'wget') return option('O', 'output-document') ?? fromUrl();
  return null;
}

function bucket({ program, args }: Io): Flow | null {
  const values = args.map((arg) => arg.value);
  const reads = program === 'gsutil' ? values[0] === 'cat' : values[0] === 's3' && values[1] === 'cp' && values.at(-1) === '-';
  return reads ? { kind: 'download', from: values.find((value) => /^(?:s3|gs):/.test(value)) ?? values.join(' ') } : null;
}

function gist({ args }: Io): Flow | null {
  const words = args.map((arg) => arg.value);
  const reads = (words[0] === 'gist' && words[1] === 'view') || words[0] === 'api';
  return reads ? { kind: 'download', from: words.find((word, i) => i > 0 && !word.startsWith('-') && word !== 'view') ?? 'GitHub' } : null;
}

/** `python3 -c 'print("rm")'`: a program that is one literal. */
function literalProgram({ program, args, stdin }: Io): Flow | null {
  const source = args.length === 2 && /^-[cer]$/.test(args[0]?.value ?? '') && args[1]?.known ? args[1].value : null;
  const match = source === null ? null : /^\s*(?:print|puts|echo|console\.log|process\.stdout\.write)\s*\(?\s*(["'])([^"']*)\1\s*\)?\s*;?\s*$/.exec(source);
  if (match) return text(`${escapes(match[2] as string)}\n`);
  return stdin === null ? null : through(stdin, program);
}

function transform(io: Io): Flow | null {
  const { flow, args } = inputOf(io);
  if (flow.kind !== 'text') return through(flow, io.program) ?? (flow.kind === 'answers' ? flow : null);
  const out = (TRANSFORMS[io.program] as (text: string, args: readonly string[]) => string | null)(flow.text, args.map((arg) => arg.value));
  return out === null ? null : text(out, flow.complete && args.every((arg) => arg.known));
}

function decoder(io: Io): Flow | null {
  const values = io.args.map((arg) => arg.value);
  const decode = lookup(DECODERS, io.program);
  const way = decode?.(values) ?? null;
  if (way === 'not-decoding') return null;
  const input = inputOf(io).flow;
  if (input.kind === 'download') return input;
  const out = input.kind === 'text' && input.complete && way !== null ? way(input.text) : null;
  return out === null ? { kind: 'decoded', by: [io.program, ...values].join(' ') } : text(out);
}

/** What a filter reads: standard input, else the last word that names a file; and its other words. */
function inputOf({ run, scope, program, args, stdin }: Io): { readonly flow: Flow; readonly args: readonly Field[] } {
  if (stdin !== null) return { flow: loaded(run, scope, stdin), args };
  const file = args.findLast((arg) => !arg.value.startsWith('-'));
  const needsScript = ['tr', 'sed', 'gsed', 'awk', 'gawk', 'mawk', 'grep', 'egrep', 'fgrep', 'cut'].includes(program);
  const rest = args.filter((arg) => arg !== file);
  if (file?.flow !== undefined) return { flow: file.flow, args: rest };
  if (file === undefined || !file.known || (needsScript && args.filter((arg) => !arg.value.startsWith('-')).length < 2) || program === 'tr') return { flow: EMPTY, args };
  return { flow: loaded(run, scope, contentOf(run, scope, file.value)), args: rest };
}

/** A folder that `cd` can always enter: one of every system, or one that this command line made. */
export function alwaysThere(run: Run, scope: Scope, path: string): boolean {
  return path === '/' || path === '/tmp' || path === '/var' || path === '/etc' || path === '/var/log' || path === '/usr' || path === '/opt' || path === homeOf(run, scope) || run.folders.has(path);
}
