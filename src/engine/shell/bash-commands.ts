import type { Function as ShellFunction, AndOr, Case, CommandNode, CompoundList, Coproc, For, If, PipelineNode, Redirected, Select, Statement, TestExpression, While } from 'unbash';
import type { ArithmeticExpression } from 'unbash';
import { arithmetic } from './bash-arithmetic';
import { decided, decidedTest } from './bash-conditions';
import { write } from './bash-emit';
import { loaded } from './bash-output';
import { valuesOf } from './bash-parameters';
import { matchesPattern } from './bash-patterns';
import { redirections, simple } from './bash-simple';
import { type Feed, type Flow, type Here, type Run, type Scope, type Value, assign, fork, joined, known, merge, spanOf, unknown } from './bash-state';
import { expandAll, single } from './bash-words';

/** Rounds of a loop that are read one by one. */
const ROUNDS = 16;

/** Reads a list of statements in order, until one ends it. */
export function list(run: Run, scope: Scope, here: Here, statements: readonly Statement[], condition = false): void {
  for (const statement of statements) {
    if (scope.ended !== 'no' || run.steps <= 0) return;
    if (statement.background) andOr(run, fork(scope), here, statement.command);
    else andOr(run, scope, here, statement.command);
    // A condition that is the last of its list says whether its `cd` went well.
    if (condition && statement === statements.at(-1)) return;
    if (scope.shaky && !scope.errexit) scope.cwd = null;
    scope.shaky = false;
  }
}

function andOr(run: Run, scope: Scope, here: Here, node: PipelineNode | AndOr): void {
  if (node.type !== 'AndOr') return pipeline(run, scope, here, node);
  const start = scope.cwd;
  let answer: boolean | null = null;
  node.commands.forEach((command, i) => {
    if (i === 0) {
      pipeline(run, scope, here, command);
      answer = decidedTest(run, scope, here, command);
      return;
    }
    if (i === 1 && scope.ended !== 'no') return;
    // What the words decide: `[ "$2" = --apply ] && apply=yes`.
    if (answer !== null && answer === (node.operators[i - 1] === '||')) return;
    answer = null;
    if (node.operators[i - 1] === '&&') {
      const before = fork(scope);
      pipeline(run, scope, here, command);
      // `test … && exit` may not happen: what follows goes on as it stood.
      if (scope.ended !== 'no') Object.assign(scope, { ended: 'no', cwd: before.cwd });
      return;
    }
    const other = fork(scope);
    if (scope.shaky) other.cwd = start;
    pipeline(run, other, here, command);
    if (other.ended !== 'no') scope.shaky = false;
    else merge(scope, [{ ...scope, vars: new Map(scope.vars) }, other]);
  });
}

function pipeline(run: Run, scope: Scope, here: Here, node: PipelineNode): void {
  if (node.type !== 'Pipeline') return command(run, scope, here, node);
  const { commands } = node;
  if (commands.length === 1) return command(run, scope, here, commands[0] as CommandNode);
  let feed = here.feed;
  commands.forEach((one, i) => {
    const out: Flow[] | null = i === commands.length - 1 ? here.out : [];
    command(run, fork(scope), { ...here, feed, out }, one);
    if (out !== null) feed = { flow: joined(out), offset: 0 };
  });
}

function command(run: Run, scope: Scope, here: Here, node: CommandNode | CompoundList): void {
  switch (node.type) {
    case 'Command': return simple(run, scope, here, node);
    case 'CompoundList': return list(run, scope, here, node.commands);
    case 'BraceGroup': return list(run, scope, here, node.body.commands);
    case 'Subshell': {
      const inside = fork(scope);
      return list(run, inside, here, node.body.commands);
    }
    case 'Redirected': return redirected(run, scope, here, node);
    case 'Function': return void scope.functions.set(node.name.value, { body: node.body, at: here.at, bomb: startsItself(node) });
    case 'If': return choice(run, scope, here, node);
    case 'Case': return cases(run, scope, here, node);
    case 'For':
    case 'Select': return loop(run, scope, here, node);
    case 'While': return whiles(run, scope, here, node);
    case 'ArithmeticFor':
      for (const one of [node.initialize, node.update]) if (one) forget(scope, one);
      return loosely(scope, () => list(run, scope, here, node.body.commands));
    case 'ArithmeticCommand': return void calculate(run, scope, node.expression);
    case 'TestCommand': return tested(run, scope, here, node.expression);
    case 'Coproc': return coprocess(run, scope, here, node);
  }
}

function startsItself({ name, body }: ShellFunction): boolean {
  const statements = body.type === 'BraceGroup' || body.type === 'Subshell' ? body.body.commands : [];
  const runsIt = (one: PipelineNode): boolean => one.type === 'Command' && one.name?.value === name.value;
  return statements.some(({ background, command: one }) => background && one.type === 'Pipeline' && one.commands.length > 1 && one.commands.every(runsIt));
}

/** Reads the body of a function at its call. */
export function callBody(run: Run, scope: Scope, here: Here, body: unknown): void {
  command(run, scope, here, body as CommandNode);
}

function coprocess(run: Run, scope: Scope, here: Here, node: Coproc): void {
  command(run, fork(scope), here, node.body);
}

function redirected(run: Run, scope: Scope, here: Here, node: Redirected): void {
  const { redirects, into, feed } = redirections(run, scope, here, node.redirects);
  const out: Flow[] | null = into === null ? here.out : [];
  command(run, scope, { ...here, feed, out }, node.command);
  if (into !== null && into.to.known && !into.to.glob && out !== null) write(run, scope, into.to.value, joined(out), into.mode === 'append');
  if (redirects.length > 0) run.dispatch(scope, { at: here.at, wrappers: here.wrappers, feed: null, out: null, env: here.env, depth: here.depth, words: [], span: spanOf(here, node), redirects, into: null });
}

function choice(run: Run, scope: Scope, here: Here, node: If): void {
  const branches: Scope[] = [];
  const ways: readonly { readonly clause: CompoundList; readonly then: CompoundList }[] = [node, ...node.elif];
  for (const { clause, then } of ways) {
    const start = scope.cwd;
    list(run, scope, here, clause.commands, true);
    if (scope.ended !== 'no') return;
    const answer = decided(run, scope, here, clause);
    if (answer === false) continue;
    const inside = fork(scope);
    if (scope.shaky) (isNegated(clause) ? inside : scope).cwd = start;
    scope.shaky = false;
    list(run, inside, here, then.commands);
    branches.push(inside);
    if (answer === true) return merge(scope, branches);
  }
  const otherwise = fork(scope);
  if (node.else) list(run, otherwise, here, node.else.commands);
  merge(scope, [...branches, otherwise]);
}

/** `if ! cd x; then exit 1; fi`. */
function isNegated(clause: CompoundList): boolean {
  const last = clause.commands.at(-1)?.command;
  return last?.type === 'Pipeline' && last.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
}

function cases(run: Run, scope: Scope, here: Here, node: Case): void {
  run.touched = false;
  const word = single(run, scope, here, node.word);
  const sure = word.known && !run.touched && !scope.loose;
  const branches: Scope[] = [];
  let certain = false;
  let falls = false;
  for (const item of node.items) {
    const answers = falls ? [true] : item.pattern.map((pattern) => (sure ? matched(run, scope, here, word, pattern) : null));
    falls = false;
    if (answers.every((answer) => answer === false)) continue;
    const inside = fork(scope);
    list(run, inside, here, item.body.commands);
    branches.push(inside);
    if (!answers.includes(true)) continue;
    certain = true;
    if (item.terminator === ';&') falls = true;
    else if (item.terminator !== ';;&') break;
  }
  merge(scope, certain ? branches : [...branches, fork(scope)]);
}

function matched(run: Run, scope: Scope, here: Here, word: Value, node: Case['word']): boolean | null {
  const pattern = single(run, scope, here, node);
  if (!pattern.known) return null;
  return pattern.glob ? matchesPattern(word.value, pattern.value) : word.value === pattern.value;
}

function loop(run: Run, scope: Scope, here: Here, node: For | Select): void {
  const words = node.wordlist === undefined ? [...scope.parameters] : expandAll(run, scope, here, node.wordlist);
  const name = node.name.value;
  if (node.wordlist === undefined && !scope.parametersKnown && words.length === 0) words.push(unknown(`$${name}`));
  const rounds = words.length > ROUNDS ? [...words.slice(0, ROUNDS - 1), { ...unknown(`$${name}`) }] : words;
  for (const word of rounds) {
    if (run.steps <= 0) return;
    assign(scope, name, word.known ? { value: word.value, known: true, glob: word.glob } : { value: `$${name}`, known: false, glob: word.glob, bare: '', ...(word.flow ? { flow: word.flow } : {}) });
    round(run, scope, here, node.body);
    if (scope.ended !== 'no') return;
  }
}

/** One round: `break` and `continue` end it, not what follows the loop. */
function round(run: Run, scope: Scope, here: Here, body: CompoundList): void {
  list(run, scope, here, body.commands);
  if (scope.ended === 'loop') scope.ended = 'no';
}

function loosely(scope: Scope, read: () => void): void {
  const before = scope.loose;
  scope.loose = true;
  read();
  scope.loose = before;
  if (scope.ended === 'loop') scope.ended = 'no';
}

/** A loop that reads known lines goes round once a line; any other is read once. */
function whiles(run: Run, scope: Scope, here: Here, node: While): void {
  const feed: Feed | null = here.feed === null ? null : { flow: loaded(run, scope, here.feed.flow), offset: here.feed.offset };
  const inside: Here = { ...here, feed };
  for (let i = 0; i < ROUNDS; i += 1) {
    if (feed !== null && i === ROUNDS - 1) feed.flow = { kind: 'unread', by: ['more lines'] };
    const before = feed?.offset ?? 0;
    loosely(scope, () => {
      list(run, scope, inside, node.clause.commands);
      list(run, scope, inside, node.body.commands);
    });
    const more = feed !== null && feed.offset > before && ((feed.flow.kind === 'text' && feed.offset < feed.flow.text.length) || (feed.flow.kind === 'paths' && feed.offset < feed.flow.paths.length));
    if (!more || run.steps <= 0 || scope.ended !== 'no') return;
  }
}

function tested(run: Run, scope: Scope, here: Here, node: TestExpression): void {
  switch (node.type) {
    case 'TestUnary': return substitutions(run, scope, here, [node.operand]);
    case 'TestBinary': return substitutions(run, scope, here, [node.left, node.right]);
    case 'TestLogical': return node.operands.forEach((operand) => tested(run, scope, here, operand));
    case 'TestNot': return tested(run, scope, here, node.operand);
    case 'TestGroup': return tested(run, scope, here, node.expression);
  }
}

/** Commands inside the words of a test run, whatever the test says. */
function substitutions(run: Run, scope: Scope, here: Here, words: readonly Case['word'][]): void {
  for (const word of words) if (/`|\$\(/.test(word.text)) single(run, scope, here, word);
}

const CHANGES = new Set(['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '|=', '^=']);

function calculate(run: Run, scope: Scope, node: ArithmeticExpression | undefined): void {
  if (node?.type === 'ArithmeticBinary' && node.operator === '=' && node.left.type === 'ArithmeticWord') {
    const value = arithmetic(node.right, (name) => {
      const held = valuesOf(run, scope, name, '')?.[0];
      return held === undefined ? '0' : held.known ? held.value : null;
    });
    assign(scope, node.left.value, value === null ? unknown(`$${node.left.value}`) : known(String(value)));
  } else if (node) forget(scope, node);
}

/** Variables that arithmetic changes are unknown from there on. */
function forget(scope: Scope, node: ArithmeticExpression): void {
  const target = node.type === 'ArithmeticUnary' && /^(?:\+\+|--)$/.test(node.operator) ? node.operand : node.type === 'ArithmeticBinary' && CHANGES.has(node.operator) ? node.left : null;
  if (target?.type === 'ArithmeticWord') assign(scope, target.value, unknown(`$${target.value}`));
  if (node.type === 'ArithmeticBinary' && node.operator === ',') for (const one of [node.left, node.right]) forget(scope, one);
}
