import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pairOf } from '../../src/previews/aws-pairs';
import { inventory, missing, only, type Stage, stage } from './stage';

const skip = missing('aws');

interface Cloud {
  readonly shop: Stage;
  readonly asked: string[];
}

/** An account that answers a few recorded requests, and refuses every other. */
async function cloud(t: TestContext, answers: Readonly<Record<string, string>>): Promise<Cloud> {
  const shop = stage(t);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? request.headers['x-amz-target']?.toString().split('.').at(-1) ?? `${request.method} ${request.url}`;
      asked.push(action);
      const answer = Object.entries(answers).find(([name]) => action.startsWith(name))?.[1];
      if (answer === undefined) {
        response.writeHead(403, { 'content-type': 'text/xml' });
        return response.end(`<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed: ${action.replace(/[<&]/g, '')}</Message></Error></ErrorResponse>`);
      }
      response.writeHead(200, { 'content-type': answer.startsWith('{') ? 'application/x-amz-json-1.0' : 'text/xml' });
      return response.end(answer);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => server.close());
  Object.assign(shop.env, { AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y', AWS_DEFAULT_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true', PYTHONDONTWRITEBYTECODE: '1', PYENV_ROOT: process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), PYENV_VERSION: process.env['PYENV_VERSION'] ?? '' });
  return { shop, asked };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const IDENTITY = { GetCallerIdentity: '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/me</Arn><UserId>U</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>', ListAccountAliases: '<ListAccountAliasesResponse><ListAccountAliasesResult><IsTruncated>false</IsTruncated><AccountAliases><member>acme-prod</member></AccountAliases></ListAccountAliasesResult></ListAccountAliasesResponse>' };

const CASES: readonly { readonly command: string; readonly answers: Readonly<Record<string, string>>; readonly items: readonly (readonly [name: string, detail: RegExp, holdsData: boolean, becomes: string])[] }[] = [
  {
    command: 'aws rds delete-db-instance --db-instance-identifier shop-prod --skip-final-snapshot',
    answers: { DescribeDBInstances: '<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances><DBInstance><DBInstanceIdentifier>shop-prod</DBInstanceIdentifier><Engine>postgres</Engine><EngineVersion>15.4</EngineVersion><DBInstanceClass>db.r6g.large</DBInstanceClass><AllocatedStorage>500</AllocatedStorage><DeletionProtection>false</DeletionProtection><BackupRetentionPeriod>7</BackupRetentionPeriod><MultiAZ>true</MultiAZ><DBInstanceStatus>available</DBInstanceStatus><InstanceCreateTime>2023-02-03T04:05:06Z</InstanceCreateTime><TagList><Tag><Key>env</Key><Value>prod</Value></Tag></TagList></DBInstance></DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>' },
    items: [['rds db-instance shop-prod', /^postgres 15\.4, db\.r6g\.large, 500 GB, no protection, backups of 7 days, multi-AZ, available, env prod/, true, 'gone']],
  },
  {
    command: 'aws dynamodb delete-table --table-name orders',
    answers: { DescribeTable: '{"Table":{"TableName":"orders","ItemCount":1204,"TableSizeBytes":5242880,"DeletionProtectionEnabled":false,"TableStatus":"ACTIVE","CreationDateTime":1700000000}}' },
    items: [['dynamodb table orders', /^5\.0 MB, 1204 items, no protection, ACTIVE, since 2023-11-14$/, true, 'gone']],
  },
  {
    command: 'aws ec2 terminate-instances --instance-ids i-1 i-2',
    answers: { DescribeInstances: '<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><instanceType>m5.large</instanceType><instanceState><code>16</code><name>running</name></instanceState><tagSet><item><key>Name</key><value>web</value></item></tagSet></item><item><instanceId>i-2</instanceId><instanceType>m5.xlarge</instanceType><instanceState><code>80</code><name>stopped</name></instanceState></item></instancesSet></item></reservationSet></DescribeInstancesResponse>' },
    items: [['ec2 instance i-1', /^m5\.large, running, web$/, false, 'gone'], ['ec2 instance i-2', /^m5\.xlarge, stopped$/, false, 'gone']],
  },
  {
    command: 'aws ec2 delete-volume --volume-id vol-1',
    answers: { DescribeVolumes: '<DescribeVolumesResponse><volumeSet><item><volumeId>vol-1</volumeId><size>200</size><volumeType>gp3</volumeType><status>available</status><attachmentSet/></item></volumeSet></DescribeVolumesResponse>' },
    items: [['ec2 volume vol-1', /^gp3, 200 GB, available$/, true, 'gone']],
  },
  {
    command: 'aws secretsmanager delete-secret --secret-id api-key --force-delete-without-recovery',
    answers: { DescribeSecret: '{"Name":"api-key","ARN":"arn:aws:secretsmanager:eu-west-1:1:secret:api-key","LastAccessedDate":1700000000}' },
    items: [['secretsmanager secret api-key', /last read/, true, 'gone']],
  },
  {
    command: 'aws s3 rm s3://shop-uploads/2023/ --recursive',
    answers: { 'GET /shop-uploads?list-type=2': '<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>2023/a/1</Key><Size>1048576</Size><LastModified>2024-01-02T03:04:05Z</LastModified></Contents><Contents><Key>2023/b/2</Key><Size>1048576</Size><LastModified>2024-02-03T04:05:06Z</LastModified></Contents></ListBucketResult>', 'GET /shop-uploads?versioning': '<VersioningConfiguration/>' },
    items: [['s3://shop-uploads/2023/', /^2 objects, 2\.0 MB, newest 2024-02-03, not versioned/, true, 'gone'], ['  a/', /^1 object$/, true, 'gone'], ['  b/', /^1 object$/, true, 'gone']],
  },
  {
    command: 'aws cloudformation delete-stack --stack-name shop',
    answers: {
      DescribeStackResources: '<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources><member><LogicalResourceId>Db</LogicalResourceId><PhysicalResourceId>shop-db-1</PhysicalResourceId><ResourceType>AWS::RDS::DBInstance</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member><member><LogicalResourceId>Uploads</LogicalResourceId><PhysicalResourceId>shop-uploads</PhysicalResourceId><ResourceType>AWS::S3::Bucket</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member><member><LogicalResourceId>Queue</LogicalResourceId><PhysicalResourceId>q</PhysicalResourceId><ResourceType>AWS::IAM::Role</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member></StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>',
      GetTemplate: '<GetTemplateResponse><GetTemplateResult><TemplateBody>Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    DeletionPolicy: Snapshot\n  Uploads:\n    Type: AWS::S3::Bucket\n    DeletionPolicy: Retain\n  Queue:\n    Type: AWS::IAM::Role\n</TemplateBody></GetTemplateResult></GetTemplateResponse>',
      DescribeStacks: '<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>shop</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2023-01-01T00:00:00Z</CreationTime><EnableTerminationProtection>false</EnableTerminationProtection></member></Stacks></DescribeStacksResult></DescribeStacksResponse>',
    },
    items: [['AWS::RDS::DBInstance Db', /shop-db-1, DeletionPolicy Snapshot/, true, 'gone, a last snapshot is taken'], ['AWS::S3::Bucket Uploads', /shop-uploads, DeletionPolicy Retain/, false, 'kept'], ['AWS::IAM::Role Queue', /^q$/, false, 'gone']],
  },
];

for (const { command, answers, items } of CASES) {
  test(`${command} is shown by the read that belongs to it`, { skip }, async (t) => {
    const { shop, asked } = await cloud(t, { ...IDENTITY, ...answers });
    const sights = await shop.look(command);
    const found = inventory(sights);
    assert.deepEqual(found.items.map(({ name, holdsData, becomes }) => [name, holdsData, becomes.kind === 'changed' ? becomes.to : becomes.kind]), items.map(([name, , holdsData, becomes]) => [name, holdsData, becomes]));
    found.items.forEach(({ detail }, i) => assert.match(detail, items[i]?.[1] as RegExp));
    assert.match(found.source, /^AWS 123456789012 \(acme-prod\), eu-west-1/);
    assert.deepEqual(asked.filter((action) => !/^(?:Describe|Get|List|GET )/.test(action)), []);
  });
}

const STACK = {
  ListChangeSets: '<ListChangeSetsResponse><ListChangeSetsResult><Summaries><member><ChangeSetName>release-7</ChangeSetName><ExecutionStatus>AVAILABLE</ExecutionStatus></member></Summaries></ListChangeSetsResult></ListChangeSetsResponse>',
  GetTemplate: '<GetTemplateResponse><GetTemplateResult><TemplateBody>Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      DBInstanceIdentifier: shop\n      Engine: postgres\n  Queue:\n    Type: AWS::SQS::Queue\n</TemplateBody></GetTemplateResult></GetTemplateResponse>',
  DescribeChangeSet: '<DescribeChangeSetResponse><DescribeChangeSetResult><StackName>shop</StackName><Status>CREATE_COMPLETE</Status><Changes><member><Type>Resource</Type><ResourceChange><Action>Modify</Action><LogicalResourceId>Db</LogicalResourceId><PhysicalResourceId>shop-1</PhysicalResourceId><ResourceType>AWS::RDS::DBInstance</ResourceType><Replacement>True</Replacement><Scope><member>Properties</member></Scope><Details><member><Target><Attribute>Properties</Attribute><Name>DBInstanceIdentifier</Name><RequiresRecreation>Always</RequiresRecreation></Target></member><member><Target><Attribute>Tags</Attribute><RequiresRecreation>Never</RequiresRecreation></Target></member></Details></ResourceChange></member><member><Type>Resource</Type><ResourceChange><Action>Remove</Action><LogicalResourceId>Queue</LogicalResourceId><PhysicalResourceId>q</PhysicalResourceId><ResourceType>AWS::SQS::Queue</ResourceType></ResourceChange></member><member><Type>Resource</Type><ResourceChange><Action>Add</Action><LogicalResourceId>Topic</LogicalResourceId><ResourceType>AWS::SNS::Topic</ResourceType></ResourceChange></member></Changes></DescribeChangeSetResult></DescribeChangeSetResponse>',
};
const NEW_TEMPLATE = 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      DBInstanceIdentifier: shop-two\n      Engine: postgres\n';

test('a change set is shown as CloudFormation says it: what is replaced, for which property, and what is removed', { skip }, async (t) => {
  const { shop, asked } = await cloud(t, { ...IDENTITY, ...STACK });
  const { items, source } = inventory(await shop.look('aws cloudformation execute-change-set --stack-name shop --change-set-name release-7'));
  assert.deepEqual(items.map(({ name, detail, holdsData, becomes }) => [name, detail, holdsData, becomes.kind, becomes.kind === 'empty' ? becomes.why : '']), [['AWS::RDS::DBInstance Db', 'shop-1', true, 'empty', 'DBInstanceIdentifier'], ['AWS::SQS::Queue Queue', 'q', true, 'gone', '']]);
  assert.match(source, /change set release-7 as CloudFormation says now, it adds 1 thing/);
  assert.deepEqual(asked.filter((action) => !/^(?:Describe|Get|List)/.test(action)), []);
});

for (const [command, path] of [['aws cloudformation deploy --stack-name shop --template-file infra/shop.yaml', 'infra/shop.yaml'], ['aws cloudformation update-stack --stack-name shop --template-body file://infra/shop.yaml', 'infra/shop.yaml'], ['sam deploy --stack-name shop --no-confirm-changeset', 'template.yaml'], ['cdk deploy shop --require-approval never', 'cdk.out/shop.template.json']] as const) {
  test(`${command} is shown by the stack's own template against the new one`, { skip }, async (t) => {
    const { shop, asked } = await cloud(t, { ...IDENTITY, ...STACK });
    shop.write(path, path.endsWith('.json') ? JSON.stringify({ Resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceIdentifier: 'shop-two', Engine: 'postgres' } } } }, null, 2) : NEW_TEMPLATE);
    const sights = await shop.look(command);
    const looked = only(sights);
    const { items, source } = inventory(sights);
    assert.deepEqual(items.map(({ name, becomes }) => [/Db|Queue/.exec(name)?.[0], becomes.kind]).sort(), [['Db', 'empty'], ['Queue', 'gone']]);
    assert.match(source, /the template of stack shop as CloudFormation has it, against .*, change sets that wait: release-7/);
    const diff = looked.kind === 'known' ? looked.files?.[0] : undefined;
    assert.match(diff?.before ?? '', /Queue/);
    assert.match(diff?.after ?? '', /shop-two/);
    assert.deepEqual(asked.filter((action) => !/^(?:Describe|Get|List)/.test(action)), []);
  });
}

test('an app that was not built here leaves unknown what a deployment changes', { skip }, async (t) => {
  const { shop } = await cloud(t, { ...IDENTITY, ...STACK });
  const looked = only(await shop.look('cdk deploy --require-approval never'));
  assert.match(looked.kind === 'unknown' ? looked.why : '', /no built template of it is on this machine/);
});

test('refused credentials leave what exists unknown, in the words of the tool', { skip }, async (t) => {
  const { shop } = await cloud(t, {});
  const looked = only(await shop.look('aws rds delete-db-instance --db-instance-identifier shop-prod'));
  assert.match(looked.kind === 'unknown' ? looked.why : '', /what exists could not be learned: .*AccessDenied.*DescribeDBInstances/);
  assert.match(looked.command ?? '', /^aws rds describe-db-instances/);
});

test('a read belongs to an operation by its name, and never gives out a secret', () => {
  const reads = new Set(['describe-db-instances', 'describe-volumes', 'describe-policies', 'get-policy', 'get-secret-value', 'describe-table', 'describe-key', 'describe-boxes', 'get-parameter']);
  const has = (read: string) => reads.has(read);
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['rds', 'delete-db-instance', 'describe-db-instances'], ['rds', 'modify-db-instance', 'describe-db-instances'], ['ec2', 'delete-volume', 'describe-volumes'], ['dynamodb', 'delete-table', 'describe-table'],
    ['kms', 'schedule-key-deletion', 'describe-key'], ['x', 'delete-policy', 'describe-policies'], ['x', 'delete-box', 'describe-boxes'], ['x', 'delete-secret-value', null], ['x', 'delete-parameter', null], ['rds', 'create-db-instance', null], ['x', 'delete-unheard-of', null],
  ];
  for (const [service, operation, read] of cases) assert.equal(pairOf(service, operation, has)?.read ?? null, read, `${service} ${operation}`);
  assert.deepEqual(pairOf('ec2', 'delete-volume', has)?.options['--volume-id'], '--volume-ids');
});
