import { variable } from '../../effects';
import type { Context, Facts, Invocation } from '../../model';
import type { AwsCall } from './aws-arguments';

/** Where an AWS command would land: profile, region, account, endpoint, and what its names say of the environment. */
export function awsFacts(call: AwsCall, invocation: Invocation, context: Context): Facts {
  const profile = call.value('--profile')?.value ?? known(invocation, context, 'AWS_PROFILE') ?? known(invocation, context, 'AWS_DEFAULT_PROFILE');
  const config = profile === undefined ? undefined : section(context, invocation, profile);
  const region = call.value('--region')?.value ?? known(invocation, context, 'AWS_REGION') ?? known(invocation, context, 'AWS_DEFAULT_REGION') ?? setting(config, 'region');
  const account = /\barn:aws[\w-]*:[\w-]*:[\w-]*:(\d{12}):/.exec(call.text)?.[1] ?? setting(config, 'sso_account_id') ?? /:(\d{12}):/.exec(setting(config, 'role_arn') ?? '')?.[1];
  const endpoint = awsEndpoint(call, invocation, context);
  const stack = call.value('--stack-name', '--environment-name', '--cluster-name', '--cluster', '--stack-set-name')?.value;
  const app = call.value('--application-name', '--app-name', '--function-name', '--service-name')?.value;
  const database = call.value('--db-instance-identifier', '--db-cluster-identifier', '--cluster-identifier', '--table-name', '--db-name')?.value;
  return {
    ...(profile !== undefined && { 'aws-profile': profile }),
    ...(region !== undefined && { 'aws-region': region }),
    ...(account !== undefined && { 'aws-account': account }),
    ...(endpoint !== undefined && { endpoint }),
    ...(stack !== undefined && { stack }),
    ...(app !== undefined && { app }),
    ...(database !== undefined && { database }),
  };
}

/** An endpoint other than AWS itself: an emulator, or a store that speaks its language. */
export function awsEndpoint(call: AwsCall, invocation: Invocation, context: Context): string | undefined {
  const service = `AWS_ENDPOINT_URL_${call.service.toUpperCase().replace(/-/g, '_')}`;
  return (
    call.value('--endpoint-url')?.value ?? known(invocation, context, service) ?? known(invocation, context, 'AWS_ENDPOINT_URL') ??
    (invocation.program === 'awslocal' ? 'http://localhost:4566' : undefined)
  );
}

/** This machine, or a container beside this one: nobody else's data stands there. */
export function isLoopback(endpoint: string): boolean {
  return /^(?:[a-z]+:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|host\.docker\.internal|localstack|minio|dynamodb-local|[\w.-]+\.localhost|localhost\.localstack\.cloud|[\w-]+\.localhost\.localstack\.cloud)(?::\d+)?(?:[/?#]|$)/i.test(endpoint);
}

function known(invocation: Invocation, context: Context, name: string): string | undefined {
  return variable(invocation, context, name) || undefined;
}

/** The part of ~/.aws/config that belongs to a profile. */
function section(context: Context, invocation: Invocation, profile: string): string | undefined {
  const path = known(invocation, context, 'AWS_CONFIG_FILE') ?? `${context.surroundings.homeDirectory}/.aws/config`;
  const text = path.startsWith('/') ? context.surroundings.readFile(path) : null;
  const header = profile === 'default' ? '[default]' : `[profile ${profile}]`;
  const start = text?.indexOf(header) ?? -1;
  if (text === null || start < 0) return undefined;
  const end = text.indexOf('\n[', start);
  return text.slice(start, end < 0 ? text.length : end);
}

function setting(text: string | undefined, name: string): string | undefined {
  return text === undefined ? undefined : new RegExp(`^\\s*${name}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1];
}
