import type { ResourceKind } from '../model';

/** The kind of a resource by the words of its type in snake case (`aws_iam_role_policy`). The first rule that fits decides. */
export function kindByWords(type: string): ResourceKind {
  return RULES.find(([, words]) => words.test(type))?.[0] ?? 'infrastructure';
}

/** A rule matches whole words only: `_lock` is not in `_block`. */
function words(pattern: string): RegExp {
  return new RegExp(`(?:^|_)(?:${pattern})(?=_|$|\\d)`);
}

const RULES: readonly (readonly [ResourceKind, RegExp])[] = [
  // Nothing of this lives anywhere but in the state or on the machine that runs the tool.
  ['other', /^(?:null_resource|terraform_data|random_(?!password)|time_|local_|archive_|template_|external|http$|http_|cloudinit_)/],
  // Only at the end of a name: `dashboard_grafana` is a service, `annotation_store` holds data.
  ['trivial', /(?:^|_)(?:dashboards?|tags?|labels?|saved_?query|query_definition|bookmark|favorite|annotation|milestone|note|comment)(?:_(?:association|value|key|option|binding|expression|chart|description|rules?|template))*$/],
  // Parts of a store that stand between a mistake and its data.
  ['protection', words(
    'bucket_versioning|bucket_lifecycle\\w*|bucket_object_lock\\w*|bucket_replication\\w*|public_access_block|bucket_server_side_encryption\\w*|bucket_ownership_controls' +
      '|management_lock|resource_lock|locks?|lien|backup_(?:plan|policy|selection|protected\\w*|schedule)|snapshot_(?:policy|schedule|copy_grant)|retention\\w*|immutability_policy|legal_hold' +
      '|branch_protection\\w*|repository_ruleset|resource_policy_attachment|dlm_lifecycle_policy|lifecycle_policy|guardduty\\w*|securityhub\\w*|config_(?:rule|recorder|configuration_recorder)\\w*|macie\\w*|inspector\\w*|shield\\w*|scp|pod_disruption_budget|poddisruptionbudget|protection|replication_configuration|global_replication',
  )],
  ['audit', words('cloud_?trail\\w*|flow_logs?|log_?groups?|log_bucket\\w*|audit\\w*|diagnostic_setting|alarms?|metric_alarm|composite_alarm|log_sink|logging_project_sink|logging_\\w*_bucket_config|log_profile|activity_log\\w*|event_data_store|logging_configuration|bucket_logging|access_analyzer\\w*')],
  ['key', words(
    'kms_\\w*key\\w*|kms_alias|kms_ciphertext|keys?|key_?pair|key_?vault\\w*|key_ring|crypto_key\\w*|cloudhsm\\w*|hsm\\w*|secrets?|secret_?version|secretsmanager_\\w*|certificates?|certificate_authority|acmpca\\w*|acm_\\w*|ssl_cert\\w*|tls_\\w*|password|credentials?|private_ca\\w*|privateca\\w*|ssh_key\\w*|passkey|kv_secret\\w*',
  )],
  ['network-control', words(
    'route53\\w*|route_?53\\w*|dns\\w*|hosted_?zone|zones?|records?|record_?sets?|registered_domain|registrar_\\w*|domain_name|security_?groups?\\w*|firewall\\w*|network_?acls?|acls?|waf\\w*|routes?|route_?tables?\\w*|peering\\w*|vpn\\w*|express_route\\w*|direct_connect\\w*|dx|interconnect\\w*|transit_gateway\\w*|tunnel\\w*|nsg|network_security_\\w*|network_?polic(?:y|ies)|page_rule|ruleset|nat_gateway|internet_gateway|private_endpoint|vpc_endpoint\\w*|bastion\\w*|access_application',
  )],
  ['identity', words(
    'iam|roles?|users?|groups_?members?\\w*|memberships?|members?|permissions?|permission_?set\\w*|service_?accounts?|principals?|app_role\\w*|role_?assignments?|role_?definitions?|role_?bindings?|cluster_?role\\w*|access_?polic(?:y|ies)|polic(?:y|ies)|policy_?attachments?|grants?|tokens?|collaborators?|oauth\\w*|oidc\\w*|openid\\w*|saml\\w*|identity_provider|user_assigned_identity|auth_backend|auth0\\w*|okta\\w*|azuread\\w*|team_repository|sso\\w*|login\\w*|deploy_key|user_pool_client|logins?',
  )],
  ['backup', words('snapshots?|backups?|recovery_?points?|backup_?vaults?|recovery_services_vault|machine_image|custom_image|ami')],
  ['rows', words('table_item|firestore_document|workers_kv$')],
  // What only describes or joins a store holds nothing itself.
  ['infrastructure', words('subnet_?groups?|parameter_?groups?|option_?groups?|attachments?|associations?|listeners?|target_?groups?|subscriptions?|notifications?|event_source_mapping|endpoint_?config\\w*|launch_?(?:template|configuration)|hyperparameter\\w*|task_?definition|workspace_?settings?|configuration|metrics?|inventory|cors_\\w+|website_\\w+|consumers?|export_task|access_?points?|connections?|endpoints?|linked_service|proxy|proxies|settings?|default_\\w+|registration|definition')],
  ['data-store', words(
    'db|rds\\w*|dbaas|databases?|sql_\\w*|mssql\\w*|mysql\\w*|postgres\\w*|mariadb\\w*|oracle\\w*|mongo\\w*|cosmosdb\\w*|dynamo_?db\\w*|redis\\w*|valkey\\w*|memcache\\w*|elasticache\\w*|memorydb\\w*|memorystore\\w*|doc_?db\\w*|neptune\\w*|redshift\\w*|cassandra\\w*|keyspaces?\\w*|clickhouse\\w*|snowflake\\w*|spanner\\w*|bigtable\\w*|bigquery\\w*|firestore\\w*|alloydb\\w*|timestream\\w*|opensearch\\w*|elasticsearch\\w*|open_search\\w*|kafka\\w*|msk\\w*|kinesis\\w*|event_?hubs?\\w*|servicebus\\w*|pubsub_\\w*|queues?|topics?|streams?|sqs\\w*|buckets?|s3\\w*|r2\\w*|blobs?|containers?_?registry|registry|repositor(?:y|ies)|ecr\\w*|volumes?|disks?|storage|storage_\\w*|block_?storage\\w*|blockstorage\\w*|object_?storage\\w*|objectstorage\\w*|file_?systems?|filesystem|fileshare|file_?share|shares?|filestore\\w*|efs\\w*|fsx\\w*|netapp\\w*|ebs\\w*|data_?sets?|data_?stores?|tables?|collections?|index(?:es)?|schemas?|data_?lakes?|lakes?|catalogs?|metastore|warehouse|user_?pools?|identity_?pools?|persistent_?volume\\w*|stateful_?set\\w*|qdrant\\w*|weaviate\\w*|pinecone\\w*|neon\\w*|supabase\\w*|planetscale\\w*|influx\\w*|mdb|mq_broker|broker|rabbitmq\\w*|ssm_parameter|parameter|nas|bigquery|kusto\\w*|synapse\\w*|databricks\\w*|d1\\w*|kv_?namespaces?|vault',
  )],
  ['stack', words('resource_group|organizations?\\w*|accounts?|project|folder|management_group|subscription|eks\\w*|clusters?|kubernetes\\w*|cloudformation\\w*|stacks?|stack_?sets?|namespaces?|environments?|apps?|applications?|helm\\w*|workspaces?|fleet|private_cloud|manifest|tenant|amplify\\w*|elastic_beanstalk\\w*')],
  ['service', words(
    'instances?|functions?|lambda\\w*|services?|deployments?|droplets?|servers?|virtual_machines?|vms?|machines?|web_?apps?|container_?apps?|containers?|cloud_run\\w*|cloudfunctions\\w*|workers?_?\\w*|pages_\\w*|node_?groups?|node_?pools?|auto_?scaling_?groups?|autoscaling\\w*|scale_?sets?|instance_?group\\w*|load_?balancers?\\w*|lb|elb|alb|nlb|api_?gateway\\w*|apigateway\\w*|distribution|cloudfront\\w*|cdn\\w*|frontdoor\\w*|batch\\w*|ecs\\w*|state_?machine|sfn\\w*|jobs?|daemon_?set\\w*|pods?|composer\\w*|notebooks?\\w*|app_?service\\w*|linode\\w*|nodes?',
  )],
];
