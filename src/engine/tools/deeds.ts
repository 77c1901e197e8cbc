import { effectOf, type EffectSeed } from '../effects';
import type { Context, Effect, Facts, Invocation, ResourceKind, Tool, Undo, Verb, Reach, Word } from '../model';
import { type Arguments, type Grammar, readArguments } from './options';

/**
 * What one subcommand does. `words` are the subcommand's words with alternatives (`volume rm|remove`); `*` is any one word.
 * The first deed of a table that fits counts, so the narrower one stands first.
 */
export interface Deed {
  readonly words: string;
  readonly verb: Verb;
  readonly kind: ResourceKind;
  readonly type: string;
  readonly reach?: Reach;
  readonly undo?: Undo;
  readonly note?: string;
  /** Only with one of these options. */
  readonly when?: readonly string[];
  /** Harmless with one of these options. */
  readonly unless?: readonly string[];
  /** Only where a word after the subcommand looks like this. */
  readonly given?: RegExp;
  /** The thing has no name in the command: everything of its kind. */
  readonly everything?: string;
}

export interface Grammared extends Grammar {
  /** Options with which any subcommand of the program does nothing. */
  readonly harmless?: readonly string[];
  /** Options that switch the question off. */
  readonly unattended?: readonly string[];
  readonly facts?: (args: Arguments, invocation: Invocation, context: Context) => Facts;
}

/** A deed in short: words, verb, kind, type, and what else there is to say. */
export function deed(words: string, verb: Verb, kind: ResourceKind, type: string, more: Omit<Deed, 'words' | 'verb' | 'kind' | 'type'> = {}): Deed {
  return { words, verb, kind, type, ...more };
}

/** A tool that is nothing but a table. A subcommand that is not in it changes nothing that matters. */
export function byDeeds(grammar: Grammared, deeds: readonly Deed[]): Tool {
  return (invocation, context) => deedsOf(invocation, context, grammar, deeds);
}

export function deedsOf(invocation: Invocation, context: Context, grammar: Grammared, deeds: readonly Deed[], words: readonly Word[] = invocation.args): Effect[] {
  const args = readArguments(words, grammar);
  const facts = grammar.facts?.(args, invocation, context) ?? {};
  const found = fitting(deeds, args);
  if (args.has('--help', ...(grammar.harmless ?? [])) || args.positionals[0]?.value === 'help' || !found || (args.has('-h') && found.rest.length === 0)) {
    return [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: invocation.program, address: args.positionals.slice(0, 2).map(({ value }) => value).join(' ') || invocation.program }, facts, undo: 'yes' })];
  }
  const names = found.rest.map(({ value }) => value).filter((value) => value !== '');
  const unattended = args.has(...(grammar.unattended ?? [])) || invocation.stdin?.kind === 'answers';
  const seed = (address: string): EffectSeed => ({
    verb: found.one.verb,
    resource: { kind: found.one.kind, type: found.one.type, address },
    reach: found.one.reach ?? 'resource',
    undo: found.one.undo ?? (found.one.verb === 'delete' ? 'no' : 'yes'),
    note: found.one.note ?? null,
    facts,
    unattended,
  });
  if (found.one.everything !== undefined || names.length === 0) return [effectOf(invocation, seed(found.one.everything ?? found.one.type))];
  return names.slice(0, 20).map((name) => effectOf(invocation, seed(name)));
}

function fitting(deeds: readonly Deed[], args: Arguments): { one: Deed; rest: readonly Word[] } | null {
  for (const one of deeds) {
    const path = one.words === '' ? [] : one.words.split(' ');
    if (!path.every((alternatives, i) => fits(alternatives, args.positionals[i]?.value))) continue;
    const rest = args.positionals.slice(path.length);
    if (one.when && !args.has(...one.when)) continue;
    if (one.unless && args.has(...one.unless)) continue;
    if (one.given && !rest.some(({ value }) => one.given?.test(value))) continue;
    return { one, rest };
  }
  return null;
}

function fits(alternatives: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  if (alternatives === '*') return true;
  return alternatives.split('|').some((one) => one === word || (one.endsWith('*') && word.startsWith(one.slice(0, -1))));
}
