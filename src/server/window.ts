import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { answerHook, folderOf } from '../gate/hook-call';
import { handOver } from '../gate/window-client';
import { brokenWords, refuse } from '../gate/words';
import { adapterFor } from '../assistants';
import { DOCTOR } from '../assistants/canary';
import { openAudit, type Audit } from '../audit/audit';
import { openGate, type Gate } from '../gate/gate';
import type { Hold } from '../gate/hold';
import { listen } from '../gate/listener';
import { openPolicies, type Policies } from '../gate/policies';
import { carriedBy, openUnreviewed, type Unreviewed } from '../gate/unreviewed';
import { thisMachine } from '../gate/install';
import { markSeen } from '../gate/seen';
import { userFolder, type UserFolder } from '../platform/folder';
import { readText, realSurroundings, tableFolders, type SurroundingsOptions } from '../platform/surroundings';
import { openWindows, ownerOf, register, socketFor, unregister, type Window } from '../platform/windows';
import { PROTOCOL, type Ask, type AuditEntry, type GraphView, type HoldView, type Mode } from '../protocol/messages';
import type { Surroundings } from '../engine/model';
import { graphOf } from './graph';
import { viewOf } from './held';
import { openLookings } from './lookings';
import { acceptReleased } from './inline/released-edits';
import { loosenedLines } from './policy-words';
import { peopleFor, requestFor } from './second';

export interface WindowOptions {
  /** Folder of the built files. */
  readonly dist: string;
  /** Whether the person trusts what the window has open. */
  readonly trusted: boolean;
  onHold(view: HoldView): void;
  onRecorded(entry: AuditEntry): void;
  onChange(): void;
}

/** One editor window's share of the guard: its gate, its socket, and what it knows of the machine. */
export interface GuardedWindow {
  readonly folder: UserFolder;
  readonly gate: Gate;
  readonly audit: Audit;
  readonly policies: Policies;
  readonly unreviewed: Unreviewed;
  /** Who answers here, for the record. */
  readonly person: string;
  folders(): readonly string[];
  setFolders(folders: readonly string[]): void;
  /** What an untrusted workspace loosens never counts. */
  trusted(): boolean;
  setTrusted(trusted: boolean): void;
  surroundings(env?: Readonly<Record<string, string>>): Surroundings;
  views(): readonly HoldView[];
  viewOf(id: string): HoldView | null;
  lookAgain(id: string): void;
  /** What a hold would take and what depends on it. Null when it is over. */
  graph(id: string): GraphView | null;
  close(): void;
}

/** Starts to listen. From then on the launcher finds this window. */
export async function openWindow({ dist, trusted: trustedAtFirst, onHold, onRecorded, onChange }: WindowOptions, folders: readonly string[]): Promise<GuardedWindow> {
  const folder = userFolder();
  const world: SurroundingsOptions = { tables: tableFolders(dist), cache: new Map() };
  const now = () => Date.now();
  const person = personName();
  const audit = openAudit(folder, () => new Date());
  let trusted = trustedAtFirst;
  const today = () => new Date().toISOString().slice(0, 10);
  const policies = openPolicies(folder, today, true, () => trusted);
  const unreviewed = openUnreviewed(folder);
  const lastMark = new Map<string, number>();
  const surroundings = (env: Readonly<Record<string, string>> = {}) => realSurroundings({ ...world, env: { ...process.env, ...env } });
  const lookings = openLookings({ policyAt: (place) => policies.at(place).policy, surroundings, folders: () => window.folders, onMore: more });
  const gate = openGate({ policies, audit, surroundings: (ask) => surroundings(ask.env), carried: (ask) => carriedBy(unreviewed, policies, surroundings(ask.env), ask.assistant), now, onHold: held, onRecorded, onMode: (_mode: Mode) => onChange() });

  const id = `${process.pid}-${randomBytes(3).toString('hex')}`;
  let window: Window = { id, protocol: PROTOCOL, pid: process.pid, socket: socketFor(folder, id), folders, startedAt: new Date().toISOString() };
  // The folder has to be private before anything listens in it.
  register(folder, window);
  const server: Server = await listen(window.socket, { hook, ask: (ask, gone) => gate.ask(ask, gone), about: () => ({ protocol: PROTOCOL, pid: process.pid, folders: window.folders }) });
  // The index is written anew now and then: two windows that start together may have overwritten each other's line.
  const heartbeat = setInterval(() => register(folder, window), 30_000);
  heartbeat.unref();

  return {
    folder,
    gate,
    audit,
    policies,
    unreviewed,
    person,
    folders: () => window.folders,
    setFolders(next) {
      window = { ...window, folders: next };
      register(folder, window);
    },
    trusted: () => trusted,
    setTrusted(next) {
      trusted = next;
    },
    surroundings,
    views: () => gate.holds().map(shown),
    viewOf(holdId) {
      const hold = gate.holds().find((one) => one.id === holdId);
      return hold ? shown(hold) : null;
    },
    lookAgain(holdId) {
      const hold = gate.holds().find((one) => one.id === holdId);
      if (hold?.resolution === null) lookings.start(hold, true);
    },
    graph(holdId) {
      const hold = gate.holds().find((one) => one.id === holdId);
      return hold ? graphOf(hold, lookings.of(holdId)) : null;
    },
    close() {
      clearInterval(heartbeat);
      lookings.close();
      gate.close();
      server.close();
      unregister(folder, window);
    },
  };

  function held(hold: Hold): void {
    onHold(shown(hold));
    onChange();
    acceptReleased(hold, unreviewed.reviews);
    if (hold.resolution === null) lookings.start(hold, false);
    else lookings.end(hold.id);
  }

  function more(holdId: string): void {
    const hold = gate.holds().find((one) => one.id === holdId);
    if (hold) onHold(shown(hold));
  }

  function shown(hold: Hold): HoldView {
    const plainView = viewOf(hold, lookings.of(hold.id));
    const view = { ...plainView, banner: [...plainView.banner, ...loosenedLines(hold, folder, today())] };
    const { people } = peopleFor(hold, policies.at(view.cwd).policy);
    return people < 2 ? view : { ...view, secondPerson: { people, request: requestFor(hold, view, person) } };
  }

  /** The window that owns the folder answers. This one is asked first when it does not know where the hook stands. */
  async function hook(call: Parameters<typeof answerHook>[0], gone: AbortSignal, forwarded: boolean) {
    markOnce(call.assistant, call.body);
    const owner = forwarded ? null : ownerOf(folderOf(call.body), openWindows(folder));
    if (owner && owner.id !== id) {
      const asked = await handOver(owner, call, (adapterFor(call.assistant)?.waitSeconds ?? 60) - 5, true, gone);
      if (asked.kind === 'answered') return asked.value;
      if (asked.kind === 'lost') return answerHook(call, reading(), () => Promise.resolve(refuse('broken', brokenWords('the window that has this folder open went away'))));
    }
    return answerHook(call, reading(call.env['HOME']), (ask: Ask) => gate.ask(ask, gone));
  }

  function markOnce(assistant: string, body: string): void {
    if (body.includes(DOCTOR)) return;
    const before = lastMark.get(assistant) ?? 0;
    if (now() - before < 60_000) return;
    lastMark.set(assistant, now());
    markSeen(folder, assistant, new Date(), thisMachine(folder));
    onChange();
  }
}

function reading(home = process.env['HOME'] ?? '') {
  return { platform: process.platform === 'win32' ? 'windows' : 'posix', home, readFile: readText } as const;
}

function personName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that has no name.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Where the hook's own file is, for the launcher. */
export function hookFile(dist: string): string {
  return join(dist, 'hook.js');
}
