import { runtimeOf, type Command } from './runtime';

/** Each command is loaded when it is asked for: the hook must not pay for the doctor. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  hook: () => import('./hook-command').then((one) => one.hookCommand),
  check: () => import('./check-command').then((one) => one.checkCommand),
  explain: () => import('./explain-command').then((one) => one.explainCommand),
  doctor: () => import('./doctor-command').then((one) => one.doctorCommand),
  policy: () => import('./policy-command').then((one) => one.policyCommand),
  install: () => import('./install-command').then((one) => one.installCommand),
  uninstall: () => import('./install-command').then((one) => one.uninstallCommand),
};

const USAGE = `usage: infrahold check [--shell bash|powershell|cmd] [--cwd DIR] [--json] -- COMMAND...
       infrahold check --batch                       JSON Lines in, JSON Lines out
       infrahold check --diff BASE..HEAD [--sarif]   what a range of commits would destroy
       infrahold check --plan plan.json [--sarif]    what a Terraform plan would destroy
       infrahold explain [--shell …] [--cwd DIR] -- COMMAND...
       infrahold policy check|test|show|fetch        try a policy before it bites
       infrahold doctor                              what is guarded, and what is wrong
       infrahold install [ASSISTANT...] [--yes]      shows what it would write; writes it with --yes
       infrahold uninstall [ASSISTANT...] [--yes]
       infrahold hook --assistant ID                 what an assistant's hook runs
`;

void main();

async function main(): Promise<void> {
  // Whoever reads the output may have seen enough.
  process.stdout.on('error', () => process.exit(process.exitCode ?? 0));
  const [name = '', ...args] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) process.exitCode = await (await command())(args, runtimeOf(__dirname));
  else process.exitCode = usage(name);
}

function usage(name: string): number {
  const asked = name === 'help' || name === '--help' || name === '-h';
  (asked ? process.stdout : process.stderr).write(name === '' || asked ? USAGE : `infrahold: no command ${name}\n${USAGE}`);
  return asked ? 0 : 2;
}
