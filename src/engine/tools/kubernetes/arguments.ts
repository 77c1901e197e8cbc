import { variable } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, Facts, Invocation } from '../../model';
import type { Arguments, Grammar } from '../options';
import { currentContext } from './kubeconfig';

/** Options of kubectl that take a value. `-f` and `-p` mean something else to `logs`, which changes nothing. */
export const KUBECTL: Grammar = {
  style: 'cobra',
  values: [
    '-n', '--namespace', '--context', '--cluster', '--user', '--kubeconfig', '-s', '--server', '--token', '--as', '--as-group', '--as-uid', '--certificate-authority', '--client-certificate', '--client-key', '--tls-server-name', '--request-timeout', '--cache-dir', '-v', '--v', '--vmodule',
    '--profile', '--profile-output', '--password', '--username', '--log-flush-frequency', '-f', '--filename', '-k', '--kustomize', '-l', '--selector', '--field-selector', '-o', '--output', '--replicas', '--current-replicas', '--resource-version', '--grace-period', '--timeout', '-p', '--patch',
    '--patch-file', '--type', '--subresource', '--raw', '--image', '-c', '--container', '--prune-allowlist', '--prune-whitelist', '--applyset', '--field-manager', '--template', '--pod-selector', '--chunk-size', '--overrides', '--override-type', '--labels', '--env', '--port', '--from', '--from-literal',
    '--from-file', '--min', '--max', '--cpu-percent', '--restart', '--image-pull-policy', '--requests', '--limits', '--to-revision', '--revision', '--for', '--sort-by', '-L', '--label-columns', '--tail', '--since', '--since-time', '--pod-running-timeout', '--skip-wait-for-delete-timeout', '--target', '--copy-to', '--custom', '--keep-younger-than', '--keep-tag-revisions',
  ],
};

/** Where a kubectl command would land, from its options, its variables and the kubeconfig. */
export function kubeFacts(args: Arguments, invocation: Invocation, context: Context): Facts {
  const file = args.value('--kubeconfig')?.value ?? variable(invocation, context, 'KUBECONFIG') ?? undefined;
  const named = args.value('--context', '--kube-context', '--kubecontext')?.value ?? (variable(invocation, context, 'HELM_KUBECONTEXT') || undefined);
  const current = currentContext(files(file, invocation, context), named, context);
  const kubeContext = named ?? current.name ?? args.value('--cluster')?.value ?? nameOf(file);
  const namespace = args.value('-n', '--namespace')?.value ?? (variable(invocation, context, 'HELM_NAMESPACE') || undefined) ?? current.namespace;
  const server = args.value('-s', '--server', '--kube-apiserver')?.value;
  return {
    ...(kubeContext !== undefined && { 'kube-context': kubeContext }),
    ...(namespace !== undefined && { 'kube-namespace': args.has('-A', '--all-namespaces') ? 'all namespaces' : namespace }),
    ...(server?.includes('.') && { endpoint: server }),
  };
}

/** `--dry-run`, `--dry-run=client` and `=server` change nothing; `=none` is the default. */
export function isDryRun(args: Arguments): boolean {
  return args.options.some(({ name, value }) => name === '--dry-run' && !/^(?:none|false)$/.test(value?.value ?? ''));
}

function files(written: string | undefined, invocation: Invocation, context: Context): string[] {
  const home = context.surroundings.homeDirectory;
  if (written === undefined || written === '') return [`${home}/.kube/config`];
  return written.split(':').flatMap((one) => absolute(one, invocation.cwd, home) ?? []);
}

/** A kubeconfig that cannot be read still has a name (`prod.yaml`). */
function nameOf(file: string | undefined): string | undefined {
  return file === undefined || file === '' ? undefined : file.split('/').at(-1);
}
