import type { Disposition, EnvironmentClass, FactKey } from '../model';

/** One way to recognise an environment: every key must match (minimatch over the fact's value). */
export type EnvironmentPattern = Readonly<Partial<Record<FactKey, string>>>;

export type ByEnvironment = Readonly<Partial<Record<EnvironmentClass | 'default', Disposition>>>;

export interface Waiver {
  readonly rule: string;
  /** minimatch over the resource's address. */
  readonly resource?: string;
  /** minimatch over the path a file effect stands in, relative to the folder of the policy. */
  readonly path?: string;
  readonly environment?: EnvironmentClass;
  readonly reason: string;
  readonly author?: string;
  /** ISO date, inclusive. The caller says what day it is. */
  readonly until: string;
  readonly line?: number;
}

export interface Protection {
  readonly resource?: string;
  readonly path?: string;
  readonly account?: string;
  readonly context?: string;
  readonly with: Disposition;
  readonly line?: number;
}

/** `run` is minimatch over the invocation's words joined with one space, never over the raw text. */
export interface CommandEntry {
  readonly run: string;
  readonly with: Disposition;
  readonly line?: number;
}

/** What a team, a person and an organisation have written, merged. Data only. */
export interface Policy {
  readonly rules: Readonly<Record<string, ByEnvironment>>;
  readonly environments: Readonly<Partial<Record<EnvironmentClass, readonly EnvironmentPattern[]>>>;
  readonly protect: readonly Protection[];
  readonly commands: readonly CommandEntry[];
  readonly waivers: readonly Waiver[];
  readonly onPartialCoverage: Disposition;
  readonly limits: { readonly answerWithinSeconds: number; readonly pause: boolean; readonly previews: boolean };
  readonly terminals: 'assistants' | 'everyone';
}

export const RECOMMENDED: Policy = {
  rules: {},
  environments: {},
  protect: [],
  commands: [],
  waivers: [],
  onPartialCoverage: 'allow',
  limits: { answerWithinSeconds: 600, pause: true, previews: true },
  terminals: 'assistants',
};
