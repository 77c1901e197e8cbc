import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openPolicies } from '../gate/policies';
import { check, checkLine, USAGE } from './check';
import { readCommandArguments } from './command-arguments';
import { today, type Command, type Runtime } from './runtime';

export const checkCommand: Command = async (args, runtime) => {
  if (args[0] === '--batch') return args.length === 1 ? batch(runtime) : usage('--batch takes nothing else');
  if (args[0] === '--diff' || args[0] === '--plan') return (await import('./review-command')).reviewCommand(args, runtime);
  const read = readCommandArguments(args);
  if (typeof read === 'string') return usage(read);
  const { text, exit } = check(read, openPolicies(runtime.folder, today, false).at(read.cwd).policy, runtime.world);
  process.stdout.write(text);
  return exit;
};

async function batch({ world }: Runtime): Promise<number> {
  let exit = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const { text, malformed } = checkLine(line, world);
    if (malformed) exit = USAGE;
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }
  return exit;
}

function usage(why: string): number {
  process.stderr.write(`infrahold check: ${why}\nusage: infrahold check [--shell bash|powershell|cmd] [--cwd DIR] [--json] -- COMMAND...\n       infrahold check --batch\n       infrahold check --diff BASE..HEAD | --plan plan.json [--json|--sarif]\n`);
  return USAGE;
}
