import { isCollection, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Waiver } from './policy';

type Entry = Pick<Waiver, 'rule' | 'resource' | 'path' | 'environment' | 'until' | 'reason' | 'author'>;

/**
 * The text of a policy with one more waiver, everything else as it was; a new policy when there is none yet. Null when the text cannot be read as one.
 */
export function withWaiver(text: string | null, waiver: Entry): string | null {
  const entry = waiverEntry(waiver);
  if (text === null || text.trim() === '') return `version: 1\nwaivers:\n  ${entry}\n`;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents) || document.contents.flow === true) return null;
  const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === 'waivers');
  if (!pair) return `${text}${/\n$/.test(text) ? '' : end}waivers:${end}  ${entry}${end}`;
  const value = pair.value;
  if (isSeq(value) && value.flow !== true && value.range && value.items.length > 0) {
    const at = value.range[0];
    return `${text.slice(0, at)}${entry}${end}${text.slice(text.lastIndexOf('\n', at - 1) + 1, at)}${text.slice(at)}`;
  }
  const empty = value === null || (isScalar(value) && value.value === null) || (isCollection(value) && value.items.length === 0);
  const range = isCollection(value) ? value.range : null;
  if (!empty) return null;
  const key = isScalar(pair.key) ? pair.key.range : null;
  if (!key) return null;
  const after = range ? range[1] : key[1] + 1;
  return `${text.slice(0, key[1])}:${end}  ${entry}${text.slice(after)}`;
}

/** A waiver on one line, as an entry of the list. */
export function waiverEntry(waiver: Entry): string {
  return `- { ${Object.entries(waiver).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}: ${key === 'rule' || key === 'until' || key === 'environment' ? value : JSON.stringify(value)}`).join(', ')} }`;
}
