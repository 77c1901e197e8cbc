import { decide } from '../engine/decide';
import type { Finding } from '../engine/model';
import { RULES } from '../engine/rules';
import { openPolicies } from '../gate/policies';
import { realSurroundings } from '../platform/surroundings';
import { readCommandArguments } from './command-arguments';
import { today, type Command } from './runtime';

/** `infrahold explain -- COMMAND…`: which rule, why, what instead, and which line of which policy decided. */
export const explainCommand: Command = async (args, { folder, world }) => {
  const read = readCommandArguments(args);
  if (typeof read === 'string') {
    process.stderr.write(`infrahold explain: ${read}\nusage: infrahold explain [--shell bash|powershell|cmd] [--cwd DIR] -- COMMAND...\n`);
    return 2;
  }
  const { policy, words } = openPolicies(folder, today, false).at(read.cwd);
  const { disposition, findings, effects, unread } = decide(policy, { kind: 'command', shell: read.shell, cwd: read.cwd, text: read.text }, realSurroundings(world));
  const lines = [
    `${disposition}: ${read.text}`,
    ...words.map((one) => `  note: ${one}`),
    ...findings.flatMap(explained),
    ...(findings.length === 0 ? effects.map(({ verb, resource }) => `  ${verb} ${resource.address} (${resource.type}): no rule is about that`) : []),
    ...(findings.length === 0 && effects.length === 0 ? ['  it does nothing that Infrahold knows of'] : []),
    ...unread.map((one) => `  could not be read: ${one}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
};

function explained({ rule, disposition, message, effect, decidedBy }: Finding): string[] {
  const about = RULES.find(({ id }) => id === rule);
  const facts = Object.entries(effect.environment.facts).map(([key, value]) => `${key} ${value}`);
  return [
    `  ${disposition}  ${message}`,
    `    rule     ${rule}${decidedBy === undefined ? '' : `, decided by ${decidedBy}`}`,
    ...(about ? [`    why      ${about.why}`, `    instead  ${about.instead}`] : []),
    `    where    ${[effect.environment.class, ...facts].join(', ')}`,
    ...(effect.chain.length > 0 ? [`    by       ${effect.chain.join(' -> ')}`] : []),
  ];
}
