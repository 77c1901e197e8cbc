import { effectOf } from '../../effects';
import type { Invocation, Tool, Word } from '../../model';
import { onlyShows, readParameters } from './parameters';

/** `Start-Process terraform -ArgumentList …`: the program is read as if it stood there itself. */
export const startProcess: Tool = (invocation, context) => {
  const parameters = readParameters(invocation.args);
  if (onlyShows(parameters)) return [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'process', address: invocation.program }, undo: 'yes' })];
  const [file, ...rest] = [...parameters.values('filepath'), ...parameters.positionals];
  if (!file) return [];
  const args = [...rest, ...parameters.values('argumentlist', 'args')];
  const folder = parameters.values('workingdirectory')[0];
  return context.invoke({
    ...invocation,
    program: programOf(file),
    command: file,
    // One text is a whole command line; several are words.
    args: args.length === 1 && args[0] ? splitWords(args[0]) : args,
    cwd: folder ? (folder.known && /^(?:\/|[a-z]:)/i.test(folder.value) ? folder.value : null) : invocation.cwd,
  });
};

/** `Stop-Process -Name node`, `-Id 7`: as the programs of other systems that do the same. */
export const stopProcess: Tool = (invocation, context) => {
  const parameters = readParameters(invocation.args);
  if (onlyShows(parameters)) return [effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: 'process', address: invocation.program }, undo: 'yes' })];
  const names = parameters.values('name', 'processname').map((word) => ({ ...word, value: word.value.replaceAll('*', '') }));
  const others = [...parameters.values('id', 'inputobject'), ...parameters.positionals];
  // What comes through a pipe is a name where it is no number.
  const all = names.length > 0 ? names : others.filter(({ value, known }) => known && /[a-z]/i.test(value)).map((word) => ({ ...word, value: word.value.replaceAll('*', '') }));
  return context.invoke({ ...invocation, program: all.length > 0 ? 'pkill' : 'kill', args: all.length > 0 ? all : others });
};

/** `taskkill /f /im node.exe`, `/pid 7`. */
export const taskkill: Tool = (invocation, context) => {
  const values = (flag: RegExp) => invocation.args.flatMap((word, i) => (flag.test(word.value) && invocation.args[i + 1] ? [invocation.args[i + 1] as Word] : []));
  const names = values(/^[/-]im$/i).map((word) => ({ ...word, value: word.value.replace(/\.exe$/i, '') }));
  return context.invoke({ ...invocation, program: names.length > 0 ? 'pkill' : 'kill', args: names.length > 0 ? names : values(/^[/-]pid$/i) });
};

export function programOf({ value }: Word): string {
  return (value.split(/[\\/]/).at(-1) ?? value).toLowerCase().replace(/\.(?:exe|cmd|bat|com)$/, '');
}

/** A text as the words a program would make of it. */
export function splitWords(word: Word): Word[] {
  return [...word.value.matchAll(/(?:"(?:\\"|[^"])*"|'[^']*'|[^\s"'])+/g)].map((match) => ({
    ...word, value: match[0].replace(/(?<!\\)"|^'|'$/g, '').replaceAll('\\"', '"'), known: word.known || !match[0].includes('$'),
  }));
}

/** An invocation of another program in the place of this one. */
export function inPlaceOf(invocation: Invocation, program: string, args: readonly (string | Word)[]): Invocation {
  return {
    ...invocation, program,
    args: args.map((arg) => (typeof arg === 'string' ? { value: arg, known: true, glob: false, span: invocation.span } : arg)),
  };
}
