import type { Context, Invocation, Word } from '../../model';
import { readArguments } from '../options';

/** One HTTP request as a command line writes it. */
export interface Request {
  readonly method: string;
  readonly urls: readonly string[];
  /** '' when there is none; `null` when it stands somewhere that cannot be read. */
  readonly body: string | null;
  /** A socket it is sent through in place of the network. */
  readonly socket: string | null;
}

/** curl and its like. */
export function curlRequest(invocation: Invocation, context: Context): Request {
  const args = readArguments(invocation.args, { style: 'gnu', values: CURL_VALUES });
  const bodies = args.values('-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--data-urlencode', '--json', '-F', '--form').map((word) => body(word, invocation, context));
  const posts = bodies.length > 0 && !args.has('-G', '--get');
  const written = args.value('-X', '--request')?.value;
  const method = override(args.values('-H', '--header')) ?? written ?? (args.has('-I', '--head') ? 'HEAD' : args.value('-T', '--upload-file') ? 'PUT' : posts ? 'POST' : 'GET');
  return {
    method: method.toUpperCase(),
    urls: [...args.values('--url'), ...args.positionals].map(({ value }) => value),
    body: bodies.some((one) => one === null) ? null : bodies.join('\n'),
    socket: args.value('--unix-socket', '--abstract-unix-socket')?.value ?? null,
  };
}

export function wgetRequest(invocation: Invocation, context: Context): Request {
  const args = readArguments(invocation.args, { style: 'gnu', values: WGET_VALUES });
  const data = args.values('--post-data', '--body-data').map(({ value }) => value);
  const files = args.values('--post-file', '--body-file').map((word) => body({ ...word, value: `@${word.value}` }, invocation, context));
  const method = override(args.values('--header')) ?? args.value('--method')?.value ?? (args.has('--post-data', '--post-file') || data.length > 0 ? 'POST' : 'GET');
  return { method: method.toUpperCase(), urls: args.positionals.map(({ value }) => value), body: files.includes(null) ? null : [...data, ...files].join('\n'), socket: null };
}

/** httpie and xh: `http DELETE host/path name=value`. */
export function httpieRequest(invocation: Invocation): Request {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-a', '--auth', '-A', '--auth-type', '-o', '--output', '--session', '--verify', '--timeout', '-s', '--style', '-p', '--print', '--proxy', '--raw', '--cert', '--cert-key', '--bearer', '-c'] });
  const [first, ...rest] = args.positionals.map(({ value }) => value);
  const named = first !== undefined && /^(?:get|head|options|post|put|patch|delete|purge|link|unlink)$/i.test(first);
  const words = named ? rest : first === undefined ? [] : [first, ...rest];
  const [url, ...items] = words;
  const sends = items.some((item) => /^[\w.-]+:?=/.test(item)) || args.value('--raw') !== undefined;
  const header = items.find((item) => /^x-http-method-override:/i.test(item))?.split(':')[1];
  return {
    method: (header ?? (named ? (first as string) : sends ? 'POST' : 'GET')).toUpperCase(),
    urls: url === undefined ? [] : [url.startsWith(':') ? `localhost${url}` : url],
    body: [...items, args.value('--raw')?.value ?? ''].join(' '),
    socket: null,
  };
}

/** `@file` stands for what is in the file, `@-` for what is piped in. */
function body(word: Word, invocation: Invocation, context: Context): string | null {
  if (!word.value.startsWith('@')) return word.value;
  const path = word.value.slice(1);
  if (path === '-' || path === '/dev/stdin') return invocation.stdin?.kind === 'text' ? invocation.stdin.text : null;
  const absolute = path.startsWith('/') ? path : invocation.cwd === null ? null : `${invocation.cwd}/${path.replace(/^\.\//, '')}`;
  return absolute === null ? null : context.surroundings.readFile(absolute);
}

/** Some servers take the method from a header. */
function override(headers: readonly Word[]): string | undefined {
  return headers.map(({ value }) => /^x-(?:http-)?method(?:-override)?\s*:\s*(\w+)/i.exec(value)?.[1]).find((one) => one !== undefined);
}

const CURL_VALUES = [
  '-X', '--request', '-H', '--header', '-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--data-urlencode', '--json', '-F', '--form', '--form-string', '-u', '--user', '-o', '--output', '-T', '--upload-file', '-K', '--config', '-b', '--cookie', '-c', '--cookie-jar',
  '-A', '--user-agent', '-e', '--referer', '-x', '--proxy', '--url', '--resolve', '--connect-to', '--cacert', '--cert', '-E', '--key', '-m', '--max-time', '--connect-timeout', '--retry', '--retry-delay', '--retry-max-time', '-w', '--write-out', '-y', '-Y', '-z', '-C', '-D', '--dump-header', '-P', '-Q', '-r', '--range', '-t',
  '--unix-socket', '--abstract-unix-socket', '--aws-sigv4', '--oauth2-bearer', '--interface', '--limit-rate', '--output-dir', '--max-redirs', '--ciphers', '--capath', '--proxy-user', '-U', '--url-query', '--variable',
];

const WGET_VALUES = ['--method', '--header', '--post-data', '--post-file', '--body-data', '--body-file', '-O', '--output-document', '-o', '-P', '-e', '-t', '-T', '-i', '-U', '--user-agent', '--user', '--password', '-a', '-Q', '-l', '-A', '-R', '-D', '-I', '-X', '--timeout', '--tries', '--certificate', '--private-key', '--ca-certificate'];
