import { lookup } from '../lookup';
/** `\n`, `\x72`, `\162`, `\u0072` in `echo -e`, `printf` and `%b`. */
export function escapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|0?([0-7]{1,3})|([abefnrtv\\'"?]))/g, (whole, x, u, long, octal, letter) => {
    if (x !== undefined) return character(Number.parseInt(x, 16));
    if (u !== undefined) return character(Number.parseInt(u, 16));
    if (long !== undefined) return character(Number.parseInt(long, 16));
    if (octal !== undefined) return character(Number.parseInt(octal, 8));
    return LETTERS[letter as string] ?? whole;
  });
}

const LETTERS: Readonly<Record<string, string>> = { a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"', '?': '?' };

type Transform = (text: string, args: readonly string[]) => string | null;

/** Filters that are simple enough to be worked out; `null` when their words are not. */
export const TRANSFORMS: Readonly<Record<string, Transform>> = {
  rev: (text) => eachLine(text, (line) => [...line].reverse().join('')),
  tac: (text) => `${lines(text).reverse().join('\n')}\n`,
  sort: (text, args) => (args.every((arg) => /^-[ru]+$/.test(arg)) ? `${ordered(lines(text), args.join('')).join('\n')}\n` : null),
  uniq: (text, args) => (args.length === 0 ? `${lines(text).filter((line, i, all) => line !== all[i - 1]).join('\n')}\n` : null),
  head: (text, args) => slice(text, args, (all, count) => all.slice(0, count)),
  tail: (text, args) => slice(text, args, (all, count) => all.slice(Math.max(0, all.length - count))),
  tr: translated,
  cut,
  sed: substituted,
  gsed: substituted,
  awk: picked,
  gawk: picked,
  mawk: picked,
  grep: kept,
  fgrep: kept,
  egrep: kept,
  envsubst: (text) => (text.includes('$') ? null : text),
};

type Decode = (text: string) => string | null;

/** Decoders by their words: what they do, `null` for one that cannot be worked out here, or that they do not decode. */
export const DECODERS: Readonly<Record<string, (args: readonly string[]) => Decode | null | 'not-decoding'>> = {
  base64: (args) => (args.some((arg) => /^(?:-[a-z]*[dD]|--decode|-di)$/.test(arg) || arg.startsWith('--d')) ? fromBase64 : 'not-decoding'),
  gbase64: (args) => (args.some((arg) => /^(?:-[a-z]*[dD]|--decode)$/.test(arg)) ? fromBase64 : 'not-decoding'),
  base32: (args) => (args.some((arg) => /^(?:-d|--decode)$/.test(arg)) ? fromBase32 : 'not-decoding'),
  xxd: (args) => (args.some((arg) => /^-[a-z]*r/.test(arg)) ? (args.some((arg) => /p/.test(arg)) ? fromHex : fromHexDump) : 'not-decoding'),
  openssl: (args) => {
    if (args[0] === 'base64' || (args[0] === 'enc' && args.includes('-base64')) || (args[0] === 'enc' && args[1] === '-a')) return args.includes('-d') ? fromBase64 : 'not-decoding';
    return args.includes('-d') || args.includes('-decrypt') ? null : 'not-decoding';
  },
  gpg: (args) => (args.some((arg) => /^(?:-d|--decrypt)$/.test(arg)) ? null : 'not-decoding'),
  age: (args) => (args.some((arg) => /^(?:-d|--decrypt)$/.test(arg)) ? null : 'not-decoding'),
  uudecode: () => null,
  gunzip: () => null,
  zcat: () => null,
  bunzip2: () => null,
  bzcat: () => null,
  unxz: () => null,
  xzcat: () => null,
  zstdcat: () => null,
  gzip: (args) => (args.some((arg) => /^-[a-z]*d/.test(arg)) ? null : 'not-decoding'),
  xz: (args) => (args.some((arg) => /^-[a-z]*d/.test(arg)) ? null : 'not-decoding'),
  zstd: (args) => (args.some((arg) => /^-[a-z]*d/.test(arg)) ? null : 'not-decoding'),
  rot13: () => (text) => text.replace(/[a-z]/gi, (c) => rotated(c)),
};

function character(code: number): string {
  return code > 0x10ffff ? '' : String.fromCodePoint(code);
}

function rotated(c: string): string {
  const base = c < 'a' ? 65 : 97;
  return String.fromCharCode(((c.charCodeAt(0) - base + 13) % 26) + base);
}

function lines(text: string): string[] {
  const all = text.split('\n');
  if (all.at(-1) === '') all.pop();
  return all;
}

function eachLine(text: string, change: (line: string) => string): string {
  return lines(text).map(change).join('\n') + (text.endsWith('\n') ? '\n' : '');
}

function ordered(all: string[], options: string): string[] {
  const sorted = [...(options.includes('u') ? new Set(all) : all)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return options.includes('r') ? sorted.reverse() : sorted;
}

function slice(text: string, args: readonly string[], take: (all: string[], count: number) => string[]): string | null {
  const written = args.join(' ');
  const bytes = /^-c ?(\d+)$/.exec(written)?.[1];
  if (bytes !== undefined) return take([...text], Number(bytes)).join('');
  const count = written === '' ? 10 : Number(/^(?:-n ?|-)(\d+)$/.exec(written)?.[1] ?? Number.NaN);
  return Number.isNaN(count) ? null : take(lines(text), count).map((line) => `${line}\n`).join('');
}

function translated(text: string, args: readonly string[]): string | null {
  const options = args.filter((arg) => /^-[a-zA-Z]/.test(arg)).join('');
  const sets = args.filter((arg) => !/^-[a-zA-Z]/.test(arg)).map(setOf);
  const [from, to] = sets;
  if (from === undefined || options.includes('c') || options.includes('C')) return null;
  if (options.includes('d')) return [...text].filter((c) => !from.includes(c)).join('');
  if (to === undefined) return options.includes('s') ? squeezed(text, from) : null;
  const out = [...text].map((c) => {
    const i = from.lastIndexOf(c);
    return i < 0 ? c : (to[Math.min(i, to.length - 1)] ?? '');
  }).join('');
  return options.includes('s') ? squeezed(out, to) : out;
}

function squeezed(text: string, set: readonly string[]): string {
  return [...text].filter((c, i, all) => c !== all[i - 1] || !set.includes(c)).join('');
}

function setOf(written: string): string[] {
  const classes: Readonly<Record<string, string>> = { '[:lower:]': 'a-z', '[:upper:]': 'A-Z', '[:digit:]': '0-9', '[:alpha:]': 'A-Za-z', '[:space:]': ' \t\n', '[:blank:]': ' \t' };
  const text = [...escapes(written.replace(/\[:[a-z]+:\]/g, (name) => lookup(classes, name) ?? ''))];
  const out: string[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const start = text[i] as string;
    const end = text[i + 1] === '-' ? text[i + 2] : undefined;
    if (end === undefined || end < start || end.charCodeAt(0) - start.charCodeAt(0) > 256) out.push(start);
    else {
      for (let code = start.charCodeAt(0); code <= end.charCodeAt(0); code += 1) out.push(String.fromCharCode(code));
      i += 2;
    }
  }
  return out;
}

function cut(text: string, args: readonly string[]): string | null {
  const written = args.join(' ');
  const characters = /(?:^| )-(?:c|b) ?(\d*)(-?)(\d*)(?: |$)/.exec(written);
  if (characters) return eachLine(text, (line) => line.slice(Number(characters[1] || 1) - 1, characters[2] ? Number(characters[3] || line.length) : Number(characters[1])));
  const field = /(?:^| )-f ?(\d+)(-?)(?: |$)/.exec(written);
  const at = args.findIndex((arg) => arg.startsWith('-d'));
  const delimiter = at < 0 ? '\t' : args[at] === '-d' ? args[at + 1] : args[at]?.slice(2);
  if (field === null || delimiter === undefined) return null;
  return eachLine(text, (line) => {
    const fields = line.split(delimiter);
    const first = Number(field[1]) - 1;
    return fields.length === 1 ? line : fields.slice(first, field[2] ? undefined : first + 1).join(delimiter);
  });
}

/** `s/…/…/` with plain text or a simple pattern; anything else is not worked out. */
function substituted(text: string, args: readonly string[]): string | null {
  const scripts = args.filter((arg) => !/^-[eEr]+$/.test(arg));
  if (scripts.length === 0 || args.some((arg) => /^-(?:[ni]|f)/.test(arg))) return null;
  let out: string | null = text;
  for (const one of scripts.flatMap((script) => script.split(/;\s*(?=s\W)/))) {
    const match = /^\s*s(\W)((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)\1(g?)\s*;?\s*$/.exec(one);
    if (match === null || out === null) return null;
    const [, mark = '/', pattern = '', by = '', all] = match;
    if (!/^[\w\s./:,;@=\\^$#%_~!-]*$/.test(pattern) || /[&\\]/.test(by.replaceAll(`\\${mark}`, ''))) return null;
    const source = pattern.replaceAll(`\\${mark}`, mark).replace(/(?<!\\)\//g, '\\/');
    try {
      const regex = new RegExp(source, all === 'g' ? 'g' : '');
      out = eachLine(out, (line) => line.replace(regex, () => by.replaceAll(`\\${mark}`, mark)));
    } catch {
      // A pattern of another dialect.
      return null;
    }
  }
  return out;
}

function picked(text: string, args: readonly string[]): string | null {
  const literal = /^BEGIN\s*\{\s*print\s+"([^"]*)"\s*;?\s*\}$/.exec(args[0] ?? '');
  if (literal) return `${escapes(literal[1] as string)}\n`;
  const match = /^\{\s*print \$(\d+|NF)\s*;?\s*\}$/.exec(args.length === 1 ? (args[0] as string).trim() : '');
  if (match === null) return null;
  return eachLine(text, (line) => {
    const fields = line.trim().split(/\s+/);
    return match[1] === 'NF' ? (fields.at(-1) ?? '') : match[1] === '0' ? line : (fields[Number(match[1]) - 1] ?? '');
  });
}

function kept(text: string, args: readonly string[]): string | null {
  const pattern = args.at(-1);
  if (pattern === undefined || args.length > 2 || !/^[\w ./:@-]+$/.test(pattern)) return null;
  const negated = args.length === 2 && args[0] === '-v';
  if (args.length === 2 && !negated && args[0] !== '-F') return null;
  const found = lines(text).filter((line) => line.includes(pattern) !== negated);
  return found.length === 0 ? '' : `${found.join('\n')}\n`;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase64(text: string): string | null {
  return fromBits(text.replace(/-/g, '+').replace(/_/g, '/'), BASE64, 6);
}

function fromBase32(text: string): string | null {
  return fromBits(text, BASE32, 5);
}

function fromBits(text: string, alphabet: string, width: number): string | null {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const c of text) {
    if (c === '=') break;
    if (/\s/.test(c)) continue;
    const value = alphabet.indexOf(c);
    if (value < 0) return null;
    bits = ((bits << width) | value) & 0xffff;
    count += width;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return textFrom(bytes);
}

function fromHex(text: string): string | null {
  const digits = text.replace(/\s/g, '').replace(/\\x|0x/g, '');
  return /^(?:[0-9a-fA-F]{2})*$/.test(digits) ? textFrom((digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))) : null;
}

function fromHexDump(text: string): string | null {
  return fromHex(lines(text).map((line) => line.replace(/^[0-9a-fA-F]+:\s/, '').replace(/ {2}.*$/, '')).join(''));
}

/** UTF-8; `null` when the bytes are not text, for then no shell would run them as written. */
function textFrom(bytes: readonly number[]): string | null {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return null;
  }
}
