import { effectAt, type EffectSeed } from '../effects';
import type { Context, Effect, Invocation, Lowered, Nested, Word } from '../model';
import type { Call } from './program-walk';
import { asText, itemsOf, type Value } from './values';

/** What a reader of calls has to work with: where it is, and where it puts down what a call would do. */
export interface Deeds {
  readonly nested: Nested;
  readonly context: Context;
  readonly parts: (Lowered | readonly Effect[])[];
}

/** Knows some calls. `null`: another may know it. Else the value that the call gives, `undefined` when nobody needs it. */
export type Knower = (call: Call, deeds: Deeds) => { readonly value?: Value } | null;

export const DONE = {};

/** A program that the call would start, judged as if it stood in a shell. */
export function start(call: Call, words: readonly Value[], deeds: Deeds, more: Partial<Invocation> = {}): void {
  const [command, ...args] = words.flatMap((value) => toWords(value, call));
  if (!command) return;
  deeds.parts.push(deeds.context.invoke(invocationOf(command, args, call, deeds, more)));
}

/** A command line that the call would give to a shell. */
export function shell(call: Call, value: Value | undefined, deeds: Deeds): void {
  if (value === undefined) return;
  for (const item of itemsOf(value)) {
    const { text } = asText(item);
    if (item.is === 'text' && !/^\$[({]/.test(text.trim())) deeds.parts.push(deeds.context.follow({ language: 'bash', text, cwd: deeds.nested.cwd, ...(deeds.nested.env ? { env: deeds.nested.env } : {}), place: { in: 'text', span: call.span } }));
  }
}

/** Files that the call would remove, as `rm` would. */
export function remove(call: Call, targets: readonly (Value | undefined)[], recursive: boolean, deeds: Deeds): void {
  const words = targets.flatMap((value) => (value === undefined ? [] : itemsOf(value).map((item) => toWord(item, call))));
  if (words.length === 0) return;
  const flag: Word[] = recursive ? [{ value: '-rf', known: true, glob: false, span: call.span }] : [];
  deeds.parts.push(deeds.context.invoke(invocationOf(named('rm', call), [...flag, { ...named('--', call) }, ...words], call, deeds)));
}

/** A file that the call would write over. */
export function overwrite(call: Call, target: Value | undefined, mode: 'overwrite' | 'append', deeds: Deeds): void {
  const word = target === undefined ? null : toWord(target, call);
  if (!word?.known) return;
  deeds.parts.push(deeds.context.invoke({ ...invocationOf(named(':', call), [], call, deeds), redirects: [{ to: word, mode }] }));
}

export function tool(call: Call, program: string, args: readonly string[], deeds: Deeds): void {
  deeds.parts.push(deeds.context.invoke(invocationOf(named(program, call), args.map((arg) => toWord({ is: 'text', text: arg, known: !arg.startsWith('$(') }, call)), call, deeds)));
}

export function effect(call: Call, seed: EffectSeed, deeds: Deeds): void {
  deeds.parts.push([effectAt({ in: 'text', span: call.span }, seed, deeds.nested.by ?? null)]);
}

export function unseen(call: Call, address: string, deeds: Deeds): void {
  effect(call, { verb: 'run-unseen', resource: { kind: 'code', type: deeds.nested.language, address }, undo: 'no', note: 'its text cannot be read' }, deeds);
}

/** Text of another language that the call would run. */
export function follow(call: Call, language: Nested['language'], text: string, deeds: Deeds): void {
  deeds.parts.push(deeds.context.follow({ language, text, cwd: deeds.nested.cwd, ...(deeds.nested.facts ? { facts: deeds.nested.facts } : {}), by: deeds.nested.by ?? null, place: { in: 'text', span: call.span } }));
}

function toWord(value: Value, call: Call): Word {
  const { text, known } = asText(value);
  return { value: text, known, glob: /[*?]/.test(text), span: call.span };
}

function toWords(value: Value, call: Call): Word[] {
  return itemsOf(value).slice(0, 200).map((item) => toWord(item, call));
}

function named(value: string, call: Call): Word {
  return { value, known: true, glob: false, span: call.span };
}

function invocationOf(command: Word, args: readonly Word[], call: Call, { nested }: Deeds, more: Partial<Invocation> = {}): Invocation {
  return {
    program: (command.value.split('/').at(-1) ?? command.value).replace(/\.(?:exe|cmd|bat)$/i, ''), command, args, span: call.span, shell: 'bash', cwd: nested.cwd, env: nested.env ?? {},
    stdin: null, redirects: [], wrappers: [], ...more,
  };
}
