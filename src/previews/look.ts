import { terraformKind } from '../engine/kinds/terraform';
import type { Effect, Invocation, Surroundings } from '../engine/model';
import { isAbsolute } from 'node:path';
import { onPath, run, type Ran } from '../platform/processes';
import { isWithin } from '../platform/windows';
import { PREVIEWS } from './index';
import type { Looked } from './preview';

/** What one invocation of a held command would take away. */
export interface Sight {
  readonly invocation: Invocation;
  readonly effects: readonly Effect[];
  readonly looked: Looked;
}

const SECONDS = 10;
const MAX_BYTES = 4 * 1024 * 1024;

/** The invocations among effects that a preview knows, each with its effects. */
export function visible(effects: readonly Effect[]): readonly { readonly invocation: Invocation; readonly effects: readonly Effect[] }[] {
  const groups = new Map<Invocation, Effect[]>();
  for (const effect of effects) {
    if (effect.by !== null && effect.verb !== 'read') groups.set(effect.by, [...(groups.get(effect.by) ?? []), effect]);
  }
  return [...groups].map(([invocation, own]) => ({ invocation, effects: own })).filter(({ invocation, effects: own }) => PREVIEWS.some((preview) => preview.matches(invocation, own)));
}

/** Asks the tools, in the assistant's place and environment. Ten seconds in all; what cannot be learned is said to be unknown. */
export async function look(effects: readonly Effect[], surroundings: Surroundings): Promise<readonly Sight[]> {
  const until = Date.now() + SECONDS * 1000;
  return Promise.all(
    visible(effects).map(async ({ invocation, effects: own }): Promise<Sight> => {
      const preview = PREVIEWS.find((one) => one.matches(invocation, own));
      const elsewhere = invocation.wrappers.find((wrapper) => wrapper.elsewhere !== undefined)?.elsewhere;
      if (!preview || invocation.cwd === null || elsewhere !== undefined) {
        const why = elsewhere !== undefined ? `it would run on ${elsewhere}, where nothing can be looked up from here` : 'the folder it would run in cannot be read from the command';
        return { invocation, effects: own, looked: { kind: 'unknown', why, command: null } };
      }
      const cwd = invocation.cwd;
      const env = { ...surroundings.env, ...withoutNull(invocation.env), ...QUIET };
      try {
        const looked = await preview.look({
          invocation,
          effects: own,
          cwd,
          env,
          homeDirectory: surroundings.homeDirectory,
          readFile: (path) => surroundings.readFile(path),
          run: (program, args, where = cwd) => trusted(program, args, where, env, until),
          kindOf: (type) => terraformKind(type, surroundings),
        });
        return { invocation, effects: own, looked };
      } catch (error) {
        return { invocation, effects: own, looked: { kind: 'unknown', why: `it could not be looked up (${String(error)})`, command: null } };
      }
    }),
  );
}

/** A program out of the folder that is looked at may be anything, the assistant's own included, so it is not run for a look. */
async function trusted(program: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string | undefined>>, until: number): Promise<Ran> {
  const path = onPath(program, env['PATH']);
  if (path === null || !isAbsolute(path)) return { kind: 'missing', why: `${program} is not on PATH` };
  if (isWithin(path, cwd)) return { kind: 'missing', why: `${path} belongs to the workspace, so it is not run` };
  return run(path, args, { cwd, env, milliseconds: Math.max(100, until - Date.now()), bytes: MAX_BYTES });
}

/** No tool may ask, phone home, log or colour while it is looked with. */
const QUIET = { TF_IN_AUTOMATION: '1', TF_INPUT: '0', TF_CLI_ARGS: '', TF_CLI_ARGS_show: '', TF_LOG: '', CHECKPOINT_DISABLE: '1', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', NO_COLOR: '1', INFRAHOLD_PREVIEW: '1' };

function withoutNull(env: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== null));
}
