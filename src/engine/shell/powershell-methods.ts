import { binary, indexed, itemsOf, known, splitText, textOf, unknown, type Value } from './powershell-values';
import { besidePath } from './windows-paths';

/** What `x.name(…)` gives, for the methods that texts are made with; unknown for the rest. `written` is the text of the whole. */
export function methodValue(of: Value, name: string, args: readonly Value[], written: string): Value {
  if (of.is === 'object') return objectMethod(of.type, name, args, written);
  if (of.is === 'download') return of;
  if (of.is === 'list' && (name === 'join' || name === 'tostring')) return binary('join', of, args[0] ?? known(' '), written);
  if (of.is === 'block') return name === 'getnewclosure' ? of : unknown(written);
  if (of.is !== 'text' || !of.known) return of.is === 'output' ? { ...of, text: written } : unknown(written);
  const texts = args.map(textOf);
  if (texts.some((arg) => !arg.known)) return unknown(written);
  const [a, b] = texts.map(({ text }) => text);
  switch (name) {
    case 'tolower': case 'tolowerinvariant': return known(of.text.toLowerCase());
    case 'toupper': case 'toupperinvariant': return known(of.text.toUpperCase());
    case 'trim': return known(a ? trimmed(of.text, a, true, true) : of.text.trim());
    case 'trimstart': return known(a ? trimmed(of.text, a, true, false) : of.text.trimStart());
    case 'trimend': return known(a ? trimmed(of.text, a, false, true) : of.text.trimEnd());
    case 'tostring': case 'normalize': case 'clone': return of;
    case 'replace': return a ? known(of.text.replaceAll(a, () => b ?? '')) : of;
    case 'remove': return known(of.text.slice(0, Number(a)) + (b === undefined ? '' : of.text.slice(Number(a) + Number(b))));
    case 'insert': return known(of.text.slice(0, Number(a)) + (b ?? '') + of.text.slice(Number(a)));
    case 'substring': return known(of.text.slice(Number(a), b === undefined ? undefined : Number(a) + Number(b)));
    case 'split': return splitText(of.text, a ?? '\\s+');
    case 'tochararray': return { is: 'list', items: Array.from(of.text.slice(0, 2000), (char) => known(char)) };
    case 'padleft': return known(of.text.padStart(Math.min(Number(a) || 0, 1000), b ?? ' '));
    case 'chars': case 'get_chars': return indexed(of, known(a ?? '0'), written);
    default: return unknown(written);
  }
}

/** What `[type](value)` gives. */
export function castValue(type: string, value: Value): Value {
  if (type === 'char' && value.is === 'text' && value.known) return known(/^\d+$/.test(value.text) ? String.fromCharCode(Number(value.text)) : value.text);
  if (type === 'char[]') return { is: 'list', items: (value.is === 'text' ? Array.from(value.text.slice(0, 2000), (char) => known(char)) : itemsOf(value)).map((item) => castValue('char', item)) };
  if (type === 'string') return { is: 'text', ...pick(textOf(value)) };
  if ((type === 'int' || type === 'byte') && value.is === 'text' && value.known) return known(/^.$/.test(value.text) && !/\d/.test(value.text) ? String(value.text.charCodeAt(0)) : value.text);
  if (type.endsWith('scriptblock')) return value;
  return value;
}

/** Base64 text as bytes, one character each; `null` when it is not base64. */
export function base64Bytes(text: string): string | null {
  const clean = text.replace(/\s/g, '').replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(clean)) return null;
  let bytes = '';
  let bits = 0;
  let count = 0;
  for (const char of clean) {
    bits = ((bits << 6) | ALPHABET.indexOf(char)) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += String.fromCharCode((bits >> count) & 0xff);
    }
  }
  return bytes;
}

/** Bytes as text in an encoding. */
export function decodedText(bytes: string, encoding: string): string {
  if (/unicode|utf-?16/.test(encoding)) {
    let text = '';
    for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes.charCodeAt(i) | (bytes.charCodeAt(i + 1) << 8));
    return text;
  }
  if (!/utf-?8|default/.test(encoding)) return bytes;
  let text = '';
  for (let i = 0; i < bytes.length; i += 1) {
    const first = bytes.charCodeAt(i);
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    let code = more === 0 ? first : first & (0x3f >> more);
    for (let k = 0; k < more; k += 1) code = (code << 6) | (bytes.charCodeAt(++i) & 0x3f);
    text += String.fromCodePoint(Number.isNaN(code) || code < 0 || code > 0x10ffff ? 0xfffd : code);
  }
  return text;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function objectMethod(type: string, name: string, args: readonly Value[], written: string): Value {
  const first = args[0];
  const text = first ? textOf(first) : { text: '', known: false };
  if (/(?:web|http)client$/.test(type) && /^(?:download(?:string|data)|get(?:string|bytearray|)async|openread|uploadstring)/.test(name)) return { is: 'download', from: text.text };
  if (type.endsWith('convert') && name === 'frombase64string') {
    const bytes = text.known ? base64Bytes(text.text) : null;
    return bytes === null ? (first?.is === 'download' ? first : unknown(written)) : { is: 'bytes', bytes };
  }
  if (name === 'getstring' && type.includes('encoding')) return first?.is === 'bytes' ? known(decodedText(first.bytes, type)) : first?.is === 'download' ? first : unknown(written);
  if (name === 'getencoding' && type.includes('encoding')) return { is: 'object', type: `encoding.${text.text.toLowerCase()}` };
  if (name === 'unescape' && type.endsWith('regex') && text.known) return known(text.text.replace(/\\(.)/g, '$1'));
  if (type === 'string' || type === 'system.string') return stringStatic(name, args, written);
  if (type.endsWith('io.path')) return pathStatic(name, args, written);
  if (type.endsWith('scriptblock') && name === 'create') return first ?? unknown(written);
  if (type.endsWith('io.file') && /^readalltext|^readalllines|^readallbytes/.test(name)) return text.known ? { is: 'file', path: text.text } : unknown(written);
  if (type.endsWith('environment') && name === 'getenvironmentvariable') return unknown(`$env:${text.text}`);
  if (name === 'new' || name === 'create' || name === 'createinstance') return { is: 'object', type };
  if (type.endsWith('array') && name === 'reverse') return unknown(written);
  return unknown(written);
}

function stringStatic(name: string, args: readonly Value[], written: string): Value {
  const [first, ...rest] = args;
  if (!first) return unknown(written);
  const flat = rest.length === 1 ? itemsOf(rest[0] as Value) : rest;
  if (name === 'join') return binary('join', { is: 'list', items: flat }, first, written);
  if (name === 'concat') return binary('join', { is: 'list', items: args.flatMap(itemsOf) }, known(''), written);
  if (name === 'format') return binary('f', first, { is: 'list', items: flat }, written);
  if (name === 'new') return binary('join', { is: 'list', items: args.flatMap(itemsOf) }, known(''), written);
  return unknown(written);
}

function pathStatic(name: string, args: readonly Value[], written: string): Value {
  const texts = args.map(textOf);
  const sure = texts.every((one) => one.known);
  if (name === 'combine' || name === 'join') return { is: 'text', text: texts.map(({ text }) => text).reduce(besidePath), known: sure };
  if (name === 'gettemppath' || name === 'gettempfilename') return known('/tmp/');
  if (name === 'getfullpath' && texts[0]) return { is: 'text', ...pick(texts[0]) };
  return unknown(written);
}

function trimmed(text: string, chars: string, start: boolean, end: boolean): string {
  let from = 0;
  let to = text.length;
  while (start && from < to && chars.includes(text[from] as string)) from += 1;
  while (end && to > from && chars.includes(text[to - 1] as string)) to -= 1;
  return text.slice(from, to);
}

function pick({ text, known: sure }: { text: string; known: boolean }): { text: string; known: boolean } {
  return { text, known: sure };
}
