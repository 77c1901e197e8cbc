import type { Proposal } from '../model';

export type ToolCall = Extract<Proposal, { kind: 'tool-call' }>;
