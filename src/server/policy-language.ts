import { isMap, isPair, isScalar, isSeq, parseDocument, visit, type Node, type Pair } from 'yaml';
import { CompletionItemKind, MarkupKind, type CompletionItem, type Position } from 'vscode-languageserver/node';
import { lastDay } from '../engine/policy/judge';
import { RULES } from '../engine/rules';
import { isObject } from '../protocol/proposal';
import { lookup } from '../engine/lookup';

/** JSON Schema, as far as the policy's own uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

type Step = string | number;
type Where = { readonly path: readonly Step[]; readonly at: 'key' | 'value' | 'entry'; readonly beside: readonly string[]; readonly ownLine: boolean };

/** Stands where the cursor is, so that a half-written text has a node there. */
const HERE = 'infrahold-cursor';

/** What can be written where the cursor stands: keys, rules, dispositions, facts, days. */
export function completePolicy(text: string, position: Position, schema: Schema, today: string): CompletionItem[] {
  const offset = offsetAt(text, position);
  const start = offset - (/[\w-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
  const end = offset + (/^[\w-]*/.exec(text.slice(offset))?.[0].length ?? 0);
  if (/(?:^|\s)#[^\n]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))) return [];
  const where = placeIn(`${text.slice(0, start)}${HERE}${text.slice(end)}`, start);
  if (where === null) return [];
  const known = schemasAt(schema, where.path);
  const colon = /^\s*:/.test(text.slice(end)) ? '' : ': ';
  const keys = (prefix = ''): CompletionItem[] =>
    keysOf(schema, known).filter(([key]) => !where.beside.includes(key)).map(([key, one], i) => ({ label: key, kind: CompletionItemKind.Property, insertText: `${prefix}${key}${colon}`, sortText: String(i).padStart(3, '0'), ...documented(describe(schema, key, one, where.path)) }));
  if (where.at === 'key') return keys();
  const values = valuesOf(schema, known, where.path, today);
  // A map that has not been begun is begun with a key; on the line of its own key it would not be one.
  return [...values, ...(where.at === 'entry' || where.ownLine ? keys(where.at === 'value' && isList(schema, known) ? '- ' : '') : [])];
}

/** What the key or value under the cursor means, in Markdown; null where there is nothing to say. */
export function policyHover(text: string, position: Position, schema: Schema): string | null {
  const where = nodeAt(text, offsetAt(text, position));
  if (where === null) return null;
  const { path, at, word } = where;
  const [key] = path.slice(-1);
  const value = at === 'value' && RULES.some(({ id }) => id === word) ? ruleWords(word) : at === 'value' ? (lookup(DISPOSITIONS, word) ?? null) : null;
  if (value !== null) return `**${word}**: ${value}`;
  const known = schemasAt(schema, path);
  const described = typeof key === 'string' ? describe(schema, key, known, path.slice(0, -1)) : null;
  const allowed = [...new Set(known.flatMap((one) => (one.enum ?? []).map(String)))];
  if (described === null && allowed.length === 0) return null;
  return [`**${String(key)}**${described === null ? '' : `: ${described}`}`, ...(allowed.length > 0 ? [`One of ${allowed.map((one) => `\`${one}\``).join(', ')}.`] : [])].join('\n\n');
}

export function isSchema(value: unknown): value is Schema {
  return isObject(value) && isObject(value['properties']);
}

function placeIn(text: string, start: number): Where | null {
  const document = parseDocument(text, { strict: false, prettyErrors: false, logLevel: 'silent' });
  let found: Where | null = null;
  visit(document, {
    Scalar(key, node, path) {
      if (typeof node.value !== 'string' || !node.value.includes(HERE)) return undefined;
      const parent = path.at(-1);
      const steps = stepsOf(path as readonly (Node | Pair)[]);
      const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
      const ownLine = /^[\s-]*$/.test(line);
      if (key === 'key') found = { path: steps.slice(0, -1), at: 'key', beside: namesBeside(path.at(-2)), ownLine };
      else if (isSeq(parent)) found = { path: [...steps, Number(key)], at: 'entry', beside: [], ownLine: true };
      else found = { path: steps, at: 'value', beside: [], ownLine };
      return visit.BREAK;
    },
  });
  // A first word in an empty file is a map that has only begun.
  return found ?? (isScalar(document.contents) ? { path: [], at: 'key', beside: [], ownLine: true } : null);
}

function stepsOf(path: readonly (Node | Pair)[]): Step[] {
  return path.flatMap((one, i): Step[] => {
    if (isPair(one)) return isScalar(one.key) ? [String(one.key.value)] : [];
    const next = path[i + 1];
    return isSeq(one) && next !== undefined ? [one.items.indexOf(next)] : [];
  });
}

function namesBeside(map: unknown): readonly string[] {
  return isMap(map) ? map.items.flatMap(({ key }) => (isScalar(key) && !String(key.value).includes(HERE) ? [String(key.value)] : [])) : [];
}

function nodeAt(text: string, offset: number): { readonly path: readonly Step[]; readonly at: 'key' | 'value'; readonly word: string } | null {
  const document = parseDocument(text, { strict: false, prettyErrors: false, logLevel: 'silent' });
  let found: { path: readonly Step[]; at: 'key' | 'value'; word: string } | null = null;
  visit(document, {
    Scalar(key, node, path) {
      const [from, to] = node.range ?? [0, 0];
      if (offset < from || offset > to) return undefined;
      found = { path: stepsOf(path as readonly (Node | Pair)[]), at: key === 'key' ? 'key' : 'value', word: String(node.value) };
      return visit.BREAK;
    },
  });
  return found;
}

/** Every alternative that a path may have, references followed. */
function schemasAt(root: Schema, path: readonly Step[]): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (schemas, step) =>
      schemas.flatMap((one) => {
        if (typeof step === 'number') return one.items ? flat(root, one.items) : [];
        const named = one.properties?.[step] ?? (typeof one.additionalProperties === 'object' ? one.additionalProperties : undefined);
        return named ? flat(root, named) : [];
      }),
    flat(root, root),
  );
}

function flat(root: Schema, schema: Schema): readonly Schema[] {
  const parts = (schema.$ref ?? '').split('/').slice(1);
  const target = parts.length === 0 ? undefined : parts.reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), root);
  // What stands beside a reference is about this use of it.
  const here = isObject(target) ? flat(root, target as Schema).map((one) => (schema.description ? { ...one, description: schema.description } : one)) : [schema];
  return here.flatMap((one) => (one.anyOf ? [one.description ? { description: one.description } : {}, ...one.anyOf.flatMap((alternative) => flat(root, alternative))] : [one]));
}

function keysOf(root: Schema, schemas: readonly Schema[]): readonly (readonly [string, readonly Schema[]])[] {
  const all = schemas.flatMap((one) => [one, ...(one.items ? flat(root, one.items) : [])]).flatMap((one) => Object.entries(one.properties ?? {}));
  return [...new Map(all)].map(([key, one]) => [key, flat(root, one)] as const);
}

function isList(root: Schema, schemas: readonly Schema[]): boolean {
  return schemas.some((one) => one.items !== undefined && flat(root, one.items).some(({ properties }) => properties !== undefined));
}

function valuesOf(root: Schema, schemas: readonly Schema[], path: readonly Step[], today: string): CompletionItem[] {
  const key = [...path].reverse().find((step) => typeof step === 'string');
  const listed = schemas.flatMap((one) => (one.items ? flat(root, one.items) : [one]));
  const plain = listed.flatMap((one): readonly string[] => [...(one.enum ?? []).map(String), ...(one.const === undefined ? [] : [String(one.const)]), ...(one.type === 'boolean' ? ['true', 'false'] : [])]);
  const rules = key === 'rule' || key === 'may-loosen' ? RULES.map(({ id }) => id) : [];
  const days = key === 'until' ? [14, 30, 90].map((ahead) => [lastDay(today, ahead), `${ahead} days from today`] as const) : [];
  return [
    ...[...new Set(plain)].map((label, i): CompletionItem => ({ label, kind: CompletionItemKind.EnumMember, sortText: `0${i}`, ...documented(lookup(DISPOSITIONS, label) ?? null) })),
    ...rules.map((label): CompletionItem => ({ label, kind: CompletionItemKind.EnumMember, ...documented(ruleWords(label)) })),
    ...days.map(([label, detail], i): CompletionItem => ({ label, detail, kind: CompletionItemKind.Value, sortText: `0${i}` })),
  ];
}

function describe(root: Schema, key: string, schemas: readonly Schema[], above: readonly Step[]): string | null {
  if (above.includes('rules')) {
    const rule = ruleWords(key);
    if (rule !== null) return rule;
  }
  return schemas.find(({ description }) => description !== undefined)?.description ?? schemas.flatMap((one) => flat(root, one)).find(({ description }) => description !== undefined)?.description ?? null;
}

function ruleWords(id: string): string | null {
  const rule = RULES.find((one) => one.id === id);
  return rule ? `${rule.summary} ${rule.why} By itself: \`${rule.disposition}\`.` : null;
}

const DISPOSITIONS: Readonly<Record<string, string>> = {
  recommended: 'what the rule itself says of the thing at hand',
  allow: 'it passes silently',
  warn: 'it passes, and stands in the record',
  hold: 'it waits until a person has seen it and released it',
  deny: 'it is refused, and nobody can release it',
  strict: 'as recommended, and nothing that destroys in production passes at all',
  watch: 'everything passes, and what would have been held stands in the record',
};

function documented(value: string | null): { documentation?: { kind: typeof MarkupKind.Markdown; value: string } } {
  return value === null ? {} : { documentation: { kind: MarkupKind.Markdown, value } };
}

function offsetAt(text: string, { line, character }: Position): number {
  const lines = text.split('\n');
  return lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + Math.min(character, lines[line]?.length ?? 0);
}
