import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The state that an apply of the shop leaves: no state is committed, and no test needs Terraform for one. */
export function writeState(shop) {
  const resource = (name, instances) => ({ mode: 'managed', type: 'terraform_data', name, provider: 'provider["terraform.io/builtin/terraform"]', instances });
  const instance = (input, extra = {}) => ({ schema_version: 0, attributes: { id: '5a3c0f9e-0000-4000-8000-000000000000', input: { value: input, type: 'object' }, output: { value: input, type: 'object' } }, ...extra });
  const resources = [
    resource('bucket', [instance({ name: 'shop-uploads-prod', versioning: true })]),
    resource('db', [instance({ name: 'shop-prod', engine: 'postgres 15.4', size_gb: 500 })]),
    resource('dns', [instance({ record: 'shop.example.com', target: 'web-0' }, { dependencies: ['terraform_data.web'] })]),
    resource('web', [0, 1, 2].map((i) => instance({ name: `web-${i}`, image: 'shop/web:2.14.0' }, { index_key: i, dependencies: ['terraform_data.db'] }))),
  ];
  writeFileSync(join(shop, 'infra', 'terraform.tfstate'), `${JSON.stringify({ version: 4, terraform_version: '1.9.0', serial: 12, lineage: 'shop', outputs: {}, resources, check_results: null }, null, 2)}\n`);
}
