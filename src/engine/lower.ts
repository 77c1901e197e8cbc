import { callOf } from './calls';
import { changeOf } from './changes';
import { combine } from './combine';
import { effectOf, together, unread, lineAt } from './effects';
import { LANGUAGES } from './languages';
import type { Context, Effect, Invocation, Lowered, Nested, Place, Proposal, Shell, Span, Surroundings } from './model';
import { SHELLS } from './shell';
import { lowerInvocation } from './tools';

/** Texts nested deeper than this, or longer in all than this, are left unread and said to be. */
const MAX_DEPTH = 8;
const MAX_CHARACTERS = 512 * 1024;
const MAX_INVOCATIONS = 2_000;

/** An invocation that was met, with a stand-in effect that says where. */
export interface Met {
  readonly invocation: Invocation;
  readonly effect: Effect;
}

export interface Lowering extends Lowered {
  /** Every invocation met on the way, at most 2,000. */
  readonly invocations: readonly Met[];
}

/** Turns a proposal into the effects it would have. Says what would happen, never whether that is fine. */
export function lower(proposal: Proposal, surroundings: Surroundings): Lowering {
  const budget: Budget = { characters: MAX_CHARACTERS, invocations: [] };
  const lowered = combine(lowerIn(proposal, contextAt(0, budget, surroundings)));
  return { ...lowered, invocations: budget.invocations };
}

interface Budget {
  characters: number;
  readonly invocations: Met[];
}

function lowerIn(proposal: Proposal, context: Context): Lowered {
  if (proposal.kind === 'edit') return together(proposal.files.map((file) => changeOf(file, proposal, context)));
  if (proposal.kind === 'tool-call') return callOf(proposal, context, (change) => changeOf(change, { kind: 'edit', cwd: proposal.cwd, files: [change] }, context));
  return context.follow({
    language: proposal.shell,
    text: proposal.text,
    cwd: proposal.cwd === '' ? null : proposal.cwd,
    place: (span) => ({ in: 'text', span }),
  });
}

/** The budget is shared by everything one proposal leads to, so that no text makes the engine read without end. */
function contextAt(depth: number, budget: Budget, surroundings: Surroundings): Context {
  const context: Context = {
    surroundings,
    follow(nested) {
      if (depth >= MAX_DEPTH) return unread('nested too deeply to be read');
      budget.characters -= nested.text.length;
      if (budget.characters < 0) return unread('too long to be read whole');
      const from = budget.invocations.length;
      const lowered = read(nested, surroundings, (seen) => contextAt(depth + 1, budget, seen));
      for (let i = from; i < budget.invocations.length; i += 1) {
        const met = budget.invocations[i] as Met;
        budget.invocations[i] = { ...met, effect: placedEffect(met.effect, nested) };
      }
      return placed(lowered, nested);
    },
    invoke(invocation) {
      if (budget.invocations.length >= MAX_INVOCATIONS) return unread('more commands than can be read');
      const effect = effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'command', address: invocation.program } });
      budget.invocations.push({ invocation, effect });
      return lowerInvocation(invocation, context);
    },
  };
  return context;
}

function read(nested: Nested, surroundings: Surroundings, contextOf: (seen: Surroundings) => Context): Lowered {
  if (!isShell(nested.language)) return LANGUAGES[nested.language as keyof typeof LANGUAGES]?.(nested, contextOf(surroundings)) ?? unread(`no reader for ${nested.language}`);
  const { invocations, nested: inner, effects, unread: left, written } = SHELLS[nested.language](nested.text, {
    cwd: nested.cwd,
    env: nested.env ?? {},
    parameters: nested.parameters ?? [],
    started: nested.parameters !== undefined,
    surroundings,
  });
  // A file that the text writes is read as written, not as the disk has it.
  const context = contextOf(written ? { ...surroundings, readFile: (path) => written.get(path) ?? surroundings.readFile(path) } : surroundings);
  const own: Lowered = { effects, coverage: left.length > 0 ? 'partial' : 'full', unread: left };
  return together([own, ...invocations.map((invocation) => context.invoke(invocation)), ...inner.map((one) => context.follow(one))]);
}

/** Moves effects found inside a nested text to where that text stands, and says how it was reached. */
function placed(lowered: Lowered, nested: Nested): Lowered {
  return { ...lowered, effects: lowered.effects.map((effect) => placedEffect(effect, nested)) };
}

function placedEffect(effect: Effect, nested: Nested): Effect {
  const span: Span = effect.place.in === 'text' ? effect.place.span : [0, 0];
  const place: Place = effect.place.in !== 'text' ? effect.place : typeof nested.place === 'function' ? nested.place(span) : nested.place;
  const link = typeof nested.link === 'function' ? nested.link(lineAt(nested.text, span[0])) : nested.link;
  return {
    ...effect,
    place,
    chain: link === undefined ? effect.chain : [link, ...effect.chain],
    environment: nested.facts ? { ...effect.environment, facts: { ...nested.facts, ...effect.environment.facts } } : effect.environment,
    by: effect.by ?? nested.by ?? null,
  };
}

function isShell(language: string): language is Shell {
  return language === 'bash' || language === 'powershell' || language === 'cmd';
}
