import { edit, type Rule, sh } from '../rule';

export const controlLoss: Rule = {
  id: 'control-loss',
  disposition: 'hold',

  summary: 'Cuts a person or a service off: identities, permissions, DNS, routes, firewalls.',
  why: 'Who is cut off may be the only one who could repair it, and names that are gone can be taken by others.',
  instead: 'Change one record or one permission at a time, and keep a second way in open.',

  matches: ({ verb, resource }) => LOSES.has(verb) && (resource.kind === 'identity' || resource.kind === 'network-control'),
  message: ({ verb, resource }) => `would ${verb} ${resource.address}, which decides who and what gets through`,

  fires: [
    sh('aws iam delete-role --role-name deploy'),
    sh('aws route53 delete-hosted-zone --id Z123'),
    sh('kubectl delete clusterrolebinding admins'),
    edit('main.tf', 'resource "aws_route53_zone" "main" {}', ''),
  ],
  silent: [
    sh('aws iam list-roles'),
    sh('aws route53 list-hosted-zones'),
    sh('aws iam create-role --role-name deploy --assume-role-policy-document file://t.json'),
    sh('kubectl delete deployment api'),
  ],
};

const LOSES: ReadonlySet<string> = new Set(['delete', 'replace', 'overwrite', 'forget']);
