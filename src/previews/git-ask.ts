import { join } from 'node:path';
import { type Answered, textOf } from './answers';
import type { FileView, Item, Question } from './preview';

/** One git command, taken apart. */
export interface Subcommand {
  readonly name: string;
  readonly args: Question['invocation']['args'];
  /** Options before the subcommand that say where: `-C dir`, `--git-dir=…`. */
  readonly where: readonly string[];
}

/** A repository that is asked. Every question only reads. */
export interface Repository {
  readonly question: Question;
  /** Absolute path of the work tree. */
  readonly top: string;
  ask(...args: readonly string[]): Promise<Answered<string>>;
  /** Names out of an answer that ends each with a NUL. Fails when there is no answer: nothing said is not nothing there. */
  names(...args: readonly string[]): Promise<readonly string[]>;
}

/** Opens the repository that options before the subcommand and the current folder lead to. Programs that its own settings name are switched off. */
export async function repository(question: Question, where: readonly string[]): Promise<Answered<Repository>> {
  const top = textOf(await question.run('git', [...where, 'rev-parse', '--show-toplevel']));
  if (top.kind === 'nothing') return { kind: 'nothing', why: `\`git\` says: ${top.why}` };
  const ask = async (quietly: readonly string[], args: readonly string[]) => {
    const ran = await question.run('git', [...where, ...args], undefined, quietly);
    const said = textOf(ran);
    // A refusal is an answer. No time left, or more than can be read, is none, and no part of a list may pass for the whole.
    if (said.kind === 'nothing' && (ran.kind !== 'done' || ran.cut)) throw new Error(`\`git ${args[0] ?? ''}\`: ${said.why}`);
    return said;
  };
  const settings = await ask([], ['config', '--includes', '--show-scope', '--name-only', '--get-regexp', '^(filter\\..*\\.(clean|smudge|process|required)|diff\\..*\\.(textconv|command))$']);
  const named = settings.kind === 'nothing' ? [] : settings.value.split('\n').flatMap((line) => /^(?:local|worktree|command)\t(.+)$/.exec(line)?.[1] ?? []);
  const off = named.flatMap((name) => ['-c', `${name}=${name.endsWith('.required') ? 'false' : ''}`]);
  return {
    kind: 'answered',
    value: {
      question,
      top: top.value.replace(/\n$/, ''),
      ask: (...args) => ask(off, args),
      async names(...args) {
        const said = await ask(off, args);
        if (said.kind === 'nothing') throw new Error(`\`git ${args[0] ?? ''}\`: ${said.why}`);
        return said.value.split('\0').filter((name) => name !== '');
      },
    },
  };
}

export interface Changed {
  /** `A`dded, `M`odified, `D`eleted, another `T`ype, `U`nmerged. A rename is one added and one deleted. */
  readonly status: string;
  readonly path: string;
}

/** Changed paths between two states, as `git diff` takes them. The index is not refreshed for it, which would write it: what only looks changed is compared. */
export async function changedPaths(repository: Repository, ...range: readonly string[]): Promise<readonly Changed[]> {
  const words = await repository.names('diff', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff', '--no-textconv', '-z', ...range);
  const changed = words.flatMap((word, i) => {
    const [, from, to, status] = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(word) ?? [];
    return status === undefined || words[i + 1] === undefined ? [] : [{ status, path: words[i + 1] as string, from, inTree: /^0+$/.test(to ?? '') }];
  });
  const doubtful = changed.filter(({ status, inTree }) => status === 'M' && inTree);
  if (doubtful.length === 0 || doubtful.length > MOST_COMPARED) return changed;
  const said = await repository.ask('-C', repository.top, 'hash-object', '--', ...doubtful.map(({ path }) => path));
  if (said.kind === 'nothing') return changed;
  const hashes = said.value.trim().split('\n');
  const same = new Set(doubtful.filter(({ from }, i) => from === hashes[i]).map(({ path }) => path));
  return changed.filter(({ path }) => !same.has(path));
}

const MOST_COMPARED = 1000;

const SHOWN_COMMITS = 200;

/** Commits as `git log` lists them; null when the range means nothing here. */
export async function commits({ ask }: Repository, ...range: readonly string[]): Promise<readonly Item[] | null> {
  const said = await ask('log', `--max-count=${SHOWN_COMMITS}`, '--format=%h%x09%an, %ar: %s', ...range, '--');
  if (said.kind === 'nothing') return null;
  return said.value.split('\n').filter((line) => line !== '').map((line) => {
    const [hash = '', detail = ''] = line.split('\t');
    return { name: `commit ${hash}`, detail, holdsData: true, becomes: { kind: 'gone' }, group: 'commit' };
  });
}

/** The commits of a range as items, and how many more there are than are listed. */
export async function counted(repository: Repository, ...range: readonly string[]): Promise<{ readonly items: readonly Item[]; readonly more: number } | null> {
  const items = await commits(repository, ...range);
  if (items === null) return null;
  const said = items.length < SHOWN_COMMITS ? null : await repository.ask('rev-list', '--count', ...range, '--');
  return { items, more: said?.kind === 'answered' ? Math.max(0, Number(said.value) - items.length) : 0 };
}

const MOST_FILES = 20;
const MOST_CHARACTERS = 200_000;

/** A side of a file: in the work tree, in the index, in a commit, or nowhere. */
export type Version = { readonly in: 'tree' } | { readonly in: 'index' } | { readonly in: 'commit'; readonly name: string } | { readonly in: 'nothing' };

/** The first files as they are and as they would be; a file that is no text is left out. */
export async function fileViews(repository: Repository, paths: readonly string[], now: Version, then: Version): Promise<readonly FileView[]> {
  const views = await Promise.all(
    paths.slice(0, MOST_FILES).map(async (path): Promise<FileView | null> => {
      const [before, after] = await Promise.all([textIn(repository, path, now), textIn(repository, path, then)]);
      if (before === null || after === null || before === after) return null;
      return { path: join(repository.top, path), before, after };
    }),
  );
  return views.filter((view): view is FileView => view !== null);
}

/** '' when it is not there, null when it is no text. */
async function textIn({ top, question, ask }: Repository, path: string, version: Version): Promise<string | null> {
  if (version.in === 'nothing') return '';
  const text = version.in === 'tree' ? question.readFile(join(top, path)) : await blob();
  if (text === null || text === undefined) return version.in === 'tree' ? '' : null;
  return text.length > MOST_CHARACTERS || text.includes('\0') ? null : text;

  async function blob(): Promise<string> {
    const said = await ask('cat-file', 'blob', version.in === 'commit' ? `${version.name}:${path}` : `:${path}`);
    return said.kind === 'answered' ? said.value : '';
  }
}
