import { effectOf } from '../../effects';
import type { Effect, Invocation, Tool, Word } from '../../model';
import { moved, landed } from './move';
import { type Parameters, readParameters } from './parameters';
import { nothing, removed } from './rm';
import { mirrored } from './sync';
import { judged } from './targets';
import { appended, written } from './write';

/** `Remove-Item` and its aliases, with parameters cut short (`-Rec -Fo`). */
export const removeItem: Tool = (invocation, context) => {
  const read = readParameters(invocation.args);
  if (read.has('whatif')) return [nothing(invocation, 'what would be removed')];
  const targets = targetsOf(read, invocation);
  const drives = targets.filter(({ value }) => /^(?:env|variable|function|alias):/i.test(value));
  const files = targets.filter((word) => !drives.includes(word));
  const recursive = read.has('recurse', 'rf', 'fr');
  return [
    ...drives.map(({ value }) => effectOf(invocation, { verb: 'delete', resource: { kind: 'trivial', type: 'variable', address: value }, undo: 'yes' })),
    ...registry(files, invocation),
    ...removed(invocation, context, files.filter(({ value }) => !REGISTRY.test(value)).map((word) => filtered(word, read)), recursive),
  ];
};

const REGISTRY = /^(?:registry::)?hk(?:lm|cu|cr|u|cc)\b|^(?:registry::)?hkey_/i;

function registry(words: readonly Word[], invocation: Invocation): Effect[] {
  return words.filter(({ value }) => REGISTRY.test(value)).map(({ value }) => effectOf(invocation, { verb: 'delete', resource: { kind: 'infrastructure', type: 'registry key', address: value }, undo: 'no' }));
}

function targetsOf(read: Parameters, invocation: Invocation): Word[] {
  const given = [...read.values('path', 'literalpath', 'lp', 'pspath', 'filepath', 'fullname'), ...read.positionals].flatMap(listed);
  if (given.length > 0) return given;
  // Names come down a pipe that nobody has read.
  return invocation.stdin?.kind === 'unread' || invocation.stdin === null ? [{ value: '$(names from a pipe)', known: false, glob: false, span: invocation.span }] : [];
}

/** `a, b` is one argument with two values. */
function listed(word: Word): Word[] {
  return word.value.split(',').map((part) => ({ ...word, value: part.trim().replace(/^(['"])(.*)\1$/, '$2'), glob: word.glob || /[*?]/.test(part) })).filter(({ value }) => value !== '');
}

/** `-Include *.tmp` and `-Filter *.tmp` pick some of the folder. */
function filtered(word: Word, read: Parameters): Word {
  const only = read.values('include', 'filter')[0];
  return only ? { ...word, value: `${word.value.replace(/[\\/]\*?$/, '')}/${only.value}`, glob: true } : word;
}

/** `rd /s /q`, `rmdir /s`: whole trees. Without `/s` an empty folder only. */
export const rd: Tool = (invocation, context) => {
  const { flags, targets } = slashed(invocation);
  if (flags.includes('?')) return [nothing(invocation, 'a help text')];
  if (!flags.includes('s')) return targets.map(({ value }) => effectOf(invocation, { verb: 'delete', resource: { kind: 'trivial', type: 'empty folder', address: value }, undo: 'yes' }));
  return removed(invocation, context, targets, true);
};

/** `del /s` goes through all folders below; a folder as its target means everything in it. */
export const del: Tool = (invocation, context) => {
  const { flags, targets } = slashed(invocation);
  if (flags.includes('?')) return [nothing(invocation, 'a help text')];
  return removed(invocation, context, targets, flags.includes('s'));
};

function slashed(invocation: Invocation): { flags: string; targets: Word[] } {
  const isFlag = (value: string): boolean => /^(?:\/(?:[spqf?]|a:?-?[rhsaildo]*))+$/i.test(value);
  const flags = invocation.args.filter(({ value }) => isFlag(value)).map(({ value }) => value.toLowerCase()).join('');
  return { flags, targets: invocation.args.filter(({ value }) => !isFlag(value)).map((word) => ({ ...word, glob: /[*?]/.test(word.value) })) };
}

export const moveItem: Tool = (invocation, context) => {
  const { sources, destination, harmless } = ends(invocation);
  if (harmless || !destination) return [nothing(invocation, 'what would be moved')];
  const safe = /[\\/]$|^\.{1,2}$/.test(destination.value);
  return [...sources.map((word) => moved(word, safe, invocation, context)), landed(destination, sources, invocation, context)];
};

export const copyItem: Tool = (invocation, context) => {
  const { sources, destination, harmless } = ends(invocation);
  return harmless || !destination ? [nothing(invocation, 'what would be copied')] : [landed(destination, sources, invocation, context)];
};

function ends(invocation: Invocation): { sources: Word[]; destination: Word | undefined; harmless: boolean } {
  const read = readParameters(invocation.args.filter(({ value }) => !/^\/-?[a-z]$/i.test(value)));
  const named = read.values('destination')[0];
  const words = [...read.values('path', 'literalpath').flatMap(listed), ...read.positionals];
  return { sources: (named ? words : words.slice(0, -1)).flatMap(listed), destination: named ?? words.at(-1), harmless: read.has('whatif') };
}

/** `Set-Content`, `Out-File`, `Clear-Content`, `Add-Content`. */
export const writeContent: Tool = (invocation, context) => {
  const read = readParameters(invocation.args);
  const targets = [...read.values('path', 'literalpath', 'filepath'), ...read.positionals.slice(0, 1)].flatMap(listed);
  if (read.has('whatif') || targets.length === 0) return [nothing(invocation, 'what would be written')];
  const append = invocation.program === 'add-content' || invocation.program === 'ac' || read.has('append');
  if (/^cl(?:c$|ear)/.test(invocation.program)) return targets.map((word) => effectOf(invocation, judged(word, { verb: 'overwrite', recursive: false }, invocation, context)));
  return targets.map((word) => (append ? appended(word, invocation, context) : written(word, invocation, context)));
};

/** `robocopy SRC DST /MIR` deletes at the destination what the source does not have. */
export const robocopy: Tool = (invocation, context) => {
  const flags = invocation.args.map(({ value }) => value.toLowerCase());
  const [source, destination] = invocation.args.filter(({ value }) => !/^\/[a-z+-]+(?::.*)?$/i.test(value));
  if (flags.includes('/l') || !source || !destination) return [nothing(invocation, 'a comparison')];
  if (flags.includes('/mir') || flags.includes('/purge')) return [mirrored(destination, invocation, context)];
  return [effectOf(invocation, { verb: 'update', resource: { kind: 'files', type: 'folder', address: destination.value } })];
};

/** `reg delete HKLM\…`: no undo, and the machine may not start again. */
export const reg: Tool = (invocation) => {
  const [action, key] = invocation.args.map(({ value }) => value);
  return [effectOf(invocation, { verb: /^delete$/i.test(action ?? '') ? 'delete' : /^(?:query|export|save|compare|\/\?)$/i.test(action ?? '') ? 'read' : 'update', resource: { kind: 'infrastructure', type: 'registry key', address: key ?? 'the registry' }, undo: 'no' })];
};
