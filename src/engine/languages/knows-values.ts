import { base64Bytes, decodedText } from '../shell/powershell-methods';
import type { Knower } from './deeds';
import { contains, entryOf } from './program-branches';
import { asText, itemsOf, text, told, type Value, joinedBy } from './values';
import { lookup } from '../lookup';

/** Calls that only make a value out of others: decoding, joining, splitting, the environment. They are no deeds, and what they give is. */
export const values: Knower = (call, { context, nested }) => {
  const { path, args } = call;
  const first = args[0];
  const { text: given, known } = asText(first);
  if (/^(?:base64\.(?:b64decode|urlsafe_b64decode|standard_b64decode)|atob|Base64\.(?:decode64|strict_decode64|urlsafe_decode64)|base64_decode|decode_base64|MIME\.Base64\.decode_base64)$/.test(path)) return decoded(known ? given : null);
  if (path === 'Buffer.from' && asText(args[1]).text === 'base64') return decoded(known ? given : null);
  if (/^(?:bytes\.fromhex|bytearray\.fromhex|binascii\.unhexlify)$/.test(path) || (path === 'Buffer.from' && asText(args[1]).text === 'hex')) return known && /^(?:[\da-f]{2})*$/i.test(given) ? { value: text(given.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)))) } : null;
  if (path === 'chr' || path === 'String.fromCharCode') return args.every((arg) => /^\d+$/.test(asText(arg).text)) ? { value: text(args.map((arg) => String.fromCharCode(Number(asText(arg).text))).join('')) } : null;
  if (/^(?:os\.getenv|os\.environ\.get|ENV\.fetch|getenv|Deno\.env\.get)$/.test(path)) {
    const value = nested.env && Object.hasOwn(nested.env, given) ? nested.env[given] : lookup(context.surroundings.env, given);
    return typeof value === 'string' ? { value: text(value) } : { value: args[1] ?? text(`\${${given}}`, false) };
  }
  if (path === '__import__' || path === 'importlib.import_module' || path === 'import') return known ? { value: { is: 'chain', path: given.replace(/^node:/, ''), calls: [] } } : null;
  if (path === 'getattr' && first?.is === 'chain') return known || args[1] ? { value: { ...first, path: `${first.path}.${asText(args[1]).text}` } } : null;
  if (/^(?:textwrap\.dedent|str|String|bytes|shlex\.quote|shellescape|escapeshellarg|quotemeta|list|tuple|Array\.from)$/.test(path) && first) return { value: first };
  if (/^(?:string\.format|sprintf|gettextf|Kernel\.(?:sprintf|format))$/.test(path) && first?.is === 'text') return { value: printed(given, known, args.slice(1)) };
  if (/^(?:Set|set|frozenset|sorted|Array|reversed)$/.test(path) && first?.is === 'list') return { value: first };
  if (path === 'table.get' || path === 'table.fetch') return tableEntry(call.before[0]?.args[0], args);
  if (path === 'shlex.split' && first?.is === 'text') return { value: { is: 'list', items: wordsOf(given, known) } };
  if (/^(?:util\.)?promisify$/.test(path) && first) return { value: first };
  return path.startsWith('text.') ? textMethod(path.slice('text.'.length), call.before[0]?.args[0], args) : null;
};

/** `TABLE.get(key, otherwise)` */
function tableEntry(table: Value | undefined, [key, otherwise]: readonly Value[]): { value?: Value } | null {
  if (table?.is !== 'table') return null;
  const entry = entryOf(table, key);
  return { value: entry.is === 'chain' && entry.path === '' && otherwise ? otherwise : entry };
}

function decoded(source: string | null): { value?: Value } | null {
  const bytes = source === null ? null : base64Bytes(source);
  return bytes === null ? null : { value: text(decodedText(bytes, 'utf-8')) };
}

function textMethod(method: string, of: Value | undefined, args: readonly Value[]): { value?: Value } | null {
  if (!of) return null;
  const first = args[0] ? asText(args[0]) : undefined;
  if (of.is === 'list') {
    // `['terraform', 'destroy'].join(' ')`
    if (method === 'join') return { value: joinedBy(of.items, first?.text ?? '') };
    if (/^(?:includes|include\?|contains|member\?|has|in_array)$/.test(method)) return valued(contains(of, args[0]));
    if (method === 'slice' && /^\d+$/.test(first?.text ?? '')) return { value: { ...of, items: of.items.slice(Number(first?.text)) } };
    if (/^(?:first|shift|at)$/.test(method) && (args.length === 0 || first?.text === '0')) return valued(of.items[0] ?? (of.told ? told('') : null));
    if (method === 'concat') return { value: { is: 'list', items: [...of.items, ...args.flatMap(itemsOf)] } };
    return method === 'reverse' ? { value: { is: 'list', items: [...of.items].reverse() } } : null;
  }
  const { text: own, known } = asText(of);
  switch (method) {
    // `' '.join(['terraform', 'destroy'])`
    case 'join': return { value: joinedBy(itemsOf(args[0]), own) };
    case 'decode': case 'encode': case 'toString': case 'strip': case 'trim': case 'rstrip': case 'lstrip': case 'chomp': case 'unpack1': case 'to_s': case 'expandtabs': return { value: text(method === 'strip' || method === 'trim' ? own.trim() : own, known) };
    case 'split': return known || / /.test(own) ? { value: { is: 'list', items: wordsOf(own, known, first?.text) } } : null;
    case 'replace': case 'replaceAll': case 'gsub': case 'sub': return known && first?.known && args[1] ? { value: text(own.replaceAll(first.text, () => asText(args[1]).text)) } : null;
    case 'format': return { value: /%[sdq]/.test(own) && !own.includes('{') ? printed(own, known, args) : formatted(own, known, args) };
    case 'joinpath': return { value: { is: 'chain', path: 'pathlib.Path()', calls: [{ args: [of, ...args], named: new Map() }] } };
    case 'lower': case 'toLowerCase': case 'downcase': return { value: text(own.toLowerCase(), known) };
    case 'reverse': return known ? { value: text([...own].reverse().join('')) } : null;
    case 'concat': return { value: text(own + args.map((arg) => asText(arg).text).join(''), known && args.every((arg) => asText(arg).known)) };
    default: return null;
  }
}

function valued(value: Value | null): { value?: Value } | null {
  return value === null ? null : { value };
}

/** `%s`, `%d` */
function printed(format: string, known: boolean, args: readonly Value[]): Value {
  let next = 0;
  let sure = known;
  const value = format.replace(/%(?:%|[-+0 #]*\d*(?:\.\d+)?[sdifqgx])/g, (whole) => {
    if (whole === '%%') return '%';
    const part = asText(args[next++]);
    sure &&= part.known;
    return part.text;
  });
  return text(value, sure);
}

function formatted(format: string, known: boolean, args: readonly Value[]): Value {
  let next = 0;
  let sure = known;
  const value = format.replace(/\{(\d*|\w+)(?:[:!][^}]*)?\}/g, (_whole, key: string) => {
    const arg = args[key === '' ? next++ : Number(key)];
    const part = asText(arg);
    sure &&= part.known;
    return part.text;
  });
  return text(value, sure);
}

/** Words as a shell would part them. */
function wordsOf(line: string, known: boolean, separator?: string): Value[] {
  if (separator !== undefined && separator.trim() !== '') return line.split(separator).map((word) => text(word, known));
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'])+/g)].map((match) => text(match[0].replace(/^(['"])([^]*)\1$/, '$2'), known || !match[0].includes('$')));
}
