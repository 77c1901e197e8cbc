import type { Run } from './powershell-scope';
import type { Block, Expression } from './powershell-syntax';
import { itemsOf, known, listOf, textOf, type Value } from './powershell-values';

/** What a command is given, read twice: as words for a program, and by parameter for a cmdlet. */
export interface Given {
  /** Words as a program or a cmdlet's own reader gets them; of a list after a parameter, each item stands behind the parameter again. */
  readonly args: readonly (Value | string)[];
  readonly values: readonly Value[];
  /** By lower-cased name. What no value follows is `True`. */
  readonly named: ReadonlyMap<string, Value>;
  readonly blocks: readonly Block[];
}

/** The value of a parameter, which counts by any beginning of two letters or more (`-Fi` is `-Filter`). */
export function parameterOf({ named }: Given, ...names: string[]): Value | undefined {
  for (const name of names) {
    const own = named.get(name);
    if (own) return own;
  }
  for (const [written, value] of named) if (written.length >= 2 && names.some((name) => name.startsWith(written))) return value;
  return undefined;
}

/** Reads the words behind a command's name. A native program gets `-x` as a word like any other, a list without blanks as one word. */
export function readGiven(run: Run, words: readonly Expression[], how: { readonly native: boolean; readonly before?: readonly Value[] }): Given {
  const args: (Value | string)[] = [...(how.before ?? [])];
  const values: Value[] = [...(how.before ?? [])];
  const named = new Map<string, Value>();
  const blocks: Block[] = [];
  let parameter: string | null = null;

  for (const expression of words) {
    if (expression.is === 'splat') {
      splat(run.evaluate(expression));
      continue;
    }
    const name = how.native ? null : parameterName(expression);
    if (name) {
      closeSwitch();
      args.push(...asWritten(run, expression));
      const colon = expression.is === 'parts' || /:./.test(name);
      if (colon) named.set(nameOf(name), colonValue(run, expression));
      else parameter = name;
      continue;
    }
    if (how.native && expression.is === 'list' && expression.tight) {
      args.push({ is: 'text', ...joinedText(expression.items.map((item) => run.evaluate(item)), ',') });
      continue;
    }
    const value = run.evaluate(expression);
    if (value.is === 'block') blocks.push(value.block);
    if (parameter !== null) {
      named.set(nameOf(parameter), value);
      if (value.is === 'list') {
        args.pop();
        for (const item of value.items) args.push(...behind(parameter, item));
      } else args.push(value.is === 'block' ? '{}' : value);
      if (isSwitch(parameter)) values.push(value);
      parameter = null;
      continue;
    }
    values.push(...(value.is === 'block' ? [] : value.is === 'list' ? [value] : [value]));
    if (value.is !== 'block') args.push(value);
  }
  closeSwitch();
  return { args, values, named, blocks };

  function closeSwitch(): void {
    if (parameter !== null) named.set(nameOf(parameter), known('True'));
    parameter = null;
  }

  function splat(value: Value): void {
    closeSwitch();
    if (value.is !== 'table') {
      for (const item of itemsOf(value)) {
        args.push(item);
        values.push(item);
      }
      return;
    }
    for (const [key, entry] of value.entries) {
      named.set(key, entry);
      const { text } = textOf(entry);
      if (/^true$/i.test(text)) args.push(`-${key}`);
      else if (/^false$/i.test(text)) args.push(`-${key}:False`);
      else for (const item of itemsOf(entry)) args.push(...behind(`-${key}`, item));
    }
  }
}

/** A parameter with a value. One that begins with a dash would be taken for a parameter. */
function behind(parameter: string, value: Value): (Value | string)[] {
  const { text, known: sure } = textOf(value);
  return /^[-\u2013]/.test(text) ? [{ is: 'text', text: `${parameter}:${text}`, known: sure }] : [parameter, value];
}

/** `-Recurse`, `-Confirm:…`; `null` for anything else. */
function parameterName(expression: Expression): string | null {
  const first = expression.is === 'parts' ? expression.parts[0] : expression;
  return first?.is === 'text' && !isQuoted(expression) && /^[-\u2013][A-Za-z?]/.test(first.text) ? first.text : null;
}

function isQuoted(expression: Expression): boolean {
  return (expression.is === 'text' || expression.is === 'parts') && expression.quoted;
}

/** Parameters without a value, so that what follows them is an argument of its own. By unique prefix of the common ones. */
function isSwitch(parameter: string): boolean {
  return /^-(?:r|rec|recu\w*|fo|forc?e?|f|wh\w*|confirm|conf|verbo\w*|pass\w*|asjob|wait|nonewwindow|directory|file|hidden|name|usebasicp\w*|d|ad|af|s|q)$/i.test(parameter) && !/^-(?:name|file|f)$/i.test(parameter);
}

function nameOf(parameter: string): string {
  return parameter.replace(/^[-\u2013]/, '').replace(/:.*$/s, '').toLowerCase();
}

function colonValue(run: Run, expression: Expression): Value {
  const { text, known: sure } = textOf(run.evaluate(expression));
  return { is: 'text', text: text.replace(/^[^:]*:/, ''), known: sure };
}

function asWritten(run: Run, expression: Expression): readonly Value[] {
  return [listOf([run.evaluate(expression)])];
}

function joinedText(values: readonly Value[], separator: string): { text: string; known: boolean } {
  const texts = values.map(textOf);
  return { text: texts.map(({ text }) => text).join(separator), known: texts.every((one) => one.known) };
}
