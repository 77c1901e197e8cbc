import type { Tool } from '../../model';

/** What a subcommand of git does: its own words are the invocation's, and its folder is the one git works in. */
export type Subcommand = Tool;
