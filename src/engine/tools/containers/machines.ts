import type { Tool } from '../../model';
import { byDeeds, deed } from '../deeds';

/** Virtual machines and system containers: their disk goes with them. */
export const VIRTUAL: Readonly<Record<string, Tool>> = {
  virsh: byDeeds({ style: 'gnu', values: ['-c', '--connect'] }, [
    deed('undefine', 'delete', 'data-store', 'virtual machine and its disks', { when: ['--remove-all-storage', '--wipe-storage', '--storage'] }),
    deed('undefine', 'delete', 'service', 'virtual machine'),
    deed('destroy|reset', 'stop', 'service', 'virtual machine', { reach: 'collection' }),
    deed('shutdown|suspend|managedsave', 'stop', 'service', 'virtual machine', { undo: 'yes' }),
    deed('vol-delete|vol-wipe', 'delete', 'data-store', 'volume'),
    deed('pool-delete', 'delete', 'data-store', 'storage pool'),
    deed('pool-destroy|net-destroy|net-undefine|pool-undefine', 'delete', 'infrastructure', 'pool or network'),
    deed('snapshot-delete', 'delete', 'backup', 'snapshot'),
    deed('snapshot-revert', 'overwrite', 'data-store', 'virtual machine'),
    deed('detach-disk', 'update', 'infrastructure', 'disk'),
  ]),
  vboxmanage: byDeeds({ style: 'gnu' }, [
    deed('unregistervm', 'delete', 'data-store', 'virtual machine', { when: ['--delete', '--delete-all', '-delete'] }),
    deed('closemedium', 'delete', 'data-store', 'disk', { when: ['--delete', '-delete'] }),
    deed('snapshot * delete', 'delete', 'backup', 'snapshot'),
    deed('snapshot * restore', 'overwrite', 'data-store', 'virtual machine'),
    deed('controlvm * poweroff|reset', 'stop', 'service', 'virtual machine', { undo: 'yes' }),
  ]),
  juju: byDeeds({ style: 'gnu', values: ['-m', '--model', '-c', '--controller', '-t', '--timeout'], harmless: ['--dry-run'], unattended: ['--no-prompt', '-y', '--yes', '--force'] }, [
    deed('destroy-model|destroy-controller|kill-controller', 'delete', 'stack', 'model and its machines', { reach: 'stack' }),
    deed('remove-application|remove-machine|remove-unit', 'delete', 'data-store', 'application and its storage', { when: ['--destroy-storage'] }),
    deed('remove-application|remove-machine|remove-unit|remove-saas', 'delete', 'service', 'application'),
    deed('remove-storage', 'delete', 'data-store', 'storage'),
    deed('remove-user|remove-credential|disable-user', 'delete', 'identity', 'user'),
  ]),
  multipass: byDeeds({ style: 'gnu' }, [deed('delete', 'delete', 'data-store', 'virtual machine', { when: ['-p', '--purge'] }), deed('delete', 'delete', 'service', 'virtual machine', { undo: 'within-window' }), deed('purge', 'delete', 'data-store', 'deleted virtual machines', { everything: 'every deleted virtual machine' }), deed('restore', 'overwrite', 'data-store', 'virtual machine'), deed('stop|suspend', 'stop', 'regenerated', 'virtual machine')]),
  limactl: byDeeds({ style: 'cobra', unattended: ['-f', '--force', '-y'] }, [deed('delete|remove|rm|factory-reset', 'delete', 'data-store', 'virtual machine'), deed('stop', 'stop', 'regenerated', 'virtual machine'), deed('disk delete', 'delete', 'data-store', 'disk')]),
  colima: byDeeds({ style: 'cobra', values: ['-p', '--profile'] }, [deed('delete', 'delete', 'data-store', 'virtual machine and its volumes', { everything: 'the container machine and its volumes' }), deed('stop', 'stop', 'regenerated', 'virtual machine')]),
  lxc: incus(),
  incus: incus(),
  pct: byDeeds({ style: 'gnu' }, [deed('destroy', 'delete', 'data-store', 'container'), deed('rollback', 'overwrite', 'data-store', 'container'), deed('delsnapshot', 'delete', 'backup', 'snapshot'), deed('stop|shutdown', 'stop', 'service', 'container', { reach: 'collection' })]),
  qm: byDeeds({ style: 'gnu' }, [deed('destroy', 'delete', 'data-store', 'virtual machine'), deed('rollback', 'overwrite', 'data-store', 'virtual machine'), deed('delsnapshot', 'delete', 'backup', 'snapshot'), deed('stop|shutdown|reset', 'stop', 'service', 'virtual machine', { reach: 'collection' }), deed('unlink', 'delete', 'data-store', 'disk')]),
  pvecm: byDeeds({ style: 'gnu' }, [deed('delnode', 'delete', 'infrastructure', 'node')]),
  pvesm: byDeeds({ style: 'gnu' }, [deed('free', 'delete', 'data-store', 'volume'), deed('remove', 'delete', 'infrastructure', 'storage')]),
  vmrun: byDeeds({ style: 'gnu', values: ['-T', '-h', '-P', '-u', '-p', '-gu', '-gp', '-vp'] }, [deed('deletevm|deleteVM', 'delete', 'data-store', 'virtual machine'), deed('reverttosnapshot|revertToSnapshot', 'overwrite', 'data-store', 'virtual machine'), deed('deletesnapshot|deleteSnapshot', 'delete', 'backup', 'snapshot'), deed('stop|suspend|reset', 'stop', 'service', 'virtual machine', { undo: 'yes' })]),
  prlctl: byDeeds({ style: 'gnu', values: ['-i', '--id'] }, [deed('delete', 'delete', 'data-store', 'virtual machine'), deed('snapshot-switch', 'overwrite', 'data-store', 'virtual machine'), deed('snapshot-delete', 'delete', 'backup', 'snapshot'), deed('stop|reset|suspend', 'stop', 'service', 'virtual machine', { undo: 'yes' })]),
  'vim-cmd': byDeeds({ style: 'gnu' }, [deed('vmsvc/destroy', 'delete', 'data-store', 'virtual machine'), deed('vmsvc/snapshot.revert|vmsvc/snapshot.revertto', 'overwrite', 'data-store', 'virtual machine'), deed('vmsvc/snapshot.remove|vmsvc/snapshot.removeall', 'delete', 'backup', 'snapshot'), deed('vmsvc/unregister', 'delete', 'service', 'virtual machine', { undo: 'yes' }), deed('vmsvc/power.off|vmsvc/power.shutdown|vmsvc/power.reset', 'stop', 'service', 'virtual machine', { reach: 'collection' })]),
  xe: byDeeds({ style: 'gnu', unattended: ['--force', 'force=true'] }, [deed('vm-destroy|vm-uninstall|vdi-destroy|sr-destroy', 'delete', 'data-store', 'virtual machine or disk'), deed('snapshot-revert', 'overwrite', 'data-store', 'virtual machine'), deed('snapshot-destroy|snapshot-uninstall', 'delete', 'backup', 'snapshot'), deed('vm-shutdown|vm-suspend|vm-reboot|host-shutdown|host-disable', 'stop', 'service', 'virtual machine', { reach: 'collection' }), deed('pool-eject|host-forget', 'delete', 'infrastructure', 'host')]),
  'qemu-img': byDeeds({ style: 'gnu', values: ['-f', '-O', '-b', '-F', '-o'] }, [deed('resize', 'overwrite', 'data-store', 'disk image', { when: ['--shrink'] }), deed('snapshot', 'delete', 'backup', 'snapshot', { when: ['-d'] }), deed('snapshot', 'overwrite', 'data-store', 'disk image', { when: ['-a'] })]),
};

function incus(): Tool {
  return byDeeds({ style: 'cobra', unattended: ['-f', '--force'] }, [
    deed('delete|rm', 'delete', 'data-store', 'instance'),
    deed('storage volume delete|rm', 'delete', 'data-store', 'volume'),
    deed('storage delete|rm', 'delete', 'data-store', 'storage pool'),
    deed('snapshot delete', 'delete', 'backup', 'snapshot'),
    deed('restore', 'overwrite', 'data-store', 'instance'),
    deed('project delete', 'delete', 'stack', 'project', { reach: 'stack' }),
    deed('network delete', 'delete', 'infrastructure', 'network'),
    deed('image delete', 'delete', 'regenerated', 'image'),
    deed('stop|pause', 'stop', 'service', 'instance', { undo: 'yes' }),
  ]);
}
