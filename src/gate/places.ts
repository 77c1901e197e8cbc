/** Variables that name places or change what a program does. Only these leave the assistant's environment; none of them holds a secret. */
export const PLACES: readonly string[] = [
  'PATH', 'HOME', 'USER', 'SHELL',
  'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE',
  'KUBECONFIG', 'HELM_KUBECONTEXT', 'HELM_NAMESPACE',
  'TF_WORKSPACE', 'TF_DATA_DIR', 'TF_CLI_ARGS', 'TF_CLI_ARGS_apply', 'TF_CLI_ARGS_destroy', 'TF_CLI_CONFIG_FILE', 'TERRAGRUNT_WORKING_DIR', 'TG_WORKING_DIR',
  'CLOUDSDK_CORE_PROJECT', 'CLOUDSDK_ACTIVE_CONFIG_NAME', 'CLOUDSDK_CONFIG', 'GOOGLE_CLOUD_PROJECT', 'GCLOUD_PROJECT', 'AZURE_DEFAULTS_GROUP', 'AZURE_CONFIG_DIR', 'ARM_SUBSCRIPTION_ID',
  'DOCKER_HOST', 'DOCKER_CONTEXT', 'COMPOSE_PROJECT_NAME', 'COMPOSE_FILE', 'PULUMI_STACK', 'PULUMI_BACKEND_URL',
  'PGHOST', 'PGPORT', 'PGDATABASE', 'PGSERVICE', 'PGUSER', 'MYSQL_HOST', 'MYSQL_TCP_PORT', 'REDISCLI_HOST',
  'GIT_DIR', 'GIT_WORK_TREE', 'NODE_ENV', 'RAILS_ENV', 'APP_ENV', 'DJANGO_SETTINGS_MODULE', 'ENVIRONMENT', 'ENV', 'STAGE', 'DEPLOY_ENV',
  'HEROKU_APP', 'FLY_APP', 'NOMAD_ADDR', 'NOMAD_NAMESPACE', 'VAULT_ADDR', 'VAULT_NAMESPACE', 'CONSUL_HTTP_ADDR', 'ANSIBLE_INVENTORY', 'ANSIBLE_CONFIG',
];

/** Variables that tell which host really runs a hook that was installed for another. */
export const HOSTS: readonly string[] = ['CLAUDECODE', 'COPILOT_CLI', 'CURSOR_VERSION', 'FACTORY_PROJECT_DIR', 'DEVIN_PROJECT_DIR', 'GROK_WORKSPACE_ROOT', 'GEMINI_SESSION_ID', 'QWEN_CODE_SESSION_ID'];

export function placesIn(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries([...PLACES, ...HOSTS].flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
