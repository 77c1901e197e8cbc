import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Difference } from '../../../src/engine/changes/terraform-compare';
import { weakeningOf } from '../../../src/engine/changes/terraform-protection';
import { type Forcing, forcedPaths, forcingOf } from '../../../src/engine/changes/terraform-replacement';
import { scalar, type Value } from '../../../src/engine/changes/terraform-value';
import type { Scalar } from '../../../src/engine/changes/hcl/model';
import { table, world } from '../../world';

const WORLD = world();

/** Facts that anybody can look up in the providers' documentation. */
const FACTS: readonly (readonly [type: string, path: string, before: Scalar | undefined, after: Scalar | undefined, said: Forcing])[] = [
  ['aws_instance', 'ami', 'a', 'b', 'forces'],
  ['aws_instance', 'subnet_id', 'a', 'b', 'forces'],
  ['aws_instance', 'availability_zone', 'a', 'b', 'forces'],
  ['aws_instance', 'instance_type', 't3.small', 't3.large', 'updates'],
  ['aws_instance', 'user_data', 'a', 'b', 'updates'],
  ['aws_instance', 'root_block_device.encrypted', false, true, 'forces'],
  ['aws_instance', 'root_block_device.volume_size', 8, 16, 'updates'],
  ['aws_instance', 'tags.Name', 'a', 'b', 'updates'],
  ['aws_db_instance', 'engine', 'postgres', 'mysql', 'forces'],
  ['aws_db_instance', 'storage_encrypted', true, false, 'forces'],
  ['aws_db_instance', 'kms_key_id', 'a', 'b', 'forces'],
  ['aws_db_instance', 'snapshot_identifier', undefined, 'a', 'may'],
  ['aws_db_instance', 'username', 'a', 'b', 'forces'],
  ['aws_db_instance', 'identifier', 'a', 'b', 'updates'],
  ['aws_db_instance', 'db_subnet_group_name', 'a', 'b', 'updates'],
  ['aws_db_instance', 'engine_version', '15', '16', 'updates'],
  ['aws_ebs_volume', 'availability_zone', 'a', 'b', 'forces'],
  ['aws_ebs_volume', 'encrypted', false, true, 'forces'],
  ['aws_ebs_volume', 'size', 8, 16, 'updates'],
  ['aws_dynamodb_table', 'hash_key', 'a', 'b', 'forces'],
  ['aws_dynamodb_table', 'range_key', 'a', 'b', 'forces'],
  ['aws_dynamodb_table', 'billing_mode', 'a', 'b', 'updates'],
  ['aws_s3_bucket', 'bucket', 'a', 'b', 'forces'],
  ['aws_eks_cluster', 'name', 'a', 'b', 'forces'],
  ['aws_eks_cluster', 'role_arn', 'a', 'b', 'forces'],
  ['aws_lambda_function', 'function_name', 'a', 'b', 'forces'],
  ['aws_lambda_function', 'memory_size', 128, 256, 'updates'],
  ['aws_security_group', 'description', 'a', 'b', 'forces'],
  ['aws_security_group', 'vpc_id', 'a', 'b', 'forces'],
  ['aws_rds_cluster', 'master_username', 'a', 'b', 'forces'],
  ['aws_opensearch_domain', 'engine_version', 'OpenSearch_2.9', 'OpenSearch_2.11', 'updates'],
  ['aws_opensearch_domain', 'engine_version', 'OpenSearch_2.11', 'OpenSearch_2.9', 'forces'],
  ['google_sql_database_instance', 'name', 'a', 'b', 'forces'],
  ['google_sql_database_instance', 'region', 'a', 'b', 'forces'],
  ['google_sql_database_instance', 'database_version', 'a', 'b', 'updates'],
  ['google_container_cluster', 'location', 'a', 'b', 'forces'],
  ['google_container_cluster', 'network', 'a', 'b', 'forces'],
  ['google_container_cluster', 'node_config.machine_type', 'a', 'b', 'updates'],
  ['google_compute_disk', 'zone', 'a', 'b', 'forces'],
  ['google_compute_disk', 'size', 20, 10, 'forces'],
  ['google_compute_disk', 'size', 10, 20, 'updates'],
  ['google_project_iam_member', 'role', 'a', 'b', 'forces'],
  ['azurerm_resource_group', 'location', 'westeurope', 'northeurope', 'forces'],
  ['azurerm_resource_group', 'location', 'West Europe', 'westeurope', 'updates'],
  ['azurerm_storage_account', 'account_tier', 'a', 'b', 'forces'],
  ['azurerm_kubernetes_cluster', 'dns_prefix', 'a', 'b', 'forces'],
  ['azurerm_postgresql_flexible_server', 'version', '15', '16', 'updates'],
  ['kubernetes_persistent_volume_claim', 'spec.storage_class_name', 'a', 'b', 'forces'],
  ['kubernetes_deployment', 'spec.replicas', 1, 2, 'updates'],
  ['digitalocean_droplet', 'region', 'a', 'b', 'forces'],
  ['cloudflare_r2_bucket', 'name', 'a', 'b', 'forces'],
  ['random_password', 'length', 16, 32, 'forces'],
  ['terraform_data', 'triggers_replace', 'a', 'b', 'forces'],
  ['terraform_data', 'input', 'a', 'b', 'updates'],
  ['acme_widget', 'name', 'a', 'b', 'untold'],
];

const PROTECTIONS: readonly (readonly [type: string, path: string, before: Scalar | undefined, after: Scalar | undefined, weaker: boolean])[] = [
  ['aws_db_instance', 'deletion_protection', true, false, true],
  ['aws_db_instance', 'deletion_protection', true, undefined, true],
  ['aws_db_instance', 'deletion_protection', undefined, false, false],
  ['google_sql_database_instance', 'deletion_protection', undefined, false, true],
  ['google_sql_database_instance', 'deletion_protection', true, undefined, false],
  ['aws_db_instance', 'skip_final_snapshot', undefined, true, true],
  ['aws_db_instance', 'backup_retention_period', 7, 0, true],
  ['aws_db_instance', 'backup_retention_period', 7, 14, false],
  ['aws_cloudwatch_log_group', 'retention_in_days', 0, 30, true],
  ['aws_cloudwatch_log_group', 'retention_in_days', 30, 0, false],
  ['aws_kms_key', 'deletion_window_in_days', 30, 7, true],
  ['aws_s3_bucket_versioning', 'versioning_configuration.status', 'Enabled', 'Suspended', true],
  ['aws_s3_bucket_versioning', 'versioning_configuration.status', 'Suspended', 'Enabled', false],
  ['google_pubsub_topic', 'message_retention_duration', '7d', '86400s', true],
  ['azurerm_key_vault', 'purge_protection_enabled', true, false, true],
  ['aws_lambda_function', 'publish', true, false, false],
];

function difference(path: string, before: Scalar | undefined, after: Scalar | undefined): Difference {
  const value = (of: Scalar | undefined): Value | null => (of === undefined ? null : scalar(of));
  return { path, before: value(before), after: value(after), certain: true, place: '', writtenBefore: '', writtenAfter: '', around: () => undefined, lines: null as never };
}

describe('which settings force a replacement', () => {
  for (const [type, path, before, after, said] of FACTS) {
    test(`${type}.${path}: ${before} -> ${after}`, () => assert.equal(forcingOf(forcedPaths(type, WORLD), difference(path, before, after), () => undefined), said));
  }
  test('a condition on another argument', () => {
    assert.equal(forcingOf(forcedPaths('aws_instance', WORLD), difference('user_data', 'a', 'b'), (name) => (name === 'user_data_replace_on_change' ? scalar(true) : undefined)), 'forces');
  });
});

describe('what weakens a protection', () => {
  for (const [type, path, before, after, weaker] of PROTECTIONS) {
    test(`${type}.${path}: ${before} -> ${after}`, () => assert.equal(weakeningOf(type, difference(path, before, after), WORLD) !== null, weaker));
  }
});

test('the tables are sorted, whole and say where they come from', () => {
  for (const [name, least] of [['tf-forcenew', 4_200], ['tf-protection', 330]] as const) {
    const lines = table(name).trimEnd().split('\n');
    assert.match(lines[0] as string, /^# provenance: .+/);
    const entries = lines.filter((line) => !line.startsWith('#'));
    assert.ok(entries.length >= least, `${name} has ${entries.length} lines`);
    assert.deepEqual(entries, [...entries].sort((a, b) => (a < b ? -1 : 1)));
    assert.equal(new Set(entries.map((line) => line.slice(0, line.indexOf('|')))).size, entries.length, `${name} has a key twice`);
    console.log(`${name}: ${(lines[1] as string).slice(2)}`);
  }
});
