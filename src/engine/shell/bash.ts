import { type ParsedScript, parse } from 'unbash';
import type { Effect, Invocation } from '../model';
import { callBody, list } from './bash-commands';
import { dispatch } from './bash-dispatch';
import { type Flow, type Here, type Run, type Scope, EMPTY, fork, joined, known, newScope, scalar, unknown } from './bash-state';
import type { Reading, ShellStart } from './reading';

/** A longer text is read up to here. */
const LONGEST = 100 * 1024;

/** Texts inside texts (`bash -c "bash -c …"`) and substitutions inside substitutions. */
const DEEPEST = 24;

/** Words, rounds and commands that one text may take. */
const STEPS = 6000;

/** Reads bash, sh and zsh text: what would run, with what is known of its words, folder, variables and input. Never throws. */
export function readBash(text: string, start: ShellStart): Reading {
  const run = newRun(start);
  const scope = newScope(start.cwd);
  for (const [name, value] of Object.entries(start.env)) scope.vars.set(name, scalar(value === null ? unknown(`$${name}`) : known(value), true));
  scope.parameters = start.parameters;
  scope.parametersKnown = start.parameters.length > 0;
  if (text.length > LONGEST) run.unread.add('the end of a very long text');
  try {
    // Lines of Windows: the returns go, and with them the places; everything then shows at the whole.
    const windows = text.includes('\r\n');
    run.text((windows ? text.replaceAll('\r\n', '\n') : text).slice(0, LONGEST), scope, { at: windows ? [0, text.length] : null, wrappers: [], feed: null, out: null, env: {}, depth: 0 });
    for (const { text: command, scope: then, here } of run.traps.splice(0, 64)) run.text(command, fork(then), here);
  } catch {
    // A text so deep that the stack runs out: what was found until there stands.
    run.unread.add('a text nested too deeply to be read');
  }
  const written = new Map([...run.written].flatMap(([path, flow]): [string, string][] => (flow.kind === 'text' && path.startsWith('/') ? [[path, flow.text]] : [])));
  const reading: Reading = { invocations: run.invocations.map((one) => within(one, text.length)), nested: run.nested, effects: run.effects.map((one) => placedWithin(one, text.length)), unread: [...run.unread] };
  return written.size > 0 ? { ...reading, written } : reading;
}

/** In a text that breaks off in the middle the parser may place an end behind it. */
function within(invocation: Invocation, end: number): Invocation {
  return invocation.span[1] <= end ? invocation : { ...invocation, span: [Math.min(invocation.span[0], end), end] };
}

function placedWithin(effect: Effect, end: number): Effect {
  return effect.place.in !== 'text' || effect.place.span[1] <= end ? effect : { ...effect, place: { in: 'text', span: [Math.min(effect.place.span[0], end), end] } };
}

function newRun({ surroundings }: ShellStart): Run {
  const run: Run = {
    invocations: [], nested: [], effects: [], unread: new Set(), surroundings, written: new Map(), copies: new Map(), folders: new Set(), traps: [],
    characters: 2 * LONGEST, steps: STEPS, touched: false,
    dispatch: (scope, call) => dispatch(run, scope, call, (inside, here, body) => callBody(run, inside, { at: here.at, wrappers: here.wrappers, feed: here.feed, out: here.out, env: here.env, depth: here.depth }, body)),
    text: (text, scope, here) => script(run, text, scope, here),
    output: (parsed, scope, here) => output(run, parsed, scope, here),
  };
  return run;
}

function script(run: Run, text: string, scope: Scope, { at, wrappers, feed, out, env, depth }: Here): void {
  run.characters -= text.length;
  if (depth > DEEPEST || run.characters < 0) return void run.unread.add(depth > DEEPEST ? 'a text nested too deeply to be read' : 'the end of a very long text');
  const parsed = parse(text);
  for (const error of parsed.errors ?? []) run.unread.add(error.message);
  list(run, scope, { at, wrappers, feed, out, env, depth: depth + 1 }, parsed.commands);
}

/** What a substitution would print. Its commands run, in a shell of their own. */
function output(run: Run, parsed: ParsedScript, scope: Scope, here: Here): Flow {
  if (here.depth > DEEPEST || run.steps <= 0) {
    run.unread.add('a text nested too deeply to be read');
    return EMPTY;
  }
  for (const error of parsed.errors ?? []) run.unread.add(error.message);
  const out: Flow[] = [];
  list(run, fork(scope), { at: here.at, wrappers: here.wrappers, feed: here.feed, out, env: here.env, depth: here.depth + 1 }, parsed.commands);
  return joined(out);
}
