import { edit, type Rule, sh } from '../rule';

export const resourceDeletion: Rule = {
  id: 'resource-deletion',
  disposition: 'hold',

  summary: 'Deletes a part of the infrastructure that holds no data of its own.',
  why: 'What depends on it stops working at once, and creating it again rarely gives the same address, name or identity.',
  instead: 'Look at what depends on it first: `terraform plan`, `kubectl describe`, or the describe call of the same service.',

  matches: ({ verb, resource, reach }) => verb === 'delete' && KINDS.has(resource.kind) && reach !== 'stack' && reach !== 'account',
  message: ({ resource }) => `would delete ${resource.address}`,

  fires: [
    sh('kubectl delete deployment api'),
    sh('aws ec2 terminate-instances --instance-ids i-0abc'),
    sh('terraform destroy -target=aws_lb.main'),
    edit('main.tf', 'resource "aws_lb" "main" {}', ''),
  ],
  silent: [
    sh('kubectl describe deployment api'),
    sh('aws ec2 terminate-instances --instance-ids i-0abc --dry-run'),
    sh('aws ec2 create-tags --resources i-0abc --tags Key=a,Value=b'),
    sh('rm -rf node_modules'),
  ],
};

const KINDS: ReadonlySet<string> = new Set(['service', 'infrastructure', 'stack', 'schema']);
