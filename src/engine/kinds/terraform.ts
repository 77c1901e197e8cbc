import type { ResourceKind, Surroundings } from '../model';
import { kubernetesKind } from './kubernetes';
import { kindByWords } from './words';
import { lookup } from '../lookup';

/** What sort of thing a Terraform, OpenTofu or Pulumi-bridged resource type is: by the table of types that hold data, else by the words of its name. */
export function terraformKind(type: string, surroundings: Pick<Surroundings, 'table'>): ResourceKind {
  const kubernetes = /^kubernetes_(\w+?)(?:_v\d\w*)?$/.exec(type)?.[1];
  if (kubernetes !== undefined) return kubernetesKind(kubernetes.replaceAll('_', ''));
  if (PARTS.test(type)) return kindByWords(type);
  const table = surroundings.table('stateful');
  if (table.includes(`\n${type}|`)) return BACKUPS.test(type) ? 'backup' : 'data-store';
  const whole = lookup(WHOLE, type);
  if (whole) return whole;
  return kindByWords(type);
}

/** Types whose words mislead. */
const WHOLE: Readonly<Record<string, ResourceKind>> = {
  aws_instance: 'service',
  aws_spot_instance_request: 'service',
  aws_db_proxy: 'service',
  aws_db_subnet_group: 'infrastructure',
  aws_db_parameter_group: 'infrastructure',
  aws_db_option_group: 'infrastructure',
  aws_vpc: 'infrastructure',
  aws_subnet: 'infrastructure',
  aws_eip: 'infrastructure',
  aws_ecs_cluster: 'stack',
  aws_eks_cluster: 'stack',
  aws_autoscaling_policy: 'infrastructure',
  aws_appautoscaling_policy: 'infrastructure',
  aws_cognito_user_pool_domain: 'infrastructure',
  aws_organizations_policy: 'protection',
  google_project: 'stack',
  google_project_service: 'infrastructure',
  google_compute_network: 'infrastructure',
  google_compute_instance: 'service',
  google_sql_user: 'identity',
  azurerm_service_plan: 'service',
  digitalocean_domain: 'network-control',
  digitalocean_project: 'stack',
  github_repository: 'data-store',
  gitlab_project: 'data-store',
  datadog_monitor: 'infrastructure',
  grafana_dashboard: 'trivial',
  mongodbatlas_project: 'stack',
  supabase_project: 'data-store',
  neon_project: 'data-store',
  linode_instance: 'service',
};

const BACKUPS = /snapshot|backup|recovery_services_vault/;

/** Settings of a store that are resources of their own; the words know them. */
const PARTS = /_(?:policy|versioning|lifecycle_configuration|public_access_block|logging|tag|tags|permission|notification)$/;
