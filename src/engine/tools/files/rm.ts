import { effectOf } from '../../effects';
import type { Context, Effect, Invocation, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { handedOver } from './handed';
import { judged } from './targets';

/** `rm`, and the programs that remove what they are pointed at in the same way. */
export const rm: Tool = (invocation, context) => {
  const { has, positionals } = readArguments(invocation.args, {
    style: 'gnu',
    flags: ['--recursive', '--force', '--interactive', '--one-file-system', '--no-preserve-root', '--preserve-root', '--verbose', '--dir', '--help', '--version'],
    abbreviations: true,
  });
  if (has('--help', '--version')) return [nothing(invocation, 'a help text')];
  return removed(invocation, context, positionals, has('-r', '-R', '--recursive'));
};

/** Node's and Rust's removers take folders without being told. */
export const recursiveRemover: Tool = (invocation, context) => {
  const { has, positionals } = readArguments(invocation.args, { style: 'gnu' });
  if (has('--help', '--version', '-h', '--dry-run', '-n')) return [nothing(invocation, 'a help text')];
  return removed(invocation, context, positionals, true);
};

/** `unlink`, `shred`: files only; what is shredded no tool brings back. */
export const fileRemover: Tool = (invocation, context) => {
  const { has, positionals } = readArguments(invocation.args, { style: 'gnu', values: ['-n', '--iterations', '-s', '--size', '--random-source'] });
  if (has('--help', '--version')) return [nothing(invocation, 'a help text')];
  const effects = removed(invocation, context, positionals, false);
  const shredding = invocation.program !== 'unlink';
  // A single shredded file is held where a deleted one would pass: the point of shredding is that nothing is left.
  return shredding ? effects.map((effect) => (effect.resource.kind === 'files' && effect.reach === 'resource' ? { ...effect, reach: 'collection' as const, note: 'overwritten before it is deleted' } : effect)) : effects;
};

/** `rmdir` takes empty folders only; the trash gives everything back. */
export const harmlessRemover: Tool = (invocation) =>
  readArguments(invocation.args, { style: 'gnu' }).positionals.map(({ value }) =>
    effectOf(invocation, { verb: 'delete', resource: { kind: 'trivial', type: invocation.program === 'rmdir' ? 'empty folder' : 'trashed file', address: value }, undo: 'yes' }),
  );

export function removed(invocation: Invocation, context: Context, targets: readonly Word[], recursive: boolean): Effect[] {
  return handedOver(targets, invocation, recursive).map(({ word, each }) => {
    const seed = judged(word, { verb: 'delete', recursive: each.recursive }, invocation, context);
    return effectOf(invocation, each.many && seed.resource.kind === 'files' && seed.reach === 'resource' ? { ...seed, reach: 'collection' } : seed);
  });
}

export function nothing(invocation: Invocation, address: string): Effect {
  return effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: invocation.program, address }, undo: 'yes' });
}
