import type { EffectSeed } from '../../effects';
import type { ResourceKind } from '../../model';
import type { AwsCall } from './aws-arguments';
import type { Operation } from './aws-operations';
import { kindOfNoun, reachOfKind } from './nouns';
import { stopOf } from './stops';

/** What an operation would do when its arguments decide nothing. */
export function seedOf({ letter, tier }: Operation, call: AwsCall): EffectSeed {
  const noun = nounOf(call.operation);
  const named = tier === 1 ? 'trivial' : awsKind(call.service, noun);
  // What the table calls a holder of data is more than its name says (`delete-annotation-store`).
  const kind = tier === 3 && named === 'trivial' ? 'data-store' : named;
  const resource = { kind, type: `${call.service} ${noun}`, address: awsAddress(call, noun) };
  const of = (verb: EffectSeed['verb'], other: Partial<EffectSeed> = {}): EffectSeed => ({ verb, resource, ...other });

  switch (letter) {
    case 'R': return of('read');
    case 'C': return of('create');
    case 'M': return of('update', { resource: { ...resource, kind: 'trivial' } });
    case 'D': return of('delete', deletion(call, kind));
    case 'X': return OVERWRITES.test(call.operation) ? of('overwrite') : of('replace', { reach: reachOfKind(kind) });
    case 'W': return of('unprotect', { undo: 'yes', note: `${call.operation} weakens it` });
    case 'S': return stopping(call, tier, of);
    case 'P': return REVOKES.test(call.operation) ? of('delete', { note: 'takes access away', undo: 'from-code', resource: { ...resource, kind: revoked(kind) } }) : of('update');
    default: return call.operation.startsWith('create-') ? of('create') : of('update');
  }
}

/** `db-instance` of `delete-db-instance`, one spelling for one and many of it. */
export function nounOf(operation: string): string {
  const noun = operation.replace(/^(?:batch|bulk|admin)-/, '').replace(/^[a-z]+-?/, '');
  return noun.replace(/(?<!s|u|y)s$/, '') || operation;
}

/** The kind of thing by its noun, and by the service where the noun says nothing of its own. */
export function awsKind(service: string, noun: string): ResourceKind {
  const own = SERVICES.find(([, names]) => names.test(service))?.[0];
  const named = noun === '' ? null : kindOfNoun(noun);
  // A cluster, an instance, a domain or a group is what its service is for; a snapshot or a key is one everywhere.
  const general = own === 'service' || own === 'stack' ? HOLDERS : GENERAL;
  if (named === null || (own !== undefined && general.has(named) && !PLAIN.test(`${service} ${noun}`))) return own ?? named ?? 'infrastructure';
  return named;
}

/** Who is meant: the option named like the noun, else the first that identifies something. */
export function awsAddress(call: AwsCall, noun: string): string {
  const named = call.values(`--${noun}-identifier`, `--${noun}-name`, `--${noun}-names`, `--${noun}-id`, `--${noun}-ids`, `--${noun}-arn`);
  const found = named.length > 0 ? named : (call.options.find(({ name }) => name === `--${noun}` || name === `--${noun}s`) ?? call.options.find(({ name, values }) => values.length > 0 && IDENTIFIES.test(name) && !BESIDE.test(name)))?.values ?? call.positionals;
  const text = found.slice(0, 5).map(({ value }) => value.slice(0, 120)).join(' ');
  return text === '' ? `a ${noun.replace(/-/g, ' ')} of ${call.service}` : text;
}

function deletion(call: AwsCall, kind: ResourceKind): Partial<EffectSeed> {
  const reach = ACCOUNT.test(`${call.service} ${call.operation}`) ? 'account' : reachOfKind(kind);
  if (WINDOWED.test(`${call.service} ${call.operation}`)) {
    return call.has('--force-delete-without-recovery') ? { reach, undo: 'no', note: '--force-delete-without-recovery leaves no time to undo it' } : { reach, undo: 'within-window' };
  }
  if (call.has('--skip-final-snapshot', '--skip-final-cluster-snapshot')) return { reach, undo: 'no', note: 'no final snapshot is taken' };
  if (call.has('--final-db-snapshot-identifier', '--final-snapshot-identifier', '--final-cluster-snapshot-identifier')) return { reach, note: 'a final snapshot is taken' };
  if (kind === 'backup') return { reach, undo: 'no' };
  return { reach, undo: kind === 'data-store' || kind === 'stack' || kind === 'key' ? 'from-backup' : 'from-code' };
}

/** A running job or query that is cancelled is nobody's outage; what serves people is. */
function stopping(call: AwsCall, tier: number, of: (verb: EffectSeed['verb'], other?: Partial<EffectSeed>) => EffectSeed): EffectSeed {
  const { operation, service } = call;
  const seed = of('stop', { undo: 'yes' });
  const { resource } = seed;
  const sort = stopOf(operation);
  if (sort === 'routine') return of('update');
  if (sort === 'passing') return of('stop', { undo: 'yes', resource: { ...resource, kind: 'other' } });
  if (resource.kind === 'identity') return of('delete', { undo: 'from-code', note: `${operation} takes access away` });
  if (resource.kind === 'key' || resource.kind === 'protection' || resource.kind === 'audit') return seed;
  const stoppable = resource.kind === 'backup' || resource.kind === 'other' || resource.kind === 'trivial' ? { ...resource, kind: 'infrastructure' as const } : resource;
  if (sort === 'comes-back' && !call.has('--force', '--force-failover')) return of('stop', { undo: 'yes', resource: stoppable, reach: many(call) });
  if (/^(?:batch-)?(?:disassociate|detach|reject|unsubscribe|leave|disconnect|unassign|deprecate|deactivate)/.test(operation) && tier < 3 && stoppable.kind !== 'network-control') return of('stop', { undo: 'yes', resource: stoppable });
  return of('stop', { undo: 'from-code', resource: stoppable, note: service === 'ec2' && call.has('--force') ? '--force skips a clean shutdown' : null });
}

function many(call: AwsCall): 'resource' | 'collection' {
  return call.options.some(({ name, values }) => IDENTIFIES.test(name) && values.length > 1) ? 'collection' : 'resource';
}

function revoked(kind: ResourceKind): ResourceKind {
  return kind === 'network-control' || kind === 'key' ? kind : 'identity';
}

const HOLDERS: ReadonlySet<ResourceKind> = new Set(['service', 'infrastructure']);
const GENERAL: ReadonlySet<ResourceKind> = new Set(['stack', 'service', 'infrastructure', 'network-control', 'identity', 'data-store']);

/** Nouns that mean in their service what they mean anywhere. */
const PLAIN = /(?:security-group|parameter-group|subnet-group|option-group|-user\b|\buser\b|user-group|policy|firewall|hosted-zone|vpc|route|event-subscription|subscription|proxy|endpoint|permission|role\b|load-balancer|^\S+ (?:service|rule|listener)|organization|account)/;

const SERVICES: readonly (readonly [ResourceKind, RegExp])[] = [
  ['data-store', /^(?:rds|dynamodb|ddb|dax|docdb|docdb-elastic|neptune|neptune-graph|neptunedata|elasticache|memorydb|redshift|redshift-serverless|es|opensearch|opensearchserverless|s3|s3api|s3control|s3tables|s3vectors|s3files|s3outposts|efs|fsx|kinesis|kinesisvideo|firehose|kafka|sqs|sns|mq|ecr|ecr-public|keyspaces|timestream-write|timestream-influxdb|dsql|qldb|glacier|sdb|storagegateway|codecommit|codeartifact|glue|athena|lakeformation|finspace|healthlake|cloudsearch|kendra|cloudfront-keyvaluestore|omics|forecast|medical-imaging|mediastore|mediastore-data|workdocs|cloudformation-data|simpledb|odb)$/],
  ['backup', /^(?:backup|ebs)$/],
  ['protection', /^(?:dlm|rbin|fms|shield)$/],
  ['key', /^(?:kms|secretsmanager|acm|acm-pca|cloudhsm|cloudhsmv2|payment-cryptography|signer)$/],
  ['identity', /^(?:iam|identitystore|sso|sso-admin|cognito-idp|cognito-identity|ds|ds-data|verifiedpermissions|rolesanywhere|organizations|ram)$/],
  ['network-control', /^(?:route53|route53domains|route53resolver|route53globalresolver|route53profiles|waf|wafv2|waf-regional|network-firewall|directconnect|vpc-lattice|networkmanager|route53-recovery-control-config|globalaccelerator)$/],
  ['audit', /^(?:cloudtrail|configservice|config|guardduty|securityhub|macie2|detective|inspector2|accessanalyzer|auditmanager|securitylake|cloudwatch|logs|observabilityadmin)$/],
  ['stack', /^(?:cloudformation|elasticbeanstalk|amplify|amplifybackend|servicecatalog|proton|controltower|opsworks|eks|cloudcontrol|datazone|grafana|finspace)$/],
  ['service', /^(?:ec2|lambda|ecs|apprunner|batch|lightsail|autoscaling|emr|emr-serverless|workspaces|appstream|gamelift|sagemaker|stepfunctions|cloudfront|apigateway|apigatewayv2|appsync|elb|elbv2|codebuild|codepipeline|ivs|medialive|connect|events|scheduler|pipes|transfer|cloud9|mwaa|greengrass|greengrassv2|deadline|pcs|synthetics)$/],
];

const ACCOUNT = /^organizations (?:close-account|delete-organization$|leave-organization)/;
const WINDOWED = /^(?:kms schedule-key-deletion|secretsmanager delete-secret$|organizations close-account)/;
const OVERWRITES = /restore|backtrack|^put-|^import-|^replace-(?:route|network|transit)|^update-|rename|^reimport|^define|nameservers|cnames|reset/;
const REVOKES = /^(?:revoke|remove|detach|disable|deny|disallow|batch-revoke|deauthorize)/;
const IDENTIFIES = /-(?:identifiers?|names?|ids?|arns?|urls?|aliases)$|^--(?:bucket|key|name|names|id|ids|arn|cluster|service|services|instance|task|tasks|stack|alias|domain|repository|user|resource|resources|vault|application|function|table|target|value|hostname)$/;
const BESIDE = /^--(?:final-|client-|request-|account-id$|change-batch|role-arn|kms-key|source-)/;
