import type { CompoundList, PipelineNode, TestExpression, Word as Node } from 'unbash';
import { matchesPattern } from './bash-patterns';
import type { Here, Run, Scope } from './bash-state';
import { single } from './bash-words';

/**
 * Whether a condition is true, or `null` when it cannot be told from the text alone. Only comparisons of known words count,
 * and none that looks at a variable of this machine: the shell that will run it may have another.
 */
export function decided(run: Run, scope: Scope, here: Here, clause: CompoundList): boolean | null {
  const command = clause.commands.length === 1 ? clause.commands[0]?.command : undefined;
  return command === undefined || command.type === 'AndOr' ? null : decidedTest(run, scope, here, command);
}

/** The same for one command: `[ "$1" = --apply ] && …`. */
export function decidedTest(run: Run, scope: Scope, here: Here, command: PipelineNode): boolean | null {
  if (scope.loose) return null;
  run.touched = false;
  const answer = pipeline(run, scope, here, command);
  return run.touched ? null : answer;
}

function pipeline(run: Run, scope: Scope, here: Here, node: PipelineNode): boolean | null {
  if (node.type === 'Pipeline') {
    const only = node.commands.length === 1 ? node.commands[0] : undefined;
    const answer = only === undefined ? null : pipeline(run, scope, here, only);
    const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
    return answer === null ? null : answer !== negated;
  }
  if (node.type === 'TestCommand') return test(run, scope, here, node.expression);
  if (node.type !== 'Command' || node.name === undefined) return null;
  const name = node.name.text;
  if (name === 'true' || name === ':') return true;
  if (name === 'false') return false;
  if (name !== '[' && name !== 'test') return null;
  const words = node.suffix.filter((one): one is Node => one.type === 'Word').filter((_, i, all) => !(name === '[' && i === all.length - 1));
  if (words[0]?.text === '!') {
    const answer = comparison(run, scope, here, words.slice(1));
    return answer === null ? null : !answer;
  }
  return comparison(run, scope, here, words);
}

function comparison(run: Run, scope: Scope, here: Here, words: readonly Node[]): boolean | null {
  if (words.length === 2) return unary(run, scope, here, words[0]?.text ?? '', words[1] as Node);
  return words.length === 3 ? binary(run, scope, here, words[0] as Node, words[1]?.text ?? '', words[2] as Node, false) : null;
}

function test(run: Run, scope: Scope, here: Here, node: TestExpression): boolean | null {
  switch (node.type) {
    case 'TestUnary':
      return unary(run, scope, here, node.operator, node.operand);
    case 'TestBinary':
      return binary(run, scope, here, node.left, node.operator, node.right, true);
    case 'TestGroup':
      return test(run, scope, here, node.expression);
    case 'TestNot': {
      const answer = test(run, scope, here, node.operand);
      return answer === null ? null : answer !== (node.negations.length % 2 === 1);
    }
    case 'TestLogical': {
      const answers = node.operands.map((operand) => test(run, scope, here, operand));
      const strong = node.operator === '||';
      if (answers.includes(strong)) return strong;
      return answers.includes(null) ? null : !strong;
    }
  }
}

function textOf(run: Run, scope: Scope, here: Here, word: Node): string | null {
  // What a command in it prints was read already, and is not read twice.
  if (/`|\$\(/.test(word.text)) return null;
  const value = single(run, scope, here, word);
  return value.known ? value.value : null;
}

function unary(run: Run, scope: Scope, here: Here, operator: string, word: Node): boolean | null {
  if (operator !== '-z' && operator !== '-n') return null;
  const text = textOf(run, scope, here, word);
  return text === null ? null : (text === '') === (operator === '-z');
}

function binary(run: Run, scope: Scope, here: Here, left: Node, operator: string, right: Node, patterns: boolean): boolean | null {
  const a = textOf(run, scope, here, left);
  const b = textOf(run, scope, here, right);
  if (a === null || b === null) return null;
  const numbers = /^-?\d+$/.test(a) && /^-?\d+$/.test(b) ? ([Number(a), Number(b)] as const) : null;
  switch (operator) {
    case '=':
    case '==':
    case '!=': {
      const same = patterns && !/^["']/.test(right.text) ? matchesPattern(a, b) : a === b;
      return same === null ? null : same === (operator !== '!=');
    }
    case '-eq': return numbers && numbers[0] === numbers[1];
    case '-ne': return numbers && numbers[0] !== numbers[1];
    case '-lt': return numbers && numbers[0] < numbers[1];
    case '-gt': return numbers && numbers[0] > numbers[1];
    case '-le': return numbers && numbers[0] <= numbers[1];
    case '-ge': return numbers && numbers[0] >= numbers[1];
    default: return null;
  }
}
