import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { lower } from '../../../src/engine/lower';
import type { Effect } from '../../../src/engine/model';
import { type World, world } from '../../world';

/** `verb kind address reach` of every effect that is more than a read. */
function effects(text: string, given: World = {}): string[] {
  return all(text, given).filter(({ verb }) => verb !== 'read').map(({ verb, resource, reach }) => `${verb} ${resource.kind} ${resource.address} ${reach}`);
}

function all(text: string, given: World = {}): readonly Effect[] {
  return lower({ kind: 'command', shell: 'bash', cwd: '/home/me/shop', text }, world(given)).effects;
}

describe('what a cloud command would do', () => {
  const cases: readonly (readonly [text: string, ...expected: string[]])[] = [
    ['aws rds delete-db-instance --db-instance-identifier shop --skip-final-snapshot', 'delete data-store shop resource'],
    ['aws rds delete-db-instance --skip-fin --db-instance-id shop', 'delete data-store shop resource'],
    ['aws --profile p rds --region eu-west-1 delete-db-snapshot --db-snapshot-identifier nightly', 'delete backup nightly resource'],
    ['aws ec2 terminate-instances --instance-ids i-1 i-2', 'delete service i-1 i-2 resource'],
    ['aws ec2 delete-security-group --group-id sg-1', 'delete network-control sg-1 resource'],
    ['aws ec2 delete-volume --volume-id vol-1', 'delete data-store vol-1 resource'],
    ['aws elasticbeanstalk rebuild-environment --environment-name shop-prod', 'replace stack shop-prod stack'],
    ['aws cloudformation delete-stack --stack-name shop', 'delete stack shop stack'],
    ['aws cloudformation create-stack --stack-name shop', 'create stack shop resource'],
    ['aws iam delete-role --role-name deploy', 'delete identity deploy resource'],
    ['aws kms schedule-key-deletion --key-id alias/shop', 'delete key alias/shop resource'],
    ['aws s3 rm s3://uploads/2024 --recursive', 'delete data-store s3://uploads/2024 collection'],
    ['aws s3 rm --recursive s3://uploads/2024', 'delete data-store s3://uploads/2024 collection'],
    ['aws s3 sync s3://uploads . --delete', 'delete files . collection'],
    ['aws organizations close-account --account-id 123456789012', 'delete stack 123456789012 account'],
    ['aws ecs update-service --cluster shop --service api --desired-count 0', 'update service api resource', 'stop service api resource'],
    ['aws dynamodb delete-item --table-name orders --key {}', 'delete rows orders resource'],
    ['aws cloudcontrol delete-resource --type-name AWS::RDS::DBInstance --identifier shop', 'delete data-store shop resource'],
    ['gcloud sql instances delete shop', 'delete data-store shop resource'],
    ['gcloud container clusters delete prod --region europe-west1', 'delete stack prod stack'],
    ['gcloud projects delete acme', 'delete stack acme account'],
    ['gcloud compute firewall-rules delete --quiet allow-ssh', 'delete network-control allow-ssh resource'],
    ['az group delete -n shop --yes', 'delete stack shop stack'],
    ['az lock delete --name nodelete -g shop', 'unprotect protection nodelete resource'],
    ['az rest --method delete --url https://management.azure.com/subscriptions/1/resourceGroups/shop?api-version=1', 'delete stack /subscriptions/1/resourceGroups/shop stack'],
    ['bq rm -r -f sales', 'delete data-store sales collection'],
    ['gsutil rsync -d ./dist gs://www', 'delete data-store gs://www collection'],
    ['hcloud server rebuild --image debian-12 web', 'replace service web resource'],
    ['aliyun ecs DeleteInstance --InstanceId i-1', 'delete service i-1 resource'],
    ['doctl databases delete 9cc1 -f', 'delete data-store 9cc1 resource'],
  ];
  for (const [text, ...expected] of cases) test(text, () => assert.deepEqual(effects(text), expected));
});

describe('what changes nothing', () => {
  for (const text of ['aws ec2 terminate-instances --instance-ids i-1 --dry-run', 'aws rds wait db-instance-deleted', 'aws rds delete-db-instance help', 'gcloud sql instances delete x --help', 'az vm delete --help', 'gsutil rsync -n -d a gs://b', 'bq query --dry_run "DROP TABLE x"', 'hcloud server list', 'aws s3 rm s3://a --recursive --dryrun']) {
    test(text, () => {
      assert.deepEqual(effects(text), []);
      assert.ok(all(text).length > 0, 'no reader knew it');
    });
  }
});

describe('what stands in JSON and files', () => {
  const files = {
    '/home/me/shop/change.json': '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"www.example.com."}}]}',
    '/home/me/shop/create.json': '{"Changes":[{"Action":"CREATE","ResourceRecordSet":{"Name":"new.example.com."}}]}',
    '/home/me/shop/input.json': '{"DBInstanceIdentifier":"shop","DeletionProtection":false}',
    '/home/me/shop/noncurrent.json': '{"Rules":[{"NoncurrentVersionExpiration":{"NoncurrentDays":30}}]}',
  };
  const cases: readonly (readonly [text: string, ...expected: string[]])[] = [
    ['aws route53 change-resource-record-sets --hosted-zone-id Z --change-batch file://change.json', 'delete network-control www.example.com. resource'],
    ['aws route53 change-resource-record-sets --hosted-zone-id Z --change-batch file://create.json', 'create network-control new.example.com. resource'],
    ['aws route53 change-resource-record-sets --hosted-zone-id Z --change-batch file://none.json', 'overwrite network-control Z resource'],
    ['aws rds modify-db-instance --cli-input-json file://input.json', 'update data-store shop resource', 'unprotect data-store shop resource'],
    ['aws s3api put-bucket-lifecycle-configuration --bucket b --lifecycle-configuration file://noncurrent.json', 'update protection b resource'],
    ['aws s3api put-bucket-lifecycle-configuration --bucket b --lifecycle-configuration file://none.json', 'unprotect data-store b resource'],
  ];
  for (const [text, ...expected] of cases) test(text, () => assert.deepEqual(effects(text, { files }), expected));
});

describe('where it would land', () => {
  const files = {
    '/home/me/.aws/config': '[default]\nregion = us-east-1\n[profile acme-prod]\nregion = eu-west-1\nsso_account_id = 123456789012\n',
    '/home/me/.config/gcloud/active_config': 'work\n',
    '/home/me/.config/gcloud/configurations/config_work': '[core]\nproject = acme-prod\n',
    '/home/me/.azure/azureProfile.json': '{"subscriptions":[{"name":"dev","isDefault":false},{"name":"acme-prod","isDefault":true}]}',
  };
  const cases: readonly (readonly [text: string, env: Readonly<Record<string, string>>, expected: Readonly<Record<string, string>>])[] = [
    ['aws rds delete-db-instance --db-instance-identifier shop --profile acme-prod', {}, { 'aws-profile': 'acme-prod', 'aws-region': 'eu-west-1', 'aws-account': '123456789012', database: 'shop' }],
    ['aws rds delete-db-instance --db-instance-identifier shop', { AWS_PROFILE: 'acme-prod', AWS_REGION: 'eu-central-1' }, { 'aws-profile': 'acme-prod', 'aws-region': 'eu-central-1', 'aws-account': '123456789012', database: 'shop' }],
    ['aws sns delete-topic --topic-arn arn:aws:sns:eu-west-1:210987654321:orders', {}, { 'aws-account': '210987654321' }],
    ['aws cloudformation delete-stack --stack-name shop-prod', {}, { stack: 'shop-prod' }],
    ['aws --endpoint-url http://localhost:4566 s3 rb s3://x', {}, { endpoint: 'http://localhost:4566' }],
    ['gcloud sql instances delete shop', {}, { 'gcloud-configuration': 'work', 'gcloud-project': 'acme-prod' }],
    ['gcloud sql instances delete shop --project acme-dev', {}, { 'gcloud-configuration': 'work', 'gcloud-project': 'acme-dev' }],
    ['az group delete -n shop', {}, { 'az-subscription': 'acme-prod', 'az-resource-group': 'shop' }],
    ['az vm delete -g shop -n web --subscription dev', {}, { 'az-subscription': 'dev', 'az-resource-group': 'shop' }],
  ];
  for (const [text, env, expected] of cases) test(`${JSON.stringify(env)} ${text}`, () => assert.deepEqual(all(text, { files, env })[0]?.environment.facts, expected));
});

describe('aliases of the AWS command line', () => {
  const files = { '/home/me/.aws/cli/alias': '[toplevel]\nwhoami = sts get-caller-identity\ndropdb = rds delete-db-instance --skip-final-snapshot\nloop = loop\nnuke =\n  !f() {\n    aws s3 rb s3://x --force\n  }; f\n' };
  const cases: readonly (readonly [text: string, ...expected: string[]])[] = [
    ['aws whoami'], ['aws loop'], ['aws other'],
    ['aws --profile p dropdb --db-instance-identifier shop', 'delete data-store shop resource'],
    ['aws nuke', 'delete data-store s3://x collection'],
  ];
  for (const [text, ...expected] of cases) test(text, () => assert.deepEqual(effects(text, { files }), expected));
});
