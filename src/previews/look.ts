import { isAbsolute } from 'node:path';
import { terraformKind } from '../engine/kinds/terraform';
import type { Effect, Facts, Invocation, Surroundings } from '../engine/model';
import { onPath, run, type Ran } from '../platform/processes';
import { isWithin } from '../platform/windows';
import { masked } from '../protocol/mask';
import { PREVIEWS } from './index';
import type { Looked, Preview } from './preview';
import { quiet } from './quiet';
import { editedFolders, terraformEdits } from './terraform-edits';

/** What one invocation of a held command would take away. */
export interface Sight {
  readonly invocation: Invocation;
  readonly effects: readonly Effect[];
  readonly looked: Looked;
}

export interface LookOptions {
  /** The hold has ended: whatever still runs is ended too. */
  readonly signal?: AbortSignal;
  /** A person has asked for a preview that runs code of the workspace. */
  readonly full?: boolean;
  /** Folders of the workspace: no program in them is run for a look. */
  readonly folders?: readonly string[];
  /** Whether the policy names a database. Without it none is connected to. */
  isNamed?(facts: Facts): boolean;
  /** What is known so far, each time another answer has come. */
  onSight?(sights: readonly Sight[]): void;
}

const SECONDS = 10;
const FULL_SECONDS = 120;
const MAX_BYTES = 4 * 1024 * 1024;
/** A loop in the text may start a program hundreds of times. */
const MOST = 12;

interface Group {
  readonly invocation: Invocation;
  readonly effects: readonly Effect[];
  readonly preview: Preview;
}

/** The invocations among effects that a preview knows, each with its effects; and the folders of edited configuration. */
export function visible(effects: readonly Effect[]): readonly Group[] {
  const groups = new Map<Invocation, Effect[]>();
  for (const effect of effects) {
    if (effect.by !== null && effect.verb !== 'read') groups.set(effect.by, [...(groups.get(effect.by) ?? []), effect]);
  }
  const commands = [...groups].flatMap(([invocation, own]): Group[] => {
    const preview = PREVIEWS.find((one) => one.matches(invocation, own));
    return preview === undefined ? [] : [{ invocation, effects: own, preview }];
  });
  return [...commands, ...editedFolders(effects).map((edited) => ({ ...edited, preview: terraformEdits }))];
}

/** Asks the tools, in the assistant's place and environment. Ten seconds in all; what cannot be learned is said to be unknown. */
export async function look(effects: readonly Effect[], surroundings: Surroundings, options: LookOptions = {}): Promise<readonly Sight[]> {
  const until = Date.now() + (options.full ? FULL_SECONDS : SECONDS) * 1000;
  const groups = visible(effects);
  const found: (Sight | undefined)[] = groups.map(() => undefined);
  const sofar = () => found.filter((sight): sight is Sight => sight !== undefined);
  await Promise.all(
    groups.map(async (group, i) => {
      const { invocation, effects: own } = group;
      const looked = i < MOST ? await lookAt(group, surroundings, options, until) : unseen(`only the first ${MOST} commands of this text are looked up`);
      found[i] = { invocation, effects: own, looked };
      if (!options.signal?.aborted) options.onSight?.(sofar());
    }),
  );
  return sofar();
}

async function lookAt({ invocation, effects, preview }: Group, surroundings: Surroundings, options: LookOptions, until: number): Promise<Looked> {
  const elsewhere = invocation.wrappers.find((wrapper) => wrapper.elsewhere !== undefined)?.elsewhere;
  if (elsewhere !== undefined) return unseen(`it would run on ${elsewhere}, where nothing can be looked up from here`);
  if (invocation.cwd === null) return unseen('the folder it would run in cannot be read from the command');
  const unread = Object.entries(invocation.env).find(([name, value]) => value === null && PLACES.test(name));
  if (unread) return unseen(`${unread[0]} is set to something that is only known when it runs, and says where it lands`);
  const { cwd } = invocation;
  const env = quiet({ ...surroundings.env, ...withoutNull(invocation.env) });
  const commands: string[] = [];
  try {
    const looked = await preview.look({
      invocation,
      effects,
      cwd,
      env,
      homeDirectory: surroundings.homeDirectory,
      surroundings,
      full: options.full ?? false,
      isNamed: (facts) => options.isNamed?.(facts) ?? false,
      readFile: (path) => surroundings.readFile(path),
      run: (program, args, where = cwd, quietly = []) => {
        commands.push(masked([program, ...args].map(shown).join(' ')));
        return trusted(program, [...quietly, ...args], where, env, [cwd, ...(options.folders ?? [])], until, options.signal);
      },
      kindOf: (type) => terraformKind(type, surroundings),
    });
    return { ...looked, command: told(commands) };
  } catch (error) {
    return unseen(`it could not be looked up (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** What was run, in words that a person takes in: the questions themselves, and not how git is asked where it stands. */
function told(commands: readonly string[]): string | null {
  const all = [...new Set(commands.map((command) => command.replace(FORM, '')))];
  const asked = all.filter((command) => !HOUSEKEEPING.test(command));
  const shownOnes = asked.length > 0 ? asked : all;
  const more = shownOnes.length - MOST_TOLD;
  return shownOnes.length === 0 ? null : shownOnes.slice(0, MOST_TOLD).join('; ') + (more > 0 ? `; and ${more} more that only read` : '');
}

const MOST_TOLD = 4;
const HOUSEKEEPING = /^git (?:-C \S+ )*(?:rev-parse|config|cat-file|hash-object|ls-tree|merge-base|symbolic-ref)\b/;
const FORM = /(?<=^git .*) (?:--raw|--no-abbrev|--no-renames|--no-ext-diff|--no-textconv|--full-name|--full-tree|--name-only|-z|'?--format=\S.*?'|--max-count=\d+|--)(?= |$)/g;

/** Variables that choose the account, the cluster or the database. */
const PLACES = /^(?:AWS_PROFILE|AWS_DEFAULT_PROFILE|AWS_REGION|AWS_DEFAULT_REGION|AWS_ACCESS_KEY_ID|KUBECONFIG|HELM_KUBECONTEXT|TF_WORKSPACE|TF_DATA_DIR|PGHOST|PGDATABASE|DOCKER_HOST|DOCKER_CONTEXT|CLOUDSDK_\w+|GIT_DIR|GIT_WORK_TREE|PATH)$/;

function unseen(why: string): Looked {
  return { kind: 'unknown', why, command: null };
}

/** A program out of the workspace may be anything, the assistant's own included, so it is not run for a look. */
async function trusted(program: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string | undefined>>, folders: readonly string[], until: number, signal: AbortSignal | undefined): Promise<Ran> {
  const path = onPath(program, env['PATH']);
  if (path === null || !isAbsolute(path)) return { kind: 'missing', why: `${program} is not on PATH` };
  if (folders.some((folder) => isWithin(path, folder))) return { kind: 'missing', why: `${path} belongs to the workspace, so it is not run` };
  return run(path, args, { cwd, env, milliseconds: Math.max(1, until - Date.now()), bytes: MAX_BYTES, ...(signal && { signal }) });
}

function shown(word: string): string {
  return /^[\w./:=@%+,~^{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function withoutNull(env: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== null));
}
