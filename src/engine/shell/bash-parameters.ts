import type { Word as Node, ParameterExpansionPart, ParameterOperation } from 'unbash';
import { baseName } from './bash-paths';
import { removePrefix, removeSuffix, replacePattern } from './bash-patterns';
import { type Run, type Scope, type Value, type Variable, assign, known, unknown } from './bash-state';
import { lookup } from '../lookup';

/** What a parameter holds; `undefined` when it is not set as far as can be known. A list gives all its values. */
export function valuesOf(run: Run, scope: Scope, name: string, written: string): readonly Value[] | undefined {
  const own = scope.vars.get(name);
  if (own !== undefined) return own.list ? own.values.slice(0, 1) : own.values;
  if (/^[A-Za-z_]\w*$/.test(name)) return fromOutside(run, scope, name);
  if (name === '@' || name === '*') return scope.parametersKnown || scope.parameters.length > 0 ? scope.parameters : [unknown(written)];
  if (name === '#') return scope.parametersKnown ? [known(String(scope.parameters.length))] : [unknown(written)];
  if (/^[1-9]\d*$/.test(name)) {
    const value = scope.parameters[Number(name) - 1];
    return value ? [value] : scope.parametersKnown ? [known('')] : undefined;
  }
  return [unknown(written)];
}

/** The variables a shell has before the first word: the home, the folder, what the surroundings say. */
function fromOutside(run: Run, scope: Scope, name: string): readonly Value[] | undefined {
  if (name === 'IFS') return [known(' \t\n')];
  if (name === 'PWD') return scope.cwd === null ? undefined : [known(scope.cwd)];
  if (name === 'OLDPWD') return scope.before === null ? undefined : [known(scope.before)];
  if (name === 'SHELL' || name === 'BASH') return [known('/bin/bash')];
  if (scope.elsewhere || name === 'RANDOM' || name === 'SECONDS') return undefined;
  if (name === 'HOME') return [known(run.surroundings.homeDirectory)];
  run.touched = true;
  const value = lookup(run.surroundings.env, name);
  if (value !== undefined) return [known(value)];
  if (name === 'TMPDIR') return [known('/tmp')];
  return name === 'USER' || name === 'LOGNAME' ? [known(baseName(run.surroundings.homeDirectory))] : undefined;
}

export interface Expanded {
  readonly values: readonly Value[];
  /** Whether several values stay words of their own even in quotes. */
  readonly apart: boolean;
}

/** The values of `${…}`. `evaluate` expands a word inside it. */
export function parameterOf(run: Run, scope: Scope, part: ParameterExpansionPart, evaluate: (word: Node) => Value, quoted: boolean): Expanded {
  const { parameter, prefix, operation } = part;
  const index = part.index?.text;
  const all = index === '@' || index === '*' || parameter === '@' || parameter === '*';
  const apart = all && (index === '@' || parameter === '@' || !quoted);
  const set = index === undefined ? valuesOf(run, scope, parameter, part.text) : elementsOf(run, scope, part, evaluate);

  if (prefix === '#') return { values: [lengthOf(set, all, part.text)], apart: false };
  if (prefix === '!' && all) return { values: keysOf(scope.vars.get(parameter), part.text), apart };
  if (prefix === '!' && operation?.type === 'Names') return { values: [unknown(part.text)], apart: false };
  const source = prefix === '!' ? indirect(run, scope, set, part.text) : set;
  if (operation === undefined) return { values: source ?? [unknown(part.text)], apart };
  if (operation.type === 'Default') return { values: defaulted(scope, parameter, source, operation, evaluate, part.text), apart };
  if (source === undefined) return { values: [unknown(part.text)], apart };
  if (operation.type === 'Slice' && all) return { values: sliced(source, operation, evaluate, parameter === '@' || parameter === '*', part.text), apart };
  // Long texts cost more, so that no text of such operations is read without end.
  run.steps -= source.reduce((cost, value) => cost + 1 + (value.value.length >> 5), 0);
  if (run.steps <= 0) return { values: [unknown(part.text)], apart };
  return { values: source.map((value) => (value.known ? operated(value, operation, evaluate, part.text) : { ...value, value: part.text })), apart };
}

function elementsOf(run: Run, scope: Scope, part: ParameterExpansionPart, evaluate: (word: Node) => Value): readonly Value[] | undefined {
  const variable = scope.vars.get(part.parameter);
  const index = part.index as Node;
  if (variable === undefined) return valuesOf(run, scope, part.parameter, part.text);
  if (index.text === '@' || index.text === '*') return variable.values;
  const key = evaluate(index);
  if (!key.known) return [unknown(part.text)];
  if (variable.keys) {
    const at = variable.keys.lastIndexOf(key.value);
    return at < 0 ? undefined : [variable.values[at] as Value];
  }
  if (!/^-?\d+$/.test(key.value)) {
    const number = scope.vars.get(key.value)?.values[0];
    const value = number?.known ? variable.values.at(Number(number.value)) : undefined;
    return [value ?? unknown(part.text)];
  }
  const value = variable.values.at(Number(key.value));
  return value === undefined ? undefined : [value];
}

function lengthOf(values: readonly Value[] | undefined, all: boolean, written: string): Value {
  if (values === undefined) return unknown(written);
  if (all) return known(String(values.length));
  const value = values[0];
  return value?.known ? known(String(value.value.length)) : unknown(written);
}

function keysOf(variable: Variable | undefined, written: string): readonly Value[] {
  if (variable === undefined) return [unknown(written)];
  return variable.keys ? [...new Set(variable.keys)].map((key) => known(key)) : variable.values.map((_, i) => known(String(i)));
}

function indirect(run: Run, scope: Scope, values: readonly Value[] | undefined, written: string): readonly Value[] | undefined {
  const name = values?.[0];
  return name?.known ? valuesOf(run, scope, name.value, written) : [unknown(written)];
}

type Operation<T extends ParameterOperation['type']> = Extract<ParameterOperation, { type: T }>;

function defaulted(
  scope: Scope, name: string, values: readonly Value[] | undefined, { operator, operand }: Operation<'Default'>, evaluate: (word: Node) => Value, written: string,
): readonly Value[] {
  const empty = values === undefined || (operator.startsWith(':') && values.every((value) => value.known && value.value === ''));
  switch (operator.replace(':', '')) {
    case '+':
      return empty ? [known('')] : [evaluate(operand)];
    case '?':
      return empty ? [unknown(written)] : (values ?? []);
    case '=': {
      if (!empty) return values ?? [];
      const value = evaluate(operand);
      assign(scope, name, value);
      return [value];
    }
    default:
      return empty ? [evaluate(operand)] : (values ?? []);
  }
}

function sliced(values: readonly Value[], operation: Operation<'Slice'>, evaluate: (word: Node) => Value, parameters: boolean, written: string): readonly Value[] {
  const offset = integer(evaluate(operation.offset));
  const length = operation.length === undefined ? undefined : integer(evaluate(operation.length));
  if (offset === null || length === null || !values.every((value) => value.known)) return [unknown(written)];
  // Positional parameters count from 1.
  const start = offset < 0 ? values.length + offset : parameters ? Math.max(0, offset - 1) : offset;
  return values.slice(Math.max(0, start), length === undefined ? undefined : Math.max(0, start) + length);
}

function operated(value: Value, operation: ParameterOperation, evaluate: (word: Node) => Value, written: string): Value {
  const text = changed(value.value, operation, evaluate);
  return text === null ? unknown(written, value.flow) : { ...value, value: text };
}

function changed(text: string, operation: ParameterOperation, evaluate: (word: Node) => Value): string | null {
  switch (operation.type) {
    case 'Remove': {
      const pattern = evaluate(operation.operand);
      if (!pattern.known) return null;
      const longest = operation.operator.length === 2;
      return operation.operator.startsWith('#') ? removePrefix(text, pattern.value, longest) : removeSuffix(text, pattern.value, longest);
    }
    case 'Replace': {
      const pattern = evaluate(operation.pattern);
      const by = evaluate(operation.replacement);
      if (!pattern.known || !by.known) return null;
      const where = { '/': 'first', '//': 'all', '/#': 'start', '/%': 'end' } as const;
      return replacePattern(text, pattern.value, by.value, where[operation.operator]);
    }
    case 'Slice': {
      const offset = integer(evaluate(operation.offset));
      const length = operation.length === undefined ? undefined : integer(evaluate(operation.length));
      if (offset === null || length === null) return null;
      const start = offset < 0 ? Math.max(0, text.length + offset) : offset;
      return length === undefined ? text.slice(start) : length < 0 ? text.slice(start, length) : text.slice(start, start + length);
    }
    case 'CaseModification': {
      const upper = operation.operator.startsWith('^');
      const turn = (piece: string): string => (upper ? piece.toUpperCase() : piece.toLowerCase());
      return operation.operator.length === 2 ? turn(text) : turn(text.slice(0, 1)) + text.slice(1);
    }
    case 'Transform':
      if (operation.operand.text === 'U') return text.toUpperCase();
      if (operation.operand.text === 'L') return text.toLowerCase();
      return operation.operand.text === 'u' ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
    default:
      return null;
  }
}

function integer(value: Value): number | null {
  return value.known && /^\s*\(?\s*-?\d+\s*\)?\s*$/.test(value.value) ? Number(value.value.replace(/[()\s]/g, '')) : null;
}
