import { heavy } from './heavy';
import { hookCommand } from './hook-command';
import { runtimeOf } from './runtime';

const USAGE = `usage: infrahold check [--shell bash|powershell|cmd] [--cwd DIR] [--json] -- COMMAND...
       infrahold check --batch                       JSON Lines in, JSON Lines out
       infrahold check --diff BASE..HEAD [--sarif]   what a range of commits would destroy
       infrahold check --plan plan.json [--sarif]    what a Terraform plan would destroy
       infrahold explain [--shell …] [--cwd DIR] -- COMMAND...
       infrahold policy check|test|show|fetch        try a policy before it bites
       infrahold doctor                              what is guarded, and what is wrong
       infrahold install [ASSISTANT...] [--yes]      shows what it would write; writes it with --yes
       infrahold uninstall [ASSISTANT...] [--yes]
       infrahold install|uninstall --machine [ASSISTANT...] [--yes]   for everybody on this machine, as its administrator
       infrahold mcp [--name NAME] -- COMMAND...     stands before an MCP server; --http URL --port PORT for one at an address
       infrahold mcp-wrap FILE NAME [--undo] [--yes] puts it before a server of an mcp.json
       infrahold hook --assistant ID                 what an assistant's hook runs
`;

void main();

/** The hook's way is short: everything else is in a file of its own. */
async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const runtime = runtimeOf(__dirname);
  if (name === 'hook') {
    process.exitCode = await hookCommand(args, runtime);
    return;
  }
  // Whoever reads the output may have seen enough.
  process.stdout.on('error', () => process.exit(process.exitCode ?? 0));
  const { commands } = heavy(runtime);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  process.exitCode = command ? await (await command())(args, runtime) : usage(name);
}

function usage(name: string): number {
  const asked = name === 'help' || name === '--help' || name === '-h';
  (asked ? process.stdout : process.stderr).write(name === '' || asked ? USAGE : `infrahold: no command ${name}\n${USAGE}`);
  return asked ? 0 : 2;
}
