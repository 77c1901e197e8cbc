import type { EffectSeed } from '../../effects';
import type { ResourceKind } from '../../model';
import type { AwsCall } from './aws-arguments';
import type { Operation } from './aws-operations';
import { recordChanges } from './aws-records';
import { lookup } from '../../lookup';

/** Operations that mean more, or less, than their verb. `null` when the verb says it all. */
export function awsCase(call: AwsCall, seed: EffectSeed, operation: Operation): readonly EffectSeed[] | null {
  const name = `${call.service} ${call.operation}`;
  return lookup(CASES, name)?.(call, seed) ?? PATTERNS.find(([pattern]) => pattern.test(name))?.[1](call, seed, operation) ?? null;
}

type Case = (call: AwsCall, seed: EffectSeed, operation?: Operation) => readonly EffectSeed[] | null;

const CASES: Readonly<Record<string, Case>> = {
  'dynamodb delete-item': (call, seed) => [{ ...as(seed, 'delete', 'rows'), note: `one item of ${call.value('--table-name')?.value ?? 'a table'}` }],
  'dynamodb batch-write-item': (call, seed) => (/DeleteRequest/.test(call.text) ? [as(seed, 'delete', 'rows')] : [as(seed, 'update', 'rows')]),
  'dynamodb transact-write-items': (_, seed) => [as(seed, 'update', 'rows')],
  'dynamodb put-item': (_, seed) => [as(seed, 'update', 'rows')],
  'dynamodb import-table': (_, seed) => [{ ...seed, verb: 'create' }],
  'dynamodb update-table': (call, seed) =>
    /"?Delete"?\s*[:=]\s*[{[]/.test(call.text) ? [{ ...as(seed, 'delete', /ReplicaUpdates|--replica-updates/i.test(call.text) && !/RegionName/.test(call.text) ? 'protection' : 'schema'), note: 'an index or a replica of it goes' }] : [{ ...seed, verb: 'update' }],
  'dynamodb update-continuous-backups': (_, seed) => [{ ...seed, verb: 'update' }],
  'dynamodb update-time-to-live': (_, seed) => [{ ...seed, verb: 'update' }],

  's3api delete-objects': (_, seed) => [{ ...seed, reach: 'collection', undo: 'no' }],
  's3api put-object': (_, seed) => [{ ...seed, verb: 'update' }],
  's3api rename-object': (_, seed) => [{ ...seed, verb: 'update' }],
  's3api put-bucket-lifecycle-configuration': expiring,
  's3api put-bucket-lifecycle': expiring,
  's3control put-bucket-lifecycle-configuration': expiring,
  'ecr put-lifecycle-policy': (call, seed) => [/"?expire"?/.test(call.text) || call.unread.length > 0 ? { ...as(seed, 'unprotect', 'data-store'), undo: 'no', note: 'images expire, which deletes them' } : { ...seed, verb: 'update' }],
  's3api delete-bucket-lifecycle': (_, seed) => [{ ...seed, verb: 'update' }],
  's3api put-bucket-versioning': (call, seed) => [/suspended|MFADelete["']?\s*[:=]\s*["']?Disabled/i.test(call.text) ? { ...seed, verb: 'unprotect', note: 'overwritten objects are no longer kept' } : { ...seed, verb: 'update', note: null }],
  's3control put-bucket-versioning': (call, seed) => [/suspended/i.test(call.text) ? seed : { ...seed, verb: 'update', note: null }],
  's3api put-public-access-block': (call, seed) => [/(?:=|:\s*)["']?false/i.test(call.text) ? { ...seed, verb: 'unprotect', note: 'it could be opened to everyone' } : { ...seed, verb: 'update' }],
  's3control put-public-access-block': (call, seed) => [/(?:=|:\s*)["']?false/i.test(call.text) ? { ...seed, verb: 'unprotect', note: 'every bucket of the account could be opened to everyone' } : { ...seed, verb: 'update' }],
  's3api put-bucket-acl': opening,
  's3api put-object-acl': opening,
  's3api put-bucket-policy': opening,
  's3api put-object-legal-hold': (call, seed) => [/\bOFF\b/.test(call.text) ? seed : { ...seed, verb: 'update', note: null }],
  's3api put-object-retention': (call, seed) => [call.has('--bypass-governance-retention') ? seed : { ...seed, verb: 'update', note: null }],
  's3api put-object-lock-configuration': (call, seed) => [/Mode|Rule/.test(call.text) ? { ...seed, verb: 'update', note: null } : seed],

  'route53 change-resource-record-sets': (call, seed) => recordChanges(call, seed),
  'route53 delete-health-check': (_, seed) => [as(seed, 'delete', 'infrastructure')],

  'rds modify-db-instance': (call, seed) => modified(call, seed),
  'rds modify-db-cluster': (call, seed) => modified(call, seed),
  'docdb modify-db-instance': (call, seed) => modified(call, seed),
  'docdb modify-db-cluster': (call, seed) => modified(call, seed),
  'neptune modify-db-instance': (call, seed) => modified(call, seed),
  'neptune modify-db-cluster': (call, seed) => modified(call, seed),
  'rds stop-db-instance-automated-backups-replication': (_, seed) => [{ ...as(seed, 'delete', 'protection') }],

  'ec2 terminate-instances': (_, seed) => [{ ...seed, undo: 'from-backup', note: 'disks that go with the instance are gone' }],
  'ec2 create-replace-root-volume-task': (_, seed) => [{ ...as(seed, 'replace', 'data-store'), undo: 'no' }],
  'ec2 modify-instance-metadata-options': (call, seed) => [/optional/.test(call.text) ? seed : { ...seed, verb: 'update', note: null }],
  'ec2 modify-image-attribute': shared, 'ec2 modify-snapshot-attribute': shared, 'rds modify-db-snapshot-attribute': shared, 'rds modify-db-cluster-snapshot-attribute': shared,
  'ec2 authorize-security-group-ingress': opening,
  'ec2 disable-serial-console-access': harmless, 'ec2 disable-address-transfer': harmless, 'ec2 disable-fast-snapshot-restores': harmless, 'ec2 disable-fast-launch': harmless, 'ec2 disable-image-deprecation': harmless,
  'ec2 unmonitor-instances': harmless,
  'ec2 cancel-spot-instance-requests': (_, seed) => [as(seed, 'stop', 'service')],
  'ec2 release-address': (_, seed) => [{ ...as(seed, 'delete', 'network-control'), undo: 'no', note: 'the address can go to somebody else' }],

  'elasticbeanstalk rebuild-environment': (_, seed) => [{ ...as(seed, 'replace', 'stack'), reach: 'stack', note: 'everything in it, an attached database included' }],
  'elasticbeanstalk swap-environment-cnames': (_, seed) => [{ ...as(seed, 'stop', 'stack'), reach: 'stack', note: 'visitors are sent to the other one' }],
  'elasticbeanstalk update-environment': (call, seed) => [
    call.has('--solution-stack-name', '--platform-arn', '--tier') ? { ...as(seed, 'stop', 'service'), reach: 'stack', undo: 'from-code', note: 'a new platform replaces its instances' } : { ...as(seed, 'update', 'stack') },
  ],
  'elasticbeanstalk delete-application-version': (_, seed) => [as(seed, 'delete', 'trivial')],
  'elasticbeanstalk delete-environment-configuration': (_, seed) => [as(seed, 'delete', 'trivial')],
  'elasticbeanstalk restart-app-server': (_, seed) => [{ ...as(seed, 'stop', 'service'), undo: 'yes' }],

  'cloudformation execute-change-set': applied, 'cloudformation update-stack': applied, 'cloudformation deploy': applied, 'cloudformation update-stack-set': applied,
  'cloudformation delete-change-set': (_, seed) => [as(seed, 'delete', 'trivial')],
  'cloudformation delete-generated-template': (_, seed) => [as(seed, 'delete', 'trivial')],
  'cloudformation create-change-set': (_, seed) => [{ ...seed, verb: 'read' }],
  'cloudformation rollback-stack': (_, seed) => [{ ...as(seed, 'stop', 'stack'), undo: 'yes' }],
  'cloudformation update-termination-protection': (call, seed) => (call.has('--no-enable-termination-protection') ? [] : [{ ...seed, verb: 'update', note: null }]),
  'cloudformation set-stack-policy': (call, seed) => [/"Effect"\s*:\s*"Deny"/.test(call.text) ? { ...seed, verb: 'update', note: null } : { ...seed, resource: { ...seed.resource, kind: 'protection' } }],
  'cloudformation deactivate-type': harmless,
  'cloudcontrol update-resource': (_, seed) => [{ ...seed, verb: 'update' }],
  'cloudcontrol delete-resource': typedResource,

  'autoscaling update-auto-scaling-group': updated, 'autoscaling set-desired-capacity': updated, 'autoscaling detach-instances': (_, seed) => [as(seed, 'stop', 'service')],
  'autoscaling start-instance-refresh': (_, seed) => [{ ...as(seed, 'stop', 'service'), undo: 'yes', note: 'its instances are replaced one after the other' }],
  'autoscaling set-instance-protection': updated,
  'ecs update-service': updated, 'ecs update-task-protection': updated, 'ecs update-express-gateway-service': updated,
  'ecs stop-task': (_, seed) => [{ ...as(seed, 'stop', 'service'), undo: 'from-code' }],
  'ecs deregister-task-definition': (_, seed) => [as(seed, 'delete', 'trivial')],
  'eks update-nodegroup-config': updated, 'eks update-cluster-version': (_, seed) => [{ ...as(seed, 'stop', 'stack'), undo: 'yes', note: 'a version cannot be taken back' }],
  'lambda put-function-concurrency': updated,
  'lambda delete-function-concurrency': harmless,
  'lambda add-permission': opening,
  'application-autoscaling register-scalable-target': updated,
  'elbv2 modify-load-balancer-attributes': updated,
  'emr modify-instance-groups': updated, 'emr modify-instance-fleet': updated,
  'emr set-termination-protection': (_, seed) => [{ ...seed, verb: 'update' }],
  'batch terminate-job': (_, seed) => [as(seed, 'stop', 'service')],

  'kms schedule-key-deletion': (_, seed) => [as(seed, 'delete', 'key')],
  'kms disable-key': (_, seed) => [as(seed, 'stop', 'key')], 'kms disconnect-custom-key-store': (_, seed) => [as(seed, 'stop', 'key')],
  'kms put-key-policy': (call, seed) => [call.has('--bypass-policy-lockout-safety-check') ? { ...as(seed, 'overwrite', 'identity'), note: 'nobody may be able to use or repair the key' } : { ...seed, verb: 'update' }],
  'kms rotate-key-on-demand': harmless,
  'secretsmanager put-secret-value': harmless, 'ssm put-parameter': harmless, 'codecommit put-file': harmless, 'iam update-assume-role-policy': harmless,
  'ssm delete-parameter': (_, seed) => [as(seed, 'delete', 'key')], 'ssm delete-parameters': (_, seed) => [as(seed, 'delete', 'key')],
  'iam update-access-key': (call, seed) => [/inactive/i.test(call.text) ? as(seed, 'stop', 'key') : seed],
  'iam set-default-policy-version': harmless,
  'cognito-idp admin-disable-user': (_, seed) => [as(seed, 'delete', 'identity')],

  'logs put-retention-policy': (call, seed) => [Number(call.value('--retention-in-days')?.value ?? 0) >= 365 ? { ...seed, verb: 'update', note: null } : { ...as(seed, 'unprotect', 'audit'), note: 'older events are deleted' }],
  'logs delete-retention-policy': harmless,
  'cloudtrail update-trail': (_, seed) => [{ ...seed, verb: 'update', note: null }],
  'cloudtrail put-event-selectors': (call, seed) => [/IncludeManagementEvents["']?\s*[:=]\s*["']?false|WriteOnly|ReadOnly|\[\s*\]/i.test(call.text) ? seed : { ...seed, verb: 'update', note: null }],
  'guardduty update-detector': (call, seed) => [call.has('--no-enable') ? seed : { ...seed, verb: 'update', note: null }],
  'events disable-rule': (_, seed) => [{ ...as(seed, 'stop', 'service'), undo: 'yes' }],
  'backup update-backup-plan': (_, seed) => [{ ...seed, verb: 'update', note: null }], 'backup put-backup-vault-lock-configuration': (_, seed) => [{ ...seed, verb: 'update', note: null }],
  'backup update-recovery-point-lifecycle': (call, seed) => [/DeleteAfterDays/.test(call.text) ? seed : { ...seed, verb: 'update', note: null }],
  'efs put-backup-policy': (call, seed) => [/disabled/i.test(call.text) ? seed : { ...seed, verb: 'update', note: null }],
  'efs put-lifecycle-configuration': (_, seed) => [{ ...seed, verb: 'update' }],
  'rbin update-rule': (_, seed) => [{ ...seed, verb: 'update', note: null }],
  'redshift modify-snapshot-copy-retention-period': (_, seed) => [{ ...seed, verb: 'update', note: null }],
  'redshift resize-cluster': (_, seed) => [{ ...seed, verb: 'update' }], 'redshift restore-table-from-cluster-snapshot': (_, seed) => [{ ...seed, verb: 'create' }],
  'rds restore-db-cluster-from-s3': (_, seed) => [{ ...seed, verb: 'create' }], 'cloudhsmv2 restore-backup': (_, seed) => [{ ...seed, verb: 'create' }],
  'kinesis decrease-stream-retention-period': (_, seed) => [{ ...as(seed, 'unprotect', 'data-store'), note: 'older records are dropped' }],
  'kinesis merge-shards': harmless, 'sqs delete-message': harmless, 'sqs delete-message-batch': harmless,
  'sqs purge-queue': (_, seed) => [{ ...seed, reach: 'collection', undo: 'no', note: 'every message in it' }],
  'neptunedata execute-fast-reset': (_, seed) => [{ ...as(seed, 'delete', 'data-store'), reach: 'collection', undo: 'no' }],
  'neptune-graph reset-graph': (_, seed) => [{ ...as(seed, 'delete', 'data-store'), reach: 'collection', undo: 'no' }],
  'neptunedata execute-gremlin-query': graphed, 'neptunedata execute-open-cypher-query': graphed, 'neptune-graph execute-query': graphed,
  'organizations move-account': harmless, 'account disable-region': (_, seed) => [{ ...as(seed, 'stop', 'stack'), reach: 'account' }],
  'organizations detach-policy': (_, seed) => [{ ...as(seed, 'unprotect', 'protection'), note: 'accounts lose a guard rail' }], 'organizations disable-policy-type': (_, seed) => [as(seed, 'unprotect', 'protection')],
  'fis start-experiment': (_, seed) => [{ ...as(seed, 'stop', 'service'), undo: 'from-code', note: 'it breaks things on purpose' }],
  'ec2 send-diagnostic-interrupt': (_, seed) => [as(seed, 'stop', 'service')],
  'route53domains transfer-domain': (_, seed) => [as(seed, 'overwrite', 'network-control')], 'route53domains transfer-domain-to-another-aws-account': (_, seed) => [as(seed, 'delete', 'network-control')],
  'route53domains update-domain-nameservers': (_, seed) => [as(seed, 'overwrite', 'network-control')],
  'route53domains disable-domain-auto-renew': (_, seed) => [as(seed, 'unprotect', 'network-control')],
  'apigateway put-rest-api': (call, seed) => [/overwrite/.test(call.value('--mode')?.value ?? '') ? as(seed, 'replace', 'service') : { ...seed, verb: 'update' }],
  'apigatewayv2 reimport-api': (_, seed) => [{ ...seed, verb: 'update' }], 'appstream update-fleet': updated, 'wafv2 update-web-acl': updated, 'wafv2 update-ip-set': updated, 'wafv2 update-rule-group': updated,
  'mq update-broker': updated, 'memorydb update-cluster': updated, 'timestream-write update-table': updated, 'iotsitewise update-asset-model': updated, 'cloudsearch define-index-field': updated, 'iot replace-topic-rule': updated,
  'cloudfront update-distribution': (call, seed) => [/"Enabled"\s*:\s*false|\benabled=false/i.test(call.text) ? { ...as(seed, 'stop', 'service'), undo: 'yes', reach: 'collection' } : { ...seed, verb: 'update' }],
  'lightsail delete-known-host-keys': harmless,
};

const PATTERNS: readonly (readonly [RegExp, Case])[] = [
  // What a cache forgets is made again, and a model's session ends by itself.
  [/ (?:flush|invalidate)-.*cache|-cache-report$| delete-session$| end-session$| forget-/, (_, seed) => [as(seed, 'delete', 'other')]],
  // A table of settings that a delete operation names: without it the default counts again.
  [/ delete-.*(?:cors|website|analytics|inventory|metrics|tagging|ownership-controls|accelerate|intelligent)/, (_, seed) => [as(seed, 'delete', 'trivial')]],
  [/^(?:lex-|lexv2-|connect|customer-profiles|qconnect|wisdom|chime|frauddetector|personalize).* put-/, harmless],
  [/^(?:bedrock-runtime|ses|sesv2|sns|sqs|pinpoint|iot-data|events|kinesis|firehose|connectparticipant) (?:send|publish|put|converse|invoke)/, harmless],
  // Modify, update and set change in place; what they switch off shows in their arguments.
  [/ (?:modify|update|set|register|put)-/, (_, seed, operation) => (operation?.letter === 'S' || operation?.letter === 'X' ? [{ ...seed, verb: 'update' }] : null)],
];

function as(seed: EffectSeed, verb: EffectSeed['verb'], kind: ResourceKind): EffectSeed {
  return { ...seed, verb, resource: { ...seed.resource, kind } };
}

function harmless(_: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  return [{ ...seed, verb: 'update', resource: { ...seed.resource, kind: 'other' }, note: null }];
}

/** Decided by its arguments alone (`signsIn`). */
function updated(_: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  return [{ ...seed, verb: 'update', note: null }];
}

/** The template decides, and a person has seen a change set or asked for it by name. */
function applied(call: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  const address = call.value('--stack-name', '--stack-set-name', '--change-set-name')?.value ?? seed.resource.address;
  return [{ verb: call.has('--no-execute-changeset') ? 'read' : 'update', resource: { kind: 'change', type: 'cloudformation stack', address } }];
}

/** A rule that expires objects deletes them, all at once the first night. */
function expiring(call: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  const expires = /["']?Expiration["']?\s*[:=]/.test(call.text.replace(/["']?NoncurrentVersionExpiration["']?\s*[:=]|["']?AbortIncompleteMultipartUpload["']?/g, ''));
  if (expires || call.unread.length > 0) return [{ ...as(seed, 'unprotect', 'data-store'), undo: 'no', note: expires ? 'objects expire, which deletes them' : 'its rules cannot be read' }];
  return [{ ...seed, verb: 'update' }];
}

/** Granting passes; a grant to everyone opens the door. The web's own ports are open by nature. */
function opening(call: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  const everyone = /public-read|authenticated-read|AllUsers|AuthenticatedUsers|"Principal"\s*:\s*(?:"\*"|\{\s*"AWS"\s*:\s*"\*")|--principal \*|0\.0\.0\.0\/0|::\/0/.test(call.text);
  const web = /(?:--port (?:80|443)\b(?!-)|FromPort["']?[=:]\s*["']?(?:80|443)\b)/.test(call.text);
  return [everyone && !web ? { ...seed, verb: 'unprotect', undo: 'yes', note: 'open to everyone' } : { ...seed, verb: 'update' }];
}

function shared(call: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  const everyone = /--(?:values-to-add|group-names) (?:\S+ )*all\b|"?Group"?\s*[:=]\s*"?all\b/i.test(call.text);
  return [everyone ? { ...seed, verb: 'unprotect', note: 'anybody could copy it' } : { ...seed, verb: 'update' }];
}

/** Changes that take the database down are those of its class, engine, storage or name, and only when they are not left for the next window. */
function modified(call: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  const heavy = call.has('--db-instance-class', '--engine-version', '--storage-type', '--new-db-instance-identifier', '--new-db-cluster-identifier', '--db-port-number');
  if (call.has('--apply-immediately') && heavy && !call.has('--no-apply-immediately')) return [{ ...seed, verb: 'stop', undo: 'yes', note: 'it restarts at once' }];
  return [{ ...seed, verb: 'update', note: null }];
}

function graphed(call: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  const lost = /\.drop\s*\(|\b(?:detach\s+)?delete\b/i.test(call.text.replace(/--[\w-]+/g, ''));
  return [lost ? { ...as(seed, 'delete', 'data-store'), reach: 'collection' } : { ...seed, verb: 'update' }];
}

/** The generic interface names the type in an option. */
function typedResource(call: AwsCall, seed: EffectSeed): readonly EffectSeed[] {
  const type = call.value('--type-name')?.value ?? seed.resource.type;
  const kind = ofType(type);
  return [{ ...seed, reach: kind === 'stack' ? 'stack' : 'resource', resource: { kind, type, address: call.value('--identifier')?.value ?? seed.resource.address } }];
}

/** `AWS::RDS::DBInstance` by its words. */
function ofType(type: string): ResourceKind {
  const [, service = '', noun = ''] = type.split('::');
  if (/^(?:RDS|DynamoDB|S3|EFS|FSx|ElastiCache|Redshift|Neptune|DocDB|OpenSearchService|Elasticsearch|Kinesis|SQS|SNS|ECR|MSK|MemoryDB|Timestream|Cassandra|QLDB)$/.test(service) && !/Policy|Group|Subscription/.test(noun)) return 'data-store';
  if (/^(?:KMS|SecretsManager|CertificateManager)$/.test(service)) return 'key';
  if (/^(?:IAM|SSO|Cognito)$/.test(service)) return 'identity';
  if (/^Route53|SecurityGroup|VPC|Subnet|Route|WAF/.test(`${service}${noun}`)) return 'network-control';
  if (/Volume|Snapshot/.test(noun)) return 'data-store';
  return /Stack|Cluster|Environment|Application/.test(noun) ? 'stack' : 'infrastructure';
}

