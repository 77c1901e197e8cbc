import { readdirSync } from 'node:fs';
import { dirname, join, parse as parsePath } from 'node:path';
import type { PolicyProblem, PolicyText } from '../engine/policy/parse';
import { assemble, type Assembled } from '../engine/policy/layers';
import { RECOMMENDED, type Policy } from '../engine/policy/policy';
import { sha256 } from '../platform/digest';
import { readWhole, writeWhole } from '../platform/files';
import { makePrivate, type UserFolder } from '../platform/folder';

export const WORKSPACE_POLICY = join('.infrahold', 'policy.yaml');

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

/** `remembers`: keeps each good text, for the day it is broken. `infrahold check` writes nothing. */
export function openPolicies(folder: UserFolder, today: () => string, remembers: boolean): Policies {
  const known = new Map<string, Assembled>();
  return {
    at(cwd) {
      const texts = textsFor(cwd, folder);
      if (texts.length === 0) return NOTHING_WRITTEN;
      const day = today();
      const key = sha256(JSON.stringify([day, texts]));
      const read = known.get(key) ?? assemble(texts, day, basesIn(folder));
      if (known.size > 200) known.clear();
      known.set(key, read);
      return withLastGood(texts, read, day, folder, remembers);
    },
  };
}

const NOTHING_WRITTEN: Current = { policy: RECOMMENDED, problems: {}, words: [] };

/** Machine, person, workspace, folder. The workspace's own words loosen only when a person has released exactly this text. */
function textsFor(cwd: string, folder: UserFolder): PolicyText[] {
  const released = releasedTexts(folder);
  const fixed = [
    { name: 'machine', source: machinePolicy() },
    { name: 'user', source: folder.policy },
  ] as const;
  const above = fixed.flatMap(({ name, source }): PolicyText[] => {
    const text = readWhole(source);
    return text === null ? [] : [{ name, source, folder: '', loosens: true, text }];
  });
  const within = foldersAbove(cwd).flatMap((one): Omit<PolicyText, 'name'>[] => {
    const source = join(one, WORKSPACE_POLICY);
    const text = source === folder.policy ? null : readWhole(source);
    return text === null ? [] : [{ source, folder: one, loosens: released.has(releaseKey(source, text)), text }];
  });
  return [...above, ...within.map((one, i): PolicyText => ({ name: i === 0 ? 'workspace' : 'folder', ...one }))];
}

/** A policy with an error counts as its last good text, and only as far as that tightens; so it is the stricter of that and `recommended`. */
function withLastGood(texts: readonly PolicyText[], read: Assembled, day: string, folder: UserFolder, remembers: boolean): Current {
  const broken = texts.filter(({ source }) => read.problems[source]?.some(({ severity }) => severity === 'error'));
  if (remembers) for (const one of texts) if (!broken.includes(one)) remember(folder, one);
  if (broken.length === 0) return { policy: read.policy, problems: read.problems, words: [] };
  const instead = texts.flatMap((one): PolicyText[] => {
    if (!broken.includes(one)) return [one];
    const text = readWhole(lastGoodOf(folder, one.source));
    return text === null ? [] : [{ ...one, loosens: false, text }];
  });
  const { policy } = assemble(instead, day, basesIn(folder));
  const words = broken.map(({ source }) => {
    const error = read.problems[source]?.find(({ severity }) => severity === 'error');
    return `${source}:${error?.line ?? 1} is broken (${error?.message ?? 'it cannot be read'}); until it is put right, the stricter of its last good version and the recommended policy counts`;
  });
  return { policy, problems: read.problems, words };
}

/** Fetched texts by their hash. One whose text no longer has that hash is left out: then its pin is unmet, and said to be. */
function basesIn(folder: UserFolder): Record<string, string> {
  const place = join(folder.root, 'policies', 'bases');
  return Object.fromEntries(
    namesIn(place).flatMap((name) => {
      const text = readWhole(join(place, name));
      const pin = name.replace(/\.yaml$/, '');
      return text !== null && sha256(text) === pin ? [[pin, text] as const] : [];
    }),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing was ever fetched.
    return [];
  }
}

function remember(folder: UserFolder, { source, text }: PolicyText): void {
  const path = lastGoodOf(folder, source);
  if (readWhole(path) === text) return;
  try {
    makePrivate(folder.root);
    writeWhole(path, text, 0o600);
  } catch {
    // Without a last good version `recommended` counts, which is what a full disk leaves us.
  }
}

function lastGoodOf(folder: UserFolder, source: string): string {
  return join(folder.root, 'policies', `${sha256(source).slice(0, 24)}.yaml`);
}

/** Texts a person has released on this machine: one hash a line, over the path and the text. */
function releasedTexts(folder: UserFolder): ReadonlySet<string> {
  return new Set((readWhole(join(folder.root, 'policies', 'released')) ?? '').split('\n'));
}

/** A person lets what loosens in exactly this text count on this machine. */
export function releaseText(folder: UserFolder, source: string, text: string): void {
  const key = releaseKey(source, text);
  const released = releasedTexts(folder);
  if (released.has(key)) return;
  makePrivate(folder.root);
  writeWhole(join(folder.root, 'policies', 'released'), `${[...released].filter((one) => one !== '').concat(key).join('\n')}\n`, 0o600);
}

function releaseKey(source: string, text: string): string {
  return sha256(`${source}\0${text}`);
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
