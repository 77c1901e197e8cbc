import { effectOf } from '../../effects';
import { isHostFolder } from '../../kinds/folders';
import type { Context, Effect, Invocation, Tool, Word } from '../../model';
import { readArguments } from '../options';
import { nothing, removed } from './rm';
import { judged } from './targets';

/** `rsync --delete`: what the source does not have is deleted at the destination. */
export const rsync: Tool = (invocation, context) => {
  const { has, positionals } = readArguments(invocation.args, {
    style: 'gnu',
    values: ['-e', '--rsh', '--exclude', '--include', '--filter', '-f', '--exclude-from', '--include-from', '--files-from', '--backup-dir', '--suffix', '--max-delete', '--bwlimit', '--chmod', '--chown', '--compare-dest', '--copy-dest', '--link-dest', '--log-file', '--out-format', '--partial-dir', '--password-file', '--port', '--rsync-path', '--timeout', '-T', '--temp-dir', '-B', '--block-size', '--info', '--debug', '-M', '--remote-option'],
  });
  const destination = positionals.at(-1);
  if (has('-n', '--dry-run', '--list-only', '--help', '-h') || positionals.length < 2 || !destination) return [nothing(invocation, 'a comparison')];
  const moved = has('--remove-source-files') ? removed(invocation, context, positionals.slice(0, -1), true).filter(({ resource }) => resource.kind !== 'files') : [];
  if (!has('--delete', '--del', '--delete-before', '--delete-during', '--delete-delay', '--delete-after', '--delete-excluded', '--delete-missing-args')) {
    return [...moved, effectOf(invocation, { verb: 'update', resource: { kind: 'files', type: 'folder', address: destination.value } })];
  }
  return [...moved, mirrored(destination, invocation, context)];
};

/** Somewhere made to equal something else: what is only there goes. */
export function mirrored(destination: Word, invocation: Invocation, context: Context): Effect {
  const remote = /^(?:rsync:\/\/)?([^\s:/]{2,}):{1,2}(.*)$|^rsync:\/\/([^/]+)(\/.*)$/.exec(destination.value);
  const note = 'what the source does not have is deleted there';
  if (!remote) return effectOf(invocation, { ...judged(destination, { verb: 'delete', recursive: true }, invocation, context), note });
  return effectOf(invocation, { verb: 'delete', resource: { kind: 'files', type: 'folder', address: destination.value }, reach: isHostFolder(remote[2] ?? remote[4] ?? '', '/home/somebody') ? 'host' : 'collection', facts: { host: remote[1] ?? remote[3] ?? '' }, undo: 'no', note });
}

/** Archivers that delete what they have packed. */
export const archiver: Tool = (invocation, context) => {
  const { has, positionals } = readArguments(invocation.args, { style: 'gnu', values: ['-f', '--file', '-C', '--directory', '-X', '--exclude', '-T'] });
  if (invocation.program === 'zip' ? has('-m', '--move') : has('--remove-files')) {
    const packed = invocation.program === 'zip' ? positionals.slice(1) : positionals;
    // They are in the archive now: nothing is lost that a person could not unpack.
    return removed(invocation, context, packed, true).map((effect) => (effect.resource.kind === 'files' ? { ...effect, reach: 'resource' as const, note: 'after it is packed' } : effect));
  }
  return unpackedOver(invocation, context);
};

/** `unzip -o a.zip -d dir`. */
export const unzip: Tool = (invocation, context) => unpackedOver(invocation, context);

/** What an archive holds is laid over what stands in the folder. That matters where a database keeps its files. */
function unpackedOver(invocation: Invocation, context: Context): Effect[] {
  const words = invocation.args.map(({ value }) => value);
  const unpacks = invocation.program === 'tar' ? words.some((word, i) => /^--(?:extract|get)$|^-[a-zA-Z]*x/.test(word) || (i === 0 && /^[a-zA-Z]*x[a-zA-Z]*$/.test(word))) : invocation.program === 'unzip' && !words.some((word) => /^-[lptvzZ]/.test(word));
  const at = words.findIndex((word) => (invocation.program === 'tar' ? /^(?:-C|--directory)$/ : /^-d$/).test(word));
  const folder = unpacks && at >= 0 ? invocation.args[at + 1] : undefined;
  if (folder === undefined) return [nothing(invocation, 'an archive')];
  const seed = judged(folder, { verb: 'overwrite', recursive: true }, invocation, context);
  if (seed.resource.kind !== 'data-store' && seed.resource.kind !== 'state') return [nothing(invocation, 'an archive')];
  return [effectOf(invocation, { ...seed, note: 'an archive is unpacked over it' })];
}

/** `dd`: the only thing that tells a backup from the wiping of a drive is which side stands behind `of=`. */
export const dd: Tool = (invocation, context) => {
  const to = invocation.args.find(({ value }) => value.startsWith('of='));
  if (!to) return [nothing(invocation, 'what it copies')];
  const seed = judged({ ...to, value: to.value.slice(3) }, { verb: 'overwrite', recursive: false }, invocation, context);
  return [effectOf(invocation, seed.resource.kind === 'files' && seed.resource.type !== 'system file' ? { ...seed, verb: 'update', reach: 'resource' } : seed)];
};
