import { lookup } from '../lookup';
/** Keys a policy may have, by the key above them (`''` is the top). Only for "did you mean". */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': ['version', 'extends', 'environments', 'rules', 'protect', 'commands', 'waivers', 'assistants', 'release', 'limits', 'partial-coverage', 'terminals', 'may-loosen'],
  environments: ['production', 'shared', 'development'],
  release: ['production', 'shared', 'development', 'unknown', 'people', 'signers'],
  rules: [
    'control-loss', 'data-store-deletion', 'filesystem-wipe', 'guard-tampering', 'history-rewrite', 'key-destruction', 'protection-removal', 'resource-deletion',
    'resource-replacement', 'service-stop', 'stack-destruction', 'state-surgery', 'unattended-apply', 'uncommitted-work-loss', 'unseen-code', 'production', 'shared', 'development', 'unknown', 'default',
  ],
  protect: ['resource', 'path', 'account', 'context', 'with'],
  commands: ['run', 'with'],
  waivers: ['rule', 'resource', 'path', 'environment', 'until', 'reason', 'author'],
  assistants: ['rules'],
  limits: ['answer-within', 'pause', 'previews', 'waiver-days'],
  any: [
    'path', 'aws-profile', 'aws-region', 'aws-account', 'endpoint', 'kube-context', 'kube-namespace', 'terraform-workspace', 'terraform-var-file', 'terraform-backend', 'pulumi-stack',
    'gcloud-project', 'gcloud-configuration', 'az-subscription', 'az-resource-group', 'docker-context', 'database-host', 'database', 'git-remote', 'git-branch', 'host', 'stack', 'app',
  ],
};

/** The valid word nearest to a wrong one: among given words, or among the keys that may stand under a path. Null when none is near. */
export function nearest(word: string, among: readonly (string | number)[]): string | null {
  const above = [...among].reverse().find((part) => typeof part === 'string' && part in KEYS);
  const isPath = among.length === 0 || above !== undefined;
  const candidates = isPath ? (lookup(KEYS, String(above ?? '')) ?? []) : among.map(String);
  const best = candidates.map((one) => [distance(word, one), one] as const).sort((a, b) => a[0] - b[0])[0];
  return best && best[0] <= Math.max(2, Math.floor(word.length / 3)) ? best[1] : null;
}

/** Levenshtein distance, of words of at most 40 letters. */
function distance(a: string, b: string): number {
  const left = a.slice(0, 40);
  const right = b.slice(0, 40);
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      next[j] = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (left[i - 1] === right[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[right.length] as number;
}
