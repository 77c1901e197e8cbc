import { variable } from '../../effects';
import { absolute } from '../../kinds/paths';
import type { Context, FactKey, Facts, Invocation } from '../../model';
import type { Arguments } from '../options';

/** Facts that an infrastructure tool takes from the variables of its cloud. */
export function cloudFacts(invocation: Invocation, context: Context): Facts {
  return facts({
    'aws-profile': known(invocation, context, 'AWS_PROFILE') ?? known(invocation, context, 'AWS_DEFAULT_PROFILE'),
    'aws-region': known(invocation, context, 'AWS_REGION') ?? known(invocation, context, 'AWS_DEFAULT_REGION'),
    'gcloud-project': known(invocation, context, 'GOOGLE_PROJECT') ?? known(invocation, context, 'GOOGLE_CLOUD_PROJECT') ?? known(invocation, context, 'CLOUDSDK_CORE_PROJECT'),
    'az-subscription': known(invocation, context, 'ARM_SUBSCRIPTION_ID') ?? known(invocation, context, 'AZURE_SUBSCRIPTION_ID'),
  });
}

/** Facts of a deploy tool: its folder, its profile, and the stage, stack or app that its options name. */
export function deployFacts(options: { readonly profile?: readonly string[]; readonly region?: readonly string[]; readonly stack?: readonly string[]; readonly app?: readonly string[]; readonly variables?: readonly string[] }) {
  return (args: Arguments, invocation: Invocation, context: Context): Facts => ({
    ...cloudFacts(invocation, context),
    ...facts({
      path: invocation.cwd,
      'aws-profile': args.value(...(options.profile ?? ['--profile']))?.value,
      'aws-region': args.value(...(options.region ?? ['--region', '-r']))?.value,
      stack: args.value(...(options.stack ?? []))?.value ?? options.variables?.map((name) => known(invocation, context, name)).find((value) => value !== undefined),
      app: args.value(...(options.app ?? []))?.value,
    }),
  });
}

/** What Terraform itself would find out: its folder, workspace, variable file and backend, read from files and variables. */
export function terraformFacts(folder: string | null, args: Arguments, invocation: Invocation, context: Context): Facts {
  const data = folder === null ? null : absolute(known(invocation, context, 'TF_DATA_DIR') ?? '.terraform', folder, context.surroundings.homeDirectory);
  const read = (name: string) => (data === null ? null : context.surroundings.readFile(`${data}/${name}`));
  const varFiles = args.values('-var-file', '--var-file').map(({ value }) => value);
  const environment = args.values('-var', '--var').map(({ value }) => /^(?:env|environment|stage|env_name)=(.+)$/.exec(value)?.[1]).find((value) => value !== undefined);
  return {
    ...cloudFacts(invocation, context),
    ...facts({
      path: folder,
      'terraform-workspace': known(invocation, context, 'TF_WORKSPACE') ?? (read('environment')?.trim() || undefined),
      'terraform-var-file': varFiles.length > 0 ? varFiles.join(' ') : undefined,
      stack: environment,
      ...backend(read('terraform.tfstate')),
    }),
  };
}

/** The backend that `terraform init` wrote down. */
function backend(text: string | null): Partial<Record<FactKey, string | undefined>> {
  if (text === null) return {};
  try {
    const { type, config } = (JSON.parse(text) as { backend?: { type?: string; config?: Record<string, unknown> } }).backend ?? {};
    const part = (...names: string[]) => names.map((name) => config?.[name]).find((value): value is string => typeof value === 'string' && value !== '');
    if (type === undefined) return {};
    const place = [part('bucket', 'storage_account_name', 'organization', 'address', 'hostname'), part('container_name'), part('key', 'prefix', 'path'), workspaceName(config?.workspaces)];
    return { 'terraform-backend': `${type}://${place.filter((one) => one !== undefined).join('/')}`, 'aws-profile': part('profile'), 'aws-region': part('region') };
  } catch {
    return {};
  }
}

function workspaceName(workspaces: unknown): string | undefined {
  const one: unknown = Array.isArray(workspaces) ? workspaces[0] : workspaces;
  const name = one && typeof one === 'object' ? (one as Record<string, unknown>).name : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** A variable with a value that can be read and is not empty. */
export function known(invocation: Invocation, context: Context, name: string): string | undefined {
  return variable(invocation, context, name) || undefined;
}

/** Leaves out what is not known. */
export function facts(values: Readonly<Partial<Record<FactKey, string | null | undefined>>>): Facts {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== '')) as Facts;
}
