import type { Span } from '../model';
import type { Made } from './program-functions';
import { bind, type Walk } from './program-walk';
import { type Given, UNKNOWN, type Value } from './values';

/** What a call gives that ends the program. */
export const END: Value = { is: 'chain', path: 'end', calls: [] };

const LONGEST_PATH = 1000;
const MOST_CHOICES = 60;

/** A call with what it is given: the body of a function of the program's own is read, any other is looked up. */
export function called(walk: Walk, value: Value, given: Given, span: Span): Value {
  // One of several functions, nobody knows which: all of them.
  if (value.is === 'list' && value.items.length <= MOST_CHOICES && value.items.every((item) => item.is === 'chain' && walk.functions.byName.has(item.path))) return value.items.forEach((item) => called(walk, item, given, span)), UNKNOWN;
  if (value.is !== 'chain' || value.path === '' || value.path.length > LONGEST_PATH) return UNKNOWN;
  const made = walk.functions.byName.get(/^(?:(?:self|this|cls)\.)?(\w+)$/.exec(value.path)?.[1] ?? '');
  if (made && walk.help && walk.ends.has(made.name) && !walk.quiet) return ended(walk);
  if (made) return runBody(walk, made, given), UNKNOWN;
  // `send(ARGV[0], x)`: the function is named by a text.
  const [first, ...rest] = given.args;
  const sent = SENDS.test(value.path) && first?.is === 'text' ? walk.functions.byName.get(first.text.replaceAll('-', '_')) : undefined;
  if (sent) return runBody(walk, sent, { ...given, args: rest }), UNKNOWN;
  const own = walk.found({ ...given, path: value.path, before: value.calls, of: value, span });
  return own === END ? ended(walk) : (own ?? { is: 'chain', path: `${value.path}()`, calls: [...value.calls, given] });
}

const SENDS = /^(?:(?:self|this)\.)?(?:send|public_send|__send__|call_user_func)$/;

/** Nothing behind this is read. */
function ended(walk: Walk): Value {
  walk.steps = 0;
  return UNKNOWN;
}

/** Calls of the program's own functions inside each other. */
const DEEPEST_CALL = 6;

/** The body of a function of the program's own, with what it is given. */
function runBody(walk: Walk, made: Made, given: Given): void {
  if (walk.quiet || walk.calling.length >= DEEPEST_CALL || walk.calling.includes(made.name) || walk.steps <= 0) return;
  const before = new Map(walk.variables);
  const at = walk.at;
  const depth = walk.depth;
  walk.calling.push(made.name);
  const rest = made.rest === null ? -1 : made.parameters.indexOf(made.rest);
  made.parameters.forEach((name, i) => bind(walk, name, i === rest ? { is: 'list', items: given.args.slice(i) } : given.named.get(name) ?? given.args[i] ?? (walk.ends.has(made.name) ? walk.options.get(name) : undefined) ?? otherwise(walk, made.defaults.get(name))));
  walk.variables.set('_', { is: 'list', items: given.args });
  walk.at = made.from;
  walk.depth = 0;
  while (walk.at < made.end && walk.steps > 0) walk.statement(walk);
  walk.calling.pop();
  walk.at = at;
  walk.depth = depth;
  for (const name of [...made.parameters, '_']) {
    const old = before.get(name);
    if (old) walk.variables.set(name, old);
    else walk.variables.delete(name);
  }
}

/** The value of a parameter that is not given. */
function otherwise(walk: Walk, at: number | undefined): Value {
  if (at === undefined) return UNKNOWN;
  const { at: before, quiet, depth } = walk;
  Object.assign(walk, { at, quiet: true, depth: 1 });
  const value = walk.expression(walk);
  Object.assign(walk, { at: before, quiet, depth });
  return value;
}
