import { lookup, kebab } from '../lookup';
import { type Deeds, DONE, tool } from './deeds';
import type { Call } from './program-walk';
import { asText, itemsOf, type Given, type Value } from './values';

/** A call of an SDK of AWS as the command line writes it. */
export function awsCommand(call: Call, service: string, operation: string, given: Given, deeds: Deeds): typeof DONE {
  const entries = [...given.named, ...given.args.flatMap((arg) => (arg.is === 'table' ? [...arg.entries] : []))];
  tool(call, 'aws', [service, operation.replace(/-async$/, ''), ...entries.flatMap(([name, value]) => option(kebab(name), value))], deeds);
  return DONE;
}

function option(name: string, value: Value): string[] {
  if (value.is === 'text' && /^(?:true|false)$/.test(value.text)) return [value.text === 'true' ? `--${name}` : `--no-${name}`];
  if (value.is === 'table' || value.is === 'chain') return [`--${name}`, value.is === 'table' ? json(value) : asText(value).text];
  return [`--${name}`, ...itemsOf(value).map((item) => (item.is === 'table' ? json(item) : asText(item).text))];
}

export function json(value: Value): string {
  if (value.is === 'table') return `{${[...value.entries].map(([key, item]) => `${JSON.stringify(key)}:${json(item)}`).join(',')}}`;
  if (value.is === 'list') return `[${value.items.map(json).join(',')}]`;
  const { text } = asText(value);
  return /^(?:true|false|\d+)$/.test(text) ? text : JSON.stringify(text);
}

/** The command line's word for a service of an SDK. */
export function serviceOf(name: string): string {
  return lookup(SERVICES, name) ?? name;
}

/** SDK names of services whose command line has another. */
const SERVICES: Readonly<Record<string, string>> = {
  s3: 's3api', 'cloudwatch-logs': 'logs', cloudwatchlogs: 'logs', 'elastic-load-balancing': 'elb', 'elastic-load-balancing-v2': 'elbv2', 'route-53': 'route53', 'auto-scaling': 'autoscaling', 'elastic-beanstalk': 'elasticbeanstalk',
  'secrets-manager': 'secretsmanager', 'api-gateway': 'apigateway', 'cognito-identity-provider': 'cognito-idp', cognitoidentityserviceprovider: 'cognito-idp', sfn: 'stepfunctions', eventbridge: 'events', 'config-service': 'configservice', 'database-migration-service': 'dms', 'elasticsearch-service': 'es', 'dynamodb': 'dynamodb', cognitoidentityprovider: 'cognito-idp', cognitoidentity: 'cognito-identity', cognitosync: 'cognito-sync', elasticloadbalancing: 'elb', elasticloadbalancingv2: 'elbv2', databasemigration: 'dms', elasticsearch: 'es', opensearchserverless: 'opensearchserverless', keymanagementservice: 'kms', identitymanagement: 'iam',
  simpleemail: 'ses', simplesystemsmanagement: 'ssm', configservice: 'configservice', config: 'configservice', cloudwatchevents: 'events', kinesisfirehose: 'firehose', lexmodelbuilding: 'lex-models', servicediscovery: 'servicediscovery', ssoadmin: 'sso-admin', applicationautoscaling: 'application-autoscaling', emrserverless: 'emr-serverless', docdbelastic: 'docdb-elastic', networkfirewall: 'network-firewall',
  storage: 's3api', 'lib-dynamodb': 'dynamodb',
};
