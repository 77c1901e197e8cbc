import { effectOf, together } from '../effects';
import type { Context, Effect, FactKey, Invocation, Lowered } from '../model';
import { lineUnder } from './cloud/table';
import { codeRun } from './known-code';
import { type Group, groupOf } from './known-grammar';
import { type Match, matchIn, unlisted } from './known-match';
import { seedOfMatch } from './known-seeds';
import { type Arguments, readArguments } from './options';

/** A program that only the compiled tool grammar (table `tools`) knows. `null` when it does not either. */
export function knownTool(invocation: Invocation, context: Context): Lowered | readonly Effect[] | null {
  const table = context.surroundings.table('tools');
  const names = lineUnder(table, invocation.program) ?? (invocation.program.endsWith('.sh') ? lineUnder(table, invocation.program.slice(0, -3)) : null);
  if (names === null || invocation.program.startsWith(':')) return null;
  const groups = names.split(',').flatMap((name) => groupOf(table, name) ?? []);
  const readings = groups.map((group) => read(group, invocation, context));
  return readings.find((one) => one.decided)?.result ?? readings[0]?.result ?? null;
}

interface Reading {
  /** Whether the group has a rule for it; a program may stand in two groups that share its name. */
  readonly decided: boolean;
  readonly result: Lowered | readonly Effect[];
}

function read(group: Group, invocation: Invocation, context: Context): Reading {
  const args = readArguments(invocation.args, { style: 'gnu', values: group.values });
  const nothing = effectOf(invocation, { verb: 'read', resource: { kind: 'other', type: invocation.program, address: args.positionals.slice(0, 3).map(({ value }) => value).join(' ') || invocation.program } });
  if (asksOnly(group, args, invocation)) return { decided: true, result: [nothing] };
  const listed = matchIn(group, invocation, args);
  // `networks *` says little; a verb in the place of the star says more.
  const match: Match | null = listed === null || (listed.wild && listed.code === 'U') ? (unlisted(group, args) ?? listed) : listed;
  if (match === null) return { decided: false, result: [nothing] };
  if (match.code === 'R') return { decided: true, result: [nothing] };
  const unattended = group.unattended.some((flag) => args.has(flag)) || invocation.stdin?.kind === 'answers';
  const seed = seedOfMatch(match, group, invocation, args, unattended);
  const effect = effectOf(invocation, { ...seed, facts: factsOf(invocation, args) });
  return { decided: true, result: match.code === 'Q' || match.code === 'B' ? together([[effect], codeRun(match, invocation, args, context)]) : [effect] };
}

function asksOnly(group: Group, args: Arguments, invocation: Invocation): boolean {
  const first = args.positionals[0]?.value;
  if (first === 'help' || first === 'completion' || (first === 'version' && args.positionals.length === 1) || args.has('--help', '--version')) return true;
  if (args.has('--dry-run', '--dryrun', '--dry_run')) return true;
  if (!group.values.includes('-h') && invocation.args.some(({ value }) => value === '-h')) return true;
  // `-n` is a dry run here and a namespace there; only what the group calls harmless counts.
  return group.harmless.some((flag) => args.has(flag) || invocation.args.some(({ value }) => value === flag));
}

/** Options that say where it lands, in the words that most of these tools share. */
const PLACES: readonly (readonly [FactKey, readonly string[]])[] = [
  ['app', ['-a', '--app', '--application', '--service', '--site', '--name']],
  ['stack', ['-e', '--env', '--environment', '--stage', '--project', '--project-id', '--project-ref', '--cluster', '--org', '--target']],
  ['kube-context', ['--context', '--kube-context', '--kubecontext']],
  ['host', ['--host', '--server', '--endpoint', '--endpoints', '--address', '-address', '--http-addr', '-http-addr', '--bootstrap-server', '--db-url', '--url', '--database-url']],
  ['aws-profile', ['--profile']],
];

function factsOf(invocation: Invocation, args: Arguments): Partial<Record<FactKey, string>> {
  const found = PLACES.flatMap(([key, names]) => {
    const value = args.value(...names)?.value ?? undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
  const app = invocation.env[`${invocation.program.toUpperCase().replace(/\W/g, '_')}_APP`];
  const stage = ['NODE_ENV', 'RAILS_ENV', 'APP_ENV', 'MIX_ENV', 'RACK_ENV'].map((name) => invocation.env[name]).find((value) => typeof value === 'string');
  return { ...(typeof stage === 'string' && { stack: stage }), ...(typeof app === 'string' && { app }), ...Object.fromEntries(found) };
}
