import { dirname, join } from 'node:path';
import { assemble } from '../engine/policy/layers';
import { loosenings } from '../engine/policy/loosening';
import { parsePolicy, type PolicyText } from '../engine/policy/parse';
import type { Policy, PolicyLayer } from '../engine/policy/policy';
import { RULES } from '../engine/rules';
import { readWhole } from '../platform/files';
import type { UserFolder } from '../platform/folder';
import { basesIn, isReleased, lastGood, lastReleased, openPolicies, WORKSPACE_POLICY } from './policies';

/** A workspace's policy text that no person has released on this machine, and what it would loosen. */
export interface Unreleased {
  readonly source: string;
  /** Null: it is gone. */
  readonly text: string | null;
  /** What was released last, to compare it with. */
  readonly before: string | null;
  /** What would no longer be held, in words; never empty. */
  readonly words: readonly string[];
  /** Lines of the text that loosen, with what they would loosen. */
  readonly lines: readonly { readonly line: number; readonly words: string }[];
}

/** The folders' policies that loosen what does not count. */
export function unreleasedIn(folders: readonly string[], folder: UserFolder, today: string): readonly Unreleased[] {
  return folders.flatMap((one): Unreleased[] => {
    const source = join(one, WORKSPACE_POLICY);
    const found = source === folder.policy ? null : unreleasedText(source, readWhole(source), folder, today);
    return found === null ? [] : [found];
  });
}

/** The same for a text that may not be on disk yet: what is typed, or what an assistant proposes. */
export function unreleasedText(source: string, text: string | null, folder: UserFolder, today: string): Unreleased | null {
  if (text !== null && isReleased(folder, source, text)) return null;
  const kept = lastGood(folder, source);
  if (text === null && kept === null) return null;
  const before = lastReleased(folder, source) ?? (text === null ? kept : null);
  // Until a release what was good before and what stands here now both count, as far as they tighten.
  const words = loosenings(around(source, [[kept, false], [text, false]], folder, today), around(source, [[text, true]], folder, today), RULES);
  return words.length === 0 ? null : { source, text, before, words, lines: text === null ? [] : linesIn(source, dirname(dirname(source)), text, words) };
}

/** What an edit of a policy would loosen, in words: at once for the person's own, after a release for a workspace's. */
export function loosenedByEdit(path: string, before: string | null, after: string | null, folder: UserFolder, today: string): readonly string[] {
  if (path !== folder.policy) {
    if (!path.endsWith(WORKSPACE_POLICY)) return [];
    return loosenings(around(path, [[before, before !== null && isReleased(folder, path, before)]], folder, today), around(path, [[after, true]], folder, today), RULES);
  }
  const own = (text: string | null): Policy => ({ today, layers: text === null ? [] : layersOf({ name: 'user', source: path, folder: '', loosens: true, text }, today, folder) });
  return loosenings(own(before), own(after), RULES);
}

/** A workspace's policy with these texts, each loosening or not, under all that stands above it. */
function around(source: string, texts: readonly (readonly [text: string | null, loosens: boolean])[], folder: UserFolder, today: string): Policy {
  const at = dirname(dirname(source));
  const { layers } = openPolicies(folder, () => today, false).at(dirname(at)).policy;
  return { today, layers: [...layers, ...texts.flatMap(([text, loosens]) => (text === null ? [] : layersOf({ name: 'workspace', source, folder: at, loosens, text }, today, folder)))] };
}

function layersOf(text: PolicyText, today: string, folder: UserFolder): readonly PolicyLayer[] {
  return assemble([text], today, basesIn(folder)).policy.layers;
}

/** By what each entry says: a rule's line for its words, an entry's for its own. */
function linesIn(source: string, folder: string, text: string, words: readonly string[]): Unreleased['lines'] {
  const { layer } = parsePolicy({ name: 'workspace', source, folder, loosens: true, text });
  if (layer === null) return [];
  const of = (start: string) => words.find((one) => one.startsWith(start));
  const found = [
    ...Object.entries(layer.lines).map(([rule, line]) => ({ line, words: words.find((one) => one.startsWith(`${rule} `) && !one.includes(' would be waived ')) })),
    ...layer.waivers.map((one) => ({ line: one.line, words: of(`${one.rule} would be waived for ${one.resource ?? one.path ?? 'everything'}`) })),
    ...layer.commands.map((one) => ({ line: one.line, words: of(`commands like \`${one.run}\` would pass`) })),
  ].flatMap(({ line, words: told }) => (told === undefined ? [] : [{ line, words: told }]));
  const rest = words.filter((one) => !found.some((other) => other.words === one));
  return [...found, ...rest.map((one) => ({ line: lineNaming(text, one), words: one }))];
}

/** The line that a remaining loosening is about, as far as a key can be found for it; else the first. */
function lineNaming(text: string, words: string): number {
  const key = /could be paused/.test(words) ? 'pause' : /waivers could last/.test(words) ? 'waiver-days' : /cannot be read/.test(words) ? 'partial-coverage' : /one person could release/.test(words) ? 'release' : /as development/.test(words) ? 'development' : 'extends';
  const at = text.split('\n').findIndex((line) => new RegExp(`\\b${key}\\b`).test(line));
  return at < 0 ? 1 : at + 1;
}
