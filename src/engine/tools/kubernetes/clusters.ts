import { subcommands } from '../subcommands';
import { kubeFacts } from './arguments';

/** Tools that make and unmake clusters, their nodes and their networks. */
export const eksctl = subcommands({
  grammar: { style: 'cobra', values: ['-r', '--region', '-p', '--profile', '-f', '--config-file', '--cluster', '-n', '--name', '--nodes', '-N', '--nodes-min', '-m', '--nodes-max', '-M', '--timeout', '--include', '--exclude', '--only', '--namespace', '--arn', '--role', '--principal-arn', '--service-account-name', '--version', '--parallel'] },
  harmless: ['--dry-run'],
  yes: ['--approve', '--force'],
  facts: (args, _invocation, _context) => ({
    ...(args.value('-p', '--profile') && { 'aws-profile': args.value('-p', '--profile')?.value ?? '' }),
    ...(args.value('-r', '--region') && { 'aws-region': args.value('-r', '--region')?.value ?? '' }),
    ...(args.value('--cluster', '-n', '--name') && { stack: args.value('--cluster', '-n', '--name')?.value ?? '' }),
  }),
  rows: [
    { words: 'delete cluster', verb: 'delete', kind: 'stack', type: 'cluster', reach: 'stack', named: ['-n', '--name', '-f', '--config-file'] },
    // With a file, everything but a cluster is only shown until it is approved.
    { words: 'delete nodegroup|ng|fargateprofile|addon|podidentityassociation', verb: 'read', kind: 'other', type: 'plan', with: ['-f', '--config-file'], without: ['--approve'] },
    { words: 'delete nodegroup|ng', verb: 'delete', kind: 'service', type: 'node group', named: ['-n', '--name'], undo: 'from-code' },
    { words: 'delete fargateprofile|addon|karpenter|capability', verb: 'delete', kind: 'infrastructure', type: 'part of a cluster', named: ['-n', '--name'], undo: 'from-code' },
    { words: 'delete iamserviceaccount|iamidentitymapping|podidentityassociation|accessentry|identityprovider', verb: 'read', kind: 'other', type: 'plan', with: ['-f', '--config-file'], without: ['--approve'] },
    { words: 'delete iamserviceaccount|iamidentitymapping|podidentityassociation|accessentry|identityprovider', verb: 'delete', kind: 'identity', type: 'access to a cluster', named: ['-n', '--name', '--arn', '--principal-arn'], undo: 'from-code' },
    { words: 'drain nodegroup|ng', verb: 'stop', kind: 'service', type: 'the pods of node group', reach: 'collection', named: ['-n', '--name'], without: ['--undo'] },
    { words: 'scale nodegroup|ng', verb: 'stop', kind: 'service', type: 'node group', named: ['-n', '--name'], with: ['--nodes=0', '-N=0', '--nodes-max=0', '-M=0'], undo: 'from-code' },
    { words: 'scale nodegroup|ng', verb: 'update', kind: 'service', type: 'node group' },
    { words: 'replace *', verb: 'replace', kind: 'infrastructure', type: 'part of a cluster' },
    { words: 'upgrade|utils|set|unset *', verb: 'update', kind: 'infrastructure', type: 'cluster' },
    { words: 'create cluster', verb: 'create', kind: 'stack', type: 'cluster', reach: 'stack', named: ['-n', '--name', '-f', '--config-file'] },
    { words: 'create *', verb: 'create', kind: 'infrastructure', type: 'part of a cluster' },
  ],
});

export const kops = subcommands({
  grammar: { style: 'cobra', values: ['--name', '--state', '--config', '-f', '--filename', '-v', '--instance-group', '--target', '-o', '--output', '--phase', '--cloudonly'] },
  harmless: ['--dry-run'],
  real: ['--yes', '-y', '--force', '-f', '--filename'],
  yes: ['--yes', '-y'],
  facts: (args) => ({ ...(args.value('--name') && { stack: args.value('--name')?.value ?? '' }), ...(args.value('--state') && { 'terraform-backend': args.value('--state')?.value ?? '' }) }),
  rows: [
    { words: 'delete cluster', verb: 'delete', kind: 'stack', type: 'cluster', reach: 'stack' },
    { words: 'delete instance|instancegroup|ig|instancegroups', verb: 'delete', kind: 'service', type: 'instances', undo: 'from-code' },
    { words: 'delete secret|keypair', verb: 'delete', kind: 'key', type: 'secret of the cluster', undo: 'no' },
    { words: 'delete', verb: 'delete', kind: 'stack', type: 'what the file describes', reach: 'stack' },
    { words: 'update cluster', verb: 'update', kind: 'change', type: 'cluster', reach: 'collection' },
    { words: 'rolling-update|upgrade cluster', verb: 'update', kind: 'infrastructure', type: 'cluster' },
    { words: 'replace', verb: 'replace', kind: 'infrastructure', type: 'what the file describes', with: ['--force'] },
    { words: 'replace', verb: 'update', kind: 'infrastructure', type: 'what the file describes' },
    { words: 'distrust|rotate|promote *', verb: 'replace', kind: 'key', type: 'key of the cluster', undo: 'no' },
    { words: 'create|edit|export|get|validate *', verb: 'create', kind: 'other', type: 'cluster' },
  ],
});

export const kubeadm = subcommands({
  grammar: { style: 'cobra', values: ['--config', '--kubeconfig', '--cri-socket', '--cert-dir', '--rootfs', '-v', '--token', '--ignore-preflight-errors'] },
  harmless: ['--dry-run'],
  yes: ['-f', '--force', '-y', '--yes'],
  facts: kubeFacts,
  rows: [
    { words: 'reset', verb: 'delete', kind: 'stack', type: 'this node and what it knows of its cluster', reach: 'stack', undo: 'no' },
    { words: 'upgrade apply|node', verb: 'update', kind: 'infrastructure', type: 'cluster' },
    { words: 'token delete', verb: 'delete', kind: 'other', type: 'bootstrap token', undo: 'yes' },
    { words: 'init|join', verb: 'create', kind: 'infrastructure', type: 'cluster' },
    { words: 'certs renew', verb: 'update', kind: 'key', type: 'certificates' },
  ],
});

export const talosctl = subcommands({
  grammar: { style: 'cobra', values: ['-n', '--nodes', '-e', '--endpoints', '--context', '--talosconfig', '--cluster', '--name', '--image', '--system-labels-to-wipe', '--mode', '-f', '--file', '--namespace', '-i'] },
  facts: (args) => ({ ...(args.value('-n', '--nodes') && { host: args.value('-n', '--nodes')?.value ?? '' }), ...(args.value('--context') && { 'kube-context': args.value('--context')?.value ?? '' }) }),
  rows: [
    { words: 'reset', verb: 'delete', kind: 'stack', type: 'the disks of the node', reach: 'stack', named: ['-n', '--nodes'], undo: 'no' },
    { words: 'wipe disk', verb: 'delete', kind: 'data-store', type: 'disk', undo: 'no' },
    { words: 'etcd remove-member|leave|forfeit-leadership', verb: 'delete', kind: 'service', type: 'member of etcd', undo: 'no' },
    { words: 'shutdown', verb: 'stop', kind: 'service', type: 'node', named: ['-n', '--nodes'], undo: 'from-code' },
    { words: 'reboot|restart', verb: 'stop', kind: 'service', type: 'node', named: ['-n', '--nodes'], undo: 'yes', note: 'a restart' },
    { words: 'rollback|upgrade|upgrade-k8s|apply-config|patch|edit', verb: 'update', kind: 'infrastructure', type: 'node' },
    { words: 'cluster destroy', verb: 'delete', kind: 'regenerated', type: 'cluster on this machine', undo: 'from-code' },
    { words: 'cluster create', verb: 'create', kind: 'regenerated', type: 'cluster on this machine' },
  ],
});

/** RKE, k0s, Cluster API, Gardener, Rancher: the same words for the same things. */
export const clusterMaker = subcommands({
  grammar: { style: 'cobra', values: ['--config', '-c', '--kubeconfig', '--kubeconfig-context', '-n', '--namespace', '--name', '--url', '--token', '--project'] },
  yes: ['--force', '-f', '--yes', '-y'],
  facts: kubeFacts,
  rows: [
    { words: 'remove|reset|destroy', verb: 'delete', kind: 'stack', type: 'cluster', reach: 'stack', undo: 'no' },
    { words: 'delete', verb: 'delete', kind: 'stack', type: 'cluster', reach: 'stack' },
    { words: 'cluster|clusters|project|projects|namespace|namespaces|app|apps delete|rm|destroy', verb: 'delete', kind: 'stack', type: 'cluster object', reach: 'stack' },
    { words: 'node|nodes|machine|machines|server|servers delete|rm', verb: 'delete', kind: 'service', type: 'node' },
    { words: 'etcd snapshot-restore', verb: 'overwrite', kind: 'data-store', type: 'the memory of the cluster', undo: 'no' },
    { words: 'settings set', verb: 'update', kind: 'other', type: 'setting' },
    { words: 'up|apply|init|move|upgrade|create', verb: 'update', kind: 'other', type: 'cluster' },
  ],
});

/** Clusters on one machine, made new by every developer: kind, k3d. */
export const localCluster = subcommands({
  grammar: { style: 'cobra', values: ['-n', '--name', '--config', '--kubeconfig', '-p', '--profile', '--image', '--nodes', '--wait', '--servers', '--agents'] },
  rows: [
    { words: 'delete|stop|pause', verb: 'delete', kind: 'regenerated', type: 'cluster on this machine', undo: 'from-code' },
    { words: 'delete|stop *', verb: 'delete', kind: 'regenerated', type: 'cluster on this machine', undo: 'from-code' },
    { words: 'cluster|node|registry delete|stop|rm', verb: 'delete', kind: 'regenerated', type: 'cluster on this machine', undo: 'from-code' },
    { words: 'create|start|load *', verb: 'create', kind: 'regenerated', type: 'cluster on this machine' },
    { words: 'cluster|node|registry create|start', verb: 'create', kind: 'regenerated', type: 'cluster on this machine' },
  ],
});

export const mesh = subcommands({
  grammar: { style: 'cobra', values: ['-n', '--namespace', '--context', '--kubeconfig', '-i', '--istioNamespace', '-f', '--filename', '--revision', '-r', '--set', '-c', '--config', '--cluster-name'] },
  harmless: ['--dry-run'],
  yes: ['-y', '--skip-confirmation'],
  facts: kubeFacts,
  rows: [
    { words: 'uninstall', verb: 'delete', kind: 'network-control', type: 'the mesh of every revision', reach: 'stack', with: ['--purge'], undo: 'from-code' },
    { words: 'uninstall', verb: 'delete', kind: 'network-control', type: 'the network of the cluster', reach: 'collection', undo: 'from-code' },
    { words: 'x|experimental|operator uninstall|remove', verb: 'delete', kind: 'network-control', type: 'the mesh', reach: 'collection', undo: 'from-code' },
    { words: 'clustermesh|hubble|encryption disable', verb: 'delete', kind: 'network-control', type: 'a part of the network', undo: 'from-code' },
    { words: 'clustermesh disconnect', verb: 'delete', kind: 'network-control', type: 'the connection of two clusters', undo: 'from-code' },
    { words: 'delete', verb: 'delete', kind: 'network-control', type: 'network object', undo: 'from-code' },
    { words: 'delete *', verb: 'delete', kind: 'network-control', type: 'network object', undo: 'from-code' },
    { words: 'ipam|node release|delete', verb: 'delete', kind: 'network-control', type: 'address', undo: 'from-code' },
    { words: 'replace|apply|patch|install|upgrade|create|tag', verb: 'update', kind: 'other', type: 'the network of the cluster' },
  ],
});

export const etcd = subcommands({
  grammar: { style: 'cobra', values: ['--endpoints', '--cacert', '--cert', '--key', '--user', '--password', '--command-timeout', '--dial-timeout', '-w', '--write-out', '--data-dir', '--name', '--initial-cluster', '--lease', '--rev', '-C', '--endpoint', '--range-end'] },
  facts: (args) => ({ ...(args.value('--endpoints', '-C', '--endpoint') && { endpoint: args.value('--endpoints', '-C', '--endpoint')?.value ?? '' }) }),
  rows: [
    { words: 'del|rm|rmdir', verb: 'delete', kind: 'data-store', type: 'keys under', reach: 'collection', undo: 'from-backup', with: ['--prefix', '--from-key', '--recursive', '--range', '-r'] },
    { words: 'del|rm|rmdir', verb: 'delete', kind: 'data-store', type: 'key', undo: 'from-backup' },
    { words: 'snapshot restore', verb: 'overwrite', kind: 'data-store', type: 'the memory of the cluster, from', undo: 'no' },
    { words: 'snapshot save', verb: 'create', kind: 'backup', type: 'snapshot' },
    { words: 'member remove', verb: 'delete', kind: 'service', type: 'member of etcd', undo: 'from-code' },
    { words: 'member update|add|promote', verb: 'update', kind: 'other', type: 'member of etcd' },
    { words: 'compact|compaction|defrag|move-leader|put|alarm|elect|lock', verb: 'update', kind: 'other', type: 'etcd' },
    { words: 'auth disable', verb: 'delete', kind: 'identity', type: 'the sign-in of etcd', undo: 'yes' },
    { words: 'user|role delete', verb: 'delete', kind: 'identity', type: 'user or role of etcd', undo: 'from-code' },
    { words: 'user|role revoke-role|revoke-permission|revoke', verb: 'delete', kind: 'identity', type: 'permission of etcd', undo: 'from-code' },
    { words: 'lease revoke', verb: 'delete', kind: 'data-store', type: 'keys of the lease', reach: 'collection', undo: 'no' },
  ],
});
