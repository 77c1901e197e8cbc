import { bind, closing, markAt, peek, type Walk } from './program-walk';
import type { Token } from './tokens';
import { asText, itemsOf, SCRIPT, text, told, UNKNOWN, type Value } from './values';
import { keyOf } from './program-options';

/** Reads a branch at the cursor whose condition hangs on the words that the program is started with, and only the way that is taken; `false` leaves it to be read whole. */
export function branch(walk: Walk, column: number): boolean {
  const token = peek(walk);
  if (walk.quiet || !knowsWords(walk) || token?.is !== 'name' || !/^(?:if|elif|elsif|elseif|unless)$/.test(token.text) || /^[=.]$/.test(walk.tokens[walk.at + 1]?.text ?? '')) return false;
  walk.at += 1;
  const value = walk.expression(walk);
  const answer = answerOf(value);
  if (answer === null) return true;
  const body = bodyAt(walk, column);
  if (body === null) return true;
  if (answer === (token.text === 'unless')) return (walk.at = body.end), true;
  walk.at = body.from;
  const leaves = leavesAt(walk, body.from, body.to);
  while (walk.at < body.to && walk.steps > 0) walk.statement(walk);
  walk.at = Math.max(walk.at, body.end);
  while (otherwiseAt(walk, column)) walk.at = pastOtherwise(walk, column);
  if (leaves) walk.at = endOfBlock(walk, column);
  return true;
}

/** `do_it if apply`: the condition stands behind. Past the line when it is not met. */
export function unmet(walk: Walk): boolean {
  if (walk.quiet || !knowsWords(walk) || walk.grammar.blocks === 'indent') return false;
  let depth = 0;
  for (let at = walk.at + 1; at < walk.at + 80; at += 1) {
    const token = walk.tokens[at];
    if (!token || token.first !== undefined || (token.is === 'mark' && token.text === ';')) return false;
    if (token.is === 'mark' && /^[([{]$/.test(token.text)) depth += 1;
    if (token.is === 'mark' && /^[)\]}]$/.test(token.text)) depth -= 1;
    if (depth !== 0 || token.is !== 'name' || (token.text !== 'if' && token.text !== 'unless')) continue;
    const start = walk.at;
    Object.assign(walk, { at: at + 1, quiet: true });
    const answer = answerOf(walk.expression(walk));
    Object.assign(walk, { at: start, quiet: false });
    if (answer === null) return false;
    const end = lineEnd(walk, at);
    if (answer === (token.text === 'unless')) return (walk.at = end), true;
    if (!leavesAt(walk, start, at)) return false;
    return (walk.at = endOfBlock(walk, columnAt(walk, start))), true;
  }
  return false;
}

/** `switch (word) { case … }`, `case word` with its `when`s, `match word:`: only the case that fits. `false` leaves it to be read whole. */
export function chosen(walk: Walk, column: number): boolean {
  const token = peek(walk);
  if (walk.quiet || !knowsWords(walk) || token?.is !== 'name' || !/^(?:switch|case|match)$/.test(token.text) || walk.tokens[walk.at + 1]?.is === 'text' || /^[=.]$/.test(walk.tokens[walk.at + 1]?.text ?? '')) return false;
  const start = walk.at;
  walk.at += 1;
  const value = walk.expression(walk);
  const { text: word, known } = asText(value);
  if (value.is !== 'text' || !value.told || !known) return (walk.at = start), false;
  const braced = markAt(walk, '{');
  const end = braced ? closing(walk, walk.at) : indented(walk, walk.at, column, token.text === 'match' ? 'match' : 'case');
  const labels = labelsIn(walk, walk.at, end, braced, token.text === 'case' ? /^(?:when|else)$/ : /^(?:case|default)$/);
  const cases = labels.map((at) => ({ at, fits: fits(walk, at, word) }));
  const from = cases.findIndex(({ fits: one }) => one === true);
  const wild = from >= 0 ? from : cases.findIndex(({ fits: one }) => one === 'otherwise');
  if (cases.some(({ fits: one }) => one === null) || labels.length === 0) return true;
  for (let i = wild; i >= 0 && i < cases.length; i += 1) {
    const stop = labels[i + 1] ?? end;
    walk.at = labels[i] as number;
    skipLabel(walk, stop);
    while (walk.at < stop && walk.steps > 0) walk.statement(walk);
    if (!braced || endsCase(walk, labels[i] as number, stop)) break;
  }
  walk.at = braced ? end + 1 : end;
  return true;
}

/** `a or b`, `a && b`, where words decide. */
export function merged(operator: 'or' | 'and', left: Value, right: Value): Value {
  const answer = answerOf(left);
  if (answer !== null) return (operator === 'or') === answer ? left : right;
  if (operator === 'or') return left.is === 'text' && left.known && left.text !== '' ? left : untold(right);
  return answerOf(right) === false ? right : UNKNOWN;
}

export function turned(value: Value): Value {
  const answer = answerOf(value);
  return answer === null ? value : told(String(!answer));
}

/** `a == b`, `a in b`, where one of them is a word that the program was given. */
export function compared(operator: string, left: Value, right: Value): Value {
  const [a, b] = [asText(left), asText(right)];
  if (operator === 'in' || operator === 'not in') {
    const list = right.is === 'list' ? right : null;
    if (left.is !== 'text' || !left.known || !(left.told || (right.is !== 'chain' && right.is !== 'table' && right.told)) || !(list ? list.items.every((item) => item === SCRIPT || (item.is === 'text' && item.known)) : right.is === 'text' && b.known)) return UNKNOWN;
    return told(String((list ? list.items.some((item) => asText(item).text === a.text) : b.text.includes(a.text)) === (operator === 'in')));
  }
  if (left.is !== 'text' || right.is !== 'text' || !a.known || !b.known || !(left.told || right.told)) return UNKNOWN;
  return told(String((a.text === b.text) === /^(?:===?|is|eq)$/.test(operator)));
}

/** `words.includes('--apply')` */
export function contains(list: Value, item: Value | undefined): Value | null {
  if (!item) return null;
  const answer = compared('in', item, list);
  return answer.is === 'text' ? answer : null;
}

export function knowsWords(walk: Walk): boolean {
  return walk.words.size > 0 || walk.options.size > 0;
}

/** What the program is started with, where a value names it: `sys.argv`, `parser.parse_args().apply`. */
export function wordsAt(walk: Walk, value: Value): Value | undefined {
  if (value.is !== 'chain' || !knowsWords(walk)) return undefined;
  const own = walk.words.get(value.path);
  if (own) return own;
  const [, root, name] = /^(.*)\.(\w+)$/.exec(value.path) ?? [];
  return root !== undefined && name !== undefined && PARSED.test(root) ? walk.options.get(keyOf(name)) : undefined;
}

const PARSED = /(?:\.parse_args|\.parse_known_args|\.parse_intermixed_args|^minimist|^yargs-parser|^mri|\.opts|\.optsWithGlobals|\.parseSync)\(\)(?:\.0)?$|\bparseArgs\(\)\.values$|^yargs\b.*\.argv$/;

function answerOf(value: Value): boolean | null {
  return value.is === 'text' && value.told ? value.text !== 'false' && value.text !== '' : null;
}

function untold(value: Value): Value {
  return value.is === 'text' ? text(value.text, value.known) : value;
}

/** The body behind a condition: what is read, and where what follows begins. */
function bodyAt(walk: Walk, column: number): { from: number; to: number; end: number } | null {
  const { at, grammar } = walk;
  if (grammar.blocks === 'braces' || markAt(walk, '{')) {
    if (markAt(walk, '{')) return { from: at + 1, to: closing(walk, at), end: closing(walk, at) + 1 };
    const end = statementEnd(walk, at);
    return { from: at, to: end, end };
  }
  if (grammar.blocks === 'indent' && !markAt(walk, ':')) return null;
  const from = markAt(walk, ':') || /^(?:then|do)$/.test(peek(walk)?.text ?? '') ? at + 1 : at;
  if (walk.tokens[from]?.first !== undefined) {
    const end = indented(walk, from, column);
    return { from, to: end, end };
  }
  let end = from;
  while (walk.tokens[end] && walk.tokens[end]?.first === undefined && !(grammar.blocks === 'end' && /^(?:end|else|elsif|elseif)$/.test(walk.tokens[end]?.text ?? ''))) end += 1;
  return { from, to: end, end };
}

/** Past what stands deeper than a column. The words of a `case` may stand in that column as well. */
function indented(walk: Walk, from: number, column: number, of: 'case' | 'match' | 'if' = 'if'): number {
  let end = from;
  while (walk.tokens[end]) {
    const token = walk.tokens[end] as Token;
    if (token.first !== undefined && end > from && (token.first < column || (token.first === column && !(of === 'case' && /^(?:when|else)$/.test(token.text))))) break;
    if (token.first !== undefined && end === from && token.first <= column && of === 'if') break;
    end += 1;
  }
  return end;
}

function statementEnd(walk: Walk, from: number): number {
  let depth = 0;
  for (let at = from; at < walk.tokens.length; at += 1) {
    const token = walk.tokens[at] as Token;
    if (depth === 0 && at > from && token.first !== undefined) return at;
    if (token.is !== 'mark') continue;
    if (/^[([{]$/.test(token.text)) depth += 1;
    if (/^[)\]}]$/.test(token.text) && (depth -= 1) < 0) return at;
    if (depth === 0 && token.text === ';') return at + 1;
  }
  return walk.tokens.length;
}

function lineEnd(walk: Walk, from: number): number {
  let end = from + 1;
  while (walk.tokens[end] && walk.tokens[end]?.first === undefined) end += 1;
  return end;
}

function otherwiseAt(walk: Walk, column: number): boolean {
  const token = peek(walk);
  return token?.is === 'name' && /^(?:else|elif|elsif|elseif)$/.test(token.text) && (walk.grammar.blocks === 'braces' || token.first === undefined || token.first === column);
}

function pastOtherwise(walk: Walk, column: number): number {
  if (walk.grammar.blocks !== 'braces') return indented(walk, walk.at + 1, column);
  let open = walk.at + 1;
  for (let depth = 0; walk.tokens[open]; open += 1) {
    const mark = walk.tokens[open]?.is === 'mark' ? walk.tokens[open]?.text : undefined;
    if (mark === '(') depth += 1;
    else if (mark === ')') depth -= 1;
    else if (depth === 0 && mark === '{') return closing(walk, open) + 1;
    else if (depth === 0 && mark === ';') return open + 1;
  }
  return walk.tokens.length;
}

/** The last statement in a range goes away from it: `return`, `sys.exit(1)`. */
function leavesAt(walk: Walk, from: number, to: number): boolean {
  let last = from;
  let depth = 0;
  for (let at = from; at < to; at += 1) {
    const token = walk.tokens[at] as Token;
    if (depth === 0 && (token.first !== undefined || walk.tokens[at - 1]?.text === ';' || at === from)) last = at;
    if (token.is === 'mark' && /^[([{]$/.test(token.text)) depth += 1;
    if (token.is === 'mark' && /^[)\]}]$/.test(token.text)) depth -= 1;
  }
  const words = walk.tokens.slice(last, last + 3).map((token) => token.text);
  return /^(?:return|exit|exit!|abort|quit|die|raise|throw|break|continue|next)$/.test(words[0] ?? '') || /^(?:sys|process|os|Deno|Process|System|Kernel)\.(?:exit|Exit|exit!)$/.test(words.join(''));
}

/** Where the block ends that the cursor stands in. */
function endOfBlock(walk: Walk, column: number): number {
  let depth = 0;
  for (let at = walk.at; at < walk.tokens.length; at += 1) {
    const token = walk.tokens[at] as Token;
    if (walk.grammar.blocks !== 'braces' && token.first !== undefined && token.first < column) return at;
    if (walk.grammar.blocks === 'braces' && token.is === 'mark' && /^[([{]$/.test(token.text)) depth += 1;
    if (walk.grammar.blocks === 'braces' && token.is === 'mark' && /^[)\]}]$/.test(token.text) && (depth -= 1) < 0) return at;
  }
  return walk.tokens.length;
}

/** How far the line is indented that a token stands on. */
export function columnAt(walk: Walk, at: number): number {
  for (let i = at; i >= 0; i -= 1) if (walk.tokens[i]?.first !== undefined) return walk.tokens[i]?.first as number;
  return 0;
}

function labelsIn(walk: Walk, from: number, end: number, braced: boolean, words: RegExp): number[] {
  const found: number[] = [];
  let depth = 0;
  let column: number | null = null;
  for (let at = from; at < end; at += 1) {
    const token = walk.tokens[at] as Token;
    if (token.is === 'mark' && /^[([{]$/.test(token.text)) depth += 1;
    if (token.is === 'mark' && /^[)\]}]$/.test(token.text)) depth -= 1;
    if (token.is !== 'name' || !words.test(token.text) || depth !== (braced ? 1 : 0) || (!braced && (token.first === undefined || (column !== null && token.first !== column)))) continue;
    column ??= token.first ?? null;
    found.push(at);
  }
  return found;
}

/** Whether a label names the word; `null` when it cannot be told. */
function fits(walk: Walk, at: number, word: string): boolean | 'otherwise' | null {
  if (/^(?:default|else)$/.test(walk.tokens[at]?.text ?? '') || (walk.tokens[at + 1]?.text === '_' && walk.tokens[at]?.text === 'case')) return 'otherwise';
  let known = true;
  for (let i = at + 1; i < at + 40; i += 1) {
    const token = walk.tokens[i];
    if (!token || (token.is === 'mark' && /^(?::|\{|=>|->)$/.test(token.text)) || token.text === 'then' || (i > at + 1 && token.first !== undefined)) break;
    if (token.is === 'text' && token.holes.length === 0 && token.text === word) return true;
    if (token.is !== 'text' && !(token.is === 'mark' && /^[,|()]$/.test(token.text))) known = false;
    if (token.is === 'text' && token.holes.length > 0) known = false;
  }
  return known ? false : null;
}

function skipLabel(walk: Walk, stop: number): void {
  walk.at += 1;
  const ends = (): boolean => markAt(walk, ':') || markAt(walk, '->') || markAt(walk, '=>') || peek(walk)?.text === 'then';
  while (walk.at < stop && !ends() && peek(walk)?.first === undefined) walk.at += 1;
  if (walk.at < stop && ends()) walk.at += 1;
}

function endsCase(walk: Walk, from: number, to: number): boolean {
  return walk.tokens.slice(from, to).some((token) => token.is === 'name' && /^(?:break|return|exit|throw|continue|fallthrough)$/.test(token.text)) || walk.grammar.entry !== undefined;
}

/** A table's entry by a key; every entry where the key is not known. */
export function entryOf(value: Extract<Value, { is: 'table' }>, key: Value | undefined): Value {
  const { text: name, known } = asText(key);
  if (known && key?.is === 'text') return value.entries.get(name) ?? UNKNOWN;
  return { is: 'list', items: [...value.entries.values()] };
}

/** `Dir.mktmpdir { |d| … }`, `[a, b].each do |x|`: the block's first name, and the cursor past its names. */
export function blockName(walk: Walk, value: Value): void {
  const open = markAt(walk, '{') || peek(walk)?.text === 'do';
  // Kotlin and Groovy: `{ name -> … }`, else it is called `it`.
  if (walk.grammar.entry !== undefined && open) {
    const own = walk.tokens[walk.at + 1];
    const arrow = own?.is === 'name' && markAt(walk, '->', walk.at + 2);
    bind(walk, arrow && own?.is === 'name' ? own.text : 'it', itemIn(value));
    if (arrow) walk.at += 3;
    return;
  }
  if (!open || !markAt(walk, '|', walk.at + 1)) return;
  const name = walk.tokens[walk.at + 2];
  let end = walk.at + 2;
  while (end < walk.at + 20 && walk.tokens[end] && !markAt(walk, '|', end)) end += 1;
  if (name?.is !== 'name' || !markAt(walk, '|', end)) return;
  bind(walk, name.text, itemIn(value));
  walk.at = end + 1;
}

function itemIn(value: Value): Value {
  if (value.is !== 'chain') return value;
  if (/^(?:\[each\]|text\.(?:each|map|each_with_index|select|reject|sort_by|flat_map|filter|each_slice|find_each))(?:\(\))?$/.test(value.path)) {
    const of = value.calls[0]?.args;
    return of === undefined ? UNKNOWN : of.length === 1 && of[0]?.is !== 'list' ? (of[0] as Value) : { is: 'list', items: of.flatMap((one) => itemsOf(one)) };
  }
  return { ...value, path: value.path.replace(/\.(?:also|let|apply|run|use|withCloseable|takeIf)(?:\(\))?$/, '').replace(/\.(?:each\w*|forEach\w*|onEach|findAll|filter\w*|collect|map|select|reject|find_each|in_batches)(?:\(\))?$/, '.each') };
}
