import { relative } from 'node:path';
import type { Proposal } from '../engine/model';
import type { AuditSeed } from '../audit/audit';
import type { Ask } from '../protocol/messages';
import { digestOf } from './digest';
import type { Judged } from './judge';

/** What is asked, exactly: the command, the files, the call. */
export function describe(ask: Pick<Ask, 'proposals'>): string {
  return ask.proposals.map(describeProposal).join('\n');
}

/** What the record of a verdict says, whoever gives it; how it was answered comes beside it. */
export function verdictOf(ask: Ask, judged: Judged): Omit<AuditSeed, 'resolution' | 'note'> {
  return {
    event: 'verdict',
    assistant: ask.assistant,
    gate: ask.gate,
    session: ask.session,
    cwd: ask.proposals[0]?.cwd ?? '',
    what: describe(ask),
    disposition: judged.disposition,
    rules: [...new Set(judged.findings.map(({ finding }) => finding.rule))],
    messages: [...new Set(judged.findings.map(({ finding }) => finding.message))].slice(0, 20),
    digest: digestOf(ask),
  };
}

export function describeProposal(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'command':
      return proposal.text;
    case 'edit': {
      const paths = proposal.files.map(({ path, after }) => `${shown(path, proposal.cwd)}${after === null ? ' (deleted)' : ''}`);
      return paths.length === 1 ? `edit of ${paths[0]}` : `edit of ${paths.length} files: ${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ' …' : ''}`;
    }
    case 'tool-call':
      return `${proposal.server === '' ? '' : `${proposal.server}.`}${proposal.tool}(${JSON.stringify(proposal.arguments).slice(0, 2000)})`;
  }
}

/** A path as a person would say it from the folder. */
export function shown(path: string, cwd: string): string {
  const from = cwd === '' ? path : relative(cwd, path);
  return from === '' || from.startsWith('..') ? path : from;
}
