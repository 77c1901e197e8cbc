import { runCommand } from './powershell-commands';
import { parsePowerShell } from './powershell-parser';
import { environmentOf, type Run } from './powershell-scope';
import { effectOfMethod } from './powershell-dotnet';
import { castValue, methodValue } from './powershell-methods';
import type { Block, Expression, Stage, Statement } from './powershell-syntax';
import { binary, indexed, isFalse, itemsOf, known, listOf, NULL, property, textOf, truth, unary, unknown, type Value } from './powershell-values';
import { bindParameters } from './powershell-started';
import type { Reading, ShellStart } from './reading';
import { turnsTogether } from './windows-turns';
import { unwrapped } from './windows-wrappers';

/**
 * Reads PowerShell text by walking through it with what is known: literals, concatenations, formats, splatting. Branches are all
 * taken, loops over known lists are unrolled, blocks run where they are given to a command, functions when they are called.
 */
export function readPowerShell(text: string, start: ShellStart): Reading {
  const script = parsePowerShell(text);
  const run = newRun(text, start);
  if (start.started) bindParameters(run.variables, script.parameters, start.parameters);
  run.perform(script.statements);
  const apart = turnsTogether(run.invocations).map((invocation) => unwrapped(invocation));
  return {
    invocations: apart.flatMap(({ invocations }) => invocations), nested: [...run.nested, ...apart.flatMap(({ nested }) => nested)],
    effects: run.effects, unread: [...script.errors.slice(0, 3), ...run.unread], written: run.written,
  };
}

const MAX_TURNS = 64;
const BUDGET = 2000;
const MAX_DEPTH = 40;

function newRun(text: string, start: ShellStart): Run {
  const run: Run = {
    text, start, cwd: start.cwd, folders: [], wrappers: [], invocations: [], nested: [], effects: [], unread: [], budget: BUDGET, depth: 0,
    variables: new Map([['args', { is: 'list', items: start.parameters.map((word): Value => ({ is: 'text', text: word.value, known: word.known })) } as Value]]),
    env: new Map(Object.entries(start.env)), functions: new Map(), aliases: new Map(), downloaded: new Set(), written: new Map(),
    evaluate: (expression) => evaluate(run, expression),
    perform: (statements) => statements.flatMap((statement) => perform(run, statement)),
    call: (block, item, args, named) => call(run, block, item, args, named),
  };
  return run;
}

function call(run: Run, block: Block, item: Value | null, args: readonly Value[], named?: ReadonlyMap<string, Value>): Value[] {
  if (run.budget <= 0 || run.depth >= MAX_DEPTH) {
    if (!run.unread.includes(TOO_LONG)) run.unread.push(TOO_LONG);
    return [];
  }
  run.budget -= 1;
  run.depth += 1;
  const before = new Map(run.variables);
  if (item) run.variables.set('_', item);
  run.variables.set('args', { is: 'list', items: args });
  let next = 0;
  for (const { name, value } of block.parameters) {
    // Parameters count by a unique prefix; the first that begins so is close enough.
    const given = named && ([...named].find(([key]) => key !== '' && name.startsWith(key))?.[1]);
    run.variables.set(name, given ?? args[next] ?? (value ? evaluate(run, value) : (item ?? unknown(`$${name}`))));
    if (given === undefined) next += 1;
  }
  const values = run.perform(block.statements);
  // What a block sets stays inside it, save for what was there before.
  for (const key of Array.from(run.variables.keys())) if (!before.has(key)) run.variables.delete(key);
  for (const key of ['_', 'args', ...block.parameters.map(({ name }) => name)]) {
    const old = before.get(key);
    if (old) run.variables.set(key, old);
  }
  run.depth -= 1;
  return values;
}

const TOO_LONG = 'too many turns to be read';

function perform(run: Run, statement: Statement): Value[] {
  switch (statement.is) {
    case 'pipeline': return pipeline(run, statement.stages);
    case 'chain': return run.perform(statement.statements);
    case 'function':
      run.functions.set(statement.name, statement.block);
      return [];
    case 'assignment':
      assign(run, statement.to, statement.operator, listOf(perform(run, statement.value)));
      return [];
    case 'branches': return branches(run, statement.conditions, statement.branches, statement.patterns);
    case 'foreach': return turns(run, statement.variable, listOf(perform(run, statement.over)), statement.body);
    case 'loop': {
      for (const one of statement.head) forgetAssigned(run, one);
      run.perform(statement.head);
      for (const one of statement.head) forgetAssigned(run, one);
      forgetTruths(run, statement.body);
      return run.perform(statement.body);
    }
  }
}

function pipeline(run: Run, stages: readonly Stage[]): Value[] {
  let values: Value[] = [];
  stages.forEach((stage, i) => {
    const input = i === 0 ? null : listOf(values);
    values = stage.is === 'command' ? runCommand(run, stage, input) : itemsOf(evaluate(run, stage.expression)).slice();
    if (stage.is === 'expression' && stage.redirects.length > 0) runCommand(run, { is: 'command', call: null, words: [{ is: 'text', text: 'write-output', quoted: false, span: stage.span }], redirects: stage.redirects, span: stage.span }, null);
  });
  return values;
}

/** A loop variable's value changes from turn to turn: after the head it is nobody's guess. */
function forgetAssigned(run: Run, statement: Statement): void {
  if (statement.is === 'assignment' && statement.to.is === 'variable') run.variables.set(statement.to.name, unknown(`$${statement.to.name}`));
}

/** What a loop decides in one turn holds in the next: what was true before it says nothing of later turns. */
function forgetTruths(run: Run, statements: readonly Statement[], depth = 0): void {
  if (depth > 10) return;
  for (const one of statements) {
    if (one.is === 'assignment' && one.to.is === 'variable') {
      const old = run.variables.get(one.to.name);
      if (old && (isFalse(old) || (old.is === 'text' && /^(?:true|\d+)$/i.test(old.text)))) run.variables.set(one.to.name, unknown(`$${one.to.name}`));
    } else if (one.is === 'branches') one.branches.forEach((branch) => forgetTruths(run, branch, depth + 1));
    else if (one.is === 'chain') forgetTruths(run, one.statements, depth + 1);
    else if (one.is === 'foreach' || one.is === 'loop') forgetTruths(run, one.body, depth + 1);
  }
}

/** The branches of a `switch` over a known text: those for it, else those for the rest. */
function chosen(run: Run, subject: Value | undefined, patterns: readonly (Expression | null)[] | undefined): ReadonlySet<number> | null {
  if (!patterns || subject?.is !== 'text' || !subject.known) return null;
  const texts = patterns.map((pattern) => (pattern === null ? null : evaluate(run, pattern)));
  if (texts.some((text) => text !== null && (text.is !== 'text' || !text.known))) return null;
  const own = texts.flatMap((text, i) => (text?.is === 'text' && text.text.toLowerCase() === subject.text.toLowerCase() ? [i] : []));
  return new Set(own.length > 0 ? own : texts.flatMap((text, i) => (text === null ? [i] : [])));
}

function branches(run: Run, conditions: readonly Statement[], bodies: readonly (readonly Statement[])[], patterns?: readonly (Expression | null)[]): Value[] {
  const tests = conditions.map((condition) => listOf(perform(run, condition)));
  const only = chosen(run, tests[0], patterns);
  const paired = patterns === undefined && tests.length > 0 && bodies.length - tests.length <= 1 && bodies.length >= tests.length;
  // Behind a condition that is surely true nothing else runs.
  const last = paired ? tests.findIndex((test) => truth(test) === true) : -1;
  const before = new Map(run.variables);
  const folder = run.cwd;
  const values: Value[] = [];
  const ends: Map<string, Value>[] = [];
  const folders: (string | null)[] = [];
  bodies.forEach((body, i) => {
    // `if ($false)` never runs.
    if (only ? !only.has(i) : paired && ((tests[i] && truth(tests[i] as Value) === false) || (last >= 0 && i > last))) return;
    for (const key of Array.from(run.variables.keys())) if (!before.has(key)) run.variables.delete(key);
    for (const [key, value] of before) run.variables.set(key, value);
    run.cwd = folder;
    values.push(...run.perform(body));
    ends.push(new Map(run.variables));
    folders.push(run.cwd);
  });
  for (const end of ends) for (const [key, value] of end) if (value !== before.get(key)) run.variables.set(key, either(before.get(key), ends.map((one) => one.get(key)).find((one) => one !== value && one !== before.get(key)), value));
  run.cwd = folders.every((one) => one === folders[0]) && folders.length > 0 ? (folders[0] ?? null) : folder;
  return values;
}

/** After branches a variable may have any of its values: all of them where they are few. */
function either(...values: readonly (Value | undefined)[]): Value {
  const distinct: Value[] = [];
  for (const value of values) {
    if (value === undefined || value === NULL || (value.is === 'text' && value.text === '')) continue;
    if (!distinct.some((one) => textOf(one).text === textOf(value).text)) distinct.push(value);
  }
  return distinct.length === 0 ? NULL : listOf(distinct);
}

function turns(run: Run, variable: string, over: Value, body: readonly Statement[]): Value[] {
  const values: Value[] = [];
  const items = itemsOf(over);
  for (const item of items.length === 0 || items.length > MAX_TURNS ? [items[0] ?? unknown(`$${variable}`)] : items) {
    if (run.budget-- <= 0) break;
    run.variables.set(variable, item);
    values.push(...run.perform(body));
  }
  if (items.length > MAX_TURNS) run.unread.push('a loop over many items');
  return values;
}

function assign(run: Run, to: Expression, operator: string, value: Value): void {
  if (to.is === 'cast') return assign(run, to.operand, operator, castValue(to.to, value));
  if (to.is === 'list') return to.items.forEach((item, i) => assign(run, item, operator, itemsOf(value)[i] ?? NULL));
  if (to.is === 'variable') {
    if (to.name.startsWith('env:')) {
      const { text, known: sure } = textOf(value);
      run.env.set(written(run, to).replace(/^\$\{?env:|\}$/gi, ''), sure ? text : null);
      return;
    }
    const old = run.variables.get(to.name);
    if (operator === '??=' && old) return;
    run.variables.set(to.name, operator.length > 1 && operator !== '??=' && old ? binary(operator[0] as string, old, value, written(run, to)) : value);
    return;
  }
  // `$table.Key = value`, `$table['Key'] = value`
  if (to.is !== 'member' && to.is !== 'index') return;
  const table = evaluate(run, to.of);
  if (table.is === 'table') table.entries.set(textOf(evaluate(run, to.is === 'member' ? to.name : to.at)).text.toLowerCase(), value);
}

function evaluate(run: Run, expression: Expression): Value {
  switch (expression.is) {
    case 'text': return known(expression.text);
    case 'parts': {
      const pieces = expression.parts.map((part) => textOf(evaluate(run, part)));
      return { is: 'text', text: pieces.map(({ text }) => text).join(''), known: pieces.every((piece) => piece.known) };
    }
    case 'variable': return variable(run, expression.name, written(run, expression));
    case 'splat': return variable(run, expression.name, `@${expression.name}`);
    case 'list': return { is: 'list', items: expression.items.flatMap((item) => (item.is === 'list' ? [evaluate(run, item)] : evaluate(run, item))) };
    case 'table': return { is: 'table', entries: new Map(expression.entries.map(([key, value]) => [textOf(evaluate(run, key)).text.toLowerCase(), listOf(perform(run, value))])) };
    case 'block': return { is: 'block', block: expression.block };
    case 'value-of': {
      const before = run.env.size;
      const values = run.perform(expression.statements);
      return values.length === 0 && before === run.env.size ? NULL : listOf(values);
    }
    case 'binary': return binary(expression.operator, evaluate(run, expression.left), evaluate(run, expression.right), written(run, expression));
    case 'unary': return unary(expression.operator, evaluate(run, expression.operand), written(run, expression));
    case 'index': return indexed(evaluate(run, expression.of), evaluate(run, expression.at), written(run, expression));
    case 'type': return { is: 'object', type: expression.name };
    case 'cast': return castValue(expression.to, evaluate(run, expression.operand));
    case 'member': return member(run, expression);
  }
}

function member(run: Run, expression: Extract<Expression, { is: 'member' }>): Value {
  const of = evaluate(run, expression.of);
  const name = textOf(evaluate(run, expression.name)).text.toLowerCase();
  const text = written(run, expression);
  if (expression.args === null) return of.is === 'object' && name === 'psscriptroot' ? unknown(text) : property(of, name, text);
  const args = expression.args.map((arg) => evaluate(run, arg));
  if (of.is === 'block' && (name === 'invoke' || name === 'invokereturnasis' || name === 'invokewithcontext')) return listOf(run.call(of.block, null, args));
  if ((name === 'foreach' || name === 'where') && args[0]?.is === 'block') {
    const block = args[0].block;
    const results = itemsOf(of).slice(0, MAX_TURNS).flatMap((item) => run.call(block, item, []));
    return name === 'where' ? of : listOf(results);
  }
  if (of.is === 'object' && of.type.endsWith('array') && name === 'reverse' && expression.args[0]?.is === 'variable' && args[0]?.is === 'list') {
    run.variables.set(expression.args[0].name, { is: 'list', items: [...args[0].items].reverse() });
    return NULL;
  }
  effectOfMethod(run, { of, name, args, span: expression.span });
  return methodValue(of, name, args, text);
}

function variable(run: Run, name: string, text: string): Value {
  const set = run.variables.get(name === 'psitem' ? '_' : name);
  if (set) return set;
  if (name.startsWith('env:')) {
    const value = environmentOf(run, name.slice(4));
    return typeof value === 'string' ? known(value) : unknown(text);
  }
  switch (name) {
    case 'true': return known('True');
    case 'false': return known('False');
    case 'null': return NULL;
    case 'home': return known(run.start.surroundings.homeDirectory);
    case 'pwd': return run.cwd === null ? unknown(text) : known(run.cwd);
    // The folder of the script; a command has none, and then this is the folder it stands in.
    case 'psscriptroot': return known(run.start.env['PSScriptRoot'] ?? '.');
    case 'executioncontext': return { is: 'object', type: 'executioncontext' };
    default: return unknown(text);
  }
}

function written(run: Run, { span }: Expression): string {
  return run.text.slice(span[0], Math.min(span[1], span[0] + 200));
}
