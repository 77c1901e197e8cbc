import type { Disposition, Effect, Proposal, Shell } from './model';

/** A rule is one value: what it matches, what it says, and the examples that prove both. */
export interface Rule {
  readonly id: string;
  readonly disposition: Disposition;
  readonly summary: string;
  readonly why: string;
  readonly instead: string;
  matches(effect: Effect): boolean;
  /** The disposition of one effect when it differs from the rule's own. */
  dispositionOf?(effect: Effect): Disposition;
  message(effect: Effect): string;
  readonly fires: readonly Proposal[];
  readonly silent: readonly Proposal[];
}

/** An example command, in the folder of the examples. */
export function sh(text: string, shell: Shell = 'bash'): Proposal {
  return { kind: 'command', shell, cwd: '/home/me/shop', text };
}

/** An example edit. */
export function edit(path: string, before: string | null, after: string | null): Proposal {
  return { kind: 'edit', cwd: '/home/me/shop', files: [{ path, before, after }] };
}

/** An example MCP tool call. */
export function call(server: string, tool: string, args: Readonly<Record<string, unknown>> = {}): Proposal {
  return { kind: 'tool-call', cwd: '/home/me/shop', server, tool, arguments: args };
}
