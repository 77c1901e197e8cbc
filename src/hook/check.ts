import { decide } from '../engine/decide';
import type { Disposition, Finding, Place, Proposal, Shell, Surroundings, Verdict } from '../engine/model';
import { parsePolicy } from '../engine/policy/parse';
import type { Policy } from '../engine/policy/policy';
import { RECOMMENDED } from '../engine/policy/policy';
import { givenSurroundings, realSurroundings } from '../platform/surroundings';
import type { SurroundingsOptions } from '../platform/surroundings';
import { isObject, readProposal } from '../protocol/proposal';

export const EXIT: Readonly<Record<Disposition, number>> = { allow: 0, warn: 0, hold: 3, deny: 4 };
export const USAGE = 2;

export interface Outcome {
  readonly text: string;
  readonly exit: number;
}

export interface CheckOptions {
  readonly shell: Shell;
  readonly cwd: string;
  readonly json: boolean;
  readonly command: readonly string[];
}

/** `infrahold check -- COMMAND…`: one verdict, for a person or as JSON. */
export function check(options: CheckOptions, policy: Policy, world: SurroundingsOptions): Outcome {
  const text = commandText(options.command);
  const verdict = decide(policy, { kind: 'command', shell: options.shell, cwd: options.cwd, text }, realSurroundings(world));
  return { text: options.json ? `${JSON.stringify(verdictLine(verdict))}\n` : verdictWords(verdict), exit: EXIT[verdict.disposition] };
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
    const policy = policyOf(read['policy']);
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

function policyOf(read: unknown): Policy | string {
  if (read === undefined || read === null) return RECOMMENDED;
  if (typeof read !== 'string') return 'policy must be the text of a policy file';
  const { policy, problems } = parsePolicy(read);
  return problems[0] ? `policy, line ${problems[0].line}: ${problems[0].message}` : policy;
}

function surroundingsOf(files: unknown, proposal: Proposal, world: SurroundingsOptions): Surroundings | string {
  if (files === undefined || files === null) return realSurroundings(world);
  if (!isObject(files) || Object.values(files).some((text) => typeof text !== 'string')) return 'files must map paths to texts';
  return givenSurroundings(files as Record<string, string>, proposal.cwd, world);
}

/** The verdict in the fixed shape of the batch output. */
function verdictLine({ disposition, coverage, findings }: Verdict) {
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

function verdictWords({ disposition, coverage, findings, unread }: Verdict): string {
  const lines = findings.map(({ rule, disposition: own, message, effect }) => `  ${own}  ${rule}: ${message}${effect.chain.length > 0 ? `  (by way of ${effect.chain.join(', ')})` : ''}`);
  const missing = coverage === 'partial' ? [`  not all of it could be read${unread.length > 0 ? `: ${unread.join('; ')}` : ''}`] : [];
  return `${[disposition, ...lines, ...missing].join('\n')}\n`;
}

/** One argument is a command line as it stands. Of several, those with spaces or quotes were quoted by the caller's shell; they get their quotes back. */
function commandText(words: readonly string[]): string {
  if (words.length === 1) return words[0] as string;
  return words.map((word) => (word === '' || /[\s'"\\]/.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : word)).join(' ');
}
