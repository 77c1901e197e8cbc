import { runtimeOf } from './runtime';
import type { Command } from './runtime';

/** Each command is loaded when it is asked for: the hook must not pay for the doctor. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: () => import('./check-command').then((one) => one.checkCommand),
};

const USAGE = `usage: infrahold check [--shell bash|powershell|cmd] [--cwd DIR] [--json] -- COMMAND...
       infrahold check --batch                       JSON Lines in, JSON Lines out
`;

void main();

async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) {
    const asked = name === 'help' || name === '--help' || name === '-h';
    (asked ? process.stdout : process.stderr).write(name === '' || asked ? USAGE : `infrahold: no command ${name}\n${USAGE}`);
    process.exitCode = asked ? 0 : 2;
    return;
  }
  process.exitCode = await (await command())(args, runtimeOf(__dirname));
}
