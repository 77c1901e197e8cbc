import { resolve } from 'node:path';
import { loosenings } from '../engine/policy/loosening';
import { assemble } from '../engine/policy/layers';
import type { PolicyProblem, PolicyText } from '../engine/policy/parse';
import { RECOMMENDED, type Policy, type Preset } from '../engine/policy/policy';
import { PRESETS } from '../engine/policy/presets';
import { RULES } from '../engine/rules';
import { openPolicies, WORKSPACE_POLICY } from '../gate/policies';
import { readWhole } from '../platform/files';
import { runCases } from './policy-cases';
import { fetchBases } from './policy-fetch';
import { today, type Command, type Runtime } from './runtime';

const HELP = `usage: infrahold policy check [FILE]          faults, what it changes against recommended, waivers that ended
       infrahold policy test CASES [FILE]    cases beside the policy: a proposal and what it comes to
       infrahold policy show NAME            a preset: recommended, strict or watch
       infrahold policy fetch [FILE]         fetches the pinned texts that it extends
`;

/** `infrahold policy …`: try a policy before it bites. Nothing here can release one: that takes a person in the editor. */
export const policyCommand: Command = async (args, runtime) => {
  const [verb = '', first, second, ...more] = args;
  if (more.length > 0) return usage('too many arguments');
  switch (verb) {
    case 'show':
      return show(first);
    case 'check':
      return second === undefined ? checkPolicy(first ?? WORKSPACE_POLICY) : usage('check takes one file');
    case 'test':
      return first === undefined ? usage('test takes the file of cases') : testPolicy(first, second, runtime);
    case 'fetch':
      return second === undefined ? fetchPolicy(first ?? WORKSPACE_POLICY, runtime) : usage('fetch takes one file');
    default:
      return usage(verb === '' ? 'say what to do' : `no command ${verb}`);
  }
};

function show(name: string | undefined): number {
  if (name === undefined || !Object.hasOwn(PRESETS, name)) return usage(`a preset is one of ${Object.keys(PRESETS).join(', ')}`);
  process.stdout.write(PRESETS[name as Preset]);
  return 0;
}

function checkPolicy(file: string): number {
  const written = readPolicy(file);
  if (written === null) return usage(`${file} cannot be read`);
  const { policy, problems } = assemble([written], today());
  const found = problems[written.source] ?? [];
  const ended = policy.layers.flatMap((layer) => layer.waivers).filter((waiver) => waiver.until < today());
  const lines = [
    ...found.map((problem) => located(file, problem)),
    ...ended.map((waiver) => `${file}:${waiver.line}: warning: this waiver ended on ${waiver.until}; renew it or take it out`),
    ...(found.length > 0 ? [] : differences(policy)),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return found.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function differences(policy: Policy): string[] {
  const base = { ...RECOMMENDED, today: policy.today };
  const looser = loosenings(base, policy, RULES);
  const stricter = loosenings(policy, base, RULES);
  if (looser.length + stricter.length === 0) return ['says the same as recommended'];
  return [...stricter.map((words) => `stricter than recommended; without it ${words}`), ...looser.map((words) => `looser than recommended, once a person has released it: ${words}`)];
}

function testPolicy(cases: string, file: string | undefined, runtime: Runtime): number {
  const text = readWhole(resolve(cases));
  if (text === null) return usage(`${cases} cannot be read`);
  let policy: Policy;
  if (file === undefined) policy = openPolicies(runtime.folder, today, false).at(process.cwd()).policy;
  else {
    const written = readPolicy(file);
    if (written === null) return usage(`${file} cannot be read`);
    const read = assemble([written], today());
    const error = read.problems[written.source]?.find(({ severity }) => severity === 'error');
    if (error) return usage(located(file, error));
    policy = read.policy;
  }
  const { lines, failed } = runCases(text, policy, runtime.world);
  process.stdout.write(`${lines.join('\n')}\n`);
  return failed === 0 ? 0 : 1;
}

async function fetchPolicy(file: string, runtime: Runtime): Promise<number> {
  const written = readPolicy(file);
  if (written === null) return usage(`${file} cannot be read`);
  const { lines, failed } = await fetchBases(written, runtime.folder);
  process.stdout.write(`${lines.join('\n')}\n`);
  return failed ? 1 : 0;
}

function readPolicy(file: string): PolicyText | null {
  const source = resolve(file);
  const text = readWhole(source);
  return text === null ? null : { name: 'workspace', source, folder: process.cwd(), loosens: true, text };
}

function located(file: string, { line, column, severity, message }: PolicyProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${message}`;
}

function usage(why: string): number {
  process.stderr.write(`infrahold policy: ${why}\n${HELP}`);
  return 2;
}
