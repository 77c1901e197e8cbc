import { limitsOf } from '../engine/policy/judge';
import { nobody } from '../audit/nobody';
import { examine } from '../gate/doctor';
import type { Resolved } from '../gate/gate';
import { applyPlan, launcherOptions, planInstall, retireLauncher, thisMachine, writeLauncher, type Written } from '../gate/install';
import { assistantViews } from '../gate/seen';
import { readWhole } from '../platform/files';
import type { AssistantView, HoldView, PlannedFile, ResolveParams, ResolveResult, SetModeParams, StatusView } from '../protocol/messages';
import { peopleFor, secondAnswer } from './second';
import { unreleasedWords } from './policy-words';
import { hookFile, type GuardedWindow } from './window';

/** What the person's side of the editor can ask of a window. */
export interface People {
  status(): StatusView;
  resolve(params: ResolveParams): Promise<ResolveResult>;
  /** Throws, with words, when the policy forbids it. */
  setMode(params: SetModeParams): StatusView;
  plan(ids: readonly string[] | null, uninstall: boolean): readonly PlannedFile[];
  install(ids: readonly string[] | null, uninstall: boolean): Promise<Written>;
  doctor(): Promise<readonly AssistantView[]>;
  putLauncher(): Promise<void>;
}

export function people(window: GuardedWindow, dist: string, runtime: string | null): People {
  const { gate, folder } = window;
  let assistants: { at: number; views: readonly AssistantView[] } = { at: 0, views: [] };
  let problem: string | null = null;

  return { status, resolve, setMode, plan: (ids, uninstall) => planInstall(thisMachine(folder), ids, uninstall), install, doctor, putLauncher };

  function status(): StatusView {
    const current = policies();
    return {
      mode: gate.mode(),
      pauseAllowed: current.every(({ policy }) => limitsOf(policy).pause),
      waiting: gate.holds().filter(({ resolution }) => resolution === null).length,
      assistants: looked(),
      problems: [...new Set(current.flatMap(({ words }) => words)), ...unreleasedWords(window.folders(), folder, new Date().toISOString().slice(0, 10), window.trusted()), ...(problem === null ? [] : [problem])],
    };
  }

  async function resolve({ id, digest, answer, words, typed, signed }: ResolveParams): Promise<ResolveResult> {
    const view = window.viewOf(id);
    const hold = gate.holds().find((one) => one.id === id);
    if (!view || !hold) return { kind: 'refused', why: 'there is no such hold any more' };
    if (answer === 'reject') return settled(gate.reject(id, digest, window.person, words), id);
    if (view.confirmation.kind === 'type' && typed !== view.confirmation.word) return { kind: 'refused', why: `to release this, type ${view.confirmation.word}` };
    const release = peopleFor(hold, window.policies.at(view.cwd).policy);
    if (release.people < 2) return settled(gate.release(id, digest, window.person), id);
    if (!signed) return { kind: 'refused', why: `the policy asks for ${release.people} people: send the request to the second one and paste their signed answer` };
    const second = await secondAnswer(signed, hold, release, window);
    return 'why' in second ? { kind: 'refused', why: second.why } : settled(gate.release(id, digest, `${window.person} and ${second.by}`), id);
  }

  function settled(resolved: Resolved, id: string): ResolveResult {
    return resolved.kind === 'refused' ? resolved : { kind: 'done', hold: window.viewOf(id) as HoldView };
  }

  function setMode({ mode, minutes }: SetModeParams): StatusView {
    if (mode !== 'on' && policies().some(({ policy }) => !limitsOf(policy).pause)) throw new Error('the policy forbids pausing and watching only');
    const until = mode === 'paused' && minutes !== null ? new Date(Date.now() + minutes * 60_000).toISOString() : null;
    gate.setMode(mode === 'paused' ? { kind: 'paused', until } : { kind: mode }, window.person);
    return status();
  }

  async function install(ids: readonly string[] | null, uninstall: boolean): Promise<Written> {
    if (!uninstall) await putLauncher();
    const written = applyPlan(folder, planInstall(thisMachine(folder), ids, uninstall));
    if (uninstall && ids === null && written.refused.length === 0) retireLauncher(folder);
    if (written.written.length > 0) gate.record({ event: 'install', ...nobody(), what: `${uninstall ? 'uninstalled' : 'installed'}: ${written.written.join(', ')}`, note: `by ${window.person}` });
    assistants = { at: 0, views: [] };
    return written;
  }

  /** What is asked of every hook now, with what a person should know of its host. */
  async function doctor(): Promise<readonly AssistantView[]> {
    const views = await examine(thisMachine(folder), folder, places(), () => new Date());
    assistants = { at: 0, views: [] };
    return views;
  }

  async function putLauncher(): Promise<void> {
    try {
      writeLauncher(folder, await launcherOptions(folder, hookFile(dist), runtime));
      problem = readWhole(folder.launcher) === null ? `the launcher ${folder.launcher} is missing` : null;
    } catch (error) {
      problem = `the launcher could not be written: ${String(error)}`;
    }
  }

  function policies() {
    const folders = window.folders();
    return (folders.length > 0 ? folders : ['']).map((one) => window.policies.at(one));
  }

  /** Looking at every assistant's files takes a moment, and the status is asked often. */
  function looked(): readonly AssistantView[] {
    if (Date.now() - assistants.at > 250) assistants = { at: Date.now(), views: assistantViews(thisMachine(folder), folder, places()) };
    return assistants.views;
  }

  function places() {
    return { folders: window.folders(), trusted: window.trusted() };
  }
}
