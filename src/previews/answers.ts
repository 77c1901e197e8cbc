import type { Ran } from '../platform/processes';
import { isObject } from '../protocol/proposal';
import type { Inventory, Item, Looked } from './preview';

/** What a program answered, or for a person why it gave nothing. */
export type Answered<T> = { readonly kind: 'answered'; readonly value: T } | { readonly kind: 'nothing'; readonly why: string };

/** The text of a program that ended well and was not cut. */
export function textOf(ran: Ran): Answered<string> {
  switch (ran.kind) {
    case 'late':
      return { kind: 'nothing', why: 'it took too long' };
    case 'missing':
      return { kind: 'nothing', why: ran.why };
    case 'done':
      if (ran.cut) return { kind: 'nothing', why: 'it printed more than can be read' };
      return ran.exit === 0 ? { kind: 'answered', value: ran.stdout } : { kind: 'nothing', why: firstLine(ran.stderr) ?? firstLine(ran.stdout) ?? `it ended with ${ran.exit} and no word` };
  }
}

export function jsonOf(ran: Ran): Answered<Readonly<Record<string, unknown>>> {
  const text = textOf(ran);
  if (text.kind === 'nothing') return text;
  // Some tools print nothing where there is nothing to tell.
  const value = text.value.trim() === '' ? {} : parsed(text.value);
  return isObject(value) ? { kind: 'answered', value } : { kind: 'nothing', why: 'its answer could not be read' };
}

export function known(items: readonly Item[], source: string, more: Partial<Extract<Looked, { kind: 'known' }>> & { readonly uncounted?: number; readonly heading?: string } = {}): Looked {
  const inventory: Inventory = { items, uncounted: more.uncounted ?? 0, source, ...(more.heading !== undefined && { heading: more.heading }) };
  return { kind: 'known', inventory, command: null, ...(more.files && { files: more.files }), ...(more.where && { where: more.where }), ...(more.picture && { picture: more.picture }) };
}

export function unknown(why: string): Looked {
  return { kind: 'unknown', why: `what exists could not be learned: ${why}`, command: null };
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The first line of a complaint that says something, without the frame some tools draw around it. */
function firstLine(text: string): string | undefined {
  const lines = text.split('\n').map((one) => one.replace(/^[╷│╵\s]+/, '').trim()).filter((one) => one !== '');
  // What a program logs for its makers says it in their words.
  const plain = lines.filter((one) => !/^[EWI]\d{4} /.test(one));
  return (plain.find((one) => /error|denied|refused|not |fail|unable|no /i.test(one) && !one.endsWith(':')) ?? plain[0] ?? lines[0])?.slice(0, 200);
}

export function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** A value deep inside, by its path. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : typeof found === 'number' ? String(found) : undefined;
}

/** Parts of a sentence, without the empty ones. */
export function listed(...parts: readonly (string | undefined | null | false)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ');
}

/** `3 pods`, `1 pod`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
