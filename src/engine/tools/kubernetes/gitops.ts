import { subcommands } from '../subcommands';
import { kubeFacts } from './arguments';

/** Tools that bring a cluster to what a repository says, and those that keep its backups. */
export const helmfile = subcommands({
  grammar: { style: 'cobra', values: ['-e', '--environment', '-f', '--file', '-l', '--selector', '-n', '--namespace', '--kube-context', '-c', '--chart', '-b', '--helm-binary', '--state-values-file', '--state-values-set', '--log-level', '--set', '--values', '--concurrency', '--args', '--kubeconfig'] },
  facts: (args, invocation, context) => ({ ...kubeFacts(args, invocation, context), ...stack(args.value('-e', '--environment')?.value) }),
  rows: [
    { words: 'destroy|delete', verb: 'delete', kind: 'stack', type: 'every release of the helmfile', reach: 'stack' },
    { words: 'apply|sync|charts', verb: 'update', kind: 'change', type: 'the releases of the helmfile', reach: 'collection', undo: 'from-code' },
  ],
});

export const argocd = subcommands({
  grammar: { style: 'cobra', values: ['--server', '--auth-token', '--grpc-web-root-path', '--config', '--kube-context', '--port-forward-namespace', '-N', '--app-namespace', '-l', '--selector', '--revision', '--resource', '--label', '--timeout', '--propagation-policy', '-p', '--patch', '--kind', '--resource-name', '--group', '--namespace', '--project', '--sync-policy', '-o', '--output', '--account', '--header', '--core'] },
  harmless: ['--dry-run'],
  yes: ['-y', '--yes'],
  facts: (args, invocation, context) => ({ ...kubeFacts(args, invocation, context), ...(args.value('--server') && { endpoint: args.value('--server')?.value ?? '' }) }),
  rows: [
    { words: 'app|apps delete', verb: 'forget', kind: 'stack', type: 'application', with: ['--cascade=false'], note: 'what it manages stays behind' },
    { words: 'app|apps delete', verb: 'delete', kind: 'stack', type: 'application', reach: 'stack', note: 'with everything it manages' },
    { words: 'app|apps delete-resource', verb: 'delete', kind: 'infrastructure', type: 'resource of application', undo: 'from-code', all: ['--all'] },
    { words: 'app|apps sync', verb: 'delete', kind: 'infrastructure', type: 'what git no longer names in application', reach: 'collection', undo: 'from-code', with: ['--prune'] },
    { words: 'app|apps sync', verb: 'replace', kind: 'infrastructure', type: 'objects of application', reach: 'collection', undo: 'from-code', with: ['--force', '--replace'] },
    { words: 'app|apps sync', verb: 'update', kind: 'other', type: 'application' },
    { words: 'app|apps rollback|set|unset|patch|patch-resource|edit|terminate-op|actions|add-source|remove-source', verb: 'update', kind: 'other', type: 'application' },
    { words: 'app|apps create', verb: 'create', kind: 'stack', type: 'application', reach: 'stack' },
    { words: 'appset delete', verb: 'delete', kind: 'stack', type: 'application-set', reach: 'stack', note: 'with every application it made' },
    { words: 'proj delete', verb: 'delete', kind: 'stack', type: 'project' },
    { words: 'proj remove-source|remove-destination|delete-token', verb: 'delete', kind: 'identity', type: 'permission of project', undo: 'from-code' },
    { words: 'repo|repocreds rm', verb: 'delete', kind: 'key', type: 'repository access', undo: 'from-code' },
    { words: 'cluster rm', verb: 'delete', kind: 'infrastructure', type: 'cluster registration', undo: 'from-code', note: 'nothing on it is managed any more' },
    { words: 'account delete-token', verb: 'delete', kind: 'identity', type: 'token' },
    { words: 'cert|gpg rm', verb: 'delete', kind: 'key', type: 'certificate' },
    { words: 'admin import', verb: 'overwrite', kind: 'state', type: 'everything that Argo CD knows', reach: 'collection' },
  ],
});

export const flux = subcommands({
  grammar: { style: 'cobra', values: ['-n', '--namespace', '--context', '--kubeconfig', '--cluster', '--user', '--as', '--timeout', '--path', '--source', '--interval', '--prune', '--branch', '--owner', '--repository'] },
  harmless: ['--dry-run', '--export'],
  yes: ['-s', '--silent'],
  facts: kubeFacts,
  rows: [
    { words: 'uninstall', verb: 'delete', kind: 'stack', type: 'the controllers and what they know', reach: 'stack', undo: 'from-code' },
    { words: 'delete kustomization|ks|helmrelease|hr', verb: 'delete', kind: 'stack', type: 'what it manages of', reach: 'stack', undo: 'from-code' },
    { words: 'delete source *', verb: 'delete', kind: 'infrastructure', type: 'source', undo: 'from-code' },
    { words: 'delete image|receiver|alert|alert-provider|tenant', verb: 'delete', kind: 'infrastructure', type: 'flux object', undo: 'from-code' },
    { words: 'delete *', verb: 'delete', kind: 'infrastructure', type: 'flux object', undo: 'from-code' },
    { words: 'suspend *', verb: 'stop', kind: 'stack', type: 'reconciliation of', undo: 'yes', note: 'nothing is brought back to what git says until it is resumed' },
    { words: 'resume|reconcile *', verb: 'update', kind: 'other', type: 'reconciliation of' },
    { words: 'bootstrap|install|create|push|tag', verb: 'create', kind: 'other', type: 'flux object' },
  ],
});

export const velero = subcommands({
  grammar: { style: 'cobra', values: ['-n', '--namespace', '--kubecontext', '--kubeconfig', '-l', '--selector', '--from-backup', '--from-schedule', '--existing-resource-policy', '--include-namespaces', '--exclude-namespaces', '--ttl', '--schedule', '-o', '--output', '--namespace-mappings', '--restore-volumes'] },
  yes: ['--confirm'],
  facts: kubeFacts,
  rows: [
    { words: 'backup delete', verb: 'delete', kind: 'backup', type: 'backup', undo: 'no', all: ['--all', '-l', '--selector'] },
    { words: 'delete backup|backups', verb: 'delete', kind: 'backup', type: 'backup', undo: 'no', all: ['--all', '-l', '--selector'] },
    { words: 'schedule|schedules delete', verb: 'delete', kind: 'protection', type: 'backup schedule', undo: 'from-code', all: ['--all'] },
    { words: 'delete schedule|schedules', verb: 'delete', kind: 'protection', type: 'backup schedule', undo: 'from-code', all: ['--all'] },
    { words: 'schedule pause', verb: 'unprotect', kind: 'protection', type: 'backup schedule', undo: 'yes', note: 'no backups are made while it is paused' },
    { words: 'backup-location|snapshot-location delete', verb: 'delete', kind: 'protection', type: 'backup location', undo: 'from-code' },
    { words: 'delete backup-location|snapshot-location', verb: 'delete', kind: 'protection', type: 'backup location', undo: 'from-code' },
    { words: 'restore create', verb: 'overwrite', kind: 'data-store', type: 'what stands in the cluster now', reach: 'collection', undo: 'no', with: ['--existing-resource-policy=update'] },
    { words: 'restore create|delete', verb: 'update', kind: 'other', type: 'restore' },
    { words: 'delete restore|restores', verb: 'update', kind: 'other', type: 'restore' },
    { words: 'create restore', verb: 'update', kind: 'other', type: 'restore' },
    { words: 'backup|schedule create', verb: 'create', kind: 'backup', type: 'backup' },
    { words: 'uninstall', verb: 'delete', kind: 'stack', type: 'the backup controller and what it knows', reach: 'stack' },
  ],
});

/** Deploy tools whose subcommands speak for themselves. */
export const appDeployer = subcommands({
  grammar: { style: 'cobra', values: ['-n', '--namespace', '--context', '--kube-context', '--kubeconfig', '-f', '--file', '-p', '--profile', '-a', '--app', '-m', '--module', '-e', '--env', '-l', '--labels', '-t', '--target', '--filename', '--diff-strategy', '--repo', '--release'] },
  harmless: ['--dry-run', '--diff-run', '--dry-run=true'],
  yes: ['-y', '--yes', '--auto-approve', '--dangerous-auto-approve', '--force'],
  facts: kubeFacts,
  rows: [
    { words: 'delete|purge|destroy|dismiss|uninstall|del', verb: 'delete', kind: 'stack', type: 'deployment', reach: 'stack', undo: 'from-code' },
    { words: 'cleanup', verb: 'delete', kind: 'stack', type: 'environment', reach: 'stack', undo: 'from-code' },
    { words: 'delete pods', verb: 'stop', kind: 'service', type: 'pod', undo: 'yes' },
    { words: 'namespace|env|environment|bundle|inst|instance delete|destroy', verb: 'delete', kind: 'stack', type: 'environment', reach: 'stack', undo: 'from-code' },
    { words: 'prune', verb: 'delete', kind: 'infrastructure', type: 'what the files no longer name', reach: 'collection', undo: 'from-code' },
    { words: 'apply|deploy', verb: 'update', kind: 'change', type: 'deployment', reach: 'collection', with: ['--auto-approve', '--auto-approve=always', '--dangerous-auto-approve'] },
    { words: 'apply|deploy|run|dev|up', verb: 'update', kind: 'other', type: 'deployment' },
  ],
});

/** Pipelines that run in a cluster: runs end by themselves, what starts them does not come back. */
export const pipelines = subcommands({
  grammar: { style: 'cobra', values: ['-n', '--namespace', '--context', '-c', '--kubeconfig', '-l', '--selector', '--older', '--keep', '--keep-since', '--label', '-p', '--param', '--project'] },
  harmless: ['--dry-run'],
  yes: ['-f', '--force', '-y'],
  facts: kubeFacts,
  rows: [
    { words: 'pipelinerun|pr|taskrun|tr|customrun delete', verb: 'delete', kind: 'other', type: 'run', undo: 'no' },
    { words: 'pipelinerun|pr|taskrun|tr cancel', verb: 'stop', kind: 'other', type: 'run', undo: 'yes' },
    { words: '* delete', verb: 'delete', kind: 'infrastructure', type: 'pipeline object', undo: 'from-code', all: ['--all'] },
    { words: 'delete', verb: 'delete', kind: 'infrastructure', type: 'every workflow', reach: 'collection', undo: 'no', with: ['--all', '--all-namespaces', '-A'] },
    { words: 'delete', verb: 'delete', kind: 'other', type: 'workflow', undo: 'no' },
    { words: 'archive delete', verb: 'delete', kind: 'trivial', type: 'archived workflow', undo: 'no' },
    { words: 'cron|template|cluster-template delete', verb: 'delete', kind: 'infrastructure', type: 'workflow template', undo: 'from-code', all: ['--all'] },
    { words: 'stop|terminate|suspend|resume|retry|submit', verb: 'update', kind: 'other', type: 'workflow' },
    { words: 'delete project|stage|warehouse', verb: 'delete', kind: 'stack', type: 'kargo object', undo: 'from-code' },
  ],
});

/** Parts of a cluster with a program of their own: virtual clusters and machines, functions, sidecars. */
export const clusterPart = subcommands({
  grammar: { style: 'cobra', values: ['-n', '--namespace', '--context', '--kubeconfig', '-f', '--filename', '-g', '--gateway', '--yaml', '-k', '--target'] },
  harmless: ['--dry-run'],
  yes: ['-y', '--yes', '--force'],
  facts: kubeFacts,
  rows: [
    { words: 'uninstall', verb: 'delete', kind: 'stack', type: 'everything it installed', reach: 'stack', undo: 'from-code' },
    { words: 'delete|remove|rm', verb: 'delete', kind: 'stack', type: 'cluster part', reach: 'stack', undo: 'from-code' },
    { words: 'service|route|domain|broker|trigger|source|channel|space|app|env delete|rm', verb: 'delete', kind: 'service', type: 'cluster part', undo: 'from-code', all: ['--all'] },
    { words: 'stop|pause', verb: 'stop', kind: 'service', type: 'virtual machine', undo: 'from-code' },
    { words: 'restart|migrate|soft-reboot', verb: 'update', kind: 'service', type: 'virtual machine' },
    { words: 'removevolume', verb: 'delete', kind: 'infrastructure', type: 'volume of virtual machine' },
    { words: 'secret|namespace|targets|hosts|users|roles|scopes|accounts|auth-methods|credential-stores|groups delete|remove', verb: 'delete', kind: 'identity', type: 'access', undo: 'from-code' },
    { words: 'create|deploy|up|install|init|connect|start|apply', verb: 'create', kind: 'other', type: 'cluster part' },
  ],
});

/** `tilt down` takes away what `tilt up` made for a developer; a namespace may hold more. */
export const tilt = subcommands({
  grammar: { style: 'cobra', values: ['-f', '--file', '-n', '--namespace', '--context', '--port'] },
  facts: kubeFacts,
  rows: [
    { words: 'down', verb: 'delete', kind: 'stack', type: 'the namespaces of the development environment', reach: 'stack', with: ['--delete-namespaces'] },
    { words: 'down', verb: 'delete', kind: 'regenerated', type: 'development environment', undo: 'from-code' },
  ],
});

function stack(name: string | undefined): { stack?: string } {
  return name === undefined ? {} : { stack: name };
}
