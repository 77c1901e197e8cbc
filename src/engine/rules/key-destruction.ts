import { edit, type Rule, sh } from '../rule';

export const keyDestruction: Rule = {
  id: 'key-destruction',
  disposition: 'hold',

  summary: 'Destroys, disables or replaces a key, a secret or a certificate.',
  why: 'Everything encrypted with it, signed by it or waiting for it is lost or locked out, often for good.',
  instead: 'Rotate: create the new one, move its users over, and only then disable the old one.',

  matches: ({ verb, resource }) => LOSES.has(verb) && resource.kind === 'key',
  message: ({ verb, resource }) => `would ${verb === 'stop' ? 'disable' : verb} ${resource.address}, which others need to read or prove something`,

  fires: [
    sh('aws kms schedule-key-deletion --key-id alias/shop --pending-window-in-days 7'),
    sh('aws secretsmanager delete-secret --secret-id shop/db --force-delete-without-recovery'),
    sh('kubectl delete secret db-password'),
    edit('main.tf', 'resource "aws_kms_key" "main" {}', ''),
  ],
  silent: [
    sh('aws kms describe-key --key-id alias/shop'),
    sh('kubectl get secret db-password'),
    sh('aws secretsmanager create-secret --name shop/new'),
    sh('kubectl delete deployment api'),
  ],
};

const LOSES: ReadonlySet<string> = new Set(['delete', 'replace', 'overwrite', 'stop', 'forget']);
