import type { Context, Invocation, Word } from '../../model';
import type { Arguments } from '../options';

/** One kubectl command, read. */
export interface Run {
  readonly args: Arguments;
  readonly verb: string;
  /** The words behind the verb. */
  readonly words: readonly Word[];
  readonly invocation: Invocation;
  readonly context: Context;
}
