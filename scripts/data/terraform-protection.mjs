// Which settings protect, and what weakens them. Keys are judgements (see src/engine/changes/terraform-protection.ts), values are paths:
// `name` under any type, `block.name` where it stands in that block, `type:path` for one type only. The longest that fits counts.
export const PROTECTION = {
  // Protects while true; absent is off.
  on: `
    deletion_protection deletion_protection_enabled enable_deletion_protection delete_protection termination_protection termination_protection_enabled enable_termination_protection
    deletion_protected disable_api_termination disable_api_stop protect_from_scale_in destroy_protection rebuild_protection prevent_destroy
    object_lock_enabled versioning_enabled versioning.enabled enable_versioning point_in_time_recovery.enabled point_in_time_recovery_enabled pitr_enabled pit_enabled
    purge_protection_enabled enable_purge_protection retain_on_delete skip_destroy skip_delete retain_stacks retain_stack retain_stacks_on_account_removal
    multi_az multi_az_enabled automatic_failover_enabled zone_redundant zone_redundancy_enabled geo_redundant_backup_enabled geo_backup_enabled infrastructure_encryption_enabled
    backup_enabled backups_enabled cloud_backup provider_backup_enabled enable_backup enable_backups backup_configuration.enabled automated_backup_policy.enabled continuous_backup_config.enabled
    backup_configuration.point_in_time_recovery_enabled backup_configuration.binary_log_enabled retain_backups_on_delete enable_point_in_time_recovery
    enable_key_rotation enable_log_file_validation is_multi_region_trail enable_logging
    versioning_configuration.mfa_delete versioning.mfa_delete soft_delete_enabled ransomware_protection
    settings.deletion_protection_enabled immutable_tags object_retention
    block_public_acls block_public_policy ignore_public_acls restrict_public_buckets
    storage_encrypted encryption_at_rest_enabled at_rest_encryption_enabled transit_encryption_enabled encrypt_at_rest.enabled enable_encryption
    archive_on_destroy enforce_admins require_signed_commits hsm_protection
    digitalocean_droplet:backups hcloud_server:backups hcloud_server:delete_protection
    digitalocean_spaces_bucket:versioning.enabled
    aws_cloudtrail:enable_logging aws_cloudtrail:include_global_service_events aws_guardduty_detector:enable aws_config_configuration_recorder_status:is_enabled
    aws_kms_key:is_enabled aws_kms_external_key:enabled
    azurerm_storage_account:blob_properties.versioning_enabled azurerm_storage_account:blob_properties.change_feed_enabled
    azurerm_cosmosdb_account:automatic_failover_enabled azurerm_key_vault:purge_protection_enabled azurerm_storage_container:has_immutability_policy
    mongodbatlas_cluster:termination_protection_enabled mongodbatlas_advanced_cluster:termination_protection_enabled
    google_container_cluster:enable_shielded_nodes google_storage_bucket:uniform_bucket_level_access
    terragrunt:prevent_destroy`,

  // Protects unless it is switched off; absent is on.
  'on!': `
    google_sql_database_instance:deletion_protection google_container_cluster:deletion_protection google_bigquery_table:deletion_protection google_spanner_database:deletion_protection
    google_bigtable_instance:deletion_protection google_bigtable_logical_view:deletion_protection google_bigtable_materialized_view:deletion_protection
    google_cloud_run_v2_service:deletion_protection google_cloud_run_v2_job:deletion_protection google_cloud_run_v2_worker_pool:deletion_protection
    google_alloydb_cluster:deletion_protection google_workflows_workflow:deletion_protection google_memorystore_instance:deletion_protection_enabled google_redis_cluster:deletion_protection_enabled
    google_dataproc_metastore_service:deletion_protection google_active_directory_domain:deletion_protection google_privateca_certificate_authority:deletion_protection google_folder:deletion_protection
    google_oracle_database_autonomous_database:deletion_protection google_oracle_database_cloud_vm_cluster:deletion_protection google_oracle_database_cloud_exadata_infrastructure:deletion_protection
    google_chronicle_environment:deletion_protection google_compute_storage_pool:deletion_protection google_looker_instance:deletion_protection
    key_vault.recover_soft_deleted_key_vaults key_vault.recover_soft_deleted_keys key_vault.recover_soft_deleted_secrets key_vault.recover_soft_deleted_certificates
    resource_group.prevent_deletion_if_contains_resources recovery_services_vaults.recover_soft_deleted_backup_protected_vm app_configuration.recover_soft_deleted
    recovery_service.vm_backup_stop_protection_and_retain_data_on_destroy soft_delete_policy.enabled`,

  // Dangerous while true; absent is off.
  off: `
    vault_transit_secret_backend_key:deletion_allowed
    skip_final_snapshot force_destroy force_delete force_delete_warm_pool force_destroy_bucket delete_automated_backups skip_final_backup terminate_instances_on_delete
    bypass_policy_lockout_safety_check bypass_policy_lockout_check force_overwrite_replica_secret delete_contents_on_destroy delete_data_on_destroy force_detach_policies
    publicly_accessible public_network_access_enabled allow_nested_items_to_be_public allow_blob_public_access endpoint_public_access
    disable_dependent_services allow_force_pushes allows_force_pushes allows_deletions allow_deletions allow_force_push
    deletion_protection_disabled disable_backup disable_automatic_backups empty_on_delete force_deletion
    ebs_block_device.delete_on_termination network_interface.delete_on_termination disk.auto_delete
    purge_on_delete immediate_data_purge_on_30_days_enabled purge_enabled force_destroy_on_delete
    virtual_machine.skip_shutdown_and_force_delete virtual_machine_scale_set.force_delete databricks_workspace.force_delete`,

  // Dangerous unless it is switched off; absent is on.
  'off!': `
    root_block_device.delete_on_termination boot_disk.auto_delete google_project_service:disable_on_destroy
    key_vault.purge_soft_delete_on_destroy key_vault.purge_soft_deleted_keys_on_destroy key_vault.purge_soft_deleted_secrets_on_destroy key_vault.purge_soft_deleted_certificates_on_destroy
    key_vault.purge_soft_deleted_hardware_security_modules_on_destroy virtual_machine.delete_os_disk_on_deletion cognitive_account.purge_soft_delete_on_destroy
    app_configuration.purge_soft_delete_on_destroy api_management.purge_soft_delete_on_destroy log_analytics_workspace.permanently_delete_on_destroy
    template_deployment.delete_nested_items_during_deletion machine_learning.purge_soft_deleted_workspace_on_destroy recovery_service.purge_protected_items_from_vault_on_destroy
    storage_os_disk.delete_os_disk_on_termination`,

  // A number or a duration that must not shrink or go.
  more: `
    backup_retention_period backup_retention_days backup_retention_period_in_days backup_retention_period_days backup_retain_days backup_retention automated_backup_retention
    automatic_backup_retention_days automated_snapshot_retention_period snapshot_retention_limit snapshot_retention_period manual_snapshot_retention_period
    deletion_window_in_days recovery_window_in_days recovery_window_days recovery_period_in_days soft_delete_retention_days soft_delete_retention_in_days soft_delete_retention destroy_scheduled_duration
    retention_duration_seconds retained_backups number_of_snapshots_to_retain immutability_period_in_days transaction_log_retention_days change_feed_retention_in_days
    delete_retention_policy.days container_delete_retention_policy.days share_retention_policy.days retention_policy.retention_period retention_policy.retention_duration_days
    retention_daily.count retention_weekly.count retention_monthly.count retention_yearly.count lifecycle.delete_after backup_retention_count
    min_retention_days max_retention_days default_retention.days default_retention.years data_retention_time_in_days time_travel_window backup_retention_settings.retained_backups
    message_retention_seconds message_retention_duration message_retention retention_period retention_duration version_retention_period
    stream_retention retention_hours point_in_time_recovery.recovery_period_in_days
    aws_kinesis_stream:retention_period aws_msk_topic:retention_ms short_term_retention_policy.retention_days long_term_retention_policy.weekly_retention
    google_alloydb_cluster:automated_backup_policy.time_based_retention.retention_period google_alloydb_cluster:automated_backup_policy.quantity_based_retention.count`,

  // A number of days after which data goes; 0 or absent is never.
  more0: `
    retention_in_days log_retention_in_days log_retention_days cloudwatch_log_group_retention_in_days rule.expiration.days lifecycle_rule.expiration.days expiration.days
    noncurrent_version_expiration.noncurrent_days noncurrent_version_expiration.days delete_after_days_since_modification_greater_than delete_after_days_since_creation_greater_than
    default_table_expiration_ms default_partition_expiration_ms
    azurerm_cosmosdb_sql_container:default_ttl
    azurerm_monitor_diagnostic_setting:retention_policy.days`,

  'keep PREVENT,ABANDON': 'deletion_policy',
  'keep! PREVENT,ABANDON': 'google_project:deletion_policy',
  'keep DELETE_PROTECTION_ENABLED': 'delete_protection_state',
  'keep POINT_IN_TIME_RECOVERY_ENABLED': 'point_in_time_recovery_enablement',
  'keep ACTIVE,ENABLED': 'deletion_protection_configuration.deletion_protection_status aws_verifiedpermissions_policy_store:deletion_protection',
  'keep Enabled,ENABLED,enabled': 'versioning_configuration.status versioning.status managed_termination_protection backup_policy.status aws_efs_backup_policy:backup_policy.status aws_backup_plan:status vultr_instance:backups',
  'keep Retain': 'reclaim_policy persistent_volume_reclaim_policy data_deletion_policy',
  'keep RETAIN': 'aws_bedrockagent_data_source:data_deletion_policy on_delete_action',
  'keep REGIONAL': 'availability_type',
  'keep SameZone,ZoneRedundant': 'high_availability.mode',
  'keep Locked,Unlocked': 'azurerm_data_protection_backup_vault:immutability azurerm_recovery_services_vault:immutability immutability',
  'keep On,AlwaysOn': 'azurerm_data_protection_backup_vault:soft_delete',
  'keep ReadOnly,CanNotDelete': 'lock_level',
  'keep COMPLIANCE,GOVERNANCE': 'default_retention.mode object_lock_mode',
  'keep ON': 'object_lock_legal_hold_status',
  'keep IMMUTABLE': 'image_tag_mutability',
  'keep Continuous': 'azurerm_cosmosdb_account:backup.type',

  'risky public-read,public-read-write,authenticated-read': 'acl predefined_acl',
  'risky blob,container': 'container_access_type',
  'risky NONE': 'aws_lambda_function_url:authorization_type',
  'risky public': 'github_repository:visibility gitlab_project:visibility_level',
  'risky Delete': 'lifecycle_rule.action.type action.type',
  'risky allUsers,allAuthenticatedUsers': 'google_storage_bucket_iam_member:member google_storage_bucket_iam_binding:members google_bigquery_dataset_iam_member:member google_secret_manager_secret_iam_member:member',

  // A part whose removal takes the protection away.
  gone: `
    point_in_time_recovery backup_configuration backup_policy automated_backup_policy continuous_backup_config versioning versioning_configuration object_lock_configuration retention_policy
    soft_delete_policy delete_retention_policy container_delete_retention_policy immutability_policy server_side_encryption_configuration kms_encryption_config
    replication_configuration restore_policy short_term_retention_policy long_term_retention_policy high_availability maintenance_exclusion
    required_pull_request_reviews required_status_checks required_reviewers branch_protection access_logs
    backup_restore_settings retain_data_on_delete snapshot_schedule aws_backup_plan:rule`,

  // A part whose addition takes data away after a time.
  came: 'rule.expiration lifecycle_rule.expiration rule.noncurrent_version_expiration lifecycle_rule.noncurrent_version_expiration',

  // An age that comes with the action it is for: a new one says nothing by itself.
  sooner: 'lifecycle_rule.condition.age condition.age',

  // A list that must not shrink. Bindings say who has a role, all of them.
  list: 'google_project_iam_binding:members google_folder_iam_binding:members google_organization_iam_binding:members google_kms_crypto_key_iam_binding:members google_kms_key_ring_iam_binding:members google_service_account_iam_binding:members google_billing_account_iam_binding:members enabled_cloudwatch_logs_exports enabled_cluster_log_types cluster_enabled_log_types enabled_log_types aws_backup_selection:resources',
};
