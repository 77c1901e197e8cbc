import { resolve } from 'node:path';
import type { Shell } from '../engine/model';

/** `[--shell S] [--cwd DIR] [--json] -- COMMAND...` */
export interface CommandArguments {
  readonly shell: Shell;
  readonly cwd: string;
  readonly json: boolean;
  readonly text: string;
}

const SHELLS = ['bash', 'powershell', 'cmd'];

/** The arguments, or words that say what is wrong with them. */
export function readCommandArguments(args: readonly string[]): CommandArguments | string {
  let shell: Shell = 'bash';
  let cwd = process.cwd();
  let json = false;
  for (let i = 0; i < args.length; i += 1) {
    const [name, attached] = split(args[i] as string);
    if (name === '--') return i + 1 < args.length ? { shell, cwd, json, text: commandText(args.slice(i + 1)) } : 'no command after --';
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

/** One argument is a command line as it stands. Of several, those with spaces or quotes were quoted by the caller's shell; they get their quotes back. */
function commandText(words: readonly string[]): string {
  if (words.length === 1) return words[0] as string;
  return words.map((word) => (word === '' || /[\s'"\\]/.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : word)).join(' ');
}

function split(arg: string): readonly [name: string, attached: string | undefined] {
  const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
  return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
}
