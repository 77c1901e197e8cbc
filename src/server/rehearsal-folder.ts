import { join } from 'node:path';
import { writeWhole } from '../platform/files';

/**
 * A folder with a made-up Terraform state, so that a rehearsal shows what a hold shows where things exist. Nothing in it stands for
 * anything real: it has no configuration and no backend, and no program is run in it.
 */
export function rehearsalFolder(root: string): string {
  const folder = join(root, 'rehearsal', 'envs', 'prod');
  const state = { version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'infrahold-rehearsal', outputs: {}, resources: [...EXISTING].map(resource) };
  writeWhole(join(folder, 'terraform.tfstate'), `${JSON.stringify(state, null, 1)}\n`);
  return folder;
}

const EXISTING: readonly (readonly [type: string, name: string, attributes: readonly Readonly<Record<string, unknown>>[]])[] = [
  ['aws_db_instance', 'orders', [{ identifier: 'shop-orders', engine: 'postgres', engine_version: '15.4', allocated_storage: 500 }]],
  ['aws_s3_bucket', 'uploads', [{ bucket: 'shop-uploads', force_destroy: true }]],
  ['aws_ebs_volume', 'carts', [{ size: 200 }]],
  ['aws_instance', 'web', [{ instance_type: 't3.large' }, { instance_type: 't3.large' }, { instance_type: 't3.large' }]],
  ['aws_lb', 'shop', [{ name: 'shop' }]],
  ['aws_route53_record', 'shop', [{ name: 'shop.example.com' }]],
];

function resource([type, name, attributes]: (typeof EXISTING)[number]) {
  const instances = attributes.map((one, i) => ({ ...(attributes.length > 1 ? { index_key: i } : {}), schema_version: 0, attributes: one }));
  return { mode: 'managed', type, name, provider: 'provider["registry.terraform.io/hashicorp/aws"]', instances };
}
