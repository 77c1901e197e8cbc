import { type Node, parseTree } from 'jsonc-parser';
import { readExpression } from './expression';
import { linesOf } from './lines';
import type { Attribute, Block, Body, Entry, Expression, Source } from './model';
import { patienceFor } from './scan';
import { plainTemplate } from './template';

/** Blocks of the JSON syntax and how many of their names are keys of their own. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, ephemeral: 2, module: 1, variable: 1, output: 1, provider: 1, check: 1, locals: 0, terraform: 0, moved: 0, removed: 0, import: 0 };

/** Reads `.tf.json`: the same blocks in the clothes of JSON. Strings are templates. Never fails. */
export function readTerraformJson(text: string): Source {
  const errors: { readonly error: number }[] = [];
  const root = treeOf(text, errors);
  const reading: Reading = { text, patience: patienceFor(text) };
  const blocks = entriesOf(root).flatMap(({ name, node, start }) => labelled(reading, name, Object.hasOwn(LABELS, name) ? (LABELS[name] as number) : 0, [], node, start));
  return { text, body: { attributes: [], blocks }, whole: errors.length === 0, lineAt: linesOf(text) };
}

/** Reads `.tfvars.json`. */
export function readVariablesJson(text: string): Source {
  const root = treeOf(text, []);
  const reading: Reading = { text, patience: patienceFor(text) };
  const attributes = entriesOf(root).map(({ name, node, start }) => ({ name, start, end: node.offset + node.length, value: () => valueOf(reading, node, false) }));
  return { text, body: { attributes, blocks: [] }, whole: true, lineAt: linesOf(text) };
}

/** The parser goes one call deeper with each bracket, so that a text of nothing but brackets is left alone. */
function treeOf(text: string, errors: { readonly error: number }[]): Node | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (c === '[' || c === '{') depth += 1;
    else if (c === ']' || c === '}') depth -= 1;
    if (depth > 200) {
      errors.push({ error: 0 });
      return undefined;
    }
  }
  return parseTree(text, errors as never[], { allowTrailingComma: true });
}

interface Reading {
  readonly text: string;
  readonly patience: ReturnType<typeof patienceFor>;
}

interface Named {
  readonly name: string;
  readonly node: Node;
  readonly start: number;
}

function entriesOf(node: Node | undefined): Named[] {
  if (node?.type === 'array') return (node.children ?? []).flatMap(entriesOf);
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key && value && key.value !== '//' ? [{ name: String(key.value), node: value, start: property.offset }] : [];
  });
}

function labelled(reading: Reading, type: string, left: number, labels: readonly string[], node: Node, start: number): Block[] {
  if (left > 0) return entriesOf(node).flatMap((entry) => labelled(reading, type, left - 1, [...labels, entry.name], entry.node, entry.start));
  if (node.type === 'array') return (node.children ?? []).flatMap((one) => labelled(reading, type, 0, labels, one, one.offset));
  if (node.type !== 'object') return [];
  // Only resources have blocks of their own; what stands in `locals` or a provider's maps are values.
  const values = type === 'locals' || type === 'variable' || type === 'output' || type === 'module';
  return [{ type, labels, start, end: node.offset + node.length, text: reading.text.slice(node.offset + 1, node.offset + node.length), body: () => bodyOf(reading, node, values, 0) }];
}

/** Whether an object is a block or a map cannot be seen in JSON. A comparison of both looks the same. */
function bodyOf(reading: Reading, node: Node, values: boolean, depth: number): Body {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  for (const { name, node: value, start } of entriesOf(node)) {
    const ends = value.offset + value.length;
    if (!values && depth < 24 && value.type === 'object' && name !== 'for_each') blocks.push(blockOf(reading, name, value, start, depth));
    else if (!values && depth < 24 && value.type === 'array' && (value.children?.length ?? 0) > 0 && value.children?.every((one) => one.type === 'object')) {
      blocks.push(...value.children.map((one) => blockOf(reading, name, one, one.offset, depth)));
    } else attributes.push({ name, start, end: ends, value: () => valueOf(reading, value, BARE.has(name)) });
  }
  return { attributes, blocks };
}

function blockOf(reading: Reading, type: string, node: Node, start: number, depth: number): Block {
  return { type, labels: [], start, end: node.offset + node.length, text: reading.text.slice(node.offset + 1, node.offset + node.length), body: () => bodyOf(reading, node, false, depth + 1) };
}

/** Arguments whose strings are references, not templates. */
const BARE: ReadonlySet<string> = new Set(['ignore_changes', 'replace_triggered_by', 'depends_on', 'provider', 'from', 'to', 'providers', 'type']);

function valueOf(reading: Reading, node: Node, bare: boolean): Expression {
  const at = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'array') return { kind: 'list', items: (node.children ?? []).map((one) => valueOf(reading, one, bare)), ...at };
  if (node.type === 'object') {
    const entries = entriesOf(node).map(({ name, node: value, start }): Entry => ({
      key: { kind: 'scalar', value: name, start, end: start },
      value: valueOf(reading, value, bare),
      start,
      end: value.offset + value.length,
    }));
    return { kind: 'object', entries, ...at };
  }
  if (node.type !== 'string') return { kind: 'scalar', value: (node.value ?? null) as number | boolean | null, ...at };
  const text = String(node.value);
  if (bare) return { ...readExpression(text, 0, text.length, reading.patience), ...at };
  return plainTemplate(text, at.start, at.end, reading.patience, (inner, start, end) => readExpression(inner, start, end, reading.patience, 1));
}
