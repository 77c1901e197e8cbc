import { effectOf, type EffectSeed } from '../../effects';
import { baseName } from '../../kinds/paths';
import type { Context, Effect, Invocation, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { nothing } from './rm';
import { judged } from './targets';

/** What becomes of one file that is written over. Ordinary files are edited all day and pass; a reader that truncates says so. */
export function written(word: Word, invocation: Invocation, context: Context, note: string | null = null, emptied = false): Effect {
  const seed = judged(word, { verb: 'overwrite', recursive: false }, invocation, context);
  if (seed.verb === 'run-unseen') return effectOf(invocation, { ...seed, verb: 'overwrite', reach: 'resource' });
  // A glob or a folder as the destination is a folder to put things into.
  if (seed.resource.kind === 'files' && seed.resource.type !== 'system file') return effectOf(invocation, { ...seed, reach: 'resource', note });
  // Writing secrets, certificates, dumps and fresh databases is how they come to be.
  if (seed.resource.kind === 'state' && baseName(word.value) !== 'terraform.tfstate' && !existing(seed.facts?.path, context)) return effectOf(invocation, { ...seed, verb: 'create' });
  const created = CREATED.has(seed.resource.kind) && !(emptied && seed.resource.kind !== 'key');
  if (created && !existing(seed.facts?.path, context)) return effectOf(invocation, { ...seed, verb: 'update' });
  return effectOf(invocation, { ...seed, note });
}

const CREATED: ReadonlySet<string> = new Set(['key', 'backup', 'data-store', 'audit']);

function existing(path: string | undefined, { surroundings }: Context): boolean {
  if (path === undefined) return false;
  if (/\/\.ssh\/(?:authorized_keys|id_\w+)$|^\/etc\/ssh\/|\/\.kube\/config$|\/\.aws\/credentials$/.test(path)) return true;
  if (surroundings.readFile(path) !== null) return true;
  const cut = path.lastIndexOf('/');
  return surroundings.listFiles(path.slice(0, cut) || '/')?.includes(path.slice(cut + 1)) ?? false;
}

export const tee: Tool = (invocation, context) => {
  const { has, positionals } = readArguments(invocation.args, { style: 'gnu', flags: ['--append', '--ignore-interrupts', '--help'], abbreviations: true });
  return positionals.map((word) => (has('-a', '--append') ? appended(word, invocation, context) : written(word, invocation, context)));
};

/** Something added at the end takes nothing away, but it changes what a guard file says. */
export function appended(word: Word, invocation: Invocation, context: Context): Effect {
  const seed = judged(word, { verb: 'overwrite', recursive: false }, invocation, context);
  const text = invocation.stdin?.kind === 'text' ? invocation.stdin.text : invocation.args.map(({ value }) => value).join(' ');
  if (opensDoor(seed.facts?.path, text)) return effectOf(invocation, door(word));
  return effectOf(invocation, seed.resource.kind === 'disk' ? seed : { ...seed, verb: 'update', reach: 'resource' });
}

/** A setting of the SSH server that lets people in who could not come in before. */
function opensDoor(path: string | undefined, text: string): boolean {
  return path !== undefined && /^\/etc\/ssh\/sshd_config(?:\.d\/|$)/.test(path) && /\b(?:PermitRootLogin|PasswordAuthentication|PermitEmptyPasswords|KbdInteractiveAuthentication)(?:\\s[+*]|\s)+yes\b/i.test(text);
}

function door({ value }: Word): EffectSeed {
  return { verb: 'unprotect', resource: { kind: 'protection', type: 'SSH server', address: value }, reach: 'host', undo: 'yes', note: 'root or a password could log in' };
}

/** `truncate -s 0`: the file stays and is empty. */
export const truncate: Tool = (invocation, context) => {
  const { value, positionals } = readArguments(invocation.args, { style: 'gnu', values: ['-s', '--size', '-r', '--reference'], abbreviations: true, flags: ['--no-create', '--io-blocks', '--help'] });
  const size = value('-s', '--size')?.value ?? '';
  if (/^[+>]/.test(size)) return positionals.map(({ value: address }) => effectOf(invocation, { verb: 'update', resource: { kind: 'files', type: 'file', address } }));
  return positionals.map((word) => {
    const seed = judged(word, { verb: 'overwrite', recursive: false }, invocation, context);
    return effectOf(invocation, seed.resource.kind === 'files' && word.glob ? { ...seed, reach: 'collection' } : seed);
  });
};

/** Edits in place (`sed -i`, `perl -pi`): a change, not a loss, but one that a guard file must not see. */
export const sed: Tool = (invocation, context) => {
  const inPlace = invocation.args.some(({ value }) => /^-[nErsz]*i|^--in-place/.test(value));
  if (!inPlace) return [nothing(invocation, 'the text it reads')];
  const { positionals, has, values } = readArguments(invocation.args, { style: 'gnu', values: ['-e', '--expression', '-f', '--file', '-l', '--line-length'] });
  const files = has('-e', '--expression', '-f', '--file') ? positionals : positionals.slice(1);
  const script = (has('-e', '--expression') ? values('-e', '--expression') : positionals.slice(0, 1)).map(({ value }) => value).join('\n');
  return files.map((word) => {
    const seed = judged(word, { verb: 'overwrite', recursive: false }, invocation, context);
    if (opensDoor(seed.facts?.path, script)) return effectOf(invocation, door(word));
    return effectOf(invocation, seed.resource.kind === 'guard' || seed.resource.kind === 'state' ? seed : { ...seed, verb: 'update', reach: 'resource' });
  });
};
