import { type Word as Node, type WordPart, parse } from 'unbash';
import type { Span } from '../model';
import { arithmetic } from './bash-arithmetic';
import { expandBraces } from './bash-braces';
import { loaded } from './bash-output';
import { parameterOf, valuesOf } from './bash-parameters';
import { homeOf, withoutEnd } from './bash-paths';
import { type Field, type Flow, type Here, type Run, type Scope, type Value, known, spanOf, unknown } from './bash-state';

/** A word may become this many. */
const MOST_WORDS = 64;

/** A longer word is cut, and not known. */
const LONGEST = 64 * 1024;

/** Nothing in it for the shell to do. */
const PLAIN = /^[\w./:=@%+,-]+$/;

/** The words that one word becomes: quotes off, expansions done where their value is known, globs left as globs. */
export function expand(run: Run, scope: Scope, here: Here, word: Node): Field[] {
  const span = spanOf(here, word);
  if (PLAIN.test(word.text)) return [{ value: word.text, known: true, glob: false, span }];
  const parts = word.parts;
  if (parts?.some((part) => part.type === 'BraceExpansion')) {
    const fields = braced(run, scope, here, word, span);
    if (fields !== null) return fields;
  }
  const builder = newBuilder(span, true, scope.vars.get('IFS')?.values[0]?.value);
  fill(run, scope, here, builder, word, parts);
  close(builder);
  return builder.fields;
}

export function expandAll(run: Run, scope: Scope, here: Here, words: readonly Node[]): Field[] {
  const fields: Field[] = [];
  for (const word of words) {
    if (run.steps <= 0) break;
    fields.push(...expand(run, scope, here, word));
  }
  return fields;
}

/** A word where the shell does not split (assignments, redirections, `case`): always one value. */
export function single(run: Run, scope: Scope, here: Here, word: Node): Value {
  if (PLAIN.test(word.text)) return known(word.text);
  const builder = newBuilder([0, 0], false);
  fill(run, scope, here, builder, word, word.parts);
  close(builder);
  return builder.fields[0] ?? known('');
}

/** The parts of a heredoc body, as one value. */
export function body(run: Run, scope: Scope, here: Here, parts: readonly WordPart[]): Value {
  const builder = newBuilder([0, 0], false);
  for (const part of parts) add(run, scope, here, builder, part, true);
  close(builder);
  return builder.fields[0] ?? known('');
}

interface Builder {
  readonly fields: Field[];
  readonly span: Span;
  readonly splits: boolean;
  /** The marks that words are split at. */
  readonly marks: string;
  open: boolean;
  value: string;
  bare: string;
  known: boolean;
  glob: boolean;
  flow: Flow | undefined;
  choices: readonly string[] | undefined;
}

function newBuilder(span: Span, splits: boolean, marks = ' \t\n'): Builder {
  return { fields: [], span, splits, marks, open: false, value: '', bare: '', known: true, glob: false, flow: undefined, choices: undefined };
}

function close(builder: Builder): void {
  const { value, glob, span, bare, flow } = builder;
  if (builder.open && builder.fields.length < MOST_WORDS) {
    if (builder.known) builder.fields.push({ value, known: true, glob, span });
    else builder.fields.push({ value, known: false, glob, span, bare, ...(flow ? { flow } : {}), ...(builder.choices ? { choices: builder.choices } : {}) });
  }
  Object.assign(builder, { open: false, value: '', bare: '', known: true, glob: false, flow: undefined, choices: undefined });
}

function fill(run: Run, scope: Scope, here: Here, builder: Builder, word: Node, parts: readonly WordPart[] | undefined): void {
  if (parts === undefined) return append(builder, known(tilde(run, scope, word.text, word.value)));
  parts.forEach((part, i) => {
    if (i === 0 && part.type === 'Literal') append(builder, known(tilde(run, scope, part.text, part.value, parts.length > 1)));
    else add(run, scope, here, builder, part, false);
  });
}

/** Takes a value in whole: quoted, or where nothing is split. */
function append(builder: Builder, value: Value): void {
  builder.open = true;
  if (builder.value.length + value.value.length > LONGEST) {
    builder.known = false;
    return;
  }
  // Only a word that is nothing else may be one of several.
  builder.choices = builder.value === '' ? value.choices : undefined;
  builder.value += value.value;
  builder.bare += value.known ? value.value : (value.bare ?? '');
  builder.glob ||= value.glob;
  if (value.known) return;
  builder.known = false;
  builder.flow ??= value.flow;
}

/** Takes an unquoted expansion, which the shell splits at blanks and looks at for globs. */
function appendSplit(builder: Builder, value: Value): void {
  if (!builder.splits || !value.known) {
    if (value.value !== '') append(builder, value);
    return;
  }
  const glob = value.glob || /[*?[]/.test(value.value);
  const pieces = split(value.value, builder.marks);
  if (pieces.length === 1) {
    if (value.value !== '') append(builder, { ...value, glob });
    return;
  }
  pieces.forEach((piece, i) => {
    if (i > 0) close(builder);
    if (piece !== '') append(builder, known(piece, glob && /[*?[]/.test(piece)));
  });
}

function split(text: string, marks: string): string[] {
  if (marks === ' \t\n') return /[ \t\n]/.test(text) ? text.split(/[ \t\n]+/) : [text];
  const pieces = [''];
  for (const c of text) {
    if (marks.includes(c)) pieces.push('');
    else pieces[pieces.length - 1] += c;
  }
  return pieces;
}

function add(run: Run, scope: Scope, here: Here, builder: Builder, part: WordPart, quoted: boolean): void {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return append(builder, known(part.value));
    case 'Glob':
      return append(builder, known(part.text, true));
    case 'ExtendedGlob':
      return append(builder, known(part.text, true));
    case 'DoubleQuoted':
    case 'LocaleString':
      if (part.parts.length === 0) builder.open = true;
      for (const child of part.parts) add(run, scope, here, builder, child, true);
      return;
    case 'SimpleExpansion': {
      const name = part.text.slice(1);
      const values = valuesOf(run, scope, name, part.text) ?? [unknown(part.text)];
      return spread(builder, values, quoted, name === '@' || (name === '*' && !quoted));
    }
    case 'ParameterExpansion': {
      const { values, apart } = parameterOf(run, scope, part, (word) => single(run, scope, here, word), quoted);
      return spread(builder, values, quoted, apart);
    }
    case 'CommandExpansion':
      return takeOutput(run, scope, here, builder, part, quoted);
    case 'ArithmeticExpansion': {
      const value = arithmetic(part.expression, (name) => numberText(valuesOf(run, scope, name, '')));
      scriptsIn(run, scope, here, part.expression);
      return append(builder, value === null ? unknown(part.text) : known(String(value)));
    }
    case 'ProcessSubstitution': {
      const flow = part.script ? run.output(part.script, scope, inner(here, part, part.script.source)) : undefined;
      return append(builder, unknown(part.text, flow));
    }
    case 'BraceExpansion':
      return append(builder, known(part.text));
  }
}

function spread(builder: Builder, values: readonly Value[], quoted: boolean, apart: boolean): void {
  if (quoted && apart && values.length === 0) return;
  values.forEach((value, i) => {
    if (i > 0) {
      if (builder.splits && apart) close(builder);
      else append(builder, known(' '));
    }
    if (quoted || value.glob) append(builder, value);
    else appendSplit(builder, value);
  });
}

type Expansion = Extract<WordPart, { type: 'CommandExpansion' }>;

function takeOutput(run: Run, scope: Scope, here: Here, builder: Builder, part: Expansion, quoted: boolean): void {
  const printed: Flow = part.script ? run.output(part.script, scope, inner(here, part, part.script.source)) : { kind: 'unread', by: [part.text] };
  const flow = loaded(run, scope, printed);
  if (flow.kind === 'text' && flow.complete) {
    const value = known(withoutEnd(flow.text, '\n'));
    if (quoted) append(builder, value);
    else appendSplit(builder, value);
  } else if (flow.kind === 'paths' && flow.paths.length > 0) spread(builder, flow.paths, quoted, !quoted);
  else if (flow.kind === 'text') append(builder, { ...unknown(part.text), bare: flow.text.trim() });
  else append(builder, unknown(part.text, flow));
}

/** An escaped backtick script has positions in a text of its own; everything in it shows at the word. */
function inner(here: Here, part: { readonly pos: number; readonly end: number }, source: string | undefined): Here {
  return source === undefined ? here : { ...here, at: spanOf(here, part) };
}

/** Commands inside `$(( … ))` run as well. */
function scriptsIn(run: Run, scope: Scope, here: Here, node: unknown, depth = 0): void {
  if (node === null || typeof node !== 'object' || depth > 16) return;
  const it = node as Record<string, unknown>;
  if (it.type === 'ArithmeticCommandExpansion' && it.script) run.output(it.script as never, scope, here);
  for (const key of ['left', 'right', 'operand', 'expression', 'test', 'consequent', 'alternate']) scriptsIn(run, scope, here, it[key], depth + 1);
}

function numberText(values: readonly Value[] | undefined): string | null {
  if (values === undefined) return '0';
  const value = values[0];
  return value?.known ? value.value : null;
}

function tilde(run: Run, scope: Scope, text: string, value: string, more = false): string {
  if (text[0] !== '~') return value;
  const home = homeOf(run, scope);
  if (home === null) return value;
  if (value === '~' && !more) return home;
  if (value.startsWith('~/')) return home + value.slice(1);
  if (value === '~+' || value.startsWith('~+/')) return scope.cwd === null ? value : scope.cwd + value.slice(2);
  return value;
}

/** `null` when there would be too many words. */
function braced(run: Run, scope: Scope, here: Here, word: Node, span: Span): Field[] | null {
  const texts = expandBraces(word.text, MOST_WORDS);
  if (texts === null) return [{ value: word.text, known: false, glob: true, span, bare: word.text.replace(/\{.*$/, '') }];
  if (texts.length === 1 && texts[0] === word.text) return null;
  run.steps -= texts.length;
  return texts.flatMap((text) => {
    if (PLAIN.test(text)) return [{ value: text, known: true, glob: false, span }];
    const command = parse(`: ${text}`).commands[0]?.command;
    const nodes = command?.type === 'Command' ? command.suffix.filter((one): one is Node => one.type === 'Word') : [];
    // A word that still holds a brace group would be expanded for ever.
    return nodes.flatMap((node) => (node.text === word.text ? [] : expand(run, scope, { ...here, at: span }, node)));
  });
}
