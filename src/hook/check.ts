import { decide } from '../engine/decide';
import type { Disposition, Finding, Place, Proposal, Surroundings, Verdict } from '../engine/model';
import { assemble } from '../engine/policy/layers';
import type { Policy } from '../engine/policy/policy';
import { RECOMMENDED } from '../engine/policy/policy';
import { givenSurroundings, realSurroundings } from '../platform/surroundings';
import type { SurroundingsOptions } from '../platform/surroundings';
import { isObject, readProposal } from '../protocol/proposal';
import type { CommandArguments } from './command-arguments';

export const EXIT: Readonly<Record<Disposition, number>> = { allow: 0, warn: 0, hold: 3, deny: 4 };
export const USAGE = 2;

export interface Outcome {
  readonly text: string;
  readonly exit: number;
}

/** `infrahold check -- COMMAND…`: one verdict, for a person or as JSON. */
export function check({ shell, cwd, json, text }: CommandArguments, policy: Policy, world: SurroundingsOptions): Outcome {
  const verdict = decide(policy, { kind: 'command', shell, cwd, text }, realSurroundings(world));
  return { text: json ? `${JSON.stringify(verdictLine(verdict))}\n` : verdictWords(verdict), exit: EXIT[verdict.disposition] };
}

/** One line of `infrahold check --batch`: JSON in, JSON out. A line that cannot be judged says why. */
export function checkLine(line: string, world: SurroundingsOptions): { readonly text: string; readonly malformed: boolean } {
  let id: unknown = null;
  try {
    const read: unknown = JSON.parse(line);
    if (!isObject(read)) return malformed(null, 'a line must be an object');
    id = read['id'] ?? null;
    const proposal = readProposal(read['proposal']);
    if (typeof proposal === 'string') return malformed(id, proposal);
    const policy = policyOf(read['policy'], proposal.cwd);
    if (typeof policy === 'string') return malformed(id, policy);
    const surroundings = surroundingsOf(read['files'], proposal, world);
    if (typeof surroundings === 'string') return malformed(id, surroundings);
    return { text: `${JSON.stringify({ id, ...verdictLine(decide(policy, proposal, surroundings)) })}\n`, malformed: false };
  } catch (error) {
    return malformed(id, error instanceof SyntaxError ? `not JSON: ${error.message}` : `could not be judged: ${String(error)}`);
  }
}

function malformed(id: unknown, error: string) {
  return { text: `${JSON.stringify({ id, error })}\n`, malformed: true };
}

/** The given text as if it stood in the folder of the proposal and a person had released it. */
function policyOf(read: unknown, folder: string): Policy | string {
  if (read === undefined || read === null) return RECOMMENDED;
  if (typeof read !== 'string') return 'policy must be the text of a policy file';
  const source = 'policy';
  const { policy, problems } = assemble([{ name: 'workspace', source, folder, loosens: true, text: read }], new Date().toISOString().slice(0, 10));
  const error = problems[source]?.find(({ severity }) => severity === 'error');
  return error ? `policy, line ${error.line}: ${error.message}` : policy;
}

function surroundingsOf(files: unknown, proposal: Proposal, world: SurroundingsOptions): Surroundings | string {
  if (files === undefined || files === null) return realSurroundings(world);
  if (!isObject(files) || Object.values(files).some((text) => typeof text !== 'string')) return 'files must map paths to texts';
  return givenSurroundings(files as Record<string, string>, proposal.cwd, world);
}

/** The verdict in the fixed shape of the batch output. */
export function verdictLine({ disposition, coverage, findings }: Verdict) {
  return { disposition, coverage, findings: findings.map(findingLine) };
}

function findingLine({ rule, disposition, message, effect: { verb, resource, place } }: Finding) {
  return { rule, disposition, message, verb, resource: { type: resource.type, address: resource.address }, ...placeLine(place) };
}

function placeLine(place: Place) {
  switch (place.in) {
    case 'text':
      return { start: place.span[0], end: place.span[1] };
    case 'file':
      return { path: place.path, side: place.side, startLine: place.startLine, endLine: place.endLine };
    case 'argument':
      return { pointer: place.pointer };
  }
}

export function verdictWords({ disposition, coverage, findings, unread }: Verdict): string {
  const lines = findings.map(({ rule, disposition: own, message, effect }) => `  ${own}  ${rule}: ${message}${effect.chain.length > 0 ? `  (by way of ${effect.chain.join(', ')})` : ''}`);
  const missing = coverage === 'partial' ? [`  not all of it could be read${unread.length > 0 ? `: ${unread.join('; ')}` : ''}`] : [];
  return `${[disposition, ...lines, ...missing].join('\n')}\n`;
}
