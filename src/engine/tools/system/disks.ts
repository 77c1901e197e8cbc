import { effectOf } from '../../effects';
import type { Effect, Invocation, Tool, Word } from '../../model';
import { byDeeds, deed, type Grammared } from '../deeds';
import { readArguments } from '../options';
import { machineFacts } from './services';

/** A new file system, signature or partition table over what is there. */
function formatter(harmless: RegExp, values: readonly string[] = []): Tool {
  return (invocation) => {
    const words = invocation.args.map(({ value }) => value);
    const args = readArguments(invocation.args, { style: 'gnu', values });
    const targets = args.positionals.filter(({ value, known }) => /^\/dev\/|^[A-Za-z]:?$|\.(?:img|raw|qcow2|iso)$|^disk\d|^ada\d|^da\d/.test(value) || !known);
    if (words.some((word) => harmless.test(word)) || args.positionals.length === 0) return [drive(invocation, args.positionals[0], 'read')];
    return (targets.length > 0 ? targets : args.positionals.slice(-1)).map((word) => drive(invocation, word, 'overwrite'));
  };
}

/** A loop device or an image file is a drive that stands somewhere else: held, not denied. */
function drive(invocation: Invocation, word: Word | undefined, verb: Effect['verb'], note: string | null = null): Effect {
  const name = word?.value ?? 'drives';
  const made = /^\/dev\/loop|^\/dev\/ram|\.(?:img|raw|qcow2|vhdx?)$|^\/tmp\//.test(name);
  const image = /\.(?:img|raw|iso|ext4|qcow2)$/.test(name) || name.startsWith('/tmp/');
  return effectOf(invocation, { verb, resource: { kind: image && verb === 'overwrite' ? 'regenerated' : 'disk', type: 'drive', address: name }, reach: made || verb === 'read' ? 'resource' : 'host', undo: 'no', facts: machineFacts(invocation), note });
}

const HELP = /^(?:--help|-V|--version|-h)$/;

/** `parted DEV print`, `sgdisk -p DEV`, `fdisk -l`: looks. What a script feeds in is not looked at: any other use may write. */
const partitioner: Tool = (invocation) => {
  const words = invocation.args.map(({ value }) => value);
  const device = invocation.args.find(({ value }) => value.startsWith('/dev/')) ?? invocation.args.at(-1);
  const looks = words.some((word) => /^(?:-l|--list|-p|--print|print|-i|--info|-n|--no-act|-v|--verify|-V|--version|--help|-d|--dump|-J|--json|-s|unit|align-check|show|list|status)$/.test(word)) && !words.some((word) => /^(?:mklabel|mktable|mkpart\w*|rm|rescue|resizepart|set|toggle|-Z|--zap\w*|-o|--clear|-d|--delete(?:=.*)?|-n\d.*|--new.*|--wipe.*|delete|destroy|create|add)$/.test(word) && !(word === '-d' && invocation.program === 'sfdisk'));
  const test = words.includes('--pretend') || words.includes('-P');
  return [drive(invocation, device, looks || test || !device ? 'read' : 'overwrite')];
};

const LVM: Grammared = { style: 'gnu', values: ['-L', '--size', '-l', '--extents', '--config'], harmless: ['-t', '--test', '-n', '--dry-run', '--version'], unattended: ['-f', '--force', '-y', '--yes', '-ff'] };
const volume = (verb: 'delete' | 'update', type: string): Tool => byDeeds(LVM, [deed('*', verb, 'data-store', type), deed('', verb, 'data-store', type)].map((one) => ({ ...one, words: '' })));

/** Whether a size option makes it smaller: `-L -5G`, `-L 10G` may; `-L +5G` does not. */
const lvresize: Tool = (invocation) => {
  const args = readArguments(invocation.args, { style: 'gnu', values: ['-L', '--size', '-l', '--extents'] });
  const size = args.value('-L', '--size', '-l', '--extents')?.value ?? '';
  const name = args.positionals[0]?.value ?? 'a volume';
  return [effectOf(invocation, { verb: size.startsWith('+') || args.has('-t', '--test') || size === '' ? 'update' : 'overwrite', resource: { kind: 'data-store', type: 'logical volume', address: name }, undo: 'no', note: size === '' ? null : `size ${size}` })];
};

const zfs: Tool = byDeeds({ style: 'gnu', values: ['-o', '-O', '-t', '-s'], harmless: ['-n'] }, [
  deed('destroy', 'delete', 'backup', 'snapshot', { given: /@/ }),
  deed('destroy', 'delete', 'data-store', 'dataset'),
  deed('rollback', 'overwrite', 'data-store', 'dataset'),
  deed('receive|recv', 'overwrite', 'data-store', 'dataset', { when: ['-F'] }),
  deed('release', 'unprotect', 'protection', 'hold on a snapshot'),
  deed('set', 'unprotect', 'protection', 'dataset', { given: /^(?:readonly=off|refreservation=none|copies=1|checksum=off|sync=disabled)$/ }),
  deed('unload-key|change-key', 'update', 'key', 'dataset key'),
  deed('unmount|umount', 'stop', 'data-store', 'dataset', { undo: 'yes' }),
]);

const zpool: Tool = byDeeds({ style: 'gnu', values: ['-o', '-O', '-R', '-m', '-t'], harmless: ['-n'] }, [
  deed('destroy', 'delete', 'data-store', 'pool', { reach: 'stack' }),
  deed('labelclear', 'delete', 'data-store', 'pool label'),
  deed('remove|detach|offline|split', 'unprotect', 'protection', 'device of a pool'),
  deed('create', 'overwrite', 'data-store', 'devices of a new pool', { when: ['-f'] }),
  deed('export', 'stop', 'data-store', 'pool', { undo: 'yes', reach: 'collection' }),
]);

const btrfs: Tool = byDeeds({ style: 'gnu' }, [
  deed('subvolume|sub delete|del', 'delete', 'data-store', 'subvolume'),
  deed('device|dev delete|remove|del', 'delete', 'data-store', 'device'),
  deed('check', 'overwrite', 'data-store', 'file system', { when: ['--repair', '--init-extent-tree', '--init-csum-tree'] }),
  deed('rescue *', 'overwrite', 'data-store', 'file system'),
  deed('filesystem|fi resize', 'overwrite', 'data-store', 'file system', { given: /^(?!\+|max)/ }),
]);

const mdadm: Tool = (invocation) => {
  const words = invocation.args.map(({ value }) => value);
  const word = invocation.args.findLast(({ value }) => value.startsWith('/dev/'));
  const wipes = words.some((one) => /^(?:--zero-superblock|--create|-C)$/.test(one));
  const stops = words.some((one) => /^(?:--stop|-S|--remove|-r|--fail|-f|--set-faulty)$/.test(one)) && !words.some((one) => /^(?:--detail|-D|--examine|-E|--query)$/.test(one));
  return [wipes ? drive(invocation, word, 'overwrite') : effectOf(invocation, { verb: stops ? 'stop' : 'read', resource: { kind: 'data-store', type: 'array', address: word?.value ?? 'arrays' }, reach: stops ? 'collection' : 'resource', undo: 'yes' })];
};

const cryptsetup: Tool = byDeeds({ style: 'gnu', values: ['-c', '--cipher', '-s', '--key-size', '-d', '--key-file', '-S', '--key-slot', '--type', '--header'] }, [
  deed('luksFormat|format|reencrypt', 'overwrite', 'disk', 'encrypted volume', { reach: 'host' }),
  deed('luksErase|erase|luksKillSlot|luksRemoveKey', 'delete', 'key', 'key of an encrypted volume'),
  deed('luksClose|close|remove', 'stop', 'data-store', 'encrypted volume', { undo: 'yes' }),
]);

/** macOS. */
const diskutil: Tool = byDeeds({ style: 'gnu' }, [
  deed('eraseDisk|eraseVolume|partitionDisk|secureErase|zeroDisk|randomDisk|reformat|eraseOptical|eraseCD', 'overwrite', 'disk', 'drive', { reach: 'host' }),
  deed('apfs|ap deleteContainer|deleteVolume|deleteVolumeGroup|eraseVolume', 'delete', 'disk', 'volume', { reach: 'host' }),
  deed('apfs|ap deleteSnapshot', 'delete', 'backup', 'snapshot'),
  deed('appleRAID|ar delete', 'delete', 'disk', 'array', { reach: 'host' }),
  deed('unmount|unmountDisk|eject', 'stop', 'trivial', 'drive', { undo: 'yes' }),
]);

const tmutil: Tool = byDeeds({ style: 'gnu' }, [
  deed('delete|deletelocalsnapshots|thinlocalsnapshots', 'delete', 'backup', 'backup'),
  deed('disable|stopbackup|removedestination', 'unprotect', 'protection', 'Time Machine', { everything: 'Time Machine' }),
]);

/** Ceph and its like: what holds the data of a whole site. */
const ceph: Tool = byDeeds({ style: 'gnu', values: ['-c', '--conf', '-n', '--name', '--cluster'], unattended: ['--yes-i-really-really-mean-it', '--yes-i-really-mean-it'] }, [
  deed('osd pool delete|rm', 'delete', 'data-store', 'pool'),
  deed('osd purge|destroy|rm|lost', 'delete', 'data-store', 'disk of the cluster'),
  deed('osd out|down|stop', 'stop', 'data-store', 'disk of the cluster', { reach: 'collection' }),
  deed('fs rm', 'delete', 'data-store', 'file system'),
  deed('fs volume rm', 'delete', 'data-store', 'file system'),
  deed('orch rm', 'delete', 'service', 'service'),
  deed('auth del|rm', 'delete', 'key', 'key'),
  deed('mon remove|rm', 'delete', 'infrastructure', 'monitor'),
]);
const rbd: Tool = byDeeds({ style: 'gnu', values: ['-p', '--pool', '--image'] }, [deed('rm|remove', 'delete', 'data-store', 'image'), deed('snap rm|purge|remove', 'delete', 'backup', 'snapshot'), deed('snap rollback|revert', 'overwrite', 'data-store', 'image'), deed('trash purge|rm|remove', 'delete', 'data-store', 'image')]);
const rados: Tool = byDeeds({ style: 'gnu', values: ['-p', '--pool'] }, [deed('purge|rmpool|rm', 'delete', 'data-store', 'pool or object')]);
const gluster: Tool = byDeeds({ style: 'gnu' }, [deed('volume delete|reset', 'delete', 'data-store', 'volume'), deed('volume stop', 'stop', 'data-store', 'volume', { reach: 'collection' }), deed('volume remove-brick', 'delete', 'data-store', 'brick'), deed('snapshot delete', 'delete', 'backup', 'snapshot')]);

const unmount: Tool = (invocation) => {
  const names = readArguments(invocation.args, { style: 'gnu', values: ['-t', '-O'] });
  const everything = names.has('-a', '--all');
  return [effectOf(invocation, { verb: 'stop', resource: { kind: everything ? 'data-store' : 'trivial', type: 'mount', address: everything ? 'every mounted file system' : (names.positionals[0]?.value ?? 'a mount') }, reach: everything ? 'host' : 'resource', undo: 'yes', facts: machineFacts(invocation) })];
};

const mkfs = formatter(/^(?:-n|--dry-run|--help|-V|--version|-N)$/, ['-L', '-b', '-i', '-I', '-m', '-t', '-T', '-O', '-E', '-U', '-d', '-s', '-F']);
const eraser = formatter(HELP);

export const DISKS: Readonly<Record<string, Tool>> = {
  mkfs, 'mkfs.ext2': mkfs, 'mkfs.ext3': mkfs, 'mkfs.ext4': mkfs, 'mkfs.xfs': mkfs, 'mkfs.btrfs': mkfs, 'mkfs.vfat': mkfs, 'mkfs.fat': mkfs, 'mkfs.ntfs': mkfs, 'mkfs.exfat': mkfs, 'mkfs.f2fs': mkfs, mke2fs: mkfs, mkdosfs: mkfs, mkntfs: mkfs, newfs: mkfs, 'newfs_apfs': mkfs, mkswap: mkfs,
  wipefs: (invocation, context) => (invocation.args.some(({ value }) => /^-\w*[afo]|^--(?:all|offset|types)/.test(value) && !/^(?:-n|--no-act)$/.test(value)) ? formatter(/^(?:-\w*n\w*|--no-act|-h|--help)$/, ['-o', '--offset', '-t', '--types'])(invocation, context) : [drive(invocation, invocation.args.at(-1), 'read')]),
  blkdiscard: eraser, pvcreate: formatter(/^(?:-t|--test|-h|--help)$/), fdisk: partitioner, sfdisk: partitioner, cfdisk: partitioner, gdisk: partitioner, sgdisk: partitioner, parted: partitioner, gpart: partitioner,
  hdparm: (invocation) => [drive(invocation, invocation.args.at(-1), invocation.args.some(({ value }) => /^--(?:security-erase|security-erase-enhanced|trim-sector|write-sector|make-bad-sector|fwdownload)/.test(value)) ? 'overwrite' : 'read')],
  nvme: byDeeds({ style: 'gnu', values: ['-n', '--namespace-id', '-s', '--ses'] }, [deed('format|sanitize|delete-ns|reset|write', 'overwrite', 'disk', 'drive', { reach: 'host' })]),
  badblocks: (invocation) => [drive(invocation, invocation.args.at(-1), invocation.args.some(({ value }) => /^-\w*w/.test(value)) ? 'overwrite' : 'read')],
  lvremove: volume('delete', 'logical volume'), vgremove: volume('delete', 'volume group'), pvremove: volume('delete', 'physical volume'), vgreduce: volume('delete', 'physical volume of a group'), vgcfgrestore: volume('delete', 'layout of a volume group'), lvreduce: lvresize, lvresize,
  zfs, zpool, btrfs, mdadm, cryptsetup, diskutil, tmutil, ceph, rbd, rados, gluster, umount: unmount, dmsetup: byDeeds({ style: 'gnu' }, [deed('remove|remove_all|wipe_table', 'delete', 'data-store', 'mapped device')]),
  'xfs_repair': (invocation) => [drive(invocation, invocation.args.at(-1), invocation.args.some(({ value }) => value === '-L') ? 'overwrite' : 'read')],
};
