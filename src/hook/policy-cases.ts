import { parse } from 'yaml';
import { decide } from '../engine/decide';
import type { Proposal } from '../engine/model';
import type { Policy } from '../engine/policy/policy';
import { givenSurroundings, realSurroundings, type SurroundingsOptions } from '../platform/surroundings';
import { isObject } from '../protocol/proposal';

export interface CasesRun {
  readonly lines: readonly string[];
  readonly failed: number;
}

/**
 * Cases of a policy, as YAML: `cases:` with entries of one of `command: TEXT`, `edit: { path, before, after }`,
 * `call: { server, tool, arguments }`, each with `expect: allow|warn|hold|deny`, and where it matters `cwd`, `shell`, `files`.
 */
export function runCases(text: string, policy: Policy, world: SurroundingsOptions): CasesRun {
  let read: unknown;
  try {
    read = parse(text);
  } catch (error) {
    return { lines: [`the cases are not readable as YAML: ${(error as Error).message}`], failed: 1 };
  }
  const cases = isObject(read) && Array.isArray(read['cases']) ? (read['cases'] as unknown[]) : null;
  if (cases === null || cases.length === 0) return { lines: ['the cases stand in a list under `cases`'], failed: 1 };
  const results = cases.map((one, i) => runCase(one, i + 1, policy, world));
  const failed = results.filter(({ ok }) => !ok).length;
  return { lines: [...results.map(({ line }) => line), `${results.length - failed} passed, ${failed} failed`], failed };
}

function runCase(read: unknown, number: number, policy: Policy, world: SurroundingsOptions): { readonly line: string; readonly ok: boolean } {
  if (!isObject(read)) return { line: `not ok ${number}: a case is a map of keys`, ok: false };
  const proposal = proposalOf(read);
  if (typeof proposal === 'string') return { line: `not ok ${number}: ${proposal}`, ok: false };
  const files = isObject(read['files']) ? (read['files'] as Record<string, string>) : null;
  const { disposition, findings } = decide(policy, proposal, files === null ? realSurroundings(world) : givenSurroundings(files, proposal.cwd, world));
  const ok = disposition === read['expect'];
  const why = findings.map(({ rule, decidedBy }) => (decidedBy ? `${rule} by ${decidedBy}` : rule)).join(', ');
  return { line: ok ? `ok ${number}: ${titleOf(proposal)}` : `not ok ${number}: ${titleOf(proposal)} is ${disposition}, expected ${String(read['expect'])}${why ? ` (${why})` : ''}`, ok };
}

function proposalOf(read: Readonly<Record<string, unknown>>): Proposal | string {
  const cwd = typeof read['cwd'] === 'string' ? read['cwd'] : process.cwd();
  const { command, edit, call, shell } = read;
  if (typeof command === 'string') return { kind: 'command', shell: shell === 'powershell' || shell === 'cmd' ? shell : 'bash', cwd, text: command };
  if (isObject(edit) && typeof edit['path'] === 'string') return { kind: 'edit', cwd, files: [{ path: edit['path'], before: textOrNull(edit['before']), after: textOrNull(edit['after']) }] };
  if (isObject(call) && typeof call['server'] === 'string' && typeof call['tool'] === 'string') return { kind: 'tool-call', cwd, server: call['server'], tool: call['tool'], arguments: isObject(call['arguments']) ? call['arguments'] : {} };
  return 'a case has `command`, `edit` with `path`, or `call` with `server` and `tool`';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function titleOf(proposal: Proposal): string {
  if (proposal.kind === 'command') return proposal.text;
  return proposal.kind === 'edit' ? `edit of ${proposal.files.map(({ path }) => path).join(', ')}` : `${proposal.server}.${proposal.tool}`;
}
