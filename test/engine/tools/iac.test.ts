import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect, Facts, Invocation, Stdin } from '../../../src/engine/model';
import { together } from '../../../src/engine/effects';
import { IAC } from '../../../src/engine/tools/iac';
import { contextOf, invocationOf } from './invocations';

/** What a command line is said to do: `verb kind address`, and `reach` or `!` (unattended) where they are not the default. */
const SAID: readonly (readonly [text: string, ...effects: string[]])[] = [
  ['terraform destroy', 'delete stack /w stack'],
  ['terraform -chdir=prod destroy -auto-approve', 'delete stack /w/prod stack !'],
  ['terraform destroy -target=aws_db_instance.main', 'delete data-store aws_db_instance.main'],
  ['terraform destroy -target module.x.aws_s3_bucket.a[0] -target=aws_iam_role.b', 'delete data-store module.x.aws_s3_bucket.a[0]', 'delete identity aws_iam_role.b'],
  ['terraform destroy -target=module.db', 'delete stack module.db collection'],
  ['terraform destroy -target=null_resource.x', 'delete infrastructure null_resource.x'],
  ['terraform apply -destroy -target=aws_kms_key.main', 'delete key aws_kms_key.main'],
  ['terraform apply', 'update change the plan of /w collection'],
  ['terraform apply -auto-approve', 'update change the plan of /w collection !'],
  ['terraform apply -auto-approve=false', 'update change the plan of /w collection'],
  ['terraform apply tfplan', 'update change the saved plan tfplan collection'],
  ['terraform apply destroy.tfplan', 'delete stack /w stack'],
  ['terraform apply -replace=aws_instance.web', 'replace service aws_instance.web', 'update change the plan of /w collection'],
  ['terraform plan -destroy -out=x.bin', 'read change the saved plan x.bin'],
  ['terraform plan -destroy', 'read other terraform plan'],
  ['terraform taint module.a.aws_ebs_volume.data', 'replace data-store module.a.aws_ebs_volume.data'],
  ['terraform state rm aws_lb.a aws_db_instance.b', 'forget service aws_lb.a', 'forget data-store aws_db_instance.b'],
  ['terraform state rm -dry-run aws_lb.a', 'read other terraform state rm'],
  ['terraform workspace delete prod', 'delete state the workspace prod'],
  ['terraform init -migrate-state', 'update state the state, moved to another backend'],
  ['terraform state list', 'read other terraform state list'],
  ['terraform destroy -help', 'read other terraform destroy'],
  ['terragrunt run-all destroy', 'delete stack /w stack !'],
  ['terragrunt run --all --working-dir live destroy', 'delete stack /w/live stack !'],
  ['terragrunt run-all plan', 'read other terragrunt plan'],
  ['terragrunt exec -- terraform destroy', 'delete stack /w stack'],
  ['terragrunt destroy -target=aws_instance.web', 'delete service aws_instance.web'],
  ['pulumi destroy -s prod -y', 'delete stack the stack prod stack !'],
  ['pulumi up --yes', 'update change the program in /w collection !'],
  ['pulumi up --target-replace urn:pulumi:prod::shop::aws:rds/instance:Instance::main', 'replace data-store aws:rds/instance:Instance main', 'update change the program in /w collection'],
  ['pulumi state unprotect --all', 'unprotect protection every resource of the stack collection'],
  ['pulumi config get aws:region', 'read other pulumi-setting aws:region'],
  ['cdk destroy A B --force', 'delete stack A stack !', 'delete stack B stack !'],
  ['cdk deploy A --require-approval never', 'update change the change of A collection !', 'create stack A stack !'],
  ['cdk deploy A --no-execute', 'read other cdk deploy A'],
  ['sam delete --stack-name shop --no-prompts', 'delete stack sam-stack shop stack !'],
  ['vagrant ssh -c "terraform destroy"', 'delete stack the current folder stack'],
  ['sst shell -- terraform destroy', 'delete stack /w stack'],
  ['ansible db -m community.postgresql.postgresql_db -a "name=shop state=absent"', 'delete data-store shop collection'],
  ['ansible web -m service -a "name=nginx state=stopped"', 'stop service nginx collection'],
  ['ansible web -m service -a "name=nginx state=started"', 'read other ansible web'],
  ['ansible web -m file -a "path=/tmp/x state=absent"', 'delete regenerated /tmp/x collection'],
  ['ansible all -a "terraform destroy"', 'delete stack the current folder stack'],
  ['tflocal destroy -auto-approve', 'delete regenerated /w stack !'],
];

describe('what infrastructure tools would do', () => {
  for (const [text, ...effects] of SAID) test(text, () => assert.deepEqual(said(run(text)), effects));
});

test('a subcommand that is only known when it runs is said to be', () => {
  assert.deepEqual(said(run('terraform', { args: [{ value: '$X', known: false, glob: false, span: [10, 12] }] })), ['run-unseen code terraform $X']);
});

test('an answer on standard input switches the question off', () => {
  for (const stdin of [{ kind: 'answers' }, { kind: 'text', text: 'yes\n', complete: true }, { kind: 'text', text: 'y', complete: true }] satisfies Stdin[]) {
    assert.deepEqual(said(run('terraform apply', { stdin })), ['update change the plan of /w collection !']);
  }
  assert.deepEqual(said(run('terraform apply', { stdin: { kind: 'text', text: 'no\n', complete: true } })), ['update change the plan of /w collection']);
});

test('variables add words behind the subcommand', () => {
  assert.deepEqual(said(run('terraform apply', { env: { TF_CLI_ARGS_apply: '-auto-approve' } })), ['update change the plan of /w collection !']);
  assert.deepEqual(said(run('terraform apply', { env: { TF_CLI_ARGS: '-destroy -no-color' } })), ['delete stack /w stack']);
  assert.deepEqual(said(run('terraform apply', { env: { TF_CLI_ARGS_plan: '-destroy' } })), ['update change the plan of /w collection']);
  assert.deepEqual(said(run('terraform apply', { env: { TF_CLI_ARGS: null } })), ['update change the plan of /w collection']);
});

test('where it would land is read from options, variables and files', () => {
  const files = {
    '/w/prod/.terraform/environment': 'blue\n',
    '/w/prod/.terraform/terraform.tfstate': JSON.stringify({ backend: { type: 's3', config: { bucket: 'acme-state', key: 'shop/prod.tfstate', region: 'eu-west-1', profile: 'acme' } } }),
    '/w/cdk.json': '{ "app": "x", "requireApproval": "never" }',
  };
  assert.deepEqual(factsOf(run('terraform -chdir=prod destroy -var-file=a.tfvars', { files })), {
    path: '/w/prod', 'terraform-workspace': 'blue', 'terraform-var-file': 'a.tfvars', 'terraform-backend': 's3://acme-state/shop/prod.tfstate', 'aws-profile': 'acme', 'aws-region': 'eu-west-1',
  });
  assert.deepEqual(factsOf(run('terraform destroy', { env: { TF_WORKSPACE: 'prod', AWS_PROFILE: 'p' } })), { path: '/w', 'terraform-workspace': 'prod', 'aws-profile': 'p' });
  assert.deepEqual(factsOf(run('pulumi destroy -s acme/shop/prod -C infra')), { path: '/w/infra', 'pulumi-stack': 'acme/shop/prod' });
  assert.deepEqual(factsOf(run('cdk destroy ShopProd --profile prod')), { path: '/w', 'aws-profile': 'prod', stack: 'ShopProd' });
  assert.deepEqual(factsOf(run('sls remove -s prod -r eu-west-1')), { path: '/w', 'aws-region': 'eu-west-1', stack: 'prod' });
  // The question that cdk.json switches off is off.
  assert.equal(run('cdk deploy', { files })[0]?.unattended, true);
});

const PLAYBOOK = `
- hosts: web
  tasks:
    - name: stop it
      ansible.builtin.service: { name: nginx, state: stopped }
    - name: only on request
      tags: [never, wipe]
      amazon.aws.rds_instance: { db_instance_identifier: shop, state: absent }
    - block:
        - name: clean up
          shell: terraform destroy
  roles: [old]
`;

test('a playbook is read task by task, with its roles and tags', () => {
  const files = { '/w/site.yml': PLAYBOOK, '/w/roles/old/tasks/main.yml': '- name: no more\n  community.general.terraform: { name: shop, state: absent }\n' };
  assert.deepEqual(said(run('ansible-playbook site.yml', { files })), ['update other site.yml collection', 'stop service nginx', 'delete stack the current folder stack', 'delete stack shop stack']);
  assert.deepEqual(said(run('ansible-playbook site.yml --tags wipe', { files })), ['update other site.yml collection', 'delete data-store rds_instance']);
  assert.deepEqual(said(run('ansible-playbook site.yml --check', { files })), ['read other ansible-playbook site.yml']);
  assert.deepEqual(run('ansible-playbook site.yml', { files })[1]?.chain, ['site.yml: stop it']);
  assert.equal(run('ansible-playbook site.yml', { files })[1]?.environment.facts.host, 'web');
});

interface Given extends Partial<Invocation> {
  readonly files?: Readonly<Record<string, string>>;
}

function run(text: string, { files = {}, ...rest }: Given = {}): readonly Effect[] {
  const invocation = { ...invocationOf(text), ...rest };
  return together([(IAC[invocation.program] as NonNullable<(typeof IAC)[string]>)(invocation, contextOf({ files }, IAC))]).effects;
}

function said(effects: readonly Effect[]): string[] {
  return effects.map(({ verb, resource, reach, unattended }) => [verb, resource.kind, resource.address, ...(reach === 'resource' ? [] : [reach]), ...(unattended ? ['!'] : [])].join(' '));
}

function factsOf(effects: readonly Effect[]): Facts | undefined {
  return effects[0]?.environment.facts;
}
