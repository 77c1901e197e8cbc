import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../engine/rules';
import { openPolicies } from '../gate/policies';
import { realSurroundings } from '../platform/surroundings';
import { EXIT, USAGE, verdictLine, verdictWords } from './check';
import { reviewDiff, reviewPlan } from './review';
import { sarif } from './sarif';
import { today, type Runtime } from './runtime';

const HELP = 'usage: infrahold check --diff BASE..HEAD [--json|--sarif]\n       infrahold check --plan plan.json [--json|--sarif]\n';

/** `infrahold check --diff` and `--plan`: the same engine, in CI. Exit codes as for a command. */
export async function reviewCommand(args: readonly string[], runtime: Runtime): Promise<number> {
  const [kind, what, form = ''] = args;
  if (what === undefined || !/^(?:|--json|--sarif)$/.test(form) || args.length > 3) return usage('--diff and --plan take one value, and --json or --sarif after it');
  const cwd = process.cwd();
  const { policy } = openPolicies(runtime.folder, today, false).at(cwd);
  const surroundings = realSurroundings(runtime.world);
  const reviewed = kind === '--diff' ? await reviewDiff(what, cwd, policy, surroundings) : reviewPlan(what, policy, surroundings);
  if (reviewed.kind === 'failed') return usage(reviewed.why);
  const { verdict, located } = reviewed;
  if (form === '--sarif') process.stdout.write(`${JSON.stringify(sarif(located.filter(({ finding }) => finding.disposition !== 'allow'), RULES, readFileSync(join(runtime.here, 'version'), 'utf8')), null, 2)}\n`);
  else process.stdout.write(form === '--json' ? `${JSON.stringify(verdictLine(verdict))}\n` : verdictWords(verdict));
  return EXIT[verdict.disposition];
}

function usage(why: string): number {
  process.stderr.write(`infrahold check: ${why}\n${HELP}`);
  return USAGE;
}
