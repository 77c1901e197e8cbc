import type { Shell } from '../model';
import { readBash } from './bash';
import { readCmd } from './cmd';
import { readPowerShell } from './powershell';
import type { ShellReader } from './reading';

export const SHELLS: Readonly<Record<Shell, ShellReader>> = { bash: readBash, powershell: readPowerShell, cmd: readCmd };
