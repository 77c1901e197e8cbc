import { NOTHING } from '../effects';
import type { Context, Lowered, Proposal } from '../model';

export type ToolCall = Extract<Proposal, { kind: 'tool-call' }>;

/** What an MCP tool call would do. */
export function callOf(_call: ToolCall, _context: Context): Lowered {
  return NOTHING;
}
