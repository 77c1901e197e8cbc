import type { Span } from '../model';

/** What a PowerShell text is made of, as far as it matters for what would run. */
export type Expression =
  /** A literal. `quoted` texts are never a command, a keyword or an operator. */
  | { readonly is: 'text'; readonly text: string; readonly quoted: boolean; readonly span: Span }
  /** Pieces that become one text: `"a$b"`, `infra\$env:STAGE`. */
  | { readonly is: 'parts'; readonly parts: readonly Expression[]; readonly quoted: boolean; readonly span: Span }
  /** `$name`, lower-cased with its scope: `env:path`. */
  | { readonly is: 'variable'; readonly name: string; readonly span: Span }
  | { readonly is: 'splat'; readonly name: string; readonly span: Span }
  /** `a, b`. `tight` lists have no space around the commas: a native program gets them as one word. */
  | { readonly is: 'list'; readonly items: readonly Expression[]; readonly tight: boolean; readonly span: Span }
  | { readonly is: 'table'; readonly entries: readonly (readonly [key: Expression, value: Statement])[]; readonly span: Span }
  | { readonly is: 'block'; readonly block: Block; readonly span: Span }
  /** `( … )`, `$( … )`, `@( … )`: the value of statements. */
  | { readonly is: 'value-of'; readonly statements: readonly Statement[]; readonly span: Span }
  | { readonly is: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression; readonly span: Span }
  | { readonly is: 'unary'; readonly operator: string; readonly operand: Expression; readonly span: Span }
  /** `x.name`, `x::name`, `x.name(…)`; `args` is null without parentheses. */
  | { readonly is: 'member'; readonly of: Expression; readonly name: Expression; readonly args: readonly Expression[] | null; readonly span: Span }
  | { readonly is: 'index'; readonly of: Expression; readonly at: Expression; readonly span: Span }
  | { readonly is: 'type'; readonly name: string; readonly span: Span }
  | { readonly is: 'cast'; readonly to: string; readonly operand: Expression; readonly span: Span };

export interface Parameter {
  readonly name: string;
  /** What it is when nothing is given. */
  readonly value: Expression | null;
  /** It takes no value: given or not. */
  readonly isSwitch: boolean;
}

export interface Block {
  readonly parameters: readonly Parameter[];
  readonly statements: readonly Statement[];
}

export type Stage =
  | { readonly is: 'command'; readonly call: '&' | '.' | null; readonly words: readonly Expression[]; readonly redirects: readonly Redirection[]; readonly span: Span }
  | { readonly is: 'expression'; readonly expression: Expression; readonly redirects: readonly Redirection[]; readonly span: Span };

export interface Redirection {
  readonly to: Expression;
  readonly mode: 'overwrite' | 'append';
}

export type Statement =
  | { readonly is: 'pipeline'; readonly stages: readonly Stage[]; readonly span: Span }
  /** Several pipelines with `&&` or `||` between them. */
  | { readonly is: 'chain'; readonly statements: readonly Statement[] }
  | { readonly is: 'assignment'; readonly to: Expression; readonly operator: string; readonly value: Statement }
  | { readonly is: 'function'; readonly name: string; readonly block: Block }
  /** Any one of the branches may run; the conditions run too. */
  | { readonly is: 'branches'; readonly conditions: readonly Statement[]; readonly branches: readonly (readonly Statement[])[]; /** Of a `switch`: what each branch is for, `null` for the rest of them. */ readonly patterns?: readonly (Expression | null)[] }
  | { readonly is: 'foreach'; readonly variable: string; readonly over: Statement; readonly body: readonly Statement[] }
  /** Runs once or more, with values nobody knows: `while`, `for`, `do`. */
  | { readonly is: 'loop'; readonly head: readonly Statement[]; readonly body: readonly Statement[] };

/** Where a parser stands in a text. Moves forward only. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** How many brackets deep; what lies deeper than a bound is left unread. */
  depth: number;
  readonly errors: string[];
  /** What the script itself takes. */
  readonly parameters: Parameter[];
  /** Reads statements up to a closing character, and over it. */
  readonly statements: (closer: string) => Statement[];
  /** Reads one statement. */
  readonly statement: () => Statement | null;
}

export const MAX_NESTING = 60;

/** Skips blanks, line continuations and comments; line ends too where asked. */
export function skipBlanks(cursor: Cursor, lineEnds: boolean): void {
  const { text } = cursor;
  for (;;) {
    const char = text[cursor.at];
    if (char === ' ' || char === '\t' || char === '\u00a0' || char === '\ufeff' || (lineEnds && (char === '\n' || char === '\r'))) cursor.at += 1;
    else if (char === '`' && /^`\r?\n/.test(text.slice(cursor.at, cursor.at + 3))) cursor.at += text[cursor.at + 1] === '\r' ? 3 : 2;
    else if (char === '#') cursor.at = endOr(text, '\n', cursor.at);
    else if (char === '<' && text[cursor.at + 1] === '#') cursor.at = Math.min(text.length, endOr(text, '#>', cursor.at + 2) + 2);
    else return;
  }
}

/** Gives up on the rest of the text. */
export function giveUp(cursor: Cursor, why: string): void {
  cursor.errors.push(why);
  cursor.at = cursor.text.length;
}

function endOr(text: string, what: string, from: number): number {
  const end = text.indexOf(what, from);
  return end < 0 ? text.length : end;
}
