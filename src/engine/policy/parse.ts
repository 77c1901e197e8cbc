import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { EnvironmentClass } from '../model';
import { costly } from './globs';
import { nearest } from './nearest';
import type { ByEnvironment, CommandEntry, Judgement, LayerName, Limits, PinnedBase, PolicyLayer, Preset, Protection, Release, Waiver } from './policy';
import { validate } from './validate.generated';

/** A fault in a policy's text. Lines and columns are 1-based; `message` says what to do. */
export interface PolicyProblem {
  readonly severity: 'error' | 'warning' | 'hint';
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface PolicyText {
  readonly name: LayerName;
  readonly source: string;
  readonly folder: string;
  readonly loosens: boolean;
  readonly text: string;
}

/** `layer` is null when there is any error: a policy counts whole or not at all. */
export interface ParsedPolicy {
  readonly layer: PolicyLayer | null;
  readonly problems: readonly PolicyProblem[];
}

const MAX_CHARACTERS = 256 * 1024;
const MAX_ENTRIES = 2_000;

/** Reads one policy file. Never fails: faults come back with their place. Bounded for any text. */
export function parsePolicy(written: PolicyText): ParsedPolicy {
  const { text } = written;
  if (text.length > MAX_CHARACTERS) return failed(`the policy is longer than ${MAX_CHARACTERS / 1024} KiB; split it with \`extends\``);
  if (text.includes('\uFFFD') || text.includes('\0')) return failed('the policy is not UTF-8 text; save it as UTF-8');

  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, prettyErrors: false });
  const problems: PolicyProblem[] = document.errors.map((error) => problemAt(lines, error.pos, said(error.code, error.message)));
  if (problems.length > 0) return { layer: null, problems };

  const value = plain(document);
  if (value === undefined) return failed('the policy uses too many aliases; write the values out');
  if (entries(value) > MAX_ENTRIES) return failed(`the policy has more than ${MAX_ENTRIES} entries; split it with \`extends\` or use wider globs`);
  if (!validate(value)) problems.push(...schemaProblems(document, lines));
  if (problems.length === 0) problems.push(...globProblems(value, document, lines));
  return problems.some(({ severity }) => severity === 'error') ? { layer: null, problems } : { layer: layerOf(written, value as Written, document, lines), problems };
}

function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    // `yaml` refuses to expand an alias bomb by an exception.
    return undefined;
  }
}

function failed(message: string): ParsedPolicy {
  return { layer: null, problems: [{ severity: 'error', message, line: 1, column: 1, endLine: 1, endColumn: 1 }] };
}

function said(code: string, message: string): string {
  return code === 'DUPLICATE_KEY' ? 'this key stands here twice; keep one of them' : `not readable as YAML: ${message.split('\n')[0]}`;
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The errors of the schema in words, each at its node. Alternatives (`anyOf`) are one error, not one a branch. */
function schemaProblems(document: Document, lines: LineCounter): PolicyProblem[] {
  const errors = ((validate as { errors?: SchemaError[] | null }).errors ?? []).slice(0, 200);
  const alternatives = new Set(errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath));
  const seen = new Set<string>();
  return errors.flatMap((error) => {
    const path = pathOf(error.instancePath);
    const node = at(document, path);
    // Inside an alternative only an unknown key of a map says more than the alternative itself.
    if (error.keyword !== 'anyOf' && alternatives.has(error.instancePath) && !(error.keyword === 'additionalProperties' && isMap(node))) return [];
    if (error.keyword === 'anyOf' && isMap(node)) return [];
    if (error.keyword === 'minProperties' && errors.some((other) => other.keyword === 'required' && other.instancePath === error.instancePath)) return [];
    const unknown = error.params['additionalProperty'];
    const place = typeof unknown === 'string' ? keyRange(document, path, unknown) : isNode(node) ? node.range : null;
    const problem = problemAt(lines, place ? [place[0], place[1]] : [0, 0], inWords(error, path, document));
    const key = `${problem.line}:${problem.column}:${problem.message}`;
    return seen.has(key) ? [] : (seen.add(key), [problem]);
  });
}

function inWords({ keyword, params }: SchemaError, path: readonly (string | number)[], document: Document): string {
  const where = path.length === 0 ? 'the policy' : `\`${path.join('.')}\``;
  const got = path.length === 0 ? '' : String(document.getIn(path) ?? '');
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const best = nearest(key, path);
      return `unknown key \`${key}\` in ${where}${best ? `; did you mean \`${best}\`?` : ''}`;
    }
    case 'required':
      return `${where} needs \`${String(params['missingProperty'])}\``;
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map(String);
      const best = nearest(got, allowed);
      return `${where} is one of ${allowed.join(', ')}${best ? `; did you mean \`${best}\`?` : ''}`;
    }
    case 'const':
      return `${where} is ${JSON.stringify(params['allowedValue'])} in this language`;
    case 'type':
      return `${where} is ${article(String(params['type']))}`;
    case 'minProperties':
      return `${where} says nothing to match; add a key`;
    case 'pattern':
      return path.at(-1) === 'until' ? `${where} is a date, written YYYY-MM-DD` : `${where} is not written as expected (${String(params['pattern'])})`;
    case 'minimum':
    case 'maximum':
      return `${where} is ${keyword === 'minimum' ? 'at least' : 'at most'} ${String(params['limit'])}`;
    case 'anyOf':
      return path.includes('rules') ? `${where} is one of recommended, allow, warn, hold, deny, or these by environment` : `${where} is not one of the forms allowed here`;
    default:
      return `${where} is not allowed (${keyword})`;
  }
}

function article(type: string): string {
  return type === 'object' ? 'a map of keys' : type === 'array' ? 'a list' : type === 'integer' ? 'a whole number' : `a ${type}`;
}

function globProblems(value: unknown, document: Document, lines: LineCounter): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  walk(value, []);
  return found;

  function walk(node: unknown, path: (string | number)[]): void {
    if (typeof node === 'string' && GLOB_KEYS.has(String(path.at(-1))) && costly(node)) {
      const range = (at(document, path) as { range?: readonly [number, number, number] } | undefined)?.range;
      found.push(problemAt(lines, range ? [range[0], range[1]] : [0, 0], 'this pattern has too many alternatives; split it into several entries'));
    } else if (Array.isArray(node)) node.forEach((one, i) => walk(one, [...path, i]));
    else if (node && typeof node === 'object') for (const [key, one] of Object.entries(node)) walk(one, [...path, key]);
  }
}

const GLOB_KEYS: ReadonlySet<string> = new Set([
  'resource', 'path', 'account', 'context', 'run', 'aws-profile', 'aws-region', 'aws-account', 'endpoint', 'kube-context', 'kube-namespace',
  'terraform-workspace', 'terraform-var-file', 'terraform-backend', 'pulumi-stack', 'gcloud-project', 'gcloud-configuration', 'az-subscription',
  'az-resource-group', 'docker-context', 'database-host', 'database', 'git-remote', 'git-branch', 'host', 'stack', 'app',
]);

function problemAt(lines: LineCounter, [start, end]: readonly [number, number], message: string): PolicyProblem {
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(start, end));
  return { severity: 'error', message, line: from.line || 1, column: from.col || 1, endLine: to.line || 1, endColumn: to.col || 1 };
}

function pathOf(pointer: string): (string | number)[] {
  return pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function at(document: Document, path: readonly (string | number)[]): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function keyRange(document: Document, path: readonly (string | number)[], key: string): readonly [number, number, number] | null {
  const map = at(document, path);
  if (!isMap(map)) return null;
  const pair = map.items.find((item) => String((item.key as { value?: unknown })?.value) === key);
  return (pair?.key as { range?: [number, number, number] } | undefined)?.range ?? null;
}

function entries(value: unknown): number {
  return Array.isArray(value) ? value.length + value.reduce((sum: number, one) => sum + entries(one), 0) : value && typeof value === 'object' ? Object.values(value).reduce((sum: number, one) => sum + entries(one), 1) : 0;
}

/** What the schema has checked. */
interface Written {
  readonly extends?: Base | readonly Base[];
  readonly environments?: Readonly<Partial<Record<EnvironmentClass, { readonly any: readonly Readonly<Record<string, string>>[] }>>>;
  readonly rules?: Readonly<Record<string, Judgement | ByEnvironment>>;
  readonly protect?: readonly Omit<Protection, 'line'>[];
  readonly commands?: readonly Omit<CommandEntry, 'line'>[];
  readonly waivers?: readonly Omit<Waiver, 'line'>[];
  readonly assistants?: Readonly<Record<string, { readonly rules?: Written['rules'] }>>;
  readonly release?: Readonly<Partial<Record<EnvironmentClass, { readonly people: number; readonly signers?: string }>>>;
  readonly limits?: { readonly 'answer-within'?: number; readonly pause?: boolean; readonly previews?: boolean; readonly 'waiver-days'?: number };
  readonly 'partial-coverage'?: PolicyLayer['partialCoverage'];
  readonly terminals?: PolicyLayer['terminals'];
  readonly 'may-loosen'?: readonly string[];
}
type Base = Preset | PinnedBase;

function layerOf({ name, source, folder, loosens }: PolicyText, written: Written, document: Document, lines: LineCounter): PolicyLayer {
  const bases = written.extends === undefined ? [] : ([written.extends].flat() as Base[]);
  return {
    name,
    source,
    hand: source,
    folder,
    loosens,
    presets: bases.filter((base) => typeof base === 'string'),
    pinned: bases.filter((base) => typeof base !== 'string'),
    rules: judgements(written.rules),
    lines: Object.fromEntries(Object.keys(written.rules ?? {}).map((rule) => [rule, lineOf(['rules', rule])])),
    environments: Object.fromEntries(Object.entries(written.environments ?? {}).map(([key, { any }]) => [key, any])),
    protect: (written.protect ?? []).map((one, i) => ({ ...one, line: lineOf(['protect', i]) })),
    commands: (written.commands ?? []).map((one, i) => ({ ...one, line: lineOf(['commands', i]) })),
    waivers: (written.waivers ?? []).map((one, i) => ({ ...one, line: lineOf(['waivers', i]) })),
    assistants: Object.fromEntries(Object.entries(written.assistants ?? {}).map(([id, { rules }]) => [id, judgements(rules)])),
    release: Object.fromEntries(Object.entries(written.release ?? {}).map(([key, one]): [string, Release] => [key, { people: one.people, signers: one.signers ?? null }])),
    limits: limitsOf(written.limits),
    partialCoverage: written['partial-coverage'] ?? null,
    terminals: written.terminals ?? null,
    mayLoosen: written['may-loosen'] ?? [],
  };

  function lineOf(path: readonly (string | number)[]): number {
    const key = path.at(-1);
    const range = typeof key === 'string' ? keyRange(document, path.slice(0, -1), key) : (at(document, path) as { range?: readonly number[] } | undefined)?.range;
    return lines.linePos(range?.[0] ?? 0).line || 1;
  }
}

function judgements(rules: Written['rules']): Record<string, ByEnvironment> {
  return Object.fromEntries(Object.entries(rules ?? {}).map(([rule, one]) => [rule, typeof one === 'string' ? { default: one } : one]));
}

function limitsOf(limits: Written['limits'] = {}): Partial<Limits> {
  return {
    ...(limits['answer-within'] === undefined ? {} : { answerWithin: limits['answer-within'] }),
    ...(limits.pause === undefined ? {} : { pause: limits.pause }),
    ...(limits.previews === undefined ? {} : { previews: limits.previews }),
    ...(limits['waiver-days'] === undefined ? {} : { waiverDays: limits['waiver-days'] }),
  };
}
