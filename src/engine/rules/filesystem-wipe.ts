import { type Rule, sh } from '../rule';

export const filesystemWipe: Rule = {
  id: 'filesystem-wipe',
  disposition: 'deny',

  summary: 'Wipes a machine, a drive, a home folder or the workspace itself.',
  why: 'Everything on it goes at once, and most of it has no other copy.',
  instead: 'Name the one folder that should go, and look into it first.',

  matches: ({ verb, resource, reach }) =>
    (verb === 'delete' || verb === 'overwrite') &&
    (resource.kind === 'disk' || (resource.kind === 'files' && (reach === 'host' || reach === 'stack' || reach === 'account'))),
  // A drive that is plainly somewhere else (a loop device, an image file) is held, not denied.
  dispositionOf: ({ reach }) => (reach === 'resource' || reach === 'collection' ? 'hold' : 'deny'),
  message: ({ verb, resource }) => `would ${verb === 'overwrite' ? 'overwrite' : 'wipe'} ${resource.address}`,

  fires: [sh('rm -rf /'), sh('rm -rf ~'), sh('sudo rm -rf --no-preserve-root /*'), sh('dd if=/dev/zero of=/dev/sda'), sh('mkfs.ext4 /dev/sda1')],
  silent: [sh('rm -rf node_modules'), sh('ls /'), sh('rm -rf src'), sh('dd if=/dev/sda of=backup.img')],
};
