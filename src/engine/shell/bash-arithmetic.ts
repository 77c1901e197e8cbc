import type { ArithmeticExpression } from 'unbash';

/** The value of an arithmetic expression, or `null` when a part is unknown. `lookup` gives a variable's text. */
export function arithmetic(expression: ArithmeticExpression | undefined, lookup: (name: string) => string | null, depth = 0): number | null {
  if (expression === undefined || depth > 32) return null;
  const go = (one: ArithmeticExpression): number | null => arithmetic(one, lookup, depth + 1);
  switch (expression.type) {
    case 'ArithmeticGroup':
      return go(expression.expression);
    case 'ArithmeticWord':
      return numberOf(expression.value, lookup);
    case 'ArithmeticUnary': {
      const value = go(expression.operand);
      return value === null ? null : unary(expression.operator, value);
    }
    case 'ArithmeticBinary': {
      const left = go(expression.left);
      const right = go(expression.right);
      return left === null || right === null ? null : binary(expression.operator, left, right);
    }
    case 'ArithmeticTernary': {
      const test = go(expression.test);
      return test === null ? null : go(test === 0 ? expression.alternate : expression.consequent);
    }
    default:
      return null;
  }
}

function numberOf(word: string, lookup: (name: string) => string | null): number | null {
  const name = word.replace(/^\$\{?|\}$/g, '');
  const value = /^[A-Za-z_]\w*$/.test(name) || /^\$\{?\w+\}?$/.test(word) ? lookup(name) : word;
  if (value === null) return null;
  if (/^\d+#\w+$/.test(value)) {
    const [base, digits] = value.split('#') as [string, string];
    return finite(Number.parseInt(digits, Number(base)));
  }
  if (/^0x[0-9a-f]+$/i.test(value)) return Number.parseInt(value, 16);
  if (/^0[0-7]+$/.test(value)) return Number.parseInt(value, 8);
  return /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : null;
}

function unary(operator: string, value: number): number | null {
  if (operator === '-') return -value;
  if (operator === '+') return value;
  if (operator === '!') return value === 0 ? 1 : 0;
  if (operator === '~') return ~value;
  if (operator === '++') return value + 1;
  return operator === '--' ? value - 1 : null;
}

function binary(operator: string, left: number, right: number): number | null {
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return finite(left * right);
    case '/': return right === 0 ? null : Math.trunc(left / right);
    case '%': return right === 0 ? null : left % right;
    case '**': return finite(left ** right);
    case '==': return left === right ? 1 : 0;
    case '!=': return left === right ? 0 : 1;
    case '<': return left < right ? 1 : 0;
    case '>': return left > right ? 1 : 0;
    case '<=': return left <= right ? 1 : 0;
    case '>=': return left >= right ? 1 : 0;
    case '<<': return left << right;
    case '>>': return left >> right;
    case '&': return left & right;
    case '|': return left | right;
    case '^': return left ^ right;
    case ',': return right;
    default: return null;
  }
}

function finite(value: number): number | null {
  return Number.isSafeInteger(value) ? value : null;
}
