import type { Disposition, EnvironmentClass, FactKey } from '../model';

/** One way to recognise an environment: every key must match (a glob over the fact's value). */
export type EnvironmentPattern = Readonly<Partial<Record<FactKey, string>>>;

/** `recommended` is the rule's own judgement of the effect at hand. */
export type Judgement = Disposition | 'recommended';

export type ByEnvironment = Readonly<Partial<Record<EnvironmentClass | 'default', Judgement>>>;

export interface Waiver {
  readonly rule: string;
  readonly resource?: string;
  readonly path?: string;
  readonly environment?: EnvironmentClass;
  readonly reason: string;
  readonly author?: string;
  /** Last day it counts, YYYY-MM-DD. */
  readonly until: string;
  readonly line: number;
}

export interface Protection {
  readonly resource?: string;
  readonly path?: string;
  readonly account?: string;
  readonly context?: string;
  readonly with: Disposition;
  readonly line: number;
}

/** `run` is a glob over the program and its arguments joined by one space, wrappers taken off. */
export interface CommandEntry {
  readonly run: string;
  readonly with: Disposition;
  readonly line: number;
}

export interface Release {
  readonly people: number;
  readonly signers: string | null;
}

export interface Limits {
  readonly answerWithin: number;
  readonly pause: boolean;
  readonly previews: boolean;
  readonly waiverDays: number;
}

/** A base that is fetched by a person's command and pinned by its hash. */
export interface PinnedBase {
  readonly from: string;
  readonly sha256: string;
}

export type LayerName = 'machine' | 'user' | 'workspace' | 'folder' | 'assistant';

/** One written policy, read. Data only; nothing here says yet whether it counts. */
export interface PolicyLayer {
  readonly name: LayerName;
  /** Where it stands, for people: a path. */
  readonly source: string;
  /** The file that speaks here: its own `source`, or for what it `extends` the file that names it. */
  readonly hand: string;
  /** The folder its paths count from. */
  readonly folder: string;
  /** Whether what loosens in it counts: a person released exactly this text, or it is above the workspace. */
  readonly loosens: boolean;
  readonly presets: readonly Preset[];
  readonly pinned: readonly PinnedBase[];
  readonly rules: Readonly<Record<string, ByEnvironment>>;
  /** Line of each rule's entry. */
  readonly lines: Readonly<Record<string, number>>;
  readonly environments: Readonly<Partial<Record<EnvironmentClass, readonly EnvironmentPattern[]>>>;
  readonly protect: readonly Protection[];
  readonly commands: readonly CommandEntry[];
  readonly waivers: readonly Waiver[];
  readonly assistants: Readonly<Record<string, Readonly<Record<string, ByEnvironment>>>>;
  readonly release: Readonly<Partial<Record<EnvironmentClass, Release>>>;
  readonly limits: Partial<Limits>;
  readonly partialCoverage: Disposition | null;
  readonly terminals: 'assistants' | 'everyone' | null;
  readonly mayLoosen: readonly string[];
}

export type Preset = 'recommended' | 'strict' | 'watch';

/** All that counts for one decision: the layers from the machine down to the folder, and the day. Data only. */
export interface Policy {
  readonly layers: readonly PolicyLayer[];
  /** YYYY-MM-DD, told by the caller, for waivers. `null`: no dated permission counts. */
  readonly today: string | null;
}

/** Nothing written anywhere: every rule's own judgement. */
export const RECOMMENDED: Policy = { layers: [], today: null };

export const DEFAULT_LIMITS: Limits = { answerWithin: 600, pause: true, previews: true, waiverDays: 90 };
