import { isAbsolute, join, relative, resolve } from 'node:path';
import { decide } from '../engine/decide';
import type { Effect, Finding, Invocation, Surroundings } from '../engine/model';
import { policyFor } from '../engine/policy/judge';
import type { UserFolder } from '../platform/folder';
import { isWithin } from '../platform/windows';
import { openChangedFiles, type ChangedFiles } from './changed-files';
import { openCommits } from './commits';
import { appliedBy } from './families';
import type { Policies } from './policies';
import { openReviews, type Reviews } from './reviewed';

/** What stands unreviewed in a workspace, for the window that shows it and for every command that would carry it out. */
export interface Unreviewed {
  readonly reviews: Reviews;
  readonly changed: ChangedFiles;
}

export function openUnreviewed(folder: UserFolder): Unreviewed {
  const commits = openCommits();
  const reviews = openReviews(folder, commits);
  return { reviews, changed: openChangedFiles(commits, reviews) };
}

/** What an `apply` would carry out that nobody has reviewed. `change` is the command's own effect, of kind `change`. */
export type Carried = (change: Effect, cwd: string) => readonly Finding[];

/**
 * Asks the files on disk, at the moment of the command, so that nothing depends on an editor having seen the change. Only what would be held as an
 * edit counts; without a reviewed content (no repository, never marked) there is nothing to compare with, and nothing is said.
 */
export function carriedBy({ changed }: Unreviewed, policies: Policies, surroundings: Surroundings, assistant: string): Carried {
  return (change, cwd) => {
    if (change.by === null || change.place.in !== 'text') return [];
    const fits = appliedBy(change.by.program);
    const folder = folderOf(change, cwd);
    if (folder === null) return [];
    const files = [...new Map(placesOf(change.by, folder, surroundings).flatMap((place) => changed.in(place, fits)).map((file) => [file.path, file])).values()];
    if (files.length === 0) return [];
    const { policy } = policies.at(folder);
    return decide(policyFor(policy, assistant), { kind: 'edit', cwd: folder, files }, surroundings)
      .findings.filter(({ disposition, rule, effect }) => (disposition === 'hold' || disposition === 'deny') && rule !== 'guard-tampering' && isOfTheChange(effect))
      .map((finding) => carried(finding, change, cwd));
  };
}

/** A command that stands in a changed script is not what an apply carries out. */
function isOfTheChange({ by, place }: Effect): boolean {
  return place.in === 'file' && (by === null || /\.(?:sql|py|rb|php|exs?|prisma|xml|[cm]?[jt]s)$/i.test(place.path));
}

function carried(finding: Finding, change: Effect, cwd: string): Finding {
  const { place } = finding.effect;
  if (place.in !== 'file') return finding;
  const inside = isWithin(place.path, cwd) && cwd !== '' ? relative(cwd, place.path).replaceAll('\\', '/') : place.path;
  const where = `${inside}:${place.startLine}`;
  return {
    ...finding,
    disposition: 'hold',
    message: `the change in ${where} that nobody has reviewed ${finding.message}`,
    // What would be lost is known from the file, so no tool is asked about it.
    effect: { ...finding.effect, place: change.place, by: null, chain: [...change.chain, where], environment: { ...finding.effect.environment, facts: { ...finding.effect.environment.facts, ...change.environment.facts } } },
  };
}

/** Where the tool works: what `-chdir` and its like say, else where it was started. */
function folderOf({ environment, by }: Effect, cwd: string): string | null {
  const named = environment.facts.path ?? by?.cwd ?? cwd;
  if (isAbsolute(named)) return named;
  return isAbsolute(cwd) ? resolve(cwd, named) : null;
}

/** Tools that are told file by file what to apply apply nothing else; the others apply their folder, and what it takes from elsewhere. */
function placesOf({ program, args }: Invocation, folder: string, surroundings: Surroundings): readonly string[] {
  if (!/^(?:kubectl|oc|aws)$/.test(program)) return withReached(folder, surroundings);
  const values = args.flatMap(({ value, known }, i) => {
    const [, long, short] = /^(?:--filename|--kustomize|--template-file|--template-body)=(.+)$|^-[fk]=?(.+)$/.exec(value) ?? [];
    const glued = long ?? short;
    if (glued !== undefined) return [{ value: glued, known }];
    return /^(?:-f|-k|--filename|--kustomize|--template-file|--template-body)$/.test(value) && args[i + 1] !== undefined ? [args[i + 1] as { value: string; known: boolean }] : [];
  });
  if (values.length === 0 || values.some(({ value, known }) => !known || value === '-' || value.includes('*'))) return [folder];
  return values.filter(({ value }) => !/^https?:/.test(value)).flatMap(({ value }) => withReached(resolve(folder, value.replace(/^fileb?:\/\//, '')), surroundings));
}

const MAX_FOLDERS = 60;

/** A folder and the folders outside of it that it takes modules or bases from. */
function withReached(folder: string, surroundings: Surroundings): readonly string[] {
  const found = [folder];
  for (let i = 0; i < found.length && found.length < MAX_FOLDERS; i += 1) {
    const here = found[i] as string;
    for (const name of surroundings.listFiles(here) ?? []) {
      const pattern = /\.(?:tf|tofu)$/.test(name) ? /^\s*source\s*=\s*"(\.\.?\/[^"]*)"/gm : /^kustomization\.ya?ml$/.test(name) ? /^\s*-\s*["']?(\.\.\/[^"'\s#]+)/gm : null;
      if (pattern === null) continue;
      for (const [, source] of (surroundings.readFile(join(here, name)) ?? '').matchAll(pattern)) {
        const reached = resolve(here, (source as string).replace(/\/\/.*$/, ''));
        if (!found.includes(reached)) found.push(reached);
      }
    }
  }
  return found.filter((one, i) => i === 0 || !isWithin(one, folder));
}
