import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { RECOMMENDED } from '../engine/policy/policy';
import type { Shell } from '../engine/model';
import type { CheckOptions } from './check';
import { check, checkLine, USAGE } from './check';
import type { Command, Runtime } from './runtime';

const SHELLS = ['bash', 'powershell', 'cmd'];

export const checkCommand: Command = async (args, runtime) => {
  if (args[0] === '--batch') return args.length === 1 ? batch(runtime) : usage('--batch takes nothing else');
  const options = readArguments(args);
  if (typeof options === 'string') return usage(options);
  const { text, exit } = check(options, RECOMMENDED, runtime.world);
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

function readArguments(args: readonly string[]): CheckOptions | string {
  let shell: Shell = 'bash';
  let cwd = process.cwd();
  let json = false;
  for (let i = 0; i < args.length; i += 1) {
    const [name, attached] = split(args[i] as string);
    if (name === '--') return i + 1 < args.length ? { shell, cwd, json, command: args.slice(i + 1) } : 'no command after --';
    if (name === '--json') json = true;
    else if (name === '--shell' || name === '--cwd') {
      const value = attached ?? args[++i];
      if (value === undefined) return `${name} needs a value`;
      if (name === '--cwd') cwd = resolve(value);
      else if (SHELLS.includes(value)) shell = value as Shell;
      else return `--shell must be one of ${SHELLS.join(', ')}`;
    } else return name.startsWith('-') ? `no option ${name}` : 'the command goes after --';
  }
  return 'the command goes after --';
}

function split(arg: string): readonly [name: string, attached: string | undefined] {
  const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
  return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
}

function usage(why: string): number {
  process.stderr.write(`infrahold check: ${why}\nusage: infrahold check [--shell bash|powershell|cmd] [--cwd DIR] [--json] -- COMMAND...\n       infrahold check --batch\n`);
  return USAGE;
}
