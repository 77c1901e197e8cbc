import { edit, type Rule, sh } from '../rule';

export const protectionRemoval: Rule = {
  id: 'protection-removal',
  disposition: 'hold',

  summary: 'Weakens what stands between a mistake and its damage: protection, backup, retention, audit, lock.',
  why: 'Nothing is lost yet, but the next command can take it away without a question or a copy.',
  instead: 'Leave the protection on. To delete one thing on purpose, let a person switch it off for that thing.',

  matches: ({ verb, resource }) =>
    resource.kind !== 'guard' && (verb === 'unprotect' || (LOSES.has(verb) && (resource.kind === 'protection' || resource.kind === 'audit'))),
  message: ({ resource, note }) => `would weaken the protection of ${resource.address}${note ? `: ${note}` : ''}`,

  fires: [
    sh('aws rds modify-db-instance --db-instance-identifier shop --no-deletion-protection'),
    sh('aws s3api put-bucket-versioning --bucket shop --versioning-configuration Status=Suspended'),
    sh('aws cloudtrail stop-logging --name main'),
    edit(
      'main.tf',
      'resource "aws_db_instance" "main" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n',
      'resource "aws_db_instance" "main" {\n}\n',
    ),
  ],
  silent: [
    sh('aws rds modify-db-instance --db-instance-identifier shop --deletion-protection'),
    sh('aws s3api put-bucket-versioning --bucket shop --versioning-configuration Status=Enabled'),
    sh('aws cloudtrail start-logging --name main'),
    sh('kubectl delete ns shop'),
  ],
};

const LOSES: ReadonlySet<string> = new Set(['delete', 'replace', 'overwrite', 'stop', 'forget']);
