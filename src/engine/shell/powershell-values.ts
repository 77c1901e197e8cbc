import type { Block } from './powershell-syntax';
import { lastName, parentPath } from './windows-paths';

/** What is known of a value without running anything. Numbers and truth values are texts. */
export type Value =
  /** When `known` is false, `text` keeps what could not be worked out as it is written. */
  | { readonly is: 'text'; readonly text: string; readonly known: boolean }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  | { readonly is: 'table'; readonly entries: Map<string, Value> }
  | { readonly is: 'block'; readonly block: Block }
  /** What a file holds. */
  | { readonly is: 'file'; readonly path: string }
  | { readonly is: 'download'; readonly from: string }
  /** Bytes, one character each. */
  | { readonly is: 'bytes'; readonly bytes: string }
  /** An object or a type that only its methods matter of: `net.webclient`, `text.encoding.utf8`. */
  | { readonly is: 'object'; readonly type: string }
  /** What a program that was named would print. */
  | { readonly is: 'output'; readonly of: string; readonly text: string };

export const NULL: Value = { is: 'list', items: [] };

export function known(text: string): Value {
  return { is: 'text', text, known: true };
}

export function unknown(text: string): Value {
  return { is: 'text', text, known: false };
}

/** A value as text, the way it shows inside a string. */
export function textOf(value: Value): { text: string; known: boolean } {
  switch (value.is) {
    case 'text': return value;
    case 'list': {
      const items = value.items.map(textOf);
      return { text: items.map(({ text }) => text).join(' '), known: items.every((item) => item.known) };
    }
    case 'output': return { text: value.text, known: false };
    case 'object': return { text: `[${value.type}]`, known: false };
    case 'file': return { text: value.path, known: false };
    case 'download': return { text: value.from, known: false };
    default: return { text: `(${value.is})`, known: false };
  }
}

export function itemsOf(value: Value): readonly Value[] {
  return value.is === 'list' ? value.items : [value];
}

export function listOf(values: readonly Value[]): Value {
  return values.length === 1 ? (values[0] as Value) : { is: 'list', items: values };
}

export function isFalse(value: Value): boolean {
  return (value.is === 'text' && value.known && /^(?:false|0|)$/i.test(value.text)) || (value.is === 'list' && value.items.length === 0);
}

const MAX_ITEMS = 2000;

/** A binary operator over two values. `written` is the text of the whole, kept when nothing is known. */
export function binary(operator: string, left: Value, right: Value, written: string): Value {
  const a = textOf(left);
  const b = textOf(right);
  switch (operator) {
    case '+':
      if (left.is === 'list') return { is: 'list', items: [...left.items, ...itemsOf(right)].slice(0, MAX_ITEMS) };
      if (left.is === 'table') return left;
      return numeric(a, b) ? known(String(Number(a.text) + Number(b.text))) : { is: 'text', text: a.text + b.text, known: a.known && b.known };
    case '-': return numeric(a, b) ? known(String(Number(a.text) - Number(b.text))) : unknown(written);
    case '*': {
      if (numeric(a, b)) return known(String(Number(a.text) * Number(b.text)));
      const times = Number(b.text);
      return a.known && b.known && times >= 0 && times * a.text.length <= MAX_ITEMS ? known(a.text.repeat(times)) : unknown(written);
    }
    case 'bxor': return numeric(a, b) ? known(String(Number(a.text) ^ Number(b.text))) : unknown(written);
    case 'band': return numeric(a, b) ? known(String(Number(a.text) & Number(b.text))) : unknown(written);
    case 'f': return formatted(a, itemsOf(right), written);
    case 'join': return joined(left, b.text, b.known);
    case 'split': return a.known && b.known ? splitText(a.text, b.text.split(' ')[0] === '' ? ' ' : b.text) : unknown(written);
    case 'replace': return replaced(left, right, written);
    case '..': {
      const from = Number(a.text);
      const to = Number(b.text);
      if (!a.known || !b.known || !Number.isInteger(from) || !Number.isInteger(to) || Math.abs(from - to) > MAX_ITEMS) return unknown(written);
      const step = from <= to ? 1 : -1;
      return { is: 'list', items: Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => known(String(from + i * step))) };
    }
    case 'eq': case 'ne': {
      if (left.is !== 'text' || right.is !== 'text' || !a.known || !b.known) return unknown(written);
      return known((a.text.toLowerCase() === b.text.toLowerCase()) === (operator === 'eq') ? 'True' : 'False');
    }
    case 'and': return truth(left) === false || truth(right) === false ? known('False') : truth(left) === true && truth(right) === true ? known('True') : unknown(written);
    case 'or': return truth(left) === true || truth(right) === true ? known('True') : truth(left) === false && truth(right) === false ? known('False') : unknown(written);
    case 'as': return left;
    case '??': return left === NULL || (left.is === 'text' && !left.known) ? right : left;
    // Either may be taken.
    case '?': return { is: 'list', items: [left, right] };
    default: return unknown(written);
  }
}

/** Whether a value counts as true; `null` when that cannot be told. */
export function truth(value: Value): boolean | null {
  return value.is === 'text' && value.known ? !isFalse(value) : null;
}

export function unary(operator: string, operand: Value, written: string): Value {
  if (operator === 'join') return joined(operand, '', true);
  if (operator === 'split') return operand.is === 'text' && operand.known ? splitText(operand.text, '\\s+') : unknown(written);
  if (operator === '-' || operator === '+') {
    const { text, known: sure } = textOf(operand);
    return sure ? known(operator === '-' ? `-${text}` : text) : unknown(written);
  }
  if (operator === 'not' || operator === '!') {
    const is = truth(operand);
    return is === null ? unknown(written) : known(is ? 'False' : 'True');
  }
  if (operator === ',') return { is: 'list', items: [operand] };
  return unknown(written);
}

/** `x[at]`, for texts and lists with known numbers or names. */
export function indexed(of: Value, at: Value, written: string): Value {
  if (of.is === 'table') return of.entries.get(textOf(at).text.toLowerCase()) ?? unknown(written);
  const items = of.is === 'text' && of.known ? [...of.text].map(known) : of.is === 'list' ? of.items : null;
  const numbers = itemsOf(at).map((one) => (one.is === 'text' && one.known ? Number(one.text) : Number.NaN));
  if (!items || numbers.length === 0 || numbers.some((one) => !Number.isInteger(one))) return unknown(written);
  return listOf(numbers.flatMap((one) => items[one < 0 ? items.length + one : one] ?? []));
}

/** A property that files, texts and tables have. */
export function property(of: Value, name: string, written: string): Value {
  if (of.is === 'table') return of.entries.get(name) ?? unknown(written);
  if (of.is === 'list' && of.items.length > 0 && name !== 'count' && name !== 'length') return { is: 'list', items: of.items.map((item) => property(item, name, written)) };
  if (of.is === 'download') return name === 'content' || name === 'rawcontent' ? of : unknown(written);
  if (of.is === 'object' && of.type === 'executioncontext') return of;
  if (of.is === 'object' && of.type.includes('encoding')) return { is: 'object', type: `encoding.${name}` };
  if (of.is !== 'text') return of.is === 'output' ? { is: 'output', of: of.of, text: written } : unknown(written);
  if (PATHS.has(name)) return of;
  if (name === 'name' || name === 'pschildname') return { ...of, text: lastName(of.text) };
  if (name === 'basename') return { ...of, text: lastName(of.text).replace(/\.[^.]*$/, '') };
  if (name === 'directoryname' || name === 'parent' || name === 'directory' || name === 'psparentpath') return { ...of, text: parentPath(of.text) };
  if (name === 'length' && of.known) return known(String(of.text.length));
  return unknown(written);
}

const PATHS: ReadonlySet<string> = new Set(['fullname', 'pspath', 'path', 'providerpath', 'fullpath', 'source', 'definition', 'value', 'target', 'resolvedtarget', 'uri', 'processname', 'id']);

function numeric(a: { text: string; known: boolean }, b: { text: string; known: boolean }): boolean {
  return a.known && b.known && /^-?\d+(?:\.\d+)?$/.test(a.text) && /^-?\d+(?:\.\d+)?$/.test(b.text);
}

function formatted(format: { text: string; known: boolean }, values: readonly Value[], written: string): Value {
  if (!format.known) return unknown(written);
  let sure = true;
  const text = format.text.replace(/\{\{|\}\}|\{(\d+)(?:[,:][^}]*)?\}/g, (whole: string, at?: string) => {
    if (at === undefined) return whole[0] as string;
    const value = values[Number(at)];
    const { text: part, known: partKnown } = value ? textOf(value) : { text: '', known: true };
    sure &&= partKnown;
    return part;
  });
  return { is: 'text', text, known: sure };
}

function joined(value: Value, separator: string, separatorKnown: boolean): Value {
  const items = itemsOf(value).map(textOf);
  return { is: 'text', text: items.map(({ text }) => text).join(separator), known: separatorKnown && items.every((item) => item.known) };
}

export function splitText(text: string, pattern: string): Value {
  // Only plain separators: a pattern that somebody else wrote may take for ever.
  const plain = /^(?:\\?[^\\[\](){}*+?|^$]|\\s\+?|\\[.|])+$/.test(pattern) && pattern.length < 20;
  const pieces = !plain ? text.split(pattern) : pattern.startsWith('\\s') ? text.split(/\s+/) : text.split(pattern.replaceAll('\\', ''));
  return { is: 'list', items: pieces.slice(0, MAX_ITEMS).map(known) };
}

function replaced(left: Value, right: Value, written: string): Value {
  if (left.is === 'list') return { is: 'list', items: left.items.map((item) => replaced(item, right, written)) };
  const [from, to] = itemsOf(right).map(textOf);
  if (left.is !== 'text' || !left.known || !from?.known || to?.known === false || from.text === '') return unknown(written);
  if (/[[\](){}*+?|^$]/.test(from.text.replace(/\\./g, ''))) return unknown(written);
  return known(replaceAllIn(left.text, from.text.replace(/\\(.)/g, '$1'), to?.text ?? ''));
}

/** As PowerShell's own, which does not look at case. */
function replaceAllIn(text: string, from: string, to: string): string {
  let out = '';
  const lower = text.toLowerCase();
  const wanted = from.toLowerCase();
  let at = 0;
  for (let next = lower.indexOf(wanted); next >= 0; next = lower.indexOf(wanted, at)) {
    out += text.slice(at, next) + to;
    at = next + wanted.length;
  }
  return out + text.slice(at);
}
