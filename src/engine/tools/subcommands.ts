import { effectOf, variable } from '../effects';
import type { Context, Effect, Facts, Invocation, Reach, ResourceKind, Tool, Undo, Verb, Word } from '../model';
import { type Arguments, type Grammar, readArguments } from './options';

/** What a subcommand does. */
export interface Row {
  /** The words it begins with: `app delete`, `app|apps delete|rm`, `* delete` (any one word). */
  readonly words: string;
  readonly verb: Verb;
  readonly kind: ResourceKind;
  /** The tool's own word for the thing. */
  readonly type: string;
  readonly reach?: Reach;
  readonly undo?: Undo;
  readonly note?: string;
  /** Counts only with one of these options: `--purge`, or with a value, `--nodes=0`. */
  readonly with?: readonly string[];
  /** Does not count with one of these. */
  readonly without?: readonly string[];
  /** The option that names the thing, where it is not the words that follow. */
  readonly named?: readonly string[];
  /** With one of these the reach is a collection. */
  readonly all?: readonly string[];
}

/** A program whose subcommands say what it does. */
export interface Program {
  readonly grammar: Grammar;
  readonly rows: readonly Row[];
  /** With one of these nothing changes: `--dry-run`. Help is always one. */
  readonly harmless?: readonly string[];
  /** Options and variables that switch the question off. */
  readonly yes?: readonly string[];
  readonly yesVariables?: readonly string[];
  /** The default is a preview, and only one of these makes it real. */
  readonly real?: readonly string[];
  readonly facts?: (args: Arguments, invocation: Invocation, context: Context) => Facts;
}

/** A tool out of its table. What the table does not list is a read. */
export function subcommands(program: Program): Tool {
  return (invocation, context) => {
    const args = readArguments(invocation.args, program.grammar);
    const words = args.positionals;
    if (isHelp(args) || args.has(...(program.harmless ?? []))) return [reading(invocation, words)];
    const unread = words[0] && !words[0].known ? words[0] : undefined;
    if (unread) return [unseen(invocation, unread)];
    const rows = rowsFor(program.rows, args);
    if (rows.length === 0) return [reading(invocation, words)];
    if (program.real && !args.has(...program.real) && rows.some(({ verb }) => verb !== 'create')) return [reading(invocation, words)];
    const facts = program.facts?.(args, invocation, context) ?? {};
    const unattended = args.has(...(program.yes ?? [])) || answersItself(invocation) || (program.yesVariables ?? []).some((name) => isOn(variable(invocation, context, name)));
    return rows.flatMap((row) => effectsOf(row, args, invocation, facts, unattended));
  };
}

/** Names longer than this list are said as one. */
const MOST_NAMES = 20;

function effectsOf(row: Row, args: Arguments, invocation: Invocation, facts: Facts, unattended: boolean): Effect[] {
  const length = row.words.split(' ').length;
  const given = row.named ? args.values(...row.named) : args.positionals.slice(length);
  const names = given.length === 0 || given.length > MOST_NAMES ? [null] : given;
  const reach: Reach = row.reach ?? (args.has(...(row.all ?? [])) || given.length > MOST_NAMES ? 'collection' : 'resource');
  return names.map((name) =>
    effectOf(invocation, {
      verb: row.verb,
      resource: { kind: row.kind, type: row.type, address: name === null ? row.type : `${row.type} ${name.value}` },
      reach,
      undo: row.undo ?? (row.verb === 'create' || row.verb === 'update' ? 'yes' : 'from-backup'),
      unattended,
      note: row.note ?? null,
      facts,
    }),
  );
}

/** The rows with most words that fit; those with a condition that holds win over those without one. */
function rowsFor(rows: readonly Row[], args: Arguments): readonly Row[] {
  const fitting = rows.filter((row) => fits(row.words, args.positionals) && !given(args, row.without));
  const most = Math.max(0, ...fitting.map((row) => specificity(row.words)));
  const best = fitting.filter((row) => specificity(row.words) === most);
  const conditional = best.filter((row) => row.with && given(args, row.with));
  return conditional.length > 0 ? conditional : best.filter((row) => !row.with).slice(0, 1);
}

function fits(words: string, positionals: readonly Word[]): boolean {
  return words.split(' ').every((one, i) => {
    const word = positionals[i]?.value;
    return word !== undefined && (one === '*' || one.split('|').includes(word));
  });
}

/** A word that is written out says more than `*`. */
function specificity(words: string): number {
  return words.split(' ').reduce((sum, one) => sum + (one === '*' ? 1 : 2), 0);
}

function given(args: Arguments, options: readonly string[] | undefined): boolean {
  return (options ?? []).some((option) => {
    const equals = option.indexOf('=');
    if (equals < 0) return args.has(option);
    return args.values(option.slice(0, equals)).some(({ value }) => value === option.slice(equals + 1));
  });
}

/** Help is asked for by an option, or by the first word. */
export function isHelp(args: Arguments): boolean {
  return args.has('--help', '-h', '-help') || args.positionals[0]?.value === 'help';
}

/** A known tool that changes nothing. */
export function reading(invocation: Invocation, words: readonly Word[] = []): Effect {
  const address = [invocation.program, ...words.slice(0, 2).map(({ value }) => value)].join(' ');
  return effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: invocation.program, address }, undo: 'yes' });
}

/** A subcommand that is only known when it runs can be any. */
export function unseen(invocation: Invocation, word: Word): Effect {
  return effectOf(invocation, {
    verb: 'run-unseen',
    resource: { kind: 'code', type: invocation.program, address: `${invocation.program} ${word.value}` },
    undo: 'no',
    note: 'its subcommand is only known when it runs',
  });
}

/** `yes | tool`, `echo yes | tool`, `tool <<< yes`: the question is answered before it is asked. */
export function answersItself({ stdin }: Invocation): boolean {
  return stdin !== null && (stdin.kind === 'answers' || (stdin.kind === 'text' && /^\s*(?:y|yes)\s*(?:\n|$)/i.test(stdin.text)));
}

export function isOn(value: string | null | undefined): boolean {
  return typeof value === 'string' && /^(?:1|t|true|y|yes|on)$/i.test(value);
}
