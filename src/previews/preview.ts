import type { Effect, Invocation, ResourceKind } from '../engine/model';
import type { Ran } from '../platform/processes';

/** One kind of command whose loss can be looked up without changing anything. */
export interface Preview {
  readonly id: string;
  /** Whether it knows what an effect of this invocation would take. */
  matches(invocation: Invocation, effects: readonly Effect[]): boolean;
  look(question: Question): Promise<Looked>;
}

/** What a preview may use: where the assistant stands, and bounded reading. */
export interface Question {
  readonly invocation: Invocation;
  readonly effects: readonly Effect[];
  /** Where the program would run. */
  readonly cwd: string;
  /** The assistant's environment, over this process's. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readFile(path: string): string | null;
  /** Runs a program that only reads, without a shell, bounded in time and output. What was run is said to the person. */
  run(program: string, args: readonly string[], cwd?: string): Promise<Ran>;
  /** What sort of thing a Terraform type is. */
  kindOf(type: string): ResourceKind;
}

/** What became known. `unknown` says, for a person, why nothing did. */
export type Looked =
  | { readonly kind: 'known'; readonly inventory: Inventory; readonly command: string | null }
  | { readonly kind: 'unknown'; readonly why: string; readonly command: string | null };

/** What exists now, and what would become of each thing. */
export interface Inventory {
  readonly items: readonly Item[];
  /** Things that were counted but not listed. */
  readonly uncounted: number;
  /** Where this was learned, and how fresh it is, in words. */
  readonly source: string;
}

export interface Item {
  /** Type and name, as the tool says them. */
  readonly name: string;
  readonly detail: string;
  readonly holdsData: boolean;
  readonly becomes: Becomes;
}

/** What would be left of a thing. `why` names the attribute or the word that causes it. */
export type Becomes =
  | { readonly kind: 'gone' }
  | { readonly kind: 'empty'; readonly why: string }
  | { readonly kind: 'changed'; readonly to: string }
  | { readonly kind: 'kept' };
