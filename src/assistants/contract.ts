import type { Proposal } from '../engine/model';
import type { Answer, PlannedFile } from '../protocol/messages';

/** Everything Infrahold knows of one assistant: how to find it, guard it, read it and answer it. */
export interface Adapter {
  /** The label in the installed command; stable for ever. */
  readonly id: string;
  readonly name: string;
  /** Names of its program on PATH. */
  readonly programs: readonly string[];
  /** Seconds its host waits for a hook, as installed. The gate answers before. */
  readonly waitSeconds: number;
  /** Failures after which its host runs the tool all the same, in words for a person. */
  readonly openWhen: readonly string[];
  /** A step only the person can take after installing, or null. */
  readonly nextStep: string | null;
  /** A payload as its host would write it, that asks for the canary command in the doctor's session. */
  readonly canary: unknown;
  detect(machine: Machine): Detected;
  /** The files that guarding it (or no longer guarding it) writes. Nothing is written here. */
  files(machine: Machine, action: 'install' | 'uninstall'): readonly PlannedFile[];
  /** Something on the machine that switches our hook off although it is installed, in words; null when nothing does. */
  shadowedBy(machine: Machine): string | null;
  read(payload: unknown, reading: Reading): Read;
  answer(answer: Answer): Reply;
}

/** A machine as adapters may look at it. */
export interface Machine {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: 'posix' | 'windows';
  /** Path of the launcher: `~/.infrahold/bin/infrahold`, or the `.ps1` on Windows. */
  readonly launcher: string;
  readFile(path: string): string | null;
  isFolder(path: string): boolean;
  /** Whether a program of this name is on PATH. Nothing is run. */
  hasProgram(name: string): boolean;
  /** What a file was before Infrahold first wrote it, when it still is what Infrahold wrote. `undefined`: it has been changed since, or never written. */
  original(path: string): string | null | undefined;
  /** Why a file must not or cannot be written, in words; null when nothing speaks against it. Left out by machines that are made up. */
  lockedBy?(path: string): string | null;
  /** Names in a folder; none where there is no such folder. */
  namesIn?(folder: string): readonly string[];
  /** What is known of a program on PATH without running it; null where it is not there. */
  hostOf?(name: string): Host | null;
}

/** The program of a host: its version where a package says it, and something that differs when it has been changed. */
export interface Host {
  readonly path: string;
  readonly version: string | null;
  readonly stamp: string;
}

export type Detected = { readonly present: true; readonly because: string } | { readonly present: false };

/** What reading a payload needs. `readFile` gives what an edit would change. */
export interface Reading {
  readonly platform: 'posix' | 'windows';
  readonly home: string;
  readFile(path: string): string | null;
}

/** What a payload asks for. */
export type Read =
  /** Nothing that could destroy: a read, a search, another event. */
  | { readonly kind: 'pass' }
  | { readonly kind: 'ask'; readonly parts: AskParts }
  /** It may ask for anything. Refused, with words. */
  | { readonly kind: 'unread'; readonly why: string };

export interface AskParts {
  readonly callId: string | null;
  readonly session: string | null;
  readonly subagent: boolean;
  readonly cwd: string;
  readonly proposals: readonly Proposal[];
  /** What of the change could not be worked out, in words; null when all of it was. */
  readonly incomplete: string | null;
}

/** What the hook prints and how it ends. Nothing else may ever be printed. */
export interface Reply {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}
