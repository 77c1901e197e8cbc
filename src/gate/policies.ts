import { readdirSync } from 'node:fs';
import { dirname, join, parse as parsePath } from 'node:path';
import type { PolicyProblem, PolicyText } from '../engine/policy/parse';
import { assemble } from '../engine/policy/layers';
import { loosenings } from '../engine/policy/loosening';
import { RECOMMENDED, type Policy } from '../engine/policy/policy';
import { RULES } from '../engine/rules';
import { sha256 } from '../platform/digest';
import { readWhole, remove, writeWhole } from '../platform/files';
import { makePrivate, type UserFolder } from '../platform/folder';

export const WORKSPACE_POLICY = join('.infrahold', 'policy.yaml');

/** Where the policy of the editor's own settings stands, for people. */
export const EDITOR_POLICY = 'the setting infrahold.policy';

/** The policies of a machine, read from disk for each question; what has not changed is not parsed again. */
export interface Policies {
  /** What counts in a folder. */
  at(folder: string): Current;
}

export interface Current {
  readonly policy: Policy;
  /** Faults by path of the policy file. */
  readonly problems: Readonly<Record<string, readonly PolicyProblem[]>>;
  /** In words, for a person: which policy is broken and what counts instead. */
  readonly words: readonly string[];
}

/** `remembers`: keeps each good text, for the day it is broken, weakened or gone. `infrahold check` writes nothing. `trusted`: whether the editor trusts what it has open. */
export function openPolicies(folder: UserFolder, today: () => string, remembers: boolean, trusted: () => boolean = () => true): Policies {
  const known = new Map<string, Read>();
  return {
    at(cwd) {
      const places = placesFor(cwd, folder, trusted());
      if (places.length === 0) return NOTHING_WRITTEN;
      const day = today();
      const fetched = places.some(({ text }) => text?.includes('sha256') === true) ? namesIn(basesOf(folder)) : [];
      const key = sha256(JSON.stringify([day, places, fetched]));
      const read = known.get(key) ?? readPlaces(places, day, basesIn(folder));
      if (known.size > 200) known.clear();
      known.set(key, read);
      if (remembers) {
        for (const one of read.good) remember(folder, lastGoodName(one.source), one.text);
        for (const one of read.read) remember(folder, lastReadName(one.source), one.text);
      }
      return read.current;
    },
  };
}

const NOTHING_WRITTEN: Current = { policy: RECOMMENDED, problems: {}, words: [] };

/** A place where a policy stands, or stood. `text` null: it is gone. */
interface Place extends Omit<PolicyText, 'text'> {
  readonly text: string | null;
  /** The last text that was good, weakened nothing, or was released. */
  readonly lastGood: string | null;
  /** The last text that could be read at all, good or weaker: what it tightened still counts when the next one is broken. */
  readonly lastRead: string | null;
}

interface Read {
  readonly current: Current;
  /** Texts to remember as good. */
  readonly good: readonly PolicyText[];
  /** Texts to remember as read. */
  readonly read: readonly PolicyText[];
}

/** Machine, the editor's settings, person, workspace, folder. The workspace's own words loosen only when a person has released exactly this text, and only in a workspace that is trusted. */
function placesFor(cwd: string, folder: UserFolder, trusted: boolean): Place[] {
  const released = releasedTexts(folder);
  const remembered = new Set(namesIn(join(folder.root, 'policies')));
  const kept = (name: string) => (remembered.has(name) ? readWhole(join(folder.root, 'policies', name)) : null);
  const before = (source: string) => ({ lastGood: kept(lastGoodName(source)), lastRead: kept(lastReadName(source)) });
  const fixed = [
    { name: 'machine', source: machinePolicy() },
    { name: 'user', source: folder.policy },
  ] as const;
  const [machine, user] = fixed.map(({ name, source }): Place => ({ name, source, folder: '', loosens: true, text: readWhole(source), ...before(source) })) as [Place, Place];
  // Anybody who can write the editor's settings can write this one, so that it only tightens; without it nothing of it is left.
  const set = readWhole(editorPolicy(folder));
  const above = [machine, ...(set === null ? [] : [{ name: 'machine', source: EDITOR_POLICY, folder: '', loosens: false, text: set, ...before(EDITOR_POLICY) } as const]), user];
  const within = foldersAbove(cwd).flatMap((one): Omit<Place, 'name'>[] => {
    const source = join(one, WORKSPACE_POLICY);
    const text = source === folder.policy ? null : readWhole(source);
    return source === folder.policy ? [] : [{ source, folder: one, loosens: text !== null && trusted && released.has(releaseKey(source, text)), text, ...before(source) }];
  });
  const written = within.filter(({ text, lastGood: good }) => text !== null || good !== null);
  return [...above, ...written.map((one, i): Place => ({ name: i === 0 ? 'workspace' : 'folder', ...one }))].filter(({ text, lastGood: good }) => text !== null || good !== null);
}

/**
 * Where a policy is broken, gone, or weaker than before without a person's release, its last good text counts as well, as far as that tightens:
 * together that is the stricter of the two.
 */
function readPlaces(places: readonly Place[], day: string, bases: Readonly<Record<string, string>>): Read {
  const texts = places.flatMap((place): PolicyText[] => (place.text === null ? [] : [textOf(place, place.text)]));
  const { problems } = assemble(texts, day, bases);
  const states = places.map((place) => ({ place, state: stateOf(place, problems[place.source] ?? [], day, bases) }));
  const counting = states.flatMap(({ place, state }): PolicyText[] => [
    ...(state === 'good' ? [] : asItWas(place, state)),
    ...(place.text !== null && state !== 'broken' ? [textOf(place, place.text)] : []),
  ]);
  const { policy } = assemble(counting, day, bases);
  const words = states.flatMap(({ place, state }) => (state === 'good' ? [] : [WORDS[state](place.source, problems[place.source] ?? [])]));
  const good = states.flatMap(({ place, state }) => (state === 'good' && place.text !== null && place.text !== place.lastGood ? [textOf(place, place.text)] : []));
  const read = states.flatMap(({ place, state }) => ((state === 'good' || state === 'weaker') && place.text !== null && place.text !== place.lastRead ? [textOf(place, place.text)] : []));
  return { current: { policy, problems, words }, good, read };
}

/** What counts beside or instead of the present text, only as far as it tightens. */
function asItWas(place: Place, state: State): PolicyText[] {
  const texts = new Set([place.lastGood, state === 'weaker' ? null : place.lastRead]);
  return [...texts].flatMap((text) => (text === null ? [] : [{ ...textOf(place, text), source: `${place.source} (as it was)`, loosens: false }]));
}

type State = 'good' | 'broken' | 'gone' | 'weaker';

const WORDS: Readonly<Record<Exclude<State, 'good'>, (source: string, problems: readonly PolicyProblem[]) => string>> = {
  broken: (source, problems) => {
    const error = problems.find(({ severity }) => severity === 'error');
    return `${source}:${error?.line ?? 1} is broken (${error?.message ?? 'it cannot be read'}); until it is put right, the stricter of its last good version and the recommended policy counts`;
  },
  gone: (source) => `${source} is gone; until a person releases that (Infrahold: Release this policy…), what it held before still counts`,
  weaker: (source) => `${source} holds less than before; until a person releases it (Infrahold: Release this policy…), its last version counts as well`,
};

function stateOf(place: Place, problems: readonly PolicyProblem[], day: string, bases: Readonly<Record<string, string>>): State {
  const { text, lastGood, loosens, name } = place;
  if (text === null) return 'gone';
  if (problems.some(({ severity }) => severity === 'error')) return 'broken';
  // A person's own file and the machine's are changed by a person.
  if (loosens || lastGood === null || lastGood === text || name === 'machine' || name === 'user') return 'good';
  const tight = (one: string) => assemble([{ ...textOf(place, one), loosens: false }], day, bases).policy;
  return loosenings(tight(lastGood), tight(text), RULES).length > 0 ? 'weaker' : 'good';
}

function textOf({ name, source, folder, loosens }: Place, text: string): PolicyText {
  return { name, source, folder, loosens, text };
}

/** Fetched texts by their hash. One whose text no longer has that hash is left out: then its pin is unmet, and said to be. */
export function basesIn(folder: UserFolder): Record<string, string> {
  const place = basesOf(folder);
  return Object.fromEntries(
    namesIn(place).flatMap((name) => {
      const text = readWhole(join(place, name));
      const pin = name.replace(/\.yaml$/, '');
      return text !== null && sha256(text) === pin ? [[pin, text] as const] : [];
    }),
  );
}

function basesOf(folder: UserFolder): string {
  return join(folder.root, 'policies', 'bases');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing was ever fetched.
    return [];
  }
}

function remember(folder: UserFolder, name: string, text: string): void {
  const path = join(folder.root, 'policies', name);
  if (readWhole(path) === text) return;
  try {
    makePrivate(folder.root);
    writeWhole(path, text, 0o600);
  } catch {
    // Without a last good version `recommended` counts, which is what a full disk leaves us.
  }
}

function lastGoodOf(folder: UserFolder, source: string): string {
  return join(folder.root, 'policies', lastGoodName(source));
}

function lastGoodName(source: string): string {
  return `${sha256(source).slice(0, 24)}.yaml`;
}

function lastReadName(source: string): string {
  return `read-${lastGoodName(source)}`;
}

/** Texts a person has released on this machine: one hash a line, over the path and the text. */
function releasedTexts(folder: UserFolder): ReadonlySet<string> {
  return new Set((readWhole(join(folder.root, 'policies', 'released')) ?? '').split('\n'));
}

export function isReleased(folder: UserFolder, source: string, text: string): boolean {
  return releasedTexts(folder).has(releaseKey(source, text));
}

/** The text that a person released last for a place, which is what a new one is compared with. */
export function lastReleased(folder: UserFolder, source: string): string | null {
  return readWhole(join(folder.root, 'policies', 'texts', lastGoodName(source)));
}

/** The text of a place that was good last; as far as it tightens, it counts beside a weaker one. */
export function lastGood(folder: UserFolder, source: string): string | null {
  return readWhole(lastGoodOf(folder, source));
}

/** A person lets what loosens in exactly this text count on this machine. `null`: that it is gone. */
export function releaseText(folder: UserFolder, source: string, text: string | null): void {
  makePrivate(folder.root);
  if (text === null) {
    remove(lastGoodOf(folder, source));
    remove(join(folder.root, 'policies', lastReadName(source)));
    remove(join(folder.root, 'policies', 'texts', lastGoodName(source)));
    return;
  }
  writeWhole(join(folder.root, 'policies', 'texts', lastGoodName(source)), text, 0o600);
  const key = releaseKey(source, text);
  const released = releasedTexts(folder);
  if (released.has(key)) return;
  writeWhole(join(folder.root, 'policies', 'released'), `${[...released].filter((one) => one !== '').concat(key).join('\n')}\n`, 0o600);
}

function releaseKey(source: string, text: string): string {
  return sha256(`${source}\0${text}`);
}

/** Keeps what the editor's settings say, for hooks that find no window. Null: nothing. A setting need not name the version. Says whether that is new. */
export function keepEditorPolicy(folder: UserFolder, text: string | null): boolean {
  const path = editorPolicy(folder);
  const before = readWhole(path);
  const versioned = text === null || /"version"\s*:/.test(text) ? text : text.replace('{', '{ "version": 1,');
  if (before === versioned) return false;
  if (versioned === null) remove(path);
  else {
    makePrivate(folder.root);
    writeWhole(path, versioned, 0o600);
  }
  return true;
}

function editorPolicy(folder: UserFolder): string {
  return join(folder.root, 'policies', 'editor.yaml');
}

function machinePolicy(): string {
  return process.platform === 'win32' ? join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'Infrahold', 'policy.yaml') : '/etc/infrahold/policy.yaml';
}

/** From the outermost to the folder itself. */
function foldersAbove(cwd: string): string[] {
  if (cwd === '' || parsePath(cwd).root === '') return [];
  const parent = dirname(cwd);
  return parent === cwd ? [cwd] : [...foldersAbove(parent), cwd];
}
