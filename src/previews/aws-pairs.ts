import { lookup } from '../engine/lookup';
/** The read that shows what an operation would take, and how its options are called there. */
export interface Pair {
  readonly read: string;
  /** Option of the operation -> option of the read; any other identifying option keeps its name. */
  readonly options: Readonly<Record<string, string>>;
  /** Words added to the read. */
  readonly more: readonly string[];
}

const VERBS = /^(?:batch-)?(?:delete|terminate|stop|reboot|modify|update|disable|deregister|remove|reset|release|schedule|purge|cancel|detach|failover|put|restore|force-delete|reset)-/;

/**
 * The pair of an operation: `rds delete-db-instance` is shown by `describe-db-instances`. Where the names do not tell, a line below does.
 * `has` says whether the service has a read of that name. No read that gives out a secret's value is ever one.
 */
export function pairOf(service: string, operation: string, has: (read: string) => boolean): Pair | null {
  const written = lookup(PAIRS, `${service} ${operation}`) ?? lookup(PAIRS, `${service} *${operation.replace(VERBS, '')}`);
  if (written !== undefined) return { read: written[0], options: written[1] ?? {}, more: written[2] ?? [] };
  const noun = operation.replace(VERBS, '');
  if (noun === operation) return null;
  const one = noun.replace(/(?<=[^s])s$/, '');
  const many = /(?:s|x|ch|sh)$/.test(one) ? `${one}es` : /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`;
  const read = [`describe-${noun}`, `describe-${one}`, `describe-${many}`, ...(GETS.has(service) ? [`get-${one}`] : [])].find(has);
  if (read === undefined) return null;
  return { read, options: PLURAL.has(service) ? { [`--${one}-id`]: `--${one}-ids`, [`--${one}-name`]: `--${one}-names`, [`--${one}-arn`]: `--${one}-arns` } : {}, more: [] };
}

/** Services whose lists are narrowed by the plural of what names one thing. */
const PLURAL: ReadonlySet<string> = new Set(['ec2', 'elb', 'elbv2', 'autoscaling', 'ecr', 'fsx', 'batch', 'codedeploy', 'workspaces', 'ds']);

/** Services whose `get-…` tells of a thing and not of what is in it. */
const GETS: ReadonlySet<string> = new Set(['iam', 'route53', 'cloudfront', 'apigateway', 'apigatewayv2', 'glue', 'athena', 'backup', 'amplify', 'appsync', 'mq', 'kafka', 'codebuild', 'wafv2', 'schemas', 'synthetics', 'mediastore', 'vpc-lattice', 'imagebuilder', 'emr-serverless', 'redshift-serverless', 'scheduler', 'timestream-influxdb', 'xray']);

/** `service operation`, or `service *noun` for every verb. */
const PAIRS: Readonly<Record<string, readonly [read: string, options?: Readonly<Record<string, string>>, more?: readonly string[]]>> = {
  'acm *certificate': ['describe-certificate'],
  'autoscaling *auto-scaling-group': ['describe-auto-scaling-groups', { '--auto-scaling-group-name': '--auto-scaling-group-names' }],
  'cloudwatch delete-alarms': ['describe-alarms'],
  'dynamodb update-continuous-backups': ['describe-continuous-backups'],
  'dynamodb update-time-to-live': ['describe-time-to-live'],
  'ec2 terminate-instances': ['describe-instances'],
  'ec2 stop-instances': ['describe-instances'],
  'ec2 reboot-instances': ['describe-instances'],
  'ec2 modify-instance-attribute': ['describe-instances', { '--instance-id': '--instance-ids' }],
  'ec2 detach-volume': ['describe-volumes', { '--volume-id': '--volume-ids' }],
  'ec2 delete-nat-gateway': ['describe-nat-gateways', { '--nat-gateway-id': '--nat-gateway-ids' }],
  'ec2 release-address': ['describe-addresses', { '--allocation-id': '--allocation-ids', '--public-ip': '--public-ips' }],
  'ec2 deregister-image': ['describe-images', { '--image-id': '--image-ids' }],
  'ec2 delete-key-pair': ['describe-key-pairs', { '--key-name': '--key-names' }],
  'ec2 delete-security-group': ['describe-security-groups', { '--group-id': '--group-ids', '--group-name': '--group-names' }],
  'ec2 revoke-security-group-ingress': ['describe-security-groups', { '--group-id': '--group-ids', '--group-name': '--group-names' }],
  'ecr delete-repository': ['describe-repositories', { '--repository-name': '--repository-names' }],
  'ecr batch-delete-image': ['describe-images'],
  'ecs *cluster': ['describe-clusters', { '--cluster': '--clusters' }],
  'ecs *service': ['describe-services', { '--service': '--services' }],
  'efs *mount-target': ['describe-mount-targets'],
  'elasticbeanstalk terminate-environment': ['describe-environments', { '--environment-name': '--environment-names', '--environment-id': '--environment-ids' }],
  'elasticbeanstalk delete-application': ['describe-environments'],
  'elasticache *replication-group': ['describe-replication-groups'],
  'emr terminate-clusters': ['describe-cluster', { '--cluster-ids': '--cluster-id' }],
  'firehose *delivery-stream': ['describe-delivery-stream'],
  'fsx *file-system': ['describe-file-systems', { '--file-system-id': '--file-system-ids' }],
  'kinesis delete-stream': ['describe-stream-summary'],
  'kms schedule-key-deletion': ['describe-key'],
  'kms delete-alias': ['describe-key', { '--alias-name': '--key-id' }],
  'lambda delete-function': ['get-function-configuration'],
  'logs *log-group': ['describe-log-groups', { '--log-group-name': '--log-group-name-prefix' }],
  'logs *retention-policy': ['describe-log-groups', { '--log-group-name': '--log-group-name-prefix' }],
  'opensearch *domain': ['describe-domain'],
  'organizations remove-account-from-organization': ['describe-account'],
  'organizations close-account': ['describe-account'],
  'route53 change-resource-record-sets': ['get-hosted-zone', { '--hosted-zone-id': '--id' }],
  's3api delete-bucket': ['get-bucket-location'],
  'sagemaker *endpoint': ['describe-endpoint'],
  'secretsmanager delete-secret': ['describe-secret'],
  'sns delete-topic': ['get-topic-attributes'],
  'sqs delete-queue': ['get-queue-attributes', {}, ['--attribute-names', 'All']],
  'sqs purge-queue': ['get-queue-attributes', {}, ['--attribute-names', 'All']],
  'ssm delete-parameter': ['describe-parameters', {}, []],
};

/** Options that say which thing is meant. The rest says what to do with it. */
export function identifies(option: string): boolean {
  return /(?:-id|-ids|-identifier|-name|-names|-arn|-arns|-url|^--name|^--names|^--id|^--ids|^--cluster|^--clusters|^--service|^--services|^--bucket|^--key|-prefix|^--public-ip|^--alarm-names|^--image-ids)$/.test(option) && !/^--(?:final-|target-db-snapshot|new-|client-request|source-region)/.test(option);
}
