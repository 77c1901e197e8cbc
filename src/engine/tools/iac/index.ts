import type { Tool } from '../../model';
import { ansible } from './ansible';
import { ansiblePlaybook } from './playbook';
import { cdk } from './cdk';
import { bolt, knife, puppet, salt, secretKeeper } from './configuration';
import { amplify, cdktf, eb, emulated, packer, planRunner, rain, reader, sam, serverless, sst, vagrant } from './deployers';
import { atmos, runsAnother } from './orchestrators';
import { pulumi } from './pulumi';
import { terraform } from './terraform';
import { terragrunt } from './terragrunt';

/** Tools that make infrastructure out of code. */
export const IAC: Readonly<Record<string, Tool>> = {
  terraform,
  tofu: terraform,
  opentofu: terraform,
  tf: terraform,
  terragrunt,
  tg: terragrunt,
  pulumi,
  esc: runsAnother(['run'], 1, ['--env', '-e', '-i', '--interactive'], pulumi),
  atmos,
  terramate: runsAnother(['run'], 0, ['-C', '--chdir', '--tags', '--no-tags', '-B', '--git-change-base', '--target', '-j', '--parallel', '--log-level']),
  cdk,
  'aws-cdk': cdk,
  cdktf,
  'cdktf-cli': cdktf,
  sam,
  serverless,
  sls: serverless,
  slss: serverless,
  osls: serverless,
  sst,
  amplify,
  ampx: amplify,
  eb,
  rain,
  packer,
  vagrant,
  spacectl: planRunner,
  tfctl: planRunner,
  scalr: planRunner,
  ansible,
  'ansible-playbook': ansiblePlaybook,
  salt,
  'salt-call': salt,
  'salt-ssh': salt,
  bolt,
  knife,
  puppet,
  puppetserver: puppet,
  chamber: secretKeeper,
  infisical: secretKeeper,

  tflocal: emulated(terraform),
  tofulocal: emulated(terraform),
  cdklocal: emulated(cdk),
  samlocal: emulated(sam),
  pulumilocal: emulated(pulumi),

  'ansible-doc': reader,
  'ansible-galaxy': reader,
  'ansible-inventory': reader,
  'ansible-lint': reader,
  'ansible-vault': reader,
  'ansible-config': reader,
  'terraform-docs': reader,
  tflint: reader,
  tfsec: reader,
  terrascan: reader,
  checkov: reader,
  infracost: reader,
  driftctl: reader,
  bicep: reader,
  'cfn-lint': reader,
  'cfn-guard': reader,
  terraformer: reader,
};
