import { called } from './program-bodies';
import { blockName, branch, chosen, columnAt, compared, entryOf, knowsWords, merged, turned, unmet, wordsAt } from './program-branches';
import { bareName, functionsOf } from './program-functions';
import { bind, bindable, builtOn, type Call, closing, type Grammar, imported, isNew, markAt, moduleName, peek, SKIPPED, startsArgument, type Walk } from './program-walk';
import { HOLE, type Token, tokenize } from './tokens';
import { added, asText, chained, formatted, type Given, isPath, itemsOf, memberOf, text, told, UNKNOWN, type Value } from './values';

/** What a program is read with besides its text. */
export interface Circumstances {
  /** Functions that read the words of the command line themselves. */
  readonly commands?: ReadonlySet<string>;
  /** Help is asked for: the program ends where one of `commands` is called. */
  readonly help?: boolean;
  /** Whether functions count that are only handed on. */
  readonly handed?: boolean;
  readonly words?: ReadonlyMap<string, Value>;
  readonly options?: ReadonlyMap<string, Value>;
}

/** Finds the calls of a program, in the order they stand. Functions that nothing names again are left out. `found` gives the value of a call, and is told when nothing is to be put down. */
export function callsOf(source: string, grammar: Grammar, found: (call: Call, quiet: boolean) => Value | null, { commands = new Set(), help = false, handed = true, words = new Map(), options = new Map() }: Circumstances = {}): void {
  const tokens = tokenize(source, grammar);
  const walk: Walk = { tokens, at: 0, depth: 0, variables: new Map(), grammar, found: (call) => found(call, walk.quiet), ends: commands, help, handed, words, options, statement, expression, functions: functionsOf(tokens, grammar), calling: [], quiet: false, steps: 60_000 };
  for (const [name, path] of grammar.imports?.(source) ?? []) bind(walk, name, { is: 'chain', path, calls: [] });
  while (walk.at < walk.tokens.length && walk.steps > 0) statement(walk);
}

const MAX_DEPTH = 80;

/** Names that `import *` is worth following for. */
const STARRED = /^(?:run|call|check_call|check_output|Popen|getoutput|system|popen|remove|unlink|rmtree|rmdir|execvp?|listdir|move|execSync|spawnSync|client|resource)$/;
function statement(walk: Walk): void {
  walk.steps -= 1;
  const before = walk.at;
  const token = peek(walk);
  if (!token) return;
  const made = walk.functions.byStart.get(walk.at);
  // A body runs where it is called; one that is handed on may be called by anybody.
  if (made) return void (walk.at = (made.passedOn && walk.handed) || made.name === walk.grammar.entry ? made.from : made.end);
  if (token.is === 'name') {
    if ((token.text === 'import' || token.text === 'from') && imported(walk)) return;
    if (token.text === 'for' || token.text === 'foreach') return loop(walk);
    // `try (var client = …) {`: what stands in the brackets is a statement.
    if (/^(?:try|using)$/.test(token.text) && typed(walk) && markAt(walk, '(', walk.at + 1)) return void (walk.at += 2);
    if (knowsWords(walk)) {
      const column = columnAt(walk, walk.at);
      if (branch(walk, column) || chosen(walk, column) || unmet(walk)) return;
    }
    if (SKIPPED.has(token.text) && !markAt(walk, '=', walk.at + 1) && !markAt(walk, '.', walk.at + 1)) return void (walk.at += 1);
  } else if (token.is === 'mark' && !/^[([{!*&.@<-]|^\.\.\.$|^->$/.test(token.text)) return void (walk.at += 1);
  const target = bindable(walk);
  const value = walk.grammar.entry !== undefined && /^(?::?=|\+=)$/.test(peek(walk)?.text ?? '') ? UNKNOWN : expression(walk);
  if (token.is === 'name') builtOn(walk, token.text, value);
  if (walk.grammar.blocks === 'end') blockName(walk, value);
  const next = peek(walk);
  if (next?.is === 'mark' && (next.text === '=' || next.text === ':=' || next.text === '+=' || next.text === '.=')) {
    walk.at += 1;
    const right = expression(walk);
    // A setting of an object: `bucket.versioning_enabled = False`.
    if (target.length === 0 && value.is === 'chain' && /^[^=]*\.\w+$/.test(value.path)) walk.found({ path: `${value.path}=`, args: [right], named: new Map(), before: value.calls, of: value, span: [token.span[0], walk.tokens[walk.at - 1]?.span[1] ?? token.span[1]] });
    for (const [name, key] of target) bind(walk, name, next.text[0] === '+' || next.text[0] === '.' ? added(value, right) : key === null ? right : memberOf(right, key));
  } else if (next?.is === 'name' && next.text === 'as') {
    const name = walk.tokens[walk.at + 1];
    if (name?.is === 'name') bind(walk, name.text, value);
    walk.at += 2;
  }
  if (walk.at === before) walk.at += 1;
}

/** `for x in [a, b]`, `for (const x of …)`, `foreach ($list as $x)`: the variable is any of the list. */
function loop(walk: Walk): void {
  walk.at += 1;
  const start = walk.at;
  for (let at = start; at < start + 12; at += 1) {
    const token = walk.tokens[at];
    if (token?.is !== 'name' || (token.text !== 'in' && token.text !== 'of' && !(token.text === 'range' && walk.grammar.entry !== undefined))) continue;
    const name = walk.tokens[token.text === 'range' ? at - 2 : at - 1];
    walk.at = at + 1;
    const over = expression(walk);
    if (name?.is === 'name') bind(walk, name.text, over.is === 'list' || over.is === 'text' || isPath(over) ? over : chained(over, 'each'));
    return;
  }
}

function expression(walk: Walk, level = 0): Value {
  if (walk.depth >= MAX_DEPTH || walk.steps <= 0) return (walk.at += 1), UNKNOWN;
  walk.depth += 1;
  walk.steps -= 1;
  let value = operand(walk);
  for (;;) {
    const next = peek(walk);
    if (!next || (next.first !== undefined && walk.depth === 1)) break;
    const word = next.is === 'name' ? wordOperator(walk, next) : next.is === 'mark' ? next.text : null;
    if (next.is === 'text' && value.is === 'text' && walk.grammar.blocks === 'indent') value = added(value, operand(walk));
    else if (word === null) break;
    else if (word === '+' || (word === '.' && walk.grammar.dotJoins) || (word === '..' && walk.grammar.colonCalls)) {
      walk.at += 1;
      value = added(value, operand(walk));
    } else if (/^(?:or|\|\||\?\?)$/.test(word)) {
      if (level > 0) break;
      walk.at += 1;
      value = merged('or', value, expression(walk, 1));
    } else if (word === 'and' || word === '&&') {
      if (level > 1) break;
      walk.at += 1;
      value = merged('and', value, expression(walk, 2));
    } else if (/^(?:===?|!==?|in|not in|is|is not)$/.test(word)) {
      if (level > 2) break;
      walk.at += /\s/.test(word) ? 2 : 1;
      value = compared(word, value, expression(walk, 3));
    } else if (word === '?' || word === '=>' || (word === '->' && typed(walk))) {
      if (level > 0 && word === '?') break;
      walk.at += 1;
      const right = expression(walk);
      value = word !== '?' ? right : value.is === 'text' && value.known && !value.told ? value : right;
    } else if (/^(?:%|-|\*|\/|\*\*|<|>|<=|>=|=~|!~|\||&|<<|>>)$/.test(word)) {
      walk.at += 1;
      const right = expression(walk, 3);
      if (word === '/' && (value.is === 'chain' || (value.is === 'text' && !/^\d/.test(value.text))) && right.is === 'text' && walk.grammar.blocks === 'indent') {
        // pathlib joins paths with a slash.
        const { text: left, known } = asText(value);
        value = { is: 'chain', path: 'pathlib.Path()', calls: [{ args: [text(`${left.replace(/\/$/, '')}/${right.text}`, known && right.known)], named: new Map() }] };
        continue;
      }
      value = word === '%' && value.is === 'text' ? text(formatted(value.text, right), right.is === 'text' && right.known) : word === '*' ? value : UNKNOWN;
    } else break;
  }
  walk.depth -= 1;
  return value;
}

/** `and`, `or`, `in`, `not in`, `is` where a language writes them out, and where they may decide something. */
function wordOperator(walk: Walk, next: Token): string | null {
  if (walk.grammar.blocks === 'braces' || !knowsWords(walk) || next.first !== undefined) return null;
  if (/^(?:and|or)$/.test(next.text)) return next.text;
  if (walk.grammar.blocks !== 'indent') return null;
  const second = walk.tokens[walk.at + 1]?.text;
  if (next.text === 'not') return second === 'in' ? 'not in' : null;
  return next.text === 'is' ? (second === 'not' ? 'is not' : 'is') : next.text === 'in' ? 'in' : null;
}

function operand(walk: Walk): Value {
  const token = peek(walk);
  if (!token) return UNKNOWN;
  walk.at += 1;
  if (token.is === 'text') {
    const value = filled(walk, token);
    if (token.words) return postfix(walk, { is: 'list', items: token.text.trim().split(/\s+/).map((word) => text(word)) }, token);
    if (token.runs) walk.found({ path: '`', args: [value], named: new Map(), before: [], of: UNKNOWN, span: token.span });
    return postfix(walk, value, token);
  }
  if (token.is === 'number') return text(token.text);
  if (token.is === 'name') return named(walk, token);
  switch (token.text) {
    case '(': {
      const items = sequence(walk, ')').args;
      return postfix(walk, items.length === 1 ? (items[0] as Value) : { is: 'list', items }, token);
    }
    case '[': {
      const items = sequence(walk, ']').args;
      return postfix(walk, typedItems(walk) ?? { is: 'list', items }, token);
    }
    case '{': return postfix(walk, braces(walk), token);
    case '!': return turned(operand(walk));
    case '-': case '*': case '**': case '...': case '&': case '@': case '\\': case '->': case '<<': return operand(walk);
    case ')': case ']': case '}': case ',': case ';': case ':':
      walk.at -= 1;
      return UNKNOWN;
    default: return UNKNOWN;
  }
}

function named(walk: Walk, token: Token): Value {
  const name = token.text;
  if (name === 'not') return turned(knowsWords(walk) ? expression(walk, 2) : operand(walk));
  if (/^(?:new|await|typeof|yield|async|return|lambda|defined|raise|throw|in|is|and|or|then|do|if|unless|else)$/.test(name)) return operand(walk);
  if (walk.grammar.functions.has(name)) {
    // A function as a value: whoever gets it may call it.
    const made = walk.functions.byStart.get(walk.at - 1);
    const open = walk.tokens.findIndex((one, i) => i >= walk.at && i < walk.at + 3 && one.is === 'mark' && one.text === '(');
    walk.at = made?.from ?? (open >= 0 ? closing(walk, open) + 1 : walk.at);
    return UNKNOWN;
  }
  if (name === 'vec!' && markAt(walk, '[')) return operand(walk);
  if (name === 'shift' && walk.grammar.dotJoins) return itemsOf(walk.variables.get('_'))[0] ?? UNKNOWN;
  if (/^(?:true|false|True|False|TRUE|FALSE)$/.test(name)) return text(name.toLowerCase());
  const bare = bareName(name);
  // A namespace is part of a name: `File::Path::rmtree`, `\DB::statement`.
  const star = walk.variables.get('*');
  const known = walk.variables.get(bare) ?? (star?.is === 'chain' && STARRED.test(bare) ? { ...star, path: star.path.replace(/\*$/, bare) } : undefined);
  if (name === 'require' && markAt(walk, '(') && walk.tokens[walk.at + 1]?.is === 'text') {
    const module = moduleName((walk.tokens[walk.at + 1] as Token).text);
    walk.at = closing(walk, walk.at) + 1;
    return postfix(walk, { is: 'chain', path: module, calls: [] }, token);
  }
  const value: Value = known ?? { is: 'chain', path: bare, calls: [] };
  return postfix(walk, wordsAt(walk, value) ?? value, token);
}

/** `[]string{"a", "b"}`: what stands behind the brackets is a type, and its items follow. */
function typedItems(walk: Walk): Value | null {
  if (walk.grammar.entry === undefined || peek(walk)?.gap !== false || peek(walk)?.first !== undefined) return null;
  let at = walk.at;
  while (at < walk.at + 8 && (walk.tokens[at]?.is === 'name' || /^[.*[\]]$/.test(walk.tokens[at]?.text ?? '')) && walk.tokens[at]?.gap === false) at += 1;
  if (at === walk.at || !markAt(walk, '{', at)) return null;
  walk.at = at;
  return composite(walk);
}

/** `{"a", "b"}`, `{Name: "a"}`, `{ Name = "a" }` behind a type. */
function composite(walk: Walk): Value {
  walk.at += 1;
  const { args, named: entries } = sequence(walk, '}');
  return entries.size > 0 || args.length === 0 ? { is: 'table', entries } : { is: 'list', items: args };
}

/** A language whose arrow makes a function. */
function typed(walk: Walk): boolean {
  return walk.grammar.entry !== undefined;
}

const EACH = /\.(?:each|forEach|onEach|eachWithIndex|forEachIndexed|findAll|filter|filterNot|collect|map|flatMap|sort|sortBy|sortedBy|every|any|find|grep|also|let|apply|run|use|withCloseable|takeIf)(?:\(\))?$/;

/** What follows a value without ending it: members, calls, indexes, tagged texts. */
function postfix(walk: Walk, start: Value, first: Token): Value {
  let value = start;
  for (;;) {
    const next = peek(walk);
    if (!next) return walk.grammar.blocks === 'end' && value.is === 'chain' && /\.\w+[!?]?$/.test(value.path) ? called(walk, value, { args: [], named: new Map() }, [first.span[0], walk.tokens[walk.at - 1]?.span[1] ?? first.span[1]]) : value;
    if (next.is === 'mark' && (/^(?:\.|\?\.|&\.|::)$/.test(next.text) || (next.text === '->' && !typed(walk)) || (next.text === ':' && walk.grammar.colonCalls && markAt(walk, '(', walk.at + 2)))) {
      const member = walk.tokens[walk.at + 1];
      if (member?.is !== 'name') {
        if (next.text === '.' && walk.grammar.dotJoins) return value;
        walk.at += 1;
        continue;
      }
      if (walk.grammar.dotJoins && next.text === '.') return value;
      walk.at += 2;
      value = memberOf(value, member.text);
      value = wordsAt(walk, value) ?? value;
    } else if (next.is === 'mark' && next.text === '(' && !(next.first !== undefined && walk.grammar.blocks !== 'braces')) {
      walk.at += 1;
      eachItem(walk, value);
      value = called(walk, value, sequence(walk, ')'), [first.span[0], walk.tokens[walk.at - 1]?.span[1] ?? first.span[1]]);
    } else if (next.is === 'mark' && next.text === '{' && typed(walk) && value.is === 'chain' && EACH.test(value.path)) {
      // A closure that is called with what the value is, or with each of it.
      blockName(walk, value);
      if (markAt(walk, '{')) walk.at += 1;
      braces(walk);
      value = { ...value, path: value.path.replace(EACH, '') };
    } else if (next.is === 'mark' && next.text === '{' && walk.grammar.entry !== undefined && value.is === 'chain' && first.is === 'name' && (isNew(walk, first) || (!next.gap && !value.path.endsWith('()')))) {
      const { path, calls } = value;
      const made = composite(walk);
      // An object that a program is started by keeps its name.
      if (made.is !== 'table' || !/(?:StartInfo|Process)(?:\(\))?$/.test(path)) return made;
      return called(walk, { is: 'chain', path: path.replace(/\(\)$/, ''), calls: path.endsWith('()') ? calls.slice(0, -1) : calls }, { args: calls.at(-1)?.args ?? [], named: made.entries }, [first.span[0], walk.tokens[walk.at - 1]?.span[1] ?? first.span[1]]);
    } else if (next.is === 'mark' && next.text === '?' && /^[;,)]$/.test(walk.tokens[walk.at + 1]?.text ?? '')) {
      // Rust and Swift: an error goes up from here.
      walk.at += 1;
    } else if (next.is === 'mark' && next.text === '[' && !next.gap) {
      walk.at += 1;
      value = indexed(walk, value);
    } else if (next.is === 'text' && !next.gap && value.is === 'chain' && value.path !== '') {
      walk.at += 1;
      value = called(walk, value, { args: [filled(walk, next)], named: new Map() }, [first.span[0], next.span[1]]);
    } else if (walk.grammar.bareCalls && value.is === 'chain' && next.first === undefined && next.gap && startsArgument(walk, next)) {
      const args = bareArguments(walk);
      value = called(walk, value, args, [first.span[0], walk.tokens[walk.at - 1]?.span[1] ?? first.span[1]]);
    } else if (walk.grammar.blocks === 'end' && value.is === 'chain' && /[\w!?]$/.test(value.path) && value.path.includes('.') && (next.first !== undefined || !(next.is === 'mark' && /^[=(]$|^[.:]/.test(next.text)))) {
      // Ruby calls without parentheses and arguments.
      return called(walk, value, { args: [], named: new Map() }, [first.span[0], walk.tokens[walk.at - 1]?.span[1] ?? first.span[1]]);
    } else return value;
  }
}

/** `list[0]`, `list[1:]`, `table[key]`, `globals()[name]` */
function indexed(walk: Walk, value: Value): Value {
  const from = markAt(walk, ':') ? 0 : markAt(walk, ':', walk.at + 1) && walk.tokens[walk.at]?.is === 'number' ? Number(walk.tokens[walk.at]?.text) : null;
  const [index] = sequence(walk, ']').args;
  const at = asText(index);
  if (value.is === 'list' && from !== null) return { ...value, items: value.items.slice(from) };
  if (value.is === 'list' && /^\d+$/.test(at.text)) return value.items[Number(at.text)] ?? (value.told ? told('') : UNKNOWN);
  if (value.is === 'table') return entryOf(value, index);
  if (value.is === 'text') return text(value.text, false);
  if (at.known && value.is === 'chain' && /^(?:globals|locals|vars)\(\)$/.test(value.path)) return { is: 'chain', path: at.text.replaceAll('-', '_'), calls: [] };
  return at.known ? memberOf(value, at.text) : chained(value, '[]');
}

function bareArguments(walk: Walk): Given {
  const args: Value[] = [];
  const namedArgs = new Map<string, Value>();
  do {
    if (markAt(walk, ',')) walk.at += 1;
    argument(walk, args, namedArgs);
  } while (markAt(walk, ','));
  return { args, named: namedArgs };
}

/** Items up to a closing bracket, and over it; `name=value`, `name: value` and `name => value` are named. */
function sequence(walk: Walk, close: string): { args: Value[]; named: Map<string, Value> } {
  const args: Value[] = [];
  const namedArgs = new Map<string, Value>();
  walk.depth += 1;
  if (walk.grammar.blocks === 'indent' && !walk.quiet) comprehended(walk, close);
  while (walk.at < walk.tokens.length && walk.steps > 0) {
    if (markAt(walk, close)) {
      walk.at += 1;
      break;
    }
    const before = walk.at;
    if (markAt(walk, ',') || markAt(walk, ';')) walk.at += 1;
    else argument(walk, args, namedArgs);
    if (walk.at === before) walk.at += 1;
  }
  walk.depth -= 1;
  return { args, named: namedArgs };
}

/** `[f(x) for x in (a, b)]`: the variable is bound before what stands in front of it is read. */
function comprehended(walk: Walk, close: string): void {
  const start = walk.at;
  let depth = 0;
  for (let at = start; at < start + 60; at += 1) {
    const token = walk.tokens[at];
    if (!token || (depth === 0 && token.is === 'mark' && token.text === close)) return;
    if (token.is === 'mark' && /^[([{]$/.test(token.text)) depth += 1;
    if (token.is === 'mark' && /^[)\]}]$/.test(token.text)) depth -= 1;
    if (depth !== 0 || token.is !== 'name' || token.text !== 'for' || walk.tokens[at + 2]?.text !== 'in') continue;
    const quiet = walk.quiet;
    walk.quiet = true;
    walk.at = at;
    loop(walk);
    walk.quiet = quiet;
    walk.at = start;
    return;
  }
}

function argument(walk: Walk, args: Value[], namedArgs: Map<string, Value>): void {
  const first = peek(walk);
  const second = walk.tokens[walk.at + 1];
  if (first && (first.is === 'name' || first.is === 'text') && second?.is === 'mark' && /^(?:=|:|=>)$/.test(second.text) && (first.is === 'name' || second.text !== '=') && !(second.text === '=>' && walk.grammar.holes === 'js')) {
    walk.at += 2;
    namedArgs.set(first.text, expression(walk));
    return;
  }
  if (first?.is === 'name' && (first.text === 'for' || walk.grammar.functions.has(first.text))) return statement(walk);
  const spread = first?.is === 'mark' && /^(?:\*|\.\.\.)$/.test(first.text);
  const value = expression(walk);
  args.push(...(spread && value.is === 'list' ? value.items : [value]));
}

/** A table or a body: pairs go into the table, statements run. */
function braces(walk: Walk): Value {
  const entries = new Map<string, Value>();
  walk.depth += 1;
  while (walk.at < walk.tokens.length && walk.steps > 0) {
    if (markAt(walk, '}')) {
      walk.at += 1;
      break;
    }
    const first = peek(walk) as Token;
    const second = walk.tokens[walk.at + 1];
    const before = walk.at;
    if ((first.is === 'name' || first.is === 'text') && second?.is === 'mark' && (second.text === ':' || (second.text === '=>' && walk.grammar.holes !== 'js'))) {
      walk.at += 2;
      entries.set(first.text, expression(walk));
    } else statement(walk);
    if (walk.at === before) walk.at += 1;
  }
  walk.depth -= 1;
  return { is: 'table', entries };
}

/** `[a, b].forEach(x => …)`: the parameter is any of the items. */
function eachItem(walk: Walk, value: Value): void {
  if (value.is !== 'chain' || !/\[each\]$|\.then$/.test(value.path)) return;
  const at = markAt(walk, '(') ? walk.at + 1 : walk.at;
  const name = walk.tokens[at];
  // What a promise gives, under the name that its handler has for it.
  if (name?.is === 'name' && value.path.endsWith('.then')) return bind(walk, name.text, { ...value, path: value.path.slice(0, -'.then'.length) });
  if (name?.is === 'name' && value.calls[0]) bind(walk, name.text, { is: 'list', items: value.calls[0].args });
}

/** A text with its holes filled, where what stands in them is known. */
function filled(walk: Walk, token: Extract<Token, { is: 'text' }>): Value {
  if (token.holes.length === 0) return text(token.text);
  let i = 0;
  let known = true;
  const value = token.text.replaceAll(HOLE, () => {
    const inside = token.holes[i++] ?? '';
    const set = walk.variables.get(bareName(inside));
    const { text: part, known: sure } = set === undefined ? { text: `\${${inside.replace(/\W+/g, '_').slice(0, 40)}}`, known: false } : asText(set);
    known &&= sure;
    return part;
  });
  // Calls inside a text run as well.
  for (const hole of token.holes) if (hole.includes('(') && walk.depth < 20) callsOf(hole, walk.grammar, walk.found);
  return text(value, known);
}
