import { call, edit, type Rule, sh } from '../rule';

export const dataStoreDeletion: Rule = {
  id: 'data-store-deletion',
  disposition: 'hold',

  summary: 'Deletes, empties or replaces something that holds data, or its backups.',
  why: 'The data goes with the resource. Replacing it is no safer: the new one starts empty.',
  instead: 'Take a snapshot first. To stop managing it and leave it in place, use a `removed` block.',

  matches: ({ verb, resource, reach }) =>
    LOSES.has(verb) && (resource.kind === 'data-store' || resource.kind === 'backup' || (resource.kind === 'rows' && reach !== 'resource')),
  message: ({ verb, resource }) =>
    resource.kind === 'rows'
      ? `would ${verb} every row of ${resource.address}`
      : `would ${verb} ${resource.address}, which holds ${resource.kind === 'backup' ? 'a backup' : 'data'}`,

  fires: [
    sh('terraform destroy -target=aws_db_instance.main'),
    sh('terraform -chdir=infra apply -replace="aws_db_instance.main"'),
    sh('cd infra && sudo terraform destroy -target aws_db_instance.main'),
    sh('kubectl -n prod delete pvc data-0'),
    sh('aws rds delete-db-instance --db-instance-identifier shop --skip-final-snapshot'),
    sh('psql shop -c "DROP TABLE orders"'),
    edit('main.tf', 'resource "aws_db_instance" "main" {}', ''),
    call('railway', 'volume_delete', { volumeId: '3d2c42fb' }),
  ],
  silent: [
    sh('terraform plan -destroy -target=aws_db_instance.main'),
    sh('terraform state show aws_db_instance.main'),
    sh('terraform destroy -target=aws_route53_record.www'),
    sh('echo "terraform destroy -target=aws_db_instance.main"'),
    sh('kubectl get pvc data-0'),
    sh('psql shop -c "DELETE FROM orders WHERE id = 7"'),
    edit('main.tf', '', 'resource "aws_db_instance" "main" {}'),
  ],
};

const LOSES: ReadonlySet<string> = new Set(['delete', 'replace', 'overwrite']);
