/** What a shim knows of its tool without asking anybody. */
export interface ShimTool {
  /**
   * Beginnings of command lines that change nothing, whatever follows: `plan`, `state/list` for two words, `[a-z]*` and `describe-*` with globs.
   * Only what leaves no doubt stands here; everything else costs a question, nothing more.
   */
  readonly harmless: string;
  /** Globs over ` all arguments `: where one fits, nothing is taken for harmless. */
  readonly doubt?: readonly string[];
  /** Its first word is no subcommand, so that `NAME WORD --help` may not be a request for help. */
  readonly flat?: true;
}

const TERRAFORM = 'plan fmt validate show version output graph providers metadata get state/list state/show state/pull workspace/list workspace/show';
const CONTAINERS = 'ps images logs inspect version info stats top port diff history events search container/ls container/list container/inspect container/logs image/ls image/list image/inspect image/history volume/ls volume/list volume/inspect network/ls network/list network/inspect system/df system/info context/ls context/show compose/ps compose/ls compose/logs compose/images compose/top compose/version manifest/inspect buildx/ls';
// A command may be written with spaces for its colons, so that `apps` may be the beginning of `apps destroy`.
const HEROKU = 'logs status version apps:info releases:info pg:info pg:ps auth:whoami addons:info addons:plans';
const FLY = 'status logs version apps/list machine/list machine/status machines/list volumes/list releases/list auth/whoami regions/list doctor';
const FLAT: ShimTool = { harmless: '', flat: true };
const ASKED: ShimTool = { harmless: '' };

/**
 * The programs that get a shim, when they are on this machine. Their destructive commands are those that scripts start, and that assistants without a hook type.
 * Adding one costs a person nothing: their own commands are not asked about.
 */
export const SHIM_TOOLS: Readonly<Record<string, ShimTool>> = {
  terraform: { harmless: TERRAFORM },
  tofu: { harmless: TERRAFORM },
  terragrunt: { harmless: 'plan validate output show version run-all/plan run-all/validate' },
  terramate: { harmless: 'list version fmt' },
  pulumi: { harmless: 'preview about whoami version stack/ls stack/output stack/history config/get plugin/ls' },
  cdk: { harmless: 'ls list diff synth synthesize doctor docs notices' },
  cdktf: { harmless: 'list diff synth' },
  sam: { harmless: 'validate logs' },
  serverless: { harmless: 'info print' },
  sls: { harmless: 'info print' },
  sst: { harmless: 'version diff' },
  chalice: ASKED,
  eb: { harmless: 'status list health events' },
  packer: { harmless: 'validate fmt inspect version' },

  kubectl: { harmless: 'get describe logs explain version api-resources api-versions top options config/view config/get-contexts config/get-clusters config/current-context auth/can-i auth/whoami rollout/status rollout/history' },
  oc: { harmless: 'get describe logs explain version whoami status api-resources' },
  helm: { harmless: 'list ls status history version env show search/repo search/hub get/values get/manifest get/notes get/all repo/list' },
  helmfile: { harmless: 'list version diff' },
  kustomize: { harmless: 'version' },
  kubectx: ASKED,
  argocd: { harmless: 'version app/list app/get app/diff app/history cluster/list repo/list' },
  flux: { harmless: 'get version check logs stats tree' },
  velero: { harmless: 'version backup/get backup/describe backup/logs restore/get restore/describe' },
  eksctl: { harmless: 'get version info' },
  kind: { harmless: 'get version' },
  minikube: { harmless: 'status version ip logs profile/list' },
  nomad: { harmless: 'version job/status node/status' },
  vault: { harmless: 'status version' },
  consul: { harmless: 'version members' },

  aws: {
    harmless: '[a-z]*/describe-* [a-z]*/list-* s3/ls sts/get-caller-identity iam/get-* ssm/get-parameter ssm/get-parameters s3api/get-bucket-* s3api/head-* lambda/get-function lambda/get-function-configuration logs/get-log-events logs/filter-log-events logs/tail ecr/get-login-password secretsmanager/get-secret-value cloudformation/get-template cloudformation/validate-template ce/get-* cloudwatch/get-metric-* configure/list configure/get configure/list-profiles',
  },
  gcloud: {
    harmless: 'version info auth/list config/list config/get-value config/get projects/list projects/describe compute/instances/list compute/instances/describe compute/disks/list compute/disks/describe compute/zones/list compute/regions/list container/clusters/list container/clusters/describe sql/instances/list sql/instances/describe sql/databases/list run/services/list run/services/describe storage/ls storage/buckets/list storage/buckets/describe functions/list functions/describe logging/read secrets/list',
  },
  gsutil: { harmless: 'ls cat du stat version' },
  bq: { harmless: 'ls show version' },
  az: { harmless: 'version account/show account/list group/list group/show resource/list resource/show vm/list vm/show aks/list aks/show webapp/list webapp/show sql/server/list sql/server/show sql/db/list sql/db/show storage/account/list storage/account/show keyvault/list keyvault/show acr/list acr/show' },
  azd: { harmless: 'version show' },
  doctl: { harmless: 'version account/get compute/droplet/list compute/droplet/get databases/list databases/get kubernetes/cluster/list kubernetes/cluster/get apps/list apps/get' },
  flyctl: { harmless: FLY },
  fly: { harmless: FLY },
  heroku: { harmless: HEROKU },
  hcloud: { harmless: 'version server/list server/describe volume/list network/list' },
  'linode-cli': ASKED,
  oci: ASKED,
  ibmcloud: ASKED,
  scw: ASKED,
  railway: { harmless: 'status logs whoami' },
  vercel: { harmless: 'whoami' },
  netlify: { harmless: 'status' },
  wrangler: { harmless: 'whoami' },
  supabase: { harmless: 'status' },
  firebase: { harmless: 'projects:list' },
  gh: { harmless: 'auth/status pr/list pr/view pr/diff pr/checks pr/status issue/list issue/view issue/status repo/view repo/list run/list run/view release/list release/view workflow/list status' },
  glab: { harmless: 'auth/status mr/list mr/view issue/list issue/view repo/view' },

  psql: FLAT,
  mysql: FLAT,
  mariadb: FLAT,
  mongosh: FLAT,
  mongo: FLAT,
  sqlite3: FLAT,
  cqlsh: FLAT,
  'redis-cli': { harmless: 'ping PING info INFO get GET mget MGET ttl TTL exists EXISTS type TYPE dbsize DBSIZE keys KEYS scan SCAN hgetall HGETALL llen LLEN', flat: true },
  'valkey-cli': FLAT,
  dropdb: FLAT,
  dropuser: FLAT,
  pg_restore: FLAT,
  prisma: { harmless: 'validate format generate version migrate/status' },
  // Several commands may follow each other, and a validation may clean: nothing of it is harmless by its first word.
  flyway: FLAT,
  liquibase: { harmless: 'status history validate' },

  docker: { harmless: CONTAINERS },
  podman: { harmless: CONTAINERS },
  'docker-compose': { harmless: 'ps ls logs images top version' },
  'ansible-playbook': FLAT,
  ansible: FLAT,
  git: {
    harmless: 'status log diff show add commit rev-parse rev-list ls-files ls-tree ls-remote blame shortlog describe cat-file merge-base for-each-ref check-ignore diff-tree diff-files diff-index name-rev version var hash-object stash/list remote/-v remote/get-url remote/show config/--get config/--list config/-l branch/--show-current branch/--list branch/-a branch/-r branch/-v tag/-l tag/--list worktree/list reflog/show',
    doubt: ["*' -D'*", "*' -d'*", "*' -f'*", "*' --delete'*", "*' --force'*", "*' --amend'*", "*' --output'*", "*' --ext-diff'*", "*' --textconv'*", "*' --upload-pack'*"],
  },
  rm: { harmless: '', flat: true },
};

/** Names that configure scripts and compilers make and remove by the hundred: `rm -f` of nothing else is not asked about. */
export const SCRATCH = 'conftest|conftest.[!p]*|conftest[0-9]*|confdefs.h|conf[0-9]*.sh|*.o|*.lo|*.la|*.tmp|*.pyc';
