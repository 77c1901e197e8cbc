// Compiles the list of types that hold data to src/engine/tools/tables/stateful.txt.
// Run: node scripts/data/stateful.mjs FOLDER, where FOLDER holds stateful.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = JSON.parse(readFileSync(join(process.argv[2] ?? '.', 'stateful.json'), 'utf8'));

// The list also names what is dear for another reason than data (a network, an identity, a key). Words decide about those.
const NO_STORE =
  /vpc|vpn|subnet|network$|eip$|ipaddress|_address|public_ip|reserved_ip|natgateway|nat_gateway|_lb$|loadbalancer|load_balancer|iam|_user$|user_assigned|service_account|access_key|kms|secret|key_vault|certificate|privateca|acm|dns|route53|hostedzone|_zone$|_record|domain$|registered_domain|beanstalk|_app$|_application$|firewall|_lock$|cloudfront|frontdoor|eks|ecs|node_group|node_pool|kubernetes|container_cluster|edgecontainer|cloudformation|autoscaling|instance_group|scale_set|spot_instance|api_?gateway|restapi|apigatewayv2|graphql|cloudtrail|log_group|loggroup|logging_project|application_insights|resource_group|^google_project|_folder$|organizations|_organization$|subscription$|management_group|service_plan|web_app|function|cloud_run|container_app|amplify|composer|notebook|workbench|workers_script|pages_project|hyperdrive|tunnel|access_application|cloudflare_account|app_engine|firebaserules|backup_plan|backupplan|backup_protected|random_|null_|terraform_data|time_|local_file|tls_|datadog|grafana|docker_container|helm_release|role$|auth_backend|express_route|virtual_network|application_gateway|api_management|iot::thing|identity$|identityEmail|event_?bus|workgroup|eventsubscription|fleet|policy_?store|project$|^aws_instance|ec2::instance|compute_instance$|virtual_machine$|_vm$|vm_qemu|droplet$|hcloud_server|linode_instance|vultr_instance|instance_v2|core_instance|lightsail_instance|lightsail::instance|railway_service|tfe_|spacelift|^pulumi$|stackreference|tenant$|auth0|okta|azuread|workspace_user|connect|transfer|storagegateway|dms::|gamelift|managedblockchain|pcs::|evs::|deadline|dev_center|signalr|vmware|data_factory|heroku_app|redisenterprise|environment$|databricks_cluster|hdinsight|dataproc_cluster|emr|_job$|serviceaccount|google_project_service|route|quicksight|bedrockagentcore|neon_branch$/i;
const NAMES = /^(?:AWS::\w+::\w+|[a-z][a-z0-9]*_[a-z0-9_]+)$/;

const types = Object.entries(source)
  .filter(([group]) => group !== 'protection')
  .flatMap(([, names]) => names)
  .flatMap((name) => (name.endsWith('(_v1)') ? [name.slice(0, -5), `${name.slice(0, -5)}_v1`] : [name.replace(/\(.*\)$/, '')]))
  .concat('neon_branch', 'kubernetes_persistent_volume', 'kubernetes_persistent_volume_v1', 'kubernetes_persistent_volume_claim', 'kubernetes_persistent_volume_claim_v1', 'kubernetes_stateful_set', 'kubernetes_stateful_set_v1');
const kept = types.filter((name) => NAMES.test(name) && (!NO_STORE.test(name) || /^(?:neon_branch|kubernetes_(?:persistent|stateful))/.test(name)));
const lines = [...new Set(kept)].map((name) => `${name}|data-store`).sort();

writeFileSync(
  'src/engine/tools/tables/stateful.txt',
  `# provenance: public documentation of the CloudFormation and Terraform providers, November 2026; facts, no copied text\n${lines.join('\n')}\n`,
);
console.log(`${lines.length} types`);
