import { LineCounter, isMap, isScalar, parseDocument } from 'yaml';
import { DISPOSITIONS } from '../dispositions';
import type { Disposition, EnvironmentClass } from '../model';
import type { ByEnvironment, EnvironmentPattern, Policy, Protection, Waiver } from './policy';
import { RECOMMENDED } from './policy';

export interface PolicyProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const KEYS = ['version', 'extends', 'environments', 'rules', 'protect', 'waivers', 'release', 'commands', 'limits', 'terminals', 'on-partial-coverage'];

/** Reads a policy file. With a problem the policy is what could be read; the caller must then take the stricter of it and `recommended`. */
export function parsePolicy(text: string): { policy: Policy; problems: PolicyProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number) => ({ line: lines.linePos(offset).line, column: lines.linePos(offset).col });
  const problems: PolicyProblem[] = document.errors.map((error) => ({ ...at(error.pos[0]), message: error.message.split('\n')[0] ?? error.message }));
  if (problems.length > 0) return { policy: RECOMMENDED, problems };
  if (isMap(document.contents)) {
    for (const { key } of document.contents.items) {
      if (isScalar(key) && !KEYS.includes(String(key.value))) problems.push({ ...at(key.range?.[0] ?? 0), message: `unknown key ${String(key.value)}; known are ${KEYS.join(', ')}` });
    }
  }
  const read = (document.toJS() ?? {}) as Record<string, unknown>;
  return { policy: { ...RECOMMENDED, rules: rulesOf(read['rules']), environments: environmentsOf(read['environments']), protect: list(read['protect']).map(protectionOf), waivers: list(read['waivers']) as unknown as Waiver[] }, problems };
}

function rulesOf(read: unknown): Record<string, ByEnvironment> {
  return Object.fromEntries(Object.entries(object(read)).map(([id, value]) => [id, isDisposition(value) ? { default: value } : Object.fromEntries(Object.entries(object(value)).filter(([, one]) => isDisposition(one)))]));
}

function environmentsOf(read: unknown): Partial<Record<EnvironmentClass, EnvironmentPattern[]>> {
  return Object.fromEntries(Object.entries(object(read)).map(([name, value]) => [name, list(object(value)['any']) as EnvironmentPattern[]]));
}

function protectionOf(read: Record<string, unknown>): Protection {
  return { with: 'hold', ...read } as Protection;
}

function list(read: unknown): Record<string, unknown>[] {
  return Array.isArray(read) ? read.map(object) : [];
}

function object(read: unknown): Record<string, unknown> {
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : {};
}

function isDisposition(read: unknown): read is Disposition {
  return DISPOSITIONS.includes(read as Disposition);
}
