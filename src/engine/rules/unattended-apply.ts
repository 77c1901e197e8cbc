import { type Rule, sh } from '../rule';

export const unattendedApply: Rule = {
  id: 'unattended-apply',
  disposition: 'hold',

  summary: 'Applies a change that nobody has seen, with the question switched off.',
  why: 'What it creates, changes, replaces or destroys is only decided while it runs.',
  instead: 'Run the plan first and show it: `terraform plan -out plan.bin`, then apply that file.',

  matches: ({ verb, resource, unattended }) => unattended && resource.kind === 'change' && verb !== 'read',
  message: ({ resource }) => `would apply ${resource.address} unseen`,

  fires: [sh('terraform apply -auto-approve'), sh('yes | terraform apply'), sh('pulumi up --yes'), sh('cdk deploy --require-approval never')],
  silent: [sh('terraform plan'), sh('terraform apply -help'), sh('terraform init -input=false'), sh('terraform apply')],
};
