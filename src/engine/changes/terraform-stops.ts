import type { Difference } from './terraform-compare';
import { asNumber } from './terraform-numbers';
import type { Value } from './terraform-value';

/** How a difference stops what runs, in words for people. `null` when it does not. */
export function stopOf(type: string, { path, before, after, certain }: Difference): string | null {
  if (!certain || after === null) return null;
  const name = path.slice(path.lastIndexOf('.') + 1);
  const now = asNumber(after);
  if (COUNTS.test(name) && now === 0) return asNumber(before) === 0 ? null : `${name} ${shown(before)} -> 0`;
  const rule = SWITCHES.find(([types, setting]) => types.test(type) && (path === setting || path.endsWith(`.${setting}`)));
  if (!rule || after.kind !== 'scalar') return null;
  const [, , off] = rule;
  return off.test(String(after.value)) && !(before?.kind === 'scalar' && off.test(String(before.value))) ? `${name} is now ${String(after.value)}` : null;
}

/** How many of something run. A lower bound of 0 stops nothing by itself. */
const COUNTS = /^(?:desired_count|desired_capacity|desired_size|desired_instances|max_size|max_capacity|max_instances|max_instance_count|max_node_count|maximum_instances|node_count|nodes|replicas|replica_count|instance_count|instances|num_instances|target_size|desired_number_of_nodes|worker_count|number_of_workers|task_count|vm_count|machine_count|reserved_concurrent_executions|num_cache_nodes|num_nodes|size_slots)$/;

/** Types, setting, and the values that mean it does not run. */
const SWITCHES: readonly (readonly [RegExp, string, RegExp])[] = [
  [/^aws_cloudfront_distribution$|_web_app$|_function_app$|^azurerm_(?:app_service|logic_app|cdn_frontdoor_endpoint|traffic_manager)/, 'enabled', /^false$/],
  [/^google_sql_database_instance$/, 'settings.activation_policy', /^NEVER$/],
  [/^google_compute_instance$/, 'desired_status', /^(?:TERMINATED|SUSPENDED)$/],
  [/^aws_ec2_instance_state$/, 'state', /^stopped$/],
  [/^aws_lambda_event_source_mapping$/, 'enabled', /^false$/],
  [/^aws_(?:scheduler_schedule|cloudwatch_event_rule|transfer_server)$/, 'state', /^DISABLED$/],
  [/^aws_cloudwatch_event_rule$/, 'is_enabled', /^false$/],
  [/^google_cloud_scheduler_job$/, 'paused', /^true$/],
  [/^kubernetes_cron_?job/, 'suspend', /^true$/],
  [/^heroku_formation$/, 'quantity', /^0$/],
  [/^hcloud_load_balancer_service$/, 'enabled', /^false$/],
  [/^mongodbatlas_(?:advanced_)?cluster$/, 'paused', /^true$/],
];

function shown(value: Value | null): string {
  return value?.kind === 'scalar' ? String(value.value) : 'unset';
}
