/** Which tools apply which files. A command is matched with the changes that it would carry out. */
interface Family {
  readonly programs: RegExp;
  readonly files: RegExp;
}

const TERRAFORM: Family = { programs: /^(?:terraform|tofu|opentofu|terragrunt|terramate|atmos|terraspace|tfenv|cdktf|spacectl|infracost|tf)$/, files: /\.(?:tf|tofu|tfvars)(?:\.json)?$|\.hcl$/i };
const CLUSTER: Family = { programs: /^(?:kubectl|oc|k3s|microk8s|helm|helmfile|kustomize|skaffold|kapp|ytt|kluctl|tilt|garden|werf|okteto|argocd|flux|nomad)$/, files: /\.(?:ya?ml|json|tpl|gotmpl|nomad|hcl)$/i };
const CONSTRUCTS: Family = { programs: /^(?:cdk|pulumi|sst|sam|aws|cfn|rain|serverless|sls|copilot|amplify|chalice|zappa|cfn-flip|stackery|arc|gcloud|az|bicep|azd|eb|docker-compose|docker|podman)$/, files: /\.(?:[cm]?[jt]s|py|go|java|cs|ya?ml|json|template|bicep)$/i };
const PLAYBOOKS: Family = { programs: /^(?:ansible(?:-\w+)?|salt(?:-\w+)?|chef(?:-\w+)?|puppet)$/, files: /\.(?:ya?ml|sls|rb|pp)$/i };
/** Everything else that applies a change is a tool for migrations: of them, only files that are migrations, models or statements. */
const MIGRATIONS: Family = {
  programs: /(?:)/,
  files: /(?:^|[\\/])(?:migrations?|migrate|versions|changelogs?|alembic|db|database|prisma|drizzle|sql|schema|entities|models|flyway|liquibase|sqitch|atlas)[\\/].*\.(?:sql|py|rb|[cm]?[jt]s|prisma|xml|ya?ml|json|php|exs?|cs|go|java|kt|hcl)$|\.(?:prisma|sql)$|(?:^|[\\/])(?:models?|schema)\.(?:py|rb|ts|js)$/i,
};

const FAMILIES: readonly Family[] = [TERRAFORM, CLUSTER, CONSTRUCTS, PLAYBOOKS];

/** The files that a program applies. */
export function appliedBy(program: string): RegExp {
  return (FAMILIES.find(({ programs }) => programs.test(program)) ?? MIGRATIONS).files;
}

/** Files that say what infrastructure there is, or that run what changes it: those whose changes are shown in the editor. */
export function isInfrastructure(path: string): boolean {
  return INFRASTRUCTURE.test(path) && !/(?:^|[\\/])(?:node_modules|\.git|\.terraform|\.terragrunt-cache|\.venv|cdk\.out|package-lock\.json|composer\.lock)(?:[\\/]|$)/.test(path);
}

const INFRASTRUCTURE = new RegExp(
  [TERRAFORM.files.source, MIGRATIONS.files.source, '\\.(?:ya?ml|json|tpl|template|bicep|[cm]?[jt]s|py|rb|sh|bash|zsh|ps1|bat|cmd|mk|service|timer|nomad)$', '(?:^|[\\\\/])(?:GNUmakefile|makefile|justfile|dockerfile[^\\\\/]*|containerfile|jenkinsfile|crontab|procfile|taskfile[^\\\\/]*)$'].join('|'),
  'i',
);

/** What the editor is asked to watch: the same files, in its own words. */
export const WATCHED: readonly string[] = [
  '**/*.{tf,tofu,tfvars,hcl}', '**/*.{tf,tofu,tfvars}.json', '**/*.{yaml,yml,json,tpl,template,bicep}', '**/*.{ts,mts,cts,js,mjs,cjs,py,rb,sql,prisma,xml,php,ex,exs,cs,go,java,kt}', '**/*.{sh,bash,zsh,ps1,bat,cmd,mk,service,timer,nomad}',
  '**/{Makefile,makefile,GNUmakefile,Justfile,justfile,Jenkinsfile,Containerfile,crontab,Procfile}', '**/Dockerfile*',
];
