import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudformationKind } from '../../../src/engine/kinds/cloudformation';
import { kubernetesKind, kubernetesName } from '../../../src/engine/kinds/kubernetes';
import { terraformKind } from '../../../src/engine/kinds/terraform';
import { world } from '../../world';

const TERRAFORM = {
  aws_db_instance: 'data-store', aws_rds_cluster: 'data-store', aws_s3_bucket: 'data-store', aws_dynamodb_table: 'data-store', aws_ebs_volume: 'data-store', aws_sqs_queue: 'data-store',
  google_sql_database_instance: 'data-store', azurerm_storage_account: 'data-store', azurerm_managed_disk: 'data-store', digitalocean_volume: 'data-store', aiven_opensearch: 'data-store',
  kubernetes_persistent_volume_claim_v1: 'data-store', hcloud_volume: 'data-store', yandex_mdb_postgresql_cluster: 'data-store', scaleway_rdb_instance: 'data-store', upstash_redis_database: 'data-store',
  aws_db_snapshot: 'backup', aws_backup_vault: 'backup', aws_ebs_snapshot: 'backup', google_compute_snapshot: 'backup', azurerm_recovery_services_vault: 'backup',
  aws_kms_key: 'key', aws_secretsmanager_secret: 'key', aws_acm_certificate: 'key', tls_private_key: 'key', google_kms_crypto_key: 'key', azurerm_key_vault: 'key', google_secret_manager_secret: 'key', aws_key_pair: 'key', random_password: 'key',
  aws_iam_role: 'identity', aws_iam_role_policy_attachment: 'identity', google_project_iam_member: 'identity', azurerm_role_assignment: 'identity', google_service_account: 'identity', kubernetes_cluster_role_binding: 'identity', postgresql_role: 'identity', aws_s3_bucket_policy: 'identity',
  aws_route53_zone: 'network-control', aws_route53_record: 'network-control', aws_security_group: 'network-control', aws_security_group_rule: 'network-control', cloudflare_dns_record: 'network-control', google_compute_firewall: 'network-control', aws_route_table: 'network-control', aws_vpc_peering_connection: 'network-control', azurerm_network_security_group: 'network-control', digitalocean_record: 'network-control', aws_network_acl: 'network-control',
  aws_cloudtrail: 'audit', aws_cloudwatch_log_group: 'audit', aws_cloudwatch_metric_alarm: 'audit', azurerm_monitor_diagnostic_setting: 'audit',
  aws_s3_bucket_versioning: 'protection', aws_s3_bucket_public_access_block: 'protection', azurerm_management_lock: 'protection', aws_backup_plan: 'protection', github_branch_protection: 'protection',
  aws_instance: 'service', aws_lambda_function: 'service', aws_ecs_service: 'service', aws_lb: 'service', google_cloud_run_v2_service: 'service', digitalocean_droplet: 'service', azurerm_linux_virtual_machine: 'service', hcloud_server: 'service', google_compute_instance: 'service', kubernetes_deployment: 'service',
  aws_eks_cluster: 'stack', google_container_cluster: 'stack', azurerm_resource_group: 'stack', helm_release: 'stack', kubernetes_namespace: 'stack', aws_cloudformation_stack: 'stack', google_project: 'stack', azurerm_kubernetes_cluster: 'stack', aws_elastic_beanstalk_environment: 'stack',
  aws_vpc: 'infrastructure', aws_subnet: 'infrastructure', aws_db_subnet_group: 'infrastructure', aws_sns_topic_subscription: 'infrastructure', aws_lb_target_group: 'infrastructure', kubernetes_config_map: 'infrastructure',
  null_resource: 'other', terraform_data: 'other', random_id: 'other', random_pet: 'other', time_sleep: 'other', local_file: 'other', archive_file: 'other',
  aws_cloudwatch_dashboard: 'trivial', aws_ec2_tag: 'trivial', grafana_dashboard: 'trivial',
} as const;

const CLOUDFORMATION = {
  'AWS::RDS::DBInstance': 'data-store', 'AWS::S3::Bucket': 'data-store', 'AWS::DynamoDB::Table': 'data-store', 'AWS::EFS::FileSystem': 'data-store', 'AWS::ECR::Repository': 'data-store', 'AWS::Serverless::SimpleTable': 'data-store',
  'AWS::KMS::Key': 'key', 'AWS::SecretsManager::Secret': 'key', 'AWS::CertificateManager::Certificate': 'key',
  'AWS::IAM::Role': 'identity', 'AWS::IAM::ManagedPolicy': 'identity', 'AWS::S3::BucketPolicy': 'identity', 'AWS::Lambda::Permission': 'identity',
  'AWS::Route53::HostedZone': 'network-control', 'AWS::Route53::RecordSet': 'network-control', 'AWS::EC2::SecurityGroup': 'network-control', 'AWS::EC2::RouteTable': 'network-control', 'AWS::WAFv2::WebACL': 'network-control',
  'AWS::Logs::LogGroup': 'audit', 'AWS::CloudTrail::Trail': 'audit', 'AWS::CloudWatch::Alarm': 'audit', 'AWS::Backup::BackupPlan': 'protection', 'AWS::Backup::BackupVault': 'backup',
  'AWS::EC2::Instance': 'service', 'AWS::Lambda::Function': 'service', 'AWS::ECS::Service': 'service', 'AWS::ElasticLoadBalancingV2::LoadBalancer': 'service', 'AWS::AutoScaling::AutoScalingGroup': 'service',
  'AWS::CloudFormation::Stack': 'stack', 'AWS::EKS::Cluster': 'stack', 'AWS::EC2::VPC': 'infrastructure', 'AWS::CloudWatch::Dashboard': 'trivial', 'AWS::CDK::Metadata': 'other',
} as const;

const KUBERNETES = {
  pvc: 'data-store', PersistentVolumeClaim: 'data-store', pv: 'data-store', statefulsets: 'data-store', 'statefulsets.apps': 'data-store', crd: 'data-store', 'clusters.postgresql.cnpg.io': 'data-store', kafkatopics: 'data-store',
  ns: 'stack', Namespace: 'stack', cluster: 'stack', deploy: 'service', 'deployments.apps': 'service', po: 'service', Service: 'service', nodes: 'service', cj: 'service',
  secrets: 'key', cm: 'infrastructure', configmaps: 'infrastructure', ingress: 'network-control', ingresses: 'network-control', netpol: 'network-control', networkpolicies: 'network-control', clusterrolebindings: 'identity', sa: 'identity',
  volumesnapshots: 'backup', pdb: 'protection', events: 'other', jobs: 'other', endpoints: 'other', leases: 'other', widgets: 'infrastructure',
} as const;

test('a Terraform type is known by what it is', () => {
  for (const [type, kind] of Object.entries(TERRAFORM)) assert.equal(terraformKind(type, world()), kind, type);
});

test('a CloudFormation type is known by what it is', () => {
  for (const [type, kind] of Object.entries(CLOUDFORMATION)) assert.equal(cloudformationKind(type, world()), kind, type);
});

test('a Kubernetes kind is known by any of its names', () => {
  for (const [name, kind] of Object.entries(KUBERNETES)) assert.equal(kubernetesKind(name), kind, name);
  for (const name of ['po', 'Pods', 'pod', 'pods.v1']) assert.equal(kubernetesName(name), 'pod');
});
