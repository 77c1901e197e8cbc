/** A place where nobody waits for a person before something is put there: `dev`, `review/42`, `staging`, `github-pages`. */
export function isDevelopment(name: string): boolean {
  return DEVELOPMENT.test(name) && !PRODUCTION.test(name);
}

/** Whether a part of a pipeline changes something that lives on, by what people call it and by the commands it runs. */
export function deploys(title: string, body: string): boolean {
  if (PRODUCTION.test(title)) return true;
  return !DEVELOPMENT.test(title) && (DEPLOYING.test(title) || COMMANDS.test(body));
}

const PRODUCTION = /(?:^|[^a-z])(?:prod|production|prd|live)(?![a-z])/i;
const DEVELOPMENT = /(?:^|[^a-z])(?:dev|devel|develop|development|tests?|testing|staging|stage|stg|qa|uat|previews?|review|reviews|sandbox|ephemeral|demo|lint|e2e|docs?|pages|storybook|local|canary-test)(?![a-z])/i;
const DEPLOYING = /(?:^|[^a-z])(?:deploy|release|publish|appl(?:y|ies)|promot|roll-?out|migrat|destroy|provision|cutover|ship|upgrade|fail-?over)/i;
const COMMANDS =
  /\b(?:terraform|tofu|terragrunt)\b[^\n]{0,60}\bapply\b|\bkubectl\b[^\n]{0,60}\bapply\b|\bhelm\b[^\n]{0,60}\b(?:upgrade|install)\b|\bpulumi\b[^\n]{0,40}\bup\b|\b(?:cdk|sls|serverless|sam|eb|fly|flyctl|vercel|firebase|netlify|cap|copilot|az|gcloud|aws)\b[^\n]{0,60}\bdeploy|\bansible-playbook\b|\b(?:flyway|liquibase)\b|\bargocd\b[^\n]{0,40}\bsync\b|\b(?:npm|yarn|pnpm|cargo|twine)\b[^\n]{0,30}\b(?:publish|upload)\b|\bflywayMigrate\b/i;
