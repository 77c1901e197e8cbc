import type { Effect, Facts, Invocation, ResourceKind, Surroundings } from '../engine/model';
import type { Ran } from '../platform/processes';
import type { GraphView } from '../protocol/messages';

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
  readonly surroundings: Surroundings;
  /** A person has asked, by a click, for what runs code of the workspace: a real plan. */
  readonly full: boolean;
  /** Whether the policy names the database that facts describe. Nothing connects to one that it does not name. */
  isNamed(facts: Facts): boolean;
  readFile(path: string): string | null;
  /** Runs a program that only reads, without a shell, bounded in time and output. What was run is said to the person, but for what `quietly` puts before the words. */
  run(program: string, args: readonly string[], cwd?: string, quietly?: readonly string[]): Promise<Ran>;
  /** What sort of thing a Terraform type is. */
  kindOf(type: string): ResourceKind;
}

/** What became known. `unknown` says, for a person, why nothing did. `command` says what was run for it. */
export type Looked =
  | {
      readonly kind: 'known';
      readonly inventory: Inventory;
      readonly command: string | null;
      /** Files as they are and as they would be, for a real diff beside the inventory. */
      readonly files?: readonly FileView[];
      /** What depends on what, drawn only when a person asks for it. */
      readonly picture?: () => GraphView;
      /** Where it would land, as the tool itself says. */
      readonly where?: Facts;
    }
  | { readonly kind: 'unknown'; readonly why: string; readonly command: string | null };

/** One file that would change. */
export interface FileView {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What exists now, and what would become of each thing. */
export interface Inventory {
  readonly items: readonly Item[];
  /** Things that were counted but not listed. */
  readonly uncounted: number;
  /** Where this was learned, and how fresh it is, in words. */
  readonly source: string;
  /** What is said over the things that hold data, where another word says it better: `in no commit`. */
  readonly heading?: string;
}

export interface Item {
  /** Type and name, as the tool says them. */
  readonly name: string;
  readonly detail: string;
  readonly holdsData: boolean;
  readonly becomes: Becomes;
  /** What it is one of, where many are told as one: `aws_iam_role`, `pod`. Without it the first word of its name. */
  readonly group?: string;
}

/** What would be left of a thing. `why` names the attribute or the word that causes it. */
export type Becomes =
  | { readonly kind: 'gone' }
  | { readonly kind: 'empty'; readonly why: string }
  | { readonly kind: 'changed'; readonly to: string }
  | { readonly kind: 'kept' };
