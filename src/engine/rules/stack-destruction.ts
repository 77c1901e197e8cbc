import { edit, type Rule, sh } from '../rule';

export const stackDestruction: Rule = {
  id: 'stack-destruction',
  disposition: 'hold',

  summary: 'Deletes everything that a stack, a namespace, a cluster or an account manages.',
  why: 'Nothing in the command says what is in it, so its reach cannot be seen from the text.',
  instead: 'Run `terraform plan -destroy` first, or name what should go with `-target`.',

  matches: ({ verb, reach, resource }) => verb === 'delete' && (reach === 'stack' || reach === 'account') && !FILES.has(resource.kind),
  dispositionOf: ({ reach }) => (reach === 'account' ? 'deny' : 'hold'),
  message: ({ resource, reach }) => `would delete everything in ${resource.address}${reach === 'account' ? ', a whole account' : ''}`,

  fires: [
    sh('terraform destroy'),
    sh('terraform -chdir=infra apply -destroy -auto-approve'),
    sh('kubectl delete ns prod'),
    sh('aws cloudformation delete-stack --stack-name shop'),
    sh('helm uninstall shop'),
    sh('terraform plan -destroy -out=tonight.plan && terraform apply tonight.plan'),
  ],
  silent: [
    sh('terraform plan -destroy'),
    sh('terraform destroy -target=aws_route53_record.www'),
    sh('kubectl get ns'),
    sh('echo "terraform destroy"'),
    edit('README.md', '', 'terraform destroy'),
  ],
};

// A folder has a reach too, and rules of its own.
const FILES: ReadonlySet<string> = new Set(['files', 'disk', 'work', 'regenerated', 'trivial', 'other', 'guard', 'history']);
