import type { Comprehension, Expression } from './hcl/model';
import { calledFunction } from './terraform-functions';
import { list, object, reference, scalar, sizeOf, textOf, unknownFrom, type Value, written } from './terraform-value';

/** What names stand for. Each gives `null` for what it does not know. */
export interface Scope {
  variable(name: string): Value | null;
  local(name: string): Value | null;
  /** An argument that a resource's own block gives: `aws_s3_bucket.logs.bucket`. `null` for what only the cloud knows. */
  resource(address: string, argument: string): Value | null;
  /** Where a resource stands now, when it was moved: references to it do not change what they come to. */
  renamed(address: string): string;
  /** Names bound by `for`. */
  readonly bound: ReadonlyMap<string, Value>;
  readonly budget: { left: number };
}

/** What an expression comes to as far as the text says. Bounded by the scope's budget. */
export function evaluate(of: Expression, scope: Scope): Value {
  if (scope.budget.left < 0) return { kind: 'unknown', text: 'too much to work out', refs: [], open: true };
  const value = valueOf(of, scope);
  scope.budget.left -= sizeOf(value);
  return value;
}

function valueOf(of: Expression, scope: Scope): Value {
  switch (of.kind) {
    case 'scalar': return scalar(of.value);
    case 'template': return textOf(of.parts.map((part) => (typeof part === 'string' ? part : evaluate(part, scope))));
    case 'list': return list(of.items.map((item) => evaluate(item, scope)));
    case 'object': return objectOf(of.entries.map(({ key, value }) => [evaluate(key, scope), evaluate(value, scope)] as const));
    case 'name': return scope.bound.get(of.name) ?? reference(of.name, true);
    case 'member': return memberOf(of, scope);
    case 'index': return indexOf(of, scope);
    case 'splat': return splatOf(of, scope);
    case 'call': return callOf(of, scope);
    case 'unary': return unaryOf(of, scope);
    case 'binary': return binaryOf(of, scope);
    case 'choice': return choiceOf(of, scope);
    case 'for': return comprehensionOf(of, scope);
    case 'raw': return reference(of.text, true);
  }
}

/** The text of a reference as written, without layout: `aws_instance.web[0].id`. `null` for other expressions. */
export function referenceText(of: Expression): string | null {
  if (of.kind === 'name') return of.name;
  if (of.kind === 'splat') return joined(of.of, '[*]');
  if (of.kind === 'member') return joined(of.of, `.${of.name}`);
  if (of.kind === 'index' && of.at.kind === 'scalar') return joined(of.of, `[${JSON.stringify(of.at.value)}]`);
  return null;
}

function joined(of: Expression, step: string): string | null {
  const before = referenceText(of);
  return before === null ? null : before + step;
}

function objectOf(entries: readonly (readonly [Value, Value])[]): Value {
  if (entries.some(([key]) => key.kind !== 'scalar')) return unknownFrom(`{${entries.map(([key, value]) => `${written(key)}:${written(value)}`).sort().join()}}`, entries.flat());
  return object(entries.map(([key, value]) => [key.kind === 'scalar' ? String(key.value) : '', value] as const));
}

function memberOf(of: Extract<Expression, { kind: 'member' }>, scope: Scope): Value {
  if (of.of.kind === 'name' && !scope.bound.has(of.of.name)) {
    if (of.of.name === 'var') return scope.variable(of.name) ?? reference(`var.${of.name}`, true);
    if (of.of.name === 'local') return scope.local(of.name) ?? reference(`local.${of.name}`, true);
  }
  const known = argumentOf(of, scope);
  if (known !== null) return known;
  return stepInto(evaluate(of.of, scope), of.name, `.${of.name}`, scope);
}

/** `aws_s3_bucket.logs.bucket`, with or without an index. */
function argumentOf(of: Extract<Expression, { kind: 'member' }>, scope: Scope): Value | null {
  const owner = of.of.kind === 'index' ? of.of.of : of.of;
  if (owner.kind !== 'member' || owner.of.kind !== 'name' || NOT_RESOURCES.has(owner.of.name) || scope.bound.has(owner.of.name)) return null;
  const address = `${owner.of.name}.${owner.name}`;
  const given = scope.resource(address, of.name);
  if (given !== null) return given;
  const at = of.of.kind === 'index' ? evaluate(of.of.at, scope) : null;
  const index = at === null ? '' : `[${at.kind === 'scalar' && typeof at.value === 'number' ? at.value : written(at)}]`;
  const stands = scope.renamed(address + index);
  // The first of a count and the one without a key are the same to Terraform.
  const whole = (stands === address + index ? scope.renamed(address) + index : stands).replace(/\[0\]$/, '');
  // What was moved into a module is called by one of its outputs now, and which one cannot be seen.
  return reference(`${whole}.${of.name}`, whole.startsWith('module.'));
}

const NOT_RESOURCES: ReadonlySet<string> = new Set(['var', 'local', 'each', 'count', 'self', 'path', 'terraform', 'data', 'module', 'ephemeral']);

function indexOf(of: Extract<Expression, { kind: 'index' }>, scope: Scope): Value {
  const owner = evaluate(of.of, scope);
  const at = evaluate(of.at, scope);
  if (at.kind !== 'scalar') return unknownFrom(`${written(owner)}[${written(at)}]`, [owner, at]);
  return stepInto(owner, String(at.value), `[${written(at)}]`, scope);
}

function stepInto(owner: Value, step: string, shown: string, scope: Scope): Value {
  if (owner.kind === 'object') return owner.entries.get(step) ?? unknownFrom(`${written(owner)}${shown}`, [owner]);
  if (owner.kind === 'list') return owner.items[Number(step)] ?? unknownFrom(`${written(owner)}${shown}`, [owner]);
  // Data sources and modules are looked up, not chosen; two of them that differ come to different things.
  if (owner.kind === 'unknown' && owner.refs.length === 1 && owner.refs[0] === owner.text) return reference(scope.renamed(`${owner.text}${shown}`).replace(/\["0"\]$/, ''), !/^(?:data|module)\b/.test(owner.text) && owner.open);
  return unknownFrom(`${written(owner)}${shown}`, [owner]);
}

function splatOf(of: Extract<Expression, { kind: 'splat' }>, scope: Scope): Value {
  const owner = evaluate(of.of, scope);
  return owner.kind === 'list' ? owner : unknownFrom(`${written(owner)}[*]`, [owner]);
}

function callOf(of: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
  const args = of.args.map((arg) => evaluate(arg, scope));
  return calledFunction(of.name, args) ?? { ...unknownFrom(`${of.name}(${args.map((arg) => written(arg)).join()})`, args), ...(args.length === 0 ? { refs: [of.name] } : {}) };
}

function unaryOf(of: Extract<Expression, { kind: 'unary' }>, scope: Scope): Value {
  const value = evaluate(of.of, scope);
  if (of.operator === '!' && value.kind === 'scalar') return scalar(String(value.value) !== 'true');
  if (of.operator === '-' && value.kind === 'scalar') return scalar(-Number(value.value));
  return unknownFrom(`${of.operator}${written(value)}`, [value]);
}

function binaryOf(of: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
  const left = evaluate(of.left, scope);
  const right = evaluate(of.right, scope);
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalar(reckoned(of.operator, left.value, right.value));
  if ((of.operator === '&&' && (isScalar(left, 'false') || isScalar(right, 'false'))) || (of.operator === '||' && (isScalar(left, 'true') || isScalar(right, 'true')))) return scalar(of.operator === '||');
  return unknownFrom(`(${written(left)}${of.operator}${written(right)})`, [left, right]);
}

function reckoned(operator: string, left: unknown, right: unknown): boolean | number | null {
  switch (operator) {
    case '==': return String(left) === String(right);
    case '!=': return String(left) !== String(right);
    case '&&': return String(left) === 'true' && String(right) === 'true';
    case '||': return String(left) === 'true' || String(right) === 'true';
    case '<': return Number(left) < Number(right);
    case '>': return Number(left) > Number(right);
    case '<=': return Number(left) <= Number(right);
    case '>=': return Number(left) >= Number(right);
    case '+': return Number(left) + Number(right);
    case '-': return Number(left) - Number(right);
    case '*': return Number(left) * Number(right);
    case '/': return Number(left) / Number(right);
    case '%': return Number(left) % Number(right);
    default: return null;
  }
}

function choiceOf(of: Extract<Expression, { kind: 'choice' }>, scope: Scope): Value {
  const test = evaluate(of.test, scope);
  if (test.kind === 'scalar') return evaluate(String(test.value) === 'true' ? of.yes : of.no, scope);
  const yes = evaluate(of.yes, scope);
  const no = evaluate(of.no, scope);
  return unknownFrom(`(${written(test)}?${written(yes)}:${written(no)})`, [test, yes, no]);
}

function comprehensionOf(of: Comprehension, scope: Scope): Value {
  const over = evaluate(of.over, scope);
  const [first, second] = of.names;
  const pairs: readonly (readonly [Value, Value])[] | null =
    over.kind === 'list' ? over.items.map((item, i) => [scalar(i), item] as const) : over.kind === 'object' ? [...over.entries].map(([key, item]) => [scalar(key), item] as const) : null;
  if (pairs === null || pairs.length > 1_000) return untaken(of, over, scope);
  const results: [Value, Value][] = [];
  for (const [key, item] of pairs) {
    const names: readonly (readonly [string, Value])[] = second === undefined ? [[first as string, item]] : [[first as string, key], [second, item]];
    const inner: Scope = { ...scope, bound: new Map([...scope.bound, ...names]) };
    const test = of.test === null ? scalar(true) : evaluate(of.test, inner);
    if (test.kind !== 'scalar') return untaken(of, over, scope);
    if (String(test.value) !== 'true') continue;
    results.push([of.key === null ? scalar(null) : evaluate(of.key, inner), evaluate(of.value, inner)]);
  }
  return of.key === null ? list(results.map(([, value]) => value)) : objectOf(results);
}

/** A `for` over something unknown: its shape still tells two of them apart. */
function untaken(of: Comprehension, over: Value, scope: Scope): Value {
  const inner: Scope = { ...scope, bound: new Map([...scope.bound, ...of.names.map((name, i) => [name, { kind: 'unknown', text: `$${i}`, refs: [], open: false } as Value] as const)]) };
  const parts = [of.key, of.value, of.test].map((part) => (part === null ? scalar(null) : evaluate(part, inner)));
  return unknownFrom(`for(${written(over)}:${parts.map((part) => written(part)).join()})`, [over, ...parts]);
}

function isScalar(value: Value, text: string): boolean {
  return value.kind === 'scalar' && String(value.value) === text;
}
